"""What a learner is asked to do, as plain data (QTI's word): this is what gets drawn, never a kind."""

from random import Random
from typing import Annotated, Literal

from pydantic import Field

from question_bank.model import Value


class ChooseOne(Value):
    """Pick one of the options; they are shuffled unless their order means something."""

    do: Literal["choose_one"] = "choose_one"
    options: tuple[str, ...]
    ordered: bool = False

    def arranged(self, chance: Random) -> "ChooseOne":
        """Return the options in the order in which they are to be shown."""
        if self.ordered:
            return self
        return ChooseOne(options=tuple(chance.sample(self.options, len(self.options))), ordered=True)


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


Interaction = Annotated[ChooseOne | TypeText | TypeNumber | SelfRate, Field(discriminator="do")]
Response = str
