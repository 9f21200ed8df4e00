"""Figures around a key are written like it, near it, and never the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.facts import NumericClass
from question_bank.generate.numbers import WANTED, Neighbours, figure, neighbours
from question_bank.marking import first_number

SEEDS = st.text("abcdefgh", max_size=6)


def around(text: str, sort: NumericClass = "money", seed: str = "seed", **limits: int) -> Neighbours:
    return neighbours(figure(text), sort, seed, (), **limits)


def everything(found: Neighbours) -> list[str]:
    return [*found.below[::-1], *found.above]


@pytest.mark.parametrize(
    ("text", "before", "value", "after"),
    [
        ("$147 billion", "$", "147", " billion"),
        ("40.7%", "", "40.7", "%"),
        ("2019", "", "2019", ""),
        ("1,234,567 km", "", "1234567", " km"),
        ("about 3 of 5", "about ", "3", " of 5"),
        ("1960s", "", "1960", "s"),
    ],
)
def test_a_figure_is_read_with_what_stands_around_it(text: str, before: str, value: str, after: str) -> None:
    read = figure(text)
    assert (read.before, read.value, read.after) == (before, Decimal(value), after)
    assert read.written(read.value) == text


def test_a_text_without_a_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="no figure in 'many'"):
        figure("many")


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [("$147 billion", 9, "$9 billion"), ("40.7%", 3, "3.0%"), ("1,234 km", 1_000_000, "1,000,000 km")],
)
def test_another_value_is_written_the_same_way(text: str, value: int, written: str) -> None:
    assert figure(text).written(Decimal(value)) == written


@pytest.mark.parametrize(
    ("text", "grain"),
    [
        ("147", "1"),
        ("75", "5"),
        ("200", "50"),
        ("400", "100"),
        ("40", "10"),
        ("6", "1"),
        ("93.8", "0.1"),
        ("0.5", "0.1"),
    ],
)
def test_round_figures_have_a_coarse_grain(text: str, grain: str) -> None:
    assert figure(text).grain("count") == Decimal(grain)


def test_years_have_a_grain_of_one_and_decades_of_ten() -> None:
    assert figure("2025").grain("year") == 1
    assert figure("1960s").grain("year") == 10


@given(st.integers(1, 5000), st.sampled_from(["money", "count", "percentage"]), SEEDS)
def test_figures_stand_in_order_and_are_all_different(
    value: int, sort: Literal["money", "count", "percentage"], seed: str
) -> None:
    found = around(str(value), sort, seed)
    values = [first_number(one) for one in [*found.below[::-1], str(value), *found.above]]
    assert values == sorted(set(values))
    assert all(one > 0 for one in values)


@given(st.decimals("0.1", "999.9", places=1), SEEDS)
def test_decimals_keep_their_number(value: Decimal, seed: str) -> None:
    for one in everything(around(f"${value} billion", "money", seed)):
        assert one.startswith("$")
        assert one.endswith(" billion")
        assert len(one.split(".")[1].split()[0]) == 1


@given(st.integers(10, 900), SEEDS)
def test_figures_are_of_the_same_order(value: int, seed: str) -> None:
    for one in everything(around(str(value), "money", seed)):
        assert value / 5 <= first_number(one) <= value * 5


@given(st.integers(1, 99), SEEDS)
def test_round_sums_stand_among_round_sums(tens: int, seed: str) -> None:
    for one in everything(around(f"${tens * 100} million", "money", seed)):
        assert first_number(one) % 10 == 0


@given(st.integers(21, 999).filter(lambda value: value % 5), SEEDS)
def test_a_key_that_is_not_round_is_not_the_only_one(value: int, seed: str) -> None:
    assert all(first_number(one) % 5 for one in everything(around(str(value), "money", seed)) if first_number(one) > 20)


@given(st.integers(1, 99), SEEDS)
def test_percentages_below_a_hundred_stay_below(value: int, seed: str) -> None:
    assert all(first_number(one) < 100 for one in everything(around(f"{value}%", "percentage", seed)))


def test_percentages_above_a_hundred_are_free() -> None:
    assert any(first_number(one) > 150 for one in around("150%", "percentage").above)


@given(st.integers(2, 60), SEEDS)
def test_counts_stay_above_one(value: int, seed: str) -> None:
    assert all(first_number(one) >= 2 for one in everything(around(str(value), "count", seed)))


def test_the_smallest_counts_have_nothing_below() -> None:
    assert around("1", "count").below == []
    assert around("2", "count").below == []
    assert around("2", "count").ranks() == [0]
    assert around("3", "count").ranks() == [0, 1]


@given(st.integers(1900, 2024), SEEDS)
def test_years_are_near_and_never_later_than_the_latest(year: int, seed: str) -> None:
    found = around(str(year), "year", seed, latest=2024)
    assert all(year - 15 <= first_number(one) <= min(2024, year + 15) for one in everything(found))
    assert len(found.below) == WANTED


@given(st.integers(2025, 2040), SEEDS)
def test_years_to_come_are_not_earlier_than_the_earliest(year: int, seed: str) -> None:
    found = around(str(year), "year", seed, earliest=2024)
    assert all(first_number(one) >= 2024 for one in found.below)
    assert found.below
    assert len(found.above) == WANTED


def test_decades_are_tens_apart() -> None:
    found = around("1960s", "year")
    assert all(one.endswith("0s") for one in everything(found))


@given(st.sets(st.integers(100, 200).filter(lambda value: value != 147), max_size=60), SEEDS)
def test_values_that_are_taken_are_stepped_over(taken: set[int], seed: str) -> None:
    found = neighbours(figure("$147 billion"), "money", seed, [Decimal(value) for value in taken])
    assert not taken & {int(first_number(one)) for one in everything(found)}


def test_ranks_need_enough_figures_on_either_side() -> None:
    assert Neighbours(["2", "1"], ["4", "5", "6"]).ranks() == [0, 1, 2]
    assert Neighbours([], ["4", "5", "6"]).ranks() == [0]
    assert Neighbours(["3", "2", "1"], []).ranks() == [3]
    assert Neighbours(["2"], ["4"]).ranks() == []


def test_options_around_a_rank_ascend() -> None:
    found = Neighbours(["3", "2", "1"], ["5", "6", "7"])
    assert found.around(0) == ([], ["5", "6", "7"])
    assert found.around(2) == (["2", "3"], ["5"])
    assert found.around(3) == (["1", "2", "3"], [])
