"""What a learner has learnt: cards with their facts, reviews, and the days of practice."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, case, exists, func, select

from quizapp.domain.memory import Card, Preferences, Review
from quizapp.storage.corrections import STANDS
from quizapp.storage.memories import CARD_COLUMNS, REVIEW_COLUMNS, card_of, preferences_of, review_of
from quizapp.storage.tables import (
    attempt,
    card,
    confusable,
    fact,
    fact_article,
    person,
    question,
    question_fact,
    question_version,
    review,
)


class FactRow(NamedTuple):
    """A fact that is asked about, with the learner's card if there is one."""

    id: str
    statement: str
    topic: str
    card: Card | None


class AskedQuestion(NamedTuple):
    """A question about a fact, and when the learner last answered it."""

    fact_id: str
    question_id: str
    version: int
    kind: str
    body: str
    answered_at: datetime | None


def facts_with_cards(
    connection: Connection,
    learner_id: int,
    topics: Collection[str] = (),
    articles: Collection[str] = (),
    kinds: Collection[str] = (),
) -> list[FactRow]:
    """Find the facts that a question (of some kinds) asks about, in the order of the bank; empty filters mean all."""
    wanted = (
        select(fact.c.id, fact.c.statement, fact.c.topic, *CARD_COLUMNS)
        .outerjoin(card, and_(card.c.learner_id == learner_id, card.c.fact_id == fact.c.id))
        .where(fact.c.withdrawn.is_(False), fact.c.id.in_(_asked_facts(kinds)))
        .order_by(fact.c.position)
    )
    if topics:
        wanted = wanted.where(fact.c.topic.in_(list(topics)))
    if articles:
        of_articles = select(fact_article.c.fact_id).where(fact_article.c.article_id.in_(list(articles)))
        wanted = wanted.where(fact.c.id.in_(of_articles))
    return [
        FactRow(fact_id, said, topic, card_of(values)) for fact_id, said, topic, *values in connection.execute(wanted)
    ]


def questions_of_facts(
    connection: Connection, learner_id: int, fact_ids: Collection[str]
) -> list[AskedQuestion]:  # fmt: skip
    """Find the questions that ask about facts, with when this learner last answered each."""
    last = (
        select(attempt.c.question_id, func.max(attempt.c.answered_at).label("answered_at"))
        .where(attempt.c.learner_id == learner_id, STANDS)
        .group_by(attempt.c.question_id)
        .subquery()
    )
    rows = connection.execute(
        select(
            question_fact.c.fact_id,
            question.c.id,
            question.c.version,
            question.c.kind,
            question_version.c.body,
            last.c.answered_at,
        )
        .join(question, question.c.id == question_fact.c.question_id)
        .join(question_version, _IS_NEWEST)
        .outerjoin(last, last.c.question_id == question.c.id)
        .where(question_fact.c.fact_id.in_(list(fact_ids)), question.c.withdrawn.is_(False))
        .order_by(question.c.position, question.c.id)
    )
    return [AskedQuestion(*row) for row in rows]


def preferences(connection: Connection, learner_id: int) -> Preferences:
    """Find what of a learner's preferences the memory goes by."""
    return preferences_of(connection.scalar(select(person.c.preferences).where(person.c.id == learner_id)))


def topics(connection: Connection) -> list[str]:
    """Find the topics of the facts that at least one question asks about, by name."""
    wanted = select(fact.c.topic).where(fact.c.withdrawn.is_(False), fact.c.id.in_(_asked_facts()))
    return list(connection.scalars(wanted.distinct().order_by(fact.c.topic)))


def confusable_facts(connection: Connection) -> dict[str, set[str]]:
    """Find which facts are easily confused with each, both ways."""
    found: dict[str, set[str]] = {}
    for one, other in connection.execute(select(confusable.c.fact_id, confusable.c.other_id)):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def missed_responses(connection: Connection, learner_id: int, most: int) -> list[tuple[str, str]]:
    """Find the learner's newest responses that were not right, as JSON, each with a fact that was asked about."""
    rows = connection.execute(
        select(review.c.fact_id, attempt.c.response)
        .join(attempt, attempt.c.id == review.c.attempt_id)
        .where(review.c.learner_id == learner_id, review.c.score < 1)
        .order_by(review.c.reviewed_at.desc(), review.c.fact_id)
        .limit(most)
    )
    return [(fact_id, response) for fact_id, response in rows]


