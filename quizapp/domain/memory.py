"""What a learner remembers of a fact: a mixture of FSRS-6 states, moved by evidence that may be a lucky guess.

Moments are aware datetimes; stability is in days, difficulty from 1 to 10. A card is a pure function of its reviews
and of the learner's preferences. `docs/memory.md` derives the formulas.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from quizapp.domain import mixture, schedule
from quizapp.domain.days import begin_of, day_of
from quizapp.domain.evidence import WEIGHING, Confidence, Evidence, Weighing, likelihood
from quizapp.domain.fsrs6 import Model
from quizapp.domain.mixture import Mixture

__all__ = ["Card", "Confidence", "Evidence", "Preferences", "Review", "replayed", "retrievability", "reviewed"]

DESIRED_RETENTION = 0.9
LONGEST_INTERVAL = 36_500
"""Days after which every fact is asked again, as in FSRS: without an end, a date could lie beyond the calendar."""
LAPSED = 0.5
"""Below this chance of having recalled the fact, a review counts as a lapse."""
_DAY = 86_400


class Preferences(NamedTuple):
    """How a learner is taught: what recall is wanted, the longest interval, where days begin, and what is assumed."""

    retention: float = DESIRED_RETENTION
    longest: int = LONGEST_INTERVAL
    zone: tzinfo = UTC
    model: Model = Model()
    weighing: Weighing = WEIGHING


class Review(NamedTuple):
    """Evidence at a moment, and after how many days the fact was to be asked again, once that is decided."""

    at: datetime
    evidence: Evidence
    interval: int | None = None


class Card(NamedTuple):
    """One learner's memory of one fact.

    `stability` is the days after which the mean chance of recall is 0.9, `difficulty` the mean difficulty; `states`
    holds the mixture when there is more than one state.
    """

    stability: float
    difficulty: float
    reviewed_at: datetime
    due: datetime
    reviews: int
    lapses: int
    interval: int = 0
    states: Mixture = ()

    @property
    def mixture(self) -> Mixture:
        """The states with the chance of each."""
        return self.states or ((self.stability, self.difficulty, 1.0),)


PREFERENCES = Preferences()


def retrievability(card: Card, now: datetime, preferences: Preferences = PREFERENCES) -> float:
    """Return the chance that the fact is recalled now; it falls continuously."""
    return mixture.retrievability(preferences.model, card.mixture, _days(card, now))


def reviewed(
    card: Card | None, review: Review, preferences: Preferences = PREFERENCES, choose: schedule.Choose | None = None
) -> Card:
    """Return the card after a review; the day is the review's own or else chosen, or else the nearest to the model's.

    The card is due on the day when the mean chance of recall has fallen to the desired retention, at its beginning.
    """
    model, retention, zone = preferences.model, preferences.retention, preferences.zone
    today = day_of(review.at, zone)
    states, known = _remembered(card, review, preferences, today)
    states, exact = mixture.settled(model, states, retention)
    days = schedule.candidates(exact, preferences.longest)
    if review.interval is None and choose:
        interval = choose(days)
    else:
        interval = schedule.nearest(exact if review.interval is None else review.interval, days)
    is_one = len(states) == 1
    return Card(
        stability=states[0][0] if is_one else _stability(model, states, exact, retention),
        difficulty=states[0][1] if is_one else sum([chance * difficulty for _, difficulty, chance in states]),
        reviewed_at=review.at,
        due=begin_of(today + timedelta(days=interval), zone),
        reviews=(card.reviews if card else 0) + 1,
        lapses=(card.lapses if card else 0) + (card is not None and known < LAPSED),
        interval=interval,
        states=() if is_one else states,
    )


def replayed(reviews: Iterable[Review], preferences: Preferences = PREFERENCES) -> Card | None:
    """Return the card that a log of reviews, oldest first, leads to."""
    card = None
    for review in reviews:
        card = reviewed(card, review, preferences)
    return card


def _remembered(card: Card | None, review: Review, preferences: Preferences, today: date) -> tuple[Mixture, float]:
    model, weighing = preferences.model, preferences.weighing
    likely = likelihood(review.evidence, weighing)
    if card is None:
        return mixture.begun(model, weighing.known_before, likely)
    days = _days(card, review.at)
    same_day = days < 1 and day_of(card.reviewed_at, preferences.zone) >= today
    return mixture.moved(model, card.mixture, likely, days, same_day)


def _stability(model: Model, states: Mixture, exact: float, retention: float) -> float:
    return exact if retention == 0.9 else mixture.interval(model, states, 0.9)


def _days(card: Card, at: datetime) -> float:
    return max(0.0, (at - card.reviewed_at).total_seconds() / _DAY)
