"""What a sitting can be for, in words."""

from quizapp.domain.modes import Mode

NAMES = {
    Mode.PRACTICE: "Practise",
    Mode.MISSED: "What I missed",
    Mode.CARDS: "Flashcards",
    Mode.CRAM: "Cram",
    Mode.EXAM: "Mock exam",
}
SAID = {
    Mode.PRACTICE: "What is due comes first, and then something new.",
    Mode.MISSED: "Only what you got wrong the last time, or in the past week.",
    Mode.CARDS: "Think of the answer, turn the card, and say how well you knew it. What is due comes first.",
    Mode.CRAM: "What you know least comes first, due or not. It does not change when things come back.",
    Mode.EXAM: "Against the clock, without feedback until the end. You may go back and change your answers.",
}
NOTHING = {
    Mode.PRACTICE: "Nothing is due there and nothing is new: choose something else, or come back another day.",
    Mode.MISSED: "You missed nothing there lately: choose something else, or another way to practise.",
    Mode.CARDS: "No card is due there and none is new: choose something else, or come back another day.",
    Mode.CRAM: "There is nothing to ask about: choose something else.",
    Mode.EXAM: "There is nothing to ask about: choose something else.",
}
CRAMMED = "You crammed: when these come back has not changed."
CRAMMING = "Cramming: this does not change when things come back."


def prefixed(mode: str, title: str) -> str:
    """Return the title of a sitting, after what it is for where that is not plain practice."""
    return title if mode == Mode.PRACTICE else f"{NAMES[Mode(mode)]}: {title}"
