"""Flashcards that turn in the browser, so that nobody waits for the server between two of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from question_bank.marking import RATINGS
from question_bank.question import Question, Rival
from question_bank.rich.signs import FENCE, INLINE
from quizapp.services import corrections, flashcards
from quizapp.services.flashcards import Dealt, Grade
from quizapp.services.shown import Shown
from quizapp.ui import asking, dates, feedback, visit

_KEY = "cards"
_MOST = 200
"""More grades than any sitting has cards come from no browser of ours."""


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


_cards = st.components.v2.component(
    "quizapp.cards", html=_file("cards.html"), css=_file("cards.css"), js=_file("cards.js")
)


def is_rich(shown: Shown) -> bool:
    """Say whether a card has emphasis, formulas or pictures, which are drawn by Streamlit."""
    question = shown.question
    texts = (question.stem, question.answer, question.explanation)
    return any(FENCE in text or INLINE.search(text) for text in texts)


def draw(hand: Sequence[Dealt]) -> None:
    """Draw the cards, the first of which is open, and take the grades that come back."""
    first = hand[0].shown
    st.progress(first.got_right / first.length, asking.standing(first))
    plain = [one for one in hand if not is_rich(one.shown)]
    data = {"sitting": first.sitting_id, "ratings": RATINGS, "cards": [_card(one) for one in plain]}
    _cards(key=_KEY, data=data, on_grades_change=_take, default={"grades": None})
    with st.container(horizontal=True, key="afterwards"):
        if first.position:
            _undo_button(first.sitting_id)
        asking.end_button()


def _undo_button(sitting_id: str) -> None:
    st.button("Undo", key="undo-card", type="tertiary", shortcut="Ctrl+Z", on_click=_undo, args=(sitting_id,))


def grades_in(sent: Any) -> tuple[str, list[Grade]]:
    """Return the sitting and the grades that a browser sent; what has not their shape is none of ours."""
    if not isinstance(sent, dict) or not isinstance(sent.get("sitting"), str):
        return "", []
    listed = sent.get("grades")
    grades = [_grade(one) for one in listed[:_MOST]] if isinstance(listed, list) else []
    return sent["sitting"], [one for one in grades if one]


def _grade(sent: Any) -> Grade | None:
    if not isinstance(sent, dict):
        return None
    attempt_id, rating, seconds = sent.get("id"), sent.get("rating"), sent.get("seconds")
    if not isinstance(attempt_id, str) or rating not in RATINGS:
        return None
    return Grade(attempt_id, rating, float(seconds) if isinstance(seconds, int | float) else None)


def _card(dealt: Dealt) -> dict[str, Any]:
    question: Question = dealt.shown.question
    return {
        "id": dealt.shown.attempt_id,
        "front": question.stem,
        "back": question.answer,
        "about": question.explanation,
        "source": feedback.where(question.voice, question.citations, question.as_of),
        "others": "\n".join(map(_otherwise, question.conflicts)),
        "again": dealt.shown.repeats is not None,
        "intervals": [dates.span(days) for days in dealt.intervals],
    }


def _otherwise(rival: Rival) -> str:
    source = feedback.where(rival.voice, rival.citations, rival.as_of)
    return f"Another article says otherwise: {rival.statement} {source}".rstrip()


def _take() -> None:
    """Commit what came back, as soon as it is here."""
    sitting_id, grades = grades_in(st.session_state[_KEY].get("grades"))
    if grades:
        here = visit.here()
        flashcards.grade(here.db, here.actor, sitting_id, grades, here.now)


def _undo(sitting_id: str) -> None:
    here = visit.here()
    corrections.undo_last(here.db, here.actor, sitting_id, here.now)
