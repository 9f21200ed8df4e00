"""The facts that a learner can be asked about, with what they know of each."""

from collections.abc import Collection

from quizapp.domain.planning import Learning
from quizapp.services.people import Actor
from quizapp.storage import bank, learning
from quizapp.storage.database import Connection


def learnings(
    connection: Connection, actor: Actor, topics: Collection[str] = (), articles: Collection[str] = ()
) -> list[Learning]:
    """Return the facts of topics and articles, in the order of the bank; those of one article are a group."""
    order = [body["id"] for body in bank.article_bodies(connection)]
    cited = learning.articles_of_facts(connection)
    facts = learning.facts_with_cards(connection, actor.id, topics, articles)
    return [Learning(one.id, one.card, (), min(cited.get(one.id, ()), key=order.index, default="")) for one in facts]
