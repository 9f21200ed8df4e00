"""Leeches: found where misses are more than the memory explains, rarely elsewhere, and let go when the fact holds."""

from __future__ import annotations

from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.learners import BEGIN, USUAL, Interfered, lived
from quizapp.domain.evidence import Evidence
from quizapp.domain.foretelling import Foretold, foretold
from quizapp.domain.fsrs6 import Model
from quizapp.domain.leeches import FALSE_ALARM, FEWEST, HELD, OFTEN, Suggestion, at_most, leech
from quizapp.domain.memory import PREFERENCES
from tests.quizapp.people import DAY


def told(
    *rights: float, chance: float = 0.95, guess: float = 0.0, days: int = 5, stability: float = 3
) -> list[Foretold]:
    return [
        Foretold(BEGIN + place * days * DAY, right, chance, Evidence(right, guess), days, stability)
        for place, right in enumerate(rights)
    ]


def year(truth: Model, facts: int, seed: int) -> list[list[Foretold]]:
    logs = lived(truth, facts, 365, Random(seed), known=0.5, a_day=facts)
    return [foretold(log, PREFERENCES) for log in logs]


def ever(found: list[Foretold]) -> bool:
    return any(leech(found[:end]) for end in range(len(found) + 1))


def test_of_facts_that_fade_as_the_model_says_few_are_ever_taken_for_leeches() -> None:
    facts = year(USUAL, 1500, 1)
    assert sum(map(ever, facts)) <= 0.03 * len(facts)
    assert sum(leech(found) is not None for found in facts) <= 0.005 * len(facts)


@pytest.mark.parametrize(("most", "share"), [(0.5, 0.85), (0.6, 0.7), (0.7, 0.35)])
def test_most_facts_that_cannot_be_held_are_found_within_a_year(most: float, share: float) -> None:
    facts = year(Interfered(most), 150, 2)
    assert sum(map(ever, facts)) >= share * len(facts)


def test_nothing_is_a_leech_before_it_was_asked_again() -> None:
    assert leech([]) is None


def test_two_misses_are_bad_luck_however_surprising() -> None:
    assert leech(told(0, 0, chance=0.999)) is None
    found = leech(told(0, 0, 0, chance=0.999))
    assert found is not None
    assert (found.answers, found.missed, FEWEST) == (3, 3, 3)


def test_misses_that_were_foretold_are_no_surprise() -> None:
    assert leech(told(*[0] * 10, chance=0.05)) is None


def test_how_often_it_should_have_been_missed_is_told() -> None:
    found = leech(told(1, 0, 1, 0, 0, 0, chance=0.9))
    assert found is not None
    assert found.missed == 4
    assert found.expected == pytest.approx(0.6)
    assert found.chance == pytest.approx(at_most([0.9] * 6, 2))
    assert found.chance < FALSE_ALARM


def test_right_answers_alone_do_not_end_it_before_the_fact_holds() -> None:
    missed = told(0, 0, 0, 0)
    assert leech(missed + told(1, 1, 1, stability=HELD - 1)) is not None
    assert leech(missed + told(1, 1, 1, stability=HELD)) is None


def test_it_begins_anew_when_it_is_missed_again_and_again() -> None:
    held = told(0, 0, 0, 0) + told(1, stability=HELD)
    assert leech(held) is None
    assert leech(held + told(0)) is not None


def test_only_the_last_answers_are_looked_at() -> None:
    assert leech(told(0, 0) + told(*[1] * 20) + told(0)) is None


@pytest.mark.parametrize(
    ("found", "suggestion"),
    [
        (told(*[0] * OFTEN), Suggestion.SUSPEND),
        (told(0, 0, 0) + told(1, 1, guess=0.25) + told(0), Suggestion.OTHER_FORM),
        (told(0, 0, 0, 0, days=1), Suggestion.EXPLANATION),
        (told(0, 0, 0, 0, days=9), Suggestion.HINT),
    ],
    ids=lambda one: one.name if isinstance(one, Suggestion) else "",
)
def test_what_may_help_depends_on_how_it_was_missed(found: list[Foretold], suggestion: Suggestion) -> None:
    one = leech(found)
    assert one is not None
    assert one.suggestion is suggestion


@given(st.floats(0, 1), st.integers(0, 12), st.integers(0, 12))
def test_with_one_chance_for_all_it_is_the_binomial(chance: float, number: int, right: int) -> None:
    exact = sum(comb(number, k) * chance**k * (1 - chance) ** (number - k) for k in range(min(right, number) + 1))
    assert at_most([chance] * number, right) == pytest.approx(exact, abs=1e-9)


@given(st.lists(st.floats(0, 1), max_size=8), st.integers(0, 8), st.randoms())
def test_it_is_a_chance_whatever_the_order(chances: list[float], right: int, order: Random) -> None:
    mixed = chances.copy()
    order.shuffle(mixed)
    assert 0 <= at_most(chances, right) <= 1 + 1e-9
    assert at_most(mixed, right) == pytest.approx(at_most(chances, right), abs=1e-9)
    assert at_most(chances, len(chances)) == pytest.approx(1)
