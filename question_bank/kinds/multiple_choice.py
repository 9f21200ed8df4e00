"""Multiple choice: pick the key out of two to nine options."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from question_bank.interactions import ChooseOne, Interaction, Response
from question_bank.marking import Mark, NotAnAnswer, normalise
from question_bank.model import Problem
from question_bank.question import EditField, Examples, Question, blank_problem

MOST_OPTIONS = 9


class MultipleChoice(Question):
    """One key among options; `ordered` keeps them in their order, as figures are shown from low to high."""

    title: ClassVar = "Multiple choice"
    recalls: ClassVar = False
    edit_fields: ClassVar = (
        EditField("key", "Right answer", "line"),
        EditField("distractors", "Wrong answers", "lines", "One on each line; three make a good question."),
    )
    kind: Literal["multiple_choice"] = "multiple_choice"
    options: tuple[str, ...]
    key: str
    ordered: bool = False

    @model_validator(mode="before")
    @classmethod
    def _options_from_distractors(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Let writers give key and distractors instead of key and options."""
        fields = dict(data)
        if "distractors" in fields:
            fields["options"] = (fields.get("key", ""), *fields.pop("distractors"))
        return fields

    @property
    def distractors(self) -> tuple[str, ...]:
        """The wrong options."""
        return tuple(option for option in self.options if option != self.key)

    @property
    def answer(self) -> str:
        """The key."""
        return self.key

    def interaction(self) -> Interaction:
        """Ask for one of the options."""
        return ChooseOne(options=self.options, ordered=self.ordered)

    def parse(self, response: Response) -> Response:
        """Accept exactly one of the options."""
        if response not in self.options:
            raise NotAnAnswer("Choose one of the options.")
        return response

    def grade(self, response: Response) -> Mark:
        """Score 1 for the key."""
        return Mark(score=float(response == self.key))

    def guess_score(self) -> float:
        """Return one over the number of options."""
        return 1 / len(self.options)

    def kind_problems(self) -> list[Problem]:
        """Ask for a key and for options that differ."""
        found = blank_problem(self.key, "key", "Give the right answer.")
        forms = [normalise(option) or option for option in self.options]
        if len(self.options) < 2:
            found.append(Problem(field="distractors", message="Give at least one wrong answer."))
        elif len(self.options) > MOST_OPTIONS:
            found.append(Problem(field="distractors", message=f"Give at most {MOST_OPTIONS - 1} wrong answers."))
        elif "" in self.options and self.key:
            found.append(Problem(field="distractors", message="Fill in or remove the empty option."))
        elif len(set(forms)) < len(forms):
            twice = next(o for o, form in zip(self.options, forms, strict=True) if forms.count(form) > 1)
            found.append(Problem(field="distractors", message=f"Two options say the same: “{twice}”."))
        if self.key not in self.options:
            found.append(Problem(field="key", message="The right answer must be one of the options."))
        return found

    @classmethod
    def examples(cls) -> Examples:
        """Ask which planet is nearest to the sun."""
        question = cls(
            id="example", stem="Which planet is nearest to the sun?", topic="Planets",
            explanation="Mercury goes round the sun in 88 days.",
            options=("Venus", "Mercury", "Mars", "Earth"), key="Mercury",
        )  # fmt: skip
        return Examples(question, right=("Mercury",), wrong=("Venus", "Mars"), not_answers=("", "mercury?", "Pluto"))
