"""What all tests share: fresh databases on both engines, and the real server as a process."""

from __future__ import annotations

import itertools
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import PostgresServer, running_server
from tests.server import Server

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
_numbers = itertools.count(1)

# A busy machine is no failure: no test depends on time.
settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")


def _new_name() -> str:
    """Name a database so that two test runs on one PostgreSQL server do not meet."""
    return f"quizapp_test_{os.getpid()}_{next(_numbers)}"


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Keep `__main__`: AppTest leaves its page behind as that, and a process that a later test starts would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Give a real PostgreSQL server, started at most once in a test run."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> Iterator[str]:
    """Name a PostgreSQL database with our tables and no rows: copying it is faster than migrating."""
    from quizapp.storage.database import migrate

    name = _new_name()
    migrate(postgres_server.create(name))
    yield name
    postgres_server.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an SQLite file with our tables and no rows."""
    from quizapp.storage.database import migrate

    path = tmp_path_factory.mktemp("template") / "quiz.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give an SQLite database of the test's own, with our tables."""
    path = tmp_path / "quiz.db"
    # Not a plain copy of the file: that would leave behind what still stands in the write-ahead log.
    with closing(sqlite3.connect(sqlite_template)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """Give a PostgreSQL database of the test's own, with our tables."""
    name = _new_name()
    yield postgres_server.create(name, template=postgres_template)
    postgres_server.drop(name)


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Give a PostgreSQL database of the test's own, without any table."""
    name = _new_name()
    yield postgres_server.create(name)
    postgres_server.drop(name)


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """Give a fresh database with our tables, on each engine in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give a database without any table, on each engine in turn: for tests of the migrations."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run the installed app on a data folder that the tests of one file share."""
    running = Server(tmp_path_factory.mktemp("server") / "data")
    running.data.mkdir()
    running.start()
    yield running
    running.stop()
