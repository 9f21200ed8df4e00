"""A database of the first schema, written by the version that had it, becomes one of today with nothing lost.

`first_schema.sql` is what that version kept of bob, who practised on three days and left a sitting half done, and of
charlie, who missed two facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import func, select

from quizapp.domain.memory import replayed
from quizapp.services import sittings
from quizapp.services.people import Actor, profiles
from quizapp.services.progress import today
from quizapp.services.replay import Replayed, renew, replay
from quizapp.settings import Settings
from quizapp.storage import tables
from quizapp.storage.database import Database, migrate
from quizapp.storage.learning import cards_by_fact, reviews_by_fact
from quizapp.storage.schema import config
from tests.quizapp.people import DAY, NOW, opened, planned, published
from tests.quizapp.planets import right

KEPT = Path(__file__).with_name("first_schema.sql").read_text("utf-8")
OPEN = "019e5951e5c07712b97063f15566bafc"
LATER = NOW + 21 * DAY


def fill(url: str) -> None:
    command.upgrade(config(url), "0001")
    with opened(url) as db, db.writing() as connection:
        for statement in KEPT.strip().split(";\n"):
            connection.exec_driver_sql(statement)


@pytest.fixture
def old(empty_database_url: str) -> Iterator[Database]:
    """Give the old database as the new schema has it, on each engine in turn."""
    fill(empty_database_url)
    migrate(empty_database_url)
    with opened(empty_database_url) as db:
        published(db)
        yield db


def learners(db: Database) -> list[Actor]:
    return [one.actor for one in profiles(db)]


def test_every_row_is_kept(old: Database) -> None:
    with old.reading() as connection:
        for table in ("person", "sitting", "sitting_item", "attempt", "review", "card"):
            kept = connection.scalar(select(func.count()).select_from(tables.metadata.tables[table]))
            assert kept == KEPT.count(f"INSERT INTO {table} "), table


def test_the_memory_is_made_anew_from_the_log_once(old: Database) -> None:
    assert renew(old) == Replayed(15, 6, 6)
    bob, _ = learners(old)
    for learner in learners(old):
        with old.reading() as connection:
            log, cards = reviews_by_fact(connection, learner.id), cards_by_fact(connection, learner.id)
        assert {fact_id: replayed(mine) for fact_id, mine in log.items()} == cards
        assert all(card.interval > 0 for card in cards.values())
    with old.reading() as connection:
        assert cards_by_fact(connection, bob.id)["widest-rings"].states
    assert renew(old) == Replayed(0, 0, 0)
    assert replay(old).changed == 0


def test_who_has_a_card_of_today_is_left_alone(old: Database) -> None:
    renew(old)
    with old.writing() as connection:
        bob, charlie = learners(old)
        connection.execute(tables.card.update().where(tables.card.c.learner_id == bob.id).values(lapses=9))
        connection.execute(tables.card.update().where(tables.card.c.learner_id == charlie.id).values(interval=0))
    assert renew(old) == Replayed(2, 2, 2)


def test_a_sitting_goes_on_where_it_was_left_also_before_the_memory_is_made_anew(old: Database) -> None:
    bob, _ = learners(old)
    found = sittings.place(old, bob, OPEN)
    assert found is not None
    assert found.position == 1
    for position, question in enumerate(planned(old, bob, OPEN)):
        sittings.answer(old, bob, OPEN, position, right(question), None, LATER)
    assert len(sittings.summary(old, bob, OPEN).answered) == 3
    renew(old)
    assert replay(old).changed == 0
    assert today(old, bob, LATER, UTC).practised_today == 2


def test_the_first_schema_can_be_had_back(empty_database_url: str) -> None:
    fill(empty_database_url)
    migrate(empty_database_url)
    command.downgrade(config(empty_database_url), "0001")
    migrate(empty_database_url)
    with opened(empty_database_url) as db:
        assert renew(db).changed == 6


def test_starting_brings_schema_memory_and_bank_up_to_date(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quizapp.server import prepare

    fill(empty_database_url)
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", empty_database_url)
    assert prepare(Settings()) is not None
    with opened(empty_database_url) as db:
        assert renew(db) == Replayed(0, 0, 0)
        bob, _ = learners(db)
        with db.reading() as connection:
            assert min(card.interval for card in cards_by_fact(connection, bob.id).values()) > 0
