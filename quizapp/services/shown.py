"""A place in a sitting as learners see it: the question, how it is shown, and what was given."""

from collections.abc import Sequence
from functools import lru_cache
from json import loads
from typing import NamedTuple

from pydantic import TypeAdapter

from question_bank.interactions import Interaction, Response
from question_bank.kinds import AnyQuestion, read_question_json
from question_bank.marking import Part
from quizapp.domain.modes import Mode
from quizapp.storage.answers import Item

_INTERACTION: TypeAdapter[Interaction] = TypeAdapter(Interaction)


class Given(NamedTuple):
    """A response that was marked and committed."""

    response: Response
    score: float

    @property
    def is_right(self) -> bool:
        """Say whether the whole response was right."""
        return self.score >= 1

    @property
    def is_partly_right(self) -> bool:
        """Say whether some of the response was right."""
        return 0 < self.score < 1


class Shown(NamedTuple):
    """A place in a sitting: the question, how it is shown, and what was given once there is something.

    `repeats` is the place where the question was missed before; `to_repeat` counts the missed questions that are
    still to be asked again. In an exam that is not over, a response is `kept` and can be changed, but is not marked.
    `following` is the next place where it is at hand, so that going on waits for nothing.
    """

    sitting_id: str
    length: int
    position: int
    attempt_id: str
    question: AnyQuestion
    interaction: Interaction
    given: Given | None
    mode: Mode = Mode.PRACTICE
    is_over: bool = False
    repeats: int | None = None
    flagged: bool = False
    to_repeat: int = 0
    kept: Response | None = None
    following: "Shown | None" = None

    @property
    def parts(self) -> Sequence[Part]:
        """How the parts of the response were marked."""
        return self.question.grade(self.given.response).parts if self.given else ()

    @property
    def is_last(self) -> bool:
        """Say whether nothing comes after it."""
        return self.position + 1 >= self.length and not self.to_repeat

    @property
    def got_right(self) -> int:
        """How many questions up to here are done with: answered, and right if the missed ones return."""
        passed = min(self.position + (self.given is not None), self.length)
        return max(0, passed - self.to_repeat)


def shown(item: Item) -> Shown:
    """Return an item as it is shown; an exam that is not over tells nothing about right and wrong."""
    question, interaction, mode = question_of(item.body), _interaction(item.shown), Mode(item.mode)
    given = None if item.response is None or item.score is None else Given(loads(item.response), item.score)
    is_secret = mode is Mode.EXAM and not item.is_over
    kept = given.response if given and is_secret else None
    return Shown(
        item.sitting_id, item.length, item.position, item.attempt_id, question, interaction,
        None if is_secret else given, mode, bool(item.is_over), item.repeats, bool(item.flagged), item.to_repeat, kept,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def question_of(body: str) -> AnyQuestion:
    """Return the question of a body as it is kept."""
    return read_question_json(body)


@lru_cache(maxsize=4096)
def _interaction(shown_as: str) -> Interaction:
    return _INTERACTION.validate_json(shown_as)
