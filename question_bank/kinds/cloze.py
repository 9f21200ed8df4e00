"""Cloze: a statement with a gap to be filled by typing."""

from typing import ClassVar, Literal

from question_bank.facts import GAP
from question_bank.kinds.typed import Typed
from question_bank.model import Problem
from question_bank.question import Demand, EditField, Examples


class Cloze(Typed):
    """A statement with one gap, drawn as a line of underscores."""

    title: ClassVar = "Fill the gap"
    demands: ClassVar = Demand.RECALL
    stem_is: ClassVar = "text with gaps"
    edit_fields: ClassVar = (
        EditField("accepted", "What fills the gap", "lines", f"One on each line. Write {GAP} where the gap is."),
    )
    kind: Literal["cloze"] = "cloze"

    def kind_problems(self) -> list[Problem]:
        """Ask for exactly one gap, and for what fills it."""
        found = super().kind_problems()
        if self.stem.count(GAP) != 1:
            found.insert(0, Problem(field="stem", message=f"Mark the one gap with five underscores: {GAP}"))
        return found

    @classmethod
    def examples(cls) -> Examples:
        """Complete a statement about Saturn."""
        question = cls(
            id="example", stem=f"The planet with the widest rings is {GAP}.", topic="Planets",
            explanation="Its rings are mostly ice.", accepted=("Saturn",),
        )  # fmt: skip
        return Examples(question, right=("Saturn", "saturn"), wrong=("Jupiter",), not_answers=("", "…"))
