"""An app of as many pages as ours, of which one is a quiz."""

import streamlit as st

st.set_page_config(page_title="Bare quiz", layout="centered")


def empty() -> None:
    """Draw one of the other pages."""
    st.title("Empty")


others = [st.Page(empty, title=f"Page {number}", url_path=f"page-{number}") for number in range(2, 6)]
st.navigation([st.Page("quiz.py", title="Quiz", default=True), *others], position="top").run()
