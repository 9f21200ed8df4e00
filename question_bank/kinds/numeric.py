"""Numeric: a figure typed in digits, right within a tolerance."""

import math
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from question_bank.interactions import Interaction, Response, TypeNumber
from question_bank.marking import Mark, first_number, is_near
from question_bank.model import Problem
from question_bank.question import Demand, EditField, Examples, Question
from question_bank.responses import text_in


class Numeric(Question):
    """A figure in a unit; `tolerance` is absolute, in the same unit."""

    title: ClassVar = "Number"
    demands: ClassVar = Demand.RECALL
    edit_fields: ClassVar = (
        EditField("value", "Right number", "number"),
        EditField("tolerance", "May differ by", "number", "0 asks for the exact number."),
        EditField("unit", "Unit", "line", "Shown beside the field, such as “percent”."),
    )
    kind: Literal["numeric"] = "numeric"
    value: float
    tolerance: float = Field(default=0)
    unit: str | None = None

    @property
    def answer(self) -> str:
        """The figure with its unit."""
        return f"{self.value:.12g} {self.unit or ''}".strip()

    @property
    def right_response(self) -> Response:
        """The figure in digits."""
        return self._digits

    @property
    def secrets(self) -> tuple[str, ...]:
        """The figure in digits."""
        return (self._digits,)

    def interaction(self) -> Interaction:
        """Ask for a figure."""
        return TypeNumber(unit=self.unit or None)

    def parse(self, response: Response) -> Response:
        """Accept any text with a figure in it; thousands may be set off by commas or spaces."""
        given = text_in(response)
        first_number(given)
        return given.strip()

    def grade(self, response: Response) -> Mark:
        """Score 1 within the tolerance."""
        return Mark(score=float(self._is_right(response)))

    def classify(self, response: Response) -> str:
        """Return the answer, or the figure that was given."""
        return self.answer if self._is_right(response) else f"{first_number(text_in(response)):.12g}"

    @property
    def _digits(self) -> str:
        return format(Decimal(repr(self.value)), "f").removesuffix(".0")

    def _is_right(self, response: Response) -> bool:
        return is_near(first_number(text_in(response)), self.value, self.tolerance)

    def guess_score(self) -> float:
        """Return 0, as Moodle does for a figure that must be typed."""
        return 0.0

    def kind_problems(self) -> list[Problem]:
        """Ask for a finite figure and a tolerance that is not negative."""
        found = []
        if not math.isfinite(self.value):
            found.append(Problem(field="value", message="Give the right number in digits."))
        if not math.isfinite(self.tolerance) or self.tolerance < 0:
            found.append(Problem(field="tolerance", message="The number may differ by 0 or more."))
        return found

    @classmethod
    def examples(cls) -> Examples:
        """Ask how long Mercury's year is."""
        question = cls(
            id="example", stem="How many days does Mercury take to go round the sun?", topic="Planets",
            explanation="Its year is about a quarter of ours.", value=88, tolerance=1, unit="days",
        )  # fmt: skip
        return Examples(question, right=("88", "87.5 days"), wrong=("365", "-88"), not_answers=("", "many"))
