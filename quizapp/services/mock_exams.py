"""Mock exams: a clock that runs here and not in the browser, answers to be changed until the end, no marks before.

Every response is committed and counts from then on; whoever changes it takes the earlier one back. So nothing is left
to be done when the time is up, whether or not anybody looks on.
"""

from collections.abc import Sequence
from datetime import datetime
from json import dumps
from typing import NamedTuple

from question_bank.interactions import Response
from quizapp.domain.evidence import Evidence
from quizapp.domain.modes import Mode
from quizapp.errors import NotFound, Refused
from quizapp.services.corrections import take_back
from quizapp.services.people import Actor
from quizapp.services.shown import Shown, question_of, shown
from quizapp.services.sittings import read, remember
from quizapp.storage import answers, sittings
from quizapp.storage import mock_exams as exams
from quizapp.storage.database import Database, Direct

NOT_YOURS = "This exam is not one of yours: begin a new one."


class Exam(NamedTuple):
    """An exam as it stands: its places, and the seconds that are left, 0 once it is over."""

    sitting: sittings.SittingRow
    places: Sequence[Shown]
    seconds_left: float

    @property
    def is_over(self) -> bool:
        """Say whether nothing more is taken."""
        return self.sitting.ended_at is not None

    @property
    def left_open(self) -> int:
        """How many questions have no answer yet."""
        return sum(place.kept is None for place in self.places)

    @property
    def flagged(self) -> int:
        """How many questions bear a flag."""
        return sum(place.flagged for place in self.places)


def look(db: Database, actor: Actor, sitting_id: str, now: datetime) -> Exam:
    """Return an exam as it stands; one whose time is up has ended then.

    Raises:
        NotFound: the actor has no such exam.
    """
    found = _found(db, actor, sitting_id, now)
    if found is None:
        raise NotFound(NOT_YOURS)
    return found


def running(db: Database, actor: Actor, sitting_id: str, now: datetime) -> Exam | None:
    """Return a sitting of the actor's if it is an exam that is not over."""
    found = _found(db, actor, sitting_id, now)
    return None if found is None or found.is_over else found


def answer(
    db: Database, actor: Actor, sitting_id: str, position: int, response: Response, seconds: float | None,
    now: datetime,
) -> Shown:  # fmt: skip
    """Keep a response, in place of an earlier one if there is one; the last one counts.

    Raises:
        NotAnAnswer: the response cannot be marked; the message says what to give instead.
        NotFound: the actor has no such exam, or it has no such place.
        Refused: the exam is over.
    """
    with db.writing_directly() as direct:
        item = _open_place(direct, actor, sitting_id, position, now)
        question = question_of(item.body)
        parsed = read(question, response)
        mark, kept = question.grade(parsed), dumps(parsed, ensure_ascii=False)
        if item.response == kept:
            return shown(item)
        if item.response is not None:
            take_back(direct, actor, item, now)
        asked = answers.asked(direct, actor.id, sitting_id, position)
        assert asked is not None, "the place was there a moment ago"
        answers.add_attempt(direct, answers.Attempt(asked.item, actor.id, kept, mark.score, seconds, now))
        remember(direct, actor, asked, Evidence.of(mark, question.guess_score()), now)
    return shown(asked.item._replace(response=kept, score=mark.score))


def flag(db: Database, actor: Actor, sitting_id: str, position: int, flagged: bool, now: datetime) -> None:
    """Put a flag on a question to find it again, or take it away.

    Raises:
        NotFound: the actor has no such exam, or it has no such place.
        Refused: the exam is over.
    """
    with db.writing_directly() as direct:
        _open_place(direct, actor, sitting_id, position, now)
        exams.flag(direct, sitting_id, position, flagged)


def hand_in(db: Database, actor: Actor, sitting_id: str, now: datetime) -> None:
    """End an exam before its time is up; one that is over stays as it is."""
    end_overdue(db, actor, now)
    with db.writing() as connection:
        sittings.end_sitting(connection, actor.id, sitting_id, now)


def end_overdue(db: Database, actor: Actor, now: datetime) -> None:
    """End the actor's exams whose time is up, at the moment when it was."""
    with db.reading() as connection:
        if not exams.has_overdue(connection, actor.id, now):
            return
    with db.writing() as connection:
        exams.end_overdue(connection, actor.id, now)


def _found(db: Database, actor: Actor, sitting_id: str, now: datetime) -> Exam | None:
    end_overdue(db, actor, now)
    with db.reading() as connection:
        row = sittings.sitting_row(connection, actor.id, sitting_id)
        if row is None or row.mode != Mode.EXAM or row.deadline is None:
            return None
        places = [shown(item) for item in sittings.items(connection, actor.id, sitting_id)]
    return Exam(row, places, (row.deadline - now).total_seconds() if row.ended_at is None else 0.0)


def _open_place(direct: Direct, actor: Actor, sitting_id: str, position: int, now: datetime) -> answers.Item:
    """Lock the actor and find a place of an exam that is not over."""
    answers.lock(direct, actor.id)
    terms = exams.terms(direct, actor.id, sitting_id)
    item = answers.item_at(direct, actor.id, sitting_id, position)
    if terms is None or item is None or terms.mode != Mode.EXAM:
        raise NotFound(NOT_YOURS)
    if terms.is_over or (terms.deadline is not None and now >= terms.deadline):
        raise Refused("The exam is over: what you gave before counts.")
    return item
