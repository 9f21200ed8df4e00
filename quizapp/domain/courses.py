"""What may become of memories until a day: all of them at once, over a grid of memories, backwards from that day.

`docs/memory.md` derives it. Time is in days from now, stability in days. Arrays have an axis for periods of time and
one for memories; what is known of all nodes of the grid in all periods stands in one row, period by period.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quizapp.domain.fsrs6 import AGAIN, EASY, GOOD, Model
from quizapp.domain.memory import Card, Preferences

Array = NDArray[np.float64]
Numbers = NDArray[np.intp]

STABILITIES = np.geomspace(0.05, 4000, 25)
DIFFICULTIES = np.array([1.0, 4.0, 7.0, 10.0])


class Curves:
    """FSRS-6 for arrays of memories; the tests hold it against the formulas for one."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def recall(self, stability: Array, days: Array | float) -> Array:
        """Return the chance of recall after a time."""
        found: Array = (1 + self.model.factor * days / stability) ** self.model.decay
        return found

    def recalled(self, stability: Array, difficulty: Array, recall: Array) -> tuple[Array, Array]:
        """Return stability and difficulty after recalling."""
        w = self.model.w
        growth = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (np.exp(w[10] * (1 - recall)) - 1)
        return stability * (1 + growth), self._difficulty(difficulty, GOOD)

    def forgotten(self, stability: Array, difficulty: Array, recall: Array) -> tuple[Array, Array]:
        """Return stability and difficulty after forgetting."""
        w = self.model.w
        left = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * np.exp(w[14] * (1 - recall))
        return np.minimum(left, stability * np.exp(-w[17] * w[18])), self._difficulty(difficulty, AGAIN)

    def _difficulty(self, before: Array, rating: int) -> Array:
        w = self.model.w
        easiest = w[7] * (w[4] - np.exp(w[5] * (EASY - 1)) + 1)
        after = before - (10 - before) * w[6] / 9 * (rating - GOOD)
        found: Array = np.clip(easiest + (1 - w[7]) * after, 1, 10)
        return found


_LOGS = np.log(STABILITIES)
_SIZE = len(STABILITIES) * len(DIFFICULTIES)
_NODES = np.repeat(STABILITIES, len(DIFFICULTIES)), np.tile(DIFFICULTIES, len(STABILITIES))


class Spread(NamedTuple):
    """Memories between the nodes of the grid, at one of the periods: the four nodes around, and how near each is."""

    nodes: Numbers
    shares: Array

    @classmethod
    def of(cls, stability: Array, difficulty: Array, periods: Numbers) -> "Spread":
        """Find memories in the grids of periods; axes for periods and memories."""
        across = np.clip((np.log(stability) - _LOGS[0]) / (_LOGS[1] - _LOGS[0]), 0, len(_LOGS) - 1.001)
        up = np.clip((difficulty - 1) / (DIFFICULTIES[1] - 1), 0, len(DIFFICULTIES) - 1.001)
        column, row = across.astype(np.intp), up.astype(np.intp)
        right, above = across - column, up - row
        node = periods[:, None] * _SIZE + column * len(DIFFICULTIES) + row
        nodes = np.stack([node, node + 1, node + len(DIFFICULTIES), node + len(DIFFICULTIES) + 1])
        shares = [(1 - right) * (1 - above), (1 - right) * above, right * (1 - above), right * above]
        return cls(nodes, np.stack(shares))

    def mean(self, values: Array) -> Array:
        """Return what values at the nodes come to in between."""
        found: Array = np.einsum("cqm,cqm->qm", values[self.nodes], self.shares)
        return found

    def add_to(self, counts: Array, masses: Array) -> None:
        """Add masses in between to what is counted at the nodes."""
        counts += np.bincount(self.nodes.ravel(), (self.shares * masses).ravel(), len(counts))


class Reviews(NamedTuple):
    """What reviews of memories in some periods lead to; axes for periods and memories."""

    recall: Array
    recalled: Spread
    forgotten: Spread

    @classmethod
    def of(
        cls, curves: Curves, memories: tuple[Array, Array], days: Array, periods: Numbers
    ) -> "Reviews":  # fmt: skip
        """Review memories after some days, which make the periods' days."""
        recall = curves.recall(memories[0], days)
        after = curves.recalled(*memories, recall), curves.forgotten(*memories, recall)
        return cls(recall, *(Spread.of(*one, periods) for one in after))

    def worth(self, values: Array) -> Array:
        """Return what a review is worth, from what memories are worth after it, at the nodes."""
        return self.recall * self.recalled.mean(values) + (1 - self.recall) * self.forgotten.mean(values)

    def add_to(self, counts: Array, masses: Array) -> None:
        """Count where masses of memories end up."""
        self.recalled.add_to(counts, masses * self.recall)
        self.forgotten.add_to(counts, masses * (1 - self.recall))


