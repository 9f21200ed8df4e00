"""The sittings behind a learner, each with its answers when it is opened."""

from collections.abc import Sequence

import streamlit as st

from quizapp.services import sittings
from quizapp.storage.sittings import SittingScore
from quizapp.ui import dates, layout, modes, visit
from quizapp.ui.reviewing import in_full
from quizapp.ui.text import plain_line
from quizapp.ui.visit import Visit

PAGE = 10
TEXT_WIDTH = 720
_WANTED = "history-page"


@layout.fragment  # so that opening a sitting draws no picture anew
def draw_history(scores: Sequence[SittingScore]) -> None:
    """Draw the sittings, newest first; only those that are open are read."""
    here = visit.here()
    pages = -(-len(scores) // PAGE)
    first = (min(st.session_state.get(_WANTED, 1), pages) - 1) * PAGE
    with st.container(gap="xsmall"):
        for one in scores[first : first + PAGE]:
            opened = st.expander(_label(here, one), key=f"sitting-{one.sitting.id}", on_change="rerun")
            if opened.open:
                with opened:
                    _draw_answers(here, one.sitting.id)
    if pages > 1:
        st.pagination(pages, key=_WANTED, max_visible_pages=5)


def score_in_words(one: SittingScore) -> str:
    """Return “8 of 10 right”, and how many were left open."""
    said = f"{one.score:.4g} of {one.answered} right"
    left = one.sitting.length - one.answered
    return f"{said}, {left} not answered" if left else said


def _label(here: Visit, one: SittingScore) -> str:
    begun = one.sitting.started_at.astimezone(here.zone)
    year = "" if begun.year == here.now.year else f" {begun.year}"
    when = f"{dates.monthday(begun.date())}{year}, {begun:%H:%M}"
    title = modes.prefixed(one.sitting.mode, one.sitting.title)
    return f"**{plain_line(title)}**, {score_in_words(one)} :gray[· {when}]"


def _draw_answers(here: Visit, sitting_id: str) -> None:
    with st.container(gap="medium", width=TEXT_WIDTH):
        for shown in sittings.summary(here.db, here.actor, sitting_id).answered:
            st.markdown(in_full(shown))
