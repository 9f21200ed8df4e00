"""Multiple choice: pick the key out of two to nine options."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from question_bank.kinds.chosen import MOST_OPTIONS, Chosen
from question_bank.model import Problem
from question_bank.question import Demand, EditField, Examples, alike_problems, blank_problem


class MultipleChoice(Chosen):
    """One key among options that tempt."""

    title: ClassVar = "Multiple choice"
    demands: ClassVar = Demand.CHOOSE
    edit_fields: ClassVar = (
        EditField("key", "Right answer", "line"),
        EditField(
            "distractors", "Wrong answers", "lines", "One on each line; three make a good question.", fills="options"
        ),
    )
    kind: Literal["multiple_choice"] = "multiple_choice"

    @model_validator(mode="before")
    @classmethod
    def _options_from_distractors(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Let writers give key and distractors instead of key and options."""
        fields = dict(data)
        if "distractors" in fields:
            fields["options"] = (fields.get("key", ""), *fields.pop("distractors"))
        return fields

    @property
    def secrets(self) -> tuple[str, ...]:
        """The key."""
        return (self.key,)

    def kind_problems(self) -> list[Problem]:
        """Ask for a key and for options that differ."""
        found = blank_problem(self.key, "key", "Give the right answer.")
        if len(self.options) < 2:
            found.append(Problem(field="distractors", message="Give at least one wrong answer."))
        elif len(self.options) > MOST_OPTIONS:
            found.append(Problem(field="distractors", message=f"Give at most {MOST_OPTIONS - 1} wrong answers."))
        elif self.key:
            found += alike_problems(self.options, "distractors")
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
