"""The server is killed while learners answer, and a hundred of them answer at once: nothing is lost, nothing doubled.

The learners are real connections to the real server, without browsers: fifty of those would be too slow.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from streamlit.proto.Button_pb2 import Button
from websockets.exceptions import ConnectionClosed

from benchmarks.streamlit_user import User, key
from quizapp.domain.modes import Mode
from quizapp.services import sittings
from quizapp.services.people import Profile, create_profile
from quizapp.services.publishing import publish_shipped
from quizapp.services.replay import replay
from quizapp.services.sittings import Choice
from quizapp.settings import sqlite_url
from quizapp.storage.database import Database, migrate
from quizapp.ui import visit
from tests.server import Server, free_port

KILLS, LEARNERS = int(os.environ.get("QUIZAPP_KILLS", "5")), 10
"""Ten learners at work when the server is killed are ten random moments; QUIZAPP_KILLS=50 kills it fifty times."""
MOST = 40 * KILLS
"""Questions of a sitting at most: enough to go on to the last kill."""
CONNECTING = 8
CROWD = 100
PATIENCE = 60


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Give a server on an empty folder, not started."""
    one = Server(tmp_path / "data", port=free_port())
    one.data.mkdir()
    yield one
    one.stop()


@dataclass
class Learner:
    """A learner with a sitting, and the attempts that the page acknowledged, in order."""

    profile: Profile
    sitting_id: str
    is_examined: bool
    chance: Random
    acknowledged: dict[str, None] = field(default_factory=dict)
    in_flight: bool = False

    def tab(self, server: Server) -> User:
        return User(server.port, "practise", f"sitting={self.sitting_id}", f"{visit.COOKIE}={self.profile.token}")

    async def work(self, user: User) -> None:
        """Answer, think and go on until the connection is gone."""
        try:
            while True:
                await asyncio.sleep(self.chance.uniform(0, 0.1))
                self.in_flight = True
                await user.click(self._wanted(user))
                self.in_flight = False
                self.note(user)
        except (ConnectionClosed, OSError):
            return

    def note(self, user: User) -> None:
        """Note which attempt the page shows as answered, or as kept in an exam."""
        shown = [key(one).removeprefix("next-") for one in user.buttons("next-")]
        shown += [key(one).split("-")[1] for one in user.buttons("option-") if "your answer" in one.label]
        for attempt_id in shown:
            self.acknowledged.pop(attempt_id, None)
            self.acknowledged[attempt_id] = None

    def _wanted(self, user: User) -> Button:
        """Go on if the question is answered, in an exam now and then; else choose an option."""
        on = user.buttons("step-Next") if self.is_examined else user.buttons("next-")
        options = user.buttons("option-")
        if on and (not options or (self.is_examined and self.chance.random() < 0.4)):
            return on[0]
        return self.chance.choice(options)


@contextmanager
def opened(server: Server) -> Iterator[Database]:
    with closing(Database(sqlite_url(server.data / "quizapp.sqlite"))) as db:
        yield db


def prepared(server: Server, count: int) -> list[Learner]:
    """Publish the bank, and begin a sitting of each learner with questions that are answered by one press."""
    now = datetime.now(UTC)
    migrate(sqlite_url(server.data / "quizapp.sqlite"))
    with opened(server) as db:
        publish_shipped(db, now)
        with db.writing() as connection:
            connection.exec_driver_sql("UPDATE question SET withdrawn = (kind <> 'multiple_choice')")
        return [_learner(db, number, now) for number in range(count)]


def _learner(db: Database, number: int, now: datetime) -> Learner:
    profile = create_profile(db, f"Learner {number}", "learner", now)
    is_examined = number % 3 == 2
    choice = Choice(MOST, mode=Mode.EXAM if is_examined else Mode.PRACTICE, minutes=600)
    sitting_id = sittings.begin(db, profile.actor, choice, now, now, Random(number))
    assert sitting_id is not None
    return Learner(profile, sitting_id, is_examined, Random(number))


async def arrived(server: Server, learners: list[Learner]) -> list[User]:
    """Open a tab for each, a few at a time."""
    gate = asyncio.Semaphore(CONNECTING)

    async def arrive(learner: Learner) -> User:
        async with gate:
            user = learner.tab(server)
            await asyncio.wait_for(user.open(), PATIENCE)
            return user

    return list(await asyncio.gather(*map(arrive, learners)))


async def killed_at_work(server: Server, learners: list[Learner], seconds: float) -> int:
    """Let all work for a while, and kill the server; return how many had an answer on its way just then."""
    users = await arrived(server, learners)
    tasks = [asyncio.create_task(one.work(user)) for one, user in zip(learners, users, strict=True)]
    await asyncio.sleep(seconds)
    in_flight = sum(one.in_flight for one in learners)
    server.kill()
    await asyncio.wait_for(asyncio.gather(*tasks), PATIENCE)
    return in_flight


