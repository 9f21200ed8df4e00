"""By keys alone, from the first to the last question, in every mode; the focus is where a person expects it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from quizapp.domain.modes import Mode
from quizapp.services.people import Profile
from quizapp.ui.modes import NAMES
from tests.browser.gestures import CHECK, FIELD, answer_by_keys
from tests.browser.people import new_profile, settle, sign_in
from tests.browser.test_practise import OPTION, begun, choice, drawn, looked_back, open_sitting, written_answer
from tests.server import Server

FOCUSED = ":focus"
NEXT, VERDICT = "[class*=st-key-next-] button", ".st-key-verdict"


@pytest.fixture
def bob(server: Server) -> Profile:
    return new_profile(server, "learner")


def sitting_of(page: Page) -> str:
    found: str = re.findall(r"sitting=(\w+)", page.url)[0]
    return found


def begin_by_keys(page: Page, server: Server, learner: Profile, mode: Mode) -> None:
    """Choose a mode and five questions, and begin."""
    sign_in(page, server, learner)
    page.goto(f"{server.address}/practise")
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    settle(page)
    for radio in (NAMES[mode], "5"):
        page.get_by_role("radio", name=radio, exact=True).first.focus()
        page.keyboard.press("Space")
        page.wait_for_timeout(150)
        settle(page)
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sitting="))


def test_after_an_answer_the_focus_is_on_the_way_on_and_then_on_the_question(
    page: Page, server: Server, bob: Profile
) -> None:
    other = choice("Which one is red?", "Mars", "Pluto", "Eris")
    open_sitting(page, server, bob, begun(server, bob, choice(), other))
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(OPTION).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(NEXT)).to_be_focused()
    described = page.locator(NEXT).get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_contain_text("It is so.")
    expect(page.get_by_role("alert")).to_contain_text("ight.")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^2 of 2"))).to_be_visible()
    expect(page.locator("h1")).to_be_focused()


def test_a_typed_answer_leaves_the_focus_on_the_way_on(page: Page, server: Server, bob: Profile) -> None:
    open_sitting(page, server, bob, begun(server, bob, written_answer()))
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("saturn")
    page.keyboard.press("Enter")
    expect(page.locator(VERDICT)).to_contain_text("Right.")
    expect(page.locator(NEXT)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Right")).to_be_visible()


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.CRAM])
def test_practice_and_cramming_by_keys_alone(page: Page, server: Server, bob: Profile, mode: Mode) -> None:
    begin_by_keys(page, server, bob, mode)
    for place in range(1, 6):
        expect(page.get_by_text(f"{place} of 5", exact=True)).to_be_visible()
        drawn(page)
        item = looked_back(server, bob, sitting_of(page)).items[place - 1]
        answer_by_keys(page, item.interaction, item.question.right_response)
        expect(page.locator(NEXT)).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All 5 right")).to_be_visible()


def test_what_was_missed_by_keys_alone(page: Page, server: Server, bob: Profile) -> None:
    open_sitting(page, server, bob, begun(server, bob, choice()))
    page.get_by_role("button", name="Mars").focus()
    page.keyboard.press("Enter")
    expect(page.locator(VERDICT)).to_contain_text("Not right.")
    begin_by_keys(page, server, bob, Mode.MISSED)
    drawn(page)
    item = looked_back(server, bob, sitting_of(page)).items[0]
    answer_by_keys(page, item.interaction, item.question.right_response)
    expect(page.locator(NEXT)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right")).to_be_visible()


def test_an_exam_by_keys_alone(page: Page, server: Server, bob: Profile) -> None:
    begin_by_keys(page, server, bob, Mode.EXAM)
    for place in range(1, 6):
        expect(page.get_by_text(f"Mock exam · {place} of 5")).to_be_visible()
        settle(page)
        item = looked_back(server, bob, sitting_of(page)).items[place - 1]
        answer_by_keys(page, item.interaction, item.question.right_response)
        page.wait_for_timeout(150)
        settle(page)
        if place < 5 and page.get_by_text(f"Mock exam · {place} of 5").count():
            page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Hand in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Hand in now").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="5 of 5 right")).to_be_visible()


def test_in_an_exam_the_focus_stays_on_the_answer_that_was_chosen(page: Page, server: Server, bob: Profile) -> None:
    begin_by_keys(page, server, bob, Mode.EXAM)
    expect(page.get_by_text("Mock exam · 1 of 5")).to_be_visible()
    settle(page)
    while not page.locator(OPTION).count() or page.locator(CHECK).count():
        page.get_by_role("button", name="Next").click()
        page.wait_for_timeout(150)
        settle(page)
    for key in ("1", "2"):
        page.keyboard.press(key)
        expect(page.locator(OPTION).nth(int(key) - 1)).to_be_focused()
        expect(page.locator(FOCUSED)).to_contain_text("your answer")


def test_flashcards_by_keys_alone(page: Page, server: Server, bob: Profile) -> None:
    begin_by_keys(page, server, bob, Mode.CARDS)
    expect(page.locator(".card")).to_be_focused()
    for _ in range(5):
        page.keyboard.press("Space")
        page.keyboard.press("3")
    expect(page.get_by_role("heading", name="All 5 right")).to_be_visible()
