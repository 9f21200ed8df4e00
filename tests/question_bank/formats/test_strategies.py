"""The questions that every format is tested with are sound, of every kind, and hard to write."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.kinds import KINDS, AnyQuestion
from tests.question_bank.formats.strategies import PLAIN, banks, one_of_each_kind, questions


@given(questions())
def test_questions_are_sound(question: AnyQuestion) -> None:
    assert question.problems() == []


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
@settings(max_examples=1)
def test_there_are_questions_of_each_kind(kind: str, data: st.DataObject) -> None:
    assert data.draw(questions(kind)).kind == kind


@given(banks(text=PLAIN))
def test_the_questions_of_a_bank_have_different_ids(bank: list[AnyQuestion]) -> None:
    assert len({question.id for question in bank}) == len(bank)


def test_there_is_an_example_of_each_kind() -> None:
    assert {question.kind for question in one_of_each_kind()} == set(KINDS)
