"""The facts that a learner is not asked about, with the way to have them asked again."""

import streamlit as st

from quizapp.domain.days import day_of
from quizapp.services import decisions
from quizapp.services.decisions import Resting
from quizapp.ui import dates, visit
from quizapp.ui.text import plain
from quizapp.ui.visit import Visit


def draw_resting(here: Visit) -> None:
    """Draw the facts that rest; nothing where there are none."""
    facts = decisions.resting(here.db, here.actor, here.now)
    if not facts:
        return
    st.header("Facts at rest", anchor=False)
    st.markdown("You are not asked about these for now.")
    with st.container(gap="medium"):
        for fact in facts:
            _draw_fact(here, fact)


def how_long(here: Visit, fact: Resting) -> str:
    """Say since when or until when a fact rests."""
    today = day_of(here.now, here.zone)
    if fact.until is None:
        return f"stopped {dates.seen_from(today, day_of(fact.since, here.zone))}"
    return f"comes back {dates.seen_from(today, day_of(fact.until, here.zone))}"


def _draw_fact(here: Visit, fact: Resting) -> None:
    said, way_back = st.columns([4, 1], gap="small", vertical_alignment="center")
    with said.container(gap="xxsmall"):
        st.markdown(plain(fact.statement))
        st.markdown(f":small[:gray[{how_long(here, fact)}]]")
    way_back.button("Ask again", key=f"ask-again-{fact.fact_id}", on_click=_ask_again, args=(fact.fact_id,))


def _ask_again(fact_id: str) -> None:
    here = visit.here()
    decisions.ask_again(here.db, here.actor, [fact_id], here.now)
