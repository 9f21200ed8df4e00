"""Choosing what to practise, and beginning a sitting."""

from random import SystemRandom

import streamlit as st

from quizapp.domain import days
from quizapp.services import choosing, progress, questions, sittings
from quizapp.services.sittings import Choice
from quizapp.ui import asking, layout, visit
from quizapp.ui.text import plain_line

USUAL = 10
NOTHING = "Nothing is due there and nothing is new: choose something else, or come back another day."
ENOUGH = "You have done what you set yourself for today: come back tomorrow, or change it in “How you learn”."


def draw() -> None:
    """Draw the choice of length, topics and articles, with one button that begins."""
    layout.heading("What do you want to practise?")
    choice = Choice(_length(), _topics(), _articles())
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
        layout.advise(ENOUGH if day.is_done else NOTHING)
    else:
        go_on(sitting_id)


def go_on(sitting_id: str) -> None:
    """Go to the first question of a sitting that has no response."""
    st.switch_page("pages/practise.py", query_params={asking.SITTING: sitting_id})


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
