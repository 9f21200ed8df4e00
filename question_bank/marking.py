"""Marks, and how typed text and figures are compared: by form and by value, never by similarity."""

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum

from pydantic import Field

from question_bank.model import Value


class Rating(IntEnum):
    """How well a learner recalled, in the words and numbers of FSRS and Anki."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


RATINGS = tuple(rating.name.capitalize() for rating in Rating)
"""The ratings as learners read and give them."""


class Part(Value):
    """How one part of a response was marked: what it was about, what was given, and what is right."""

    asked: str
    given: str
    right: str
    is_right: bool


class Mark(Value):
    """The score of a response, 0 to 1; `rating` is set where learners judge their own recall."""

    score: float = Field(ge=0, le=1)
    rating: Rating | None = None
    parts: tuple[Part, ...] = ()

    @classmethod
    def of_parts(cls, parts: Iterable[Part]) -> "Mark":
        """Score the share of parts that are right, each as much as another."""
        marked = tuple(parts)
        return cls(score=sum(part.is_right for part in marked) / max(1, len(marked)), parts=marked)

    @property
    def is_right(self) -> bool:
        """Say whether the whole response was right."""
        return self.score >= 1


class NotAnAnswer(ValueError):
    """What was given cannot be marked; the message says what to give instead."""


_ARTICLE = re.compile(r"^(?:(?:the|a|an) )+(?=.)")
_QUOTES = re.compile(r"['’‘`]")
_INITIALS = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NOT_WORDS = re.compile(r"[^\w%$€£.]|_|\.(?!\d)|(?<=[^\W\d])\.")
_MATHEMATICS = re.compile(r"([+=<>≤≥≠≈×÷·•*/^|~√∨∧⊃≡∀∃¬→↔⊕]|(?<!\w)[-−–](?=\w)|(?<=[\w)] )[-−–](?= [\w(]))")
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d+)?|[-+]?\d*\.?\d+")


def normalise(text: str) -> str:
    """Return the form in which two typed answers are compared.

    Case, accents, punctuation, hyphens, white space and a leading English article do not count; digits,
    decimal points and the signs of currencies and percentages do.
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _INITIALS.sub(lambda found: found.group().replace(".", ""), _QUOTES.sub("", plain))
    plain = _NOT_WORDS.sub(" ", _THOUSANDS.sub("", plain))
    return _ARTICLE.sub("", " ".join(plain.split()))


def compact(text: str) -> str:
    """Return the normalised form without its spaces, so that “S400” is “S-400” and “30%” is “30 %”."""
    return normalise(text).replace(" ", "")


def said(text: str) -> tuple[str, ...]:
    """Return the form in which two options to choose from are compared: words, between signs of mathematics."""
    return tuple(part if _MATHEMATICS.fullmatch(part) else normalise(part) for part in _MATHEMATICS.split(text))


def first_number(text: str) -> float:
    """Return the first figure in a text; thousands may be set off by commas or spaces.

    Raises:
        NotAnAnswer: there is no figure in it, or a comma where decimals need a point.
    """
    if comma := _DECIMAL_COMMA.search(text):
        raise NotAnAnswer(f"Write decimals with a point, such as 40.7, not with a comma as in “{comma.string}”.")
    found = _NUMBER.search(text.replace("\u2212", "-"))
    if not found:
        raise NotAnAnswer(f"There is no number in “{text}”: give one in digits, such as 147 or 40.7.")
    return float(re.sub(r"[,\u00a0\u202f' ]", "", found.group()))


def is_near(value: float, key: float, tolerance: float) -> bool:
    """Say whether a figure is the key within a tolerance, forgiving what binary fractions cannot hold."""
    return abs(value - key) <= tolerance + 1e-12 * max(1.0, abs(key))
