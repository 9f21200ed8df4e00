"""What is typed into the form, read as a question and back."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.kinds import KINDS
from question_bank.question import EditField, Question
from quizapp.services.questions import draft
from quizapp.ui import editor

KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.title)
LINES, NUMBER, LINE = (EditField("it", "It", sort) for sort in ("lines", "number", "line"))


def typed(question: Question, **others: str) -> dict[str, str]:
    """Return what stands in the fields when a question is edited."""
    names = ("stem", "explanation", "topic", *(edit.name for edit in question.edit_fields))
    return {name: editor.shown(getattr(question, name)) for name in names} | others


def blank(kind: type[Question]) -> dict[str, str]:
    return dict.fromkeys(typed(kind.examples().question), "")


@KIND
def test_what_is_shown_of_a_question_reads_as_the_same_question(kind: type[Question]) -> None:
    example: Any = kind.examples().question
    read: Any = draft(editor.read_fields(kind, typed(example))).question
    assert (read.kind, read.stem, read.answer, read.explanation) == (
        example.kind, example.stem, example.answer, example.explanation,
    )  # fmt: skip
    assert all(getattr(read, edit.name) == getattr(example, edit.name) for edit in kind.edit_fields)


@KIND
def test_every_problem_of_an_empty_form_belongs_to_one_of_its_fields(kind: type[Question]) -> None:
    problems = draft(editor.read_fields(kind, blank(kind))).problems
    fields = {"stem", "explanation", "topic", *(edit.name for edit in kind.edit_fields)}
    assert {"stem", "explanation", "topic"} < {problem.field for problem in problems} <= fields


@KIND
def test_problems_are_said_without_the_names_of_our_fields(kind: type[Question]) -> None:
    for problem in draft(editor.read_fields(kind, blank(kind))).problems:
        assert not problem.message.startswith(problem.field)
        assert "Input should" not in problem.message


@KIND
def test_what_the_form_does_not_show_stays_as_it_was(kind: type[Question]) -> None:
    kept = kind.examples().question.changed(voice="Galileo", as_of="1610")
    read = draft(editor.read_fields(kind, typed(kept, stem="Another stem with a _____?"), kept)).question
    assert read is not None
    assert read.model_dump(exclude={"id", "stem"}) == kept.model_dump(exclude={"id", "stem"})


@pytest.mark.parametrize(
    ("text", "read"),
    [("1,274", "1274"), (" 12 ", "12"), ("1 234 567.5", "1234567.5"), ("1,5", "1,5"), ("many", "many"), ("", "")],
)
def test_thousands_may_be_set_off_in_numbers(text: str, read: str) -> None:
    assert editor.read(NUMBER, text) == read


def test_lines_are_read_one_by_one_and_empty_ones_do_not_count() -> None:
    assert editor.read(LINES, " Venus \n\n Mars\n") == ("Venus", "Mars")
    assert editor.read(LINE, "a, b") == "a, b"


def test_fields_that_may_be_empty_are_left_out() -> None:
    numeric = KINDS["numeric"]
    given = editor.read_fields(numeric, typed(numeric.examples().question, tolerance="", unit=" "))
    assert "tolerance" not in given
    assert "unit" not in given
    assert draft(given).problems == []
