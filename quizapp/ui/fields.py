"""Fields of a form: each with its label, advice, and what is wrong with it in words right below."""

from collections.abc import Sequence

import streamlit as st

from question_bank.kinds import KINDS
from question_bank.question import EditField
from quizapp.ui.text import plain_line


def kinds(key: str) -> None:
    """Draw the choice of a kind of question, by its title."""
    st.pills(
        "Kind", list(KINDS), format_func=lambda kind: KINDS[kind].title, key=key, required=True, wrap=True,
        persist_state="session",
    )  # fmt: skip


def text(label: str, key: str, problems: Sequence[str], advice: str = "") -> None:
    """Draw a field for some lines of text."""
    with st.container(gap="xxsmall"):
        st.text_area(label, None, key=key, height="content", persist_state="session")
        _below(advice, problems)


def own(edit: EditField, key: str, problems: Sequence[str]) -> None:
    """Draw a field that only some kinds of question have."""
    with st.container(gap="xxsmall"):
        if edit.sort == "choice":
            st.segmented_control(edit.label, edit.choices, key=key, persist_state="session")
        elif edit.sort == "lines":
            st.text_area(edit.label, None, key=key, height="content", persist_state="session")
        else:
            st.text_input(edit.label, None, key=key, live=True, autocomplete="off", persist_state="session")
        _below(edit.advice, problems)


def topic(known: Sequence[str], key: str, problems: Sequence[str]) -> None:
    """Draw the choice of a topic that there is, or of a new one."""
    with st.container(gap="xxsmall"):
        st.selectbox(
            "Topic", known, index=None, key=key, accept_new_options=True, placeholder="Choose one, or type a new one",
            persist_state="session",
        )  # fmt: skip
        _below("", problems)


def wrong(message: str) -> None:
    """Say what is wrong, with a sign and in red."""
    st.markdown(f":small[:red[:material/error: {plain_line(message)}]]")


def _below(advice: str, problems: Sequence[str]) -> None:
    for message in problems:
        wrong(message)
    if advice and not problems:
        st.markdown(f":small[:gray[{plain_line(advice)}]]")
