"""Import and export: questions of teachers brought in from files, and taken out again."""

import streamlit as st

from quizapp.errors import NotAllowed
from quizapp.services.people import must_teach
from quizapp.ui import exporting, importing, layout, visit


def main() -> None:
    """Draw both ways under one heading."""
    here = visit.here()
    layout.narrow("Import and export")
    try:
        must_teach(here.actor)
    except NotAllowed as error:
        layout.problem(str(error))
        return
    st.page_link("pages/questions.py", label="Back to the questions", icon=":material/arrow_back:")
    layout.heading("Import and export")
    bring, take = st.tabs(["Import", "Export"], key="way", on_change="rerun")
    if bring.open:
        with bring:
            importing.draw(here)
    if take.open:
        with take:
            exporting.draw(here)


main()
