"""Flashcard: think of the answer, turn the card over, and rate how well it was recalled."""

from typing import ClassVar, Literal

from question_bank.interactions import Interaction, Response, SelfRate
from question_bank.kinds.typed import Typed
from question_bank.marking import RATINGS, Mark, NotAnAnswer, Rating
from question_bank.question import Demand, EditField, Examples
from question_bank.responses import text_in


class Flashcard(Typed):
    """A front (the stem) and a back (the first accepted answer)."""

    title: ClassVar = "Flashcard"
    demands: ClassVar = Demand.RECALL
    self_rated: ClassVar = True
    edit_fields: ClassVar = (EditField("accepted", "Back of the card", "lines"),)
    kind: Literal["flashcard"] = "flashcard"

    @property
    def right_response(self) -> Response:
        """The rating of someone who knew."""
        return Rating.GOOD.name.capitalize()

    def interaction(self) -> Interaction:
        """Ask for a rating of one's own recall."""
        return SelfRate(answer=self.answer)

    def parse(self, response: Response) -> Response:
        """Accept exactly one of the four ratings."""
        if response not in RATINGS:
            raise NotAnAnswer(f"Rate your recall: {', '.join(RATINGS)}.")
        return response

    def grade(self, response: Response) -> Mark:
        """Score 0 for Again and 1 for the rest, and keep the rating."""
        rating = Rating[text_in(response).upper()]
        return Mark(score=float(rating > Rating.AGAIN), rating=rating)

    def classify(self, response: Response) -> str:
        """Return the rating."""
        return text_in(response)

    @classmethod
    def examples(cls) -> Examples:
        """Recall the name of Neptune's largest moon."""
        question = cls(
            id="example", stem="What is Neptune’s largest moon called?", topic="Planets",
            explanation="It goes round Neptune backwards.", accepted=("Triton",),
        )  # fmt: skip
        return Examples(question, right=("Hard", "Good", "Easy"), wrong=("Again",), not_answers=("", "good", "Fine"))
