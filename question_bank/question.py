"""The contract that every kind of question keeps."""

from abc import abstractmethod
from collections.abc import Sequence
from enum import IntEnum
from itertools import islice
from typing import ClassVar, Literal, NamedTuple, Self

from pydantic import Field

from question_bank.facts import AUTHOR, Citation
from question_bank.interactions import Interaction, Response
from question_bank.marking import Mark, normalise, said
from question_bank.model import Problem, Value

LONGEST_STEM = 600


class Demand(IntEnum):
    """What a question asks of a memory: to judge what is shown, to choose among several, or to produce the answer."""

    RECOGNISE = 1
    CHOOSE = 2
    RECALL = 3


class EditField(NamedTuple):
    """What a person fills in to write a question of a kind; `fills` is the model's field, if named otherwise."""

    name: str
    label: str
    sort: Literal["line", "lines", "number", "choice"]
    advice: str = ""
    choices: tuple[str, ...] = ()
    fills: str = ""


class Examples(NamedTuple):
    """A kind's own examples: responses to `question` that are right, wrong, partly right, and no answers at all."""

    question: "Question"
    right: tuple[Response, ...]
    wrong: tuple[Response, ...]
    not_answers: tuple[Response, ...]
    partly: tuple[Response, ...] = ()


class Compared(NamedTuple):
    """Options that a learner compares: all of them, those that are right, and whether their order has a meaning."""

    options: tuple[str, ...]
    keys: tuple[str, ...]
    ordered: bool = False

    @property
    def wrong(self) -> tuple[str, ...]:
        """The options that are not right."""
        return tuple(option for option in self.options if option not in self.keys)


class Rival(Value):
    """What another article says instead."""

    fact: str
    statement: str
    voice: str
    as_of: str
    citations: tuple[Citation, ...] = ()


class Question(Value):
    """One way to ask about a fact (or several). Each kind is a subclass in a file of its own under `kinds/`.

    A subclass adds `kind: Literal["its_name"]`, its fields, and the methods that are abstract here.
    """

    title: ClassVar[str]
    edit_fields: ClassVar[tuple[EditField, ...]]
    demands: ClassVar[Demand]
    self_rated: ClassVar[bool] = False
    """Whether learners mark themselves."""
    stem_is: ClassVar[Literal["question", "statement", "text with gaps"]] = "question"

    id: str
    stem: str
    facts: tuple[str, ...] = ()
    topic: str
    explanation: str
    citations: tuple[Citation, ...] = ()
    voice: str = AUTHOR
    as_of: str = ""
    conflicts: tuple[Rival, ...] = Field(default=())

    @property
    @abstractmethod
    def answer(self) -> str:
        """The right answer, as a learner reads it."""

    @property
    @abstractmethod
    def right_response(self) -> Response:
        """A response that is right."""

    @property
    def asked(self) -> str:
        """All that is asked: the stem and, where it does not say about what, what stands below it."""
        return self.stem

    @property
    def options_to_compare(self) -> Compared | None:
        """The options, where telling the right from the wrong ones is the task."""
        return None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What the stem must not give away."""
        return ()

    @property
    def hint(self) -> str | None:
        """A sentence that helps to find the answer without telling it."""
        return None

    @property
    def called_false(self) -> str | None:
        """A statement that the question calls false."""
        return None

    @abstractmethod
    def interaction(self) -> Interaction:
        """Say what the learner is asked to do."""

    @abstractmethod
    def parse(self, response: Response) -> Response:
        """Return the response in the form in which it is kept and graded.

        Raises:
            NotAnAnswer: it cannot be marked; the message says what to give instead.
        """

    @abstractmethod
    def grade(self, response: Response) -> Mark:
        """Mark a parsed response."""

    @abstractmethod
    def classify(self, response: Response) -> str:
        """Say in a few words what a parsed response was, so that equal ones are counted together."""

    @abstractmethod
    def guess_score(self) -> float:
        """Return the mean score of someone who guesses, as Moodle's random guess score defines it where it does."""

    @abstractmethod
    def kind_problems(self) -> list[Problem]:
        """Say what is wrong with the fields that only this kind has."""

    @classmethod
    @abstractmethod
    def examples(cls) -> Examples:
        """Return a sound question of this kind with responses to it."""

    def problems(self) -> list[Problem]:
        """Say what keeps the question from being asked; sound questions have none."""
        found = []
        if not self.stem:
            found.append(Problem(field="stem", message="Write the question."))
        elif len(self.stem) > LONGEST_STEM:
            found.append(Problem(field="stem", message=f"Shorten the question to {LONGEST_STEM} characters."))
        if not self.topic:
            found.append(Problem(field="topic", message="Name a topic, so that the question can be found."))
        if not self.explanation:
            found.append(Problem(field="explanation", message="Explain the answer: it is shown after a response."))
        return found + self.kind_problems()

    def changed(self, **fields: object) -> Self:
        """Return a copy with other fields, checked."""
        return type(self).model_validate({**self.model_dump(), **fields})


def alike_problems(texts: Sequence[str], field: str) -> list[Problem]:
    """Return a problem if one of the texts is empty, or two of them say the same."""
    if "" in texts:
        return [Problem(field=field, message="Fill in or remove the empty option.")]
    forms = [said(text) if normalise(text) else text for text in texts]
    alike = (text for text, form in zip(texts, forms, strict=True) if forms.count(form) > 1)
    return [Problem(field=field, message=f"Two options say the same: “{twice}”.") for twice in islice(alike, 1)]


def blank_problem(text: str, field: str, message: str) -> list[Problem]:
    """Return one problem if a text is empty."""
    return [] if text else [Problem(field=field, message=message)]
