"""The days before an exam: which facts to begin and to review when, so that most of them are recalled on the day.

`docs/memory.md` derives the method. Each fact is worth the chance that it is recalled on the day; each second of a day
has a price, at which no day is asked for more than it has. At these prices every fact is planned by itself, over a grid
of memories, backwards from the exam. Time is in days from now, stability in days; arrays have one axis for memories.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from quizapp.domain.courses import Array, Course, Curves, Facts, New, shared_out
from quizapp.domain.memory import PREFERENCES, Card, Preferences

PERIODS = 30
"""The time left is planned in so many periods at most: single days at first and at last, several at once between."""
LAST_DAYS = 8
DOUBTS = [max(0.001, 0.2 * 0.85**number) for number in range(44)]
"""Differences in worth that are small against the doubt do not decide; it lessens from round to round of mending."""
STEP = 1.4
"""How far the prices are mended at once."""
LEAST = 0.005
"""What a review has to add to the chance of recall, or it is left out however much time there is."""


class Budget(NamedTuple):
    """The seconds that there are today and on each later day, and what a review and a new fact take of them."""

    today: float
    a_day: float
    review: float = 10.0
    new: float = 20.0


class Plan(NamedTuple):
    """What to ask today, by number, the most urgent first; and what is expected, in facts.

    `reviews` and `new` are for each day from today to the last before the exam, `recalled` is on the day of the exam.
    `unfit` of the new facts will not be begun.
    """

    today: Sequence[int]
    reviews: Sequence[float]
    new: Sequence[float]
    recalled: float
    unfit: float


def _periods(days: int) -> tuple[Array, Array]:
    """Return the day in the middle of each period, and how many days it has."""
    if days <= PERIODS:
        return np.arange(days, dtype=float), np.ones(days)
    edges = np.unique(np.linspace(1, days - LAST_DAYS, PERIODS - LAST_DAYS).round())
    edges = np.concatenate([[0.0], edges, np.arange(days - LAST_DAYS + 1, days + 1)])
    lengths = np.diff(edges)
    return edges[:-1] + (lengths - 1) / 2, lengths


def plan(
    cards: Sequence[Card | None], now: datetime, days: int, budget: Budget, done: Sequence[int] = (),
    preferences: Preferences = PREFERENCES,
) -> Plan:  # fmt: skip
    """Plan the days until an exam that is so many days away, at least one; facts without a card are new.

    What is `done`, by number, was asked today already and is not asked again before tomorrow.
    """
    at, lengths = _periods(days)
    curves = Curves(preferences.model)
    begun = [number for number, card in enumerate(cards) if card]
    course = Course(curves, at, days)
    facts = Facts(curves, [card for card in cards if card], now, at, days)
    facts.barred[0, np.isin(begun, list(done))] = np.inf
    new = New(preferences, len(cards) - len(begun), len(at))
    seconds = np.maximum(np.concatenate([[budget.today], lengths[1:] * budget.a_day]), 1e-6)
    prices = np.full(len(at), LEAST / budget.review)
    for doubt in DOUBTS:
        bought = _bought(course, facts, new, prices, budget, doubt)
        prices = np.maximum(prices + STEP * doubt * _missing(bought, seconds, budget), LEAST / budget.review)
    fresh = [number for number, card in enumerate(cards) if card is None]
    urgent = [begun[place] for place in np.argsort(-bought.urgency, kind="stable")]
    wanted = [*urgent[: round(bought.today)], *fresh[: round(bought.begins[0])]]
    each_day = np.repeat(np.arange(len(at)), lengths.astype(int))
    return Plan(
        _affordable(wanted, cards, budget),
        (bought.reviews / lengths)[each_day].tolist(),
        (bought.begins / lengths)[each_day].tolist(),
        bought.recalled,
        bought.unfit,
    )


class _Bought(NamedTuple):
    """What is done at some prices: reviews and new facts in each period, and how many of the facts are reviewed today.

    `urgency` is what each fact loses when it is not reviewed today.
    """

    reviews: Array
    begins: Array
    today: float
    urgency: Array
    recalled: float
    unfit: float


def _bought(course: Course, facts: Facts, new: New, prices: Array, budget: Budget, doubt: float) -> _Bought:
    course.value(prices * budget.review, doubt)
    paid = facts.worth(course.values) - prices[:, None] * budget.review - facts.barred
    of_facts = shared_out(np.concatenate([facts.left[None], paid]), doubt)
    of_new = shared_out(np.concatenate([[0.0], new.worth(course.values) - prices * budget.new]), doubt)
    counts = np.zeros(len(course.values))
    facts.add_to(counts, of_facts[1:])
    new.add_to(counts, of_new[1:])
    later, recalled = course.follow(counts)
    recalled += float((of_facts[0] * facts.left).sum())
    reviews = later + of_facts[1:].sum(axis=1)
    urgency = paid[0] - np.concatenate([facts.left[None], paid[1:]]).max(axis=0)
    begins, unfit = new.size * of_new[1:], new.size * float(of_new[0])
    return _Bought(reviews, begins, float(of_facts[1].sum()), urgency, recalled, unfit)


def _missing(bought: _Bought, seconds: Array, budget: Budget) -> Array:
    """Return by how much prices are too low, in doubts a second: as demand falls by a factor of e for each doubt."""
    reviews, begins = bought.reviews * budget.review, bought.begins * budget.new
    each = (reviews * budget.review + begins * budget.new + 1e-6) / (reviews + begins + 1e-9)
    found: Array = np.log(np.clip((reviews + begins) / seconds, 0.01, 100)) / each
    return found


def _affordable(wanted: Sequence[int], cards: Sequence[Card | None], budget: Budget) -> list[int]:
    """Return as many of the first facts as today has time for."""
    taken = np.cumsum([budget.review if cards[number] else budget.new for number in wanted])
    return list(wanted[: int(np.searchsorted(taken, budget.today + 1e-6, side="right"))])
