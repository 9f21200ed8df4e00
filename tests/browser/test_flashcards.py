"""Flashcards in a real browser: as fast as keys can be pressed, without a connection, and for everyone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from random import Random
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from quizapp.domain.modes import Mode
from quizapp.services import questions, sittings
from quizapp.services.people import Profile
from quizapp.services.sittings import Choice
from quizapp.storage.tables import attempt
from tests.browser.conftest import PHONE, WIDE, OpenPage
from tests.browser.people import barriers, database_of, new_profile, settle, sideways, sign_in
from tests.browser.test_practise import WRITTEN, card, looked_back
from tests.server import Server

FAST = 60
"""Milliseconds between two keys."""
FRONT, TURN, EASY = ".card h1", ".card .turn", ".card .ratings button >> nth=3"


@pytest.fixture
def bob(server: Server) -> Profile:
    return new_profile(server, "learner")


def dealt(server: Server, learner: Profile, topic: str, *written: dict[str, Any]) -> str:
    """Let a teacher write cards, and begin a sitting of the learner with them."""
    now, teacher = datetime.now(UTC), new_profile(server, "teacher")
    db = database_of(server)
    for fields in written:
        questions.save(db, teacher.actor, {"topic": topic, "explanation": "It is so."} | fields, now)
    choice = Choice(40, topics=[topic], mode=Mode.CARDS)
    sitting_id = sittings.begin(db, learner.actor, choice, now, now, Random(7))
    db.close()
    assert sitting_id is not None
    return sitting_id


def numbered(count: int) -> list[dict[str, Any]]:
    return [card(f"The planet with rings, number {number}?") for number in range(count)]


def opened(page: Page, server: Server, learner: Profile, sitting_id: str) -> Page:
    sign_in(page, server, learner)
    page.goto(f"{server.address}/practise?sitting={sitting_id}")
    expect(page.locator(TURN)).to_be_visible()
    settle(page)
    return page


def ratings(server: Server, learner: Profile, sitting_id: str) -> list[str]:
    """List the ratings of a sitting in the order in which they were taken."""
    mine = (attempt.c.learner_id == learner.actor.id, attempt.c.sitting_id == sitting_id)
    with database_of(server).reading() as connection:
        kept = connection.scalars(select(attempt.c.response).where(*mine).order_by(attempt.c.answered_at, attempt.c.id))
        return [response.strip('"') for response in kept]


def ended(page: Page, words: str) -> None:
    """Wait for the summary, where no card is left."""
    expect(page.get_by_role("heading", name=words)).to_be_visible()
    expect(page.locator(FRONT)).to_have_count(0)
    settle(page)


def flip_and_grade(page: Page, keys: str) -> None:
    """Type pairs of keys as fast as fast people do."""
    for key in keys:
        page.keyboard.press("Space")
        page.wait_for_timeout(FAST)
        page.keyboard.press(key)
        page.wait_for_timeout(FAST)


def test_ten_pairs_of_keys_at_sixty_milliseconds_are_all_counted_in_order(
    page: Page, server: Server, bob: Profile
) -> None:
    sitting_id = dealt(server, bob, "Fast", *numbered(10))
    opened(page, server, bob, sitting_id)
    flip_and_grade(page, keys := "2343243234")
    ended(page, "All 10 right")
    assert ratings(server, bob, sitting_id) == [{"2": "Hard", "3": "Good", "4": "Easy"}[key] for key in keys]
    assert looked_back(server, bob, sitting_id).sitting.ended_at is not None


def test_cards_that_were_not_known_return_until_they_are(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = dealt(server, bob, "Again", *numbered(3))
    opened(page, server, bob, sitting_id)
    flip_and_grade(page, "131")
    expect(page.get_by_text("You missed this before.")).to_be_visible()
    expect(page.get_by_text("3 of 3 · 2 to repeat")).to_be_visible()
    flip_and_grade(page, "33")
    ended(page, "1 of 3 right")
    expect(page.get_by_text("Both you missed were right when asked again.")).to_be_visible()
    assert ratings(server, bob, sitting_id) == ["Again", "Good", "Again", "Good", "Good"]


def test_each_button_says_after_how_long_the_card_comes_back(page: Page, server: Server, bob: Profile) -> None:
    opened(page, server, bob, dealt(server, bob, "When", card()))
    page.keyboard.press("Space")
    shown = page.locator(".card .ratings button").all_inner_texts()
    assert [one.split("\n")[0] for one in shown] == ["Again", "Hard", "Good", "Easy"]
    spans = page.locator(".card .ratings small").all_inner_texts()
    assert spans[:3] == ["1 day", "1 day", "2 days"]
    assert re.fullmatch(r"[6-9] days", spans[3])  # on the day with the fewest cards of those that suit


def test_cards_are_turned_and_graded_by_touch(open_page: OpenPage, server: Server, bob: Profile) -> None:
    sitting_id = dealt(server, bob, "Touch", *numbered(2))
    page = opened(open_page(PHONE), server, bob, sitting_id)
    for _ in range(2):
        assert sideways(page) == 0
        page.locator(TURN).click()
        assert sideways(page) == 0
        page.locator(EASY).click()
    ended(page, "All 2 right")
    assert ratings(server, bob, sitting_id) == ["Easy", "Easy"]


def test_a_key_that_is_held_down_is_one_press(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = dealt(server, bob, "Held", *numbered(3))
    opened(page, server, bob, sitting_id)
    for key in ("Space", "4"):
        for _ in range(5):
            page.keyboard.down(key)
        page.keyboard.up(key)
    expect(page.get_by_text("2 of 3")).to_be_visible()
    assert ratings(server, bob, sitting_id) == ["Easy"]


def test_a_grade_before_the_card_is_turned_does_not_count(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = dealt(server, bob, "Early", *numbered(2))
    opened(page, server, bob, sitting_id)
    page.keyboard.press("3")
    page.wait_for_timeout(500)
    assert ratings(server, bob, sitting_id) == []
    expect(page.locator(FRONT)).to_contain_text("number 0")


def test_the_last_grade_is_taken_back_by_a_key(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = dealt(server, bob, "Undone", *numbered(3))
    opened(page, server, bob, sitting_id)
    fronts = page.locator(FRONT).inner_text()
    flip_and_grade(page, "1")
    expect(page.get_by_text("2 of 3 · 1 to repeat")).to_be_visible()
    settle(page)
    page.keyboard.press("Control+z")
    expect(page.get_by_text("1 of 3", exact=True)).to_be_visible()
    expect(page.locator(FRONT)).to_have_text(fronts)
    assert looked_back(server, bob, sitting_id).answered == []
    flip_and_grade(page, "333")
    ended(page, "All 3 right")


def test_grades_given_without_a_connection_arrive_when_it_is_back(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = dealt(server, bob, "Lost", *numbered(4))
    opened(page, server, bob, sitting_id)
    server.kill()
    flip_and_grade(page, "2342")
    expect(page.get_by_text("Saving …")).to_be_visible()
    assert ratings(server, bob, sitting_id) == []
    server.start()
    expect(page.get_by_role("heading", name="All 4 right")).to_be_visible(timeout=20_000)
    assert ratings(server, bob, sitting_id) == ["Hard", "Good", "Easy", "Hard"]


def test_grades_that_were_not_sent_outlast_a_reload(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = dealt(server, bob, "Reloaded", *numbered(3))
    opened(page, server, bob, sitting_id)
    server.kill()
    flip_and_grade(page, "24")
    server.start()
    page.reload()
    expect(page.get_by_text("3 of 3")).to_be_visible(timeout=20_000)
    assert ratings(server, bob, sitting_id) == ["Hard", "Easy"]


def test_two_tabs_grade_a_card_once(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = dealt(server, bob, "Tabs", *numbered(2))
    opened(page, server, bob, sitting_id)
    second = opened(page.context.new_page(), server, bob, sitting_id)
    flip_and_grade(page, "4")
    expect(page.get_by_text("2 of 2")).to_be_visible()
    flip_and_grade(second, "1")
    expect(second.get_by_text("2 of 2")).to_be_visible()
    assert ratings(server, bob, sitting_id) == ["Easy"]


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_wrote_on_cards_reads_as_they_wrote_it(page: Page, server: Server, bob: Profile, text: str) -> None:
    written = card(f"What is {text}?") | {"accepted": (text,), "explanation": f"It is {text}."}
    opened(page, server, bob, dealt(server, bob, f"Text {WRITTEN.index(text)}", written))
    assert page.locator(FRONT).inner_text() == f"What is {text}?"
    page.keyboard.press("Space")
    assert page.locator(".card .back").inner_text() == text
    assert page.locator(".card .about").inner_text() == f"It is {text}."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_keep_nobody_out(
    open_page: OpenPage, server: Server, bob: Profile, scheme: Literal["light", "dark"]
) -> None:
    page = opened(open_page(WIDE, scheme), server, bob, dealt(server, bob, f"Everyone {scheme}", card()))
    assert barriers(page) == []
    expect(page.locator(".card")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".card .turned[aria-live=polite]")).to_contain_text("Saturn")
    assert barriers(page) == []
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    ended(page, "Right")
    assert barriers(page) == []
