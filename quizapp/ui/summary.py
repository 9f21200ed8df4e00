"""A sitting looked back on: the score in words, what to look at again, and where to go on."""

import streamlit as st

from question_bank.interactions import SelfRate
from question_bank.responses import in_words
from quizapp.domain.modes import Mode
from quizapp.services.shown import Shown
from quizapp.services.sittings import Summary
from quizapp.ui import afterwards, feedback, layout, modes, reviewing
from quizapp.ui.dates import counted
from quizapp.ui.rich import rich_line
from quizapp.ui.text import plain


def draw(summary: Summary) -> None:
    """Draw the score in words, the way on, and what was missed."""
    if summary.sitting.mode == Mode.EXAM:
        _draw_exam(summary)
        return
    answered, missed = len(summary.answered), len(summary.missed)
    layout.heading(_score(answered, missed))
    is_cram = summary.sitting.mode == Mode.CRAM
    st.markdown(_outlook(answered, missed, summary.mended, len(summary.items), modes.CRAMMED if is_cram else ""))
    _ways_on(summary.last_answered)
    if missed:
        st.header("Look at again", anchor=False)
    for item in summary.missed:
        _missed(item)


def _draw_exam(summary: Summary) -> None:
    """Draw the result of an exam, and all its questions with what was given and what is right."""
    right = len(summary.answered) - len(summary.missed)
    layout.heading(f"{right} of {len(summary.items)} right")
    st.markdown(how_it_ended(summary))
    _ways_on(None)
    st.header("All questions", anchor=False)
    reviewing.draw_all(summary.items)


def how_it_ended(summary: Summary) -> str:
    """Say why an exam ended, and how much of it was left open."""
    row, left = summary.sitting, len(summary.items) - len(summary.answered)
    ended = row.ended_at or row.started_at
    minutes = counted(max(1, round((ended - row.started_at).total_seconds() / 60)), "minute")
    said = "The time was up." if ended == row.deadline else f"You handed in after {minutes}."
    return f"{said} {_left_open(left)}" if left else said


def _ways_on(last: Shown | None) -> None:
    with st.container(horizontal=True):
        if st.button("Practise again", type="primary", shortcut="Enter"):
            st.switch_page("pages/practise.py")
        if st.button("Back to Today"):
            st.switch_page("pages/today.py")
        if last:
            afterwards.undo_button(last, "Undo last answer")


def _score(answered: int, missed: int) -> str:
    if answered == 0:
        return "Nothing answered this time"
    if missed == 0:
        return f"All {answered} right" if answered > 1 else "Right"
    return f"{answered - missed} of {answered} right"


def _outlook(answered: int, missed: int, mended: int, items: int, instead: str) -> str:
    """Say what was right when it was asked again, what happens to what was missed, and what stayed open."""
    said = []
    if mended:
        said.append(_mended(missed, mended))
    if instead:
        said.append(instead)
    elif missed:
        said.append("What you missed comes back soon, what you knew comes back later.")
    elif answered:
        said.append("These come back when they begin to fade.")
    if items > answered:
        said.append(_left_open(items - answered))
    return " ".join(said)


def _left_open(questions: int) -> str:
    return f"{counted(questions, 'question')} stayed open."


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
