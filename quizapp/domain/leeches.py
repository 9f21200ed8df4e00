"""Leeches: facts that are missed more often than their memory can explain, and what may help.

A memory that is as the model says is missed now and then, and foretells how often. A leech is missed so much more
often that chance alone is no explanation. `docs/memory.md` gives the rate of false alarms.
"""

from collections.abc import Sequence
from enum import Enum, auto
from statistics import median
from typing import NamedTuple

from quizapp.domain.foretelling import Foretold

LOOKS_BACK = 20
"""So many of the last answers are looked at."""
FEWEST = 3
"""With fewer misses a fact is only new, or out of luck."""
FALSE_ALARM = 0.005
"""At a miss, the chance of so few right answers has to be below."""
HELD = 21
"""A fact that is held for so many days is no leech, or no longer."""
OFTEN = 8
"""After so many misses a fact costs more time than most are worth (Anki's threshold for leeches)."""
SOON = 2
"""A fact that is missed after so few days was not understood, or not connected with anything."""


class Suggestion(Enum):
    """What may help with a leech."""

    OTHER_FORM = auto()
    EXPLANATION = auto()
    HINT = auto()
    SUSPEND = auto()


class Leech(NamedTuple):
    """How often the last answers were wrong, how often they should have been, and the chance of so many by itself."""

    answers: int
    missed: int
    expected: float
    chance: float
    suggestion: Suggestion


def leech(found: Sequence[Foretold]) -> Leech | None:
    """Say of a fact's answers whether it is a leech now: since a miss that was one too many, and until it holds."""
    alarm = None
    for place, one in enumerate(found, 1):
        if one.stability >= HELD:
            alarm = None
        elif _is_missed(one):
            alarm = _alarm(found[max(0, place - LOOKS_BACK) : place]) or alarm
    return alarm


def at_most(chances: Sequence[float], right: int) -> float:
    """Return the chance of at most so many right answers, each with a chance of its own: Poisson's binomial."""
    counts = [1.0]
    for chance in chances:
        stays, rises = [one * (1 - chance) for one in counts], [one * chance for one in counts]
        counts = [one + other for one, other in zip([*stays, 0.0], [0.0, *rises], strict=True)]
    return sum(counts[: right + 1])


def _alarm(last: Sequence[Foretold]) -> Leech | None:
    missed = sum(map(_is_missed, last))
    chances = [one.chance for one in last]
    if missed < FEWEST:
        return None
    chance = at_most(chances, len(last) - missed)
    if chance >= FALSE_ALARM:
        return None
    return Leech(len(last), missed, len(last) - sum(chances), chance, _suggestion(last, missed))


def _is_missed(one: Foretold) -> bool:
    return one.right < 1 / 2


def _suggestion(last: Sequence[Foretold], missed: int) -> Suggestion:
    if missed >= OFTEN:
        return Suggestion.SUSPEND
    chosen = [one for one in last if one.evidence.guess]
    if len(chosen) >= 2 and not any(map(_is_missed, chosen)):
        return Suggestion.OTHER_FORM  # it is recognised every time, and not brought to mind
    if median(one.days for one in last if _is_missed(one)) <= SOON:
        return Suggestion.EXPLANATION
    return Suggestion.HINT
