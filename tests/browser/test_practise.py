"""Practising in a real browser: by keyboard, through reloads and a killed server, and readable for everyone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from quizapp.services import questions, sittings
from quizapp.services.people import Profile
from quizapp.services.sittings import Choice, Summary
from tests.browser.conftest import PHONE, WIDE, OpenPage
from tests.browser.gestures import answer_by_keys
from tests.browser.people import barriers, database_of, new_profile, settle, sideways, sign_in
from tests.server import Server

OPTION = "[class*=st-key-option-] button"
OUTCOME = ".st-key-outcome li"
CARD = "[class*=st-key-turn-] button"
FIELD = "[class*=st-key-typed-] input"
WRITTEN = ["$147 billion, up from $120 billion", ":red[x]", "2*3*4", "a >= b", "<b>", ":material/home: -> [x](y)"]
_topics = count(1)


@pytest.fixture
def bob(server: Server) -> Profile:
    return new_profile(server, "learner")


def begun(server: Server, learner: Profile, *written: dict[str, Any]) -> str:
    """Let a teacher write questions, and begin a sitting of the learner about them; without any, about the bank."""
    topic, now = f"Topic {next(_topics)}", datetime.now(UTC)
    teacher = new_profile(server, "teacher")
    db = database_of(server)
    for fields in written:
        questions.save(db, teacher.actor, {"topic": topic, "explanation": "It is so."} | fields, now)
    choice = Choice(10, topics=[topic] if written else [])
    sitting_id = sittings.begin(db, learner.actor, choice, now, now, Random(7))
    db.close()
    assert sitting_id is not None
    return sitting_id


def choice(stem: str = "Which planet has rings?", key: str = "Saturn", *distractors: str) -> dict[str, Any]:
    return {"kind": "multiple_choice", "stem": stem, "key": key, "distractors": distractors or ("Mars", "Venus")}


def written_answer(stem: str = "Which planet has rings?", *accepted: str) -> dict[str, Any]:
    return {"kind": "short_answer", "stem": stem, "accepted": accepted or ("Saturn",)}


def card(stem: str = "The planet with rings?") -> dict[str, Any]:
    return {"kind": "flashcard", "stem": stem, "accepted": ("Saturn",)}


def looked_back(server: Server, learner: Profile, sitting_id: str) -> Summary:
    db = database_of(server)
    try:
        return sittings.summary(db, learner.actor, sitting_id)
    finally:
        db.close()


def open_sitting(page: Page, server: Server, learner: Profile, sitting_id: str) -> Page:
    sign_in(page, server, learner)
    page.goto(f"{server.address}/practise?sitting={sitting_id}")
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """Wait for a question to be drawn down to its last button."""
    expect(page.get_by_role("button", name="End here").first).to_be_visible()
    settle(page)


def standing(number: int, length: int) -> re.Pattern[str]:
    """Return what is said of a place, with or without questions to repeat."""
    return re.compile(rf"^{number} of {length}( · \d+ to repeat)?$")


def place(page: Page, number: int, length: int) -> None:
    """Wait for a place of a sitting, drawn to its end."""
    expect(page.get_by_text(standing(number, length))).to_be_visible()
    drawn(page)


def face(page: Page) -> list[str]:
    """Return what a question shows: its stem and its options in their order."""
    return [page.locator("h1").inner_text(), *page.locator(OPTION).all_inner_texts()]


def answer_by_keyboard(page: Page, server: Server, learner: Profile) -> str:
    """Answer rightly, with keys alone, whatever is asked; return what was to be done."""
    sitting_id, place = re.findall(r"sitting=(\w+)&question=(\d+)", page.url)[0]
    item = looked_back(server, learner, sitting_id).items[int(place) - 1]
    answer_by_keys(page, item.interaction, item.question.right_response)
    expect(page.locator(".st-key-verdict")).to_be_visible()
    settle(page)
    return type(item.interaction).__name__


def test_a_new_learner_answers_ten_questions_by_keyboard_through_a_reload_and_a_killed_server(
    page: Page, server: Server, bob: Profile
) -> None:
    sign_in(page, server, bob)
    page.goto(server.address)
    expect(page.get_by_role("button", name="Learn 10 new facts")).to_be_visible()
    settle(page)
    page.keyboard.press("Enter")
    done = set()
    for number in range(1, 11):
        place(page, number, 10)
        before = face(page)
        if number == 4:
            page.reload()
            place(page, number, 10)
        if number == 7:
            server.kill()
            server.start()
            page.reload()
            place(page, number, 10)
        assert face(page) == before
        done.add(answer_by_keyboard(page, server, bob))
        if number == 5:
            page.reload()
            expect(page.locator(".st-key-verdict")).to_be_visible()
            drawn(page)
        page.keyboard.press("Enter")
    expect(page.locator("h1").first).to_have_text("All 10 right")
    assert done <= {"ChooseOne", "ChooseMany", "FillGaps"}, done  # what is new is recognised, not recalled
    found = looked_back(server, bob, re.findall("sitting=(\\w+)", page.url)[0])
    assert len(found.answered) == 10
    assert found.sitting.ended_at is not None
    with database_of(server).reading() as connection:
        mine = connection.exec_driver_sql("SELECT count(*) FROM attempt WHERE learner_id = ?", (bob.actor.id,))
        assert mine.scalar_one() == 10


def test_an_open_page_goes_on_after_the_server_was_killed(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = begun(server, bob, choice(), choice("Which one is red?", "Mars", "Pluto", "Eris"))
    open_sitting(page, server, bob, sitting_id)
    page.keyboard.press("1")
    expect(page.locator(".st-key-verdict")).to_be_visible()
    server.kill()
    assert len(looked_back(server, bob, sitting_id).answered) == 1
    server.start()
    for _ in range(20):  # until the page has found the server again, a click goes nowhere
        page.get_by_role("button", name="Next").click()
        page.wait_for_timeout(1000)
        if page.get_by_text(standing(2, 2)).count():
            break
    place(page, 2, 2)
    page.keyboard.press("2")
    expect(page.locator(".st-key-verdict")).to_be_visible()
    assert len(looked_back(server, bob, sitting_id).answered) == 2


def test_a_double_click_counts_once_and_the_first_one_at_that(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = begun(server, bob, choice(), choice("Which one is red?", "Mars", "Pluto", "Eris"))
    open_sitting(page, server, bob, sitting_id)
    first = page.locator(OPTION).first.locator("p").inner_text()
    page.evaluate(f"for (const one of document.querySelectorAll('{OPTION}')) {{ one.click(); one.click() }}")
    expect(page.locator(".st-key-verdict")).to_be_visible()
    settle(page)
    (answered,) = looked_back(server, bob, sitting_id).answered
    assert answered.given is not None
    assert answered.given.response == first
    page.get_by_role("button", name="Next").dblclick()
    place(page, 2, 2)
    assert len(looked_back(server, bob, sitting_id).answered) == 1


def test_a_second_page_on_the_same_question_shows_the_first_response(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = begun(server, bob, choice())
    open_sitting(page, server, bob, sitting_id)
    second = open_sitting(page.context.new_page(), server, bob, sitting_id)
    assert face(second) == face(page)
    page.get_by_role("button", name="Saturn").click()
    expect(page.locator(".st-key-verdict")).to_contain_text("Right.")
    second.get_by_role("button", name="Mars").click()
    expect(second.locator(".st-key-verdict")).to_contain_text("Right.")


def test_what_was_typed_and_is_no_answer_is_not_lost(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = begun(server, bob, written_answer())
    open_sitting(page, server, bob, sitting_id)
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("?!")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Type an answer first.")).to_be_visible()
    expect(page.locator(FIELD)).to_have_value("?!")
    page.locator(FIELD).fill("saturn")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".st-key-verdict")).to_contain_text("Right.")
    page.reload()
    expect(page.locator(FIELD)).to_have_value("saturn")


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_a_card_is_turned_by_space_and_by_enter(page: Page, server: Server, bob: Profile, key: str) -> None:
    open_sitting(page, server, bob, begun(server, bob, card()))
    expect(page.locator(CARD)).to_be_focused()
    page.keyboard.press(key)
    expect(page.get_by_role("button", name="Easy")).to_be_visible()


def test_nothing_above_the_feedback_moves(page: Page, server: Server, bob: Profile) -> None:
    open_sitting(page, server, bob, begun(server, bob, choice()))
    tops = "all => all.map(one => Math.round(one.getBoundingClientRect().top))"
    before = page.locator(f"h1, {OPTION}").evaluate_all(tops)
    page.keyboard.press("1")
    expect(page.locator(".st-key-verdict")).to_be_visible()
    settle(page)
    assert page.locator(f"h1, {OUTCOME}").evaluate_all(tops) == before


def test_the_verdict_is_read_out(page: Page, server: Server, bob: Profile) -> None:
    open_sitting(page, server, bob, begun(server, bob, choice()))
    page.get_by_role("button", name="Mars").click()
    expect(page.get_by_role("alert")).to_contain_text("Not right.")


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_wrote_reads_as_they_wrote_it(page: Page, server: Server, bob: Profile, text: str) -> None:
    """The word joiner is invisible: it keeps Streamlit from rewriting what it reads as arrows and addresses."""
    asked = choice(f"What is {text}?", text, f"{text} {text}", "other") | {"explanation": f"It is {text}."}
    open_sitting(page, server, bob, begun(server, bob, asked))
    shown = [one.replace("\u2060", "") for one in page.locator(f"{OPTION} p").all_inner_texts()]
    assert sorted(shown) == sorted([text, f"{text} {text}", "other"])
    assert page.locator("h1").inner_text().replace("\u2060", "") == f"What is {text}?"
    page.keyboard.press(str(shown.index("other") + 1))
    expect(page.locator(".st-key-verdict")).to_be_visible()
    settle(page)
    assert f"It is {text}." in page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")
    page.get_by_role("button", name="End here").click()
    expect(page.get_by_text("Look at again")).to_be_visible()
    settle(page)
    said = page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")
    assert f"What is {text}?" in said
    assert f"Right answer: {text}" in said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(
    open_page: OpenPage, server: Server, bob: Profile, scheme: Literal["light", "dark"]
) -> None:
    sitting_id = begun(server, bob, choice(), written_answer("Which planet is red?", "Mars"), card())
    page = open_sitting(open_page(WIDE, scheme), server, bob, sitting_id)
    for number in range(1, 4):
        place(page, number, 3)
        assert barriers(page) == []
        answer_by_keyboard(page, server, bob)
        assert barriers(page) == []
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Practise again")).to_be_visible()
    settle(page)
    assert barriers(page) == []


def test_a_phone_shows_everything_without_scrolling_sideways(open_page: OpenPage, server: Server, bob: Profile) -> None:
    long = "the Comprehensive and Progressive Agreement for Trans-Pacific Partnership of eleven states"
    sitting_id = begun(server, bob, choice(f"What is {long} about?", long, f"{long}, without Japan"), card())
    page = open_sitting(open_page(PHONE), server, bob, sitting_id)
    for number in (1, 2):
        place(page, number, 2)
        assert sideways(page) == 0
        answer_by_keyboard(page, server, bob)
        assert sideways(page) == 0
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Practise again")).to_be_visible()
    assert sideways(page) == 0


def test_a_sitting_that_is_not_mine_has_a_way_out(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = begun(server, new_profile(server, "learner"), choice())
    sign_in(page, server, bob)
    page.goto(f"{server.address}/practise?sitting={sitting_id}")
    expect(page.get_by_text("This sitting is not one of yours")).to_be_visible()
    page.get_by_role("link", name="Back to Today").click()
    expect(page.locator("h1").first).to_have_text(f"Hello, {bob.actor.name}")
