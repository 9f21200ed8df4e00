"""What a learner is asked to do, drawn: by interaction, never by kind; the same widgets stay after the response."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import assert_never

import streamlit as st

from question_bank.interactions import (
    Arrange,
    ChooseMany,
    ChooseOne,
    FillGaps,
    Interaction,
    Pair,
    SelfRate,
    TypeNumber,
    TypeText,
)
from question_bank.marking import RATINGS
from quizapp.services.shown import Given, Shown
from quizapp.ui import asking, gaps, layout, outcome, pairing, picking, signs
from quizapp.ui.rich import draw_pictures, rich_line
from quizapp.ui.text import plain_line


def stem(shown: Shown) -> str:
    """Return the stem as it is shown: several gaps have numbers."""
    is_gapped = isinstance(shown.interaction, FillGaps)
    return gaps.numbered(shown.question.stem) if is_gapped else shown.question.stem


def draw(shown: Shown) -> None:
    """Draw the pictures, and what there is to do or, once there is a response, what was done."""
    draw_pictures([shown.question.stem])
    draw_pictures(_offered(shown.interaction), captioned=True)
    match shown.interaction:
        case ChooseOne() as asked:
            _options(shown, asked)
        case ChooseMany() as asked:
            picking.draw_many(shown, asked)
        case Arrange() as asked:
            picking.draw_order(shown, asked)
        case Pair() as asked:
            pairing.draw(shown, asked)
        case FillGaps() as asked:
            gaps.draw(shown, asked)
        case TypeText():
            _field(shown, "Your answer", None)
        case TypeNumber(unit=unit):
            _field(shown, "Your answer, in digits", unit)
        case SelfRate(answer=answer):
            _card(shown, answer)
        case other:
            assert_never(other)


def _offered(asked: Interaction) -> Sequence[str]:
    """Return the texts that are there to be chosen."""
    match asked:
        case ChooseOne() | ChooseMany():
            return asked.options
        case Arrange():
            return asked.items
        case Pair():
            return (*asked.lefts, *asked.options)
        case FillGaps():
            return [option for gap in asked.gaps for option in gap.options]
    return ()


def _options(shown: Shown, asked: ChooseOne) -> None:
    if asked.prompt:
        layout.hint(asked.prompt)
    if shown.given:
        missed = "this one" if asked.prompt else "right answer"
        outcome.draw([rich_line(one) + _fate(shown, shown.given, one, missed) for one in asked.options])
    else:
        _choices(shown, asked.options)
    for part in shown.parts:
        st.markdown(f":gray[{rich_line(part.asked)}:] ~~{rich_line(part.given)}~~ → **{rich_line(part.right)}**")


def _choices(shown: Shown, options: Sequence[str]) -> None:
    """Draw options to choose from; what was chosen in an exam can be changed."""
    for number, option in enumerate(options, 1):
        is_kept = option == shown.kept
        with st.container(key=f"kept-{shown.attempt_id}") if is_kept else nullcontext():
            _choice("option", shown, number, option, " :blue[:material/check: your answer]" if is_kept else "")


def _choice(name: str, shown: Shown, number: int, response: str, fate: str) -> None:
    """Draw a button that is a response, with its key; once there is a response it cannot be pressed any more."""
    done = shown.given is not None
    st.button(
        rich_line(response) + fate,
        key=f"{name}-{shown.attempt_id}-{number}",
        on_click=None if done else asking.respond,
        args=(shown, response),
        shortcut=str(number),
        disabled=done,
        width="stretch",
    )


def _fate(shown: Shown, given: Given, option: str, missed: str) -> str:
    """Say at an option whether it was chosen and whether it is right: with a sign and a word, not by colour alone."""
    chosen = option == given.response
    if option == shown.question.right_response:
        return " " + signs.right("right, your answer" if chosen else missed)
    return " " + signs.wrong("your answer") if chosen else ""


def _field(shown: Shown, label: str, unit: str | None) -> None:
    key = f"typed-{shown.attempt_id}"
    done = shown.given is not None
    advice = asking.take_advice(shown)
    if shown.given:
        st.session_state[key] = shown.given.response  # also after a reload, which forgets what was typed
    elif shown.kept is not None:
        st.session_state.setdefault(key, shown.kept)
    with st.form(f"form-{shown.attempt_id}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(label, key=key, autocomplete="off", disabled=done)
        if unit:
            st.markdown(plain_line(unit), width="content")
        st.form_submit_button(
            asking.check_label(shown),
            key=f"check-{shown.attempt_id}",
            on_click=None if done else asking.respond_typed,
            args=(shown, key),
            disabled=done,
        )
    if advice:
        layout.advise(advice)


def _card(shown: Shown, answer: str) -> None:
    if shown.given is None and not asking.is_turned(shown):
        key = f"turn-{shown.attempt_id}"
        st.button("Show answer", key=key, type="primary", shortcut="Space", on_click=asking.turn, args=(shown,))
        return
    st.header(rich_line(answer), anchor=False)
    draw_pictures([answer])
    with st.container(horizontal=True):
        for number, rating in enumerate(RATINGS, 1):
            _choice("rating", shown, number, rating, _own(shown, rating))


def _own(shown: Shown, rating: str) -> str:
    return " :material/check:" if shown.given and shown.given.response == rating else ""
