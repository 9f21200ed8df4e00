"""What a learner does at a question in the browser: a response given by keys alone or by touch."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from question_bank.interactions import Arrange, ChooseMany, ChooseOne, FillGaps, Interaction, Pair, Response, SelfRate
from question_bank.marking import RATINGS
from tests.browser.people import settle

CHECK = "[class*=st-key-check-] button"
FIELD = "[class*=st-key-typed-] input"


def press(page: Page, key: str) -> None:
    """Press a key and wait until the page has stopped drawing."""
    page.keyboard.press(key)
    page.wait_for_timeout(100)
    settle(page)


def number(options: tuple[str, ...], wanted: str) -> str:
    """Return the key of an option."""
    return str(options.index(wanted) + 1)


def answer_by_keys(page: Page, shown: Interaction, response: Response) -> None:
    """Give a response with keys alone."""
    page.wait_for_timeout(100)  # buttons hear their keys a moment after they are seen, long before a person has read
    match shown, response:
        case ChooseMany(options=options) | Arrange(items=options), list():
            for one in response:
                press(page, number(options, one))
        case Pair(lefts=lefts, options=options), dict():
            for left in lefts:
                press(page, number(options, response[left]))
        case FillGaps(gaps=gaps), list():
            fill_by_keys(page, [gap.options for gap in gaps], response)
        case ChooseOne(options=options), str():
            page.keyboard.press(number(options, response))
            return
        case SelfRate(), str():
            page.keyboard.press("Space")
            expect(page.get_by_role("button", name="Again")).to_be_visible()
            settle(page)
            page.wait_for_timeout(100)
            page.keyboard.press(str(RATINGS.index(response) + 1))
            return
        case _, str():
            expect(page.locator(FIELD)).to_be_focused()
            page.keyboard.type(response)
    press(page, "Enter")


def fill_by_keys(page: Page, options: list[tuple[str, ...]], response: list[str]) -> None:
    """Fill gap after gap, of which those with options are chosen and the others typed."""
    for place, (choices, text) in enumerate(zip(options, response, strict=True)):
        if place:
            press(page, "Tab")
        if choices:
            press(page, "Space")
            for _ in range(choices.index(text)):
                press(page, "ArrowDown")
        else:
            expect(page.get_by_label(f"Gap {place + 1}")).to_be_focused()
            page.keyboard.type(text)


def option(page: Page, text: str) -> Locator:
    """Find the button of an option."""
    return page.locator("[class*=st-key-option-] button").filter(has_text=re.compile(rf"^\W*\d?\W*{re.escape(text)}"))


def answer_by_touch(page: Page, shown: Interaction, response: Response) -> None:
    """Give a response with a finger alone."""
    match shown, response:
        case ((ChooseMany() | Arrange()), list()):
            for one in response:
                option(page, one).tap()
                settle(page)
        case Pair(lefts=lefts), dict():
            for left in lefts:
                option(page, response[left]).tap()
                settle(page)
        case FillGaps(gaps=gaps), list():
            for place, (gap, text) in enumerate(zip(gaps, response, strict=True), 1):
                if gap.options:
                    page.get_by_role("radiogroup", name=f"Gap {place}").get_by_text(text, exact=True).tap()
                else:
                    page.get_by_label(f"Gap {place}").tap()
                    page.keyboard.type(text)
        case _, str():
            option(page, response).tap()
            return
    page.locator(CHECK).tap()
