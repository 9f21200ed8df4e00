"""What a rule is: who says so, how grave a fault is, how it is found, and the sentence that a teacher reads."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from question_bank.bank import Bank
from question_bank.question import Question

About = Literal["stem", "options"]
"""What a fault is mended in."""
Words = tuple[str, ...]
"""What is filled into a rule's sentence: one text for each pair of braces."""


class Severity(IntEnum):
    """How grave a fault is: a note informs, a warning is shown to who writes, an error keeps a question from learners.

    An error is a fault for certain. A warning is noise in at most one sound question of twenty, as measured on
    questions by experts (docs/checks.md); what is noisier is a note.
    """

    NOTE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True)
class Finding:
    """A fault: the rule that found it, the question (or none, if it is the bank's), and what to change."""

    rule: str
    severity: Severity
    question: str | None
    message: str
    about: About = "stem"

    def __str__(self) -> str:
        return f"{self.question or 'bank'}: {self.message}"


@dataclass(frozen=True)
class Rule:
    """A rule for one question, of which the bank tells what else is true and what things are called."""

    find: Callable[[Question, Bank], Iterable[Words]]
    severity: Severity
    source: str
    sentence: str
    about: About = "stem"

    @property
    def name(self) -> str:
        """The name of the rule."""
        return self.find.__name__

    def findings(self, question: Question, bank: Bank) -> Iterator[Finding]:
        """Yield the faults of a question."""
        for words in self.find(question, bank):
            yield Finding(self.name, self.severity, question.id, self.sentence.format(*words), self.about)


@dataclass(frozen=True)
class BankRule:
    """A rule for all questions together; a fault is one question's, or the bank's."""

    find: Callable[[Sequence[Question], Bank], Iterable[tuple[str | None, Words]]]
    severity: Severity
    source: str
    sentence: str

    @property
    def name(self) -> str:
        """The name of the rule."""
        return self.find.__name__

    def findings(self, questions: Sequence[Question], bank: Bank) -> Iterator[Finding]:
        """Yield the faults of the questions."""
        for question, words in self.find(questions, bank):
            yield Finding(self.name, self.severity, question, self.sentence.format(*words))
