"""Sittings: planned, found again, ended, looked back on."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, exists, func, insert, select, update

from quizapp.domain.modes import Mode
from quizapp.storage.answers import ITEM_COLUMNS, ITEMS, Item
from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import attempt, sitting, sitting_item


class SittingRow(NamedTuple):
    """One run of a learner through questions; `length` counts its items."""

    id: str
    mode: str
    title: str
    length: int
    started_at: datetime
    ended_at: datetime | None
    deadline: datetime | None = None


class SittingScore(NamedTuple):
    """A sitting with how many of its questions were answered, and the sum of the scores of the first answers."""

    sitting: SittingRow
    answered: int
    score: float


_ROW = tuple(sitting.c[name] for name in SittingRow._fields)
_IS_SECRET = and_(sitting.c.mode == Mode.EXAM, sitting.c.ended_at.is_(None))
"""An exam that is not over tells no score."""
_FIRST_OPEN = Statement(
    select(func.min(sitting_item.c.position))
    .select_from(sitting)
    .join(sitting_item, sitting_item.c.sitting_id == sitting.c.id)
    .outerjoin(attempt, attempt.c.id == sitting_item.c.attempt_id)
    .where(
        sitting.c.id == bindparam("sitting_id"),
        sitting.c.learner_id == bindparam("learner_id"),
        attempt.c.id.is_(None),
    )
)


def add_sitting(
    connection: Connection,
    learner_id: int,
    row: SittingRow,
    items: Sequence[Item],
    zone: tzinfo = UTC,
    loads: Mapping[int, int] | None = None,
) -> None:
    """Add a sitting with its items, where the learner is, and how many facts are due on each day to come."""
    context = {"zone": str(zone), "loads": json.dumps(loads or {})}
    connection.execute(insert(sitting).values(learner_id=learner_id, **context, **row._asdict()))
    kept = [column.name for column in sitting_item.columns]
    connection.execute(insert(sitting_item), [{name: getattr(item, name) for name in kept} for item in items])


def first_open(direct: Direct, learner_id: int, sitting_id: str) -> int | None:
    """Find the first place of a learner's own sitting that has no response."""
    found: int | None = _FIRST_OPEN.rows(direct, sitting_id=sitting_id, learner_id=learner_id)[0][0]
    return found


def sitting_row(connection: Connection, learner_id: int, sitting_id: str) -> SittingRow | None:
    """Find a learner's own sitting."""
    row = connection.execute(
        select(*_ROW).where(sitting.c.id == sitting_id, sitting.c.learner_id == learner_id)
    ).first()  # fmt: skip
    return SittingRow(*row) if row else None


def end_sitting(connection: Connection, learner_id: int, sitting_id: str, now: datetime) -> None:
    """End a sitting that is still open."""
    mine = (sitting.c.id == sitting_id, sitting.c.learner_id == learner_id, sitting.c.ended_at.is_(None))
    connection.execute(update(sitting).where(*mine).values(ended_at=now))


def leave_out(connection: Connection, question_ids: Collection[str]) -> None:
    """Take questions out of everybody's sittings where they were not answered; the other places stay where they are."""
    answered = exists().where(attempt.c.id == sitting_item.c.attempt_id)
    under_way = select(sitting.c.id).where(sitting.c.ended_at.is_(None))
    gone = (sitting_item.c.question_id.in_(list(question_ids)), sitting_item.c.sitting_id.in_(under_way), ~answered)
    if question_ids:
        connection.execute(delete(sitting_item).where(*gone))


def open_sitting(connection: Connection, learner_id: int) -> SittingRow | None:
    """Find the learner's newest sitting that has not ended."""
    row = connection.execute(
        select(*_ROW)
        .where(sitting.c.learner_id == learner_id, sitting.c.ended_at.is_(None))
        .order_by(sitting.c.started_at.desc())
        .limit(1)
    ).first()
    return SittingRow(*row) if row else None


def history(connection: Connection, learner_id: int, limit: int) -> list[SittingScore]:
    """Find the learner's newest sittings with at least one response, newest first."""
    answered = func.count(attempt.c.id)
    rows = connection.execute(
        select(*_ROW, answered, func.coalesce(func.sum(attempt.c.score), 0.0))
        .join(sitting_item, sitting_item.c.sitting_id == sitting.c.id)
        .outerjoin(attempt, attempt.c.id == sitting_item.c.attempt_id)
        .where(sitting.c.learner_id == learner_id, sitting_item.c.repeats.is_(None), ~_IS_SECRET)
        .group_by(*_ROW)
        .having(answered > 0)
        .order_by(sitting.c.started_at.desc())
        .limit(limit)
    )
    return [SittingScore(SittingRow(*row[:-2]), *row[-2:]) for row in rows]


def last_answered(connection: Connection, learner_id: int, sitting_id: str) -> int | None:
    """Find the place of a learner's own sitting that was answered last."""
    mine = (sitting_item.c.sitting_id == sitting_id, sitting.c.learner_id == learner_id)
    last = (attempt.c.answered_at.desc(), sitting_item.c.position.desc())
    places = select(sitting_item.c.position).select_from(ITEMS).where(*mine, attempt.c.id.is_not(None))
    return connection.scalar(places.order_by(*last).limit(1))


def items(connection: Connection, learner_id: int, sitting_id: str) -> list[Item]:
    """Find the items of a learner's own sitting with the questions as they were asked and the responses."""
    mine = (sitting_item.c.sitting_id == sitting_id, sitting.c.learner_id == learner_id)
    wanted = select(*ITEM_COLUMNS).select_from(ITEMS).where(*mine).order_by(sitting_item.c.position)
    return [Item._make(row) for row in connection.execute(wanted)]
