"""What only the browser can do: look as we mean it to, put the focus where it belongs, remember who is learning."""

from pathlib import Path

import streamlit as st


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


_STYLE = f"<style>{_file('browser.css')}</style>"
_focus = st.components.v2.component("quizapp.focus", js=_file("focus.js"))
_enter = st.components.v2.component("quizapp.enter", js=_file("enter.js"))
_keys = st.components.v2.component("quizapp.keys", js=_file("keys.js"))
_profile = st.components.v2.component("quizapp.profile", js=_file("profile.js"))


def style() -> None:
    """Add our few rules of style to a page, and let keys press what they reached."""
    st.html(_STYLE)
    _keys(key="keys")


def focus(key: str, described_by: str = "") -> None:
    """Put the focus on the widget with this key as soon as it is drawn; a container may describe it."""
    _focus(key="focus", data={"key": key, "described_by": described_by})


def focus_question(attempt_id: str) -> None:
    """Put the focus on the heading, once for each attempt: it is read out, and Tab goes on to what is below it."""
    _focus(key="focus", data={"key": f"question-{attempt_id}", "is_question": True})


def check_on_enter() -> None:
    """Let Enter check what is chosen in a form, as Streamlit does with what is typed."""
    _enter(key="enter")


def remember(token: str) -> None:
    """Have the browser remember who is learning by this token, or forget who it was if it is empty."""
    _profile(key="profile", data={"token": token})
