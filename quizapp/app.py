"""What Streamlit runs for every visit: who is here, which page, and what to do when it fails."""

from typing import Literal

import streamlit as st

from quizapp.errors import QuizappError
from quizapp.ui import layout, visit
from quizapp.ui.text import plain_line


def main() -> None:
    """Show the page that was asked for, or ask who is learning first."""
    person = visit.current()
    who = st.Page("pages/who.py", title=plain_line(person.actor.name) if person else "Who is learning?", url_path="who")
    known: Literal["visible", "hidden"] = "visible" if person else "hidden"
    page = st.navigation(
        [
            st.Page("pages/today.py", title="Today", default=True, visibility=known),
            st.Page("pages/practise.py", title="Practise", url_path="practise", visibility=known),
            st.Page("pages/progress.py", title="Progress", url_path="progress", visibility=known),
            st.Page("pages/preferences.py", title="How you learn", url_path="how", visibility="hidden"),
            st.Page("pages/questions.py", title="Questions", url_path="questions", visibility=known),
            st.Page("pages/exchange.py", title="Import and export", url_path="exchange", visibility="hidden"),
            who,
        ],
        position="top",
    )
    if person is None and page.url_path != who.url_path:
        st.switch_page(who)
    try:
        with visit.arrived(person):
            page.run()
    except QuizappError as error:
        layout.problem(str(error))


main()
