"""The shape of pages: one column for a question, a wider one for tables and pictures, and calm messages."""

from contextlib import AbstractContextManager

import streamlit as st

from quizapp.ui import browser
from quizapp.ui.rich import rich_stem
from quizapp.ui.text import plain, plain_line

WIDE = 1080
fragment = st.fragment(run_every=24 * 60 * 60)
"""Makes a function a part of a page that runs by itself.

A server that was restarted knows none of the fragments of an open page, and drops all clicks in them. Only a page with
a fragment that is to run again some day asks for all of it when it has found the server again.
"""


def narrow(title: str) -> None:
    """Begin a page that is one column of text; `title` is what the browser's tab says."""
    st.set_page_config(page_title=f"{title} · Quiz", page_icon=":material/school:", layout="centered")
    browser.style()


def wide(title: str) -> AbstractContextManager[object]:
    """Begin a page with tables or pictures; return the column to draw them in."""
    st.set_page_config(page_title=f"{title} · Quiz", page_icon=":material/school:", layout="wide")
    browser.style()
    return st.container(horizontal_alignment="center").container(width=WIDE)


def heading(text: str) -> None:
    """Show the heading of a page; the text may be anyone's."""
    st.title(plain_line(text), anchor=False)


def question_heading(stem: str) -> None:
    """Show a question as the heading of a page."""
    st.title(rich_stem(stem), anchor=False)


def problem(message: str) -> None:
    """Show what went wrong and the way out."""
    st.warning(plain(message), icon=":material/info:")
    st.page_link("pages/today.py", label="Back to Today", icon=":material/arrow_back:")


def way_to_preferences() -> None:
    """Offer the way to where a learner says how to learn."""
    st.page_link("pages/preferences.py", label="How you learn", icon=":material/tune:")


def hint(message: str) -> None:
    """Say in a quiet line what to do."""
    st.markdown(f":gray[{plain_line(message)}]")


def note(message: str) -> None:
    """Say in a quiet line what was done; a screen reader reads it out."""
    with st.container(key="note"):
        st.info(plain(message))


def advise(message: str) -> None:
    """Say gently what to do instead."""
    st.info(plain(message), icon=":material/lightbulb:")
