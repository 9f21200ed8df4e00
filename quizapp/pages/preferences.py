"""How you learn: how sure to be, how much a day, and how fast the learner forgets."""

import streamlit as st

from quizapp.errors import QuizappError
from quizapp.services.preferences import want, wanted
from quizapp.ui import asides, forgetting, layout, visit, wanting


def main() -> None:
    """Draw what the learner wants, and what is known of the learner's forgetting."""
    layout.narrow("How you learn")
    here = visit.here()
    layout.heading("How you learn")
    before = wanted(here.db, here.actor)
    new = wanting.draw(before)
    if new is not None:
        try:
            done = want(here.db, here.actor, new)
        except QuizappError as error:
            layout.advise(str(error))
        else:
            asides.ask_anew()
            st.success(wanting.kept(before, new, done))
    st.header("How fast you forget", anchor=False)
    forgetting.draw(here)
    st.page_link("pages/today.py", label="Back to Today", icon=":material/arrow_back:")


main()
