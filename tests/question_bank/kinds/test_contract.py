"""The contract that every kind keeps, tested with each kind's own examples."""

from __future__ import annotations

from random import Random
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from question_bank.kinds import KINDS, AnyQuestion, read_question, read_question_json
from question_bank.marking import NotAnAnswer
from question_bank.question import Examples, Question

EACH_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def examples(kind: type[Question]) -> Examples:
    return kind.examples()


def test_the_registry_names_each_kind_as_it_calls_itself() -> None:
    assert set(KINDS.values()) == set(get_args(AnyQuestion))
    for name, kind in KINDS.items():
        assert examples(kind).question.model_dump()["kind"] == name


@EACH_KIND
def test_the_example_is_sound(kind: type[Question]) -> None:
    assert examples(kind).question.problems() == []


@EACH_KIND
def test_right_responses_get_the_full_score(kind: type[Question]) -> None:
    question, right, *_ = examples(kind)
    assert right
    assert [question.grade(question.parse(response)).score for response in right] == [1.0] * len(right)


@EACH_KIND
def test_wrong_responses_get_less(kind: type[Question]) -> None:
    question, _, wrong, _ = examples(kind)
    assert wrong
    assert all(question.grade(question.parse(response)).score < 1 for response in wrong)


@EACH_KIND
def test_what_is_no_answer_is_asked_back_in_a_sentence(kind: type[Question]) -> None:
    question, *_, not_answers = examples(kind)
    assert not_answers
    for response in not_answers:
        with pytest.raises(NotAnAnswer, match=r"\w.*[.?!]$"):
            question.parse(response)


@EACH_KIND
def test_a_parsed_response_parses_to_itself(kind: type[Question]) -> None:
    question, right, wrong, _ = examples(kind)
    for response in (*right, *wrong):
        parsed = question.parse(response)
        assert question.parse(parsed) == parsed


@EACH_KIND
def test_the_same_response_gets_the_same_mark(kind: type[Question]) -> None:
    question, right, wrong, _ = examples(kind)
    for response in map(question.parse, (*right, *wrong)):
        assert question.grade(response) == question.grade(response)


@EACH_KIND
def test_guessing_scores_less_than_knowing(kind: type[Question]) -> None:
    assert 0 <= examples(kind).question.guess_score() < 1


@EACH_KIND
def test_kinds_that_recall_cannot_be_guessed(kind: type[Question]) -> None:
    assert kind.recalls == (examples(kind).question.guess_score() == 0)


@EACH_KIND
def test_a_question_is_read_back_from_plain_data_and_json(kind: type[Question]) -> None:
    question = examples(kind).question
    assert read_question(question.model_dump()) == question
    assert read_question(question.model_dump(mode="json")) == question
    assert read_question_json(question.model_dump_json()) == question


@EACH_KIND
def test_what_people_fill_in_is_a_field_of_the_kind(kind: type[Question]) -> None:
    question = examples(kind).question
    for field in kind.edit_fields:
        assert hasattr(question, field.name)
        assert field.label
        assert bool(field.choices) == (field.sort == "choice")


@EACH_KIND
def test_a_kind_says_what_it_is_called_and_what_the_answer_is(kind: type[Question]) -> None:
    assert kind.title[0].isupper()
    assert examples(kind).question.answer


@EACH_KIND
def test_what_is_to_be_done_does_not_depend_on_chance_but_for_its_order(kind: type[Question]) -> None:
    asked = examples(kind).question.interaction()
    assert asked.arranged(Random(1)).do == asked.do
    assert asked.arranged(Random(1)) == asked.arranged(Random(1))


@EACH_KIND
def test_problems_name_fields_and_end_in_a_full_stop(kind: type[Question]) -> None:
    question = examples(kind).question
    empty: dict[str, Any] = {"line": "", "choice": "", "lines": (), "number": float("nan")}
    emptied = {field.name: empty[field.sort] for field in kind.edit_fields}
    for problem in question.changed(stem="", **emptied).problems():
        assert problem.field in {"stem", *(field.name for field in kind.edit_fields)}
        assert problem.message[0].isupper()
        assert problem.message[-1] in ".”_"


@pytest.mark.parametrize("data", [{}, {"kind": "riddle"}, {"kind": "cloze"}, {"kind": None, "stem": "?"}])
def test_what_is_no_question_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        read_question(data)


@pytest.mark.parametrize("text", ["", "[]", "{", "null"])
def test_json_that_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read_question_json(text)
