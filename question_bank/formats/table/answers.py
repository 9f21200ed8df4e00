"""Which of the options an answer means: by its text, its letter or its number, as all rows of a table do it."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from question_bank.lines import split
from question_bank.marking import normalise

How = Literal["text", "letter", "number", "number from 0"]
_BETWEEN = re.compile(r"[,;|/&+\n]|\band\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:(?:option|answer|choice)[ _]?)?(?:([a-j])|(\d{1,2})(?:\.0)?)[).:]?", re.IGNORECASE)
_LABELLED = re.compile(r"([A-Ja-j]|\d{1,2})[).:]\s+(.+)", re.DOTALL)


class NoSuchOption(ValueError):
    """An answer means none of the options; the message says so."""


def listed(cell: str) -> list[str]:
    """Return the texts in a cell: on lines of their own, or set off by “|” or “;”."""
    sign = next((sign for sign in ("\n", "|", ";") if sign in cell), None)
    return [part for part in split(cell, sign) if part] if sign else [cell] * bool(cell)


def way_of(rows: Iterable[tuple[str, Sequence[str]]]) -> How:
    """Return how answers name their options, given both for each row."""
    told = [(answer, options) for answer, options in rows if answer and options]
    if not told or all(_by_text(answer, options) for answer, options in told):
        return "text"
    labels = [_LABEL.fullmatch(one) for answer, _ in told for one in _parts(answer)]
    if all(label and label[1] for label in labels):
        return "letter"
    figures = [int(label[2]) for label in labels if label and label[2]]
    if len(figures) < len(labels):
        return "text"
    return "number from 0" if 0 in figures and _fit(told, 1) else "number"


def keys_of(answer: str, options: Sequence[str], way: How) -> list[str]:
    """Return the options that an answer means.

    Raises:
        NoSuchOption: it means none.
    """
    if way != "text" and (found := _by_label(answer, options, way)):
        return found
    if found := _by_text(answer, options):
        return found
    if labelled := _LABELLED.fullmatch(answer):
        return keys_of(labelled[2], options, "text")
    if not (found := _by_label(answer, options, way)):
        raise NoSuchOption(f"The right answer “{answer}” is none of those to choose from.")
    return found


def _parts(answer: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(answer)]


def _fit(told: Sequence[tuple[str, Sequence[str]]], more: int) -> bool:
    """Say whether no number is beyond its options."""
    labels = ((_LABEL.fullmatch(one), options) for answer, options in told for one in _parts(answer))
    return all(label is not None and label[2] and int(label[2]) + more <= len(options) for label, options in labels)


def _by_text(answer: str, options: Sequence[str]) -> list[str]:
    """Return the option that an answer is, or those that it lists; the very text goes before one that is like it."""
    for form in (str, str.casefold, normalise):  # the last takes “A, C” for C, after the article “a”
        known = {form(option): option for option in reversed(options) if form(option)}
        for parts in ([answer], listed(answer), _parts(answer)):
            found = [known[form(part)] for part in parts if form(part) in known]
            if found and len(found) == len(parts):
                return list(dict.fromkeys(found))
    return []


def _by_label(answer: str, options: Sequence[str], way: How) -> list[str]:
    found = []
    for one in _parts(answer):
        label = _LABEL.fullmatch(one)
        if not label:
            return []
        place = ord(label[1].lower()) - ord("a") if label[1] else int(label[2]) - (way != "number from 0")
        if not 0 <= place < len(options):
            return []
        found.append(options[place])
    return list(dict.fromkeys(found))
