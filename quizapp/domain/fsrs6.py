"""FSRS-6, the formulas that move a memory state; the tests hold them against the `fsrs` package and golden sequences.

They are written out here because the package takes 20 µs for one rating and counts whole days: a card holds several
states, each of which moves in two ways at each response, on the answer path, and memories fade by the hour. Formulas
and default weights: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm.

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
    """FSRS-6 with a set of 21 weights; what does not depend on the state is worked out beforehand."""

    def __init__(self, weights: tuple[float, ...] = WEIGHTS) -> None:
        self.w = w = weights
        ratings = range(EASY + 1)
        self.decay = -w[20]
        self.factor = 0.9 ** (1 / self.decay) - 1
        self._firsts = [State(w[rating - 1], _within(self._first_difficulty(rating))) for rating in ratings]
        self._harder = [-w[6] / 9 * (rating - GOOD) for rating in ratings]
        self._easiest = w[7] * self._first_difficulty(EASY)
        self._same_day_growth = [exp(w[17] * (rating - GOOD + w[18])) for rating in ratings]
        self._growth = [exp(w[8]) * {HARD: w[15], EASY: w[16]}.get(rating, 1.0) for rating in ratings]
        self._keeps = exp(-w[17] * w[18])
        self._saturates, self._spaces = -w[9], w[10]
        self._left, self._left_hard, self._left_stable, self._left_late = w[11], -w[12], w[13], w[14]

    def retrievability(self, stability: float, days: float) -> float:
        """Return the chance of recall after a time."""
        return float((1 + self.factor * days / stability) ** self.decay)

    def interval(self, stability: float, retention: float) -> float:
        """Return the days after which the chance of recall has fallen to a desired retention."""
        return float(stability / self.factor * (retention ** (1 / self.decay) - 1))

    def first(self, rating: int) -> State:
        """Return the state after the first rating."""
        return self._firsts[rating]

    def after(self, state: State, rating: int, days: float, same_day: bool | None = None) -> State:
        """Return the state after a rating given some days after the last one; within a day it moves less.

        Unless the caller knows whether it is the same day still, a day is 24 hours, as in the `fsrs` package.
        """
        stability, difficulty = state
        if days < 1 if same_day is None else same_day:
            stability = self.on_the_same_day(stability, rating)
        elif rating == AGAIN:
            stability = self.forgotten(stability, difficulty, self.retrievability(stability, days))
        else:
            stability = self.recalled(stability, difficulty, self.retrievability(stability, days), rating)
        return State(stability, self.difficulty(difficulty, rating))

    def difficulty(self, before: float, rating: int) -> float:
        """Return the difficulty after a rating."""
        return _within(self._easiest + (1 - self.w[7]) * (before + (10 - before) * self._harder[rating]))

    def on_the_same_day(self, stability: float, rating: int) -> float:
        """Return the stability after a rating on the day of the last one."""
        growth: float = self._same_day_growth[rating] * stability ** -self.w[19]
        return max(stability * (max(growth, 1.0) if rating >= HARD else growth), SHORTEST_STABILITY)

    def recalled(self, stability: float, difficulty: float, recall: float, rating: int) -> float:
        """Return the stability after recalling what was recalled with a chance."""
        spacing = exp(self._spaces * (1 - recall)) - 1
        return float(stability * (1 + self._growth[rating] * (11 - difficulty) * stability**self._saturates * spacing))

    def forgotten(self, stability: float, difficulty: float, recall: float) -> float:
        """Return the stability after forgetting what was recalled with a chance."""
        size = ((stability + 1) ** self._left_stable - 1) * exp(self._left_late * (1 - recall))
        left: float = self._left * difficulty**self._left_hard * size
        most = stability * self._keeps
        if left > most:
            left = most
        return left if left > SHORTEST_STABILITY else SHORTEST_STABILITY

    def _first_difficulty(self, rating: int) -> float:
        return self.w[4] - exp(self.w[5] * (rating - 1)) + 1


def _within(difficulty: float) -> float:
    return 1.0 if difficulty < 1 else 10.0 if difficulty > 10 else difficulty
