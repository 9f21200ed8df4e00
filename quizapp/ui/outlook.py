"""What there is to do today in sentences, and the one step to take."""

import streamlit as st

from quizapp.domain.modes import Mode
from quizapp.services.people import Actor
from quizapp.services.progress import Today
from quizapp.services.sittings import Choice
from quizapp.ui import modes, planning
from quizapp.ui.text import plain_line

MOST_AT_ONCE = 20


def lead(day: Today) -> str:
    """Say what there is to do."""
    if day.facts == 0:
        return "There are no questions yet. As soon as there are, this page says what to practise."
    if day.unfinished:
        title = plain_line(modes.prefixed(day.unfinished.mode, day.unfinished.title))
        return f"“{title}” is running." if _is_exam(day) else f"Your sitting “{title}” is still open."
    if day.planned:
        others = f", and {_others(day.due)} due" if day.due else ""
        return f"{_facts(day.planned)} {_are(day.planned)} planned for your exam today{others}."
    if day.due == 0 and day.new == day.facts:
        return (
            f"There {_are(day.new)} {_facts(day.new)} to learn here. Each question asks about one fact, "
            "and comes back shortly before you would forget the answer."
        )
    due, new = day.to_do
    if due and new:
        return f"{_facts(due)} {_are(due)} due today, and {new} {_are(new)} new."
    if due:
        return f"{_facts(due)} {_are(due)} due today."
    if new:
        return f"{_facts(new)} {_are(new)} new."
    if day.is_done:
        return "You have done what you set yourself for today. What is left waits until tomorrow."
    return "Nothing is due today and nothing is new. Facts come back here when they begin to fade."


def step(day: Today, actor: Actor) -> None:
    """Offer the one step to take."""
    if day.facts == 0:
        if actor.teaches and st.button("Write the first question", type="primary"):
            st.switch_page("pages/questions.py")
    elif day.unfinished:
        label = f"Go on with your {'exam' if _is_exam(day) else 'sitting'}"
        if st.button(label, type="primary", shortcut="Enter"):
            planning.go_on(day.unfinished.id)
    elif day.planned or any(day.to_do):
        if st.button(offer(day), type="primary", shortcut="Enter"):
            planning.begin(Choice(min(day.planned or day.to_do[0] or planning.USUAL, MOST_AT_ONCE)))
    elif st.button("See your progress", type="primary"):
        st.switch_page("pages/progress.py")


def offer(day: Today) -> str:
    """Name the step in facts; long arrears are worked off in portions."""
    if day.planned > MOST_AT_ONCE:
        return f"Practise {MOST_AT_ONCE} of {day.planned} planned facts"
    if day.planned:
        return f"Practise {day.planned} planned {'fact' if day.planned == 1 else 'facts'}"
    due, new = day.to_do
    if due > MOST_AT_ONCE:
        return f"Practise {MOST_AT_ONCE} of {due} due facts"
    if due:
        return f"Practise {due} due {'fact' if due == 1 else 'facts'}"
    number = min(planning.USUAL, new)
    return f"Learn {number} new {'fact' if number == 1 else 'facts'}"


def habit(day: Today) -> str:
    """Say how steadily was practised."""
    days = {0: "No practice yesterday or today", 1: "Practised 1 day in a row"}
    questions = "1 question" if day.practised_today == 1 else f"{day.practised_today} questions"
    row = days.get(day.streak, f"Practised {day.streak} days in a row")
    return f"{row} · {questions} answered today"


def standing(day: Today) -> None:
    """Show what is known, and how steadily it was practised."""
    if not day.learnt:
        return
    st.space("medium")
    st.progress(day.known / day.facts, f"You know about {round(day.known)} of {_facts(day.facts)}")
    st.markdown(f":gray[{habit(day)}]")


def _is_exam(day: Today) -> bool:
    return day.unfinished is not None and day.unfinished.mode == Mode.EXAM


def _facts(number: int) -> str:
    return "1 fact" if number == 1 else f"{number} facts"


def _others(number: int) -> str:
    return "1 other is" if number == 1 else f"{number} others are"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
