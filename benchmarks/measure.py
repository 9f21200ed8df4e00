"""Measuring several contestants in turn, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from statistics import mean, median, stdev
from time import perf_counter
from typing import NamedTuple

WARM_UP = 4
Step = Callable[[], object]


class Timing(NamedTuple):
    """Milliseconds of every step of a contestant, in blocks."""

    blocks: list[list[float]]

    @property
    def all(self) -> list[float]:
        """All steps, sorted."""
        return sorted(one for block in self.blocks for one in block)

    @property
    def p50(self) -> float:
        """The median."""
        return median(self.all)

    @property
    def p95(self) -> float:
        """The value that one step in twenty exceeds."""
        return self.all[int(len(self.all) * 0.95)]


def interleaved(contestants: Mapping[str, Step], blocks: int, steps: int, seed: int = 1) -> dict[str, Timing]:
    """Time blocks of steps of each contestant in a shuffled order; the first ones warm up and are dropped."""
    chance = Random(seed)
    found: dict[str, Timing] = {name: Timing([]) for name in contestants}
    for _ in range(WARM_UP + blocks):
        for name in chance.sample(list(contestants), len(contestants)):
            found[name].blocks.append([_milliseconds(contestants[name]) for _ in range(steps)])
    return {name: Timing(timing.blocks[WARM_UP:]) for name, timing in found.items()}


def ratio(timing: Timing, base: Timing) -> tuple[float, float, float]:
    """Return the median ratio of block medians, with a 95 % interval from resampling the blocks 1,000 times."""
    ratios = [median(a) / median(b) for a, b in zip(timing.blocks, base.blocks, strict=True)]
    chance = Random(1)
    resampled = sorted(median(chance.choices(ratios, k=len(ratios))) for _ in range(1000))
    return median(ratios), resampled[25], resampled[974]


def tail_ratio(timing: Timing, base: Timing) -> tuple[float, float, float]:
    """Return the ratio of the p95 of all steps, with a 95 % interval from resampling the blocks 1,000 times."""
    pairs = list(zip(timing.blocks, base.blocks, strict=True))
    chance = Random(1)
    resampled = sorted(_tails(chance.choices(pairs, k=len(pairs))) for _ in range(1000))
    return timing.p95 / base.p95, resampled[25], resampled[974]


def _tails(pairs: Sequence[tuple[list[float], list[float]]]) -> float:
    ours, theirs = zip(*pairs, strict=True)
    return Timing(list(ours)).p95 / Timing(list(theirs)).p95


def _milliseconds(step: Step) -> float:
    begin = perf_counter()
    step()
    return (perf_counter() - begin) * 1000


def interval95(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean and how far its 95 % interval reaches, by Student's t."""
    free = len(values) - 1
    t = 1.96 + 2.37 / free + 2.82 / free**2
    return mean(values), t * stdev(values) / len(values) ** 0.5
