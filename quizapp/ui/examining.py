"""A mock exam under way: the clock, the way from any question to any other, flags, and handing in."""

import streamlit as st

from quizapp.errors import Refused
from quizapp.services import mock_exams
from quizapp.services.mock_exams import Exam
from quizapp.services.shown import Shown
from quizapp.ui import asking, clock, interactions, layout, visit
from quizapp.ui.dates import counted

KEPT, FLAGGED = ":material/check:", ":material/flag:"
_ASKED_ONCE = "hand_in"
_PLACES = "places"


def draw(shown: Shown, exam: Exam) -> None:
    """Draw a question of an exam, and what can be done beside answering it."""
    asking.show_place(shown)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="exam"):
        st.markdown(f"Mock exam · {shown.position + 1} of {shown.length}", width="content")
        clock.draw(exam.seconds_left)
    _overview(shown, exam)
    layout.question_heading(interactions.stem(shown))
    interactions.draw(shown)
    if st.session_state.get(_ASKED_ONCE) == shown.sitting_id:
        _ask_once(shown, exam)
    else:
        _ways(shown)


def _overview(shown: Shown, exam: Exam) -> None:
    """Draw all places, each with what became of it, to go to."""
    st.session_state[_PLACES] = shown.position
    st.pills(
        "Questions", [place.position for place in exam.places], required=True, key=_PLACES, on_change=_go,
        format_func=lambda position: _label(exam, position), label_visibility="collapsed",
    )  # fmt: skip


def _label(exam: Exam, position: int) -> str:
    place = next(place for place in exam.places if place.position == position)
    signs = [FLAGGED] * place.flagged + [KEPT] * (place.kept is not None)
    return " ".join([str(position + 1), *signs])


def _go() -> None:
    asking.go_to(st.session_state[_PLACES])


def _ways(shown: Shown) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", key="ways"):
        with st.container(horizontal=True, width="content"):
            _step("Back", "ArrowLeft", shown, -1)
            _step("Next", "ArrowRight", shown, 1)
            _flag(shown)
        st.button("Hand in", key="hand-in", on_click=_ask, args=(shown.sitting_id,))


def _step(label: str, key: str, shown: Shown, by: int) -> None:
    place = shown.position + by
    is_next = by > 0
    st.button(
        label, key=f"step-{label}", shortcut=key, disabled=not 0 <= place < shown.length,
        type="primary" if is_next and place < shown.length else "secondary", on_click=asking.go_to, args=(place,),
    )  # fmt: skip


def _flag(shown: Shown) -> None:
    label = "Remove flag" if shown.flagged else "Flag"
    st.button(label, key="flag", icon=FLAGGED, type="tertiary", shortcut="F", on_click=_set_flag, args=(shown,))


def _set_flag(shown: Shown) -> None:
    here = visit.here()
    try:
        mock_exams.flag(here.db, here.actor, shown.sitting_id, shown.position, not shown.flagged, here.now)
    except Refused:
        return  # the time is up: the page that is drawn next says so


def _ask(sitting_id: str) -> None:
    st.session_state[_ASKED_ONCE] = sitting_id


def _ask_once(shown: Shown, exam: Exam) -> None:
    """Ask whether the exam is really to be handed in, for that cannot be taken back."""
    with st.container(border=True):
        st.markdown(f"**Hand in?** {what_is_left(exam)} After that nothing can be changed.")
        with st.container(horizontal=True):
            st.button("Hand in now", key="hand-in-now", type="primary", on_click=_hand_in, args=(shown.sitting_id,))
            st.button("Go on", key="go-on", on_click=st.session_state.pop, args=(_ASKED_ONCE, None))


def what_is_left(exam: Exam) -> str:
    """Say how many questions have no answer, and how many bear a flag."""
    left = f"{counted(exam.left_open, 'question')} {'has' if exam.left_open == 1 else 'have'} no answer yet"
    flagged = f"{exam.flagged} {'bears' if exam.flagged == 1 else 'bear'} a flag"
    if exam.left_open:
        return f"{left}, and {flagged}." if exam.flagged else f"{left}."
    return f"Every question has an answer, and {flagged}." if exam.flagged else "Every question has an answer."


def _hand_in(sitting_id: str) -> None:
    here = visit.here()
    mock_exams.hand_in(here.db, here.actor, sitting_id, here.now)
    st.session_state.pop(_ASKED_ONCE, None)
    asking.go_to(asking.END)
