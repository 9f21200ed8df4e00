"""Who is learning, in a real browser: asked once, remembered, changed, forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from quizapp.services.people import create_profile
from quizapp.ui.visit import COOKIE
from tests.browser.conftest import PHONE, WIDE, OpenPage
from tests.browser.people import barriers, database_of, new_profile, settle, sideways, sign_in
from tests.server import Server

_names = count(1)
WRITTEN = ["$147 billion, up from $120 billion", ":red[x]", "2*3*4", "a >= b", "<b>", "a->b -- c", "[x](y)"]


def heading(page: Page, text: str) -> None:
    expect(page.locator("h1").first).to_have_text(text)


def enter(page: Page, server: Server, name: str) -> None:
    """Say by keyboard who one is, as someone new."""
    page.goto(server.address)
    heading(page, "Who is learning?")
    page.get_by_label("Name", exact=True).fill(name)
    with page.expect_response(lambda answer: answer.url.endswith("/profile")):
        page.keyboard.press("Enter")
    heading(page, f"Hello, {name}")


def remembered(page: Page) -> str | None:
    """Return the token that the browser keeps."""
    kept = [cookie for cookie in page.context.cookies() if cookie.get("name") == COOKIE]
    return kept[0].get("value") if kept else None


def written(text: str) -> str:
    return text.replace("\u2060", "").strip()


@pytest.fixture
def name() -> str:
    return f"Ada {next(_names)}"


@pytest.mark.parametrize("path", ["", "practise", "progress", "questions", "practise?sitting=1&question=2"])
def test_whatever_page_a_stranger_opens_it_asks_who_they_are(page: Page, server: Server, path: str) -> None:
    page.goto(f"{server.address}/{path}")
    heading(page, "Who is learning?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="Practise")).to_have_count(0)


def test_a_browser_remembers_after_a_reload_and_on_a_second_page(page: Page, server: Server, name: str) -> None:
    enter(page, server, name)
    page.reload()
    heading(page, f"Hello, {name}")
    second = page.context.new_page()
    second.goto(f"{server.address}/practise")
    heading(second, "What do you want to practise?")


def test_the_cookie_is_kept_from_scripts_and_other_sites(page: Page, server: Server, name: str) -> None:
    enter(page, server, name)
    (cookie,) = [one for one in page.context.cookies() if one.get("name") == COOKIE]
    assert cookie.get("httpOnly")
    assert cookie.get("sameSite") == "Lax"
    assert COOKIE not in str(page.evaluate("document.cookie"))


def test_someone_else_takes_over_and_stays_after_a_reload(page: Page, server: Server, name: str) -> None:
    other = new_profile(server, "learner")
    enter(page, server, name)
    page.get_by_role("link", name=name).click()
    heading(page, "Who is learning?")
    with page.expect_response(lambda answer: answer.url.endswith("/profile")):
        page.get_by_role("button", name=other.actor.name, exact=True).click()
        heading(page, f"Hello, {other.actor.name}")
    page.reload()
    heading(page, f"Hello, {other.actor.name}")


def test_one_may_be_forgotten(page: Page, server: Server, name: str) -> None:
    enter(page, server, name)
    page.get_by_role("link", name=name).click()
    with page.expect_response(lambda answer: answer.url.endswith("/profile/forget")):
        page.get_by_role("button", name="Forget me in this browser").click()
    assert remembered(page) is None
    page.goto(server.address)
    heading(page, "Who is learning?")


def test_two_browsers_do_not_share_who_is_learning(open_page: OpenPage, server: Server, name: str) -> None:
    enter(open_page(), server, name)
    other = open_page()
    other.goto(server.address)
    heading(other, "Who is learning?")


@pytest.mark.parametrize("text", WRITTEN)
def test_a_name_reads_as_it_was_written(page: Page, server: Server, text: str) -> None:
    """But for the invisible word joiner, which keeps Streamlit from rewriting what it reads as arrows."""
    db = database_of(server)
    profile = create_profile(db, text, "learner", datetime.now(UTC))
    db.close()
    sign_in(page, server, profile)
    page.goto(server.address)
    settle(page)
    assert written(page.locator("h1").inner_text()) == f"Hello, {text}"
    assert text in map(written, page.get_by_role("link").all_inner_texts())
    page.goto(f"{server.address}/who")
    expect(page.get_by_role("button", name="Forget me")).to_be_visible()
    assert text in map(written, page.get_by_role("button").all_inner_texts())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(open_page: OpenPage, server: Server, scheme: Literal["light", "dark"]) -> None:
    page = open_page(WIDE, scheme)
    page.goto(server.address)
    settle(page)
    assert barriers(page) == []
    sign_in(page, server, new_profile(server, "learner"))
    for path in ("", "who", "practise"):
        page.goto(f"{server.address}/{path}")
        settle(page)
        assert barriers(page) == []


def test_a_phone_shows_everything_without_scrolling_sideways(open_page: OpenPage, server: Server) -> None:
    page = open_page(PHONE)
    sign_in(page, server, new_profile(server, "teacher"))
    for path in ("", "who", "practise"):
        page.goto(f"{server.address}/{path}")
        settle(page)
        assert sideways(page) == 0


def test_the_database_holds_each_name_once(page: Page, server: Server, name: str) -> None:
    enter(page, server, name)
    page.goto(f"{server.address}/who")
    page.get_by_label("Name", exact=True).fill(name.upper())
    page.keyboard.press("Enter")
    expect(page.get_by_text("is taken")).to_be_visible()
    with database_of(server).reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM person").scalars().all()
    assert names.count(name) == 1
    assert name.upper() not in names
