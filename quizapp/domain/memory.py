"""What a learner remembers of a fact: FSRS-6, moved by evidence that may be a lucky guess.

Moments are aware datetimes; stability is in days, difficulty from 1 to 10. A card is a pure function of its reviews.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from question_bank.marking import Mark, Rating
from quizapp.domain.fsrs6 import AGAIN, GOOD, Model, State

DESIRED_RETENTION = 0.9
LONGEST_INTERVAL = 36_500
"""Days after which every fact is asked again, as in FSRS: without an end, a date could lie beyond the calendar."""
KNOWN_BEFORE = 0.5
"""The chance that a fact never asked before is known: nothing is known about it, so even."""

_MODEL = Model()
_DAY = 86_400
_TICK = timedelta(milliseconds=1)


class Evidence(NamedTuple):
    """What a response says about a fact: its score, how often guessing earns one, and the learner's own rating."""

    score: float
    guess: float
    rating: int | None = None

    @classmethod
    def of(cls, mark: Mark, guess: float) -> "Evidence":
        """Take the evidence from a mark on a question with a random-guess score."""
        return cls(mark.score, guess, None if mark.rating is None else int(mark.rating))


class Review(NamedTuple):
    """Evidence at a moment."""

    at: datetime
    evidence: Evidence


class Card(NamedTuple):
    """One learner's memory of one fact."""

    stability: float
    difficulty: float
    reviewed_at: datetime
    due: datetime
    reviews: int
    lapses: int


def retrievability(card: Card, now: datetime) -> float:
    """Return the chance that the fact is recalled now; it falls continuously."""
    return _MODEL.retrievability(card.stability, _days(card, now))


def chance_known(before: float, evidence: Evidence) -> float:
    """Return the chance that the fact was known, by Bayes' rule from the chance before and a right or wrong response.

    A right response is given by those who know and by those who guess well; a wrong one only by those who do not
    know. A partial score counts as that share of a right response.
    """
    right = before / (before + (1 - before) * evidence.guess) if before > 0 or evidence.guess > 0 else 0.0
    return evidence.score * right


def counts_at(card: Card | None, now: datetime) -> datetime:
    """Return the moment under which a review is kept, to the millisecond: now, or else just after the card's last one.

    A log is replayed in the order of its moments, which a clock that stands still or was set back must not change.
    """
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)
    return max(at, card.reviewed_at + _TICK) if card else at


def reviewed(card: Card | None, review: Review) -> Card:
    """Return the card after a review.

    The new stability is the mean of what FSRS gives for Good and for Again, geometric and weighted by the chance that
    the fact was known; the difficulty is their weighted arithmetic mean. A learner's own rating is taken as it is.
    """
    at, evidence = review
    days = _days(card, at) if card else 0.0
    if evidence.rating is not None:
        known = float(evidence.rating > Rating.AGAIN)
        state = _moved(card, evidence.rating, days)
    else:
        before = _MODEL.retrievability(card.stability, days) if card else KNOWN_BEFORE
        known = chance_known(before, evidence)
        state = _mixed(card, known, days)
    interval = min(max(1, round(_MODEL.interval(state.stability, DESIRED_RETENTION))), LONGEST_INTERVAL)
    return Card(
        stability=state.stability,
        difficulty=state.difficulty,
        reviewed_at=at,
        due=at + timedelta(days=interval),
        reviews=(card.reviews if card else 0) + 1,
        lapses=(card.lapses if card else 0) + (card is not None and known < KNOWN_BEFORE),
    )


def replayed(reviews: Iterable[Review]) -> Card | None:
    """Return the card that a log of reviews, oldest first, leads to."""
    card = None
    for review in reviews:
        card = reviewed(card, review)
    return card


def _mixed(card: Card | None, known: float, days: float) -> State:
    if known <= 0:
        return _moved(card, AGAIN, days)
    good = _moved(card, GOOD, days)
    if known >= 1:
        return good
    again = _moved(card, AGAIN, days)
    return State(
        good.stability**known * again.stability ** (1 - known),
        good.difficulty * known + again.difficulty * (1 - known),
    )


def _moved(card: Card | None, rating: int, days: float) -> State:
    if card is None:
        return _MODEL.first(rating)
    return _MODEL.after(State(card.stability, card.difficulty), rating, days)


def _days(card: Card, at: datetime) -> float:
    return max(0.0, (at - card.reviewed_at).total_seconds() / _DAY)
