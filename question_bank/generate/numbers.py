"""Figures: how an answer writes them, and other figures that could stand there as well."""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from question_bank.facts import SlotClass
from question_bank.generate.balance import draw

WANTED = 3
_FIGURE = re.compile(r"(\D*)(\d[\d,]*(?:\.\d+)?)(.*)", re.DOTALL)
_YEARS_APART = 4
_NEAR, _FAR = 0.14, 0.34
"""Two figures next to each other differ by these shares of the first; counts, by half of them."""


class Figure(NamedTuple):
    """A figure as an answer writes it."""

    before: str
    value: Decimal
    after: str
    decimals: int
    has_commas: bool

    def written(self, value: Decimal) -> str:
        """Write another value the same way."""
        return f"{self.before}{value:{',' if self.has_commas else ''}.{self.decimals}f}{self.after}"

    def grain(self, sort: SlotClass) -> Decimal:
        """Return what the value is a multiple of: round figures stay among round figures, decades among decades."""
        if sort == "year":
            return Decimal(10 if self.after.startswith("s") else 1)
        finest = Decimal(1).scaleb(-self.decimals)
        grains = [finest * Decimal(step).scaleb(power) for power in range(12) for step in (1, 5)]
        return max(g for g in grains if g == finest or (self.value % g == 0 and self.value / g > WANTED))


def figure(text: str) -> Figure:
    """Read the figure in an answer.

    Raises:
        ValueError: there is none.
    """
    found = _FIGURE.fullmatch(text)
    if not found:
        raise ValueError(f"There is no figure in {text!r}.")
    before, digits, after = found.groups()
    decimals = len(digits.partition(".")[2])
    return Figure(before, Decimal(digits.replace(",", "")), after, decimals, "," in digits)


class Neighbours(NamedTuple):
    """Other answers around a figure, the nearest first."""

    below: list[str]
    above: list[str]

    def ranks(self) -> list[int]:
        """Return the places, from 0, that the key can take among four options."""
        return [r for r in range(WANTED + 1) if r <= len(self.below) and WANTED - r <= len(self.above)]

    def around(self, rank: int) -> tuple[list[str], list[str]]:
        """Return what stands below and above a key of this rank, ascending."""
        return self.below[:rank][::-1], self.above[: WANTED - rank]


def neighbours(
    key: Figure,
    sort: SlotClass,
    seed: str,
    taken: Collection[Decimal] = (),
    earliest: int | None = None,
    latest: int | None = None,
) -> Neighbours:
    """Find up to three figures on either side that are written like the key and are not taken.

    No year is earlier or later than allowed; percentages stay below 100 and counts above 1 if the key does.
    """
    grain = key.grain(sort)
    start, refused = int(key.value / grain), {value / grain for value in taken}
    lowest, highest = _limits(key, grain, sort, earliest, latest)

    def walk(direction: int) -> list[str]:
        found: list[str] = []
        at = start
        while len(found) < WANTED:
            stride = _stride(at, sort, f"{seed} {direction} {at}")
            if sort in ("year", "count"):
                room = at - lowest if direction < 0 else (highest or at + stride) - at
                stride = max(1, min(stride, room))
            at += direction * stride
            while Decimal(at) in refused or _is_rounder(at, start, sort):
                at += direction
            if at < lowest or (highest is not None and at > highest):
                break
            found.append(key.written(at * grain))
        return found

    return Neighbours(walk(-1), walk(1))


def _limits(
    key: Figure, grain: Decimal, sort: SlotClass, earliest: int | None, latest: int | None
) -> tuple[int, int | None]:
    lowest, highest = Decimal(0), None
    if sort == "count" and key.value > 1:
        lowest = Decimal(1)
    if sort == "percentage" and key.value < 100:
        highest = Decimal(100) - Decimal(1).scaleb(-key.decimals)
    if sort == "year":
        lowest = Decimal(0 if earliest is None else earliest - 1)
        highest = None if latest is None else Decimal(latest)
    return int(lowest // grain) + 1, None if highest is None else int(highest // grain)


def _stride(at: int, sort: SlotClass, seed: str) -> int:
    if sort == "year":
        return 1 + int(draw(seed) * (_YEARS_APART if at > 1000 else 2))
    share = (_NEAR + draw(seed) * (_FAR - _NEAR)) / (2 if sort == "count" else 1)
    return max(1, round(at * share))


def _is_rounder(at: int, start: int, sort: SlotClass) -> bool:
    return sort != "year" and at > 20 and start % 5 != 0 and at % 5 == 0
