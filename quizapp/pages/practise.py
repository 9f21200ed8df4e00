"""Practise: choose what to practise, then one question at a time, then the summary."""

import streamlit as st

from quizapp.domain.modes import Mode
from quizapp.errors import QuizappError
from quizapp.services import flashcards, mock_exams, sittings
from quizapp.services.shown import Shown
from quizapp.ui import (
    afterwards,
    asking,
    cards,
    examining,
    feedback,
    interactions,
    layout,
    modes,
    planning,
    summary,
    visit,
)


@layout.fragment  # so that a click runs only this, and neither app.py nor the navigation
def main() -> None:
    """Draw what the address asks for; app.py does not stand around a fragment, so errors are met here."""
    try:
        draw(visit.address(asking.SITTING))
    except QuizappError as error:
        layout.problem(str(error))


def draw(sitting_id: str | None) -> None:
    """Draw the choice of a sitting, one of its questions, or its summary."""
    if sitting_id is None:
        planning.draw()
        return
    here, shown = visit.here(), None if asking.at_end() else asking.place(sitting_id)
    if shown and shown.mode is Mode.CARDS and not cards.is_rich(shown):
        hand = flashcards.hand(here.db, here.actor, sitting_id, here.now)
        if hand and not cards.is_rich(hand[0].shown):
            cards.draw(hand)
            return
        shown = hand[0].shown if hand else None
    if shown and shown.mode is not Mode.EXAM:
        ask(shown)
    elif running := mock_exams.running(here.db, here.actor, sitting_id, here.now):
        examining.draw(shown or running.places[0], running)
    else:
        summary.draw(sittings.summary(here.db, here.actor, sitting_id))
        sittings.end(here.db, here.actor, sitting_id, here.now)


def ask(shown: Shown) -> None:
    """Draw a question and, once it is answered, the feedback."""
    asking.show_place(shown)
    st.progress(shown.got_right / shown.length, asking.standing(shown))
    if not shown.mode.is_scheduled:
        layout.hint(modes.CRAMMING)
    layout.question_heading(interactions.stem(shown))
    interactions.draw(shown)
    if shown.given:
        feedback.draw(shown)
        afterwards.draw(shown)
    else:
        asking.end_button()


layout.narrow("Practise")
main()
