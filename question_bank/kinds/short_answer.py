"""Short answer: a question answered by typing a word or a short expression."""

from typing import ClassVar, Literal

from question_bank.kinds.typed import Typed
from question_bank.question import Demand, EditField, Examples


class ShortAnswer(Typed):
    """A question with one or more accepted answers."""

    title: ClassVar = "Short answer"
    demands: ClassVar = Demand.RECALL
    edit_fields: ClassVar = (
        EditField("accepted", "Accepted answers", "lines", "One on each line; the first is the one shown."),
    )
    kind: Literal["short_answer"] = "short_answer"

    @classmethod
    def examples(cls) -> Examples:
        """Ask for the largest planet."""
        question = cls(
            id="example", stem="Which planet is the largest?", topic="Planets",
            explanation="Jupiter is heavier than all other planets together.",
            accepted=("Jupiter", "the planet Jupiter"),
        )  # fmt: skip
        return Examples(question, right=("Jupiter", " JUPITER. "), wrong=("Saturn", "Jupite"), not_answers=("", " ?! "))
