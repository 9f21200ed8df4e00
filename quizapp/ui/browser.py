"""What only the browser can do: keep the focus, tell a screen reader what changed, remember who is learning."""

from pathlib import Path

import streamlit as st


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


_page = st.components.v2.component(
    "quizapp.page", css=_file("browser.css"), js=_file("browser.js"), isolate_styles=False
)
_profile = st.components.v2.component("quizapp.profile", js=_file("profile.js"))


def begin(focus: str = "", say: str = "") -> None:
    """Add our few rules of style to a page, focus the widget with a key, and say something politely.

    It stands first on the page, where it stays in place: a screen reader hears only what changes in place.
    """
    _page(key="page", data={"focus": focus, "say": say}, height="content")


def remember(token: str) -> None:
    """Have the browser remember who is learning by this token, or forget who it was if it is empty."""
    _profile(key="profile", data={"token": token})
