"""Flashcards: all that are open are dealt at once, and grades come back as fast as a person is, many at a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from question_bank.interactions import SelfRate
from question_bank.marking import RATINGS, NotAnAnswer
from quizapp.domain.evidence import Evidence
from quizapp.services.people import Actor
from quizapp.services.shown import Shown, shown
from quizapp.services.sittings import answer, end, reviewing
from quizapp.storage import answers, sittings
from quizapp.storage.database import Database

_TICK = timedelta(milliseconds=1)  # so that the log has the order in which they were given
LONGEST = 24 * 60 * 60
"""Seconds after which nobody knows any more how long a card was looked at."""


class Dealt(NamedTuple):
    """A card with the days after which it comes back for each of the ratings; none if it was missed before."""

    shown: Shown
    intervals: Sequence[int]


class Grade(NamedTuple):
    """A rating of a card, by the id of the attempt that it is, and the seconds that it took."""

    attempt_id: str
    rating: str
    seconds: float | None


def hand(db: Database, actor: Actor, sitting_id: str, now: datetime) -> list[Dealt]:
    """Deal the cards of a sitting that have no grade yet, in their order."""
    with db.reading() as connection:
        items = sittings.items(connection, actor.id, sitting_id)
    cards = [one for one in map(shown, items) if one.given is None and isinstance(one.interaction, SelfRate)]
    with db.reading_directly() as direct:
        found = [answers.asked(direct, actor.id, sitting_id, one.position) for one in cards]
    return [Dealt(one, _forecast(actor, asked, one, now)) for one, asked in zip(cards, found, strict=True) if asked]


def grade(db: Database, actor: Actor, sitting_id: str, grades: Sequence[Grade], now: datetime) -> int:
    """Take grades in their order, each committed by itself; return how many were new.

    A grade that was taken before, or of a card that is none of the sitting's, is passed over.
    """
    with db.reading() as connection:
        items = sittings.items(connection, actor.id, sitting_id)
    open_at = {item.attempt_id: item.position for item in items if item.response is None}
    taken, is_last = 0, False
    for one in grades:
        position = open_at.pop(one.attempt_id, None)
        if position is None:
            continue
        seconds = one.seconds if one.seconds is not None and 0 <= one.seconds <= LONGEST else None
        try:
            is_last = answer(db, actor, sitting_id, position, one.rating, seconds, now + taken * _TICK).is_last
        except NotAnAnswer:
            continue
        taken += 1
    if is_last:
        end(db, actor, sitting_id, now)
    return taken


def _forecast(actor: Actor, asked: answers.Asked, card: Shown, now: datetime) -> list[int]:
    """Return the days after which a card comes back: for each rating, as soon as one of its facts does."""
    if card.repeats is not None or not asked.cards:
        return []
    marks = (Evidence.of(card.question.grade(rating), card.question.guess_score()) for rating in RATINGS)
    return [min(reviewing(actor, asked, fact_id, mark, now)[1].interval for fact_id in asked.cards) for mark in marks]
