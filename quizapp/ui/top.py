"""A page shown from its top, when it takes the place of another without the browser going elsewhere."""

from pathlib import Path

import streamlit as st

_top = st.components.v2.component("quizapp.top", js=Path(__file__).with_name("top.js").read_text("utf-8"))


def show_top(page: str) -> None:
    """Scroll to the top once for each page, by its name."""
    _top(key="top", data={"page": page})
