"""Cards and the log of reviews as rows, preferences as text; and what a replay reads and writes, learner by learner."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, tzinfo
from functools import lru_cache
from itertools import groupby, starmap
from operator import itemgetter
from struct import Struct
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # SQLite's compiler reads it too

from quizapp.domain.fsrs6 import Model
from quizapp.domain.memory import PREFERENCES, Card, Evidence, Preferences, Review
from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import Moment, card, milliseconds, moment_of, person, review

_STATE = Struct("<3d")
"""One state of a mixture: JSON would cost as much as all of the arithmetic."""


def _raw(column: Column[Any]) -> ColumnElement[Any]:
    """Return a column of moments as the driver has it, in milliseconds, whoever reads it."""
    return type_coerce(column, BigInteger) if isinstance(column.type, Moment) else column


CARD_COLUMNS = tuple(_raw(card.c[name]) for name in Card._fields)
REVIEW_COLUMNS = (
    _raw(review.c.reviewed_at), review.c.zone, review.c.interval,
    review.c.score, review.c.guess, review.c.rating, review.c.slip, review.c.confidence, review.c.hints,
)  # fmt: skip


def _put_card() -> Statement:
    added = insert(card)
    key = [card.c.learner_id, card.c.fact_id]
    moved = {name: added.excluded[name] for name in Card._fields}
    return Statement(added.on_conflict_do_update(index_elements=key, set_=moved))


PUT_CARD = _put_card()
ADD_REVIEW = Statement(insert(review).on_conflict_do_nothing(index_elements=list(review.primary_key.columns)))
_MINE: BindParameter[int] = bindparam("learner_id")
_LOG = Statement(
    select(review.c.fact_id, *REVIEW_COLUMNS)
    .where(review.c.learner_id == _MINE)
    .order_by(review.c.fact_id, review.c.reviewed_at, review.c.attempt_id)
)
_CARDS = Statement(select(card.c.fact_id, *CARD_COLUMNS).where(card.c.learner_id == _MINE))
_REMOVE_CARD = Statement(delete(card).where(card.c.learner_id == _MINE, card.c.fact_id == bindparam("of_fact")))
_LEARNERS = Statement(
    select(person.c.id, func.count(review.c.fact_id))
    .outerjoin(review, review.c.learner_id == person.c.id)
    .group_by(person.c.id)
    .order_by(person.c.id)
)
_OUTDATED = Statement(select(card.c.learner_id).where(card.c.interval == literal_column("0")).distinct())
_PREFERENCES = Statement(select(person.c.preferences).where(person.c.id == _MINE))
_PREFER = Statement(update(person).where(person.c.id == bindparam("whose")).values(preferences=bindparam("said")))


def card_of(values: Sequence[Any]) -> Card | None:
    """Return the card of a row as the driver has it, or None where there is none."""
    stability, difficulty, reviewed_at, due, reviews, lapses, interval, states = values
    if stability is None:
        return None
    mixture = tuple(_STATE.iter_unpack(states)) if states else ()
    return Card(stability, difficulty, moment_of(reviewed_at), moment_of(due), reviews, lapses, interval, mixture)


def card_values(learner_id: int, fact_id: str, now: Card) -> dict[str, Any]:
    """Return the values that a card's row takes."""
    return {
        "learner_id": learner_id,
        "fact_id": fact_id,
        "stability": now.stability,
        "difficulty": now.difficulty,
        "reviewed_at": milliseconds(now.reviewed_at),
        "due": milliseconds(now.due),
        "reviews": now.reviews,
        "lapses": now.lapses,
        "interval": now.interval,
        "states": b"".join(starmap(_STATE.pack, now.states)) or None,
    }


def review_of(values: Sequence[Any]) -> Review:
    """Return the review of a row as the driver has it."""
    reviewed_at, zone, interval, *evidence = values
    return Review(moment_of(reviewed_at), Evidence(*evidence), zone_of(zone), interval)


@lru_cache(maxsize=512)
def zone_of(name: str) -> tzinfo:
    """Return the time zone of a name; an unknown one counts as UTC."""
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


@lru_cache(maxsize=512)
def preferences_of(said: str | None) -> Preferences:
    """Return the preferences that a text says."""
    values = json.loads(said) if said else {}
    if "weights" in values:
        values["model"] = Model(tuple(values.pop("weights")))
    return PREFERENCES._replace(**values)


def preferences(direct: Direct, learner_id: int) -> Preferences:
    """Find a learner's preferences."""
    return preferences_of(_PREFERENCES.rows(direct, learner_id=learner_id)[0][0])


def prefer(direct: Direct, learner_id: int, wanted: Preferences) -> None:
    """Keep a learner's preferences."""
    said = {"retention": wanted.retention, "longest": wanted.longest, "weights": wanted.model.w}
    _PREFER.run(direct, whose=learner_id, said=json.dumps(said))


def learners(direct: Direct) -> list[tuple[int, int]]:
    """Find everybody, with the number of their reviews."""
    return _LEARNERS.rows(direct)


def outdated(direct: Direct) -> set[int]:
    """Find who has cards of an earlier memory: those without the interval after which the fact is asked again."""
    return {learner_id for (learner_id,) in _OUTDATED.rows(direct)}


def logs(direct: Direct, learner_id: int) -> Iterator[tuple[str, Iterator[Review]]]:
    """Find a learner's facts, each with its log of reviews, oldest first."""
    for fact_id, rows in groupby(_LOG.rows(direct, learner_id=learner_id), key=itemgetter(0)):
        yield fact_id, (review_of(row[1:]) for row in rows)


def cards(direct: Direct, learner_id: int) -> dict[str, Card]:
    """Find a learner's cards by fact."""
    found = ((row[0], card_of(row[1:])) for row in _CARDS.rows(direct, learner_id=learner_id))
    return {fact_id: one for fact_id, one in found if one}


def put_cards(direct: Direct, learner_id: int, now: Iterable[tuple[str, Card]]) -> None:
    """Keep cards in place of those before."""
    PUT_CARD.run_many(direct, [card_values(learner_id, fact_id, one) for fact_id, one in now])


def remove_cards(direct: Direct, learner_id: int, fact_ids: Iterable[str]) -> None:
    """Remove cards."""
    _REMOVE_CARD.run_many(direct, [{"learner_id": learner_id, "of_fact": one} for one in fact_ids])
