"""True or false: judge one statement."""

from typing import ClassVar, Literal

from question_bank.interactions import ChooseOne, Interaction, Response
from question_bank.marking import Mark, NotAnAnswer
from question_bank.model import Problem
from question_bank.question import EditField, Examples, Question

CHOICES = ("True", "False")


class TrueFalse(Question):
    """A statement that holds or does not."""

    title: ClassVar = "True or false"
    recalls: ClassVar = False
    edit_fields: ClassVar = (EditField("key", "The statement is", "choice", choices=CHOICES),)
    kind: Literal["true_false"] = "true_false"
    options: tuple[str, ...] = CHOICES
    key: str

    @property
    def answer(self) -> str:
        """The key."""
        return self.key

    def interaction(self) -> Interaction:
        """Ask for true or false, always in this order."""
        return ChooseOne(options=self.options, ordered=True)

    def parse(self, response: Response) -> Response:
        """Accept exactly one of the two."""
        if response not in self.options:
            raise NotAnAnswer("Choose true or false.")
        return response

    def grade(self, response: Response) -> Mark:
        """Score 1 for the key."""
        return Mark(score=float(response == self.key))

    def guess_score(self) -> float:
        """Return one half, as Moodle does."""
        return 0.5

    def kind_problems(self) -> list[Problem]:
        """Ask for a key."""
        if self.key in CHOICES and self.options == CHOICES:
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
