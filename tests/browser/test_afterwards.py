"""Taking an answer back and deciding about its fact in a real browser, by keys alone and in both colours."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from quizapp.services.people import Profile
from tests.browser.conftest import PHONE, WIDE, OpenPage
from tests.browser.gestures import press
from tests.browser.people import barriers, new_profile, settle, sideways
from tests.browser.test_practise import (
    CARD,
    FIELD,
    OPTION,
    begun,
    card,
    choice,
    drawn,
    face,
    looked_back,
    open_sitting,
    place,
    written_answer,
)
from tests.server import Server

VERDICT = ".st-key-verdict"


@pytest.fixture
def bob(server: Server) -> Profile:
    return new_profile(server, "learner")


def test_an_answer_is_taken_back_by_a_key_and_given_anew(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = begun(server, bob, choice())
    open_sitting(page, server, bob, sitting_id)
    before = face(page)
    wrong = next(number for number, text in enumerate(before) if number and "Saturn" not in text)
    page.keyboard.press(str(wrong))
    expect(page.locator(VERDICT)).to_contain_text("Not right.")
    settle(page)
    page.keyboard.press("Control+z")
    expect(page.locator(VERDICT)).to_have_count(0)
    drawn(page)
    assert face(page) == before
    assert looked_back(server, bob, sitting_id).answered == []
    page.get_by_role("button", name="Saturn").click()
    expect(page.locator(VERDICT)).to_contain_text("Right.")
    assert [item.score for one in looked_back(server, bob, sitting_id).answered if (item := one.given)] == [1]


def test_a_field_whose_answer_was_taken_back_has_the_focus_again(page: Page, server: Server, bob: Profile) -> None:
    open_sitting(page, server, bob, begun(server, bob, written_answer()))
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("Mars")
    page.keyboard.press("Enter")
    expect(page.locator(VERDICT)).to_contain_text("Not right.")
    settle(page)
    page.keyboard.press("Control+z")
    expect(page.locator(VERDICT)).to_have_count(0)
    drawn(page)
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("")


def test_a_card_whose_rating_was_taken_back_shows_its_front(page: Page, server: Server, bob: Profile) -> None:
    open_sitting(page, server, bob, begun(server, bob, card()))
    expect(page.locator(CARD)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Easy")).to_be_visible()
    page.keyboard.press("4")
    expect(page.locator(VERDICT)).to_be_visible()
    settle(page)
    page.keyboard.press("Control+z")
    expect(page.locator(CARD)).to_be_focused()


def test_the_last_answer_is_taken_back_from_the_summary(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = begun(server, bob, choice())
    open_sitting(page, server, bob, sitting_id)
    page.get_by_role("button", name="Saturn").click()
    expect(page.locator(VERDICT)).to_be_visible()
    settle(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo last answer")).to_be_visible()
    settle(page)
    page.keyboard.press("Control+z")
    place(page, 1, 1)
    assert looked_back(server, bob, sitting_id).answered == []


def test_a_missed_question_is_asked_again_by_keys_alone(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = begun(server, bob, choice())
    open_sitting(page, server, bob, sitting_id)
    page.get_by_role("button", name="Mars").click()
    expect(page.get_by_text("1 of 1 · 1 to repeat")).to_be_visible()
    settle(page)
    page.keyboard.press("Enter")
    expect(page.locator(VERDICT)).to_have_count(0)
    drawn(page)
    page.reload()
    expect(page.get_by_text("1 of 1 · 1 to repeat")).to_be_visible()
    drawn(page)
    page.keyboard.press(str(next(n for n, text in enumerate(face(page)) if "Saturn" in text)))
    expect(page.locator(VERDICT)).to_contain_text("Right.")
    settle(page)
    page.keyboard.press("Enter")
    expect(page.locator("h1").first).to_have_text("0 of 1 right")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_menu_is_opened_and_used_by_keys_and_keeps_nobody_out(
    open_page: OpenPage, server: Server, bob: Profile, scheme: Literal["light", "dark"]
) -> None:
    page = open_sitting(open_page(WIDE, scheme), server, bob, begun(server, bob, choice()))
    page.get_by_role("button", name="Mars").click()
    expect(page.locator(VERDICT)).to_be_visible()
    settle(page)
    page.keyboard.press("Tab")  # from here on it is keys that reach things, not the mouse
    page.get_by_role("button", name="This fact").focus()
    press(page, "Enter")
    expect(page.get_by_role("menu")).to_be_focused()
    assert barriers(page) == []
    press(page, "ArrowDown")
    expect(page.get_by_role("menuitem", name="Stop asking this")).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_text("Under Progress you can have it asked again.")).to_be_visible()
    settle(page)
    assert barriers(page) == []


def test_a_phone_shows_what_can_be_done_afterwards(open_page: OpenPage, server: Server, bob: Profile) -> None:
    page = open_sitting(open_page(PHONE), server, bob, begun(server, bob, choice()))
    page.locator(OPTION).first.click()
    expect(page.locator(VERDICT)).to_be_visible()
    settle(page)
    page.get_by_role("button", name="This fact").click()
    page.get_by_text("Forget my answers").click()
    expect(page.get_by_role("button", name="Keep them")).to_be_visible()
    assert sideways(page) == 0


def test_enter_presses_what_was_reached_by_keys_and_else_goes_on(page: Page, server: Server, bob: Profile) -> None:
    other = choice("Which one is red?", "Mars", "Pluto", "Eris")
    open_sitting(page, server, bob, begun(server, bob, choice(), other))
    page.locator(OPTION).first.click()
    expect(page.locator(VERDICT)).to_be_visible()
    settle(page)
    page.keyboard.press("Enter")
    place(page, 2, 2)
    page.locator(OPTION).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(VERDICT)).to_be_visible()
    settle(page)
    page.get_by_role("button", name="This fact").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1").first).to_contain_text("right")
