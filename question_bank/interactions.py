"""What a learner is asked to do, as plain data (QTI's word): this is what gets drawn, never a kind."""

from random import Random
from typing import Annotated, Literal

from pydantic import Field

from question_bank.facts import GAP
from question_bank.model import Value

Response = str | list[str] | dict[str, str]
"""What a learner gave, in a shape that JSON has: a text, texts in order, or a text for each of several."""


class ChooseOne(Value):
    """Pick one of the options; they are shuffled unless their order means something.

    A `prompt` says what to pick where the stem is no question.
    """

    do: Literal["choose_one"] = "choose_one"
    options: tuple[str, ...]
    ordered: bool = False
    prompt: str = ""

    def arranged(self, chance: Random) -> "ChooseOne":
        """Return the options in the order in which they are to be shown."""
        if self.ordered:
            return self
        return self.model_copy(update={"options": _shuffled(self.options, chance), "ordered": True})


class ChooseMany(Value):
    """Pick every option that is right; they are shuffled unless their order means something."""

    do: Literal["choose_many"] = "choose_many"
    options: tuple[str, ...]
    ordered: bool = False

    def arranged(self, chance: Random) -> "ChooseMany":
        """Return the options in the order in which they are to be shown."""
        if self.ordered:
            return self
        return ChooseMany(options=_shuffled(self.options, chance), ordered=True)


class Arrange(Value):
    """Put all items in order; `ordered` says that they stand as they are to be shown, not as they were written."""

    do: Literal["arrange"] = "arrange"
    items: tuple[str, ...]
    ordered: bool = False

    def arranged(self, chance: Random) -> "Arrange":
        """Return the items in the order in which they are to be shown."""
        if self.ordered:
            return self
        return Arrange(items=_shuffled(self.items, chance), ordered=True)


class Pair(Value):
    """Give each item on the left one of the options; where `each_once` holds, no option twice.

    Options that are `ascending`, such as years, keep their order; `ordered` says that all stands as it is to be shown.
    """

    do: Literal["pair"] = "pair"
    lefts: tuple[str, ...]
    options: tuple[str, ...]
    each_once: bool = False
    ascending: bool = False
    ordered: bool = False

    def arranged(self, chance: Random) -> "Pair":
        """Return both sides in the order in which they are to be shown."""
        if self.ordered:
            return self
        lefts = _shuffled(self.lefts, chance)
        options = self.options if self.ascending else _shuffled(self.options, chance)
        return self.model_copy(update={"lefts": lefts, "options": options, "ordered": True})


class Gap(Value):
    """A gap in a text: filled with one of the options or, where there are none, by typing."""

    options: tuple[str, ...] = ()


class FillGaps(Value):
    """Fill the gaps of a text, in reading order."""

    do: Literal["fill_gaps"] = "fill_gaps"
    text: str
    gaps: tuple[Gap, ...]
    ordered: bool = False

    @property
    def pieces(self) -> list[str]:
        """The text before, between and after the gaps."""
        return self.text.split(GAP)

    def arranged(self, chance: Random) -> "FillGaps":
        """Return the options of each gap in the order in which they are to be shown."""
        if self.ordered:
            return self
        gaps = tuple(Gap(options=_shuffled(gap.options, chance)) for gap in self.gaps)
        return self.model_copy(update={"gaps": gaps, "ordered": True})


class TypeText(Value):
    """Type a word or a short expression."""

    do: Literal["type_text"] = "type_text"

    def arranged(self, chance: Random) -> "TypeText":
        """Return itself: there is no order."""
        return self


class TypeNumber(Value):
    """Type a figure; `unit` stands beside the field."""

    do: Literal["type_number"] = "type_number"
    unit: str | None = None

    def arranged(self, chance: Random) -> "TypeNumber":
        """Return itself: there is no order."""
        return self


class SelfRate(Value):
    """Think, turn the card over, and say how well it was recalled."""

    do: Literal["self_rate"] = "self_rate"
    answer: str

    def arranged(self, chance: Random) -> "SelfRate":
        """Return itself: there is no order."""
        return self


Interaction = Annotated[
    ChooseOne | ChooseMany | TypeText | TypeNumber | SelfRate | Arrange | Pair | FillGaps,
    Field(discriminator="do"),
]


def _shuffled(texts: tuple[str, ...], chance: Random) -> tuple[str, ...]:
    return tuple(chance.sample(texts, len(texts)))
