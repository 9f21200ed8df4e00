"""Exams that learners prepare for, one each."""

from collections.abc import Sequence
from datetime import date, datetime
from json import dumps, loads
from typing import NamedTuple

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert  # SQLite's compiler reads it too

from quizapp.storage.tables import exam


class ExamRow(NamedTuple):
    """A day, topics and minutes a day."""

    day: date
    topics: Sequence[str]
    minutes: int


def exam_of(connection: Connection, learner_id: int) -> ExamRow | None:
    """Find the exam that a learner prepares for."""
    wanted = select(exam.c.day, exam.c.topics, exam.c.minutes).where(exam.c.learner_id == learner_id)
    found = connection.execute(wanted).first()
    return ExamRow(date.fromisoformat(found.day), loads(found.topics), found.minutes) if found else None


def put_exam(connection: Connection, learner_id: int, wanted: ExamRow, now: datetime) -> None:
    """Keep the exam that a learner prepares for, in place of the one before."""
    topics = dumps(wanted.topics, ensure_ascii=False)
    values = {"day": wanted.day.isoformat(), "topics": topics, "minutes": wanted.minutes, "planned_at": now}
    adding = insert(exam).values(learner_id=learner_id, **values)
    connection.execute(adding.on_conflict_do_update(index_elements=[exam.c.learner_id], set_=values))


def remove_exam(connection: Connection, learner_id: int) -> None:
    """Forget the exam that a learner prepares for."""
    connection.execute(delete(exam).where(exam.c.learner_id == learner_id))
