"""Questions are written as JSON Lines and read back, and a bad line is named with its reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats import FORMATS, jsonl
from question_bank.formats.jsonl import BadLine
from question_bank.generate import generate
from question_bank.kinds import KINDS, AnyQuestion, read_question
from question_bank.kinds.several_gaps import Filling
from question_bank.question import Rival
from tests.question_bank.samples import (
    bank,
    choice,
    citation,
    flawed,
    gapped,
    gaps,
    judged,
    matching,
    number,
    one_of_each,
    ordering,
    several,
    source,
    typed,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(str.strip)
FIGURE = st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.lists(TEXT).map(tuple)
ONE_OF_EACH = one_of_each()


def lines(questions: list[AnyQuestion]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in jsonl.write(questions).decode().splitlines()]


@given(
    st.lists(
        st.one_of(
            st.builds(choice, id=TEXT, stem=TEXT, key=TEXT, options=st.tuples(TEXT, TEXT), topic=TEXT),
            st.builds(typed, id=TEXT, stem=TEXT, accepted=st.lists(TEXT).map(tuple), explanation=TEXT),
            st.builds(gapped, id=TEXT, stem=TEXT, voice=TEXT, as_of=TEXT),
            st.builds(number, id=TEXT, value=FIGURE, tolerance=FIGURE, unit=st.none() | TEXT),
            st.builds(judged, id=TEXT, key=st.sampled_from(["True", "False"]), facts=st.tuples(TEXT, TEXT)),
            st.builds(
                several, id=TEXT, options=st.tuples(TEXT, TEXT, TEXT), keys=st.tuples(TEXT, TEXT), ordered=st.booleans()
            ),
            st.builds(ordering, id=TEXT, items=TEXTS.filter(bool)),
            st.builds(matching, id=TEXT, pairs=st.tuples(st.tuples(TEXT, TEXT)), distractors=TEXTS),
            st.builds(gaps, id=TEXT, fillings=st.tuples(st.builds(Filling, accepted=TEXTS, wrong=TEXTS))),
            st.builds(flawed, id=TEXT, options=TEXTS.filter(bool), correction=TEXT),
            st.builds(source, id=TEXT, options=TEXTS.filter(bool), key=TEXT),
        ),
        unique_by=lambda question: question.id,
    )
)
def test_what_is_written_is_read_back(questions: list[AnyQuestion]) -> None:
    assert jsonl.read(jsonl.write(questions)) == questions


def test_every_kind_is_written_and_read_back() -> None:
    assert {question.kind for question in ONE_OF_EACH} == set(KINDS)
    assert jsonl.read(jsonl.write(ONE_OF_EACH)) == ONE_OF_EACH


def test_citations_and_conflicts_are_written_and_read_back() -> None:
    rival = Rival(fact="moons", statement="It has moons.", voice="Huygens", as_of="1655", citations=(citation(),))
    asked: list[AnyQuestion] = [choice(citations=(citation(),), conflicts=(rival,))]
    assert jsonl.read(jsonl.write(asked)) == asked


def test_a_generated_bank_is_read_back() -> None:
    questions = generate(bank())
    assert jsonl.read(jsonl.write(questions)) == questions


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
    written = jsonl.write([choice(stem="Größe – “wie”?"), judged()])
    assert "Größe – “wie”?".encode() in written
    assert written.endswith(b"}\n")
    assert written.count(b"\n") == 2
    assert jsonl.write([]) == b""


def test_line_ends_inside_a_text_do_not_end_the_line() -> None:
    asked: list[AnyQuestion] = [choice(stem="One\nTwo\u2028Three\x85Four?")]
    assert jsonl.write(asked).count(b"\n") == 1
    assert jsonl.read(jsonl.write(asked)) == asked


def test_blank_lines_a_mark_at_the_start_and_windows_line_ends_do_not_count() -> None:
    plain = jsonl.write(ONE_OF_EACH)
    assert jsonl.read(b"\xef\xbb\xbf\n \n" + plain.replace(b"\n", b"\r\n\r\n")) == ONE_OF_EACH


def test_a_derived_guess_score_is_not_believed() -> None:
    line = lines([choice()])[0] | {"guess_score": 99}
    assert jsonl.read(json.dumps(line).encode())[0].guess_score() == 0.25


def test_a_figure_that_is_none_is_not_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        jsonl.write([number(value=float("inf"))])


def changed(**fields: Any) -> bytes:
    return json.dumps(lines([choice()])[0] | fields).encode()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{", "Line 3 is no JSON: Expecting property name"),
        (b"words", "Line 3 is no JSON: Expecting value"),
        (b"[1, 2]", "Line 3 is no question: it must be an object in braces."),
        (b'"text"', "Line 3 is no question: it must be an object in braces."),
        (b"{}", "Line 3 is no question: Unable to extract tag"),
        (b"\xff\xfe", "Line 3 is not UTF-8"),
        (changed(kind="riddle"), "Line 3 is no question: Input tag 'riddle'"),
        (changed(colour="red"), "Line 3 is no question: colour: Extra inputs are not permitted."),
        (changed(stem=None), "Line 3 is no question: stem: Input should be a valid string."),
        (changed(citations=[{}]), "citations.0.article: Field required"),
        (changed(id="choice"), "Line 3: the id choice stands on a line before it."),
    ],
)
def test_a_bad_line_is_named_with_the_reason(bad: bytes, reason: str) -> None:
    with pytest.raises(BadLine) as refused:
        jsonl.read(jsonl.write([choice()]) + b"\n" + bad + b"\n" + jsonl.write([judged()]))
    assert reason in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_line_that_is_nested_beyond_sense_is_refused() -> None:
    with pytest.raises(BadLine, match="Line 1 is no"):
        jsonl.read(b'{"a":' * 100_000)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_with_a_line(data: bytes) -> None:
    try:
        assert jsonl.read(data) == []
    except BadLine as error:
        message = str(error)
        assert message.startswith("Line ")


def test_the_registry_writes_and_reads_each_format() -> None:
    for name, format in FORMATS.items():
        assert format.suffix == f".{name}"
        assert format.title
        assert format.read(format.write(ONE_OF_EACH)) == [read_question(one.model_dump()) for one in ONE_OF_EACH]
