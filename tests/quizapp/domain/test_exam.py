"""The days before an exam are used for what is recalled on the day, no day for more than it has, and honestly."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.exam import LEAST, PERIODS, Budget, plan
from quizapp.domain.fsrs6 import AGAIN, GOOD, Model, State
from quizapp.domain.memory import Card, Evidence, Review, retrievability, reviewed
from tests.quizapp.people import DAY, NOW

MODEL = Model()
CARDS = st.builds(
    lambda stability, difficulty, ago: Card(stability, difficulty, NOW - ago * DAY, NOW, 2, 0),
    st.floats(0.2, 300),
    st.floats(1, 10),
    st.floats(1, 200),
)
FACTS = st.lists(st.none() | CARDS, max_size=25)
MINUTES = st.floats(0, 30)


def minutes(number: float, today: float | None = None) -> Budget:
    return Budget(60 * (number if today is None else today), 60 * number)


def card(stability: float, ago: float, difficulty: float = 5.0) -> Card:
    return Card(stability, difficulty, NOW - ago * DAY, NOW, 2, 0)


@settings(max_examples=40, deadline=None)
@given(FACTS, st.integers(1, 45), MINUTES, MINUTES)
def test_no_day_is_asked_for_more_than_it_has(cards: list[Card | None], days: int, a_day: float, today: float) -> None:
    budget = minutes(a_day, today)
    found = plan(cards, NOW, days, budget)
    assert len(found.reviews) == len(found.new) == days
    assert sum(budget.review if cards[one] else budget.new for one in found.today) <= budget.today + 1e-6
    for seconds, reviews, new in zip(
        [budget.today, *[budget.a_day] * (days - 1)], found.reviews, found.new, strict=True
    ):
        assert reviews * budget.review + new * budget.new <= 1.15 * seconds + 0.2 * budget.new


@settings(max_examples=40, deadline=None)
@given(FACTS, st.integers(1, 45), MINUTES)
def test_a_plan_is_about_the_facts_that_there_are(cards: list[Card | None], days: int, a_day: float) -> None:
    found = plan(cards, NOW, days, minutes(a_day))
    assert len(set(found.today)) == len(found.today)
    assert set(found.today) <= set(range(len(cards)))
    assert -1e-9 <= found.unfit <= cards.count(None) + 1e-9
    assert sum(found.new) + found.unfit == pytest.approx(cards.count(None))
    assert -1e-9 <= found.recalled <= len(cards)


@settings(max_examples=30, deadline=None)
@given(FACTS, st.integers(1, 30), MINUTES)
def test_preparing_is_worth_it(cards: list[Card | None], days: int, a_day: float) -> None:
    left = sum(retrievability(card, NOW + days * DAY) for card in cards if card)
    assert plan(cards, NOW, days, minutes(a_day)).recalled >= left - 0.003 * len(cards)


def test_the_more_time_there_is_the_more_is_recalled() -> None:
    cards = [None] * 60 + [card(5, 5 + n % 7) for n in range(60)]
    recalled = [plan(cards, NOW, 20, minutes(number)).recalled for number in (0, 1, 2, 4, 8, 16)]
    assert all(less < more for less, more in pairwise(recalled[:-1]))
    assert recalled[-1] >= recalled[-2] - 0.1


def test_what_does_not_fit_is_said() -> None:
    found = plan([None] * 100, NOW, 5, minutes(4))  # 60 new facts at the most
    assert 39 <= found.unfit <= 60
    assert len(found.today) == 12
    assert plan([None] * 100, NOW, 5, minutes(60)).unfit < 0.5


def test_without_time_nothing_is_asked() -> None:
    found = plan([None, card(5, 9)], NOW, 9, minutes(0))
    assert found.today == []
    assert sum(found.reviews) + sum(found.new) < 0.1
    assert found.recalled == pytest.approx(retrievability(card(5, 9), NOW + 9 * DAY), abs=0.05)


def test_a_day_without_time_left_is_made_up_for_later() -> None:
    found = plan([None] * 20, NOW, 10, minutes(10, today=0))
    assert found.today == []
    assert found.unfit < 0.5


def test_on_the_last_day_what_has_faded_most_comes_first() -> None:
    cards = [card(300, 1), card(20, 40), card(20, 10), card(20, 90)]
    assert plan(cards, NOW, 1, minutes(30 / 60)).today == [3, 1, 2]


def test_what_was_asked_today_is_not_asked_again_today() -> None:
    cards = [card(2, 0.01), card(2, 9)]
    assert plan(cards, NOW, 1, minutes(5), done=[0]).today == [1]


def test_new_facts_are_begun_in_their_order_after_what_is_known() -> None:
    found = plan([None, card(3, 12), None, None], NOW, 1, minutes(70 / 60))
    assert found.today == [1, 0, 2, 3]


def test_a_fact_that_would_be_recalled_anyway_is_left_alone() -> None:
    found = plan([card(3000, 5)], NOW, 10, minutes(60))
    assert found.today == []
    assert sum(found.reviews) < 0.1
    assert 1 - found.recalled < 10 * LEAST


def test_a_review_comes_late_enough_to_count() -> None:
    found = plan([card(10, 1)], NOW, 30, minutes(60))
    assert sum(found.reviews[:5]) < 0.2 < 0.8 < sum(found.reviews[5:])
    assert found.reviews[-1] > 0.5


def test_a_long_time_is_planned_in_few_periods_day_by_day() -> None:
    found = plan([None] * 50, NOW, 12 * PERIODS, minutes(5))
    assert len(found.reviews) == 12 * PERIODS
    assert sum(found.new) + found.unfit == pytest.approx(50)


def test_nothing_to_learn_takes_no_time() -> None:
    found = plan([], NOW, 5, minutes(5))
    assert (found.today, found.recalled, found.unfit) == ([], 0, 0)
    assert sum(found.reviews) == sum(found.new) == 0


def lived(facts: int, days: int, budget: Budget, seed: int) -> float:
    """Return the facts truly recalled by a learner who does every day what the plan of that day says."""
    chance = Random(seed)
    cards: list[Card | None] = [None] * facts
    states: dict[int, tuple[State, int]] = {}
    for day in range(days):
        now = NOW + day * DAY
        for number in plan(cards, now, days - day, budget).today:
            before, last = states.get(number, (None, day))
            known = MODEL.retrievability(before.stability, day - last) if before else 0.5
            rating = GOOD if chance.random() < known else AGAIN
            states[number] = MODEL.after(before, rating, day - last) if before else MODEL.first(rating), day
            cards[number] = reviewed(cards[number], Review(now, Evidence(float(rating == GOOD), 0)))
    return sum(MODEL.retrievability(state.stability, days - last) for state, last in states.values())


@pytest.mark.parametrize("a_day", [1.0, 3.0])
def test_what_is_promised_on_the_first_day_comes_true(a_day: float) -> None:
    budget, facts, days = minutes(a_day), 40, 12
    promised = plan([None] * facts, NOW, days, budget).recalled
    true = mean(lived(facts, days, budget, seed) for seed in range(8))
    assert true == pytest.approx(promised, rel=0.06)
