"""What a learner may do beside answering: say how sure the answer is, and take a hint. Both weigh what is learnt."""

import streamlit as st

from question_bank.interactions import SelfRate
from quizapp.domain.evidence import Confidence
from quizapp.services import preferences
from quizapp.services.shown import Shown
from quizapp.ui import layout, visit

HOW_SURE = {Confidence.SURE: ("Sure", "s"), Confidence.THINK_SO: ("Think so", "t"), Confidence.GUESS: ("A guess", "g")}
_SAID = "said_how_sure"
_HINTED = "hinted"
_WANTED = "says_how_sure"


def draw(shown: Shown) -> None:
    """Draw the hint and the buttons for how sure to be, where there are any."""
    if isinstance(shown.interaction, SelfRate):  # the learner's own rating says it all
        return
    if shown.question.hint:
        _hint(shown, shown.question.hint)
    if _is_asked_how_sure():
        _how_sure(shown)


def confidence(shown: Shown) -> Confidence | None:
    """Return how sure the learner said to be, if anything was said."""
    attempt_id, said = st.session_state.get(_SAID, ("", None))
    return said if attempt_id == shown.attempt_id else None


def hints(shown: Shown) -> int:
    """Return how many hints were taken."""
    return int(st.session_state.get(_HINTED) == shown.attempt_id)


def ask_anew() -> None:
    """Look up again whether the learner wants to say how sure an answer is."""
    st.session_state.pop(_WANTED, None)


def _hint(shown: Shown, hint: str) -> None:
    if hints(shown):
        layout.hint(hint)
        return
    st.button("Hint", key=f"hint-{shown.attempt_id}", type="tertiary", on_click=_take_hint, args=(shown,))


def _how_sure(shown: Shown) -> None:
    said = confidence(shown)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(":gray[How sure are you?]", width="content")
        for one, (label, key) in HOW_SURE.items():
            st.button(
                label,
                key=f"sure-{shown.attempt_id}-{one}",
                shortcut=key,
                icon=":material/check:" if one == said else None,
                on_click=_say,
                args=(shown, one),
            )


def _take_hint(shown: Shown) -> None:
    st.session_state[_HINTED] = shown.attempt_id


def _say(shown: Shown, how_sure: Confidence) -> None:
    """Keep how sure the learner is; the same again takes it back."""
    said = None if confidence(shown) == how_sure else how_sure
    st.session_state[_SAID] = (shown.attempt_id, said)


def _is_asked_how_sure() -> bool:
    """Say whether the learner wants that; asked once in a session, for no click should wait for it."""
    here_is = st.session_state.get(_WANTED)
    if here_is is None:
        here = visit.here()
        here_is = st.session_state[_WANTED] = preferences.wanted(here.db, here.actor).says_how_sure
    return bool(here_is)
