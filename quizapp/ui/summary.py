"""A sitting looked back on: the score in words, what to look at again, and where to go on."""

import streamlit as st

from question_bank.interactions import SelfRate
from question_bank.responses import in_words
from quizapp.services.shown import Shown
from quizapp.services.sittings import Summary
from quizapp.ui import afterwards, feedback, layout
from quizapp.ui.rich import rich_line
from quizapp.ui.text import plain


def draw(summary: Summary) -> None:
    """Draw the score in words, the way on, and what was missed."""
    answered, missed = len(summary.answered), len(summary.missed)
    layout.heading(_score(answered, missed))
    st.markdown(_outlook(answered, missed, summary.mended, len(summary.items)))
    with st.container(horizontal=True):
        if st.button("Practise again", type="primary", shortcut="Enter"):
            st.switch_page("pages/practise.py")
        if st.button("Back to Today"):
            st.switch_page("pages/today.py")
        if summary.last_answered:
            afterwards.undo_button(summary.last_answered, "Undo last answer")
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


def _outlook(answered: int, missed: int, mended: int, items: int) -> str:
    """Say what was right when it was asked again, and what happens to what was missed and to what stayed open."""
    said = []
    if mended:
        said.append(_mended(missed, mended))
    if missed:
        said.append("What you missed comes back soon, what you knew comes back later.")
    elif answered:
        said.append("These come back when they begin to fade.")
    if items > answered:
        left = items - answered
        said.append("1 question stayed open." if left == 1 else f"{left} questions stayed open.")
    return " ".join(said)


def _mended(missed: int, mended: int) -> str:
    if missed == 1:
        return "The one you missed was right when it was asked again."
    share = ("Both" if missed == 2 else f"All {missed}") if mended == missed else f"{mended} of the {missed}"
    return f"{share} you missed {'was' if mended == 1 else 'were'} right when asked again."


def _missed(item: Shown) -> None:
    question = item.question
    answers = f"{_given(item)}  \nRight answer: **{rich_line(question.answer)}**"
    source = feedback.where(question.voice, question.citations, question.as_of)
    with st.container(border=True):
        st.markdown(f"**{rich_line(question.stem)}**\n\n{answers}" + (f"\n\n:gray[{plain(source)}]" if source else ""))


def _given(item: Shown) -> str:
    response = rich_line(in_words(item.given.response)) if item.given else ""
    return f"You rated it: {response}" if isinstance(item.interaction, SelfRate) else f"Your answer: {response}"
