"""Progress: what is known, what is fading, what comes next, and the sittings so far."""

import streamlit as st

from quizapp.domain.days import day_of
from quizapp.services import progress
from quizapp.services.sittings import Choice
from quizapp.ui import charts, layout, planning, visit
from quizapp.ui.dates import counted
from quizapp.ui.fading import draw_fading
from quizapp.ui.history import draw_history
from quizapp.ui.resting import draw_resting
from quizapp.ui.sticking import draw_sticking
from quizapp.ui.visit import Visit

LONGEST_HISTORY = 1000
EMPTY = (
    "Nothing has been asked yet. After your first questions you will see here what you know of each topic and "
    "article, what is fading, what comes back in the next days, and every sitting with your answers."
)


def main() -> None:
    """Draw everything, or say what will be here."""
    here = visit.here()
    with layout.wide("Progress"):
        seen = progress.overview(here.db, here.actor, here.now, here.zone, LONGEST_HISTORY)
        if seen.history:
            draw(here, seen)
        else:
            draw_empty()


def draw(here: Visit, seen: progress.Overview) -> None:
    """Draw pictures first, lists second."""
    today = day_of(here.now, here.zone)
    facts, learnt, known = (sum(getattr(one, name) for one in seen.by_topic) for name in ("facts", "learnt", "known"))
    layout.heading(f"You would recall about {round(known)} of {counted(facts, 'fact')} today")
    st.markdown(f"You have learnt {learnt} of them. What is not practised fades a little every day.")
    charts.draw_all(seen, today)
    st.header("Fading most", anchor=False)
    st.markdown("The chance that you would recall each of these today; practising lifts it.")
    draw_fading(seen.fading, today, here.zone)
    draw_sticking(here)
    draw_resting(here)
    st.header("Your sittings", anchor=False)
    draw_history(seen.history)
    layout.way_to_preferences()


def draw_empty() -> None:
    """Say what will be here, and offer the step that fills it."""
    with st.container(width=720):
        layout.heading("Progress")
        st.markdown(EMPTY)
        if st.button("Answer your first questions", type="primary"):
            planning.begin(Choice())


main()
