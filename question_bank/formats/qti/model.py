"""The one model of an item, whatever its dialect: what it asks, what is declared right, how a response is scored."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MARK = "\ue000"
"""Stands in a text where something is to be filled in."""

Given = tuple[str, ...]
"""What is given to one response: identifiers, texts or pairs of identifiers."""

Givens = Mapping[str, Given]


class Outcome(NamedTuple):
    """What a response earns, and what it calls for to be shown."""

    score: float
    shown: frozenset[str] = frozenset()


Score = Callable[[Givens], Outcome]


class Feedback(NamedTuple):
    """A text that is shown when (or, with `unless`, except when) something is called for."""

    when: str
    text: str
    unless: bool = False

    def is_shown(self, outcome: Outcome) -> bool:
        """Say whether an outcome calls for it."""
        return (self.when in outcome.shown) != self.unless


class NotTaken(ValueError):
    """An item cannot be imported; the message says why."""


class NotUnderstood(ValueError):
    """A rule for scoring is beyond what is read; the message says which."""


class Budget:
    """Steps that the scoring of all items of a file may take, so that none is read for ever."""

    def __init__(self, steps: int = 3_000_000) -> None:
        self._left = steps

    def take(self, steps: int) -> None:
        """Take steps.

        Raises:
            NotUnderstood: none are left.
        """
        self._left -= steps
        if self._left < 0:
            raise NotUnderstood("scoring takes too many steps")


class Option(NamedTuple):
    """Something to choose; `most` says how often, 0 as often as one likes."""

    id: str
    text: str
    most: int = 1
    fixed: bool = False


Sort = Literal["one", "many", "order", "pairs", "gaps", "text", "number"]
"""What is given to a field: an option, several, all in order, pairs, words for gaps, a text or a figure."""


@dataclass
class Field:
    """One thing that an item asks for; `clues` are responses that its scoring knows."""

    id: str
    sort: Sort
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    inline: bool = False
    shuffled: bool = True
    correct: Given = ()
    clues: tuple[Given, ...] = ()
    only: int | None = None

    @property
    def names(self) -> dict[str, str]:
        """The texts of all options and targets by their identifiers."""
        return {option.id: option.text for option in (*self.options, *self.targets)}


@dataclass
class Item:
    """An item as it was understood; `notes` name parts that were left out, `remarks` are sentences about others.

    `cost` is how many steps its scoring takes.
    """

    place: str
    id: str
    text: str
    fields: list[Field]
    score: Score
    cost: int = 1
    topic: str = ""
    explanation: str = ""
    feedback: list[Feedback] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def left_out(self) -> list[str]:
        """Sentences about all that was left out or is different here."""
        return [*([f"Left out: {'; '.join(self.notes)}."] if self.notes else []), *self.remarks]

    def note(self, *lines: str) -> None:
        """Say what was left out, each once."""
        self.notes += [line for line in dict.fromkeys(lines) if line not in self.notes]


def joined_candidates(fields: list[Field]) -> Iterator[dict[str, Given]]:
    """Yield whole responses that may be right: what is declared, then the n-th clue of every field."""
    yield {one.id: one.correct for one in fields}
    for place in range(max((len(one.clues) for one in fields), default=0)):
        yield {one.id: one.clues[place] if place < len(one.clues) else one.correct for one in fields}
