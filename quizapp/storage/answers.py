"""The answer path: the open item of a sitting with its cards, and what a response adds to the log."""

import json
from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import (
    insert,
)  # SQLite spells ON CONFLICT alike, and its compiler reads this

from quizapp.domain.memory import Card, Preferences, Review
from quizapp.domain.modes import Mode
from quizapp.storage.memories import (
    ADD_REVIEW,
    CARD_COLUMNS,
    PUT_CARD,
    card_of,
    card_values,
    preferences_of,
    zone_of,
)
from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import (
    attempt,
    card,
    milliseconds,
    person,
    question_fact,
    question_version,
    sitting,
    sitting_item,
)


class Item(NamedTuple):
    """A place in a sitting: the question version shown there, how it is shown, and the response as JSON.

    `repeats` is the place where the question was asked first, if it was missed; `to_repeat` counts the missed questions
    of the sitting that are still to be asked again.
    """

    sitting_id: str
    length: int
    position: int
    attempt_id: str
    question_id: str
    version: int
    body: str
    shown: str
    response: str | None
    score: float | None
    mode: str = Mode.PRACTICE
    is_over: bool = False
    repeats: int | None = None
    flagged: bool = False
    to_repeat: int = 0


class Attempt(NamedTuple):
    """A response to an item, as JSON, marked."""

    item: Item
    learner_id: int
    response: str
    score: float
    seconds: float | None
    answered_at: datetime


class Asked(NamedTuple):
    """An item with what a response to it moves: the learner's cards, None where there is none yet.

    `following` is the item after it, unless that has a response already. `loads` counts the facts due on each day to
    come, as they were when the sitting began: near enough to even them out.
    """

    item: Item
    following: Item | None
    cards: dict[str, Card | None]
    preferences: Preferences
    zone: tzinfo
    loads: Mapping[int, int]


_repeat, _repeated = sitting_item.alias("repeat"), attempt.alias("repeated")
TO_REPEAT = (
    select(func.count())
    .select_from(_repeat.outerjoin(_repeated, _repeated.c.id == _repeat.c.attempt_id))
    .where(_repeat.c.sitting_id == sitting.c.id, _repeat.c.position >= sitting.c.length, _repeated.c.id.is_(None))
    .correlate(sitting)
    .scalar_subquery()
)
"""How many missed questions are still to be asked again: they stand behind the places that were planned."""
ITEM_COLUMNS = (
    sitting_item.c.sitting_id,
    sitting.c.length,
    sitting_item.c.position,
    sitting_item.c.attempt_id,
    sitting_item.c.question_id,
    sitting_item.c.version,
    question_version.c.body,
    sitting_item.c.shown,
    attempt.c.response,
    attempt.c.score,
    sitting.c.mode,
    sitting.c.ended_at.is_not(None),
    sitting_item.c.repeats,
    sitting_item.c.flagged,
    TO_REPEAT,
)


def _version_of(item: FromClause, version: FromClause) -> ColumnElement[bool]:
    return and_(version.c.question_id == item.c.question_id, version.c.version == item.c.version)


ITEMS = (
    sitting_item.join(sitting, sitting.c.id == sitting_item.c.sitting_id)
    .join(question_version, _version_of(sitting_item, question_version))
    .outerjoin(attempt, attempt.c.id == sitting_item.c.attempt_id)
)
_THIS_PLACE = (
    sitting_item.c.sitting_id == bindparam("sitting_id"),
    sitting_item.c.position == bindparam("position"),
    sitting.c.learner_id == bindparam("learner_id"),
)
_ITEM = Statement(select(*ITEM_COLUMNS).select_from(ITEMS).where(*_THIS_PLACE))

