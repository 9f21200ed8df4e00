"""Mock exams: their terms, flags at their places, and their end when the time is up."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, bindparam, select, type_coerce, update

from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import moment_of, sitting, sitting_item


class Terms(NamedTuple):
    """What a sitting is for, until when it is answered at the latest, and whether it has ended."""

    mode: str
    deadline: datetime | None
    is_over: bool


_MINE = (sitting.c.id == bindparam("of_sitting"), sitting.c.learner_id == bindparam("of_learner"))
_TERMS = Statement(
    select(sitting.c.mode, type_coerce(sitting.c.deadline, BigInteger), sitting.c.ended_at.is_not(None)).where(*_MINE)
)
_FLAG = Statement(
    update(sitting_item)
    .where(sitting_item.c.sitting_id == bindparam("of_sitting"), sitting_item.c.position == bindparam("at_place"))
    .values(flagged=bindparam("is_flagged"))
)


def terms(direct: Direct, learner_id: int, sitting_id: str) -> Terms | None:
    """Find the terms of a learner's own sitting."""
    rows = _TERMS.rows(direct, of_learner=learner_id, of_sitting=sitting_id)
    if not rows:
        return None
    mode, deadline, is_over = rows[0]
    return Terms(mode, None if deadline is None else moment_of(deadline), bool(is_over))


def flag(direct: Direct, sitting_id: str, position: int, flagged: bool) -> None:
    """Put a flag on a place, or take it away."""
    _FLAG.run(direct, of_sitting=sitting_id, at_place=position, is_flagged=flagged)


def has_overdue(connection: Connection, learner_id: int, now: datetime) -> bool:
    """Say whether a learner has a sitting whose time is up and that has not ended."""
    return connection.execute(select(sitting.c.id).where(*_overdue(learner_id, now)).limit(1)).first() is not None


def end_overdue(connection: Connection, learner_id: int, now: datetime) -> None:
    """End a learner's sittings whose time is up: at the moment when it was up."""
    connection.execute(update(sitting).where(*_overdue(learner_id, now)).values(ended_at=sitting.c.deadline))


def _overdue(learner_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (sitting.c.learner_id == learner_id, sitting.c.ended_at.is_(None), sitting.c.deadline <= now)
