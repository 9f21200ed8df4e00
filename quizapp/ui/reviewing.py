"""Answered questions to be read: question, verdict, both answers, explanation and where it stands."""

from collections.abc import Sequence

import streamlit as st

from question_bank.interactions import SelfRate
from question_bank.responses import in_words
from quizapp.services.shown import Shown
from quizapp.ui.rich import draw_pictures, rich, rich_line
from quizapp.ui.signs import RIGHT, WRONG
from quizapp.ui.sources import source_lines

OPEN = ":gray[:material/radio_button_unchecked: Not answered]"
FLAGGED = ":gray[:material/flag: Flagged]"


def draw_all(places: Sequence[Shown]) -> None:
    """Draw questions one below the other, with their numbers."""
    with st.container(gap="medium"):
        for place in places:
            st.markdown(in_full(place, f"{place.position + 1}. "))
            draw_pictures([place.question.stem, place.question.explanation])


def in_full(shown: Shown, number: str = "") -> str:
    """Return Markdown of a question with all that can be said of it."""
    question, given = shown.question, shown.given
    rated = isinstance(shown.interaction, SelfRate)
    said = [_verdict(shown, rated)]
    if given:
        said.append(f":gray[{'Your rating' if rated else 'Your answer'}:] {rich_line(in_words(given.response))}")
    if rated or not (given and given.is_right):
        said.append(f":gray[Right answer:] **{rich_line(question.answer)}**")
    if shown.flagged:
        said.append(FLAGGED)
    return "\n\n".join(
        [f"**{rich(number + question.stem)}**", " · ".join(said), rich(question.explanation), *source_lines(question)]
    )


def _verdict(shown: Shown, rated: bool) -> str:
    if shown.given is None:
        return OPEN
    right, wrong = ("Recalled", "Not recalled") if rated else ("Right", "Not right")
    return f":green[{RIGHT} {right}]" if shown.given.is_right else f":red[{WRONG} {wrong}]"
