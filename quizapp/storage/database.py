"""The database: opened, migrated, read and written; SQLite by default, PostgreSQL by its URL."""

import re
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from quizapp.errors import DatabaseUnusable
from quizapp.storage.statements import Direct

__all__ = ["Connection", "Database", "Direct", "migrate"]

PRAGMAS = (
    "journal_mode=WAL",
    "busy_timeout=30000",
    "foreign_keys=ON",
    "synchronous=FULL",
    "trusted_schema=OFF",
)


_PASSWORD = re.compile(r"(://[^:/@]*):.*@")


class Database:
    """One database; hands out transactions.

    On SQLite a writer begins with BEGIN IMMEDIATE and waits for a lock of the process first: a transaction that
    reads and then writes would otherwise fail at once, and waiting in SQLite sleeps longer than a lock does.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.writer = Lock()
        self._idle: deque[DBAPIConnection] = deque()
        self._read_engine = self.engine.execution_options(reads_only=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads."""
        with self._read_engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes; it is committed at the end, or rolled back when something is raised."""
        with self.writer if self.is_sqlite else nullcontext(), self.engine.begin() as connection:
            yield connection

    def reading_directly(self) -> "Transaction":
        """Read through the driver's own connection; each statement sees what is committed when it begins."""
        return Transaction(self, writes=False)

    def writing_directly(self) -> "Transaction":
        """Write through the driver's own connection; committed or rolled back as by `writing`."""
        return Transaction(self, writes=True)

    def lend(self) -> DBAPIConnection:
        """Lend a connection of the driver.

        Connections to a file neither break nor age, so idle ones are kept in a stack of our own: lending one from
        the pool costs as much as two statements.
        """
        if not self.is_sqlite:
            return cast(DBAPIConnection, self.engine.raw_connection())
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def take_back(self, connection: DBAPIConnection) -> None:
        """Take a connection back; what is not committed is rolled back."""
        if self.is_sqlite:
            connection.rollback()
            self._idle.append(connection)
        else:
            connection.close()  # the pool's, which rolls back

    def _connect(self) -> DBAPIConnection:
        fairy = self.engine.raw_connection()
        connection: DBAPIConnection = cast(Any, fairy.driver_connection)
        fairy.detach()
        return connection

    def close(self) -> None:
        """Close all connections."""
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()


class Transaction:
    """A transaction of the driver's own: a class, because a generator costs as much as a statement."""

    __slots__ = ("_connection", "_database", "_immediate", "_writes")

    def __init__(self, database: Database, writes: bool) -> None:
        self._database = database
        self._connection: DBAPIConnection | None = None
        self._writes = writes
        self._immediate = writes and database.is_sqlite

    def __enter__(self) -> Direct:
        if self._immediate:
            self._database.writer.acquire()
        begun = False
        try:
            self._connection = self._database.lend()
            cursor = self._connection.cursor()
            if self._immediate:
                cursor.execute("BEGIN IMMEDIATE")
            begun = True
        finally:
            if not begun:
                self._release()
        return Direct(cursor, self._database.engine.dialect)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if self._writes and kind is None and self._connection:
                self._connection.commit()
        finally:
            self._release()

    def _release(self) -> None:
        """Give connection and lock back, the lock even where the connection is broken."""
        try:
            if self._connection:
                self._database.take_back(self._connection)
        finally:
            if self._immediate:
                self._database.writer.release()


def _engine(url: str) -> Engine:
    shown = _PASSWORD.sub(r"\1:***@", url)
    try:
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseUnusable(
            f"“{shown}” is no address of a database: give one such as postgresql://name@host/quiz."
        ) from error
    except ImportError as error:
        raise DatabaseUnusable(
            f"“{shown}” needs {error.name}, which is not installed: for PostgreSQL, install quizapp[postgresql]."
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin by itself, and deferred
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def migrate(url: str) -> None:
    """Create the database or bring it to the newest schema.

    Raises:
        DatabaseUnusable: the file cannot be opened, is no database, or was written by a newer version.
    """
    with closing(Database(url)) as database:
        address = database.engine.url
        if _revision(database) == _newest_revision():
            return
    from quizapp.storage.schema import UnknownRevision, upgrade  # Alembic: a third of a second, rarely needed

    path = address.database if database.is_sqlite else None
    try:
        if path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        upgrade(url)
    except UnknownRevision as error:
        raise DatabaseUnusable(
            f"The database was written by another version of quizapp ({error}): install that version or a newer one."
        ) from error
    except (DatabaseError, OSError) as error:
        cause = str(getattr(error, "orig", error)).strip().partition("\n")[0].rstrip(".")
        raise DatabaseUnusable(f"The database {path or repr(address)} cannot be used: {cause}.") from error


def _revision(database: Database) -> str | None:
    """Return the revision of a database's schema; None if it has none that can be read."""
    try:
        with database.reading() as connection:
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except DatabaseError:
        return None
    return found


def _newest_revision() -> str:
    """Return the newest revision: files of migrations begin with theirs, and a test holds that."""
    return max(path.name.partition("_")[0] for path in (Path(__file__).parent / "migrations" / "versions").glob("*.py"))
