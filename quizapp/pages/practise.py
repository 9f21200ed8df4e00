"""Practise: choose what to practise, then one question at a time, then the summary."""

import streamlit as st

from quizapp.services import sittings
from quizapp.ui import asking, feedback, interactions, layout, planning, summary, visit


def main() -> None:
    """Draw what the address asks for: the choice, a question, or the summary."""
    sitting_id = st.query_params.get(asking.SITTING)
    if sitting_id is None:
        layout.narrow("Practise")
        planning.draw()
        return
    here = visit.here()
    shown = None if asking.at_end() else sittings.place(here.db, here.actor, sitting_id, asking.wanted())
    if shown:
        ask(shown)
    else:
        look_back(here, sitting_id)


def ask(shown: sittings.Shown) -> None:
    """Draw a question and, once it is answered, the feedback."""
    layout.narrow("Practise")
    asking.show_place(shown)
    st.progress((shown.position + 1) / shown.length, f"{shown.position + 1} of {shown.length}")
    layout.heading(shown.question.stem)
    interactions.draw(shown)
    if shown.given:
        feedback.draw(shown)
    st.button("End here", key="end", type="tertiary", on_click=asking.go_to, args=(asking.END,))


def look_back(here: visit.Visit, sitting_id: str) -> None:
    """Draw the summary and end the sitting."""
    layout.narrow("Summary")
    summary.draw(sittings.summary(here.db, here.actor, sitting_id))
    sittings.end(here.db, here.actor, sitting_id, here.now)


main()
