"""Facts of articles: one statement with typed slots, where it stands, who says so, and as of when."""

import re
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from question_bank.marking import first_number
from question_bank.model import Value

EntityClass = Literal[
    "person", "organisation", "country", "place", "agreement", "document", "initiative", "weapon", "exercise",
    "infrastructure",
]  # fmt: skip
NumericClass = Literal["year", "money", "percentage", "count"]
TextClass = Literal["date", "term", "phrase"]
SlotClass = EntityClass | NumericClass | TextClass
Status = Literal["fact", "opinion", "forecast"]

ENTITY_CLASSES = frozenset(get_args(EntityClass))
NUMERIC_CLASSES = frozenset(get_args(NumericClass))
AUTHOR = "author"
GAP = "_____"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Article(Value):
    """A text that facts come from; `sections` names what begins at which paragraph, in our words."""

    id: str
    file: str
    title: str
    cue: str
    as_of: str
    sections: dict[int, str] = Field(default_factory=dict)

    def section(self, paragraph: int) -> str | None:
        """Name the section that a paragraph belongs to."""
        begun = [start for start in self.sections if start <= paragraph]
        return self.sections[max(begun)] if begun else None


class Entity(Value):
    """A person, body or thing that answers and distractors name; aliases are accepted when typed."""

    name: str
    sort: EntityClass = Field(alias="class")
    aliases: tuple[str, ...] = ()


class Citation(Value):
    """Where a fact stands: paragraph (n-th line that is not blank, from 1) and offsets in the stripped line.

    `sha256` is the digest of that line, in UTF-8.
    """

    article: str
    paragraph: int = Field(ge=1)
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Slot(Value):
    """A part of a statement worth asking for."""

    sort: SlotClass = Field(alias="class")
    answer: str
    stem: str
    unit: str | None = None
    tolerance: float = Field(default=0, ge=0)
    accepted: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    also_true: tuple[str, ...] = ()

    @property
    def is_numeric(self) -> bool:
        """Say whether the answer is a figure."""
        return self.sort in NUMERIC_CLASSES

    @property
    def is_typed(self) -> bool:
        """Say whether a learner can fairly be asked to type the answer."""
        return self.sort != "phrase"

    @property
    def value(self) -> float:
        """Return the figure of a numeric slot."""
        return first_number(self.answer)

    @model_validator(mode="after")
    def _numeric_has_a_figure(self) -> Self:
        if self.is_numeric:
            first_number(self.answer)
        elif len(self.distractors) < 3:
            which = f"the slot with the answer {self.answer!r}"
            raise ValueError(f"{which} has fewer than three distractors: write four")
        return self


class Fact(Value):
    """One statement that can be asked about."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    statement: str
    slots: dict[str, Slot] = Field(min_length=1)
    topic: str
    voice: str
    status: Status
    as_of: str
    explanation: str
    citations: tuple[Citation, ...] = Field(min_length=1)
    conflicts: tuple[str, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _slots_are_the_placeholders(self) -> Self:
        found = sorted(_PLACEHOLDER.findall(self.statement))
        if found != sorted(self.slots):
            described = sorted(self.slots)
            raise ValueError(f"{self.id}: the statement has the slots {found}, but {described} are described")
        return self

    def sentence(self, **other: str) -> str:
        """Return the statement with its answers filled in, or with what `other` gives for a slot."""
        filling = {name: slot.answer for name, slot in self.slots.items()} | other
        return _PLACEHOLDER.sub(lambda found: filling[found[1]], self.statement)

    @property
    def names_its_source(self) -> bool:
        """Say whether statement and stems must name who says so: judgement, forecast, dispute, voice."""
        return self.status != "fact" or bool(self.conflicts) or self.voice != AUTHOR
