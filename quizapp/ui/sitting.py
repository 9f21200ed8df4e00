"""A sitting, drawn: the question that its address asks for or that comes next, or the summary; by its mode."""

import streamlit as st

from quizapp.domain.modes import Mode
from quizapp.services import flashcards, mock_exams, sittings
from quizapp.services.shown import Shown
from quizapp.ui import asides, asking, cards, examining, feedback, interactions, layout, modes, summary, visit
from quizapp.ui.visit import Visit


def draw(sitting_id: str) -> None:
    """Draw what comes next; a summary ends its sitting, but not an exam, which is handed in."""
    shown = None if asking.at_end() else asking.place(sitting_id)
    if shown and shown.mode is Mode.CARDS and not cards.is_rich(shown):
        shown = _deal(visit.here(), sitting_id)
        if shown and not cards.is_rich(shown):
            return
    if shown and shown.mode is not Mode.EXAM:
        _ask(shown)
        return
    here = visit.here()
    if running := mock_exams.running(here.db, here.actor, sitting_id, here.now):
        examining.draw(shown or running.places[0], running)
    else:
        summary.draw(sittings.summary(here.db, here.actor, sitting_id))
        sittings.end(here.db, here.actor, sitting_id, here.now)


def _deal(here: Visit, sitting_id: str) -> Shown | None:
    """Draw the cards that are open, unless the first has to be drawn otherwise; return the first."""
    hand = flashcards.hand(here.db, here.actor, sitting_id, here.now)
    if hand and not cards.is_rich(hand[0].shown):
        cards.draw(hand)
    return hand[0].shown if hand else None


def _ask(shown: Shown) -> None:
    """Draw a question and, once it is answered, the feedback and what can be done about it."""
    asking.show_place(shown)
    st.progress(shown.got_right / shown.length, asking.standing(shown))
    if not shown.mode.is_scheduled:
        layout.hint(modes.CRAMMING)
    layout.question_heading(interactions.stem(shown))
    interactions.draw(shown)
    if shown.given:
        feedback.draw(shown)
    else:
        asides.draw(shown)
        asking.end_button()
