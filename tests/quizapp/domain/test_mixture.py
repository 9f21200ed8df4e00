"""A mixture is Bayes' rule over FSRS states: equal to counting every course of events, and merged without a trace."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizapp.domain import mixture
from quizapp.domain.evidence import Evidence, Likelihood, likelihood
from quizapp.domain.fsrs6 import AGAIN, GOOD, SHORTEST_STABILITY, Model, State
from quizapp.domain.mixture import MOST, Mixture, begun, interval, moved, retrievability, settled

MODEL = Model()
A_YEAR = [*range(30), *range(30, 366, 6)]
SCORES, SLIPS = st.sampled_from([0, 0.3, 1]), st.sampled_from([0.01, 0.1])
GUESSES = st.sampled_from([0, 0.2, 0.25, 1 / 3, 0.5])
EVIDENCE = st.builds(lambda score, guess, slip: Evidence(score, guess, slip=slip), SCORES, GUESSES, SLIPS)
RESPONSES = st.builds(lambda score, guess: Evidence(float(score), guess), st.booleans(), GUESSES)
STEPS = st.lists(st.tuples(EVIDENCE, st.floats(1, 100)), min_size=1, max_size=5)
RETENTIONS = st.floats(0.7, 0.97)


@st.composite
def mixtures(draw: st.DrawFn, most: int = 16) -> Mixture:
    """Draw the states that a review may leave before merging."""
    states = st.tuples(st.floats(0.05, 3_000), st.floats(1, 10), st.floats(0.001, 1))
    drawn = draw(st.lists(states, min_size=1, max_size=most, unique_by=lambda state: state[0]))
    whole = sum(chance for _, _, chance in drawn)
    return tuple((stability, difficulty, chance / whole) for stability, difficulty, chance in drawn)


def most_apart(one: Mixture, other: Mixture) -> float:
    """Return by how much the mean chances of recall differ within a year at most."""
    return max(abs(retrievability(MODEL, one, day) - retrievability(MODEL, other, day)) for day in A_YEAR)


def counted(first: Evidence, steps: list[tuple[Evidence, float]], known_before: float) -> dict[State, float]:
    """Follow every course of recalling and forgetting by itself, and return the chance of each that remains."""
    courses: dict[State, float] = {}
    for outcomes in product([True, False], repeat=len(steps) + 1):
        weighed = likelihood(first)
        chance = known_before * weighed.recalled if outcomes[0] else (1 - known_before) * weighed.forgotten
        state = MODEL.first(GOOD if outcomes[0] else AGAIN)
        for (evidence, days), recalled in zip(steps, outcomes[1:], strict=True):
            recall, weighed = MODEL.retrievability(state.stability, days), likelihood(evidence)
            chance *= recall * weighed.recalled if recalled else (1 - recall) * weighed.forgotten
            state = MODEL.after(state, GOOD if recalled else AGAIN, days)
        courses[state] = courses.get(state, 0) + chance
    whole = sum(courses.values())
    return {state: chance / whole for state, chance in courses.items()}


@given(EVIDENCE, STEPS, st.sampled_from([0.3, 0.5]))
def test_the_posterior_is_that_of_counting_every_course_of_events(
    first: Evidence, steps: list[tuple[Evidence, float]], known_before: float
) -> None:
    states = begun(MODEL, likelihood(first), known_before)
    for evidence, days in steps:
        states, _ = moved(MODEL, states, likelihood(evidence), days, same_day=False)
    expected = counted(first, steps, known_before)
    for days in (0.5, 3, 30, 300):
        mean = sum(chance * MODEL.retrievability(state.stability, days) for state, chance in expected.items())
        assert retrievability(MODEL, states, days) == pytest.approx(mean, abs=1e-9)
    found: dict[State, float] = {}
    for stability, difficulty, chance in states:
        found[State(stability, difficulty)] = found.get(State(stability, difficulty), 0) + chance
    likely = {state: chance for state, chance in expected.items() if chance > 1e-9}
    assert {state: found.get(state) for state in likely} == {s: pytest.approx(c) for s, c in likely.items()}


@settings(max_examples=30)
@given(EVIDENCE, st.lists(st.tuples(EVIDENCE, st.floats(1, 60)), min_size=3, max_size=6))
def test_merging_after_each_review_stays_near_to_counting_everything(
    first: Evidence, steps: list[tuple[Evidence, float]]
) -> None:
    states = begun(MODEL, likelihood(first), 0.5)
    for evidence, days in steps:
        states, _ = moved(MODEL, states, likelihood(evidence), days, same_day=False)
        states, _ = settled(MODEL, states, 0.9)
    expected = counted(first, steps, 0.5)
    for days in (1, 10, 100, 365):
        mean = sum(chance * MODEL.retrievability(state.stability, days) for state, chance in expected.items())
        assert retrievability(MODEL, states, days) == pytest.approx(mean, abs=0.01)


@given(mixtures(), EVIDENCE, st.floats(1, 200))
def test_the_chance_of_having_recalled_is_bayes_rule_for_the_mean(
    states: Mixture, given_: Evidence, days: float
) -> None:
    weighed = likelihood(given_)
    recall = retrievability(MODEL, states, days)
    known, unknown = recall * weighed.recalled, (1 - recall) * weighed.forgotten
    assert moved(MODEL, states, weighed, days, False)[1] == pytest.approx(known / (known + unknown))


@given(st.floats(0.1, 1000), st.floats(1, 10), st.floats(0, 500), st.booleans(), st.booleans())
def test_what_is_certain_moves_one_state_as_fsrs_does(
    stability: float, difficulty: float, days: float, recalled: bool, same_day: bool
) -> None:
    states, known = moved(MODEL, ((stability, difficulty, 1.0),), Likelihood(recalled, not recalled), days, same_day)
    after = MODEL.after(State(stability, difficulty), GOOD if recalled else AGAIN, days, same_day)
    assert states == ((*after, 1.0),)
    assert known == recalled


def test_a_wrong_response_a_moment_after_a_right_one_is_taken_at_its_word() -> None:
    states, known = moved(MODEL, ((5.0, 5.0, 1.0),), Likelihood(0, 1), 0.0, same_day=True)
    assert states[0][2] == 1
    assert known == 0


@given(mixtures(), RETENTIONS)
def test_after_the_interval_the_mean_has_fallen_to_the_retention(states: Mixture, retention: float) -> None:
    assert retrievability(MODEL, states, interval(MODEL, states, retention)) == pytest.approx(retention, abs=1e-6)


@given(st.floats(SHORTEST_STABILITY, 30_000), RETENTIONS)
def test_the_interval_of_one_state_is_fsrs_s(stability: float, retention: float) -> None:
    assert interval(MODEL, ((stability, 5.0, 1.0),), retention) == MODEL.interval(stability, retention)


@given(st.floats(0.01, 0.999), st.floats(0.001, 0.1), st.floats(100, 30_000), RETENTIONS)
def test_the_interval_is_found_however_far_apart_the_states_are(
    chance: float, low: float, high: float, retention: float
) -> None:
    states = ((low, 9.0, chance), (high, 1.0, 1 - chance))
    days = interval(MODEL, states, retention)
    assert low * 1e-3 < days < high * 100
    assert retrievability(MODEL, states, days) == pytest.approx(retention, abs=1e-5)


@given(mixtures(), RETENTIONS)
def test_merging_whatever_states_keeps_the_mean_chance_of_recall_nearly(states: Mixture, retention: float) -> None:
    merged, days = settled(MODEL, states, retention)
    assert len(merged) <= min(MOST, len(states))
    assert retrievability(MODEL, merged, days) == pytest.approx(retention, abs=1e-5)
    assert most_apart(merged, states) <= 4e-3


@given(RESPONSES, st.lists(RESPONSES, min_size=1, max_size=12))
def test_merging_what_a_life_of_responses_leaves_changes_the_mean_by_less_than_a_thousandth(
    first: Evidence, later: list[Evidence]
) -> None:
    states, days = settled(MODEL, begun(MODEL, likelihood(first), 0.5), 0.9)
    for evidence in later:
        exact, _ = moved(MODEL, states, likelihood(evidence), max(1, round(days)), same_day=False)
        states, days = settled(MODEL, exact, 0.9)
        assert most_apart(states, exact) <= 1e-3


@given(mixtures())
def test_merging_keeps_the_whole_the_mean_difficulty_and_the_order(states: Mixture) -> None:
    merged, _ = settled(MODEL, states, 0.9)
    assert sum(chance for _, _, chance in merged) == pytest.approx(1)
    means = [sum(chance * difficulty for _, difficulty, chance in one) for one in (merged, states)]
    assert means[0] == pytest.approx(means[1])
    stabilities = [stability for stability, _, _ in merged]
    assert stabilities == sorted(stabilities)
    assert min(states)[0] <= stabilities[0]
    assert stabilities[-1] <= max(states)[0]


@given(mixtures(most=8))
def test_states_that_differ_are_left_alone(states: Mixture) -> None:
    ordered = sorted(states)
    costs = [
        one[2] * other[2] / (one[2] + other[2]) * (other[0] - one[0]) ** 2 / (one[0] * other[0])
        for one, other in pairwise(ordered)
    ]
    assume(all(cost > mixture.ALIKE for cost in costs))
    assert settled(MODEL, states, 0.9)[0] == (tuple(ordered) if len(states) > 1 else states)
