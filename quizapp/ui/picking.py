"""Options to pick several of, and items to pick in order: buttons with keys, and what was picked so far."""

from collections.abc import Sequence

import streamlit as st

from question_bank.interactions import Arrange, ChooseMany
from question_bank.responses import texts_in
from quizapp.services.shown import Given, Shown
from quizapp.ui import asking, layout, outcome, signs
from quizapp.ui.rich import rich_line

_CHOSEN = ":blue[:material/check_box: chosen]"
_ORDINALS = ("1st", "2nd", "3rd")


def draw_many(shown: Shown, asked: ChooseMany) -> None:
    """Draw options that are chosen and left out again, each by its key, until they are checked."""
    picked = _picked(shown)
    layout.hint("Choose all that are right.")
    if shown.given:
        outcome.draw([f"{rich_line(one)} {_verdict(shown, shown.given, one)}" for one in asked.options])
        return
    for number, option in enumerate(asked.options, 1):
        _button(shown, number, option, picked, _CHOSEN if option in picked else "")
    asking.check_button(shown, picked)


def draw_order(shown: Shown, asked: Arrange) -> None:
    """Draw items that are picked in their order, each by its key, and the order so far."""
    picked = _picked(shown)
    layout.hint("Choose them one after the other, in their order.")
    if shown.given:
        outcome.draw([f"{rich_line(item)} {_placed(shown, item)}" for item in asked.items])
        if not shown.given.is_right:
            _sequence("The right order", texts_in(shown.question.right_response))
        return
    for number, item in enumerate(asked.items, 1):
        _button(shown, number, item, picked, f":blue[{_ordinal(picked.index(item))}]" if item in picked else "")
    if picked:
        _sequence("Your order so far" if len(picked) < len(asked.items) else "Your order", picked)
    with st.container(horizontal=True):
        complete = len(picked) == len(asked.items)
        asking.check_button(shown, picked, disabled=not complete, complete=complete)
        st.button(
            "Undo",
            key=f"undo-{shown.attempt_id}",
            shortcut="Backspace",
            disabled=not picked,
            on_click=asking.keep_draft,
            args=(shown, picked[:-1]),
        )


def _picked(shown: Shown) -> list[str]:
    """Return what is picked so far, in the order in which it was picked."""
    return list(texts_in(asking.draft(shown) or []))


def _button(shown: Shown, number: int, text: str, picked: Sequence[str], fate: str) -> None:
    """Draw what can be picked or, if it was, taken back."""
    others = [one for one in picked if one != text]
    st.button(
        f"{rich_line(text)} {fate}".strip(),
        key=f"option-{shown.attempt_id}-{number}",
        shortcut=str(number),
        width="stretch",
        on_click=asking.keep_draft,
        args=(shown, others if text in picked else [*picked, text]),
    )


def _verdict(shown: Shown, given: Given, option: str) -> str:
    """Say at an option whether it was chosen and whether that was right; nothing where it was left out rightly."""
    chosen = option in given.response
    if next(part.is_right for part in shown.parts if part.asked == option):
        return signs.right("right, your answer") if chosen else ""
    return signs.wrong("your answer") if chosen else signs.right("right answer")


def _placed(shown: Shown, item: str) -> str:
    """Say at an item at which place it was put, and whether it belongs there."""
    for place, part in enumerate(shown.parts):
        if part.given == item:
            return (signs.right if part.is_right else signs.wrong)(_ordinal(place))
    return ""


def _sequence(title: str, items: Sequence[str]) -> None:
    numbered = "\n".join(f"{place}. {rich_line(item)}" for place, item in enumerate(items, 1))
    st.markdown(f":gray[{title}]\n\n{numbered}")


def _ordinal(place: int) -> str:
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}th"
