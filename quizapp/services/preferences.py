"""How each learner wants to learn: what recall, how much a day. A change rebuilds the cards, so it holds at once."""

from datetime import datetime, tzinfo
from typing import NamedTuple

from quizapp.domain import days
from quizapp.domain.memory import PREFERENCES
from quizapp.domain.planning import NO_LIMITS, Limits
from quizapp.errors import Refused
from quizapp.services.people import Actor
from quizapp.services.replay import Replayed, rebuild
from quizapp.storage import answers, learning, memories
from quizapp.storage.database import Connection, Database

LOWEST_RETENTION, HIGHEST_RETENTION = 0.70, 0.97
"""Below, most answers are wrong before they are right; above, each point costs more questions than it is worth."""
SHORTEST_LONGEST = 30


class Wanted(NamedTuple):
    """What a learner wants: the chance of recall when a fact is asked again, the longest wait in days, daily limits.

    `says_how_sure` is whether to be asked with each question how sure the answer is.
    """

    retention: float = PREFERENCES.retention
    longest: int = PREFERENCES.longest
    limits: Limits = NO_LIMITS
    says_how_sure: bool = False


def wanted(db: Database, actor: Actor) -> Wanted:
    """Return what the actor wants."""
    with db.reading_directly() as direct:
        said = memories.said(direct, actor.id)
    limits = Limits(said.get("new_a_day"), said.get("reviews_a_day"))
    return Wanted(
        said.get("retention", PREFERENCES.retention), said.get("longest", PREFERENCES.longest), limits,
        said.get("says_how_sure", False),
    )  # fmt: skip


def want(db: Database, actor: Actor, new: Wanted) -> Replayed:
    """Keep what the actor wants, and rebuild the actor's cards by it.

    Raises:
        Refused: a number lies outside of what makes sense.
    """
    _check(new)
    with db.writing_directly() as direct:
        answers.lock(direct, actor.id)
        memories.say(
            direct, actor.id, retention=new.retention, longest=new.longest,
            new_a_day=new.limits.new, reviews_a_day=new.limits.reviews,
            says_how_sure=new.says_how_sure,
        )  # fmt: skip
        return rebuild(direct, actor.id)


def left_today(connection: Connection, actor: Actor, now: datetime, zone: tzinfo, limits: Limits) -> Limits:
    """Return what is left of the actor's limits on the day that it is where the actor is."""
    if limits == NO_LIMITS:
        return limits
    begin = days.begin_of(days.day_of(now, zone), zone)
    return limits.after(*learning.practised_since(connection, actor.id, begin))


def _check(new: Wanted) -> None:
    if not LOWEST_RETENTION <= new.retention <= HIGHEST_RETENTION:
        raise Refused(f"{new.retention:.0%} cannot be aimed at: choose between 70 % and 97 %.")
    if not SHORTEST_LONGEST <= new.longest <= PREFERENCES.longest:
        raise Refused(f"A longest wait of {new.longest} days is not possible: choose between 30 days and 100 years.")
    for limit in new.limits:
        if limit is not None and limit < 0:
            raise Refused(f"{limit} facts a day are not possible: choose 0 or more.")
