"""Gaps to fill: a field for each, in reading order, to type in or to choose from."""

from collections.abc import Sequence

import streamlit as st

from question_bank.facts import GAP
from question_bank.interactions import FillGaps, Gap
from quizapp.services.sittings import Shown
from quizapp.ui import asking, browser, layout, signs
from quizapp.ui.text import plain_line


def numbered(text: str) -> str:
    """Return a text whose gaps bear the numbers of their fields."""
    first, *rest = text.split(GAP)
    return first + "".join(f"({number}) {GAP}{piece}" for number, piece in enumerate(rest, 1))


def draw(shown: Shown, asked: FillGaps) -> None:
    """Draw the fields and what checks them or, once there is a response, what became of each."""
    keys = [f"{'chosen' if gap.options else 'typed'}-{shown.attempt_id}-{n}" for n, gap in enumerate(asked.gaps, 1)]
    advice = asking.take_advice(shown)
    with st.form(f"form-{shown.attempt_id}", border=False):
        for number, (gap, key) in enumerate(zip(asked.gaps, keys, strict=True), 1):
            _draw_gap(shown, number, gap, key)
        if not shown.given:
            _check_button(shown, keys)
    if advice:
        layout.advise(advice)
    if not shown.given:
        browser.focus(keys[0])


def _draw_gap(shown: Shown, number: int, gap: Gap, key: str) -> None:
    if shown.given:
        st.session_state[key] = shown.given.response[number - 1]  # type: ignore[index]
    done = shown.given is not None
    if gap.options:
        st.radio(f"Gap {number}", gap.options, None, key=key, format_func=plain_line, disabled=done)
    else:
        st.text_input(f"Gap {number}", key=key, autocomplete="off", disabled=done)
    if shown.given:
        part = shown.parts[number - 1]
        st.markdown(signs.right("right") if part.is_right else signs.wrong(f"right is: {part.right}"))


def _check_button(shown: Shown, keys: Sequence[str]) -> None:
    st.form_submit_button(
        "Check",
        key=f"check-{shown.attempt_id}",
        shortcut="Enter",
        on_click=asking.respond_filled,
        args=(shown, keys),
    )