def attempts(db: Database, learner: Learner) -> dict[str, str]:
    """Return the attempts in the log, each with its question."""
    with db.reading() as connection:
        sql = "SELECT id, question_id FROM attempt WHERE sitting_id = ?"
        return {row[0]: row[1] for row in connection.exec_driver_sql(sql, (learner.sitting_id,))}


def taken_back(db: Database, learner: Learner) -> set[str]:
    with db.reading() as connection:
        sql = "SELECT attempt_id FROM correction WHERE learner_id = ? AND score IS NULL"
        return set(connection.exec_driver_sql(sql, (learner.profile.actor.id,)).scalars())


def places(db: Database, learner: Learner) -> dict[str, int]:
    """Return the attempts of a sitting's places, answered or not, with the place of each."""
    with db.reading() as connection:
        sql = "SELECT attempt_id, position FROM sitting_item WHERE sitting_id = ?"
        return {row[0]: row[1] for row in connection.exec_driver_sql(sql, (learner.sitting_id,))}


def reviews(db: Database, learner: Learner) -> list[str]:
    with db.reading() as connection:
        sql = "SELECT attempt_id FROM review WHERE learner_id = ?"
        return list(connection.exec_driver_sql(sql, (learner.profile.actor.id,)).scalars())


def assert_nothing_lost_or_doubled(server: Server, learners: list[Learner]) -> None:
    with opened(server) as db:
        for one in learners:
            kept, back, planned = attempts(db, one), taken_back(db, one), places(db, one)
            standing = kept.keys() - back
            assert one.acknowledged.keys() <= kept.keys(), "an answer that was acknowledged is lost"
            assert standing <= planned.keys(), "an answer counts that stands at no place"
            assert len({planned[id] for id in standing}) == len(standing), "a place has two answers"
            assert set(reviews(db, one)) <= kept.keys()
            if one.is_examined:  # of what was changed, the last answer that was acknowledged counts, or a later one
                last = {kept[id]: id for id in one.acknowledged}
                assert all(id == last[kept[id]] for id in standing & one.acknowledged.keys()), "a change is lost"
        assert replay(db).changed == 0, "a card does not agree with the log"


def test_fifty_random_moments_at_which_the_server_is_killed_lose_and_double_nothing(server: Server) -> None:
    learners, chance, during = prepared(server, LEARNERS), Random(20_261_122), 0
    for number in range(KILLS):
        server.start()
        during += asyncio.run(killed_at_work(server, learners, chance.uniform(0.3, 1.2)))
        assert_nothing_lost_or_doubled(server, learners)
        assert sum(len(one.acknowledged) for one in learners) > LEARNERS * number, "nobody came to answer anything"
    assert 0 < during < KILLS * LEARNERS, "the moments are not both between and during answers"
    server.start()
    users = asyncio.run(came_back(server, learners))
    with opened(server) as db:
        for one, (open_now, outline) in zip(learners, users, strict=True):
            found = sittings.place(db, one.profile.actor, one.sitting_id)
            assert found is not None
            assert open_now == {found.attempt_id}, outline


async def came_back(server: Server, learners: list[Learner]) -> list[tuple[set[str], str]]:
    """Open the sittings once more; return which attempts they show, and what else."""
    users = await arrived(server, learners)
    seen = [({key(one).split("-")[1] for one in user.buttons("option-")}, user.outline()) for user in users]
    await asyncio.gather(*(user.close() for user in users))
    return seen


def test_a_hundred_learners_who_answer_in_the_same_second_are_all_heard(server: Server) -> None:
    learners = prepared(server, CROWD)
    server.start()
    took = asyncio.run(all_at_once(server, learners))
    with opened(server) as db:
        for one in learners:
            assert len(attempts(db, one)) == 1
            assert one.acknowledged.keys() == attempts(db, one).keys()
        assert replay(db).changed == 0
    print(f"The slowest of {CROWD} waited {max(took):.0f} ms, 95 of 100 at most {sorted(took)[94]:.0f} ms.")


async def all_at_once(server: Server, learners: list[Learner]) -> list[float]:
    """Let everyone press an option at the same moment; return the milliseconds until each had the feedback."""
    users = await arrived(server, learners)
    took = await asyncio.gather(*(user.click(user.buttons("option-")[0]) for user in users))
    for one, user in zip(learners, users, strict=True):
        one.note(user)
    await asyncio.gather(*(user.close() for user in users))
    return list(took)
