"""What every format of the registry promises: nothing is lost unsaid, nothing crashes, and files are known for what
they are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank.formats import FORMATS, by_name, by_suffix, detected
from question_bank.formats.exchange import Format, Imported, Refused
from question_bank.kinds import KINDS, AnyQuestion
from tests.question_bank.formats.strategies import banks, one_of_each_kind

EVERY = one_of_each_kind()
SAMPLES = sorted(path for path in (Path(__file__).parent / "samples").glob("*/*") if path.is_file())
EACH_FORMAT = pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
EACH_KIND = pytest.mark.parametrize("kind", KINDS)


def title_of(path: Path) -> str:
    return detected(path.name, path.read_bytes()).title


def check_reading(format: Format, data: bytes) -> None:
    """Whatever the bytes are: sound questions, troubles, or a refusal in one sentence."""
    try:
        found = format.read(data)
    except Refused as reason:
        said = str(reason)
    else:
        check_found(found)
        said = "Nothing."
    assert said.endswith((".", "?"))
    assert "\n" not in said


def check_found(found: Imported) -> None:
    assert found.questions or found.troubles
    assert not any(question.problems() for question in found.questions)
    assert len({question.id for question in found.questions}) == len(found.questions)
    for trouble in found.troubles:
        assert trouble.place
        assert trouble.reason.endswith((".", "?", "!"))


def check_round_trip(format: Format, asked: list[AnyQuestion]) -> None:
    """Whatever comes back otherwise is a loss that was told; and what comes back is written as it was."""
    first = format.write(asked, {})
    told = {loss.question for loss in first.losses}
    try:
        back = format.read(first.data).questions
    except Refused:
        back = ()
    same = {question.id for question in back if question in asked}
    assert {question.id for question in asked} <= same | told
    second = format.write(back, {})
    if back and format is by_name("anki"):  # whose packages hold the moment at which they were written
        assert format.read(second.data).questions == back
    elif back:
        assert second.data == first.data


@EACH_FORMAT
@EACH_KIND
def test_an_example_of_each_kind_comes_back_or_its_losses_are_told(format: Format, kind: str) -> None:
    check_round_trip(format, [one for one in EVERY if one.kind == kind])


@EACH_FORMAT
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(asked=banks(most=3))
def test_every_question_comes_back_or_its_losses_are_told(format: Format, asked: list[AnyQuestion]) -> None:
    check_round_trip(format, asked)


@EACH_FORMAT
def test_every_loss_names_a_question_and_says_what_is_lost(format: Format) -> None:
    for loss in format.write(EVERY, {}).losses:
        assert loss.question in {question.id for question in EVERY}
        assert loss.lost.endswith((".", "?"))


@EACH_FORMAT
def test_an_export_without_questions_is_read_as_one(format: Format) -> None:
    check_reading(format, format.write([], {}).data)


@EACH_FORMAT
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(format: Format, data: bytes) -> None:
    check_reading(format, data)


@EACH_FORMAT
@given(text=st.text(st.sampled_from("{}=~#:\\%->\t\n,;\"'|<>/[]()AB1. answer"), max_size=80))
def test_any_text_is_read_or_refused(format: Format, text: str) -> None:
    check_reading(format, text.encode())


def broken(data: bytes, seed: int) -> Iterator[bytes]:
    """Yield a file cut short, with a hole, with bytes that are others, and with a piece that stands twice."""
    chance = random.Random(seed)
    here, there = sorted(chance.sample(range(len(data) + 1), 2))
    yield data[:there]
    yield data[:here] + data[there:]
    yield data[:here] + data[here:there] * 2 + data[there:]
    spoiled = bytearray(data)
    for _ in range(1 + len(data) // 200):
        spoiled[chance.randrange(len(data))] = chance.randrange(256)
    yield bytes(spoiled)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_real_file_that_was_damaged_is_read_or_refused(path: Path) -> None:
    data = path.read_bytes()
    for seed in range(5):
        for one in broken(data, seed):
            check_reading(detected(path.name, data), one)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_real_file_is_known_for_what_it_is(path: Path) -> None:
    titles = {
        "moodle_xml": "Moodle XML", "qti": "QTI 2.1 package", "gift": "GIFT", "aiken": "Aiken",
        "table": "Table (CSV, TSV, Excel)", "two_columns": "Text in two columns (Quizlet, Anki)", "anki": "Anki deck",
    }  # fmt: skip
    assert title_of(path) == titles[path.parent.name]


@pytest.mark.parametrize("name", FORMATS)
def test_what_we_write_is_known_for_what_it_is(name: str) -> None:
    format = by_name(name)
    data = format.write(EVERY, {}).data
    assert detected(f"questions{format.suffixes[0]}", data).read == format.read
    assert detected("download", data).read == format.read


@pytest.mark.parametrize(
    ("file", "text", "name"),
    [
        ("a.txt", "Which?\nA) x\nB) y\nANSWER: A\n", "aiken"),
        ("a.txt", "Which? {=x ~y}\n", "gift"),
        ("a.txt", "Which? {\n\t=x\n\t~y\n}\n", "gift"),
        ("a.txt", "$CATEGORY: $course$/x\n", "gift"),
        ("a.txt", "The sum is {#5}.\n", "gift"),
        ("a.txt", "capital of France\tParis\ncapital of Italy\tRome\n", "text"),
        ("a.txt", "#separator:semicolon\n{=x};y\n", "text"),
        ("a.txt", "\\frac{=a}{b}\thalf\n", "text"),
        ("a.txt", "question,answer\nWhich?,x\n", "table"),
        ("a.txt", "question\tanswer\nWhich?\tx\n", "table"),
        ("a.TSV", "front\tback\nx\ty\n", "table"),
        ("a.tsv", "x\ty\nz\ta\n", "text"),
        ("a.csv", "x\ty\nz\ta\n", "text"),
        ("a.xml", "<?xml version='1.0'?>\n<!-- by hand -->\n<quiz><question type='essay'/></quiz>", "moodle"),
        ("a.xml", "<!DOCTYPE questestinterop><questestinterop/>", "qti2"),
        ("a.xml", "<!DOCTYPE quiz [\n<!ELEMENT x (y)>\n]>\n<quiz/>", "moodle"),
        ("a.xml", "<qti-assessment-item/>", "qti2"),
        ("a", '{"id": "a"}', "jsonl"),
    ],
)
def test_a_file_whose_name_several_formats_have_is_known_by_what_is_in_it(file: str, text: str, name: str) -> None:
    assert detected(file, text.encode()) == by_name(name)
    assert detected(file, text.encode("utf-8-sig")) == by_name(name)


def test_a_file_that_nobody_recognises_is_taken_by_its_name_and_else_refused() -> None:
    assert detected("a.gift", b"words") == by_name("gift")
    with pytest.raises(Refused, match=r"^“a\.docx” is in no format that can be read: JSON Lines, .*\.$"):
        detected("a.docx", b"words")


def test_a_name_that_is_no_format_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused, match="“word” is no format: choose one of jsonl, "):
        by_name("word")


def test_formats_are_found_by_suffix() -> None:
    assert by_suffix("Week 3.GIFT") == [by_name("gift")]
    assert by_suffix("a.docx") == []


@EACH_FORMAT
def test_titles_and_suffixes_are_told(format: Format) -> None:
    assert format.title
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in format.suffixes)
