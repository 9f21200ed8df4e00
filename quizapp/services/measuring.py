"""How fast a learner forgets, measured from the learner's own answers: kept only if it foretells better."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from quizapp.domain import fitting
from quizapp.domain.fsrs6 import GOOD, WEIGHTS
from quizapp.errors import Refused
from quizapp.services.people import Actor
from quizapp.services.replay import rebuild
from quizapp.storage import answers, memories
from quizapp.storage.database import Database

_WEIGHTS, _MEASURED = "weights", "measured"


class Measured(NamedTuple):
    """What was measured from a number of answers.

    `loss` and `loss_before` say how far off the mark later answers were foretold by it and by what held before, 0
    being a prophet. `lasts` is for how many days a new fact that was known is held, `usually` the usual figure.
    """

    answers: int
    loss: float
    loss_before: float
    is_kept: bool
    lasts: float
    usually: float = WEIGHTS[GOOD - 1]


def measured(db: Database, actor: Actor) -> Measured | None:
    """Return the measurement by which the actor's facts are asked, or None if it is the usual one."""
    with db.reading_directly() as direct:
        kept = memories.said(direct, actor.id).get(_MEASURED)
    return Measured(**kept) if kept else None


def measure(db: Database, actor: Actor, chance: Random) -> Measured:
    """Measure how the actor forgets; if that foretells better, keep it and rebuild the actor's cards by it.

    Raises:
        Refused: there are too few answers yet.
    """
    with db.reading_directly() as direct:
        preferences = memories.preferences(direct, actor.id)
        logs = [list(log) for _, log in memories.logs(direct, actor.id)]
    found = fitting.answers_to_fit(logs, preferences)
    if found < fitting.ENOUGH:
        raise Refused(
            f"Forgetting can be measured from {fitting.ENOUGH} answers to facts that came back on a later day; "
            f"you have given {found} so far."
        )
    fit = fitting.fit(logs, preferences, chance)
    done = Measured(fit.answers, fit.loss, fit.loss_before, fit.is_better, fit.weights[GOOD - 1])
    if fit.is_better:
        _go_by(db, actor, fit.weights, done)
    return done


def forget_measured(db: Database, actor: Actor) -> None:
    """Go by the usual figures again."""
    _go_by(db, actor, WEIGHTS, None)


def _go_by(db: Database, actor: Actor, weights: Sequence[float], done: Measured | None) -> None:
    with db.writing_directly() as direct:
        answers.lock(direct, actor.id)
        memories.say(direct, actor.id, **{_WEIGHTS: weights, _MEASURED: done and done._asdict()})
        rebuild(direct, actor.id)
