"""What every format returns: questions and troubles when it reads, bytes and losses when it writes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from question_bank.kinds import AnyQuestion
from question_bank.model import Value

LONGEST_QUOTE = 200
LARGEST_FILE = 20_000_000
"""Bytes: what is larger is refused before it is read."""


IMPORTED = "The question itself was imported."
"""How the reason of a trouble ends that did not keep a question out."""


class Refused(ValueError):
    """A file cannot be read at all: broken beyond use, too large, or hostile; the message is one sentence."""


class Trouble(Value):
    """Something that was not imported as it stood: where it is, why, and its text."""

    place: str
    reason: str
    text: str = ""

    @property
    def is_partial(self) -> bool:
        """Say whether the question was imported all the same."""
        return self.reason.endswith(IMPORTED)

    @classmethod
    def at(cls, place: str, reason: str, text: str = "") -> "Trouble":
        """Say what was wrong at a place (“line 12”, “item q3.xml”), quoting the text in short."""
        line = " ".join(text.split())
        return cls(place=place, reason=reason, text=line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE] + "…")


class Imported(NamedTuple):
    """What was read: sound questions, all troubles, and the files that the questions show, by name."""

    questions: Sequence[AnyQuestion]
    troubles: Sequence[Trouble] = ()
    files: Mapping[str, bytes] = {}


class Loss(NamedTuple):
    """What a format could not hold of a question, as a sentence."""

    question: str
    lost: str


class Exported(NamedTuple):
    """A written file, and everything that it could not hold."""

    data: bytes
    losses: Sequence[Loss] = ()


Read = Callable[[bytes], Imported]
Write = Callable[[Sequence[AnyQuestion], Mapping[str, bytes]], Exported]


def _by_its_name_alone(data: bytes) -> bool:
    return False


class Format(NamedTuple):
    """A file format: what people call it, how its files end, the written ones like the first, and how it is read and
    written; `recognises` says whether a file looks like one of its own.
    """

    title: str
    suffixes: tuple[str, ...]
    read: Read
    write: Write
    recognises: Callable[[bytes], bool] = _by_its_name_alone


class CannotExpress(ValueError):
    """A format has no way to hold a question; the message says what it lacks."""


def each_written(
    questions: Sequence[AnyQuestion], write_one: Callable[[AnyQuestion], tuple[str, list[str]]]
) -> tuple[list[str], list[Loss]]:
    """Write questions one by one; what cannot be expressed is a loss, and so is what `write_one` says it left out."""
    texts, losses = [], []
    for question in questions:
        try:
            text, lost = write_one(question)
        except CannotExpress as reason:
            losses.append(Loss(question.id, str(reason)))
            continue
        texts.append(text)
        losses += [Loss(question.id, one) for one in lost]
    return texts, losses


def numbered(prefix: str) -> Iterator[str]:
    """Yield ids for questions that bring none."""
    number = 0
    while True:
        number += 1
        yield f"{prefix}-{number}"
