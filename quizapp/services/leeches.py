"""A learner's leeches: the facts that do not stick, the worst first."""

from typing import NamedTuple

from question_bank.kinds import AnyQuestion, read_question_json
from quizapp.domain.decisions import Verb
from quizapp.domain.foretelling import foretold
from quizapp.domain.leeches import FEWEST, HELD, Leech, leech
from quizapp.services.people import Actor
from quizapp.storage import bank, learning, memories
from quizapp.storage.database import Connection, Database
from quizapp.storage.decisions import decisions


class Sticking(NamedTuple):
    """A fact that does not stick, why it is thought so, and a question about it, which explains it."""

    fact_id: str
    statement: str
    leech: Leech
    question: AnyQuestion


def leeches(db: Database, actor: Actor, most: int = 10) -> list[Sticking]:
    """List the facts that do not stick with the actor and are not suspended, the least explicable first."""
    with db.reading_directly() as direct:
        preferences = memories.preferences(direct, actor.id)
        logs = memories.lapsed(direct, actor.id, FEWEST, HELD)
    found = {fact_id: one for fact_id, log in logs.items() if (one := leech(foretold(log, preferences)))}
    worst = sorted(found, key=lambda fact_id: found[fact_id].chance)
    if not worst:
        return []
    with db.reading() as connection:
        statements = learning.statements(connection, worst)
        decided = decisions(connection, actor.id)
        asked = {fact_id: _question(connection, actor, fact_id) for fact_id in worst if fact_id in statements}
    suspended = {fact_id for fact_id, made in decided.items() if made.verb is Verb.SUSPEND}
    listed = [(one, question) for one, question in asked.items() if question and one not in suspended]
    return [Sticking(one, statements[one], found[one], question) for one, question in listed][:most]


def _question(connection: Connection, actor: Actor, fact_id: str) -> AnyQuestion | None:
    for one in learning.questions_of_facts(connection, actor.id, [fact_id]):
        body = bank.question_body(connection, one.question_id, one.version)
        if body:
            return read_question_json(body)
    return None
