"""FSRS-6 as we write it out equals the `fsrs` package and the golden sequences of the formulas' authors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import fsrs
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.fsrs6 import AGAIN, EASY, GOOD, HARD, SHORTEST_STABILITY, WEIGHTS, Model, State

MODEL = Model()
START = datetime(2020, 1, 1, tzinfo=UTC)
ALIKE = 1e-9

RATINGS = st.integers(AGAIN, EASY)
WHOLE_DAYS = st.integers(0, 2_000)
STEPS = st.lists(st.tuples(RATINGS, WHOLE_DAYS), max_size=14)
STABILITIES = st.floats(SHORTEST_STABILITY, 30_000)
STATES = st.builds(State, STABILITIES, st.floats(1, 10))
DAYS = st.floats(0, 5_000)
OTHER_WEIGHTS = st.tuples(
    *(st.floats(low, high) for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))
)


def days_until_due(state: State) -> int:
    return max(1, round(MODEL.interval(state.stability, 0.9)))


def studied_when_due(*ratings: int) -> tuple[list[int], list[State]]:
    """Return the intervals and states of a card that is reviewed exactly when it is due."""
    states = [MODEL.first(ratings[0])]
    for rating in ratings[1:]:
        states.append(MODEL.after(states[-1], rating, days_until_due(states[-1])))
    return [days_until_due(state) for state in states], states


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty", "interval"),
    [(AGAIN, 0.212, 6.4133, 1), (HARD, 1.2931, 5.1122, 1), (GOOD, 2.3065, 2.1181, 2), (EASY, 8.2956, 1, 8)],
)
def test_the_first_rating_gives_the_published_state(
    rating: int, stability: float, difficulty: float, interval: int
) -> None:
    state = MODEL.first(rating)
    assert state.stability == stability
    assert round(state.difficulty, 4) == difficulty
    assert days_until_due(state) == interval


@pytest.mark.parametrize(
    ("ratings", "intervals"),
    [
        ((GOOD,) * 6, [2, 11, 46, 163, 497, 1346]),
        ((GOOD, GOOD, AGAIN, GOOD), [2, 11, 2, 5]),
        ((GOOD, GOOD, HARD, GOOD), [2, 11, 32, 93]),
        ((EASY,) * 3, [8, 66, 397]),
    ],
)
def test_a_golden_sequence_gives_its_intervals(ratings: tuple[int, ...], intervals: list[int]) -> None:
    assert studied_when_due(*ratings)[0] == intervals


def test_a_golden_lapse_gives_its_state() -> None:
    _, states = studied_when_due(GOOD, GOOD, AGAIN)
    assert [round(value, 4) for value in states[-1]] == [1.5383, 7.3922]


@pytest.mark.parametrize(("hours", "recall"), [(0, 1), (9.9, 0.9754), (23.9, 0.9470), (24.1, 0.9467), (47.9, 0.9096)])
def test_a_memory_fades_by_the_hour(hours: float, recall: float) -> None:
    assert round(MODEL.retrievability(2.3065, hours / 24), 4) == recall


@pytest.mark.parametrize(
    ("retention", "ratio"), [(0.70, 9.288), (0.80, 3.316), (0.85, 1.906), (0.90, 1), (0.95, 0.4026), (0.97, 0.2228)]
)
def test_a_desired_retention_stretches_the_interval_as_published(retention: float, ratio: float) -> None:
    assert float(f"{MODEL.interval(100, retention) / 100:.4g}") == ratio


def test_the_weights_are_those_of_the_package() -> None:
    assert WEIGHTS == DEFAULT_PARAMETERS


def package_states(
    weights: tuple[float, ...], first: int, steps: list[tuple[int, int]], retention: float
) -> tuple[list[State], list[int]]:
    """Return the states and intervals that the package gives to ratings at gaps of whole days."""
    scheduler = fsrs.Scheduler(weights, retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    moment, card = START, fsrs.Card(card_id=1, due=START)
    states, intervals = [], []
    for rating, days in [(first, 0), *steps]:
        moment += timedelta(days=days)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), moment)
        assert card.stability is not None
        assert card.difficulty is not None
        states.append(State(card.stability, card.difficulty))
        intervals.append((card.due - moment).days)
    return states, intervals


def our_states(model: Model, first: int, steps: list[tuple[int, int]]) -> list[State]:
    states = [model.first(first)]
    for rating, days in steps:
        states.append(model.after(states[-1], rating, days))
    return states


def assert_alike(ours: list[State], theirs: list[State]) -> None:
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        assert tuple(mine) == pytest.approx(tuple(other), rel=ALIKE, abs=0)


@given(RATINGS, STEPS)
def test_any_ratings_at_whole_days_give_what_the_package_gives(first: int, steps: list[tuple[int, int]]) -> None:
    assert_alike(our_states(MODEL, first, steps), package_states(DEFAULT_PARAMETERS, first, steps, 0.9)[0])


@given(OTHER_WEIGHTS, RATINGS, STEPS)
def test_other_weights_give_what_the_package_gives(
    weights: tuple[float, ...], first: int, steps: list[tuple[int, int]]
) -> None:
    assert_alike(our_states(Model(weights), first, steps), package_states(weights, first, steps, 0.9)[0])


@given(RATINGS, STEPS, st.floats(0.7, 0.97))
def test_any_retention_gives_the_package_s_intervals(
    first: int, steps: list[tuple[int, int]], retention: float
) -> None:
    states, intervals = package_states(DEFAULT_PARAMETERS, first, steps, retention)
    ours = [min(36_500, max(1, round(MODEL.interval(state.stability, retention)))) for state in states]
    assert ours == intervals


@given(STABILITIES, st.integers(0, 5_000))
def test_the_chance_of_recall_is_the_package_s(stability: float, days: int) -> None:
    card = fsrs.Card(card_id=1, stability=stability, difficulty=5, last_review=START)
    theirs = fsrs.Scheduler().get_card_retrievability(card, START + timedelta(days=days))
    assert MODEL.retrievability(stability, days) == pytest.approx(theirs, rel=ALIKE)


@given(STABILITIES, st.floats(0.5, 0.99))
def test_after_the_interval_the_chance_has_fallen_to_the_retention(stability: float, retention: float) -> None:
    assert MODEL.retrievability(stability, MODEL.interval(stability, retention)) == pytest.approx(retention)


@given(STABILITIES)
def test_stability_is_the_time_to_a_chance_of_nine_in_ten(stability: float) -> None:
    assert MODEL.retrievability(stability, stability) == pytest.approx(0.9)


@given(STABILITIES, DAYS, DAYS)
def test_the_chance_of_recall_only_falls(stability: float, one: float, other: float) -> None:
    sooner, later = sorted((one, other))
    assert 1 >= MODEL.retrievability(stability, sooner) >= MODEL.retrievability(stability, later) > 0


@given(STATES, RATINGS, DAYS)
def test_states_stay_within_their_bounds(state: State, rating: int, days: float) -> None:
    after = MODEL.after(state, rating, days)
    assert after.stability >= SHORTEST_STABILITY
    assert 1 <= after.difficulty <= 10


@given(STATES, DAYS)
def test_a_better_rating_never_leaves_a_weaker_memory(state: State, days: float) -> None:
    after = [MODEL.after(state, rating, days) for rating in (AGAIN, HARD, GOOD, EASY)]
    assert all(worse.stability <= better.stability for worse, better in pairwise(after))
    assert all(worse.difficulty >= better.difficulty for worse, better in pairwise(after))


@given(STATES, st.integers(HARD, EASY), st.floats(1, 5_000))
def test_recalling_on_another_day_strengthens(state: State, rating: int, days: float) -> None:
    assert MODEL.after(state, rating, days).stability >= state.stability


@given(STATES, st.floats(1, 5_000))
def test_forgetting_weakens(state: State, days: float) -> None:
    assert MODEL.after(state, AGAIN, days).stability <= max(state.stability, SHORTEST_STABILITY)


@given(STATES, st.integers(HARD, EASY), st.floats(0, 0.999))
def test_recalling_again_within_a_day_never_weakens(state: State, rating: int, days: float) -> None:
    assert MODEL.after(state, rating, days).stability >= state.stability


def package_stability(state: State, rating: int, gap: timedelta) -> float:
    """Return the stability that the package gives after one rating of a memory in a given state."""
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = fsrs.Card(1, fsrs.State.Review, None, state.stability, state.difficulty, START, START)
    stability = scheduler.review_card(card, fsrs.Rating(rating), START + gap)[0].stability
    assert stability is not None
    return stability


@given(STATES, RATINGS, st.sampled_from([0, 1, 3_600, 86_399, 86_400]))
def test_the_same_day_ends_after_twenty_four_hours_as_in_the_package(state: State, rating: int, seconds: int) -> None:
    theirs = package_stability(state, rating, timedelta(seconds=seconds))
    assert MODEL.after(state, rating, seconds / 86_400).stability == pytest.approx(theirs, rel=ALIKE)


def test_within_the_same_day_a_memory_moves_less_than_on_the_next() -> None:
    state = MODEL.first(GOOD)
    assert MODEL.after(state, GOOD, 0.99).stability < MODEL.after(state, GOOD, 1).stability
