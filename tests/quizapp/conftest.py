"""Who and what every test of the app may ask for by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

import pytest

from quizapp.services.people import Actor, create_profile
from quizapp.storage.database import Database
from tests.quizapp.people import LONG_AGO, NOW, opened, published


@pytest.fixture
def now() -> datetime:
    """Give the moment at which the clock of the tests stands."""
    return NOW


@pytest.fixture
def chance() -> Random:
    """Give chance that falls the same way in every run."""
    return Random(20_260_504)


@pytest.fixture
def bare_db(database_url: str) -> Iterator[Database]:
    """Give a database with tables and without a row, on each engine in turn."""
    with opened(database_url) as db:
        yield db


@pytest.fixture
def db(bare_db: Database) -> Database:
    """Give a database with the tiny bank, on each engine in turn."""
    published(bare_db, now=LONG_AGO)
    return bare_db


@pytest.fixture
def alice(bare_db: Database) -> Actor:
    """Give a teacher."""
    return create_profile(bare_db, "Alice", "teacher", LONG_AGO).actor


@pytest.fixture
def bob(bare_db: Database) -> Actor:
    """Give a learner."""
    return create_profile(bare_db, "Bob", "learner", LONG_AGO).actor


@pytest.fixture
def charlie(bare_db: Database) -> Actor:
    """Give another learner."""
    return create_profile(bare_db, "Charlie", "learner", LONG_AGO).actor
