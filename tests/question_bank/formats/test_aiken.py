"""Aiken is read as people type it and as Moodle writes it, and everything else in a file is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats import aiken
from question_bank.formats.exchange import Imported, Refused
from question_bank.formats.pictures import without_pictures
from question_bank.kinds import AnyQuestion
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.true_false import TrueFalse
from question_bank.kinds.who_says_so import WhoSaysSo
from tests.question_bank.formats.strategies import banks, one_of_each_kind
from tests.question_bank.samples import COMMON, choice, judged

SAMPLE = Path(__file__).parent / "samples" / "aiken" / "kevinuulong__readme_example.txt"
SOUND = "What is red?\nA) Venus\nB) Mars\nANSWER: B\n"


def read(text: str) -> Imported:
    return aiken.read(text.encode())


def only(text: str) -> AnyQuestion:
    found = read(text)
    assert len(found.questions) == 1, found.troubles
    return found.questions[0]


def losses(question: AnyQuestion) -> list[str]:
    return [loss.lost for loss in aiken.write([question], {}).losses]


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        "What is red?\nA. Venus\nB. Mars\nANSWER: B",
        "What is red?\r\nA) Venus\r\nB) Mars\r\nANSWER: B\r\n",
        "What is red?\rA) Venus\rB) Mars\rANSWER: B\r",
        "  What is red?\n\tA)Venus\n\tB)Mars\n  ANSWER:B",
        "What is red?\na) Venus\nb) Mars\nAnswer: b",
        "What is red?\n\nA) Venus\n\nB) Mars\n\nANSWER: B",
        "What is red?\nB) Mars\nA) Venus\nANSWER: B".replace("B) Mars\nA) Venus", "A) Venus\nB) Mars"),
        "What is red?\nA) Venus\nB) Mars\nANSWER: B.",
        "What is red?\nA) Venus\nB) Mars\nANSWER: B) Mars",
    ],
)
def test_a_question(text: str) -> None:
    question = only(text)
    assert isinstance(question, MultipleChoice)
    assert (question.stem, question.options, question.key) == ("What is red?", ("Venus", "Mars"), "Mars")
    assert read(text).troubles == ()


def test_the_letter_counts_and_not_the_place() -> None:
    question = only("What is red?\nA) Venus\nC) Mars\nD) Saturn\nANSWER: C")
    assert question.answer == "Mars"


def test_a_stem_may_have_several_lines() -> None:
    assert only("Look at the sky.\nWhat is red?\nA) Venus\nB) Mars\nANSWER: B").stem == "Look at the sky.\nWhat is red?"


def test_a_stem_may_begin_like_an_answer_that_is_not_the_first() -> None:
    assert only("I. Newton saw what?\nA) Apples\nB) Pears\nANSWER: A").stem == "I. Newton saw what?"
    assert only("What is meant?\ne.g. this\nA) Apples\nB) Pears\nANSWER: A").stem == "What is meant?\ne.g. this"


@pytest.mark.parametrize("answer", ["A, C", "A and C", "A;C", "a, c"])
def test_several_letters_are_several_right_answers(answer: str) -> None:
    question = only(f"What?\nA) x\nB) y\nC) z\nANSWER: {answer}")
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("x", "z")


def test_what_follows_the_letter_is_listed() -> None:
    found = read("What?\nA) x\nB) y\nANSWER: B because of this")
    assert found.questions[0].answer == "y"
    assert found.troubles[0].reason.startswith("What follows the letter was left out: “because of this”.")


def test_true_and_false_to_choose_from_make_a_statement_to_judge() -> None:
    question = only("Mars is red.\nA) True\nB) False\nANSWER: A")
    assert isinstance(question, TrueFalse)
    assert question.key == "True"


def test_html_is_text() -> None:
    assert only('Is <b class="x"> & bold?\nA) <i>\nB) &lt;\nANSWER: A').stem == 'Is <b class="x"> & bold?'


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("Too few\nA) Only\nANSWER: A", "line 1", "Give at least one wrong answer."),
        ("A) Not started", "line 1", "There is no question before this answer to choose."),
        ("ANSWER: B", "line 1", "There is no question before this answer."),
        ("Not finished\nA) x\nB) y", "line 1", "The line “ANSWER: …” is missing after the answers."),
        ("Just words", "line 1", "No answers follow"),
        ("What?\nA) x\nB) y\nANSWER: E", "line 1", "No answer has the letter E."),
        ("What?\nA) x\nB) y\nANSWER:", "line 1", "names no letter"),
        ("What?\nA) x\nB) y\nANSWER: 2", "line 1", "names no letter"),
        ("What?\nA) x\nA) y\nANSWER: A", "line 1", "Two answers have the letter A."),
        ("What?\nA) x\nB) X\nANSWER: A", "line 1", "Two options say the same"),
        ("What?\nA) x\nB)\nANSWER: A", "line 1", "empty option"),
        ("word\n" * 300 + "A) x\nB) y\nANSWER: A", "line 1", "more than 200 lines"),
    ],
)
def test_what_is_no_question_is_listed(text: str, place: str, reason: str) -> None:
    (trouble,) = read(text).troubles
    assert trouble.place == place
    assert reason in trouble.reason
    assert [question.stem for question in read(f"{text}\n\n{SOUND}").questions] == ["What is red?"]


def test_a_heading_above_a_question_is_listed_and_not_part_of_it() -> None:
    found = read(f"Chapter 1\n\n{SOUND}")
    assert found.questions[0].stem == "What is red?"
    assert found.troubles[0].text == "Chapter 1"


def test_a_question_that_is_not_finished_does_not_take_the_next_with_it() -> None:
    found = read(f"Not finished\nA) x\nB) y\n{SOUND}")
    assert [question.stem for question in found.questions] == ["What is red?"]
    assert len(found.troubles) == 1


def test_a_real_file_is_read() -> None:
    found = aiken.read(SAMPLE.read_bytes())
    assert [question.answer for question in found.questions] == ["42", "This is probably correct."]
    assert found.troubles == ()


def test_importing_twice_gives_the_same_ids() -> None:
    assert read(SOUND).questions == read(f"Other?\nA) x\nB) y\nANSWER: A\n\n{SOUND}").questions[1:]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Refused):
        aiken.read(b"\x00\x01\x02\x03" * 9)


def test_a_question_is_written_as_moodle_writes_it() -> None:
    text = "Which planet has rings?\nA) Venus\nB) Saturn\nC) Mars\nD) Earth\nANSWER: B\n"
    assert aiken.write([choice()], {}).data.decode() == text


def test_questions_are_set_off_by_blank_lines() -> None:
    assert aiken.write([choice("a"), choice("b", stem="Other?")], {}).data.count(b"\n\n") == 1


def test_what_aiken_cannot_hold_is_said() -> None:
    assert losses(choice(facts=())) == ["Aiken holds neither its topic nor its explanation."]
    assert "which facts" in losses(choice())[0]
    assert "keep their order" in losses(choice(ordered=True))[0]
    assert "line ends" in losses(choice(stem="a\nb"))[0]
    who = WhoSaysSo(id="w", stem="Who says so?", options=("Kepler", "Newton"), key="Newton", **COMMON)
    assert "who says so" in losses(who)[0]


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda question: question.kind)
def test_kinds_with_one_right_answer_among_several_are_written(question: AnyQuestion) -> None:
    written = aiken.write([question], {})
    is_held = question.kind in ("multiple_choice", "true_false", "who_says_so")
    assert bool(written.data) == is_held
    assert written.losses
    if not is_held:
        assert written.losses[0].lost == f"Aiken has one right answer among several, and no “{question.title}”."


@pytest.mark.parametrize("stem", ["ANSWER: A", "A) x", "?", "\ufeff", "A."])
def test_a_stem_that_would_be_taken_for_something_else_cannot_be_written(stem: str) -> None:
    assert aiken.write([choice(stem=stem)], {}).data == b""


def test_questions_that_aiken_cannot_tell_apart_are_a_loss() -> None:
    written = aiken.write([judged("a"), judged("b")], {})
    assert written.losses[-1] == ("b", "Aiken cannot tell it from a, which asks the same.")


@given(banks())
def test_export_import_export_is_a_fixed_point(asked: list[AnyQuestion]) -> None:
    written = aiken.write(asked, {}).data
    if written:
        found = aiken.read(written)
        assert found.troubles == ()
        assert aiken.write(found.questions, {}).data == written


@given(banks("multiple_choice"))
def test_stem_options_and_key_come_back(asked: list[AnyQuestion]) -> None:
    written = aiken.write(asked, {})
    partly = ("Aiken holds neither", "Aiken holds no pictures:")
    lost = {loss.question for loss in written.losses if not loss.lost.startswith(partly)}
    kept = [without_pictures(one, "Aiken")[0] for one in asked if one.id not in lost]
    back = aiken.read(written.data).questions if written.data else ()
    assert [one.answer for one in back] == [" ".join(one.answer.replace("\ufeff", "").split()) for one in kept]


@given(
    st.lists(st.sampled_from(["A) x", "B) y", "ANSWER: A", "ANSWER:", "words", "", "a. z", "\t"]), max_size=12).map(
        "\n".join
    )
)
def test_every_line_of_any_file_is_imported_or_listed(text: str) -> None:
    if text.strip():
        found = read(text)
        told = "\n".join(str(one) for one in (*found.questions, *found.troubles))
        assert ("words" in text) <= ("words" in told)
