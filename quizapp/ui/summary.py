"""A sitting looked back on: the score in words, what to look at again, and where to go on."""

import streamlit as st

from question_bank.interactions import SelfRate
from question_bank.responses import in_words
from quizapp.services.sittings import Shown, Summary
from quizapp.ui import feedback, layout
from quizapp.ui.rich import rich_line
from quizapp.ui.text import plain


def draw(summary: Summary) -> None:
    """Draw the score in words, the way on, and what was missed."""
    answered, missed = len(summary.answered), len(summary.missed)
    layout.heading(_score(answered, missed))
    st.markdown(_outlook(answered, missed, len(summary.items)))
    with st.container(horizontal=True):
        if st.button("Practise again", type="primary", shortcut="Enter"):
            st.switch_page("pages/practise.py")
        if st.button("Back to Today"):
            st.switch_page("pages/today.py")
    if missed:
        st.header("Look at again", anchor=False)
    for item in summary.missed:
        _missed(item)


def _score(answered: int, missed: int) -> str:
    if answered == 0:
        return "Nothing answered this time"
    if missed == 0:
        return f"All {answered} right" if answered > 1 else "Right"
    return f"{answered - missed} of {answered} right"


def _outlook(answered: int, missed: int, items: int) -> str:
    """Say what happens to what was missed and to what stayed open."""
    said = []
    if missed:
        said.append("What you missed comes back soon, what you knew comes back later.")
    elif answered:
        said.append("These come back when they begin to fade.")
    if items > answered:
        left = items - answered
        said.append("1 question stayed open." if left == 1 else f"{left} questions stayed open.")
    return " ".join(said)


def _missed(item: Shown) -> None:
    question = item.question
    answers = f"{_given(item)}  \nRight answer: **{rich_line(question.answer)}**"
    source = feedback.where(question.voice, question.citations, question.as_of)
    with st.container(border=True):
        st.markdown(f"**{rich_line(question.stem)}**\n\n{answers}" + (f"\n\n:gray[{plain(source)}]" if source else ""))


def _given(item: Shown) -> str:
    response = rich_line(in_words(item.given.response)) if item.given else ""
    return f"You rated it: {response}" if isinstance(item.interaction, SelfRate) else f"Your answer: {response}"
