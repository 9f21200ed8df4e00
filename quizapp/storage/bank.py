"""The bank at run time: articles, facts, and questions with their versions, as rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from json import loads
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, case, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite's compiler reads it too

from quizapp.storage.statements import run_many
from quizapp.storage.tables import (
    article,
    confusable,
    fact,
    fact_article,
    milliseconds,
    published,
    question,
    question_fact,
    question_version,
)


class QuestionRow(NamedTuple):
    """What lists show of a question."""

    id: str
    version: int
    kind: str
    topic: str
    stem: str
    edited: bool
    withdrawn: bool
    shipped_digest: str | None


class KeptRow(NamedTuple):
    """A question as it is kept: what lists show, where it stands, and its JSON."""

    row: QuestionRow
    position: int
    body: str


class Search(NamedTuple):
    """What a list of questions is narrowed down to; empty means all."""

    text: str = ""
    topic: str | None = None
    kind: str | None = None
    article: str | None = None
    own_only: bool = False
    for_learners: bool = False
    """Whether to leave out what is not asked, and to look into stems alone: the rest would tell answers."""


_MOST_IDS = 1_000
_OF_PLAIN_VALUES = (fact, question)
"""Tables whose values the drivers take as they are."""
_ROW = (
    question.c.id, question.c.version, question.c.kind, question.c.topic, question.c.stem, question.c.edited,
    question.c.withdrawn, question.c.shipped_digest,
)  # fmt: skip


def published_digest(connection: Connection, bank: str) -> str | None:
    """Find the digest of what was last published from a bank."""
    return connection.scalar(select(published.c.digest).where(published.c.bank == bank))


def note_published(connection: Connection, bank: str, digest: str, now: datetime) -> None:
    """Keep the digest of what was published from a bank."""
    _put(connection, published, [{"bank": bank, "digest": digest, "published_at": now}])


def put_articles(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add articles or replace those with the same id."""
    _put(connection, article, rows)


def put_facts(
    connection: Connection, rows: Sequence[Mapping[str, Any]], articles: Mapping[str, Collection[str]]
) -> None:
    """Add facts or replace those with the same id, with the articles that each stands in."""
    _put(connection, fact, rows)
    for some in parts(articles):
        connection.execute(delete(fact_article).where(fact_article.c.fact_id.in_(some)))
    pairs = [{"fact_id": fact_id, "article_id": one} for fact_id, ids in articles.items() for one in sorted(ids)]
    if pairs:
        run_many(connection, insert(fact_article), pairs)


