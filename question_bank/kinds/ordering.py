"""Ordering: put items in their order.

Marked by Moodle's “absolute position”: every item that stands at its own place earns 1/n.
"""

from typing import ClassVar, Literal

from question_bank.interactions import Arrange, Interaction, Response
from question_bank.marking import Mark, NotAnAnswer, Part
from question_bank.model import Problem
from question_bank.question import Demand, EditField, Examples, Question, alike_problems
from question_bank.responses import texts_in

ADVICE = "Put all items in order."
FEWEST, MOST = 3, 9
"""Fewer are a choice of two; more than nine have no keys to pick them by."""
THEN = " → "


class Ordering(Question):
    """Items in their right order; the stem says which end comes first."""

    title: ClassVar = "Put in order"
    demands: ClassVar = Demand.CHOOSE
    edit_fields: ClassVar = (
        EditField("items", "Items in the right order", "lines", "One on each line; the stem says what is first."),
    )  # fmt: skip
    kind: Literal["ordering"] = "ordering"
    items: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The items in order."""
        return THEN.join(self.items)

    @property
    def right_response(self) -> Response:
        """The items in order."""
        return list(self.items)

    @property
    def asked(self) -> str:
        """The stem and the items, in an order that tells nothing."""
        return "\n".join((self.stem, *sorted(self.items)))

    def interaction(self) -> Interaction:
        """Ask for an order."""
        return Arrange(items=self.items)

    def parse(self, response: Response) -> Response:
        """Accept all items, each once."""
        given = texts_in(response, ADVICE)
        if sorted(given) != sorted(self.items):
            raise NotAnAnswer(ADVICE)
        return given

    def grade(self, response: Response) -> Mark:
        """Score the share of items that stand at their own places."""
        places = zip(texts_in(response), self.items, strict=True)
        return Mark.of_parts(
            Part(asked=f"{place}.", given=given, right=right, is_right=given == right)
            for place, (given, right) in enumerate(places, 1)
        )

    def classify(self, response: Response) -> str:
        """Name the items in the order given."""
        return THEN.join(texts_in(response))

    def guess_score(self) -> float:
        """Return 1/n, the mean over all orders, in one of n of which an item has its own place; Moodle gives none."""
        return 1 / len(self.items)

    def kind_problems(self) -> list[Problem]:
        """Ask for enough items, and for items that differ."""
        if not FEWEST <= len(self.items) <= MOST:
            return [Problem(field="items", message=f"Give {FEWEST} to {MOST} items.")]
        return alike_problems(self.items, "items")

    @classmethod
    def examples(cls) -> Examples:
        """Ask for the order of the planets."""
        question = cls(
            id="example", stem="What is the order of these planets, the nearest to the sun first?", topic="Planets",
            explanation="From Mercury to Mars they are rocky and small.",
            items=("Mercury", "Venus", "Earth", "Mars"),
        )  # fmt: skip
        return Examples(
            question,
            right=(["Mercury", "Venus", "Earth", "Mars"],),
            wrong=(["Venus", "Mercury", "Mars", "Earth"],),
            not_answers=([], "Mercury", ["Mercury"], ["Mercury", "Venus", "Earth", "Earth"], {"1": "Mercury"}),
            partly=(["Venus", "Mercury", "Earth", "Mars"],),
        )
