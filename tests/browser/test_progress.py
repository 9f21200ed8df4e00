"""Progress in a real browser: after a sitting, its pictures and its answers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from quizapp.services import sittings
from quizapp.services.people import Profile
from quizapp.services.sittings import Choice
from tests.browser.conftest import PHONE, WIDE, OpenPage
from tests.browser.gestures import answer_by_keys
from tests.browser.people import barriers, database_of, new_profile, settle, sideways, sign_in
from tests.server import Server


@pytest.fixture
def learner(server: Server) -> Profile:
    """Give a learner who practised on three days, the last of them today."""
    profile = new_profile(server, "learner")
    db = database_of(server)
    now, chance = datetime.now(UTC), Random(7)
    for days in (9, 5, 0):
        at = now - timedelta(days=days)
        sitting_id = sittings.begin(db, profile.actor, Choice(5), at, at, chance) or ""
        for item in sittings.summary(db, profile.actor, sitting_id).items:
            sittings.answer(db, profile.actor, sitting_id, item.position, item.question.right_response, 4.0, at)
    db.close()
    return profile


def progress(page: Page, server: Server, profile: Profile) -> Page:
    sign_in(page, server, profile)
    page.goto(f"{server.address}/progress")
    settle(page)
    return page


def test_after_a_sitting_progress_shows_it_with_its_answers(page: Page, server: Server) -> None:
    learner = new_profile(server, "learner")
    sign_in(page, server, learner)
    page.goto(f"{server.address}/progress")
    page.get_by_role("button", name="Answer your first questions").click()
    expect(page.get_by_role("button", name="End here")).to_be_visible()
    settle(page)
    asked = page.locator("h1").inner_text().replace("(1) ", "")[:20]  # gaps have numbers only where they are filled
    sitting_id = re.findall(r"sitting=(\w+)", page.url)[0]
    db = database_of(server)
    item = sittings.summary(db, learner.actor, sitting_id).items[0]
    db.close()
    answer_by_keys(page, item.interaction, item.question.right_response)
    expect(page.locator(".st-key-verdict")).to_be_visible()
    page.goto(f"{server.address}/progress")
    page.locator("summary").filter(has_text=re.compile("of 1 right, 9 not answered")).click()
    expect(page.get_by_text(asked).first).to_be_visible()
    expect(page.get_by_text(re.compile("Your (answer|rating):")).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"paragraphs? \d")).first).to_be_visible()


def test_all_pictures_are_drawn_and_named(page: Page, server: Server, learner: Profile) -> None:
    progress(page, server, learner)
    pictures = page.locator("[data-testid=stVegaLiteChart]")
    expect(pictures).to_have_count(4)
    for number in range(4):
        expect(pictures.nth(number).locator("svg path[aria-label]").first).to_be_visible()
    expect(page.get_by_label(re.compile("^What you would recall today.")).first).to_be_visible()


def test_opening_a_sitting_draws_no_picture_anew(page: Page, server: Server, learner: Profile) -> None:
    progress(page, server, learner)
    page.locator("[data-testid=stVegaLiteChart] svg").first.evaluate("svg => { svg.dataset.mine = 'yes' }")
    page.locator("summary").filter(has_text="5 of 5 right").first.click()
    expect(page.get_by_text("Your answer:").or_(page.get_by_text("Your rating:")).first).to_be_visible()
    expect(page.locator("svg[data-mine=yes]")).to_have_count(1)


def test_the_page_is_at_most_1080_pixels_wide(page: Page, server: Server, learner: Profile) -> None:
    box = progress(page, server, learner).locator("[data-testid=stVegaLiteChart]").last.bounding_box()
    assert box
    assert box["width"] <= 1080


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(
    open_page: OpenPage, server: Server, learner: Profile, scheme: Literal["light", "dark"]
) -> None:  # fmt: skip
    page = progress(open_page(WIDE, scheme), server, learner)
    assert barriers(page) == []  # while all is closed
    page.locator("summary").filter(has_text="5 of 5 right").first.click()
    for number in range(5):
        page.locator("summary").filter(has_text="as a table").nth(number).click()
    expect(page.get_by_text("Would recall").last).to_be_visible()
    assert barriers(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_before_the_first_answer(
    open_page: OpenPage, server: Server, scheme: Literal["light", "dark"]
) -> None:  # fmt: skip
    page = progress(open_page(WIDE, scheme), server, new_profile(server, "learner"))
    assert barriers(page) == []


def test_a_small_phone_shows_it_without_scrolling_sideways(
    open_page: OpenPage, server: Server, learner: Profile
) -> None:  # fmt: skip
    page = progress(open_page(PHONE), server, learner)
    page.locator("summary").filter(has_text="5 of 5 right").first.click()
    for number in range(5):
        page.locator("summary").filter(has_text="as a table").nth(number).click()
    settle(page)
    assert sideways(page) == 0
