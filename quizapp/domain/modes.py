"""What a sitting is for, whether its responses move the schedule, and which facts it asks about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from quizapp.domain.memory import Review, retrievability
from quizapp.domain.planning import Learning

LATELY = timedelta(days=7)
"""What was missed so long ago or less counts as missed, even if it was right since."""


class Mode(StrEnum):
    """What a sitting is for."""

    PRACTICE = "practice"
    MISSED = "missed"
    CARDS = "flashcards"
    CRAM = "cram"
    EXAM = "exam"

    @property
    def is_scheduled(self) -> bool:
        """Say whether responses are reviews: cramming tells little of what will be known in a week."""
        return self is not Mode.CRAM


def missed_at(log: Iterable[Review], now: datetime) -> datetime | None:
    """Return when a fact was missed, if it was missed the last time or lately; the log is oldest first."""
    missed, was_right = None, True
    for review in log:
        was_right = review.evidence.score >= 1
        missed = missed if was_right else review.at
    return missed if missed and (not was_right or now - missed <= LATELY) else None


def choose_missed(facts: Sequence[Learning], missed: Mapping[str, datetime], length: int) -> list[Learning]:
    """Choose facts that were missed, the last one first."""
    found = [fact for fact in facts if fact.fact_id in missed]
    return sorted(found, key=lambda fact: missed[fact.fact_id], reverse=True)[:length]


def choose_weakest(facts: Sequence[Learning], length: int, now: datetime) -> list[Learning]:
    """Choose the facts that are known least; what was never asked counts as not known."""
    return sorted(facts, key=lambda fact: retrievability(fact.card, now) if fact.card else 0.0)[:length]


def choose_any(facts: Sequence[Learning], length: int, chance: Random) -> list[Learning]:
    """Choose any facts."""
    return chance.sample(facts, min(length, len(facts)))
