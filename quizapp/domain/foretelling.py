"""What the memory foretold of each answer in a log, beside what was given: the ground of fitting and of leeches."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from quizapp.domain.days import day_of
from quizapp.domain.evidence import Evidence, Weighing
from quizapp.domain.fsrs6 import AGAIN
from quizapp.domain.memory import Card, Preferences, Review, retrievability, reviewed


class Foretold(NamedTuple):
    """An answer, from 0 for wrong to 1 for right, and the chance of a right one that the memory gave it before.

    `evidence` is the answer in full, `days` lie between it and the one before, and `stability` is what it left.
    """

    at: datetime
    right: float
    chance: float
    evidence: Evidence
    days: int
    stability: float


def foretold(log: Iterable[Review], preferences: Preferences) -> list[Foretold]:
    """Return what was foretold of each review, oldest first.

    Not of the first, before which nothing is known of the fact, nor of those on the day of the one before, which say
    little of how a memory lasts.
    """
    card: Card | None = None
    found = []
    for review in log:
        before, card = card, reviewed(card, review, preferences)
        days = days_between(before.reviewed_at, review) if before else 0
        if before and days:
            evidence = review.evidence
            chance = chance_right(evidence, retrievability(before, review.at, preferences), preferences.weighing)
            found.append(Foretold(review.at, score_of(evidence), chance, evidence, days, card.stability))
    return found


def chance_right(evidence: Evidence, recall: float, weighing: Weighing) -> float:
    """Return the chance of a right answer in such a form: recalled and no slip, or forgotten and guessed."""
    if evidence.rating is not None:
        return recall
    guess = 1 - (1 - evidence.guess) * (1 - weighing.helps) ** evidence.hints
    return recall * (1 - evidence.slip) + (1 - recall) * guess


def score_of(evidence: Evidence) -> float:
    """Return the score that was got; who rates the recall has recalled, or not."""
    return evidence.score if evidence.rating is None else float(evidence.rating > AGAIN)


def days_between(earlier: datetime, review: Review) -> int:
    """Return how many of the learner's days lie between a moment and a review."""
    return max(0, (day_of(review.at, review.zone) - day_of(earlier, review.zone)).days)
