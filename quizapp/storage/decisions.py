"""What learners decided about facts, appended; the last decision about a fact holds."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import BigInteger, Connection, bindparam, delete, func, insert, literal, literal_column, select

from quizapp.domain.decisions import Decision, Verb
from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import card, decision, fact, milliseconds, reset, review

_FACT = Statement(select(fact.c.id).where(fact.c.id == bindparam("of_fact")))
_KEYS = ("learner_id", "fact_id", "attempt_id")
_MINE = (review.c.learner_id == bindparam("of_learner"), review.c.fact_id == bindparam("of_fact"))
_KNOWN_RESET = select(reset.c.attempt_id).where(*(reset.c[name] == review.c[name] for name in _KEYS))
_RESET = Statement(
    insert(reset)
    .inline()
    .from_select(
        [*_KEYS, "made_at"],
        select(*(review.c[name] for name in _KEYS), bindparam("at")).where(*_MINE, ~_KNOWN_RESET.exists()),
    )
)
_before = decision.alias("before")
_LAST_NUMBER = select(func.coalesce(func.max(_before.c.number), literal_column("0"))).where(
    _before.c.learner_id == bindparam("of_learner"), _before.c.fact_id == bindparam("of_fact")
)
_DECIDE = Statement(
    insert(decision)
    .inline()
    .values(
        learner_id=bindparam("of_learner"),
        fact_id=bindparam("of_fact"),
        number=_LAST_NUMBER.scalar_subquery() + literal_column("1"),
        verb=bindparam("what"),
        until=bindparam("up_to"),
        made_at=bindparam("at"),
    )
)


def is_fact(direct: Direct, fact_id: str) -> bool:
    """Say whether there is a fact with this id."""
    return bool(_FACT.rows(direct, of_fact=fact_id))


def decide(direct: Direct, learner_id: int, fact_ids: Iterable[str], made: Decision) -> None:
    """Append a decision about each of some facts."""
    until = None if made.until is None else milliseconds(made.until)
    known = {"of_learner": learner_id, "what": made.verb, "up_to": until, "at": milliseconds(made.made_at)}
    _DECIDE.run_many(direct, [{"of_fact": fact_id, **known} for fact_id in fact_ids])


def decisions(connection: Connection, learner_id: int) -> dict[str, Decision]:
    """Find a learner's last decision about each fact."""
    rows = connection.execute(
        select(decision.c.fact_id, decision.c.verb, decision.c.made_at, decision.c.until)
        .where(decision.c.learner_id == learner_id)
        .order_by(decision.c.fact_id, decision.c.number)
    )
    return {fact_id: Decision(Verb(verb), made_at, until) for fact_id, verb, made_at, until in rows}


def reset_everybody(connection: Connection, fact_ids: Collection[str], now: datetime) -> None:
    """Let nobody's reviews of some facts up to now count any longer, and remove the cards."""
    reviews = select(*(review.c[name] for name in _KEYS), literal(milliseconds(now), BigInteger))
    of_facts = reviews.where(review.c.fact_id.in_(list(fact_ids)), ~_KNOWN_RESET.exists())
    connection.execute(insert(reset).from_select([*_KEYS, "made_at"], of_facts))
    connection.execute(delete(card).where(card.c.fact_id.in_(list(fact_ids))))


def reset_log(direct: Direct, learner_id: int, fact_ids: Iterable[str], now: datetime) -> None:
    """Let no review of some facts up to now count any longer."""
    known = {"of_learner": learner_id, "at": milliseconds(now)}
    _RESET.run_many(direct, [{"of_fact": fact_id, **known} for fact_id in fact_ids])
