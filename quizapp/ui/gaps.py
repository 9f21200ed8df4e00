"""Gaps to fill: a field for each, in reading order, to type in or to choose from."""

from collections.abc import Sequence

import streamlit as st

from question_bank.facts import GAP
from question_bank.interactions import FillGaps, Gap
from question_bank.marking import Part
from question_bank.responses import texts_in
from quizapp.services.shown import Shown
from quizapp.ui import asking, layout, signs
from quizapp.ui.rich import rich_line


def numbered(text: str) -> str:
    """Return a text whose gaps bear the numbers of their fields."""
    first, *rest = text.split(GAP)
    return first + "".join(f"({number}) {GAP}{piece}" for number, piece in enumerate(rest, 1))


def draw(shown: Shown, asked: FillGaps) -> None:
    """Draw the fields and what checks them or, once there is a response, what became of each."""
    if shown.given:
        for number, part in enumerate(shown.parts, 1):
            _draw_filled(shown, number, part)
        return
    keys = [f"{'chosen' if gap.options else 'typed'}-{shown.attempt_id}-{n}" for n, gap in enumerate(asked.gaps, 1)]
    for key, text in zip(keys, texts_in(shown.kept or []), strict=False):
        st.session_state.setdefault(key, text)
    advice = asking.take_advice(shown)
    with st.form(f"form-{shown.attempt_id}", border=False):
        for number, (gap, key) in enumerate(zip(asked.gaps, keys, strict=True), 1):
            _draw_gap(number, gap, key)
        _check_button(shown, keys)
    if advice:
        layout.advise(advice)


def _draw_gap(number: int, gap: Gap, key: str) -> None:
    if gap.options:
        st.radio(f"Gap {number}", gap.options, None, key=key, format_func=rich_line)
    else:
        st.text_input(f"Gap {number}", key=key, autocomplete="off")


def _draw_filled(shown: Shown, number: int, part: Part) -> None:
    with st.container(gap="xxsmall"):
        key = f"typed-{shown.attempt_id}-{number}-filled"
        st.text_input(f"Gap {number}", part.given, key=key, disabled=True)
        said = signs.right("right") if part.is_right else f"{signs.wrong('not right')} · {signs.right(part.right)}"
        st.markdown(f":small[{said}]")


def _check_button(shown: Shown, keys: Sequence[str]) -> None:
    st.form_submit_button(
        asking.check_label(shown),
        key=f"check-{shown.attempt_id}",
        type="primary",
        shortcut="Enter",
        on_click=asking.respond_filled,
        args=(shown, keys),
    )
