"""What a format has no place for is kept beside it, and counts as long as the text beside it is unchanged."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from question_bank.formats.kept import NotKept, left_over, merged, opened, sealed, unseen
from question_bank.kinds import AnyQuestion, read_question
from tests.question_bank.formats.strategies import one_of_each_kind, questions
from tests.question_bank.samples import choice, number


@given(questions())
def test_a_question_is_what_a_file_holds_and_what_is_left_over(question: AnyQuestion) -> None:
    fields = question.model_dump(mode="json")
    held = {name: fields[name] for name in list(fields)[::2]} | {"kind": "true_false", "key": "Maybe"}
    rest = opened(sealed(left_over(question, held), "text"), "text")
    assert read_question(merged(held, rest)) == question


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda question: question.kind)
def test_nothing_is_left_over_where_all_is_held(question: AnyQuestion) -> None:
    assert left_over(question, question.model_dump()) == {}


def test_what_is_as_usual_need_not_be_held() -> None:
    fields = choice(facts=()).model_dump()
    assert left_over(choice(facts=()), {name: fields[name] for name in ("id", "kind", "stem", "topic", "explanation",
                                                                        "options", "key")}) == {}  # fmt: skip


def test_what_is_kept_is_one_line_of_plain_signs() -> None:
    line = sealed({"voice": "Größe\n\u2028"}, "text")
    assert line.isascii()
    assert "\n" not in line
    assert opened(line, "text") == {"voice": "Größe\n\u2028"}


def test_when_the_text_changed_only_what_is_not_in_the_text_counts() -> None:
    line = sealed({"voice": "Galileo", "stem": "Old?", "options": ["a"], "kind": "flashcard"}, "text")
    assert opened(line, "changed") == {"voice": "Galileo", "kind": "flashcard"}


@pytest.mark.parametrize("line", ["", "{", "[]", "5", '"text"', "[" * 100_000])
def test_what_is_not_understood_is_said(line: str) -> None:
    with pytest.raises(NotKept):
        opened(line, "text")


def test_fields_of_another_kind_are_dropped() -> None:
    assert merged({"kind": "cloze", "options": ["a"], "stem": "x"}, {"kind": "numeric", "value": 1}) == {
        "kind": "numeric", "stem": "x", "value": 1,
    }  # fmt: skip


def test_what_others_do_not_see_is_said_in_words() -> None:
    assert unseen(number(), {}, "a comment") == []
    assert unseen(number(), {"unit": "moons", "voice": "x", "of": "y"}, "a comment") == [
        "Other programs will not see who says so, the unit: it stands in a comment."
    ]
    assert unseen(number(), {"kind": "numeric"}, "a comment") == [
        "Other programs will take it for another kind than “Number”."
    ]


def test_what_is_sealed_names_the_text_it_belongs_to() -> None:
    assert json.loads(sealed({}, "a")) != json.loads(sealed({}, "b"))
