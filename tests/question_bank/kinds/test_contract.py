"""The contract that every kind keeps, tested with each kind's own examples."""

from __future__ import annotations

from random import Random
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from question_bank.interactions import Response
from question_bank.kinds import KINDS, AnyQuestion, read_question, read_question_json
from question_bank.marking import NotAnAnswer
from question_bank.question import Demand, Examples, Question

RESPONSE: TypeAdapter[Response] = TypeAdapter(Response)
OF_NO_USE: tuple[Response, ...] = ("", " ", [], [""], [" ", " "], {}, {"": ""}, ["?"] * 99, {"?": "!"})
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
    for response in (*right, question.right_response):
        mark = question.grade(question.parse(response))
        assert mark.score == 1.0
        assert all(part.is_right for part in mark.parts)


@EACH_KIND
def test_wrong_responses_get_nothing(kind: type[Question]) -> None:
    question, _, wrong, *_ = examples(kind)
    assert wrong
    assert [question.grade(question.parse(response)).score for response in wrong] == [0.0] * len(wrong)


@EACH_KIND
def test_partly_right_responses_get_something_and_say_what_was_right(kind: type[Question]) -> None:
    question, partly = examples(kind).question, examples(kind).partly
    for response in partly:
        mark = question.grade(question.parse(response))
        assert 0 < mark.score < 1
        assert {part.is_right for part in mark.parts} == {True, False}
    assert bool(partly) == (len(question.grade(question.right_response).parts) > 1)


@EACH_KIND
def test_parts_say_what_was_given_and_what_is_right(kind: type[Question]) -> None:
    question, right, wrong, _, partly = examples(kind)
    for response in (*right, *wrong, *partly):
        for part in question.grade(question.parse(response)).parts:
            assert part.asked
            assert part.given
            assert part.right


@EACH_KIND
def test_what_is_no_answer_is_asked_back_in_a_sentence(kind: type[Question]) -> None:
    question, not_answers = examples(kind).question, examples(kind).not_answers
    assert not_answers
    for response in (*not_answers, *OF_NO_USE):
        with pytest.raises(NotAnAnswer, match=r"\w.*[.?!]$"):
            question.parse(response)


@EACH_KIND
def test_a_parsed_response_parses_to_itself(kind: type[Question]) -> None:
    question, right, wrong, _, partly = examples(kind)
    for response in (*right, *wrong, *partly):
        parsed = question.parse(response)
        assert question.parse(parsed) == parsed
        assert RESPONSE.validate_json(RESPONSE.dump_json(parsed)) == parsed


@EACH_KIND
def test_the_same_response_gets_the_same_mark(kind: type[Question]) -> None:
    question, right, wrong, *_ = examples(kind)
    for response in map(question.parse, (*right, *wrong)):
        assert question.grade(response) == question.grade(response)


@EACH_KIND
def test_right_and_wrong_responses_are_told_apart_for_statistics(kind: type[Question]) -> None:
    question, right, wrong, _, partly = examples(kind)
    classes = {question.classify(question.parse(response)) for response in (*wrong, *partly)}
    assert all(classes)
    assert not classes & {question.classify(question.parse(response)) for response in right}


@EACH_KIND
def test_responses_that_are_as_right_are_one_class_unless_they_are_ratings(kind: type[Question]) -> None:
    question, right, *_ = examples(kind)
    if question.grade(question.right_response).rating is None:
        assert len({question.classify(question.parse(response)) for response in right}) == 1


@EACH_KIND
def test_guessing_scores_less_than_knowing(kind: type[Question]) -> None:
    assert 0 <= examples(kind).question.guess_score() < 1


@EACH_KIND
def test_kinds_that_recall_cannot_be_guessed(kind: type[Question]) -> None:
    assert (kind.demands is Demand.RECALL) == (examples(kind).question.guess_score() == 0)


def test_kinds_make_every_demand_on_a_memory() -> None:
    assert {kind.demands for kind in KINDS.values()} == set(Demand)


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
        assert (field.fills or field.name) in kind.model_fields
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
    assert asked.arranged(Random(1)).arranged(Random(2)) == asked.arranged(Random(1))


@EACH_KIND
def test_what_is_asked_holds_the_stem(kind: type[Question]) -> None:
    question = examples(kind).question
    assert question.asked.startswith(question.stem)


@EACH_KIND
def test_options_to_compare_hold_what_is_right(kind: type[Question]) -> None:
    found = examples(kind).question.options_to_compare
    if found:
        assert set(found.keys) < set(found.options)
        assert set(found.wrong) | set(found.keys) == set(found.options)


@EACH_KIND
def test_a_question_that_is_changed_by_what_people_fill_in_stays_the_same(kind: type[Question]) -> None:
    question = examples(kind).question
    filled = {field.name: getattr(question, field.name) for field in kind.edit_fields}
    again = question.changed(**filled)
    assert again.problems() == []
    assert again.answer == question.answer
    assert again.right_response == question.right_response


@EACH_KIND
def test_problems_name_fields_and_end_in_a_full_stop(kind: type[Question]) -> None:
    question = examples(kind).question
    empty: dict[str, Any] = {"line": "", "choice": "", "lines": (), "number": float("nan")}
    emptied = {field.name: empty[field.sort] for field in kind.edit_fields}
    found = question.changed(**emptied).problems()
    assert found
    for problem in (*found, *question.changed(stem="", **emptied).problems()):
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
