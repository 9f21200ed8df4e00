"""The exam that a learner prepares for is one row, kept and replaced whole."""

from __future__ import annotations

from datetime import date

from quizapp.services.people import Actor
from quizapp.storage import exams
from quizapp.storage.database import Database
from quizapp.storage.exams import ExamRow
from tests.quizapp.people import NOW

JUNE = ExamRow(date(2026, 6, 12), ["Trade", "World “order”"], 20)
JULY = ExamRow(date(2026, 7, 1), [], 45)


def kept(db: Database, actor: Actor) -> ExamRow | None:
    with db.reading() as connection:
        return exams.exam_of(connection, actor.id)


def put(db: Database, actor: Actor, row: ExamRow) -> None:
    with db.writing() as connection:
        exams.put_exam(connection, actor.id, row, NOW)


def test_an_exam_comes_back_as_it_was_kept(db: Database, bob: Actor, charlie: Actor) -> None:
    put(db, bob, JUNE)
    assert kept(db, bob) == JUNE
    assert kept(db, charlie) is None


def test_an_exam_takes_the_place_of_the_one_before(db: Database, bob: Actor) -> None:
    put(db, bob, JUNE)
    put(db, bob, JULY)
    assert kept(db, bob) == JULY


def test_an_exam_is_removed_for_its_learner_alone(db: Database, bob: Actor, charlie: Actor) -> None:
    put(db, bob, JUNE)
    put(db, charlie, JULY)
    with db.writing() as connection:
        exams.remove_exam(connection, bob.id)
    assert (kept(db, bob), kept(db, charlie)) == (None, JULY)
