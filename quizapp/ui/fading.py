"""The facts that are fading: the statement, the chance that it is recalled, and when it is asked again."""

from collections.abc import Sequence
from datetime import date, tzinfo

import streamlit as st

from quizapp.domain.days import day_of
from quizapp.services.progress import Fading
from quizapp.ui import dates
from quizapp.ui.rich import rich
from quizapp.ui.text import plain_line

FIRST, MOST = 6, 20
"""So many are drawn, and so many stand in the table."""


def draw_fading(facts: Sequence[Fading], today: date, zone: tzinfo) -> None:
    """Draw the facts with the lowest chance of recall, the lowest first."""
    with st.container(gap="medium"):
        for fact in facts[:FIRST]:
            _draw_fact(fact, today, zone)
    listed = facts[:MOST]
    with st.expander(f"The {dates.counted(len(listed), 'most faded fact')} as a table", type="compact"):
        rows = [_row(fact, zone) for fact in listed]
        st.table(rows, border="horizontal", hide_index=True, hide_header=False, width="content")


def percent(chance: float) -> str:
    """Return a chance as “65 %”; only certainty is 100 %."""
    return f"{min(round(chance * 100), 99) if chance < 1 else 100} %"


def _draw_fact(fact: Fading, today: date, zone: tzinfo) -> None:
    said, chance = st.columns([4, 1], gap="small")
    due = day_of(fact.due, zone)
    was = "" if due >= today else "was "
    with said.container(gap="xxsmall"):
        st.markdown(rich(fact.statement))
        st.markdown(f":small[:gray[{plain_line(fact.topic)}, {was}due {dates.seen_from(today, due)}]]")
    chance.progress(fact.recall, text=percent(fact.recall))


def _row(fact: Fading, zone: tzinfo) -> dict[str, str]:
    return {
        "Fact": plain_line(fact.statement),
        "Chance": percent(fact.recall),
        "Due": dates.monthday(day_of(fact.due, zone)),
    }
