"""How sure a learner wants to be, and how much a day, in plain words."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from quizapp.domain.fsrs6 import Model
from quizapp.domain.memory import PREFERENCES
from quizapp.domain.planning import Limits
from quizapp.services.preferences import Wanted
from quizapp.services.replay import Replayed
from quizapp.ui.dates import counted

RETENTIONS = (0.80, 0.85, 0.90, 0.95, 0.97)
NEW, REVIEWS = (5, 10, 20, 40), (20, 50, 100, 200)
LONGEST = {90: "3 months", 182: "half a year", 365: "1 year", 1_095: "3 years", PREFERENCES.longest: "No longest wait"}
AS_MANY = "As many as I like"

Number = TypeVar("Number", int, float)


def draw(before: Wanted) -> Wanted | None:
    """Draw the form; return what was chosen when it is to be kept."""
    with st.form("preferences", border=False):
        retention = st.select_slider(
            "When a fact is asked again, I want to know it with a chance of",
            _with(RETENTIONS, before.retention),
            before.retention,
            format_func=lambda chance: f"{chance:.0%}".replace("%", " %"),
            help="The surer you want to be, the sooner everything is asked again.",
        )
        st.markdown(f":gray[{price()}]")
        new = _limit("New facts a day, at most", NEW, before.limits.new)
        reviews = _limit("Known facts asked again a day, at most", REVIEWS, before.limits.reviews)
        longest = st.selectbox(
            "The longest wait until a fact is asked again",
            _with(tuple(LONGEST), before.longest),
            _with(tuple(LONGEST), before.longest).index(before.longest),
            format_func=lambda days: LONGEST.get(days, counted(days, "day")),
        )
        says = st.checkbox(
            "Let me say how sure I am of an answer",
            before.says_how_sure,
            help="By one key, before you answer. A sure answer that is right counts for more than a lucky guess.",
        )
        pressed = st.form_submit_button("Keep this", type="primary")
    return Wanted(retention, longest, Limits(new, reviews), says) if pressed else None


def price() -> str:
    """Say what it costs to be surer, in waits."""
    longer, shorter = (Model().interval(1, retention) for retention in (0.8, 0.95))
    return (
        f"90 % suits most. At 95 % every wait is {shorter:.1f} times as long, so there is much more to answer; "
        f"at 80 % it is {longer:.0f} times as long, and you miss twice as many."
    )


def kept(before: Wanted, new: Wanted, done: Replayed) -> str:
    """Say what has come of it."""
    if (before.retention, before.longest) != (new.retention, new.longest) and done.changed:
        return f"Kept. {counted(done.changed, 'fact')} moved to other days."
    return "Kept. It holds from your next sitting on."


def _limit(label: str, usual: Sequence[int], now: int | None) -> int | None:
    choices = [None, *_with(usual, *(() if now is None else (now,)))]
    chosen: int | None = st.selectbox(
        label, choices, choices.index(now), format_func=lambda most: AS_MANY if most is None else str(most)
    )
    return chosen


def _with(usual: Sequence[Number], *now: Number) -> list[Number]:
    """Return the usual choices with the one that holds now."""
    return sorted(set(usual).union(now))
