"""What a learner remembers of a fact: a mixture of FSRS-6 states, moved by evidence that may be a lucky guess.

Moments are aware datetimes; stability is in days, difficulty from 1 to 10. A card is a pure function of its reviews
and of the learner's preferences. `docs/memory.md` derives the formulas.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from quizapp.domain import mixture, schedule
from quizapp.domain.days import begin_of, day_of
from quizapp.domain.evidence import WEIGHING, Evidence, Weighing, likelihood
from quizapp.domain.fsrs6 import Model
from quizapp.domain.mixture import Mixture

__all__ = ["PREFERENCES", "Card", "Evidence", "Preferences", "Review", "replayed", "retrievability", "reviewed"]

DESIRED_RETENTION = 0.9
LONGEST_INTERVAL = 36_500
"""Days after which every fact is asked again, as in FSRS: without an end, a date could lie beyond the calendar."""
LAPSED = 0.5
"""Below this chance of having recalled the fact, a review counts as a lapse."""
_DAY = 86_400
_TICK = timedelta(milliseconds=1)


class Preferences(NamedTuple):
    """How a learner is taught: what recall is wanted, the longest interval, FSRS's weights, how evidence is weighed."""

    retention: float = DESIRED_RETENTION
    longest: int = LONGEST_INTERVAL
    model: Model = Model()
    weighing: Weighing = WEIGHING


class Review(NamedTuple):
    """Evidence at a moment, where the learner was, and after how many days it was decided to ask again."""

    at: datetime
    evidence: Evidence
    zone: tzinfo = UTC
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
    today = day_of(review.at, review.zone)
    if card is None:
        reviews, lapses = 1, 0
        states, exact = _begun(preferences, review.evidence)
    else:
        states, known = _moved(card, review, preferences, today)
        reviews, lapses = card.reviews + 1, card.lapses + (known < LAPSED)
        states, exact = mixture.settled(preferences.model, states, preferences.retention)
    days = schedule.candidates(exact, preferences.longest)
    if review.interval is None and choose:
        interval = choose(days)
    else:
        interval = schedule.nearest(exact if review.interval is None else review.interval, days)
    due = begin_of(today + timedelta(days=interval), review.zone)
    if len(states) == 1:
        return Card(states[0][0], states[0][1], review.at, due, reviews, lapses, interval)
    stability = exact if preferences.retention == 0.9 else mixture.interval(preferences.model, states, 0.9)
    difficulty = sum([chance * difficulty for _, difficulty, chance in states])
    return Card(stability, difficulty, review.at, due, reviews, lapses, interval, states)


def counts_at(card: Card | None, now: datetime) -> datetime:
    """Return the moment under which a review is kept, to the millisecond: now, or else just after the card's last one.

    A clock that stands still or was set back must not change the order of a log.
    """
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)
    return max(at, card.reviewed_at + _TICK) if card else at


def replayed(reviews: Iterable[Review], preferences: Preferences = PREFERENCES) -> Card | None:
    """Return the card that a log of reviews, oldest first, leads to."""
    card = None
    for review in reviews:
        card = reviewed(card, review, preferences)
    return card


@lru_cache(maxsize=512)
def _begun(preferences: Preferences, evidence: Evidence) -> tuple[Mixture, float]:
    model, weighing = preferences.model, preferences.weighing
    states = mixture.begun(model, likelihood(evidence, weighing), weighing.known_before)
    return mixture.settled(model, states, preferences.retention)


def _moved(card: Card, review: Review, preferences: Preferences, today: date) -> tuple[Mixture, float]:
    days = _days(card, review.at)
    same_day = days < 1 and day_of(card.reviewed_at, review.zone) >= today
    weighed = likelihood(review.evidence, preferences.weighing)
    return mixture.moved(preferences.model, card.mixture, weighed, days, same_day)


def _days(card: Card, at: datetime) -> float:
    return max(0.0, (at - card.reviewed_at).total_seconds() / _DAY)
