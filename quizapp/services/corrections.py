"""The last answer taken back: the log keeps it, and memories, lists and sitting are as if it had not been given."""

from datetime import datetime

from quizapp.domain.modes import Mode
from quizapp.errors import NotFound, Refused
from quizapp.services.identifiers import new_id
from quizapp.services.people import Actor
from quizapp.services.replay import rebuild_facts
from quizapp.services.shown import Shown, shown
from quizapp.storage import answers, corrections, memories, places, sittings
from quizapp.storage.database import Database, Direct


def undo(db: Database, actor: Actor, sitting_id: str, position: int, attempt_id: str, now: datetime) -> Shown:
    """Take back the answer at a place, which is then open as before; return the place.

    The attempt is named, so that a second click takes nothing else back.

    Raises:
        NotFound: the actor has no such sitting, or it has no such place.
        Refused: the question was answered again since, or it was asked in an exam.
    """
    with db.writing_directly() as direct:
        answers.lock(direct, actor.id)
        item = answers.item_at(direct, actor.id, sitting_id, position)
        if item is None:
            raise NotFound("This question is in none of your sittings: begin a new one.")
        if item.response is None or item.attempt_id != attempt_id:
            return shown(item)
        if item.mode == Mode.EXAM:
            raise Refused("What was given in an exam stands: change it while the exam goes on.")
        if places.is_repeated(direct, item):
            raise Refused("This question was asked again since: take that answer back first.")
        take_back(direct, actor, item, now)
        opened = answers.item_at(direct, actor.id, sitting_id, position)
    assert opened is not None, "the place was there a moment ago"
    return shown(opened)


def undo_last(db: Database, actor: Actor, sitting_id: str, now: datetime) -> Shown | None:
    """Take back the answer of a sitting that was given last; return its place, or None if none was given.

    Raises:
        Refused: it was asked in an exam.
    """
    with db.reading() as connection:
        position = sittings.last_answered(connection, actor.id, sitting_id)
    if position is None:
        return None
    with db.reading_directly() as direct:
        item = answers.item_at(direct, actor.id, sitting_id, position)
    return undo(db, actor, sitting_id, position, item.attempt_id, now) if item else None


def take_back(direct: Direct, actor: Actor, item: answers.Item, now: datetime) -> None:
    """Take back what was given at a place, in a transaction that is open and has locked the actor."""
    corrections.take_back(direct, actor.id, item.attempt_id, now)
    rebuild_facts(direct, actor.id, memories.facts_reviewed_by(direct, actor.id, item.attempt_id))
    places.reopen(direct, item, new_id(now))
