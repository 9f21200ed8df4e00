"""What other processes do to a database while a test looks on; imports little, so that a process starts soon."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import Engine, event

from quizapp.storage.database import Database, migrate

READ, WRITE = "SELECT value FROM counter", "UPDATE counter SET value = {}"
PATIENCE = 60
SPAWNING = multiprocessing.get_context("spawn")


def count_up(url: str, times: int) -> None:
    """Read a number and write it back one higher."""
    with closing(Database(url)) as db:
        for _ in range(times):
            with db.writing() as connection:
                value = connection.exec_driver_sql(READ).scalar_one()
                connection.exec_driver_sql(WRITE.format(value + 1))


def count_up_directly(url: str, times: int) -> None:
    """Do the same through the driver's own connection."""
    with closing(Database(url)) as db:
        for _ in range(times):
            with db.writing_directly() as direct:
                direct.cursor.execute(READ)
                (value,) = direct.cursor.fetchone() or (0,)
                direct.cursor.execute(WRITE.format(value + 1))


def write_and_die(url: str, commit: bool) -> None:
    """Write a number and die without a goodbye, after the commit or before it."""
    db = Database(url)
    with db.writing() as connection:
        connection.exec_driver_sql(WRITE.format(7))
        if not commit:
            os.kill(os.getpid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def migrate_and_die(url: str, statements: int) -> None:
    """Begin to migrate and die without a goodbye after some statements."""
    left = iter(range(statements))

    def die_in_time(*_: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", die_in_time)
    migrate(url)


def migrate_slowly(url: str, begin: Barrier) -> None:
    """Wait for the others and migrate, with a pause after each statement that gives them time to get in between."""
    event.listen(Engine, "after_cursor_execute", lambda *_: time.sleep(0.01))
    begin.wait(PATIENCE)
    migrate(url)


@contextmanager
def started(*jobs: tuple[Callable[..., None], tuple[Any, ...]]) -> Iterator[list[BaseProcess]]:
    """Start a process for each job and kill what still runs at the end."""
    processes: list[BaseProcess] = [SPAWNING.Process(target=do, args=arguments) for do, arguments in jobs]
    try:
        for process in processes:
            process.start()
        yield processes
    finally:
        for process in processes:
            if process.is_alive():
                process.kill()
            process.join()


def exit_codes(*jobs: tuple[Callable[..., None], tuple[Any, ...]]) -> list[int | None]:
    """Run each job in a process of its own, all at the same time, and return how they ended."""
    with started(*jobs) as processes:
        for process in processes:
            process.join(PATIENCE)
        return [process.exitcode for process in processes]
