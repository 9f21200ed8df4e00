"""Multiple choice: one key among options."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.interactions import ChooseOne
from question_bank.kinds.chosen import MOST_OPTIONS
from question_bank.marking import NotAnAnswer
from tests.question_bank.samples import choice

OPTIONS = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=2, max_size=9, unique=True)


def test_writers_may_give_key_and_distractors() -> None:
    fields = {name: value for name, value in choice().model_dump().items() if name != "options"}
    made = type(choice()).model_validate(fields | {"distractors": ["Venus", "Mars"]})
    assert made.options == ("Saturn", "Venus", "Mars")
    assert made.distractors == ("Venus", "Mars")


def test_distractors_replace_the_options_when_a_question_is_changed() -> None:
    assert choice().changed(distractors=["Pluto", "Ceres"]).options == ("Saturn", "Pluto", "Ceres")


def test_distractors_are_all_options_but_the_key() -> None:
    assert choice().distractors == ("Venus", "Mars", "Earth")


@given(OPTIONS, st.data())
def test_only_the_key_is_right(options: list[str], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(options))
    asked = choice(options=options, key=key)
    assert [asked.grade(asked.parse(option)).is_right for option in options] == [option == key for option in options]


@given(OPTIONS)
def test_guessing_scores_one_over_the_number_of_options(options: list[str]) -> None:
    asked = choice(options=options, key=options[0])
    mean = sum(asked.grade(option).score for option in options) / len(options)
    assert asked.guess_score() == pytest.approx(mean)


@pytest.mark.parametrize("response", ["", "saturn", "Saturn ", "Pluto", "0"])
def test_only_options_as_they_stand_are_answers(response: str) -> None:
    with pytest.raises(NotAnAnswer, match="Choose one"):
        choice().parse(response)


def test_figures_in_order_are_not_shuffled() -> None:
    assert choice(ordered=True).interaction() == ChooseOne(options=choice().options, ordered=True)
    assert choice().interaction() == ChooseOne(options=choice().options, ordered=False)


def messages(**fields: Any) -> list[str]:
    return [problem.message for problem in choice(**fields).problems()]


def test_a_missing_key_is_named() -> None:
    assert messages(key="")[0] == "Give the right answer."


def test_a_key_that_is_no_option_is_named() -> None:
    assert messages(key="Pluto") == ["The right answer must be one of the options."]


def test_a_question_without_distractors_is_named() -> None:
    assert messages(options=("Saturn",)) == ["Give at least one wrong answer."]
    assert "Give at least one wrong answer." in messages(options=())


def test_too_many_options_are_named() -> None:
    many = tuple(f"option {number}" for number in range(MOST_OPTIONS))
    assert messages(options=many, key=many[0]) == []
    assert messages(options=(*many, "one more"), key=many[0]) == ["Give at most 8 wrong answers."]


def test_an_empty_option_is_named() -> None:
    assert messages(options=("Saturn", "Mars", "")) == ["Fill in or remove the empty option."]


@pytest.mark.parametrize("twice", ["saturn", "Saturn.", "the Saturn"])
def test_two_options_that_say_the_same_are_named(twice: str) -> None:
    assert messages(options=("Mars", "Saturn", twice)) == ["Two options say the same: “Saturn”."]


def test_options_of_signs_alone_are_told_apart() -> None:
    assert messages(options=("?", "!"), key="!") == []
