"""Chance that is the same in every run: drawn from digests of ids, and balanced over a bank."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

Thing = TypeVar("Thing")

LEAD = 2
"""How far a number may be ahead of another before the other is given instead."""


def draw(seed: str) -> float:
    """Return a number from 0 up to 1 that depends on nothing but the seed."""
    return int.from_bytes(sha256(seed.encode()).digest()[:6]) / 2**48


def shuffled(things: Iterable[Thing], seed: str) -> list[Thing]:
    """Return things in an order that depends on nothing but their texts and the seed."""
    return sorted(things, key=lambda thing: (draw(f"{seed} {thing}"), str(thing)))


def balance(choices: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Give each id one of its numbers so that all numbers are given about equally often.

    The digest of an id decides while no number is far ahead: a new fact changes few of the others' questions.
    """
    given: Counter[int] = Counter()
    result = {}
    for one in sorted(choices, key=lambda one: (len(choices[one]), draw(one), one)):
        fewest = min(given[number] for number in choices[one])
        wanted = shuffled(choices[one], one)
        result[one] = next(number for number in wanted if given[number] - fewest <= LEAD)
        given[result[one]] += 1
    return result
