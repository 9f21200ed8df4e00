"""Preparing for an exam: what the days before it look like, and the few things to say for a plan."""

from datetime import timedelta

import streamlit as st

from quizapp.domain import days
from quizapp.errors import Refused
from quizapp.services import choosing, exams
from quizapp.services.exams import Exam, Outlook
from quizapp.ui import dates, layout
from quizapp.ui.dates import counted
from quizapp.ui.text import plain, plain_line
from quizapp.ui.visit import Visit

SHOWN = 42
"""Days that a picture has room for on a phone."""
USUAL = 15


def draw(here: Visit, seen: Outlook | None) -> None:
    """Draw the plan, or the offer to make one."""
    st.space("medium")
    if seen:
        _draw_plan(here, seen)
    with st.expander("Change the plan" if seen else "Prepare for an exam", icon=":material/event:", key="exam"):
        _draw_form(here, seen.exam if seen else None)


def outlook(seen: Outlook) -> str:
    """Say what the plan comes to."""
    if not seen.left:
        return f"Today you would recall about {round(seen.recalled)} of {counted(seen.facts, 'fact')}. Good luck!"
    said = f"On the day you would recall about {round(seen.recalled)} of {counted(seen.facts, 'fact')}"
    return f"{said}; without practising until then, about {round(seen.without)}."


def agenda(seen: Outlook) -> str:
    """Say what is to be done today."""
    if not seen.left:
        return "Nothing is planned any more."
    if not seen.today:
        return "Nothing is left to do for it today."
    minutes = seen.minutes[0][1]
    return f"Today: {counted(seen.today, 'fact')}, about {counted(max(1, minutes), 'minute')}."


def shortfall(seen: Outlook) -> str:
    """Say what does not fit, and what would help."""
    if not seen.unfit:
        return ""
    fits = "does not fit" if seen.unfit == 1 else "do not fit"
    return f"{counted(seen.unfit, 'new fact')} {fits} into the time: more minutes a day or fewer topics would help."


def _draw_plan(here: Visit, seen: Outlook) -> None:
    st.header(f"Your exam is {dates.in_days(seen.left)}", anchor=False)
    about = ", ".join(map(plain_line, seen.exam.topics)) or "All topics"
    minutes = counted(seen.exam.minutes, "minute")
    st.markdown(f":gray[{dates.weekday(seen.exam.day)} · {about} · {minutes} a day]")
    st.markdown(f"{agenda(seen)} {outlook(seen)}")
    if said := shortfall(seen):
        st.info(plain(said), icon=":material/hourglass_empty:")
    if seen.left:
        from quizapp.ui import charts

        st.markdown("**Minutes planned for each day**")
        charts.draw_days(seen.minutes[:SHOWN], days.day_of(here.now, here.zone), "minute")
        if seen.left > SHOWN:
            layout.hint(f"The first {SHOWN} of {seen.left} days; it is planned anew every day.")


def _draw_form(here: Visit, before: Exam | None) -> None:
    today = days.day_of(here.now, here.zone)
    first, last = today + timedelta(days=1), today + timedelta(days=exams.FARTHEST)
    soon = max(before.day, first) if before else today + timedelta(weeks=4)
    on = st.date_input("Day of the exam", soon, first, last, format="YYYY-MM-DD", key="exam-day")
    known = choosing.topics(here.db, here.actor)
    about = [one for one in before.topics if one in known] if before else []
    topics = st.pills("Topics", known, selection_mode="multi", default=about, format_func=plain_line, key="exam-topics")
    usual = before.minutes if before else USUAL
    minutes = st.segmented_control("Minutes a day", exams.MINUTES, default=usual, required=True, key="exam-minutes")
    st.markdown(":gray[Choose no topic to prepare for all of them. Until the exam, Today asks what the plan says.]")
    with st.container(horizontal=True):
        if st.button("Make the plan" if before is None else "Plan anew", type="primary", key="exam-plan"):
            _prepare(here, Exam(on, topics, minutes or usual))
        if before and st.button("End the plan", type="tertiary", key="exam-end"):
            exams.give_up(here.db, here.actor)
            st.rerun()


def _prepare(here: Visit, wanted: Exam) -> None:
    try:
        exams.prepare(here.db, here.actor, wanted, days.day_of(here.now, here.zone), here.now)
    except Refused as problem:
        layout.advise(str(problem))
    else:
        st.rerun()