def put_confusable(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Keep which facts are easily confused, in place of all that was kept before."""
    connection.execute(delete(confusable))
    rows = [{"fact_id": one, "other_id": other} for one, other in sorted(pairs)]
    if rows:  # another process may publish at the same moment
        connection.execute(upsert(confusable).on_conflict_do_nothing(), rows)


def answers_of_facts(connection: Connection) -> dict[str, dict[str, str]]:
    """Find what is asked for in each fact: the answer of each slot, by the slot's name."""
    known = select(fact.c.id, fact.c.answers).where(fact.c.answers.is_not(None))
    return {fact_id: loads(said) for fact_id, said in connection.execute(known)}


def put_questions(
    connection: Connection, rows: Sequence[Mapping[str, Any]], facts: Mapping[str, Sequence[str]]
) -> None:
    """Add questions or replace those with the same id, with the facts that each asks about."""
    _put(connection, question, rows)
    for some in parts(facts):
        connection.execute(delete(question_fact).where(question_fact.c.question_id.in_(some)))
    pairs = [{"question_id": one, "fact_id": fact_id} for one, ids in facts.items() for fact_id in ids]
    if pairs:
        run_many(connection, insert(question_fact), pairs)


def add_versions(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Append versions of questions."""
    if rows:
        stored = [row | {"created_at": milliseconds(row["created_at"])} for row in rows]
        run_many(connection, insert(question_version), stored)


def set_withdrawn(connection: Connection, ids: Collection[str], *, withdrawn: bool, edited: bool) -> None:
    """Stop asking questions, or ask them again, and note whether that was a teacher's doing."""
    values = {"withdrawn": withdrawn, "edited": edited}
    for some in parts(ids):
        connection.execute(update(question).where(question.c.id.in_(some)).values(values))


def question_rows(connection: Connection) -> list[QuestionRow]:
    """Find all questions, withdrawn ones too, and keep others from writing them meanwhile."""
    wanted = select(*_ROW).order_by(question.c.position).with_for_update()
    return [QuestionRow(*row) for row in connection.execute(wanted)]


def lock_bank(connection: Connection) -> None:
    """Let one writer of many questions through at a time; on SQLite there is one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE question IN SHARE ROW EXCLUSIVE MODE"))


def lock_question(connection: Connection, question_id: str) -> None:
    """Let one writer of a question through at a time; on SQLite there is one writer at a time anyway."""
    connection.execute(select(question.c.id).where(question.c.id == question_id).with_for_update())


def question_row(connection: Connection, question_id: str) -> QuestionRow | None:
    """Find a question."""
    row = connection.execute(select(*_ROW).where(question.c.id == question_id)).first()
    return QuestionRow(*row) if row else None


def question_body(connection: Connection, question_id: str, version: int) -> str | None:
    """Find the JSON of a version of a question."""
    key = (question_version.c.question_id == question_id, question_version.c.version == version)
    return connection.scalar(select(question_version.c.body).where(*key))


def kept_questions(connection: Connection, ids: Collection[str]) -> dict[str, KeptRow]:
    """Find those of some questions that there are, by id."""
    found = {}
    for some in parts(ids):
        for *row, position, body in connection.execute(_with_body().where(question.c.id.in_(some))):
            found[row[0]] = KeptRow(QuestionRow(*row), position, body)
    return found


def found_bodies(connection: Connection, search: Search) -> list[str]:
    """Find the JSON of the questions that a search asks for and that are asked, in the order of the bank."""
    asked = _found(_with_body(), search).where(question.c.withdrawn.is_(False))
    return [row[-1] for row in connection.execute(asked.order_by(question.c.position, question.c.id))]


def positions(connection: Connection, table: Table, ids: Collection[str]) -> dict[str, int]:
    """Return where rows stand, for those of the ids that there are."""
    found: dict[str, int] = {}
    for some in parts(ids):
        rows = connection.execute(select(table.c.id, table.c.position).where(table.c.id.in_(some)))
        found |= {row.id: row.position for row in rows}
    return found


def next_position(connection: Connection, table: Table) -> int:
    """Return the position after the last one."""
    return int(connection.scalar(select(func.coalesce(func.max(table.c.position), -1) + 1)) or 0)


def position_of(connection: Connection, table: Table, row_id: str) -> int:
    """Return where a row stands."""
    return int(connection.scalar(select(table.c.position).where(table.c.id == row_id)) or 0)


def found_questions(connection: Connection, search: Search, offset: int, limit: int) -> list[QuestionRow]:
    """Find the questions that a search asks for: those written here, newest first, then the bank in its order."""
    is_own = question.c.shipped_digest.is_(None)
    order = (is_own.desc(), case((is_own, -question.c.position), else_=question.c.position), question.c.id)
    wanted = _found(select(*_ROW), search).order_by(*order)
    return [QuestionRow(*row) for row in connection.execute(wanted.offset(offset).limit(limit))]


def count_found(connection: Connection, search: Search, asked_only: bool = False) -> int:
    """Count the questions that a search asks for, with or without those that are not asked."""
    wanted = _found(select(func.count()).select_from(question), search)
    return int(connection.scalar(wanted.where(question.c.withdrawn.is_(False)) if asked_only else wanted) or 0)


def topics(connection: Connection, *, withdrawn_too: bool = True) -> list[str]:
    """Find the topics that questions have, by name."""
    wanted = select(question.c.topic).distinct().order_by(question.c.topic)
    return list(connection.scalars(wanted if withdrawn_too else wanted.where(question.c.withdrawn.is_(False))))


def article_bodies(connection: Connection) -> list[dict[str, Any]]:
    """Find all articles in order."""
    return list(connection.scalars(select(article.c.body).order_by(article.c.position)))


def parts(ids: Collection[str]) -> Iterator[list[str]]:
    """Yield ids in lists that are short enough for one statement on either engine."""
    every = list(ids)
    yield from (every[start : start + _MOST_IDS] for start in range(0, len(every), _MOST_IDS))


def _with_body() -> Select[Any]:
    this_version = (question_version.c.question_id == question.c.id) & (
        question_version.c.version == question.c.version
    )
    return select(*_ROW, question.c.position, question_version.c.body).join(question_version, this_version)


def _found(wanted: Select[Any], search: Search) -> Select[Any]:
    words = search.text.casefold().split()
    conditions: list[ColumnElement[bool]] = (
        [question.c.withdrawn.is_(False), *(question.c.search.like(_in_stem(word), escape="/") for word in words)]
        if search.for_learners
        else [question.c.search.contains(word, autoescape=True) for word in words]
    )
    if search.topic:
        conditions.append(question.c.topic == search.topic)
    if search.kind:
        conditions.append(question.c.kind == search.kind)
    if search.own_only:
        conditions.append(question.c.shipped_digest.is_(None))
    if search.article:
        of_article = (
            select(question_fact.c.question_id)
            .join(fact_article, fact_article.c.fact_id == question_fact.c.fact_id)
            .where(fact_article.c.article_id == search.article)
        )
        conditions.append(question.c.id.in_(of_article))
    return wanted.where(*conditions)


def _in_stem(word: str) -> str:
    """Return the pattern of texts to search in that have a word before the line's end, which ends the stem."""
    for sign in "/%_":
        word = word.replace(sign, f"/{sign}")
    return f"%{word}%\n%"


def _put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    added = upsert(table)
    key = list(table.primary_key.columns)
    others = {name: added.excluded[name] for name in rows[0] if not table.c[name].primary_key}
    statement = added.on_conflict_do_update(index_elements=key, set_=others)
    if table in _OF_PLAIN_VALUES:
        run_many(connection, statement, rows)
    else:
        connection.execute(statement, list(rows))
