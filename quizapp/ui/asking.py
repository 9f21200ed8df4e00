"""What a learner does at a question: the state of the page between two clicks, and the clicks themselves."""

from collections.abc import Sequence
from time import monotonic

import streamlit as st

from question_bank.interactions import ChooseOne, Response
from question_bank.marking import NotAnAnswer
from quizapp.domain.modes import Mode
from quizapp.errors import NotFound, Refused
from quizapp.services import mock_exams, sittings
from quizapp.services.shown import Shown
from quizapp.ui import asides, layout, visit

SITTING = "sitting"
QUESTION = "question"
END = "end"

WITHDRAWN = "That question was withdrawn meanwhile, so here is the next one."

_SINCE = "shown_since"
_ADVICE = "advice"
_IN_HAND = "in_hand"
_DRAFT = "draft"
_TURNED = "turned"


def wanted() -> int | None:
    """Return the place that the address asks for, counted from 0."""
    number = st.query_params.get(QUESTION, "")
    return int(number) - 1 if number.isascii() and number.isdecimal() else None


def at_end() -> bool:
    """Say whether the address asks for the summary."""
    return st.query_params.get(QUESTION) == END


def place(sitting_id: str) -> Shown | None:
    """Return the place that is to be shown: the one just answered, the one after it, or what the database says.

    Only the click after an answer finds the next place in hand; whatever else runs the page asks the database.
    """
    in_hand: Shown | None = st.session_state.pop(_IN_HAND, None)
    if in_hand and (in_hand.sitting_id, in_hand.position) == (sitting_id, wanted()):
        if in_hand.following:
            st.session_state[_IN_HAND] = in_hand.following
        return in_hand
    here = visit.here()
    return sittings.place(here.db, here.actor, sitting_id, wanted())


def show_place(shown: Shown) -> None:
    """Let the address name the place that is shown, so that a reload finds it, and start the clock."""
    place = str(shown.position + 1)
    if st.query_params.get(QUESTION) != place:
        st.query_params[QUESTION] = place
    since = st.session_state.get(_SINCE)
    if since is None or since[0] != shown.attempt_id:
        st.session_state[_SINCE] = (shown.attempt_id, monotonic())


def go_to(place: int | str) -> None:
    """Go to another place of the sitting, counted from 0, or to its end."""
    st.query_params[QUESTION] = place if isinstance(place, str) else str(place + 1)


def respond(shown: Shown, response: Response) -> None:
    """Hand a response in; what is no answer is kept as advice. A question withdrawn meanwhile is passed over."""
    if shown.mode is Mode.EXAM:
        _keep(shown, response)
        return
    here = visit.here()
    try:
        answered = sittings.answer(
            here.db, here.actor, shown.sitting_id, shown.position, response, _seconds(shown), here.now,
            asides.confidence(shown), asides.hints(shown),
        )  # fmt: skip
    except NotAnAnswer as advice:
        st.session_state[_ADVICE] = (shown.attempt_id, str(advice))
    except NotFound:
        st.session_state.pop(_IN_HAND, None)
        st.toast(WITHDRAWN, icon=":material/redo:")
    else:
        st.session_state[_IN_HAND] = answered
        if answered.is_last:  # whoever closes the browser before the summary is not asked to go on
            sittings.end(here.db, here.actor, shown.sitting_id, here.now)


def _keep(shown: Shown, response: Response) -> None:
    """Keep what was given in an exam and go on, but not where one press is all: it is easily the wrong one."""
    here = visit.here()
    try:
        mock_exams.answer(here.db, here.actor, shown.sitting_id, shown.position, response, _seconds(shown), here.now)
    except NotAnAnswer as advice:
        st.session_state[_ADVICE] = (shown.attempt_id, str(advice))
    except Refused:
        return  # the time is up: the page that is drawn next says so
    else:
        if not isinstance(shown.interaction, ChooseOne) and shown.position + 1 < shown.length:
            go_to(shown.position + 1)


def respond_typed(shown: Shown, key: str) -> None:
    """Hand in what stands in a field."""
    respond(shown, st.session_state[key])


def respond_filled(shown: Shown, keys: Sequence[str]) -> None:
    """Hand in what stands in several fields."""
    respond(shown, [st.session_state[key] or "" for key in keys])


def draft(shown: Shown) -> Response:
    """Return what was picked so far for a response of several parts."""
    attempt_id, picked = st.session_state.get(_DRAFT, ("", []))
    return picked if attempt_id == shown.attempt_id else shown.kept or []


def keep_draft(shown: Shown, picked: Response) -> None:
    """Keep what was picked so far."""
    st.session_state[_DRAFT] = (shown.attempt_id, picked)


def check_label(shown: Shown) -> str:
    """Return what the button says that hands in what was picked or typed."""
    return "Keep answer" if shown.mode is Mode.EXAM else "Check"


def check_button(shown: Shown, response: Response, *, disabled: bool = False, complete: bool = False) -> None:
    """Draw the button that hands in what was picked, and why it was no answer.

    Once a response is complete `focus.js` goes there, or Enter would press the button that was clicked last.
    """
    advice = take_advice(shown)
    st.button(
        check_label(shown),
        key=f"check-{'complete-' * complete}{shown.attempt_id}",
        type="primary",
        shortcut="Enter",
        disabled=disabled,
        on_click=respond,
        args=(shown, response),
    )
    if advice:
        layout.advise(advice)


def standing(shown: Shown) -> str:
    """Say where in the sitting it is: “3 of 10 · 2 to repeat”."""
    place = f"{min(shown.position + 1, shown.length)} of {shown.length}"
    return f"{place} · {shown.to_repeat} to repeat" if shown.to_repeat else place


def end_button() -> None:
    """Draw the button that ends the sitting early."""
    st.button("End here", key="end", type="tertiary", on_click=go_to, args=(END,))


def take_advice(shown: Shown) -> str | None:
    """Return, once, why what was given is no answer."""
    attempt_id, advice = st.session_state.pop(_ADVICE, ("", None))
    return advice if attempt_id == shown.attempt_id else None


def turn(shown: Shown) -> None:
    """Turn a flashcard over."""
    st.session_state[_TURNED] = shown.attempt_id


def is_turned(shown: Shown) -> bool:
    """Say whether a flashcard shows its back."""
    return bool(st.session_state.get(_TURNED) == shown.attempt_id)


def _seconds(shown: Shown) -> float | None:
    attempt_id, since = st.session_state.get(_SINCE, ("", 0.0))
    return monotonic() - since if attempt_id == shown.attempt_id else None
