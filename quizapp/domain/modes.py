"""What a sitting is for, and whether its responses move the schedule."""

from enum import StrEnum


class Mode(StrEnum):
    """What a sitting is for."""

    PRACTICE = "practice"
    MISSED = "missed"
    CARDS = "flashcards"
    CRAM = "cram"
    EXAM = "exam"

    @property
    def is_scheduled(self) -> bool:
        """Say whether responses are reviews: cramming tells little of what will be known in a week."""
        return self is not Mode.CRAM

    @property
    def repeats(self) -> bool:
        """Say whether missed questions return until they are right once; an exam does not tell what was missed."""
        return self is not Mode.EXAM
