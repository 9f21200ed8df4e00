"""Text in two columns is read as Quizlet exports it and as Anki understands it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats import two_columns
from question_bank.formats.exchange import Imported, Refused
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.short_answer import ShortAnswer

FOLDER = Path(__file__).parent.parent / "samples" / "two_columns"
COLUMNS = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"


def read(text: str) -> Imported:
    return two_columns.read(text.encode())


def only(text: str) -> AnyQuestion:
    found = read(text)
    assert len(found.questions) == 1, found.troubles
    return found.questions[0]


def sides(text: str) -> list[tuple[str, str]]:
    return [(question.stem, question.answer) for question in read(text).questions]


def test_a_front_and_a_back_are_a_flashcard() -> None:
    question = only("What is red?\tMars")
    assert isinstance(question, Flashcard)
    assert (question.stem, question.accepted) == ("What is red?", ("Mars",))
    assert (question.topic, question.explanation) == ("Imported", "The right answer is Mars.")


@pytest.mark.parametrize("sign", ["\t", ";", ",", "|", " - ", " – ", ":", "="])
def test_the_sign_between_the_columns_is_recognised(sign: str) -> None:
    assert sides(f"one{sign}eins\ntwo{sign}zwei\nthree{sign}drei") == [
        ("one", "eins"),
        ("two", "zwei"),
        ("three", "drei"),
    ]


def test_a_tab_goes_before_all_other_signs() -> None:
    assert sides("a, b\tc; d\ne, f\tg; h") == [("a, b", "c; d"), ("e, f", "g; h")]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("#separator:tab", "a\tb"),
        ("#separator:Comma", "a,b"),
        ("#separator:semicolon", "a;b"),
        ("#separator:pipe", "a|b"),
        ("#separator:colon", "a:b"),
        ("#separator:space", "a b"),
        ("#separator:;", "a;b"),
        ("#separator:\t", "a\tb"),
        ("#SEPARATOR:comma", "a,b"),
        ("#separator: comma ", "a,b"),
        ("#separator:::", "a::b"),
    ],
)
def test_the_head_names_the_sign(head: str, row: str) -> None:
    assert sides(f"{head}\n{row}") == [("a", "b")]


def test_html_is_read_where_the_head_says_so_or_a_text_looks_so() -> None:
    assert sides("#separator:tab\n#html:true\na &amp; b\t<b>c</b>") == [("a & b", "**c**")]
    assert sides("#separator:tab\n#html:false\na &amp; b\t<b>c</b>") == [("a &amp; b", "<b>c</b>")]
    assert sides("a &amp; b\t<b>c</b>") == [("a & b", "**c**")]
    assert sides("a & b\t1 < 2 > 0") == [("a & b", "1 < 2 > 0")]


def test_comments_do_not_count() -> None:
    assert sides("# my list\na\tb\n#c\td\n\ne\tf") == [("a", "b"), ("e", "f")]


def test_a_line_of_the_head_that_anki_does_not_know_is_listed() -> None:
    found = read("#separator:tab\n#colour:red\na\tb")
    assert [trouble.place for trouble in found.troubles] == ["line 2"]
    assert len(found.questions) == 1


def test_quoted_fields_hold_lines_and_tabs() -> None:
    assert sides('"one\ntwo"\t"a\tb ""c"""') == [("one\ntwo", 'a\tb "c"')]


def test_the_deck_is_the_topic() -> None:
    assert only("#deck:Space::Planets\na\tb").topic == "Space / Planets"
    assert only("#deck column:1\n#separator:tab\nSpace::Moons\ta\tb").topic == "Space / Moons"


def test_without_a_deck_the_first_tag_is_the_topic() -> None:
    found = read("#separator:tab\n#tags column:3\n#tags:all\na\tb\tred big")
    assert found.questions[0].topic == "red"
    assert found.troubles[0].reason == "Its tags were left out: big, all. The question itself was imported."


def test_a_third_column_of_words_holds_tags() -> None:
    assert [question.topic for question in read("a\tb\tx\nc\td\ty z").questions] == ["x", "y"]


def test_other_columns_are_left_out_and_listed() -> None:
    found = read("#separator:tab\na\tb\tsome more words\tand more")
    assert found.troubles[0].reason.startswith("Its other columns were left out: some more words; and more.")


def test_columns_are_found_by_their_names() -> None:
    found = read("#separator:tab\n#columns:Extra\tAnswer\tQuestion\nwhy\tb\ta")
    assert [(one.stem, one.answer, one.explanation) for one in found.questions] == [("a", "b", "why")]


def test_a_guid_is_an_id_of_its_own() -> None:
    assert only(f"{COLUMNS}x/y\tBasic\tD\ta\tb").id == "anki-x/y"


def test_without_a_guid_the_id_is_the_same_each_time() -> None:
    assert read("a\tb\nc\td").questions[1:] == read("c\td").questions


