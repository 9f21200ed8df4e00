"""Corrections: attempts that were marked anew, or count no longer; appended, never changed, and the last one holds."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select
from sqlalchemy.dialects.postgresql import insert

from quizapp.domain.memory import Evidence
from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import attempt, correction, milliseconds


class Correction(NamedTuple):
    """What holds for an attempt in place of its own score; without a score it counts no longer."""

    number: int
    score: float | None
    guess: float

    def of(self, evidence: Evidence) -> Evidence | None:
        """Return evidence corrected."""
        return None if self.score is None else evidence._replace(score=self.score, guess=self.guess)


class Given(NamedTuple):
    """An attempt at a question: who made it, the response as JSON, and the score that it got then."""

    attempt_id: str
    learner_id: int
    response: str
    score: float


STANDS = ~exists().where(
    correction.c.learner_id == attempt.c.learner_id,
    correction.c.attempt_id == attempt.c.id,
    correction.c.score.is_(None),
)
"""What is true of an attempt that was not taken back."""
_MINE = Statement(
    select(correction.c.attempt_id, correction.c.number, correction.c.score, correction.c.guess)
    .where(correction.c.learner_id == bindparam("learner_id"))
    .order_by(correction.c.attempt_id, correction.c.number)
)
_ADD = Statement(insert(correction))
_OF_QUESTION = Statement(
    select(attempt.c.id, attempt.c.learner_id, attempt.c.response, attempt.c.score)
    .where(attempt.c.question_id == bindparam("question_id"))
    .order_by(attempt.c.learner_id, attempt.c.id)
)


def attempts_at(direct: Direct, question_id: str) -> list[Given]:
    """Find everybody's attempts at a question, learner by learner."""
    return [Given(*row) for row in _OF_QUESTION.rows(direct, question_id=question_id)]


def corrections(direct: Direct, learner_id: int) -> dict[str, Correction]:
    """Find what holds for a learner's corrected attempts."""
    return {attempt_id: Correction(*rest) for attempt_id, *rest in _MINE.rows(direct, learner_id=learner_id)}


def add_corrections(
    direct: Direct, learner_id: int, made: Iterable[tuple[str, Correction]], author_id: int | None, now: datetime
) -> None:
    """Append corrections of a learner's attempts."""
    known = {"learner_id": learner_id, "author_id": author_id, "made_at": milliseconds(now)}
    _ADD.run_many(direct, [{"attempt_id": attempt_id, **known, **one._asdict()} for attempt_id, one in made])


def take_back(direct: Direct, learner_id: int, attempt_id: str, now: datetime) -> None:
    """Let an attempt count no longer."""
    before = corrections(direct, learner_id).get(attempt_id)
    made = Correction(before.number + 1 if before else 1, None, 0)
    add_corrections(direct, learner_id, [(attempt_id, made)], learner_id, now)
