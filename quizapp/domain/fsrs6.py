"""FSRS-6, the formulas that move a memory state; the tests hold them against the `fsrs` package and golden sequences.

They are written out here because the package takes 20 µs for one rating and counts whole days: evidence that may be a
guess needs two ratings for each response, on the answer path, and memories fade by the hour. Formulas and default
weights: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm.

Stability is in days, difficulty from 1 to 10, elapsed time in days, ratings from 1 (Again) to 4 (Easy).
"""

from math import exp
from typing import NamedTuple

WEIGHTS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
SHORTEST_STABILITY = 0.001
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


class State(NamedTuple):
    """A memory: after `stability` days it is recalled with a chance of 0.9."""

    stability: float
    difficulty: float


class Model:
    """FSRS-6 with a set of 21 weights."""

    def __init__(self, weights: tuple[float, ...] = WEIGHTS) -> None:
        self.w = weights
        self.decay = -weights[20]
        self.factor = 0.9 ** (1 / self.decay) - 1
        self._easiest = self._first_difficulty(EASY)
        self._growth = exp(weights[8])
        self._least_loss = exp(weights[17] * weights[18])

    def retrievability(self, stability: float, days: float) -> float:
        """Return the chance of recall after a time."""
        return float((1 + self.factor * days / stability) ** self.decay)

    def interval(self, stability: float, retention: float) -> float:
        """Return the days after which the chance of recall has fallen to a desired retention."""
        return float(stability / self.factor * (retention ** (1 / self.decay) - 1))

    def first(self, rating: int) -> State:
        """Return the state after the first rating."""
        return State(self.w[rating - 1], _within(self._first_difficulty(rating), 1, 10))

    def after(self, state: State, rating: int, days: float) -> State:
        """Return the state after a rating given some days after the last one; within a day it moves less."""
        if days < 1:
            stability = self._same_day(state, rating)
        elif rating == AGAIN:
            stability = self._lapsed(state, self.retrievability(state.stability, days))
        else:
            stability = self._recalled(state, rating, self.retrievability(state.stability, days))
        return State(max(stability, SHORTEST_STABILITY), self._difficulty(state.difficulty, rating))

    def _first_difficulty(self, rating: int) -> float:
        return self.w[4] - exp(self.w[5] * (rating - 1)) + 1

    def _difficulty(self, before: float, rating: int) -> float:
        moved = before + (10 - before) / 9 * -self.w[6] * (rating - GOOD)
        return _within(self.w[7] * self._easiest + (1 - self.w[7]) * moved, 1, 10)

    def _same_day(self, state: State, rating: int) -> float:
        growth: float = exp(self.w[17] * (rating - GOOD + self.w[18])) * state.stability ** -self.w[19]
        return state.stability * (max(growth, 1.0) if rating >= HARD else growth)

    def _recalled(self, state: State, rating: int, recall: float) -> float:
        w = self.w
        growth: float = (
            self._growth * (11 - state.difficulty) * state.stability ** -w[9] * (exp(w[10] * (1 - recall)) - 1)
        )
        return state.stability * (1 + growth * (w[15] if rating == HARD else w[16] if rating == EASY else 1.0))

    def _lapsed(self, state: State, recall: float) -> float:
        w = self.w
        size: float = ((state.stability + 1) ** w[13] - 1) * exp(w[14] * (1 - recall))
        return min(w[11] * float(state.difficulty ** -w[12]) * size, state.stability / self._least_loss)


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
