"""The errors that people may cause; each message names the value and the remedy.

QuizappError
├── NotAllowed        the actor's role does not permit it
├── NotFound          nothing has this id
├── Refused           what was given cannot be kept as it is
│   └── Unsound       a question with problems
└── DatabaseUnusable  the database cannot be opened or has an unknown shape
"""

from collections.abc import Sequence

from question_bank.model import Problem


class QuizappError(Exception):
    """Something a person can mend; the message is a sentence for them."""


class NotAllowed(QuizappError):
    """The actor's role does not permit what was asked."""


class NotFound(QuizappError):
    """Nothing has the id that was given."""


class Refused(QuizappError):
    """What was given cannot be kept as it is."""


class Unsound(Refused):
    """A question has problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


class DatabaseUnusable(QuizappError):
    """The database cannot be opened, is none, or was written by another version."""