_next_item, _next_version, _next_attempt = sitting_item.alias(), question_version.alias(), attempt.alias()
_FOLLOWING = (
    _next_item.c.position,
    _next_item.c.attempt_id,
    _next_item.c.question_id,
    _next_item.c.version,
    _next_version.c.body,
    _next_item.c.shown,
    _next_item.c.repeats,
    _next_attempt.c.id,
)
_TERMS = (person.c.preferences, sitting.c.zone, sitting.c.loads)
_ASKED = Statement(
    select(*ITEM_COLUMNS, *_TERMS, *_FOLLOWING, question_fact.c.fact_id, *CARD_COLUMNS)
    .select_from(
        ITEMS.join(person, person.c.id == sitting.c.learner_id)
        .join(question_fact, question_fact.c.question_id == sitting_item.c.question_id)
        .outerjoin(card, and_(card.c.learner_id == sitting.c.learner_id, card.c.fact_id == question_fact.c.fact_id))
        .outerjoin(
            _next_item,
            and_(
                _next_item.c.sitting_id == sitting_item.c.sitting_id,
                _next_item.c.position == sitting_item.c.position + literal_column("1"),
            ),
        )
        .outerjoin(_next_version, _version_of(_next_item, _next_version))
        .outerjoin(_next_attempt, _next_attempt.c.id == _next_item.c.attempt_id)
    )
    .where(*_THIS_PLACE)
)
_ITEM_ENDS = len(ITEM_COLUMNS)
_TERMS_END = _ITEM_ENDS + len(_TERMS)
_FOLLOWING_ENDS = _TERMS_END + len(_FOLLOWING)
_LOCK = Statement(select(person.c.id).where(person.c.id == bindparam("learner_id")).with_for_update())


# A second click finds the first one's row.
_ADD_ATTEMPT = Statement(insert(attempt).on_conflict_do_nothing(index_elements=[attempt.c.id]))


def lock(direct: Direct, learner_id: int) -> None:
    """Let one response of a learner through at a time; on SQLite there is one writer at a time anyway."""
    if not direct.is_sqlite:
        _LOCK.rows(direct, learner_id=learner_id)


def item_at(direct: Direct, learner_id: int, sitting_id: str, position: int) -> Item | None:
    """Find an item of a learner's own sitting."""
    rows = _ITEM.rows(direct, learner_id=learner_id, sitting_id=sitting_id, position=position)
    return Item(*rows[0]) if rows else None


def asked(direct: Direct, learner_id: int, sitting_id: str, position: int) -> Asked | None:
    """Find an item of a learner's own sitting, with what a response to it moves."""
    rows = _ASKED.rows(direct, learner_id=learner_id, sitting_id=sitting_id, position=position)
    if not rows:
        return None
    first = rows[0]
    item = Item(*first[:_ITEM_ENDS])
    said, zone, loads = first[_ITEM_ENDS:_TERMS_END]
    *place, repeats, answered = first[_TERMS_END:_FOLLOWING_ENDS]
    is_open = place[0] is not None and not answered
    following = Item._make((*item[:2], *place, None, None, *item[10:12], repeats, False, 0)) if is_open else None
    cards = {row[_FOLLOWING_ENDS]: card_of(row[_FOLLOWING_ENDS + 1 :]) for row in rows}
    return Asked(item, following, cards, preferences_of(said), zone_of(zone), _loads(loads))


def add_attempt(direct: Direct, given: Attempt) -> bool:
    """Append an attempt; say whether it is new."""
    item = given.item
    return (
        _ADD_ATTEMPT.run(
            direct,
            id=item.attempt_id,
            learner_id=given.learner_id,
            sitting_id=item.sitting_id,
            question_id=item.question_id,
            version=item.version,
            response=given.response,
            score=given.score,
            seconds=given.seconds,
            answered_at=milliseconds(given.answered_at),
        )
        == 1
    )


def add_review(
    direct: Direct, learner_id: int, fact_id: str, attempt_id: str, given: Review
) -> None:  # fmt: skip
    """Append a review to the log."""
    evidence = given.evidence
    ADD_REVIEW.run(
        direct,
        learner_id=learner_id,
        fact_id=fact_id,
        attempt_id=attempt_id,
        reviewed_at=milliseconds(given.at),
        zone=str(given.zone),
        score=evidence.score,
        guess=evidence.guess,
        slip=evidence.slip,
        rating=evidence.rating,
        confidence=evidence.confidence,
        hints=evidence.hints,
        interval=given.interval,
    )


def put_card(direct: Direct, learner_id: int, fact_id: str, now: Card) -> None:
    """Keep a card in place of the one before."""
    PUT_CARD.run(direct, **card_values(learner_id, fact_id, now))


@lru_cache(maxsize=512)
def _loads(counts: str) -> Mapping[int, int]:
    return {int(day): count for day, count in json.loads(counts).items()}
