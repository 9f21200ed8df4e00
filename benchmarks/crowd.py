"""Many learners at one page at the same time: how many there may be until clicks take too long."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from typing import NamedTuple

import psutil

from benchmarks.contestants import Page
from benchmarks.measure import Timing
from benchmarks.streamlit_user import User

THOUGHT = 3.0
LIMIT = 200.0
WARM_UP = 3.0
WINDOW = 12.0
SLOWEST = 30.0
CONNECTING = 8
FIRST = 200


class Window(NamedTuple):
    """What a number of learners met in some seconds."""

    learners: int
    timing: Timing
    lag: float
    rate: float
    server: float
    client: float
    others: float

    @property
    def holds(self) -> bool:
        """Say whether the page was quick enough for nearly everyone."""
        return self.timing.p95 < LIMIT


@dataclass
class Crowd:
    """The learners at a page; those who do not take part in a window keep their tab open."""

    page: Page
    most: int
    users: list[User] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    holds: int = 0
    fails: int | None = None

    @property
    def level(self) -> int | None:
        """The number of learners to try next, or None once the limit is known to a tenth."""
        if self.fails is None:
            return min(2 * self.holds or FIRST, self.most) if self.holds < self.most else None
        return (self.holds + self.fails) // 2 // 10 * 10 if self.fails > 1.1 * max(self.holds, 50) else None

    async def tried(self, learners: int) -> Window:
        """Let a number of learners answer for a while, and note whether the page holds."""
        await self._grow(learners)
        window = await self._window(learners)
        self.others.append(window.others)
        if window.holds:
            self.holds = learners
        else:
            self.fails = learners
        return window

    async def _grow(self, learners: int) -> None:
        gate = asyncio.Semaphore(CONNECTING)

        async def arrive(user: User) -> None:
            async with gate:
                await asyncio.wait_for(user.open(), SLOWEST)

        arriving = [self.page.tab(number) for number in range(len(self.users), learners)]
        await asyncio.gather(*map(arrive, arriving))
        self.users += arriving

    async def _window(self, learners: int) -> Window:
        counted = monotonic() + WARM_UP
        end = counted + WINDOW
        taken: list[float] = []
        lags: list[float] = []
        tasks = [self._learn(user, Random(n), taken, counted, end) for n, user in enumerate(self.users[:learners])]
        usage = asyncio.create_task(self._usage(lags, counted, end))
        await asyncio.gather(*tasks)
        return Window(learners, Timing([taken]), Timing([lags]).p95, len(taken) / WINDOW, *await usage)

    async def _learn(self, user: User, chance: Random, taken: list[float], counted: float, end: float) -> None:
        """Think and click until the end; a click that has begun is waited for."""
        pause = THOUGHT * chance.random()
        while (begins := monotonic() + pause) < end:
            await asyncio.sleep(pause)
            click = await asyncio.wait_for(self.page.go_on(user, chance), SLOWEST)
            if begins >= counted:
                taken.append(click.took)
            pause = THOUGHT * chance.uniform(0.5, 1.5)

    async def _usage(self, lags: list[float], counted: float, end: float) -> tuple[float, float, float]:
        """Measure how busy server, client and all others keep the processors, and how late this client wakes up."""
        await asyncio.sleep(counted - monotonic())
        begin = self._seconds()
        while monotonic() < end:
            due = monotonic() + 0.05
            await asyncio.sleep(0.05)
            lags.append((monotonic() - due) * 1000)
        server, client, everything = (
            (after - before) / WINDOW for before, after in zip(begin, self._seconds(), strict=True)
        )  # fmt: skip
        return server, client, everything - server - client

    def _seconds(self) -> tuple[float, float, float]:
        times, server, client = psutil.cpu_times(), self.page.process.cpu_times(), psutil.Process().cpu_times()
        busy = sum(times) - times.idle - getattr(times, "iowait", 0.0)
        return server.user + server.system, client.user + client.system, busy

    async def leave(self) -> None:
        """Close all tabs."""
        await asyncio.gather(*(user.close() for user in self.users))
