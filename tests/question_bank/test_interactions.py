"""What a learner is asked to do is plain data, and knows how it may be arranged."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from question_bank.interactions import (
    Arrange,
    ChooseMany,
    ChooseOne,
    FillGaps,
    Gap,
    Interaction,
    Pair,
    SelfRate,
    TypeNumber,
    TypeText,
)

ADAPTER: TypeAdapter[Interaction] = TypeAdapter(Interaction)
OPTIONS = ("Venus", "Saturn", "Mars", "Earth")
MOONS = ("Io", "Titan", "Phobos")
GAPS = FillGaps(text="_____ has _____.", gaps=(Gap(), Gap(options=OPTIONS)))
ASKED: list[Interaction] = [
    ChooseOne(options=OPTIONS), ChooseOne(options=OPTIONS, prompt="Which?"), ChooseMany(options=OPTIONS),
    Arrange(items=OPTIONS), Pair(lefts=MOONS, options=OPTIONS, each_once=True), GAPS,
    TypeText(), TypeNumber(), TypeNumber(unit="km"), SelfRate(answer="Saturn"),
]  # fmt: skip


def texts(shown: Interaction) -> tuple[str, ...]:
    """Return the texts that are shown in some order."""
    match shown:
        case ChooseOne(options=options) | ChooseMany(options=options) | Arrange(items=options):
            return options
        case Pair(lefts=lefts, options=options):
            return (*lefts, *options)
        case FillGaps(gaps=gaps):
            return tuple(option for gap in gaps for option in gap.options)
        case _:
            return ()


EACH = pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.do)


@EACH
@given(seed=st.integers())
def test_texts_are_shown_in_an_order_of_chance(asked: Interaction, seed: int) -> None:
    shown = asked.arranged(Random(seed))
    assert sorted(texts(shown)) == sorted(texts(asked))
    assert shown.do == asked.do


@EACH
def test_every_text_comes_to_every_place(asked: Interaction) -> None:
    shown = [texts(asked.arranged(Random(seed))) for seed in range(200)]
    for place in range(len(texts(asked))):
        groups = [group for group in (MOONS, OPTIONS) if shown[0][place] in group]
        assert {one[place] for one in shown} == set(groups[0])


@EACH
def test_the_same_chance_gives_the_same_order(asked: Interaction) -> None:
    assert asked.arranged(Random(7)) == asked.arranged(Random(7))


@EACH
def test_all_but_the_order_stays_as_it_is(asked: Interaction) -> None:
    kept = asked.model_dump(exclude={"options", "items", "lefts", "gaps", "ordered"})
    assert asked.arranged(Random(1)).model_dump().items() >= kept.items()


def test_figures_to_pair_keep_their_order_but_the_left_sides_do_not() -> None:
    asked = Pair(lefts=MOONS, options=("1957", "1969"), ascending=True)
    shown = [asked.arranged(Random(seed)) for seed in range(20)]
    assert {one.options for one in shown} == {("1957", "1969")}
    assert len({one.lefts for one in shown}) > 1


def test_the_text_is_cut_at_its_gaps() -> None:
    assert GAPS.pieces == ["", " has ", "."]


def test_options_in_an_order_that_means_something_keep_it() -> None:
    asked = ChooseOne(options=("1", "2", "3"), ordered=True)
    assert asked.arranged(Random(1)) is asked


@EACH
def test_what_was_arranged_once_stays_as_it_was_shown(asked: Interaction) -> None:
    shown = asked.arranged(Random(1))
    assert shown.arranged(Random(2)) == shown


@pytest.mark.parametrize("asked", [TypeText(), TypeNumber(unit="km"), SelfRate(answer="Saturn")])
def test_without_options_there_is_nothing_to_arrange(asked: TypeText | TypeNumber | SelfRate) -> None:
    assert asked.arranged(Random(1)) is asked


@EACH
def test_interactions_are_read_back_from_json(asked: Interaction) -> None:
    assert ADAPTER.validate_json(asked.model_dump_json()) == asked
