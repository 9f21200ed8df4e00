"""What a learner is asked to do is plain data, and knows how it may be arranged."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from question_bank.interactions import ChooseOne, Interaction, SelfRate, TypeNumber, TypeText

ADAPTER: TypeAdapter[Interaction] = TypeAdapter(Interaction)
OPTIONS = ("Venus", "Saturn", "Mars", "Earth")


@given(st.integers())
def test_options_are_shown_in_an_order_of_chance(seed: int) -> None:
    shown = ChooseOne(options=OPTIONS).arranged(Random(seed))
    assert sorted(shown.options) == sorted(OPTIONS)
    assert shown.ordered


def test_every_option_comes_to_every_place() -> None:
    shown = [ChooseOne(options=OPTIONS).arranged(Random(seed)).options for seed in range(100)]
    for place in range(len(OPTIONS)):
        assert {options[place] for options in shown} == set(OPTIONS)


def test_the_same_chance_gives_the_same_order() -> None:
    asked = ChooseOne(options=OPTIONS)
    assert asked.arranged(Random(7)) == asked.arranged(Random(7))


def test_options_in_an_order_that_means_something_keep_it() -> None:
    asked = ChooseOne(options=("1", "2", "3"), ordered=True)
    assert asked.arranged(Random(1)) is asked


def test_what_was_arranged_once_stays_as_it_was_shown() -> None:
    shown = ChooseOne(options=OPTIONS).arranged(Random(1))
    assert shown.arranged(Random(2)) == shown


@pytest.mark.parametrize("asked", [TypeText(), TypeNumber(unit="km"), SelfRate(answer="Saturn")])
def test_without_options_there_is_nothing_to_arrange(asked: TypeText | TypeNumber | SelfRate) -> None:
    assert asked.arranged(Random(1)) is asked


@pytest.mark.parametrize(
    "asked", [ChooseOne(options=OPTIONS), TypeText(), TypeNumber(), TypeNumber(unit="km"), SelfRate(answer="Saturn")]
)
def test_interactions_are_read_back_from_json(asked: Interaction) -> None:
    assert ADAPTER.validate_json(asked.model_dump_json()) == asked
