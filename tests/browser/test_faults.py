"""Whatever happens to page, connection or server, a sitting goes on as it was, and the clock of an exam runs on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from playwright.sync_api import Page, expect

from quizapp.domain.modes import Mode
from quizapp.services import questions, sittings
from quizapp.services.people import Profile
from quizapp.services.sittings import Choice
from tests.browser.conftest import OpenPage
from tests.browser.people import database_of, new_profile, settle, sign_in
from tests.browser.test_practise import (
    OPTION,
    begun,
    choice,
    drawn,
    face,
    looked_back,
    open_sitting,
    place,
    written_answer,
)
from tests.proxy import proxied
from tests.server import Server

VERDICT, TIMER = ".st-key-verdict", "[role=timer]"
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
MINUTES = 10
OTHER = choice("Which one is red?", "Mars", "Pluto", "Eris")


@pytest.fixture
def bob(server: Server) -> Profile:
    return new_profile(server, "learner")


def examined(server: Server, learner: Profile, topic: str, left: timedelta, *written: dict[str, object]) -> str:
    """Let a teacher write questions, and begin an exam about them that ends after a time."""
    now, teacher = datetime.now(UTC), new_profile(server, "teacher")
    db = database_of(server)
    for fields in written:
        questions.save(db, teacher.actor, {"topic": topic, "explanation": "It is so."} | fields, now)
    wanted = Choice(10, topics=[topic], mode=Mode.EXAM, minutes=MINUTES)
    begins = now + left - timedelta(minutes=MINUTES)
    sitting_id = sittings.begin(db, learner.actor, wanted, begins, begins, Random(7))
    db.close()
    assert sitting_id is not None
    return sitting_id


def open_exam(page: Page, server: Server, learner: Profile, exam: str) -> Page:
    sign_in(page, server, learner)
    page.goto(f"{server.address}/practise?sitting={exam}")
    expect(page.get_by_role("button", name="Hand in")).to_be_visible()
    settle(page)
    return page


def connected(page: Page) -> None:
    """Wait until a page has found the server again and shows what it says."""
    expect(page.locator(CONNECTED)).to_be_visible(timeout=20_000)
    page.wait_for_timeout(500)  # it asks the server at once, but does not look busy before the first word comes back
    settle(page)


def seconds_left(page: Page) -> int:
    """Read the clock: minutes, or minutes and seconds."""
    expect(page.locator(TIMER)).to_contain_text("left")
    said = page.locator(TIMER).inner_text()
    whole, _, rest = said.removesuffix(" left").partition(":")
    return int(whole) * 60 + int(rest) if rest else int(whole.split()[0]) * 60


def kept(server: Server, learner: Profile, exam: str) -> list[object]:
    return [(item.given and item.given.response) or item.kept for item in looked_back(server, learner, exam).items]


def test_a_late_click_on_the_question_before_is_passed_over(page: Page, server: Server, bob: Profile) -> None:
    sitting_id = begun(server, bob, choice(), OTHER)
    open_sitting(page, server, bob, sitting_id)
    late = page.context.new_page()
    open_sitting(late, server, bob, sitting_id)
    first = page.locator(OPTION).first.locator("p").inner_text()
    page.keyboard.press("1")
    expect(page.locator(VERDICT)).to_be_visible()
    settle(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^2 of 2"))).to_be_visible()
    late.locator(OPTION).last.click()
    expect(late.locator(VERDICT)).to_be_visible()
    (answered,) = looked_back(server, bob, sitting_id).answered
    assert answered.given is not None
    assert (answered.position, answered.given.response) == (0, first)


def test_four_clicks_on_next_skip_no_question(page: Page, server: Server, bob: Profile) -> None:
    third = choice("Which one is blue?", "Neptune", "Pluto", "Eris")
    sitting_id = begun(server, bob, choice(), OTHER, third)
    open_sitting(page, server, bob, sitting_id)
    page.keyboard.press("1")
    expect(page.locator(VERDICT)).to_be_visible()
    settle(page)
    page.evaluate("for (let n = 0; n < 4; n++) document.querySelector('[class*=st-key-next-] button').click()")
    place(page, 2, 3)
    assert len(looked_back(server, bob, sitting_id).answered) == 1


def test_another_device_shows_the_same_question_with_its_options_in_the_same_order(
    page: Page, open_page: OpenPage, server: Server, bob: Profile
) -> None:
    sitting_id = begun(server, bob, choice(), OTHER)
    open_sitting(page, server, bob, sitting_id)
    page.keyboard.press("1")
    expect(page.locator(VERDICT)).to_be_visible()
    settle(page)
    page.keyboard.press("Enter")
    place(page, 2, 2)
    other = open_page()
    sign_in(other, server, bob)
    other.goto(f"{server.address}/")
    other.get_by_role("button", name="Go on with your sitting").click()
    place(other, 2, 2)
    assert face(other) == face(page)


def test_a_page_whose_connection_was_cut_for_four_seconds_goes_on_without_a_reload(
    page: Page, server: Server, bob: Profile
) -> None:
    sitting_id = begun(server, bob, written_answer(), OTHER)
    with proxied(server.port) as proxy:
        sign_in(page, server, bob)
        page.goto(f"http://127.0.0.1:{proxy.port}/practise?sitting={sitting_id}")
        drawn(page)
        is_typed = page.locator("input").count() > 0
        if is_typed:
            page.keyboard.type("saturn")
        proxy.cut()
        page.wait_for_timeout(4000)
        proxy.mend()
        connected(page)
        if is_typed:
            expect(page.locator("input").first).to_have_value("saturn")
            page.get_by_role("button", name="Check").click()
        else:
            page.get_by_role("button", name="Mars").click()
        expect(page.locator(VERDICT)).to_contain_text("Right.")
    assert len(looked_back(server, bob, sitting_id).answered) == 1


def test_a_page_that_was_just_opened_takes_the_first_click_after_the_server_was_restarted(
    page: Page, server: Server, bob: Profile
) -> None:
    sitting_id = begun(server, bob, choice())
    open_sitting(page, server, bob, sitting_id)
    before = face(page)
    server.kill()
    expect(page.locator(CONNECTED)).to_have_count(0)
    server.start()
    connected(page)
    assert face(page) == before
    page.get_by_role("button", name="Saturn").click()
    expect(page.locator(VERDICT)).to_contain_text("Right.")
    assert len(looked_back(server, bob, sitting_id).answered) == 1


def test_the_clock_of_an_exam_runs_on_through_reload_second_tab_and_killed_server(
    page: Page, server: Server, bob: Profile
) -> None:
    exam = examined(server, bob, "Clock", timedelta(seconds=110), choice(), OTHER)
    open_exam(page, server, bob, exam)
    before = face(page), seconds_left(page)
    page.get_by_role("button", name=re.compile("Saturn|Mars")).first.click()
    expect(page.get_by_role("button", name="your answer")).to_be_visible()
    page.reload()
    second = page.context.new_page()
    second.goto(page.url)
    for one in (page, second):
        expect(one.get_by_role("button", name="your answer")).to_be_visible()
        assert 60 < seconds_left(one) <= before[1]
        assert [text.split("\n")[0] for text in face(one)] == [text.split("\n")[0] for text in before[0]]
    at_kill = seconds_left(page)
    server.kill()
    page.wait_for_timeout(2000)
    server.start()
    page.reload()
    expect(page.get_by_role("button", name="your answer")).to_be_visible()
    assert 60 < seconds_left(page) <= at_kill - 2
    assert len([one for one in kept(server, bob, exam) if one]) == 1


def test_when_the_time_is_up_the_open_page_shows_the_result_by_itself(page: Page, server: Server, bob: Profile) -> None:
    exam = examined(server, bob, "Up", timedelta(seconds=6), choice())
    open_exam(page, server, bob, exam)
    page.get_by_role("button", name="Saturn").click()
    expect(page.get_by_role("heading", name="1 of 1 right")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("The time was up.")).to_be_visible()


def test_what_comes_too_late_does_not_count_whatever_the_page_still_shows(
    page: Page, server: Server, bob: Profile
) -> None:
    exam = examined(server, bob, "Late", timedelta(seconds=5), choice())
    with proxied(server.port) as proxy:
        sign_in(page, server, bob)
        page.goto(f"http://127.0.0.1:{proxy.port}/practise?sitting={exam}")
        expect(page.get_by_role("button", name="Hand in")).to_be_visible()
        settle(page)
        page.get_by_role("button", name="Mars").click()
        expect(page.get_by_role("button", name="your answer")).to_be_visible()
        proxy.cut()
        page.wait_for_timeout(5000)
        page.get_by_role("button", name="Saturn").click(force=True)
        proxy.mend()
        expect(page.get_by_role("heading", name="0 of 1 right")).to_be_visible(timeout=20_000)
    assert kept(server, bob, exam) == ["Mars"]


def test_two_tabs_of_an_exam_leave_the_last_answer(page: Page, server: Server, bob: Profile) -> None:
    exam = examined(server, bob, "Tabs", timedelta(minutes=9), choice())
    open_exam(page, server, bob, exam)
    second = open_exam(page.context.new_page(), server, bob, exam)
    for one, answer in ((page, "Mars"), (second, "Venus"), (page, "Saturn")):
        one.get_by_role("button", name=answer).click()
        expect(one.get_by_role("button", name=re.compile(f"{answer}.*your answer"))).to_be_visible()
        settle(one)
    assert kept(server, bob, exam) == ["Saturn"]
    second.get_by_role("button", name="Hand in").click()
    second.get_by_role("button", name="Hand in now").click()
    expect(second.get_by_role("heading", name="1 of 1 right")).to_be_visible()
    page.get_by_role("button", name="Venus").click()
    expect(page.get_by_role("heading", name="1 of 1 right")).to_be_visible()
    assert kept(server, bob, exam) == ["Saturn"]
