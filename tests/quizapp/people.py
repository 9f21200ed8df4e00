"""What alice, bob and charlie do in the tests, at moments that the tests say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Barrier
from typing import TypeVar

from question_bank.bank import Bank
from question_bank.interactions import Response
from question_bank.kinds import AnyQuestion
from quizapp.domain.days import end_of_day
from quizapp.services import sittings
from quizapp.services.people import Actor
from quizapp.services.publishing import Report, publish
from quizapp.services.shown import Shown
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from tests.quizapp.planets import BANK, DIGEST, QUESTIONS, right

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
"""The fixed clock: a Monday morning in spring."""
MS = timedelta(milliseconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

T = TypeVar("T")


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Open a database as another process would, with connections of its own."""
    db = Database(url)
    try:
        yield db
    finally:
        db.close()


def published(
    db: Database, *questions: AnyQuestion, bank: Bank = BANK, digest: str = DIGEST, now: datetime = NOW
) -> Report:
    """Publish the tiny bank with some questions of it, or others in their place; without any, all twelve."""
    return Report(*map(tuple, publish(db, bank, questions or QUESTIONS, digest, now)))


def begun(
    db: Database, actor: Actor, now: datetime = NOW, chance: Random | None = None, choice: Choice | None = None
) -> str:
    """Begin a sitting and return its id."""
    wanted = choice or Choice()
    sitting_id = sittings.begin(db, actor, wanted, now, end_of_day(now, UTC), chance or Random(7))
    assert sitting_id is not None
    return sitting_id


def shown(db: Database, actor: Actor, sitting_id: str, position: int | None = None) -> Shown:
    """Look at a place of a sitting, or at the first one without a response."""
    found = sittings.place(db, actor, sitting_id, position)
    assert found is not None
    return found


def planned(db: Database, actor: Actor, sitting_id: str) -> list[AnyQuestion]:
    """List the questions of a sitting in their order."""
    return [item.question for item in sittings.summary(db, actor, sitting_id).items]


def practised(
    db: Database,
    actor: Actor,
    now: datetime = NOW,
    respond: Callable[[AnyQuestion], Response] = right,
    choice: Choice | None = None,
) -> str:
    """Begin a sitting, answer all of it in a minute each, and return its id."""
    sitting_id = begun(db, actor, now, choice=choice)
    for position, question in enumerate(planned(db, actor, sitting_id)):
        at = now + position * MINUTE
        sittings.answer(db, actor, sitting_id, position, respond(question), 4.5, at)
    return sitting_id


def at_once(count: int, do: Callable[[int], T]) -> list[T]:
    """Do something in as many threads, all let off at the same moment; return what each returned."""
    barrier = Barrier(count, timeout=30)

    def wait_and_do(number: int) -> T:
        barrier.wait()
        return do(number)

    with ThreadPoolExecutor(count) as threads:
        return [one.result() for one in [threads.submit(wait_and_do, number) for number in range(count)]]
