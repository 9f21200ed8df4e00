"""Memories as arrays move as single memories do; on the grid nothing is lost, and waiting costs what it should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.courses import DIFFICULTIES, STABILITIES, Course, Curves, Facts, New, Spread, shared_out
from quizapp.domain.fsrs6 import AGAIN, GOOD, Model, State
from quizapp.domain.memory import PREFERENCES, Card, retrievability
from tests.quizapp.people import DAY, NOW

MODEL = Model()
CURVES = Curves(MODEL)
SIZE = len(STABILITIES) * len(DIFFICULTIES)
DAYS = np.arange(10.0)
FREE, PRICELESS = np.zeros(10), np.full(10, 9.0)

stabilities = st.floats(0.1, 3000)
difficulties = st.floats(1, 10)


def one(value: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([value])


def course(exam: float = 10.0) -> Course:
    return Course(CURVES, DAYS, exam)


@given(stabilities, difficulties, st.floats(1, 400))
def test_arrays_move_as_single_memories_do(stability: float, difficulty: float, days: float) -> None:
    recall = CURVES.recall(one(stability), days)
    assert recall[0] == pytest.approx(MODEL.retrievability(stability, days))
    for rating, move in ((GOOD, CURVES.recalled), (AGAIN, CURVES.forgotten)):
        after = MODEL.after(State(stability, difficulty), rating, days)
        moved = move(one(stability), one(difficulty), recall)
        assert (moved[0][0], moved[1][0]) == pytest.approx(tuple(after))


@given(st.lists(st.tuples(stabilities, difficulties, st.integers(0, 9)), min_size=1, max_size=5))
def test_no_memory_is_lost_on_the_grid(memories: list[tuple[float, float, int]]) -> None:
    stability, difficulty, period = map(np.array, zip(*memories, strict=True))
    counts = np.zeros(10 * SIZE)
    spread = Spread.of(stability[:, None], difficulty[:, None], period)
    spread.add_to(counts, np.full((len(memories), 1), 2.0))
    assert counts.sum() == pytest.approx(2 * len(memories))
    assert counts.reshape(10, SIZE).sum(axis=1) == pytest.approx(2 * np.bincount(period, minlength=10))


@given(stabilities, difficulties)
def test_the_grid_is_fine_enough_for_the_chance_of_recall(stability: float, difficulty: float) -> None:
    values = CURVES.recall(np.repeat(STABILITIES, len(DIFFICULTIES)), 10.0)
    spread = Spread.of(one(stability)[:, None], one(difficulty)[:, None], np.array([0]))
    assert spread.mean(values)[0, 0] == pytest.approx(MODEL.retrievability(stability, 10), abs=0.003)


def test_without_reviews_a_memory_is_worth_what_is_left_of_it() -> None:
    found = course()
    found.value(PRICELESS, 0.001)
    for place, day in enumerate(DAYS):
        left = CURVES.recall(np.repeat(STABILITIES, len(DIFFICULTIES)), 10 - day)
        assert found.values[place * SIZE : (place + 1) * SIZE] == pytest.approx(left)


def test_reviews_that_cost_nothing_are_worth_having() -> None:
    free, dear = course(), course()
    free.value(FREE, 0.001)
    dear.value(PRICELESS, 0.001)
    assert (free.values >= dear.values - 0.001).all()
    assert (free.values[:SIZE] > dear.values[:SIZE] + 0.02).any()


def test_all_memories_arrive_at_the_exam() -> None:
    found = course()
    found.value(np.full(10, 0.01), 0.004)
    counts = np.zeros(10 * SIZE)
    counts[:SIZE] = 1
    worth = found.values[:SIZE].sum()
    reviews, recalled = found.follow(counts)
    assert recalled - 0.01 * reviews.sum() == pytest.approx(worth)
    assert 0 < recalled <= SIZE
    assert reviews[0] == 0


@given(st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), min_size=2, max_size=6))
def test_shares_are_of_one_whole_and_the_best_has_most(worths: list[list[float]]) -> None:
    shares = shared_out(np.array(worths), 0.01)
    assert shares.sum(axis=0) == pytest.approx(np.ones(3))
    assert (shares.max(axis=0) == shares[np.argmax(worths, axis=0), range(3)]).all()


CARDS = [
    Card(5.0, 4.0, NOW - 5 * DAY, NOW, 1, 0),
    Card(8.0, 4.0, NOW - 20 * DAY, NOW, 3, 1, 8, ((1.0, 7.0, 0.25), (20.0, 3.0, 0.75))),
]


def test_what_is_left_of_a_fact_is_what_its_card_says() -> None:
    facts = Facts(CURVES, CARDS, NOW, DAYS, 10.0)
    assert facts.left == pytest.approx([retrievability(card, NOW + 10 * DAY) for card in CARDS])


def test_a_review_of_a_fact_leads_to_what_its_states_lead_to() -> None:
    found = course()
    found.value(PRICELESS, 0.001)  # no review after the first
    worth = Facts(CURVES, CARDS, NOW, DAYS, 10.0).worth(found.values)
    expected = 0.0
    for stability, difficulty, chance in CARDS[1].mixture:
        recall = MODEL.retrievability(stability, 24)
        for rating, likely in ((GOOD, recall), (AGAIN, 1 - recall)):
            after = MODEL.after(State(stability, difficulty), rating, 24)
            expected += chance * likely * MODEL.retrievability(after.stability, 6)
    assert worth[4, 1] == pytest.approx(expected, abs=0.003)


def test_a_new_fact_is_worth_what_its_first_answer_leaves() -> None:
    found = course()
    found.value(PRICELESS, 0.001)
    worth = New(PREFERENCES, 5, 10).worth(found.values)
    firsts = [MODEL.first(rating).stability for rating in (GOOD, AGAIN)]
    assert worth[7] == pytest.approx(sum(MODEL.retrievability(one, 3) for one in firsts) / 2, abs=0.003)
    counts = np.zeros(10 * SIZE)
    New(PREFERENCES, 5, 10).add_to(counts, np.full(10, 0.1))
    assert counts.sum() == pytest.approx(5)


def test_without_facts_there_is_nothing() -> None:
    facts = Facts(CURVES, [], NOW, DAYS, 10.0)
    assert facts.left.shape == (0,)
    assert facts.worth(np.zeros(10 * SIZE)).shape == (10, 0)
