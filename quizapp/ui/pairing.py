"""Items that each get one of the options: one item at a time, and every pair can be changed until it is checked."""

from collections.abc import Mapping

import streamlit as st

from question_bank.interactions import Pair
from question_bank.responses import pairs_in
from quizapp.services.shown import Shown
from quizapp.ui import asking, layout, outcome, signs
from quizapp.ui.rich import rich_line

_TURNED_TO = "turned_to"


def draw(shown: Shown, asked: Pair) -> None:
    """Draw one item with its options, and below it the pairs so far; once there is a response, what became of them."""
    if shown.given:
        outcome.draw_pairs([f"{rich_line(left)} {_verdict(shown, left)}" for left in asked.lefts])
        return
    chosen = dict(pairs_in(asking.draft(shown) or {}))
    at_hand = _at_hand(shown, asked, chosen)
    if at_hand is not None:
        _draw_options(shown, asked, chosen, at_hand)
    if chosen:
        layout.hint("Your pairs. To change one, choose it.")
    for number, left in enumerate(asked.lefts, 1):
        if left in chosen:
            _row(shown, number, left, f":blue[{rich_line(chosen[left])}]")
    if at_hand is None:
        asking.check_button(shown, chosen, complete=True)


def _at_hand(shown: Shown, asked: Pair, chosen: Mapping[str, str]) -> str | None:
    """Return the item that the learner turned to, else the first without an option, if there is one."""
    attempt_id, turned_to = st.session_state.get(_TURNED_TO, ("", ""))
    if attempt_id == shown.attempt_id and turned_to in asked.lefts:
        return str(turned_to)
    return next((left for left in asked.lefts if left not in chosen), None)


def _row(shown: Shown, number: int, left: str, words: str) -> None:
    st.button(
        f"{rich_line(left)} {words}",
        key=f"pair-{shown.attempt_id}-{number}",
        width="stretch",
        on_click=_turn_to,
        args=(shown, left),
    )


def _draw_options(shown: Shown, asked: Pair, chosen: Mapping[str, str], left: str) -> None:
    place = asked.lefts.index(left) + 1
    st.markdown(f":gray[{place} of {len(asked.lefts)}]  \n**{rich_line(left)}**")
    for number, option in enumerate(asked.options, 1):
        st.button(
            rich_line(option),
            key=f"option-{shown.attempt_id}-{number}",
            shortcut=str(number),
            width="stretch",
            on_click=_choose,
            args=(shown, asked, {**chosen, left: option}, left),
        )


def _choose(shown: Shown, asked: Pair, chosen: dict[str, str], left: str) -> None:
    """Keep a pair and go on to the next item; where options are given once, the item that had it is open again."""
    if asked.each_once:
        chosen = {one: option for one, option in chosen.items() if one == left or option != chosen[left]}
    asking.keep_draft(shown, chosen)
    st.session_state.pop(_TURNED_TO, None)


def _turn_to(shown: Shown, left: str) -> None:
    st.session_state[_TURNED_TO] = (shown.attempt_id, left)


def _verdict(shown: Shown, left: str) -> str:
    """Say at an item what it was given and, if that is wrong, what belongs to it."""
    part = next(part for part in shown.parts if part.asked == left)
    if part.is_right:
        return signs.right(part.given)
    return f"{signs.wrong(part.given)} {signs.right(part.right)}"
