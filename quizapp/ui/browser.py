"""What only the browser can do: look as we mean it to, put the focus where it belongs, remember who is learning."""

from pathlib import Path

import streamlit as st


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


_STYLE = f"<style>{_file('browser.css')}</style>"
_focus = st.components.v2.component("quizapp.focus", js=_file("focus.js"))
_keys = st.components.v2.component("quizapp.keys", js=_file("keys.js"))
_profile = st.components.v2.component("quizapp.profile", js=_file("profile.js"))


def style() -> None:
    """Add our few rules of style to a page, and let keys press what they reached."""
    st.html(_STYLE)
    _keys(key="keys")


def guide() -> None:
    """Have the focus follow a learner from question to question: to the field, to what is chosen, to the way on."""
    _focus(key="focus")


def remember(token: str) -> None:
    """Have the browser remember who is learning by this token, or forget who it was if it is empty."""
    _profile(key="profile", data={"token": token})
