"""Learners whose true memory is known: what they recall, they recall as FSRS-6 says with weights of their own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from quizapp.domain.evidence import Evidence
from quizapp.domain.fsrs6 import AGAIN, GOOD, WEIGHTS, Model
from quizapp.domain.memory import PREFERENCES, Preferences, Review, reviewed


class Interfered(Model):
    """A fact that something else gets in the way of: it is never recalled with more than some chance."""

    def __init__(self, most: float) -> None:
        super().__init__()
        self.most = most

    def retrievability(self, stability: float, days: float) -> float:
        """Return the chance of recall after a time."""
        return min(super().retrievability(stability, days), self.most)


BEGIN = datetime(2026, 1, 1, 20, tzinfo=UTC)
USUAL = Model()
FORGETFUL = Model((0.1, 0.5, 0.9, 3.0, *WEIGHTS[4:8], 1.2, *WEIGHTS[9:20], 0.3))
STRONG = Model((0.8, 3.0, 6.0, 20.0, *WEIGHTS[4:8], 2.2, *WEIGHTS[9:]))
GUESSES = (0.0, 0.25, 0.5)


def lived(
    truth: Model,
    facts: int,
    days: int,
    chance: Random,
    guesses: tuple[float, ...] = GUESSES,
    known: float = 0.3,
    a_day: int = 5,
    preferences: Preferences = PREFERENCES,
) -> list[list[Review]]:
    """Return the log of each fact: some are begun each day and asked again when our memory says so."""
    return [_log(truth, fact // a_day, days, chance, guesses, known, preferences) for fact in range(facts)]


def _log(
    truth: Model, begin: int, days: int, chance: Random, guesses: tuple[float, ...], known: float,
    preferences: Preferences,
) -> list[Review]:  # fmt: skip
    day, last, state, card = begin, begin, None, None
    log: list[Review] = []
    while day < days:
        guess = chance.choice(guesses)
        recalled = chance.random() < (truth.retrievability(state.stability, day - last) if state else known)
        rating = GOOD if recalled else AGAIN
        state = truth.after(state, rating, day - last) if state else truth.first(rating)
        evidence = Evidence(float(recalled or chance.random() < guess), guess)
        card = reviewed(card, Review(BEGIN + timedelta(days=day), evidence), preferences)
        log.append(Review(card.reviewed_at, evidence, UTC, card.interval))
        last, day = day, day + card.interval
    return log
