"""A teacher writes a question in a real browser, and a learner is asked it."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from quizapp.services.questions import search
from quizapp.storage.bank import Search
from tests.browser.conftest import PHONE, WIDE, OpenPage
from tests.browser.people import barriers, database_of, new_profile, settle, sideways, sign_in
from tests.server import Server

LOOKS = pytest.mark.parametrize("scheme", ["light", "dark"])
STEM = "Which planet is the largest, at $147 billion or 5$ :red[each]?"


@pytest.fixture
def teacher(page: Page, server: Server) -> Page:
    """Give the browser of a teacher who looks at the list."""
    sign_in(page, server, new_profile(server, "teacher"))
    page.goto(f"{server.address}/questions")
    settle(page)
    return page


def choose_topic(page: Page, topic: str) -> None:
    page.get_by_role("combobox", name="Topic").click()
    page.keyboard.type(topic)
    page.keyboard.press("Enter")


def number_found(server: Server, text: str) -> int:
    db = database_of(server)
    try:
        return search(db, new_profile(server, "teacher").actor, Search(text)).total
    finally:
        db.close()


def test_a_teacher_adds_a_question_and_a_learner_is_asked_it(
    teacher: Page, open_page: OpenPage, server: Server
) -> None:  # fmt: skip
    teacher.get_by_role("button", name="Add a question").click()
    teacher.get_by_label("Question", exact=True).fill(STEM)
    teacher.get_by_label("Wrong answers").fill("Mars\nVenus")
    teacher.get_by_label("Explanation").fill("Jupiter outweighs all others.")
    choose_topic(teacher, "Planets")
    teacher.get_by_role("button", name="Save question").click()
    expect(teacher.get_by_text("Give the right answer.")).to_be_visible()
    expect(teacher.get_by_label("Wrong answers")).to_have_value("Mars\nVenus")

    teacher.get_by_label("Right answer").fill("Jupiter")
    expect(teacher.get_by_text("Give the right answer.")).to_have_count(0)
    expect(teacher.get_by_role("heading", name=STEM)).to_be_visible()
    expect(teacher.get_by_role("listitem").filter(has_text=re.compile("Jupiter.*right"))).to_be_visible()
    teacher.get_by_role("button", name="Save question").dblclick()
    expect(teacher.get_by_text("Saved: it is asked")).to_be_visible()
    assert number_found(server, "outweighs Jupiter Mars planet largest") == 0  # explanations are not searched
    assert number_found(server, "Jupiter Mars largest") == 1, "a double click adds one question"

    learner = open_page()
    sign_in(learner, server, new_profile(server, "learner"))
    learner.goto(f"{server.address}/practise")
    learner.get_by_role("button", name="Planets").or_(learner.get_by_role("checkbox", name="Planets")).first.click()
    learner.get_by_role("button", name="Start").click()
    expect(learner.get_by_role("heading", name=STEM)).to_be_visible()
    learner.get_by_role("button", name="Jupiter").click()
    expect(learner.get_by_text("Jupiter outweighs all others.")).to_be_visible()


def test_a_teacher_edits_stops_and_asks_again(teacher: Page) -> None:
    teacher.get_by_role("searchbox", name="Search").fill("Crimea annex")
    row = teacher.locator("details").filter(has_text=re.compile("annex", re.IGNORECASE)).first
    settle(teacher)
    row.locator("summary").click()
    teacher.get_by_role("button", name="Stop asking").click()
    teacher.get_by_role("button", name="Ask again").click()
    expect(teacher.get_by_role("button", name="Stop asking")).to_be_visible()
    teacher.get_by_role("button", name="Edit", exact=True).click()
    field = teacher.get_by_label("Question", exact=True)
    expect(field).to_have_value(re.compile("annex", re.IGNORECASE))
    field.fill("In which year was Crimea annexed, as a test asks?")
    teacher.get_by_role("button", name="Save question").click()
    expect(teacher.get_by_text("Saved: it is asked")).to_be_visible()
    teacher.get_by_role("searchbox", name="Search").fill("as a test asks")
    expect(teacher.get_by_text("1 question", exact=True)).to_be_visible()


def test_a_form_is_shown_from_its_top_however_far_the_list_was_scrolled(teacher: Page) -> None:
    teacher.locator("summary").last.click()
    teacher.get_by_role("button", name="Edit", exact=True).click()
    expect(teacher.get_by_role("heading", name="Edit the question")).to_be_in_viewport()


def test_a_learner_reads_stems_alone(page: Page, server: Server) -> None:
    sign_in(page, server, new_profile(server, "learner"))
    page.goto(f"{server.address}/questions?edit=new")
    settle(page)
    expect(page.get_by_text("You meet these questions when you practise.")).to_be_visible()
    expect(page.get_by_role("button", name="Add a question")).to_have_count(0)
    expect(page.locator("textarea, summary")).to_have_count(0)


@LOOKS
@pytest.mark.parametrize("role", ["teacher", "learner"])
def test_nobody_is_kept_out_of_the_list(
    open_page: OpenPage, server: Server, scheme: Literal["light", "dark"], role: Literal["teacher", "learner"]
) -> None:
    page = open_page(WIDE, scheme)
    sign_in(page, server, new_profile(server, role))
    page.goto(f"{server.address}/questions")
    settle(page)
    if role == "teacher":
        page.locator("summary").first.click()
        expect(page.get_by_role("button", name="Stop asking")).to_be_visible()
    assert barriers(page) == []


@LOOKS
def test_nobody_is_kept_out_of_the_form(
    open_page: OpenPage, server: Server, scheme: Literal["light", "dark"]
) -> None:  # fmt: skip
    page = open_page(WIDE, scheme)
    sign_in(page, server, new_profile(server, "teacher"))
    page.goto(f"{server.address}/questions?edit=new")
    page.get_by_label("Question", exact=True).fill("Which planet is the largest?")
    page.get_by_role("button", name="Save question").click()
    expect(page.get_by_text("Give the right answer.")).to_be_visible()
    assert barriers(page) == []


@pytest.mark.parametrize("address", ["questions", "questions?edit=new"])
def test_a_small_phone_shows_it_without_scrolling_sideways(
    open_page: OpenPage, server: Server, address: str
) -> None:  # fmt: skip
    page = open_page(PHONE)
    sign_in(page, server, new_profile(server, "teacher"))
    page.goto(f"{server.address}/{address}")
    settle(page)
    assert sideways(page) == 0