def shared_out(worths: Array, doubt: float) -> Array:
    """Return how often each of several ways is gone: mostly the one that is worth most, by more than the doubt."""
    shares = np.exp((worths - worths.max(axis=0)) / doubt)
    found: Array = shares / shares.sum(axis=0)
    return found


class Course:
    """The way of every memory at the nodes, from each period on to the exam."""

    def __init__(self, curves: Curves, days: Array, exam: float) -> None:
        self.size = len(days)
        numbers = np.arange(self.size)
        self._left = [curves.recall(_NODES[0], exam - day) for day in days]
        self._reviews = [
            Reviews.of(curves, _NODES, (days[place + 1 :] - day)[:, None], numbers[place + 1 :])
            for place, day in enumerate(days)
        ]
        self.values = np.zeros(self.size * _SIZE)
        self._shares: list[Array] = []

    def value(self, prices: Array, doubt: float) -> None:
        """Find what a memory is worth after each period, when a review in each has a price."""
        self._shares = [np.empty(0)] * self.size
        for place in reversed(range(self.size)):
            reviews = self._reviews[place].worth(self.values) - prices[place + 1 :, None]
            ways = np.concatenate([self._left[place][None], reviews])
            self._shares[place] = shares = shared_out(ways, doubt)
            self.values[place * _SIZE : (place + 1) * _SIZE] = np.einsum("qm,qm->m", shares, ways)

    def follow(self, counts: Array) -> tuple[Array, float]:
        """Return the reviews in each period, and what is recalled at last, from memories counted at the nodes."""
        reviews, recalled = np.zeros(self.size), 0.0
        for place in range(self.size):
            masses = self._shares[place] * counts[place * _SIZE : (place + 1) * _SIZE]
            recalled += float(masses[0] @ self._left[place])
            reviews[place + 1 :] += masses[1:].sum(axis=1)
            self._reviews[place].add_to(counts, masses[1:])
        return reviews, recalled


class Facts:
    """Facts with a card: their memories, each with its chance, and what comes of reviewing a fact in each period."""

    def __init__(self, curves: Curves, cards: Sequence[Card], now: datetime, days: Array, exam: float) -> None:
        self.size = len(cards)
        ago = np.array([max(0.0, (now - card.reviewed_at).total_seconds() / 86_400) for card in cards])
        states = [(number, *state) for number, card in enumerate(cards) for state in card.mixture]
        fact, stability, difficulty, chance = np.array(states, dtype=float).reshape(-1, 4).T
        self._fact, self._chance = fact.astype(np.intp), chance
        self._starts = np.searchsorted(self._fact, np.arange(self.size))
        since = ago[self._fact]
        self._reviews = Reviews.of(curves, (stability, difficulty), days[:, None] + since, np.arange(len(days)))
        self.barred = np.zeros((len(days), self.size))
        self.left = self._together((curves.recall(stability, exam + since) * chance)[None])[0]

    def worth(self, values: Array) -> Array:
        """Return what it is worth to review each fact in each period."""
        return self._together(self._reviews.worth(values) * self._chance)

    def add_to(self, counts: Array, shares: Array) -> None:
        """Count where the memories of the facts end up when shares of them are reviewed in each period."""
        self._reviews.add_to(counts, shares[:, self._fact] * self._chance)

    def _together(self, of_memories: Array) -> Array:
        if not self.size:
            return np.zeros((len(of_memories), 0))
        found: Array = np.add.reduceat(of_memories, self._starts, axis=1)
        return found


class New:
    """Facts that were never asked: they count as not known until they are begun."""

    def __init__(self, preferences: Preferences, number: int, periods: int) -> None:
        self.size = number
        known, unknown = preferences.model.first(GOOD), preferences.model.first(AGAIN)
        stability, difficulty = np.array([known, unknown]).T
        everywhere = np.ones((periods, 1))
        self._after = Spread.of(stability * everywhere, difficulty * everywhere, np.arange(periods))
        self._chance = np.array([preferences.weighing.known_before, 1 - preferences.weighing.known_before])

    def worth(self, values: Array) -> Array:
        """Return what it is worth to begin a fact in each period."""
        found: Array = self._after.mean(values) @ self._chance
        return found

    def add_to(self, counts: Array, shares: Array) -> None:
        """Count where the memories end up when shares of the facts are begun in each period."""
        self._after.add_to(counts, self.size * shares[:, None] * self._chance)
