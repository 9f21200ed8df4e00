"""Choosing what to practise, and beginning a sitting."""

from random import SystemRandom

import streamlit as st

from quizapp.domain import days
from quizapp.domain.modes import Mode
from quizapp.services import choosing, progress, questions, sittings
from quizapp.services.sittings import Choice
from quizapp.ui import asking, layout, modes, visit
from quizapp.ui.text import plain_line

USUAL = 10
MINUTES = (5, 10, 20, 40, 60)
ENOUGH = "You have done what you set yourself for today: come back tomorrow, or change it in “How you learn”."


def draw() -> None:
    """Draw the choice of mode, length, topics and articles, with one button that begins."""
    layout.heading("What do you want to practise?")
    mode = _mode()
    length = _length()
    minutes = _minutes() if mode is Mode.EXAM else USUAL
    choice = Choice(length, _topics(), _articles(), mode, minutes)
    st.markdown(":gray[Choose no topic and no article to be asked about all of them.]")
    if st.button("Start", type="primary", shortcut="Enter"):
        begin(choice)


def begin(choice: Choice) -> None:
    """Begin a sitting and go to its first question, or say that there is nothing to ask."""
    here = visit.here()
    until = days.end_of_day(here.now, here.zone)
    sitting_id = sittings.begin(here.db, here.actor, choice, here.now, until, SystemRandom(), here.zone)
    if sitting_id is None:
        day = progress.today(here.db, here.actor, here.now, here.zone)
        is_enough = day.is_done and choice.mode in (Mode.PRACTICE, Mode.CARDS)
        layout.advise(ENOUGH if is_enough else modes.NOTHING[choice.mode])
    else:
        go_on(sitting_id)


def go_on(sitting_id: str) -> None:
    """Go to the first question of a sitting that has no response."""
    st.switch_page("pages/practise.py", query_params={asking.SITTING: sitting_id})


def _mode() -> Mode:
    chosen = st.segmented_control(
        "How", list(Mode), default=Mode.PRACTICE, required=True, key="mode", format_func=modes.NAMES.__getitem__,
        label_visibility="collapsed",
    )  # fmt: skip
    mode = chosen or Mode.PRACTICE
    layout.hint(modes.SAID[mode])
    return mode


def _minutes() -> int:
    return st.segmented_control("Minutes", MINUTES, default=USUAL, required=True, key="minutes") or USUAL


def _length() -> int:
    chosen = st.segmented_control("Questions", sittings.LENGTHS, default=USUAL, required=True, key="length")
    return chosen or USUAL


def _topics() -> list[str]:
    here = visit.here()
    topics = choosing.topics(here.db, here.actor)
    return st.pills("Topics", topics, selection_mode="multi", format_func=plain_line, key="topics")


def _articles() -> list[str]:
    here = visit.here()
    titles = {id: article.title for id, article in questions.articles(here.db, here.actor).items()}
    return st.pills(
        "Articles", list(titles), selection_mode="multi", format_func=lambda id: plain_line(titles[id]), key="articles"
    )
