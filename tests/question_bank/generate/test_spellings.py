"""What is accepted when typed: plain ways to write the answer, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.facts import Slot
from question_bank.generate.spellings import accepted, in_words
from question_bank.marking import compact
from question_bank.names import Names
from tests.question_bank.samples import entity, slot

NAMES = Names([entity("Saturn", "the ringed planet"), entity("United States", "US", "U.S.", sort="country")])


def ways(answer: str, sort: str, **fields: Any) -> tuple[str, ...]:
    return accepted(Slot.model_validate(slot(answer, sort, **fields)), NAMES)


def test_the_answer_comes_first_then_what_was_written_then_aliases() -> None:
    assert ways("Saturn", "place", accepted=["planet six"]) == ("Saturn", "planet six", "the ringed planet")


def test_what_counts_as_the_same_stands_once() -> None:
    assert ways("United States", "country", accepted=["the United States", "us"]) == ("United States", "us")


@pytest.mark.parametrize(
    "way",
    [
        "$147 billion", "147 billion", "147 billion US dollars", "147 billion dollars", "$147bn", "147 bn",
        "US$147 billion", "USD 147 billion", "$ 147 billion",
    ],
)  # fmt: skip
def test_sums_may_be_written_plainly(way: str) -> None:
    assert compact(way) in set(map(compact, ways("$147 billion", "money")))


@pytest.mark.parametrize("way", ["147", "$147", "147 million", "$148 billion", "€147 billion"])
def test_other_sums_are_not_accepted(way: str) -> None:
    assert compact(way) not in set(map(compact, ways("$147 billion", "money")))


def test_other_currencies_are_not_called_dollars() -> None:
    assert not any("dollar" in way or "$" in way for way in ways("€5 million", "money"))
    assert "5m" in ways("€5 million", "money")


def test_a_sum_without_a_magnitude_is_accepted_plainly() -> None:
    assert ways("$500", "money")[:2] == ("$500", "500")


@pytest.mark.parametrize("way", ["40.7%", "40.7", "40.7 %", "40.7 percent", "40.7 per cent"])
def test_percentages_may_be_written_plainly(way: str) -> None:
    assert compact(way) in set(map(compact, ways("40.7%", "percentage")))


@pytest.mark.parametrize("way", ["40", "forty", "40 meetings", "forty meetings"])
def test_counts_may_be_written_in_words_and_with_their_unit(way: str) -> None:
    assert way in ways("40", "count", unit="meetings")


def test_counts_without_a_unit_and_large_ones_stay_figures() -> None:
    assert ways("6", "count") == ("6", "six")
    assert ways("145", "count") == ("145",)
    assert ways("3.5", "count") == ("3.5",)


@pytest.mark.parametrize(
    "way", ["February 2022", "Feb 2022", "Feb. 2022", "2/2022", "02/2022", "2022-02", "february, 2022"]
)
def test_months_may_be_written_short(way: str) -> None:
    assert compact(way) in set(map(compact, ways("February 2022", "date")))


def test_other_dates_and_years_are_typed_as_they_stand() -> None:
    assert ways("1960s", "date") == ("1960s",)
    assert ways("2019", "year") == ("2019",)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (6, "six"),
        (13, "thirteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (75, "seventy-five"),
        (99, "ninety-nine"),
    ],
)
def test_numbers_are_written_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_all_small_numbers_have_words_of_their_own() -> None:
    assert len({in_words(number) for number in range(100)}) == 100
