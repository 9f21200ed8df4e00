"""Transactions on both engines: whole or not at all, one writer after the other on SQLite, durable once committed."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Protocol

import psutil
import pytest
from sqlalchemy import make_url

from quizapp.errors import DatabaseUnusable
from quizapp.storage.database import Database
from tests.quizapp.people import at_once, opened
from tests.quizapp.workers import READ, WRITE, count_up, count_up_directly, exit_codes, write_and_die

PROCESSES, TIMES = 6, 300


class Oops(Exception):
    """Raised in the middle of a transaction."""


@pytest.fixture
def counter_url(database_url: str) -> str:
    """Give a database that counts, on each engine in turn."""
    return with_a_counter(database_url)


@pytest.fixture
def counter(counter_url: str) -> Iterator[Database]:
    """Give that database opened."""
    with opened(counter_url) as db:
        yield db


def with_a_counter(url: str) -> str:
    with opened(url) as db, db.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE counter (value INTEGER NOT NULL)")
        connection.exec_driver_sql("INSERT INTO counter VALUES (0)")
    return url


def counted(db: Database) -> int:
    with db.reading() as connection:
        value: int = connection.exec_driver_sql(READ).scalar_one()
        return value


def counted_directly(db: Database) -> int:
    with db.reading_directly() as direct:
        direct.cursor.execute(READ)
        (value,) = direct.cursor.fetchone() or (0,)
        return int(value)


def nothing() -> None:
    """Do nothing while a transaction is open."""


def fail() -> None:
    raise Oops


def write(db: Database, value: int, meanwhile: Callable[[], object] = nothing) -> None:
    with db.writing() as connection:
        connection.exec_driver_sql(WRITE.format(value))
        meanwhile()


def write_directly(db: Database, value: int, meanwhile: Callable[[], object] = nothing) -> None:
    with db.writing_directly() as direct:
        direct.cursor.execute(WRITE.format(value))
        meanwhile()


class Write(Protocol):
    """Writes a number, and does something before the transaction ends."""

    def __call__(self, db: Database, value: int, meanwhile: Callable[[], object] = nothing) -> None: ...


READERS = pytest.mark.parametrize("read", [counted, counted_directly])
WRITERS = pytest.mark.parametrize("put", [write, write_directly])


@READERS
@WRITERS
def test_what_was_written_is_read(counter: Database, put: Write, read: Callable[[Database], int]) -> None:
    put(counter, 5)
    assert read(counter) == 5


@WRITERS
def test_what_was_written_is_seen_by_everyone_once_the_transaction_ends(
    counter: Database, counter_url: str, put: Write
) -> None:
    with opened(counter_url) as other:
        seen: list[int] = []
        put(counter, 5, lambda: seen.append(counted(other)))
        assert [*seen, counted(other)] == [0, 5]


@WRITERS
def test_a_transaction_that_fails_leaves_nothing_behind(counter: Database, put: Write) -> None:
    with pytest.raises(Oops):
        put(counter, 5, fail)
    assert counted(counter) == counted_directly(counter) == 0


@WRITERS
def test_a_transaction_that_failed_keeps_nobody_from_writing(counter: Database, counter_url: str, put: Write) -> None:
    with pytest.raises(Oops):
        put(counter, 5, fail)
    put(counter, 6)
    with opened(counter_url) as other:
        write_directly(other, counted(counter) + 1)
    assert counted(counter) == 7


def test_a_transaction_may_be_left_early(counter: Database) -> None:
    def leave_early() -> str:
        with counter.writing_directly() as direct:
            direct.cursor.execute(WRITE.format(8))
            return "left"

    assert leave_early() == "left"
    assert counted(counter) == 8


@READERS
@WRITERS
def test_readers_do_not_wait_for_a_writer(counter: Database, put: Write, read: Callable[[Database], int]) -> None:
    seen: list[int] = []
    put(counter, 5, lambda: seen.extend(at_once(2, lambda _: read(counter))))
    assert seen == [0, 0]


def test_a_reading_transaction_sees_one_state_of_the_database(sqlite_url: str) -> None:
    with opened(with_a_counter(sqlite_url)) as db, db.reading() as connection:
        assert connection.exec_driver_sql(READ).scalar_one() == 0
        with opened(sqlite_url) as other:
            write(other, 5)
        assert connection.exec_driver_sql(READ).scalar_one() == 0


@WRITERS
def test_a_writer_of_another_process_is_waited_for(sqlite_url: str, put: Write) -> None:
    holds, may_end = Event(), Event()

    def hold() -> None:
        holds.set()
        may_end.wait(10)

    with opened(with_a_counter(sqlite_url)) as db, opened(sqlite_url) as other:
        holder = Thread(target=put, args=(other, 1, hold))
        holder.start()
        assert holds.wait(10)
        waiter = Thread(target=count_up, args=(sqlite_url, 1))
        waiter.start()
        waiter.join(0.2)
        assert waiter.is_alive()
        may_end.set()
        waiter.join(10)
        holder.join(10)
        assert counted(db) == 2


def test_threads_lose_no_update(sqlite_url: str) -> None:
    def count_twice(number: int) -> None:
        for each in range(2):
            if (number + each) % 2:
                with db.writing_directly() as direct:
                    direct.cursor.execute(READ)
                    (value,) = direct.cursor.fetchone() or (0,)
                    direct.cursor.execute(WRITE.format(value + 1))
            else:
                with db.writing() as connection:
                    value = connection.exec_driver_sql(READ).scalar_one()
                    connection.exec_driver_sql(WRITE.format(value + 1))

    with opened(with_a_counter(sqlite_url)) as db:
        at_once(40, count_twice)
        assert counted(db) == 80


def test_processes_lose_no_update(sqlite_url: str) -> None:
    with_a_counter(sqlite_url)
    half = PROCESSES // 2
    jobs = [(count_up, (sqlite_url, TIMES))] * half + [(count_up_directly, (sqlite_url, TIMES))] * half
    assert exit_codes(*jobs) == [0] * PROCESSES
    with opened(sqlite_url) as db:
        assert counted(db) == PROCESSES * TIMES


@pytest.mark.parametrize(("commit", "kept"), [(True, 7), (False, 0)], ids=["after the commit", "before the commit"])
def test_a_process_that_is_killed_leaves_what_it_committed_and_no_more(
    counter_url: str, commit: bool, kept: int
) -> None:
    assert exit_codes((write_and_die, (counter_url, commit))) == [-signal.SIGKILL]
    with opened(counter_url) as db:
        assert counted(db) == kept
        write(db, kept + 1)
        assert counted(db) == kept + 1


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000, "trusted_schema": 0}


@pytest.mark.parametrize(("name", "value"), PRAGMAS.items())
def test_every_connection_to_sqlite_is_durable_patient_and_strict(sqlite_url: str, name: str, value: object) -> None:
    ask = f"PRAGMA {name}"
    with opened(sqlite_url) as db:
        for transaction in (db.reading, db.writing):
            with transaction() as connection:
                assert connection.exec_driver_sql(ask).scalar_one() == value
        for direct_transaction in (db.reading_directly, db.writing_directly):
            with direct_transaction() as direct:
                direct.cursor.execute(ask)
                assert direct.cursor.fetchone() == (value,)


def test_a_connection_that_is_lent_again_holds_nothing_of_a_transaction_that_failed(
    counter: Database, counter_url: str
) -> None:
    with pytest.raises(Oops):
        write_directly(counter, 9, fail)
    with opened(counter_url) as other:
        write(other, 2)
    assert counted_directly(counter) == 2


def test_a_transaction_that_reads_keeps_nothing_that_slips_in(postgres_url: str) -> None:
    with opened(with_a_counter(postgres_url)) as db:
        with db.reading_directly() as direct:
            direct.cursor.execute(WRITE.format(9))
        assert counted(db) == 0


def test_closing_lets_go_of_the_file(sqlite_url: str) -> None:
    path = make_url(sqlite_url).database
    with opened(with_a_counter(sqlite_url)) as db:
        at_once(8, lambda _: counted(db) + counted_directly(db))
        assert path in open_files()
    assert path not in open_files()


def open_files() -> set[str]:
    return {file.path for file in psutil.Process().open_files()}


def test_a_database_can_be_copied_while_it_is_written(sqlite_url: str, tmp_path: Path) -> None:
    def copy() -> None:
        source = make_url(sqlite_url).database or ""
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(tmp_path / "copy.db")) as new:
            old.backup(new)
            assert new.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert new.execute(READ).fetchone() == (0,)

    with opened(with_a_counter(sqlite_url)) as db:
        write(db, 3, copy)


@pytest.mark.parametrize("address", ["", "quiz", "/home/bob/quiz.db", "postgresql", "nosuchengine://host/quiz"])
def test_what_is_no_address_of_a_database_is_said_to_be_none(address: str) -> None:
    with pytest.raises(DatabaseUnusable, match="give one such as postgresql://"):
        Database(address)


def test_a_database_without_its_driver_is_refused_with_the_name_of_what_is_missing() -> None:
    with pytest.raises(DatabaseUnusable, match=r"needs MySQLdb, which is not installed"):
        Database("mysql://bob@host/quiz")


@pytest.mark.parametrize("address", ["nosuchengine://bob:sec@/ret@host/quiz", "mysql://bob:sec@/ret@host/quiz"])
def test_a_password_is_not_repeated_in_the_message(address: str) -> None:
    with pytest.raises(DatabaseUnusable, match=r"“\w+://bob:\*\*\*@host/quiz”"):
        Database(address)


def test_a_connection_that_cannot_begin_leaves_the_way_free(sqlite_url: str) -> None:
    with closing(Database(sqlite_url)) as db:
        broken = db.lend()
        broken.close()
        db._idle.append(broken)
        with pytest.raises(sqlite3.ProgrammingError, match="closed"), db.writing_directly():
            pass
        assert db.writer.acquire(blocking=False)
        db.writer.release()
