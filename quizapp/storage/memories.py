"""Cards and the log of reviews as rows, preferences as text; and what a replay reads and writes, learner by learner."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    exists,
    func,
    literal_column,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # SQLite's compiler reads it too

from quizapp.domain.fsrs6 import Model
from quizapp.domain.memory import PREFERENCES, Card, Evidence, Preferences, Review
from quizapp.storage.corrections import Correction, corrections
from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import Moment, card, milliseconds, moment_of, person, reset, review

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
_NOT_RESET = ~exists().where(*(reset.c[name] == review.c[name] for name in ("learner_id", "fact_id", "attempt_id")))
_LOG = Statement(
    select(review.c.fact_id, review.c.attempt_id, *REVIEW_COLUMNS)
    .where(review.c.learner_id == _MINE, _NOT_RESET)
    .order_by(review.c.fact_id, review.c.reviewed_at, review.c.attempt_id)
)
_LOG_OF = Statement(
    select(review.c.attempt_id, *REVIEW_COLUMNS)
    .where(review.c.learner_id == _MINE, review.c.fact_id == bindparam("of_fact"), _NOT_RESET)
    .order_by(review.c.reviewed_at, review.c.attempt_id)
)
_LAPSED = Statement(
    select(card.c.fact_id)
    .where(card.c.learner_id == _MINE, card.c.lapses >= bindparam("times"), card.c.stability < bindparam("days"))
    .order_by(card.c.fact_id)
)
_FACTS_OF_ATTEMPT = Statement(
    select(review.c.fact_id).where(review.c.learner_id == _MINE, review.c.attempt_id == bindparam("attempt_id"))
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
    """Return what of a learner's preferences the memory goes by."""
    values = json.loads(said) if said else {}
    known = {name: values[name] for name in ("retention", "longest") if name in values}
    if "weights" in values:
        known["model"] = Model(tuple(values["weights"]))
    return PREFERENCES._replace(**known)


def said(direct: Direct, learner_id: int) -> dict[str, Any]:
    """Find all that is kept of a learner's preferences, by name."""
    kept = _PREFERENCES.rows(direct, learner_id=learner_id)[0][0]
    return json.loads(kept) if kept else {}


def say(direct: Direct, learner_id: int, **values: Any) -> None:
    """Keep some of a learner's preferences by name, and leave the others as they are."""
    _PREFER.run(direct, whose=learner_id, said=json.dumps(said(direct, learner_id) | values))


def preferences(direct: Direct, learner_id: int) -> Preferences:
    """Find what of a learner's preferences the memory goes by."""
    return preferences_of(_PREFERENCES.rows(direct, learner_id=learner_id)[0][0])


def learners(direct: Direct) -> list[tuple[int, int]]:
    """Find everybody, with the number of their reviews."""
    return _LEARNERS.rows(direct)


def outdated(direct: Direct) -> set[int]:
    """Find who has cards of an earlier memory: those without the interval after which the fact is asked again."""
    return {learner_id for (learner_id,) in _OUTDATED.rows(direct)}


def lapsed(direct: Direct, learner_id: int, times: int, days: float) -> dict[str, list[Review]]:
    """Find the facts that a learner forgot at least so many times and holds for less than some days, with their logs.

    The logs are as corrected, oldest first.
    """
    corrected = corrections(direct, learner_id)
    found = [fact_id for (fact_id,) in _LAPSED.rows(direct, learner_id=learner_id, times=times, days=days)]
    rows = ((fact_id, _LOG_OF.rows(direct, learner_id=learner_id, of_fact=fact_id)) for fact_id in found)
    return {fact_id: list(_corrected(of_fact, corrected)) for fact_id, of_fact in rows}


def logs(direct: Direct, learner_id: int) -> Iterator[tuple[str, Iterator[Review]]]:
    """Find a learner's facts, each with its log of reviews as corrected, oldest first."""
    corrected = corrections(direct, learner_id)
    for fact_id, rows in groupby(_LOG.rows(direct, learner_id=learner_id), key=itemgetter(0)):
        yield fact_id, _corrected((row[1:] for row in rows), corrected)


def log(direct: Direct, learner_id: int, fact_id: str) -> Iterator[Review]:
    """Find a learner's log of reviews for one fact as corrected, oldest first."""
    rows = _LOG_OF.rows(direct, learner_id=learner_id, of_fact=fact_id)
    return _corrected(rows, corrections(direct, learner_id))


def facts_reviewed_by(direct: Direct, learner_id: int, attempt_id: str) -> list[str]:
    """Find the facts that an attempt was a review of."""
    return [fact_id for (fact_id,) in _FACTS_OF_ATTEMPT.rows(direct, learner_id=learner_id, attempt_id=attempt_id)]


def _corrected(rows: Iterable[Sequence[Any]], corrected: Mapping[str, Correction]) -> Iterator[Review]:
    for attempt_id, *values in rows:
        given, correction = review_of(values), corrected.get(attempt_id)
        evidence = correction.of(given.evidence) if correction else given.evidence
        if evidence is not None:
            yield given._replace(evidence=evidence) if correction else given


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
