"""Texts with gaps: where they stand, what fills them, and figures that are right within limits."""

import re
from collections.abc import Callable
from itertools import pairwise
from math import isfinite
from typing import Any

from question_bank.facts import GAP
from question_bank.formats.qti.model import MARK, Field, Given, NotTaken

_LINES = re.compile(r"_{3,}")
_BESIDE = re.compile(rf"\n\s*{MARK}[ \t\u00a0]*([^\s{MARK}.?!][^\n{MARK}]{{0,30}})$")
_AT_END = re.compile(rf"\s*{MARK}\s*$")

IsRight = Callable[[Given], bool]


def stem_of_one(text: str) -> str:
    """Return a stem with one gap, or without one where the answer is typed below it."""
    lines = len(_LINES.findall(text))
    if MARK not in text or (_AT_END.search(text) and _is_below(text)):
        plain = _AT_END.sub("", text).replace(MARK, "").strip()
        return _LINES.sub(GAP, plain) if lines == 1 else _shortened(plain)
    return _shortened(text).replace(MARK, GAP).strip()


def unit_of(text: str) -> tuple[str, str | None]:
    """Return a text without the unit that stands beside its last gap, where the gap has a line of its own, and it."""
    found = _BESIDE.search(text)
    return (f"{text[: found.start()]}\n{MARK}", found[1].strip()) if found else (text, None)


def _is_below(text: str) -> bool:
    """Say whether the mark at the end of a text stands apart from its last sentence."""
    before = text.rstrip().removesuffix(MARK)
    return not before.strip() or before.rstrip(" ").endswith("\n") or before.rstrip()[-1] in "?.!:" or GAP in before


def _shortened(text: str) -> str:
    """Shorten lines that are drawn in a text, so that none is taken for a gap."""
    return _LINES.sub("…", text)


def gaps(text: str, fillings: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the fields of a text with gaps.

    Raises:
        NotTaken: not every gap has a place, or something that fills it.
    """
    if text.count(MARK) != len(fillings):
        raise NotTaken("Its text does not show where each answer belongs.")
    if not all(filling["accepted"] for filling in fillings):
        raise NotTaken("It names no right answer for one of its gaps.")
    stem = _shortened(text).replace(MARK, GAP)
    return {"kind": "several_gaps", "stem": stem, "fillings": fillings}


def chosen(field: Field, is_right: IsRight) -> dict[str, Any]:
    """Return what fills a gap by choosing."""
    right = [option.text for option in field.options if is_right((option.id,))]
    if len(right) != 1:
        raise NotTaken(
            "One of its gaps has several right options." if right else "One of its gaps has no right option."
        )
    return {"accepted": right, "wrong": [option.text for option in field.options if option.text != right[0]]}


def figure(field: Field, is_right: IsRight) -> tuple[float, float]:
    """Return the figure that is right and how far a response may differ.

    Raises:
        NotTaken: what is right is not one figure, or one range of figures.
    """
    known = sorted({float(one) for given in (field.correct, *field.clues) for one in given if _is_figure(one)})
    if not known:
        raise NotTaken("It names no right number.")
    points = [known[0] - 1, *(one for pair in pairwise(known) for one in (pair[0], sum(pair) / 2))]
    points += [known[-1], known[-1] + 1]
    right = [is_right((repr(point),)) for point in points]
    if right[0] or right[-1]:
        raise NotTaken("It takes any number above or below a limit, which is not a kind of question here.")
    at = [place for place, one in enumerate(right) if one]
    if not at or at[-1] - at[0] + 1 != len(at):
        raise NotTaken("Several numbers are right; a question here has one, with a tolerance.")
    low, high = points[at[0]], points[at[-1]]
    low, high = _edge(low, points, at[0], -1, known), _edge(high, points, at[-1], 1, known)
    return _centred(low, high, field.correct)


def _edge(limit: float, points: list[float], at: int, step: int, known: list[float]) -> float:
    """Return the limit itself where numbers up to it, but not it, are right."""
    return limit if limit in known else points[at + step]


def _centred(low: float, high: float, correct: Given) -> tuple[float, float]:
    value = float(f"{(low + high) / 2:.12g}")
    if correct and _is_figure(correct[0]) and abs(float(correct[0]) - value) < 1e-9 * max(1.0, abs(value)):
        value = float(correct[0])
    return value, float(f"{(high - low) / 2:.12g}")


def _is_figure(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False
