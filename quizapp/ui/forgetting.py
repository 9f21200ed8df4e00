"""How fast a learner forgets: measured from the learner's own answers, or the usual figures."""

from random import SystemRandom

import streamlit as st

from quizapp.errors import Refused
from quizapp.services.measuring import Measured, forget_measured, measure, measured
from quizapp.ui import layout
from quizapp.ui.dates import counted
from quizapp.ui.visit import Visit

USUAL = (
    "Your facts come back by the usual figures of how people forget. Once you have answered enough, your own "
    "forgetting can be measured; it is kept only if it foretells your later answers better."
)


def draw(here: Visit) -> None:
    """Draw what holds now, and the step to measure it (anew)."""
    now = measured(here.db, here.actor)
    st.markdown(found(now) if now else USUAL)
    with st.container(horizontal=True):
        pressed = st.button("Measure it anew" if now else "Measure my forgetting")
        if now and st.button("Go by the usual figures", type="tertiary"):
            forget_measured(here.db, here.actor)
            st.rerun()
    if pressed:
        _measure(here)


def found(done: Measured) -> str:
    """Say what was measured."""
    return (
        f"Your forgetting was measured from {counted(done.answers, 'answer')}: a new fact that you knew lasts you "
        f"about {_days(done.lasts)}, and {_days(done.usually)} is usual. {better(done)}"
    )


def better(done: Measured) -> str:
    """Say by how much less the answers surprised; surprise is the log-loss above that of a prophet."""
    less = (1 - done.loss / done.loss_before) if done.loss_before else 0.0
    return f"Foretold by this, your later answers came {100 * less:.1f} % less as a surprise."


def _measure(here: Visit) -> None:
    try:
        with st.spinner("Measuring how you forget …"):
            done = measure(here.db, here.actor, SystemRandom())
    except Refused as error:
        layout.advise(str(error))
        return
    if done.is_kept:
        st.rerun()
    layout.advise(
        f"Measured from {counted(done.answers, 'answer')}: your own figures foretell your later answers no better "
        "than those that hold now, so nothing was changed."
    )


def _days(days: float) -> str:
    hours = round(24 * days)
    return f"{hours} hours" if hours < 36 else f"{days:.0f} days"