def test_the_note_type_says_that_an_answer_is_typed() -> None:
    question = only(f"{COLUMNS}x\tBasic (type in the answer)\tD\ta\tb")
    assert isinstance(question, ShortAnswer)
    assert isinstance(only("#notetype:Basic (type in the answer)\n#separator:tab\na\tb"), ShortAnswer)


def test_a_reversed_note_is_two_cards() -> None:
    found = read(f"{COLUMNS}x\tBasic (and reversed card)\tD\ta\tb")
    assert [(one.id, one.stem, one.answer) for one in found.questions] == [
        ("anki-x", "a", "b"),
        ("anki-x-back", "b", "a"),
    ]


def test_a_deletion_is_a_gap_and_the_back_explains() -> None:
    question = only(f"{COLUMNS}x\tCloze\tD\t{{{{c1::Saturn}}}} has <b>rings</b>.\tOf ice.")
    assert isinstance(question, Cloze)
    assert (question.stem, question.accepted, question.explanation) == ("_____ has **rings**.", ("Saturn",), "Of ice.")


def test_each_number_of_deletions_is_a_question() -> None:
    found = read(f"{COLUMNS}x\tCloze\tD\t{{{{c1::Saturn}}}} and {{{{c2::Mars::red}}}} and {{{{c1::Venus}}}}\t")
    assert [(one.id, one.stem, one.kind) for one in found.questions] == [
        ("anki-x-c1", "_____ and Mars and _____", "several_gaps"),
        ("anki-x-c2", "Saturn and _____ and Venus", "cloze"),
    ]
    assert [trouble.reason for trouble in found.troubles] == [
        "The hints in its gaps were left out: red. The question itself was imported."
    ]


def test_the_column_with_deletions_is_the_text() -> None:
    assert only("1\tSpell\t{{c1::dancing}} it").stem == "_____ it"


def test_an_exported_card_does_not_repeat_its_front() -> None:
    assert sides('#separator:tab\n#html:true\na <b>b</b>\t"a <b>b</b>\n\n<hr id=""answer"">\n\nc"') == [
        ("a **b**", "c")
    ]


def test_pictures_and_recordings_are_left_out_and_listed() -> None:
    found = read('#html:true\n#separator:tab\n<img src="x.png" alt="this"> is?\tMars [sound:y.mp3]')
    assert [(one.stem, one.answer) for one in found.questions] == [("this is?", "Mars")]
    assert "a picture at x.png" in found.troubles[0].reason
    assert "recordings" in found.troubles[0].reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a\t", "It has no back."),
        ("\tb", "It has no front."),
        ("only", "It has no back."),
        ("a\t?!", "no letter or digit"),
        ("x" * 601 + "\tb", "Shorten the question"),
        ("x" * 60_000 + "\tb", "longer than 50,000"),
    ],
)
def test_what_is_no_card_is_listed(row: str, reason: str) -> None:
    found = read(f"a\tb\n{row}\nc\td")
    assert len(found.questions) == 2
    assert [trouble.place for trouble in found.troubles] == ["line 2"]
    assert reason in found.troubles[0].reason


@pytest.mark.parametrize("text", ["word", "one word\nafter another", "#separator:tab"])
def test_a_text_without_a_second_column_brings_nothing(text: str) -> None:
    try:
        assert read(text).questions == ()
    except Refused as reason:
        said = str(reason)
        assert "no second column" in said


@given(st.text('ab{}c1:\t\n"#;<>', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except Refused:
        return
    assert all(question.problems() == [] for question in found.questions)


HOSTILE = [
    "{{c1::" * 8_000 + "\tb",
    "".join(f"{{{{c{number % 900}::a}}}}" for number in range(4_000)) + "\tb",
    "<b>" * 16_000 + "\tb",
    '"' * 40_000 + "\tb",
    "\t" * 100_000,
]


@pytest.mark.parametrize("row", HOSTILE)
def test_hostile_rows_are_read_or_listed_quickly(row: str) -> None:
    found = read(f"a\tb\n{row}\nc\td")
    assert {"a", "c"} <= {question.stem for question in found.questions}


READ = {
    "Alexuspo__Literatura_-_Test_karticky_deck.txt": (19, 1),
    "Alexuspo__Literatura_-_Test_karticky.txt": (24, 2),
    "Alexuspo__abstraktni_umeni_simple.txt": (4, 4),
    "anki-app__cards.txt": (307, 1),
    "anki-app__notes_all_columns.txt": (308, 305),
}


@pytest.mark.parametrize("name", READ)
def test_real_files_are_read(name: str) -> None:
    found = two_columns.read((FOLDER / name).read_bytes())
    assert (len(found.questions), len(found.troubles)) == READ[name]
    assert all(question.problems() == [] for question in found.questions)
    assert two_columns.read(two_columns.write(found.questions, {}).data).questions == found.questions


def test_all_samples_are_tested() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(READ)
