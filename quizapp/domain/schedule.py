"""After how many days a memory is asked for again: near to what the model says, and on days with few others."""

from collections.abc import Callable, Mapping
from zlib import crc32

NO_FUZZ_BELOW = 2.5
Choose = Callable[[range], int]
"""Chooses one of several intervals in days."""


def candidates(interval: float, longest: int) -> range:
    """Return the intervals in whole days that are near enough: FSRS's ranges of fuzz.

    Either way, one day and 15 % of what lies between 2.5 and 7 days, 10 % of 7 to 20, 5 % of what lies beyond.
    """
    interval = min(interval, longest)
    if interval < NO_FUZZ_BELOW:
        only = max(1, round(interval))
        return range(only, only + 1)
    spread = 1 + 0.15 * (min(interval, 7) - NO_FUZZ_BELOW)
    if interval > 7:
        spread += 0.10 * (min(interval, 20) - 7) + 0.05 * max(0, interval - 20)
    return range(max(2, round(interval - spread)), min(longest, round(interval + spread)) + 1)


def nearest(interval: float, days: range) -> int:
    """Return the candidate nearest to an interval."""
    return min(max(round(interval), days.start), days.stop - 1)


def least_loaded(days: range, loads: Mapping[int, int], first: int, chance: float) -> int:
    """Return the interval that ends on the day with the fewest due facts, any of several by a chance below 1.

    The loads are counted by day, and interval 0 ends on the day `first`.
    """
    if len(days) == 1:
        return days.start
    counts = [loads.get(first + interval, 0) for interval in days]
    fewest = min(counts)
    best = [interval for interval, count in zip(days, counts, strict=True) if count == fewest]
    return best[int(chance * len(best))]


def chance_of(*parts: object) -> float:
    """Return a chance, from 0 to below 1, that is always the same for the same parts, such as a card's."""
    return crc32("/".join(map(str, parts)).encode()) / 2**32
