"""The facts that a learner can be asked about, with what they know of each."""

from collections.abc import Collection
from datetime import datetime

from quizapp.domain.planning import Learning
from quizapp.services.decisions import resting_ids
from quizapp.services.people import Actor
from quizapp.storage import bank, learning
from quizapp.storage.database import Connection


def learnings(
    connection: Connection, actor: Actor, now: datetime, topics: Collection[str] = (), articles: Collection[str] = (),
    kinds: Collection[str] = (),
) -> list[Learning]:  # fmt: skip
    """Return the facts of topics, articles and kinds of question that do not rest now, in the order of the bank.

    Those that cite the same article first are a group.
    """
    order = [body["id"] for body in bank.article_bodies(connection)]
    cited = learning.articles_of_facts(connection)
    facts = learning.facts_with_cards(connection, actor.id, topics, articles, kinds)
    resting = resting_ids(connection, actor, now)
    return [
        Learning(one.id, one.card, (), min(cited.get(one.id, ()), key=order.index, default=""))
        for one in facts
        if one.id not in resting
    ]
