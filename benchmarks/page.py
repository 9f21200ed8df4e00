"""Our practice page beside a bare page of the same framework: how long a click takes, and how many learners fit.

    .venv/bin/python -m benchmarks.page [--quick] [--blocks 20] [--questions 3] [--most 1000] [--folder DIR]

* ours: `quizapp run` on SQLite, each learner with a profile and a sitting of their own, every answer committed
* bare: `benchmarks/bare`, the least quiz of the same framework that is answered by the same clicks: the same settings
  and way of serving, without a database

Latency: one learner, in turns at both pages, with 0.12 s between clicks: without a pause, delayed acknowledgements of
the network would be measured. Milliseconds go from the click to the last message of the page; a browser's own
35 to 50 ms of drawing are not in it. Streamlit sends messages in ticks of 5 ms: what is ready a moment after one
waits for the next. Capacity: the most learners with three seconds of thought between clicks at whom
95 % of the clicks take less than 200 ms, with all of them on this machine beside the server. Afterwards every answer
that a learner saw acknowledged is looked for in the database. Both servers listen on 127.0.0.1 only.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic

from benchmarks.contestants import Click, Page, prepared, print_kept, running
from benchmarks.crowd import Crowd, Window
from benchmarks.measure import Timing, ratio
from benchmarks.streamlit_user import User

GAP = 0.12
WARM_UP = 3
PATIENCE = 240.0
"""Seconds after which no further window is opened."""
QUIET = 0.3
"""Processors that others may keep busy before the capacity means little."""


async def latency(pages: list[Page], blocks: int, questions: int) -> dict[str, list[list[Click]]]:
    """Have one learner answer blocks of questions, in turns at each page; return the clicks of each block."""
    chance = Random(1)
    users = {page.name: page.tab(0) for page in pages}
    found: dict[str, list[list[Click]]] = {page.name: [] for page in pages}
    for user in users.values():
        await user.open()
    for _ in range(WARM_UP + blocks):
        for page in chance.sample(pages, len(pages)):
            found[page.name].append(await _block(page, users[page.name], questions, chance))
    for user in users.values():
        await user.close()
    return {name: clicks[WARM_UP:] for name, clicks in found.items()}


async def _block(page: Page, user: User, questions: int, chance: Random) -> list[Click]:
    clicks: list[Click] = []
    while sum(click.what == "next" for click in clicks) < questions:
        await asyncio.sleep(GAP)
        clicks.append(await page.go_on(user, chance))
    return clicks


def _timing(blocks: list[list[Click]], what: tuple[str, ...]) -> Timing:
    return Timing([[click.took for click in block if click.what in what] for block in blocks])


def print_latency(found: dict[str, list[list[Click]]]) -> None:
    """Print a table of both pages and the ratio."""
    print(f"{'click':18} {'page':5} {'p50 ms':>7} {'p95 ms':>7} {'clicks':>7}  ours to bare (95 %); goal: 1.25")
    kinds = {"answer → feedback": ("answer",), "next → question": ("next",), "both": ("answer", "next")}
    for title, what in kinds.items():
        timings = {name: _timing(blocks, what) for name, blocks in found.items()}
        middle, low, high = ratio(timings["ours"], timings["bare"])
        far = timings["ours"].p95 / timings["bare"].p95
        for name, timing in timings.items():
            said = f"p50 {middle:.2f} ({low:.2f} to {high:.2f}), p95 {far:.2f}" if name == "ours" else ""
            print(f"{title:18} {name:5} {timing.p50:7.1f} {timing.p95:7.1f} {len(timing.all):7}  {said}")


async def capacity(pages: list[Page], most: int) -> list[Crowd]:
    """Look for the most learners of each page, in turns."""
    crowds = [Crowd(page, most) for page in pages]
    end = monotonic() + PATIENCE
    print(f"\n{'learners':>8} {'page':5} {'p50 ms':>7} {'p95 ms':>7} {'clicks/s':>9} {'CPU ms each':>11}"
          f" {'cores: client':>14} {'others':>7} {'lag ms':>7}")  # fmt: skip
    while monotonic() < end and any(crowd.level for crowd in crowds):
        for crowd in crowds:
            if level := crowd.level:
                _print_window(crowd, await crowd.tried(level))
    for crowd in crowds:
        await crowd.leave()
    return crowds


def _print_window(crowd: Crowd, found: Window) -> None:
    print(f"{found.learners:8} {crowd.page.name:5} {found.timing.p50:7.1f} {found.timing.p95:7.1f} {found.rate:9.0f}"
          f" {found.server * 1000 / found.rate:11.1f} {found.client:14.2f} {found.others:7.2f} {found.lag:7.1f}"
          f"{'' if found.holds else '  over'}", flush=True)  # fmt: skip


def print_capacity(crowds: list[Crowd]) -> None:
    """Print how many learners fit, and the ratio with what the steps of the search leave open."""
    ours, bare = crowds
    for crowd in crowds:
        beyond = f"{crowd.fails} do not" if crowd.fails else "more were not tried"
        print(f"{crowd.page.name}: {crowd.holds} learners fit, {beyond}")
    if ours.holds and bare.holds:
        low, high = ours.holds / (bare.fails or bare.holds), (ours.fails or ours.holds) / bare.holds
        print(
            f"ours carries {ours.holds / bare.holds:.0%} of the bare page's learners "
            f"({low:.0%} to {high:.0%}); goal: 80%"
        )
    if (others := median(ours.others + bare.others)) > QUIET:
        print(f"this says little: others kept {others:.1f} processors busy meanwhile; repeat it on a quiet machine")


def _allow_many_connections() -> None:
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 8192 if hard == resource.RLIM_INFINITY else min(8192, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


async def measured(pages: list[Page], options: argparse.Namespace) -> None:
    """Measure and print both parts, or only a short latency."""
    print_latency(await latency(pages, options.blocks, options.questions))
    if not options.quick:
        print_capacity(await capacity(pages, options.most))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Our practice page beside a bare page of the same framework.")
    parser.add_argument("--quick", action="store_true", help="only the latency, with few clicks")
    parser.add_argument("--blocks", type=int, default=20)
    parser.add_argument("--questions", type=int, default=3, help="questions in a block")
    parser.add_argument("--most", type=int, default=1000, help="learners to try at most")
    parser.add_argument("--folder", default=".", help="a folder on the disk to measure on")
    options = parser.parse_args()
    if options.quick:
        options.blocks, options.questions, options.most = min(options.blocks, 6), 2, 1
    _allow_many_connections()
    with tempfile.TemporaryDirectory(dir=options.folder) as made:
        folder = Path(made).absolute()
        ours = prepared(folder, options.most)
        with running(folder, ours) as pages:
            asyncio.run(measured(pages, options))
        print_kept(folder, ours.acknowledged)


if __name__ == "__main__":
    main()