def seconds_since(connection: Connection, learner_id: int, since: datetime) -> dict[str, float | None]:
    """Find the facts reviewed since a moment, each with the seconds that its last answer took, if they are known."""
    wanted = (
        select(review.c.fact_id, attempt.c.seconds)
        .join(attempt, attempt.c.id == review.c.attempt_id)
        .where(review.c.learner_id == learner_id, review.c.reviewed_at >= since)
        .order_by(review.c.reviewed_at)
    )
    return dict(tuple(row) for row in connection.execute(wanted))


def newest_seconds(connection: Connection, learner_id: int, most: int) -> list[float]:
    """Find how long the learner's newest answers took, in seconds."""
    newest = (
        select(attempt.c.seconds)
        .join(review, review.c.attempt_id == attempt.c.id)
        .where(review.c.learner_id == learner_id, attempt.c.seconds.is_not(None))
        .order_by(review.c.reviewed_at.desc())
        .limit(most)
    )
    return list(connection.scalars(newest))


def statements(connection: Connection, fact_ids: Collection[str]) -> dict[str, str]:
    """Find what facts say, of those that are still asked about."""
    wanted = select(fact.c.id, fact.c.statement).where(fact.c.id.in_(list(fact_ids)), fact.c.withdrawn.is_(False))
    return {row.id: row.statement for row in connection.execute(wanted)}


def articles_of_facts(connection: Connection) -> dict[str, set[str]]:
    """Find which articles each fact stands in."""
    found: dict[str, set[str]] = {}
    for fact_id, article_id in connection.execute(select(fact_article.c.fact_id, fact_article.c.article_id)):
        found.setdefault(fact_id, set()).add(article_id)
    return found


def answered_moments(connection: Connection, learner_id: int, since: datetime) -> list[datetime]:
    """Find when the learner answered, oldest first."""
    mine = (attempt.c.learner_id == learner_id, attempt.c.answered_at >= since, STANDS)
    return list(connection.scalars(select(attempt.c.answered_at).where(*mine).order_by(attempt.c.answered_at)))


def practised_since(connection: Connection, learner_id: int, since: datetime) -> tuple[int, int]:
    """Count the facts that were begun since a moment, and those that were begun before and reviewed since."""
    earlier = review.alias()
    mine = (card.c.learner_id == learner_id, card.c.reviewed_at >= since)
    known = exists().where(
        earlier.c.learner_id == card.c.learner_id, earlier.c.fact_id == card.c.fact_id, earlier.c.reviewed_at < since
    )
    seen, reviewed = connection.execute(
        select(func.count(), func.coalesce(func.sum(case((known, 1), else_=0)), 0)).where(*mine)
    ).one()
    return seen - reviewed, reviewed


def reviews_by_fact(connection: Connection, learner_id: int) -> dict[str, list[Review]]:
    """Find the learner's log of reviews for each fact, oldest first."""
    found: dict[str, list[Review]] = {}
    rows = connection.execute(
        select(review.c.fact_id, *REVIEW_COLUMNS)
        .where(review.c.learner_id == learner_id)
        .order_by(review.c.fact_id, review.c.reviewed_at, review.c.attempt_id)
    )
    for fact_id, *values in rows:
        found.setdefault(fact_id, []).append(review_of(values))
    return found


def cards_by_fact(connection: Connection, learner_id: int) -> dict[str, Card]:
    """Find the learner's stored cards."""
    rows = connection.execute(select(card.c.fact_id, *CARD_COLUMNS).where(card.c.learner_id == learner_id))
    found = ((row[0], card_of(row[1:])) for row in rows)
    return {fact_id: one for fact_id, one in found if one}


def due_moments(connection: Connection, learner_id: int, until: datetime) -> list[tuple[datetime, int]]:
    """Find the moments before another at which facts are due, and how many facts at each."""
    mine = (card.c.learner_id == learner_id, card.c.due < until)
    rows = connection.execute(select(card.c.due, func.count()).where(*mine).group_by(card.c.due))
    return [(due, count) for due, count in rows]


_IS_NEWEST = and_(question_version.c.question_id == question.c.id, question_version.c.version == question.c.version)


def _asked_facts(kinds: Collection[str] = ()) -> Any:
    asked = (
        select(question_fact.c.fact_id)
        .join(question, question.c.id == question_fact.c.question_id)
        .where(question.c.withdrawn.is_(False))
    )
    return asked.where(question.c.kind.in_(list(kinds))) if kinds else asked
