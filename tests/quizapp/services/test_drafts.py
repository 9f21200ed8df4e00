"""What is wrong with a question that a person writes is said in words of that person, beside the field it is about."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.kinds import KINDS
from question_bank.question import Question
from quizapp.services.questions import draft
from tests.quizapp.planets import EVERY_KIND

COMMON = ("stem", "topic", "explanation")
NOT_PLAIN = re.compile(
    r"input|valid|tuple|string|float|str\b|type_|pydantic|field|None|_(?!____)|required|extra|union|\[|http",
    re.IGNORECASE,
)
KIND_NAMES = sorted(KINDS)


def typed(kind: str) -> dict[str, Any]:
    """Return a sound question of a kind as a form sends it: texts, and tuples of lines."""
    question = next(one for one in EVERY_KIND if one.kind == kind)
    shown: dict[str, Any] = {"kind": kind} | {name: getattr(question, name) for name in COMMON}
    for edit in question.edit_fields:
        value = getattr(question, edit.name)
        shown[edit.name] = value if isinstance(value, tuple) else f"{value:g}" if isinstance(value, float) else value
    return shown


def names_of(kind: str) -> set[str]:
    """Return the fields that the form of a kind shows."""
    return {*COMMON, *(edit.name for edit in KINDS[kind].edit_fields)}


def emptied(value: Any) -> Any:
    return () if isinstance(value, tuple) else ""


MAY_BE_EMPTY = {("numeric", "unit"), ("matching", "distractors")}
EMPTIED = [(kind, name) for kind in KIND_NAMES for name in sorted(names_of(kind)) if (kind, name) not in MAY_BE_EMPTY]


def assert_plain(kind: str, fields: dict[str, Any]) -> list[str]:
    """Check every problem of a draft and return the fields that have one."""
    found = draft(fields).problems
    for problem in found:
        assert problem.field in names_of(kind), problem
        assert problem.message.endswith((".", "_____")), problem
        assert not NOT_PLAIN.search(problem.message.replace("_____", "")), problem
    return [problem.field for problem in found]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_sound_question_has_no_problems(kind: str) -> None:
    written = draft(typed(kind))
    assert written.problems == []
    assert isinstance(written.question, KINDS[kind])
    assert written.question.stem == typed(kind)["stem"]


@pytest.mark.parametrize(("kind", "name"), EMPTIED)
def test_a_field_left_empty_is_named_with_what_to_do(kind: str, name: str) -> None:
    fields = typed(kind)
    found = assert_plain(kind, fields | {name: emptied(fields[name])})
    assert name in found


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_everything_left_empty_is_said_at_once(kind: str) -> None:
    fields = {name: emptied(value) for name, value in typed(kind).items()} | {"kind": kind}
    found = assert_plain(kind, fields)
    assert set(found) >= names_of(kind) - {"unit", "distractors", "key"}
    assert draft(fields).problems


@pytest.mark.parametrize(("kind", "name"), EMPTIED)
def test_a_field_that_is_missing_is_named_as_the_form_names_it(kind: str, name: str) -> None:
    fields = typed(kind)
    del fields[name]
    found = assert_plain(kind, fields)
    assert name in found or draft(fields).question is not None  # fields with a usual value may be left out


@pytest.mark.parametrize("name", ["value", "tolerance"])
@pytest.mark.parametrize("text", ["many", "", "1,5", "0x10", "nan", "inf", "-inf", "1e999"])
def test_what_is_no_number_is_asked_for_in_digits(name: str, text: str) -> None:
    assert name in assert_plain("numeric", typed("numeric") | {name: text})


@pytest.mark.parametrize(("text", "value"), [("147", 147), (" 40.7 ", 40.7), ("-3", -3), ("1e3", 1000)])
def test_a_number_may_be_typed_as_text(text: str, value: float) -> None:
    written = draft(typed("numeric") | {"value": text}).question
    assert written is not None
    assert written.answer == f"{value:g}"


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("multiple_choice", {"distractors": ("Mars", "mars!")}, "distractors"),
        ("multiple_choice", {"key": "Mars", "distractors": ("Mars",)}, "distractors"),
        ("multiple_choice", {"distractors": tuple(f"Moon {n}" for n in range(9))}, "distractors"),
        ("multiple_choice", {"distractors": ("Mars", "")}, "distractors"),
        ("true_false", {"key": "Perhaps"}, "key"),
        ("cloze", {"stem": "There is no gap here."}, "stem"),
        ("cloze", {"stem": "_____ and _____ are planets."}, "stem"),
        ("cloze", {"accepted": ("?!",)}, "accepted"),
        ("short_answer", {"accepted": ("Deimos", "…")}, "accepted"),
        ("numeric", {"tolerance": "-1"}, "tolerance"),
        ("flashcard", {"stem": "x" * 601}, "stem"),
        ("flashcard", {"topic": "x" * 81}, "topic"),
    ],
)
def test_what_a_kind_does_not_allow_is_said_beside_the_field(kind: str, fields: dict[str, Any], wrong: str) -> None:
    assert assert_plain(kind, typed(kind) | fields) == [wrong]


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize("sign", ["\x00", "\ud800"], ids=["NUL", "half a sign"])
def test_signs_that_no_database_keeps_are_refused(kind: str, sign: str) -> None:
    fields = typed(kind)
    for name in names_of(kind) - {"value", "tolerance", "unit"}:
        odd = (*fields[name], f"a{sign}b") if isinstance(fields[name], tuple) else fields[name] + sign
        assert name in assert_plain(kind, fields | {name: odd})


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_each_kind_says_first_what_its_own_fields_need(kind: str) -> None:
    assert issubclass(KINDS[kind], Question)
    assert all(edit.label and not NOT_PLAIN.search(edit.label) for edit in KINDS[kind].edit_fields)


@given(st.sampled_from(KIND_NAMES), st.data())
def test_any_text_in_the_fields_is_a_question_or_has_plain_problems(kind: str, data: st.DataObject) -> None:
    texts = st.text(max_size=30)
    fields = {
        name: data.draw(st.lists(texts, max_size=4).map(tuple) if isinstance(value, tuple) else texts)
        for name, value in typed(kind).items()
    } | {"kind": kind}
    written = draft(fields)
    assert written.question is not None or written.problems
    assert {problem.field for problem in written.problems} <= names_of(kind)
