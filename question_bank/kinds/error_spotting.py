"""Error spotting: pick the part of a statement that is wrong.

Marked like a choice, as QTI's hot text with one part to pick: 1 for the wrong part, else 0.
"""

from typing import ClassVar, Literal

from question_bank.interactions import ChooseOne, Interaction, Response
from question_bank.kinds.chosen import MOST_OPTIONS, Chosen
from question_bank.marking import Mark, Part, compact
from question_bank.model import Problem
from question_bank.question import Compared, Demand, EditField, Examples, alike_problems, blank_problem

PROMPT = "Which part is wrong?"


class ErrorSpotting(Chosen):
    """A statement with one error; the options are parts of it in reading order, and the key is the wrong one."""

    title: ClassVar = "Spot the error"
    demands: ClassVar = Demand.CHOOSE
    stem_is: ClassVar = "statement"
    edit_fields: ClassVar = (
        EditField("options", "Parts to choose from", "lines", "One on each line, as they stand in the statement."),
        EditField("key", "Wrong part", "line", "One of the parts."),
        EditField("correction", "What it should be", "line"),
    )
    kind: Literal["error_spotting"] = "error_spotting"
    correction: str
    ordered: bool = True

    @property
    def answer(self) -> str:
        """The wrong part, and what it should be."""
        return f"{self.key} – right is: {self.correction}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What the wrong part should be."""
        return (self.correction,)

    @property
    def options_to_compare(self) -> Compared | None:
        """Nothing: the parts of a statement are not written to tempt."""
        return None

    @property
    def called_false(self) -> str | None:
        """The statement."""
        return self.stem

    def interaction(self) -> Interaction:
        """Ask for one of the parts, in reading order."""
        return ChooseOne(options=self.options, ordered=True, prompt=PROMPT)

    def grade(self, response: Response) -> Mark:
        """Score 1 for the wrong part, and say what it should be."""
        is_right = response == self.key
        part = Part(asked="Correction", given=self.key, right=self.correction, is_right=is_right)
        return Mark(score=float(is_right), parts=(part,))

    def kind_problems(self) -> list[Problem]:
        """Ask for parts that stand in the statement one after the other, for the wrong one and its correction."""
        found = self._part_problems()
        if self.key not in self.options:
            found.append(Problem(field="key", message="The wrong part must be one of the parts."))
        if self.correction and compact(self.correction) == compact(self.key):
            message = "Say what the wrong part should be: now it says the same."
            found.append(Problem(field="correction", message=message))
        return found + blank_problem(self.correction, "correction", "Say what the wrong part should be.")

    @classmethod
    def examples(cls) -> Examples:
        """Find the error in a statement about Saturn."""
        question = cls(
            id="example", stem="In 1610, Newton was the first to see the rings of Saturn.", topic="Planets",
            explanation="Galileo took them for moons.",
            options=("1610", "Newton", "Saturn"), key="Newton", correction="Galileo",
        )  # fmt: skip
        return Examples(question, right=("Newton",), wrong=("1610", "Saturn"), not_answers=("", "Galileo", ["Newton"]))

    def _part_problems(self) -> list[Problem]:
        if not 2 <= len(self.options) <= MOST_OPTIONS:
            return [Problem(field="options", message=f"Give 2 to {MOST_OPTIONS} parts.")]
        if part := self._misplaced():
            message = f"“{part}” must stand in the statement, after the parts before it."
            return [Problem(field="options", message=message)]
        return alike_problems(self.options, "options")

    def _misplaced(self) -> str | None:
        """Return the first part that does not follow the one before it in the statement."""
        end = 0
        for part in self.options:
            at = self.stem.find(part, end)
            if at < 0:
                return part
            end = at + len(part)
        return None
