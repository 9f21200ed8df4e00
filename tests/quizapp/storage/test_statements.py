"""Statements that the driver runs itself give what SQLAlchemy gives, on both engines, and are compiled once."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from quizapp.storage.database import Database
from quizapp.storage.statements import Statement
from quizapp.storage.tables import person
from tests.quizapp.people import NOW

NAMES = ("Alice", "Bob %s :name ?", "Chär‘lie", "O'Brien; DROP TABLE person")


def add_people(db: Database) -> None:
    rows = [
        {"token": str(n), "name": name, "name_key": str(n), "role": "learner", "created_at": NOW}
        for n, name in enumerate(NAMES)
    ]
    with db.writing() as connection:
        connection.execute(insert(person), rows)


def by_name_and_role() -> Statement:
    mine = (person.c.name == bindparam("name"), person.c.role == bindparam("role"))
    return Statement(select(person.c.token, person.c.created_at).where(*mine))


def test_a_statement_finds_what_sqlalchemy_finds(bare_db: Database) -> None:
    add_people(bare_db)
    found = select(person.c.name, person.c.role).where(
        person.c.token >= bindparam("least"), person.c.token <= bindparam("most")
    )
    with bare_db.reading_directly() as direct:
        rows = Statement(found.order_by(person.c.token)).rows(direct, least="0", most="9")
    with bare_db.reading() as connection:
        same = connection.execute(found.order_by(person.c.token), {"least": "0", "most": "9"})
        assert rows == [tuple(row) for row in same]
    assert [name for name, _ in rows] == list(NAMES)


def test_values_are_bound_by_name_whatever_their_order_and_signs(bare_db: Database) -> None:
    add_people(bare_db)
    wanted = by_name_and_role()
    with bare_db.reading_directly() as direct:
        for token, name in enumerate(NAMES):
            assert [found for found, _ in wanted.rows(direct, role="learner", name=name)] == [str(token)]
        assert wanted.rows(direct, name="learner", role="Alice") == []


def test_moments_come_out_as_the_driver_has_them(bare_db: Database) -> None:
    add_people(bare_db)
    with bare_db.reading_directly() as direct:
        assert by_name_and_role().rows(direct, name="Alice", role="learner") == [("0", NOW.timestamp() * 1000)]


def test_running_a_statement_tells_how_many_rows_it_touched(bare_db: Database) -> None:
    add_people(bare_db)
    rename = Statement(update(person).where(person.c.token >= bindparam("least")).values(role=bindparam("new_role")))
    with bare_db.writing_directly() as direct:
        assert rename.run(direct, least="2", new_role="teacher") == 2
        assert rename.run(direct, least="9", new_role="teacher") == 0


def test_a_statement_is_written_in_the_words_of_each_engine(bare_db: Database) -> None:
    text = by_name_and_role().sql(bare_db.engine.dialect)
    assert ("?" in text) == bare_db.is_sqlite
    assert ("%(name)s" in text) == (not bare_db.is_sqlite)


def test_a_transaction_knows_its_engine(bare_db: Database) -> None:
    with bare_db.reading_directly() as direct:
        assert direct.is_sqlite == bare_db.engine.url.drivername.startswith("sqlite")
