"""What learners decide about facts: suspend, bury until tomorrow, ask again, begin afresh. The log keeps everything."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from quizapp.domain import days
from quizapp.domain.decisions import Decision, Verb
from quizapp.errors import NotFound
from quizapp.services.people import Actor
from quizapp.services.replay import rebuild_facts
from quizapp.storage import answers, learning, places
from quizapp.storage import decisions as storage
from quizapp.storage.database import Connection, Database, Direct


class Resting(NamedTuple):
    """A fact that the learner is not asked about, for how long, and since when; without an end until it is undone."""

    fact_id: str
    statement: str
    since: datetime
    until: datetime | None


def suspend(db: Database, actor: Actor, fact_ids: Sequence[str], now: datetime) -> None:
    """Ask the actor about some facts no more, until `ask_again`.

    Raises:
        NotFound: there is no such fact.
    """
    _decide(db, actor, fact_ids, Decision(Verb.SUSPEND, now))


def bury(db: Database, actor: Actor, fact_ids: Sequence[str], now: datetime, zone: tzinfo) -> None:
    """Ask the actor about some facts no more today: until the next day begins where the actor is.

    Raises:
        NotFound: there is no such fact.
    """
    _decide(db, actor, fact_ids, Decision(Verb.BURY, now, days.end_of_day(now, zone)))


def ask_again(db: Database, actor: Actor, fact_ids: Sequence[str], now: datetime) -> None:
    """Ask the actor about some facts again.

    Raises:
        NotFound: there is no such fact.
    """
    _decide(db, actor, fact_ids, Decision(Verb.ASK, now))


def begin_afresh(db: Database, actor: Actor, fact_ids: Sequence[str], now: datetime) -> None:
    """Let the actor's answers about some facts up to now count no longer, so that these facts are new again.

    Raises:
        NotFound: there is no such fact.
    """
    with db.writing_directly() as direct:
        _check(direct, actor, fact_ids)
        storage.reset_log(direct, actor.id, fact_ids, now)
        rebuild_facts(direct, actor.id, fact_ids)


def resting(db: Database, actor: Actor, now: datetime) -> list[Resting]:
    """List the facts that the actor is not asked about, in the order of the bank."""
    with db.reading() as connection:
        decided = storage.decisions(connection, actor.id)
        facts = learning.facts_with_cards(connection, actor.id) if decided else []
    return [
        Resting(fact.id, fact.statement, made.made_at, made.until)
        for fact in facts
        if (made := decided.get(fact.id)) and made.rests(now)
    ]


def resting_ids(connection: Connection, actor: Actor, now: datetime) -> set[str]:
    """Return which facts the actor is not asked about, in a transaction that is open."""
    decided = storage.decisions(connection, actor.id)
    return {fact_id for fact_id, made in decided.items() if made.rests(now)}


def _decide(db: Database, actor: Actor, fact_ids: Sequence[str], made: Decision) -> None:
    with db.writing_directly() as direct:
        _check(direct, actor, fact_ids)
        storage.decide(direct, actor.id, fact_ids, made)
        if made.verb is not Verb.ASK:
            places.drop_repeats_of(direct, actor.id, fact_ids)


def _check(direct: Direct, actor: Actor, fact_ids: Sequence[str]) -> None:
    """Lock the actor, and see that all facts are there."""
    answers.lock(direct, actor.id)
    unknown = [fact_id for fact_id in fact_ids if not storage.is_fact(direct, fact_id)]
    if unknown:
        raise NotFound(f"There is no fact “{unknown[0]}” any more: go on with another question.")
