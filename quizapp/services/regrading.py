"""Earlier answers marked anew, after a key was mended; the memories follow."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from json import loads
from typing import NamedTuple

from question_bank.kinds import AnyQuestion
from question_bank.marking import NotAnAnswer
from quizapp.services import questions
from quizapp.services.people import Actor, must_teach
from quizapp.services.replay import rebuild
from quizapp.storage import answers
from quizapp.storage.corrections import Correction, Given, add_corrections, attempts_at, corrections
from quizapp.storage.database import Database


class Regraded(NamedTuple):
    """How many answers were looked at, how many have another score now, how many learners that is, and how many
    answers no longer fit the question and were left as they are."""

    answers: int
    changed: int
    learners: int
    unreadable: int


def regrade(db: Database, actor: Actor, question_id: str, now: datetime) -> Regraded:
    """Mark all earlier answers to a question by its newest version, and rebuild the memories that this changes.

    Each learner's answers are one transaction; doing it again changes nothing more.

    Raises:
        NotAllowed: the actor does not teach.
        NotFound: there is no such question.
    """
    must_teach(actor)
    question = questions.read(db, actor, question_id).question
    with db.reading_directly() as direct:
        given = attempts_at(direct, question_id)
    scores = {one.attempt_id: _score(question, one) for one in given}
    changed = [
        _correct(db, actor, learner_id, list(theirs), scores, question.guess_score(), now)
        for learner_id, theirs in groupby(given, key=lambda one: one.learner_id)
    ]
    unreadable = sum(score is None for score in scores.values())
    return Regraded(len(given), sum(changed), sum(map(bool, changed)), unreadable)


def _score(question: AnyQuestion, given: Given) -> float | None:
    """Mark a response; None if the question as it is now cannot be answered so."""
    try:
        return question.grade(question.parse(loads(given.response))).score
    except NotAnAnswer:
        return None


def _correct(
    db: Database, actor: Actor, learner_id: int, given: Sequence[Given], scores: dict[str, float | None],
    guess: float, now: datetime,
) -> int:  # fmt: skip
    """Append the corrections of one learner's answers and rebuild their cards; return how many there were."""
    with db.writing_directly() as direct:
        answers.lock(direct, learner_id)
        before = corrections(direct, learner_id)
        made = []
        for one in given:
            held = before.get(one.attempt_id) or Correction(0, one.score, guess)
            score = scores[one.attempt_id]
            if score is not None and held.score is not None and score != held.score:
                made.append((one.attempt_id, Correction(held.number + 1, score, guess)))
        add_corrections(direct, learner_id, made, actor.id, now)
        if made:
            rebuild(direct, learner_id)
    return len(made)
