"""Questions are written as JSON Lines and read back, and a bad line is named with its reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats import jsonl
from question_bank.formats.exchange import Refused
from question_bank.generate import generate
from question_bank.kinds import KINDS, AnyQuestion
from question_bank.question import Rival
from tests.question_bank.formats.strategies import CONTROLS, NASTY, banks
from tests.question_bank.samples import (
    bank,
    choice,
    citation,
    judged,
    number,
    one_of_each,
)

ONE_OF_EACH = one_of_each()
PICTURE = b"\x89PNG\r\n\x1a\n\0"


def written(*asked: AnyQuestion, **files: bytes) -> bytes:
    return jsonl.write(asked, files).data


def lines(questions: list[AnyQuestion]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(*questions).decode().splitlines()]


def read_back(*asked: AnyQuestion) -> list[AnyQuestion]:
    found = jsonl.read(written(*asked))
    assert found.troubles == ()
    return list(found.questions)


@given(banks(text=NASTY | CONTROLS.map(lambda text: f"a{text}z")))
def test_what_is_written_is_read_back(asked: list[AnyQuestion]) -> None:
    assert read_back(*asked) == asked


def test_files_are_written_and_read_back() -> None:
    found = jsonl.read(jsonl.write(ONE_OF_EACH, {"rings.png": PICTURE, "größe.gif": b""}).data)
    assert list(found.questions) == ONE_OF_EACH
    assert found.files == {"rings.png": PICTURE, "größe.gif": b""}


def test_every_kind_is_written_and_read_back() -> None:
    assert {question.kind for question in ONE_OF_EACH} == set(KINDS)
    assert read_back(*ONE_OF_EACH) == ONE_OF_EACH


def test_citations_and_conflicts_are_written_and_read_back() -> None:
    rival = Rival(fact="moons", statement="It has moons.", voice="Huygens", as_of="1655", citations=(citation(),))
    asked = choice(citations=(citation(),), conflicts=(rival,))
    assert read_back(asked) == [asked]


def test_a_generated_bank_is_read_back() -> None:
    questions = generate(bank())
    assert read_back(*questions) == questions


@pytest.mark.parametrize("question", ONE_OF_EACH, ids=lambda question: question.kind)
def test_each_line_holds_what_a_reader_needs(question: AnyQuestion) -> None:
    line = lines([question])[0]
    shared = {"id", "kind", "stem", "facts", "topic", "explanation", "citations", "voice", "as_of", "guess_score"}
    assert shared <= line.keys()
    assert line["guess_score"] == pytest.approx(question.guess_score(), abs=1e-4)


def test_each_line_holds_what_its_kind_is_marked_by() -> None:
    held = {line["kind"]: line.keys() for line in lines(ONE_OF_EACH)}
    assert {"options", "key"} <= held["multiple_choice"]
    assert {"options", "key"} <= held["true_false"]
    assert {"value", "tolerance", "unit"} <= held["numeric"]
    assert all("accepted" in held[kind] for kind in ("short_answer", "cloze", "flashcard"))
    assert {"options", "keys"} <= held["multiple_response"]
    assert {"options", "key", "correction"} <= held["error_spotting"]
    assert {"options", "key"} <= held["who_says_so"]
    assert {"pairs", "distractors"} <= held["matching"]
    assert "items" in held["ordering"]
    assert "fillings" in held["several_gaps"]


def test_a_citation_holds_the_place_and_the_digest() -> None:
    cited = lines([choice(citations=(citation(),))])[0]["citations"]
    assert [list(one) for one in cited] == [["article", "paragraph", "start", "end", "sha256"]]


def test_the_fields_stand_in_a_steady_order() -> None:
    for line in lines(ONE_OF_EACH):
        assert list(line)[:3] == ["id", "kind", "stem"]
        assert list(line)[-1] == "guess_score"


def test_the_file_is_plain_utf_8_with_a_line_end_after_each_question() -> None:
    data = written(choice(stem="Größe – “wie”?"), judged())
    assert "Größe – “wie”?".encode() in data
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == 2
    assert written() == b""


def test_line_ends_inside_a_text_do_not_end_the_line() -> None:
    asked = choice(stem="One\nTwo\u2028Three\x85Four?")
    assert written(asked).count(b"\n") == 1
    assert read_back(asked) == [asked]


def test_blank_lines_a_mark_at_the_start_and_windows_line_ends_do_not_count() -> None:
    windows = written(*ONE_OF_EACH).replace(b"\n", b"\r\n\r\n")
    assert list(jsonl.read(b"\xef\xbb\xbf\n \n" + windows).questions) == ONE_OF_EACH


def test_a_derived_guess_score_is_not_believed() -> None:
    line = lines([choice()])[0] | {"guess_score": 99}
    assert jsonl.read(json.dumps(line).encode()).questions[0].guess_score() == 0.25


def test_a_figure_that_is_none_is_not_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        written(number(value=float("inf")))


def changed(**fields: Any) -> bytes:
    return json.dumps(lines([choice()])[0] | fields).encode()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{", "It is no JSON: Expecting property name"),
        (b"words", "It is no JSON: Expecting value"),
        (b"[1, 2]", "It is no question: it must be an object in braces."),
        (b'"text"', "It is no question: it must be an object in braces."),
        (b"{}", "It is no question: Unable to extract tag"),
        (b"\xff\xfe", "It is not UTF-8"),
        (b'{"file": "a.png", "base64": "?"}', "What stands for the file is no base64."),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"9" * 5_000, "too long to be read"),
        (changed(kind="riddle"), "It is no question: Input tag 'riddle'"),
        (changed(colour="red"), "It is no question: colour: Extra inputs are not permitted."),
        (changed(stem=None), "It is no question: stem: Input should be a valid string."),
        (changed(stem=""), "Write the question."),
        (changed(citations=[{}]), "citations.0.article: Field required"),
    ],
)
def test_a_bad_line_is_listed_with_its_place_and_reason_and_the_others_are_read(bad: bytes, reason: str) -> None:
    found = jsonl.read(written(choice()) + b"\n" + bad + b"\n" + written(judged()))
    assert list(found.questions) == [choice(), judged()]
    (trouble,) = found.troubles
    assert trouble.place == "line 3"
    assert reason in trouble.reason
    assert trouble.reason.endswith(".")


def test_a_second_question_of_an_id_gets_another() -> None:
    found = jsonl.read(written(choice()) + written(choice(stem="Which other one?")))
    assert [one.stem for one in found.questions] == [choice().stem, "Which other one?"]
    assert len({one.id for one in found.questions}) == 2
    assert found.troubles[0].reason == (
        "Its id choice stands on a line before: it got another. The question itself was imported."
    )


def test_a_question_that_stands_twice_is_read_once() -> None:
    found = jsonl.read(written(choice(), choice()))
    assert list(found.questions) == [choice()]
    assert found.troubles[0].reason == "The same question stands at line 1: it was imported once."


@given(st.binary(max_size=60))
def test_any_bytes_are_listed_or_refused(data: bytes) -> None:
    try:
        found = jsonl.read(data)
    except Refused:
        return
    assert found.questions == ()
    assert found.troubles or not data.strip()
