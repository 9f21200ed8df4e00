"""What can be done once a question is answered: take the answer back, and decide about what was asked."""

from collections.abc import Callable

import streamlit as st

from quizapp.errors import Refused
from quizapp.services import corrections, decisions
from quizapp.services.shown import Shown
from quizapp.ui import asking, layout, visit

TOMORROW = "Not again today"
NEVER = "Stop asking this"
AFRESH = "Forget my answers to this …"
_DONE = {
    TOMORROW: "This comes again tomorrow at the earliest.",
    NEVER: "This is not asked any more. Under Progress you can have it asked again.",
    AFRESH: "Your answers to this count no longer: it comes again as something new.",
}
_SAID = "afterwards"


def draw(shown: Shown) -> None:
    """Draw the ways to take the answer back and to decide about its facts, and what came of it."""
    said = _said(shown)
    if said == AFRESH:
        _ask_once(shown)
    elif said:
        layout.note(said)
    with st.container(horizontal=True, key="afterwards"):
        undo_button(shown)
        key = f"decide-{shown.attempt_id}"
        st.menu_button(
            "This fact", list(_DONE), key=key, type="tertiary", on_click=_decide, args=(shown, key)
        )  # fmt: skip
        asking.end_button()


def undo_button(shown: Shown, label: str = "Undo") -> None:
    """Draw the button that takes an answer back."""
    key = f"undo-{shown.attempt_id}"
    st.button(label, key=key, type="tertiary", shortcut="Ctrl+Z", on_click=_undo, args=(shown,))


def _undo(shown: Shown) -> None:
    here = visit.here()
    try:
        corrections.undo(here.db, here.actor, shown.sitting_id, shown.position, shown.attempt_id, here.now)
    except Refused as refused:
        _say(shown, str(refused))
    else:
        asking.go_to(shown.position)


def _decide(shown: Shown, key: str) -> None:
    here, chosen, facts = visit.here(), st.session_state[key], shown.question.facts
    if chosen == TOMORROW:
        decisions.bury(here.db, here.actor, facts, here.now, here.zone)
    elif chosen == NEVER:
        decisions.suspend(here.db, here.actor, facts, here.now)
    _say(shown, AFRESH if chosen == AFRESH else _DONE[chosen])


def _ask_once(shown: Shown) -> None:
    """Ask whether answers are really to count no longer, for that cannot be taken back."""
    with st.container(border=True):
        st.markdown("**Forget your answers to this?** It then comes again as something new. This cannot be taken back.")
        with st.container(horizontal=True):
            for label, do in (("Forget them", _begin_afresh), ("Keep them", _keep)):
                _button(label, do, shown)


def _button(label: str, do: Callable[[Shown], None], shown: Shown) -> None:
    st.button(label, key=f"afresh-{label}-{shown.attempt_id}", on_click=do, args=(shown,))


def _begin_afresh(shown: Shown) -> None:
    here = visit.here()
    decisions.begin_afresh(here.db, here.actor, shown.question.facts, here.now)
    _say(shown, _DONE[AFRESH])


def _keep(shown: Shown) -> None:
    st.session_state.pop(_SAID, None)


def _say(shown: Shown, words: str) -> None:
    st.session_state[_SAID] = (shown.attempt_id, words)


def _said(shown: Shown) -> str:
    """Return what was said last about this answer."""
    attempt_id, words = st.session_state.get(_SAID, ("", ""))
    return words if attempt_id == shown.attempt_id else ""
