"""The answer path: the open item of a sitting with its cards, and what a response adds to the log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, and_, bindparam, select
from sqlalchemy.dialects.postgresql import (
    insert,
)  # SQLite spells ON CONFLICT alike, and its compiler reads this

from quizapp.domain.memory import Card, Review
from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import (
    attempt,
    card,
    milliseconds,
    moment_of,
    person,
    question_fact,
    question_version,
    review,
    sitting,
    sitting_item,
)


class Item(NamedTuple):
    """A place in a sitting: the question version shown there, how it is shown, and the response as JSON."""

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


class Attempt(NamedTuple):
    """A response to an item, as JSON, marked."""

    item: Item
    learner_id: int
    response: str
    score: float
    seconds: float | None
    answered_at: datetime


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
)
ITEMS = (
    sitting_item.join(sitting, sitting.c.id == sitting_item.c.sitting_id)
    .join(
        question_version,
        and_(
            question_version.c.question_id == sitting_item.c.question_id,
            question_version.c.version == sitting_item.c.version,
        ),
    )
    .outerjoin(attempt, attempt.c.id == sitting_item.c.attempt_id)
)
_THIS_PLACE = (
    sitting_item.c.sitting_id == bindparam("sitting_id"),
    sitting_item.c.position == bindparam("position"),
    sitting.c.learner_id == bindparam("learner_id"),
)
_ITEM = Statement(select(*ITEM_COLUMNS).select_from(ITEMS).where(*_THIS_PLACE))
_ITEM_WITH_CARDS = Statement(
    select(*ITEM_COLUMNS, question_fact.c.fact_id, *(card.c[name] for name in Card._fields))
    .select_from(
        ITEMS.join(question_fact, question_fact.c.question_id == sitting_item.c.question_id).outerjoin(
            card, and_(card.c.learner_id == sitting.c.learner_id, card.c.fact_id == question_fact.c.fact_id)
        )
    )
    .where(*_THIS_PLACE)
)
_LOCK = Statement(select(person.c.id).where(person.c.id == bindparam("learner_id")).with_for_update())


def _add(table: Table) -> Statement:
    """Write an insertion that does nothing where the row exists: a second click finds the first one's row."""
    return Statement(insert(table).on_conflict_do_nothing(index_elements=list(table.primary_key.columns)))


def _put_card() -> Statement:
    added = insert(card)
    key = [card.c.learner_id, card.c.fact_id]
    moved = {name: added.excluded[name] for name in Card._fields}
    return Statement(added.on_conflict_do_update(index_elements=key, set_=moved))


_ADD_ATTEMPT = _add(attempt)
_ADD_REVIEW = _add(review)
_PUT_CARD = _put_card()


def lock(direct: Direct, learner_id: int) -> None:
    """Let one response of a learner through at a time; on SQLite there is one writer at a time anyway."""
    if not direct.is_sqlite:
        _LOCK.rows(direct, learner_id=learner_id)


def item_at(direct: Direct, learner_id: int, sitting_id: str, position: int) -> Item | None:
    """Find an item of a learner's own sitting."""
    rows = _ITEM.rows(direct, learner_id=learner_id, sitting_id=sitting_id, position=position)
    return Item(*rows[0]) if rows else None


def item_with_cards(
    direct: Direct, learner_id: int, sitting_id: str, position: int
) -> tuple[Item | None, dict[str, Card | None]]:
    """Find an item, and the learner's card of each fact that its question asks about; None where there is none yet."""
    rows = _ITEM_WITH_CARDS.rows(direct, learner_id=learner_id, sitting_id=sitting_id, position=position)
    width = len(ITEM_COLUMNS)
    cards = {row[width]: _card(row[width + 1 :]) for row in rows}
    return (Item(*rows[0][:width]) if rows else None), cards


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


def add_review(direct: Direct, learner_id: int, fact_id: str, attempt_id: str, given: Review) -> None:
    """Append a review to the log."""
    _ADD_REVIEW.run(
        direct,
        learner_id=learner_id,
        fact_id=fact_id,
        attempt_id=attempt_id,
        reviewed_at=milliseconds(given.at),
        score=given.evidence.score,
        guess=given.evidence.guess,
        rating=given.evidence.rating,
    )


def put_card(direct: Direct, learner_id: int, fact_id: str, now: Card) -> None:
    """Keep a card in place of the one before."""
    _PUT_CARD.run(
        direct,
        learner_id=learner_id,
        fact_id=fact_id,
        stability=now.stability,
        difficulty=now.difficulty,
        reviewed_at=milliseconds(now.reviewed_at),
        due=milliseconds(now.due),
        reviews=now.reviews,
        lapses=now.lapses,
    )


def _card(values: Sequence[Any]) -> Card | None:
    stability, difficulty, reviewed_at, due, reviews, lapses = values
    if stability is None:
        return None
    return Card(stability, difficulty, moment_of(reviewed_at), moment_of(due), reviews, lapses)
