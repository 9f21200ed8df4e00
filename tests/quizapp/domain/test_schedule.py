"""A memory is asked for near the day that the model says, on the one of those days with the fewest others."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.fsrs6 import AGAIN, GOOD, Model, State
from quizapp.domain.schedule import candidates, chance_of, least_loaded, nearest

LONGEST = 36_500
INTERVALS = st.floats(0.001, 40_000)
MODEL = Model()


@pytest.mark.parametrize(
    ("interval", "first", "last"),
    [
        (0.01, 1, 1),
        (1, 1, 1),
        (2.49, 2, 2),
        (2.5, 2, 4),
        (3, 2, 4),
        (7, 5, 9),
        (10, 8, 12),
        (20, 17, 23),
        (50, 46, 54),
        (100, 93, 107),
        (365, 345, 385),
    ],
)
def test_the_range_is_the_one_that_fsrs_documents(interval: float, first: int, last: int) -> None:
    days = candidates(interval, LONGEST)
    assert (days[0], days[-1]) == (first, last)


@given(INTERVALS, st.integers(1, LONGEST))
def test_a_range_holds_the_nearest_whole_day_and_nothing_beyond_its_limits(interval: float, longest: int) -> None:
    days = candidates(interval, longest)
    assert 1 <= days[0] <= nearest(interval, days) <= days[-1] <= longest
    assert min(max(1, round(interval)), longest) in days


@given(INTERVALS)
def test_a_range_reaches_a_day_and_as_much_as_documented_either_way(interval: float) -> None:
    days = candidates(interval, 100_000)
    parts = ((2.5, 7, 0.15), (7, 20, 0.10), (20, interval, 0.05))
    reach = 1 + sum(share * max(0, min(interval, end) - begin) for begin, end, share in parts)
    if interval < 2.5:
        assert len(days) == 1
    else:
        assert interval - reach - 0.5 <= days[0] <= max(2, interval - reach + 0.5)
        assert interval + reach - 0.5 <= days[-1] <= interval + reach + 0.5


def test_of_the_days_in_range_the_one_with_the_fewest_due_facts_is_taken() -> None:
    loads = {100 + interval: count for interval, count in {8: 5, 9: 2, 10: 3, 11: 4, 12: 9}.items()}
    assert {least_loaded(range(8, 13), loads, 100, chance) for chance in (0.0, 0.5, 0.999)} == {9}


@given(st.floats(0, 1, exclude_max=True))
def test_of_days_alike_one_is_taken_by_chance(chance: float) -> None:
    assert least_loaded(range(8, 13), {}, 100, chance) == 8 + int(chance * 5)
    assert least_loaded(range(8, 13), {108: 1, 109: 1, 111: 1}, 100, chance) == (10 if chance < 0.5 else 12)


def test_a_card_s_chance_is_its_own_and_always_the_same() -> None:
    chances = [chance_of(1, f"fact-{n}", 3) for n in range(2_000)]
    assert chances == [chance_of(1, f"fact-{n}", 3) for n in range(2_000)]
    assert len(set(chances)) == len(chances)
    assert all(0 <= chance < 1 for chance in chances)
    assert mean(chances) == pytest.approx(0.5, abs=0.03)


def days_of_a_year(news: int, sitting: int, seed: int) -> list[int]:
    """Count the reviews on each day of a year with new facts every day; loads are known as a sitting begins."""
    chance, counts = Random(seed), []
    due: defaultdict[int, list[int]] = defaultdict(list)
    states: dict[int, tuple[State, int]] = {}
    for day in range(365):
        asked = due.pop(day, [])
        counts.append(len(asked))
        for place, fact in enumerate([*asked, *(day * news + n for n in range(news))]):
            if place % sitting == 0:
                loads = Counter({later: len(facts) for later, facts in due.items()})
            state, last = states.get(fact, (None, day))
            recalled = chance.random() < (MODEL.retrievability(state.stability, day - last) if state else 0.6)
            rating = GOOD if recalled else AGAIN
            after = MODEL.after(state, rating, day - last) if state else MODEL.first(rating)
            states[fact] = after, day
            days = candidates(MODEL.interval(after.stability, 0.9), LONGEST)
            due[day + least_loaded(days, loads, day, chance_of(seed, fact, day))].append(fact)
    return counts


@pytest.mark.parametrize("sitting", [1, 20, 40])
@pytest.mark.parametrize("news", [5, 20])
def test_no_day_has_twice_the_mean_load(news: int, sitting: int) -> None:
    counts = days_of_a_year(news, sitting, seed=7)[30:]
    assert max(counts) < 2 * mean(counts)
    for place in range(14, len(counts) - 14):
        assert counts[place] < 1.6 * mean(counts[place - 14 : place + 15])
