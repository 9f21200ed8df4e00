"""Preparing for an exam in a real browser: a plan made, read and ended on a laptop and on a phone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from quizapp.services import exams
from quizapp.services.exams import Exam
from quizapp.services.people import Profile
from tests.browser.conftest import PHONE, WIDE, OpenPage
from tests.browser.people import barriers, database_of, new_profile, settle, sideways, sign_in
from tests.server import Server


def today(page: Page, server: Server, profile: Profile) -> Page:
    sign_in(page, server, profile)
    page.goto(server.address)
    settle(page)
    return page


def test_a_learner_makes_a_plan_practises_by_it_and_ends_it(page: Page, server: Server) -> None:
    today(page, server, new_profile(server, "learner"))
    page.get_by_text("Prepare for an exam").click()
    page.get_by_test_id("stButtonGroup").get_by_text("5", exact=True).click()
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_role("heading", name="Your exam is in 28 days")).to_be_visible()
    expect(page.get_by_text("On the day you would recall about")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="planned facts").click()
    expect(page.get_by_role("button", name="End here")).to_be_visible()
    page.goto(server.address)
    settle(page)
    page.get_by_text("Change the plan").click()
    page.get_by_role("button", name="End the plan").click()
    expect(page.get_by_role("heading", name="Your exam")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["laptop", "phone"])
def test_everyone_can_read_and_change_a_plan(
    open_page: OpenPage, server: Server, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    learner, now = new_profile(server, "learner"), datetime.now(UTC)
    db = database_of(server)
    exams.prepare(db, learner.actor, Exam((now + timedelta(days=5)).date(), [], 5), now.date(), now)
    db.close()
    page = today(open_page(size, scheme), server, learner)
    expect(page.get_by_text("do not fit into the time")).to_be_visible()
    page.get_by_text("Change the plan").click()
    expect(page.get_by_role("group", name="Day of the exam")).to_be_visible()
    page.mouse.move(0, 0)
    settle(page)
    page.wait_for_timeout(500)  # until what opens has its colours
    assert barriers(page) == []
    assert sideways(page) <= 0
