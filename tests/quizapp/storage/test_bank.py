"""Articles, facts and questions as rows: added, replaced, versions appended, found in the order of the bank."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from quizapp.storage import bank
from quizapp.storage.bank import QuestionRow, Search
from quizapp.storage.database import Connection, Database
from quizapp.storage.learning import articles_of_facts
from quizapp.storage.tables import article, fact, question, question_fact
from tests.quizapp.people import DAY, NOW, opened


def article_row(id: str = "saturn", position: int = 0) -> dict[str, Any]:
    return {"id": id, "position": position, "body": {"id": id, "title": id.title()}}


def fact_row(id: str = "rings", position: int = 0, **fields: Any) -> dict[str, Any]:
    return {"id": id, "position": position, "statement": "It is so.", "topic": "Planets", "withdrawn": False} | fields


def question_row(id: str = "q", position: int = 0, **fields: Any) -> dict[str, Any]:
    known = {"id": id, "version": 1, "position": position, "kind": "cloze", "topic": "Planets", "stem": "Rings?"}
    return (
        known
        | {"search": "rings?\nsaturn planets", "shipped_digest": None, "edited": False, "withdrawn": False}
        | fields
    )


def version_row(question_id: str = "q", version: int = 1) -> dict[str, Any]:
    return {"question_id": question_id, "version": version, "body": f"v{version}", "author_id": None, "created_at": NOW}


def add_bank(connection: Connection) -> None:
    bank.put_articles(connection, [article_row(), article_row("moons", 1)])
    bank.put_facts(connection, [fact_row(), fact_row("moons", 1)], {"rings": {"saturn"}, "moons": {"saturn", "moons"}})
    bank.put_questions(connection, [question_row()], {"q": ["rings", "moons"]})
    bank.add_versions(connection, [version_row()])


def test_rows_with_the_same_id_are_replaced(bare_db: Database) -> None:
    with bare_db.writing() as connection:
        add_bank(connection)
        bank.put_articles(connection, [article_row("moons", 7)])
        bank.put_facts(connection, [fact_row("rings", 5, statement="New.")], {"rings": {"moons"}})
        bank.put_questions(connection, [question_row("q", 3, version=2, topic="Moons")], {"q": ["moons"]})
    with bare_db.reading() as connection:
        assert sorted(connection.scalars(select(article.c.position))) == [0, 7]
        rows = connection.execute(select(fact.c.id, fact.c.position, fact.c.statement).order_by(fact.c.id)).all()
        assert [tuple(row) for row in rows] == [("moons", 1, "It is so."), ("rings", 5, "New.")]
        assert articles_of_facts(connection) == {"rings": {"moons"}, "moons": {"saturn", "moons"}}
        assert bank.question_row(connection, "q") == QuestionRow(
            "q", 2, "cloze", "Moons", "Rings?", False, False, None
        )  # fmt: skip
        assert list(connection.scalars(select(question_fact.c.fact_id))) == ["moons"]


def test_nothing_to_put_changes_nothing(bare_db: Database) -> None:
    with bare_db.writing() as connection:
        add_bank(connection)
        bank.put_articles(connection, [])
        bank.put_facts(connection, [], {})
        bank.put_questions(connection, [], {})
        bank.add_versions(connection, [])
        bank.set_withdrawn(connection, [], withdrawn=True, edited=True)
        assert len(bank.question_rows(connection)) == 1
        assert articles_of_facts(connection) == {"rings": {"saturn"}, "moons": {"saturn", "moons"}}


def test_a_version_is_never_written_over(bare_db: Database) -> None:
    with bare_db.writing() as connection:
        add_bank(connection)
        bank.add_versions(connection, [version_row(version=2)])
        assert [bank.question_body(connection, "q", version) for version in (1, 2, 3)] == ["v1", "v2", None]
    with pytest.raises(IntegrityError), bare_db.writing() as connection:
        bank.add_versions(connection, [version_row(version=2) | {"body": "other"}])


def test_questions_come_in_the_order_of_the_bank_withdrawn_ones_too(bare_db: Database) -> None:
    rows = [question_row("z", 0), question_row("a", 1, withdrawn=True), question_row("m", 2)]
    with bare_db.writing() as connection:
        bank.put_questions(connection, rows, {})
        assert [(row.id, row.withdrawn) for row in bank.question_rows(connection)] == [
            ("z", False), ("a", True), ("m", False),
        ]  # fmt: skip
        assert bank.question_row(connection, "none") is None


def test_only_the_named_questions_are_withdrawn(bare_db: Database) -> None:
    with bare_db.writing() as connection:
        bank.put_questions(connection, [question_row("a"), question_row("b", 1), question_row("c", 2)], {})
        bank.set_withdrawn(connection, ["a", "c"], withdrawn=True, edited=True)
        bank.set_withdrawn(connection, ["c"], withdrawn=False, edited=False)
        assert [(row.id, row.withdrawn, row.edited) for row in bank.question_rows(connection)] == [
            ("a", True, True), ("b", False, False), ("c", False, False),
        ]  # fmt: skip


def test_positions_go_on_after_the_last(bare_db: Database) -> None:
    with bare_db.writing() as connection:
        assert bank.next_position(connection, question) == 0
        bank.put_questions(connection, [question_row("a", 41)], {})
        assert bank.next_position(connection, question) == 42
        assert bank.position_of(connection, question, "a") == 41
        assert bank.next_position(connection, fact) == 0


def test_the_digest_of_a_bank_is_kept_once_for_each_bank(bare_db: Database) -> None:
    with bare_db.writing() as connection:
        assert bank.published_digest(connection, "shipped") is None
        bank.note_published(connection, "shipped", "a" * 64, NOW)
        bank.note_published(connection, "other", "b" * 64, NOW)
        bank.note_published(connection, "shipped", "c" * 64, NOW + DAY)
        assert bank.published_digest(connection, "shipped") == "c" * 64
        assert bank.published_digest(connection, "other") == "b" * 64


def test_bodies_of_articles_come_back_as_they_were_in_order(bare_db: Database) -> None:
    bodies: list[dict[str, Any]] = [
        {"id": "b", "sections": {"1": "Öffnung"}, "n": 1.5},
        {"id": "a", "sections": {}, "n": None},
    ]
    with bare_db.writing() as connection:
        bank.put_articles(connection, [{"id": b["id"], "position": n, "body": b} for n, b in enumerate(bodies)])
        assert bank.article_bodies(connection) == bodies


def test_a_learner_s_search_ends_with_the_stem(bare_db: Database) -> None:
    with bare_db.writing() as connection:
        bank.put_questions(connection, [question_row()], {})
        for text, learners, teachers in (("rings", 1, 1), ("rings?", 1, 1), ("saturn", 0, 1), ("planets", 0, 1)):
            assert bank.count_found(connection, Search(text, for_learners=True)) == learners, text
            assert bank.count_found(connection, Search(text)) == teachers, text


def test_a_search_skips_and_stops_where_it_is_told(bare_db: Database) -> None:
    rows = [question_row(f"q{n}", n, shipped_digest="d" * 64) for n in range(5)]
    with bare_db.writing() as connection:
        bank.put_questions(connection, rows, {})
        found = bank.found_questions(connection, Search(), 2, 2)
        assert [row.id for row in found] == ["q2", "q3"]
        assert bank.found_questions(connection, Search(), 5, 2) == []


def test_topics_are_those_of_questions(bare_db: Database) -> None:
    with bare_db.writing() as connection:
        add_bank(connection)
        bank.put_questions(connection, [question_row("a", topic="Zebras"), question_row("b", topic="Ants")], {})
        assert bank.topics(connection) == ["Ants", "Planets", "Zebras"]


def test_a_question_that_is_written_is_kept_from_other_writers(postgres_url: str) -> None:
    with opened(postgres_url) as db, opened(postgres_url) as other:
        with db.writing() as connection:
            bank.put_questions(connection, [question_row()], {})
        with db.writing() as connection, other.writing() as waiting:
            bank.lock_question(connection, "q")
            waiting.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
            with pytest.raises(OperationalError, match="lock timeout"):
                bank.lock_question(waiting, "q")
