"""True or false: judge one statement."""

from typing import ClassVar, Literal

from question_bank.interactions import Response
from question_bank.kinds.chosen import Chosen
from question_bank.marking import NotAnAnswer
from question_bank.model import Problem
from question_bank.question import Demand, EditField, Examples

CHOICES = ("True", "False")


class TrueFalse(Chosen):
    """A statement that holds or does not."""

    title: ClassVar = "True or false"
    demands: ClassVar = Demand.RECOGNISE
    stem_is: ClassVar = "statement"
    edit_fields: ClassVar = (EditField("key", "The statement is", "choice", choices=CHOICES),)
    kind: Literal["true_false"] = "true_false"
    options: tuple[str, ...] = CHOICES
    ordered: bool = True

    @property
    def called_false(self) -> str | None:
        """The statement, if its key is false."""
        return self.stem if self.key == "False" else None

    def parse(self, response: Response) -> Response:
        """Accept exactly one of the two."""
        if response not in self.options:
            raise NotAnAnswer("Choose true or false.")
        return response

    def kind_problems(self) -> list[Problem]:
        """Ask for a key."""
        if self.key in CHOICES and self.options == CHOICES and self.ordered:
            return []
        return [Problem(field="key", message="Say whether the statement is true or false.")]

    @classmethod
    def examples(cls) -> Examples:
        """Judge a statement about Mars."""
        question = cls(
            id="example",
            stem="Mars has two moons.",
            topic="Planets",
            explanation="Phobos and Deimos.",
            key="True",
        )
        return Examples(question, right=("True",), wrong=("False",), not_answers=("", "true", "Maybe"))
