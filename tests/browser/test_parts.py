"""Choosing several, ordering, pairing and filling gaps in a real browser: by keys alone and by touch on a phone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from question_bank.interactions import Arrange, Interaction, Pair, Response
from question_bank.kinds import KINDS, AnyQuestion
from quizapp.services import questions, sittings
from quizapp.services.people import Profile
from quizapp.services.shown import Given
from quizapp.services.sittings import Choice
from tests.browser.conftest import PATIENCE_MS, PHONE, WIDE, OpenPage
from tests.browser.gestures import CHECK, answer_by_keys, answer_by_touch, press
from tests.browser.people import barriers, database_of, new_profile, settle, sideways, sign_in
from tests.server import Server

WITH_PARTS = ("multiple_response", "ordering", "matching", "several_gaps", "error_spotting", "who_says_so")
EACH_KIND = pytest.mark.parametrize("kind", WITH_PARTS)
_topics = count(1)


@pytest.fixture
def bob(server: Server) -> Profile:
    return new_profile(server, "learner")


@pytest.fixture
def touch(browser: Browser) -> Any:
    """Open a page on a small phone that knows no mouse."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def begun(server: Server, learner: Profile, kind: str) -> tuple[str, AnyQuestion, Interaction]:
    """Begin a sitting about the example of a kind; return its id, the question and how it is shown."""
    example, now = KINDS[kind].examples().question, datetime.now(UTC)
    topic = f"Parts {next(_topics)}"
    own = {edit.name: getattr(example, edit.name) for edit in example.edit_fields}
    common = {"kind": kind, "stem": example.stem, "explanation": example.explanation, "topic": topic}
    db = database_of(server)
    questions.save(db, new_profile(server, "teacher").actor, common | own, now)
    sitting_id = sittings.begin(db, learner.actor, Choice(5, topics=[topic]), now, now, Random(7))
    assert sitting_id is not None
    item = sittings.summary(db, learner.actor, sitting_id).items[0]
    db.close()
    return sitting_id, item.question, item.interaction


def opened(page: Page, server: Server, learner: Profile, sitting_id: str) -> Page:
    sign_in(page, server, learner)
    page.goto(f"{server.address}/practise?sitting={sitting_id}")
    expect(page.get_by_role("button", name="End here")).to_be_visible()
    settle(page)
    return page


def kept(server: Server, learner: Profile, sitting_id: str) -> Given | None:
    db = database_of(server)
    try:
        return sittings.summary(db, learner.actor, sitting_id).items[0].given
    finally:
        db.close()


def wrong_of(question: AnyQuestion) -> Response:
    examples = type(question).examples()
    return question.parse((examples.partly or examples.wrong)[0])


@EACH_KIND
def test_each_is_answered_by_keys_alone(page: Page, server: Server, bob: Profile, kind: str) -> None:
    sitting_id, question, shown = begun(server, bob, kind)
    opened(page, server, bob, sitting_id)
    answer_by_keys(page, shown, question.right_response)
    expect(page.locator(".st-key-verdict")).to_contain_text("Right.")
    assert kept(server, bob, sitting_id) == Given(question.parse(question.right_response), 1)
    settle(page)
    press(page, "Enter")
    expect(page.locator("h1").first).to_have_text("Right")


@EACH_KIND
def test_each_is_answered_by_touch_on_a_small_phone(touch: Page, server: Server, bob: Profile, kind: str) -> None:
    sitting_id, question, shown = begun(server, bob, kind)
    opened(touch, server, bob, sitting_id)
    assert sideways(touch) == 0
    answer_by_touch(touch, shown, wrong_of(question))
    expect(touch.locator(".st-key-verdict")).to_contain_text(re.compile("Partly right|Not right"))
    settle(touch)
    assert sideways(touch) == 0
    given = kept(server, bob, sitting_id)
    assert given is not None
    assert given.response == wrong_of(question)


@EACH_KIND
def test_what_a_finger_touches_is_large_enough(touch: Page, server: Server, bob: Profile, kind: str) -> None:
    sitting_id, *_ = begun(server, bob, kind)
    opened(touch, server, bob, sitting_id)
    targets = touch.locator(
        "[class*=st-key-option-] button, [data-testid=stRadioOption], [class*=st-key-check-] button"
    )
    for target in targets.all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 40


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@EACH_KIND
def test_nothing_keeps_anyone_out(
    open_page: OpenPage, server: Server, bob: Profile, kind: str, size: Any, scheme: Literal["light", "dark"]
) -> None:
    sitting_id, question, shown = begun(server, bob, kind)
    page = opened(open_page(size, scheme), server, bob, sitting_id)
    assert barriers(page) == []
    answer_by_keys(page, shown, wrong_of(question))
    expect(page.locator(".st-key-verdict")).to_be_visible()
    settle(page)
    assert barriers(page) == []
    assert sideways(page) == 0


def test_a_pick_is_taken_back_by_a_key(page: Page, server: Server, bob: Profile) -> None:
    sitting_id, _, shown = begun(server, bob, "ordering")
    assert isinstance(shown, Arrange)
    opened(page, server, bob, sitting_id)
    press(page, "1")
    press(page, "2")
    expect(page.get_by_role("listitem")).to_have_text(list(shown.items[:2]))
    press(page, "Backspace")
    expect(page.get_by_role("listitem")).to_have_text([shown.items[0]])
    press(page, "Enter")
    assert kept(server, bob, sitting_id) is None, "not all items have a place"


def test_picks_of_one_question_are_not_those_of_the_next(page: Page, server: Server, bob: Profile) -> None:
    first, *_ = begun(server, bob, "multiple_response")
    opened(page, server, bob, first)
    press(page, "1")
    expect(page.get_by_text("chosen")).to_have_count(1)
    second, *_ = begun(server, bob, "multiple_response")
    page.goto(f"{server.address}/practise?sitting={second}")
    settle(page)
    expect(page.get_by_text("chosen")).to_have_count(0)


def test_a_pair_is_changed_by_choosing_it_again(page: Page, server: Server, bob: Profile) -> None:
    sitting_id, _, shown = begun(server, bob, "matching")
    assert isinstance(shown, Pair)
    opened(page, server, bob, sitting_id)
    for _ in shown.lefts:
        press(page, "1")
    expect(page.locator(CHECK)).to_be_visible()
    page.get_by_role("button", name=shown.lefts[1]).click()
    expect(page.locator("[class*=st-key-option-] button")).to_have_count(len(shown.options))
    settle(page)
    press(page, "2")
    expect(page.locator(CHECK)).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".st-key-verdict")).to_be_visible()
    given = kept(server, bob, sitting_id)
    assert given is not None
    assert given.response == dict.fromkeys(shown.lefts, shown.options[0]) | {shown.lefts[1]: shown.options[1]}
