"""The facts that do not stick: how often they were missed, what may help, and what they rest on."""

import streamlit as st

from quizapp.domain.leeches import Leech, Suggestion
from quizapp.services import decisions
from quizapp.services.leeches import leeches
from quizapp.ui import feedback, visit
from quizapp.ui.dates import counted
from quizapp.ui.text import plain
from quizapp.ui.visit import Visit

HELP = {
    Suggestion.OTHER_FORM: "You recognise it among others, but do not find it by yourself: say the answer aloud "
    "before you look at the options.",
    Suggestion.EXPLANATION: "It is gone within two days, so it is not yet connected with anything: read what it "
    "rests on, and put it into words of your own.",
    Suggestion.HINT: "Make up a hint: a picture, a rhyme, or something that you know already and that is like it.",
    Suggestion.SUSPEND: "Ask yourself whether it is worth its time; if it is, learn it anew in another way.",
}


def draw_sticking(here: Visit) -> None:
    """Draw each fact with what may help; nothing if there is none."""
    facts = leeches(here.db, here.actor)
    if not facts:
        return
    st.header("Facts that do not stick", anchor=False)
    st.markdown("You missed each of these more often than forgetting explains.")
    with st.container(gap="medium"):
        for fact in facts:
            with st.container(gap="xxsmall"):
                st.markdown(plain(fact.statement))
                st.markdown(f":small[:gray[{counts(fact.leech)}]]")
                st.markdown(HELP[fact.leech.suggestion])
                with st.expander("What it rests on", type="compact"):
                    asked = fact.question
                    st.markdown(feedback.statement(asked.explanation, asked.voice, asked.citations, asked.as_of))
                if fact.leech.suggestion is Suggestion.SUSPEND:
                    st.button("Stop asking this", key=f"stop-{fact.fact_id}", on_click=_stop, args=(fact.fact_id,))


def counts(leech: Leech) -> str:
    """Say how often a fact was missed, and how often facts like it are."""
    usual = "less than once" if leech.expected < 1 else f"about {counted(round(leech.expected), 'time')}"
    return f"Missed {leech.missed} of {counted(leech.answers, 'time')}, where {usual} was to be expected"


def _stop(fact_id: str) -> None:
    here = visit.here()
    decisions.suspend(here.db, here.actor, [fact_id], here.now)
