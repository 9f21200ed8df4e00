"""Our practice page and the bare page, each with a server of its own, and the learners who click there."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import NamedTuple
from urllib.request import ProxyHandler, build_opener

import psutil
from streamlit.proto.Button_pb2 import Button

from benchmarks.streamlit_user import HOST, Astray, User, key
from quizapp.services import people, sittings
from quizapp.services.publishing import publish_shipped
from quizapp.settings import Settings
from quizapp.storage.database import Database, migrate

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 40
"""Questions in a sitting; the first learner's is as long as the bank."""
START_SECONDS = 30


class Click(NamedTuple):
    """What a click was for, and how many milliseconds it took to the last message."""

    what: str
    took: float


@dataclass
class Page:
    """A page with a server of its own, and how a learner goes on there by one click."""

    name: str
    port: int
    process: psutil.Process
    tab: Callable[[int], User]
    go_on: Callable[[User, Random], Awaitable[Click]]


@dataclass
class Ours:
    """The learners at our page: the cookies and sittings to come with, and the answers seen acknowledged."""

    learners: list[tuple[str, str]]
    acknowledged: list[str] = field(default_factory=list)
    picked: set[str] = field(default_factory=set)

    def tab(self, port: int, number: int) -> User:
        """Return the tab of a learner, not opened yet."""
        token, sitting_id = self.learners[number]
        return User(port, "practise", f"sitting={sitting_id}", f"quizapp_profile={token}")

    async def go_on(self, user: User, chance: Random) -> Click:
        """Go to the next question if this one is answered; else turn its card over, pick, type, choose or check."""
        if found := user.buttons("next-"):
            return Click("next", await user.click(found[0]))
        if found := user.buttons("turn-"):
            return Click("turn", await user.click(found[0]))
        user.fill_forms("2019", chance)
        took = await user.click(self._what_to_press(user, chance))
        marked = [key(one).removeprefix("next-") for one in user.buttons("next-")]
        self.acknowledged += marked
        return Click("answer" if marked else "pick", took)

    def _what_to_press(self, user: User, chance: Random) -> Button:
        """Choose a button: what checks a response once something is picked, else something that is not picked yet."""
        options, checks = user.buttons("option-") or user.buttons("rating-"), user.buttons("check-")
        left = [one for one in options if key(one) not in self.picked]
        if checks and len(left) < max(1, len(options)):
            return checks[0]
        if not options:
            raise Astray(f"our page shows {user.outline()}")
        one = chance.choice(left or options)
        self.picked.add(key(one))
        return one


async def go_on_bare(user: User, chance: Random) -> Click:
    """Go to the next question if this one is answered; else choose an option."""
    if found := user.buttons("next"):
        return Click("next", await user.click(found[0]))
    if found := user.buttons("option-"):
        return Click("answer", await user.click(chance.choice(found)))
    raise Astray(f"the bare page shows {user.outline()}")


def prepared(data: Path, learners: int) -> Ours:
    """Publish the bank and give each learner a profile and a sitting; the first one's is as long as the bank."""
    url, now = Settings(data=data, database_url=None).url, datetime.now(UTC)
    migrate(url)
    with closing(Database(url)) as db:
        publish_shipped(db, now)
        return Ours([_learner(db, number, now) for number in range(learners)])


def _learner(db: Database, number: int, now: datetime) -> tuple[str, str]:
    profile = people.create_profile(db, f"Learner {number}", "learner", now)
    choice = sittings.Choice(LENGTH if number else 1000)
    sitting_id = sittings.begin(db, profile.actor, choice, now, now + timedelta(days=1), Random(number))
    assert sitting_id, "the bank that ships has no questions"
    return profile.token, sitting_id


@contextmanager
def served(command: list[str], log: Path, cwd: Path) -> Iterator[psutil.Process]:
    """Run a server on the port that ends its command until the block ends."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUIZAPP_", "STREAMLIT_"))}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=cwd, env=kept | {"PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        try:
            _wait_until_healthy(process, int(command[-1]), log)
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    opener, end = build_opener(ProxyHandler({})), monotonic() + START_SECONDS
    while monotonic() < end and process.poll() is None:
        try:
            with opener.open(f"http://{HOST}:{port}/_stcore/health", timeout=1):
                return
        except OSError:
            sleep(0.05)
    raise AssertionError(f"the server did not start:\n{log.read_text('utf-8', 'replace')[-4000:]}")


@contextmanager
def running(folder: Path, ours: Ours) -> Iterator[list[Page]]:
    """Run both servers."""
    one, two = _free_ports(2)
    command = [str(Path(sys.executable).with_name("quizapp")), "run", "--data", str(folder), "--port", str(one)]
    bare_command = [sys.executable, "-P", "-m", "benchmarks.bare", str(two)]
    settings_are_here = ROOT / "quizapp"  # Streamlit reads .streamlit/config.toml where it is started
    with (
        served(command, folder / "ours.log", ROOT) as our_process,
        served(bare_command, folder / "bare.log", settings_are_here) as bare_process,
    ):
        yield [
            Page("ours", one, our_process, lambda number: ours.tab(one, number), ours.go_on),
            Page("bare", two, bare_process, lambda _: User(two), go_on_bare),
        ]


def _free_ports(count: int) -> list[int]:
    probes = [socket.create_server((HOST, 0)) for _ in range(count)]
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def print_kept(folder: Path, acknowledged: list[str]) -> None:
    """Count what became of the answers that were acknowledged: each is one attempt, and moved at least one card."""
    kept = "SELECT id, (SELECT count(*) FROM review WHERE review.attempt_id = attempt.id) FROM attempt"
    with closing(sqlite3.connect(folder / "quizapp.sqlite")) as connection:
        stored: dict[str, int] = dict(connection.execute(kept).fetchall())
    lost = sum(not stored.get(one) for one in acknowledged)
    twice = len(acknowledged) - len(set(acknowledged))
    unseen = len(stored.keys() - set(acknowledged))
    print(f"\nanswers: {len(acknowledged):,} acknowledged, {len(stored):,} stored; {lost} lost,"
          f" {twice} acknowledged twice, {unseen} stored without being acknowledged")  # fmt: skip
