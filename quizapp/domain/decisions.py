"""What a learner decides about a fact: not to be asked about it for now, or at all."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Verb(StrEnum):
    """What is decided."""

    SUSPEND = "suspend"
    BURY = "bury"
    ASK = "ask"


class Decision(NamedTuple):
    """The last decision about a fact; one to bury it holds until a moment."""

    verb: Verb
    made_at: datetime
    until: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Say whether the fact is not asked about now."""
        return self.verb is Verb.SUSPEND or (self.until is not None and now < self.until)
