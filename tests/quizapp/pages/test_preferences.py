"""The page on how a learner learns: what it says, what it keeps, and what it leads to on the other pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.learners import FORGETFUL, lived
from quizapp.domain.planning import Limits
from quizapp.services.measuring import Measured, measured
from quizapp.services.people import Profile, create_profile
from quizapp.services.preferences import Wanted, want, wanted
from quizapp.services.replay import replay
from quizapp.services.sittings import Choice
from quizapp.storage import answers
from quizapp.storage.database import Database
from quizapp.ui import forgetting, wanting
from tests.quizapp.people import DAY, LONG_AGO, practised, published
from tests.quizapp.planets import wrong
from tests.quizapp.visits import labels, press, said, serving, visited


@pytest.fixture
def now() -> datetime:
    """Give the real moment: the page asks the clock."""
    return datetime.now(UTC)


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        yield db


@pytest.fixture
def bob(quiz: Database) -> Profile:
    published(quiz, now=LONG_AGO)
    return create_profile(quiz, "Bob", "learner", LONG_AGO)


def chosen(page: AppTest) -> list[object]:
    return [page.select_slider[0].value, *(one.value for one in page.selectbox)]


def test_it_shows_what_holds_in_plain_words(bob: Profile) -> None:
    page = visited("preferences", bob)
    assert said(page).startswith("How you learn")
    assert chosen(page) == [0.9, None, None, 36_500]
    assert page.selectbox[0].options == ["As many as I like", "5", "10", "20", "40"]
    assert page.select_slider[0].options == ["80 %", "85 %", "90 %", "95 %", "97 %"]
    assert "At 95 % every wait is 0.4 times as long" in said(page)


def test_what_is_chosen_is_kept_and_comes_back(quiz: Database, bob: Profile) -> None:
    page = visited("preferences", bob)
    page.select_slider[0].set_value(0.95)
    page.selectbox[0].set_value(10)
    page.selectbox[2].set_value(365)
    page.checkbox[0].check()
    press(page, "Keep this")
    assert "Kept. It holds from your next sitting on." in said(page)
    assert wanted(quiz, bob.actor) == Wanted(0.95, 365, Limits(10, None), says_how_sure=True)
    assert chosen(visited("preferences", bob)) == [0.95, 10, None, 365]


def test_it_is_said_how_many_facts_moved(quiz: Database, bob: Profile, now: datetime) -> None:
    for days in (20, 17, 8):
        practised(quiz, bob.actor, now - days * DAY)
    page = visited("preferences", bob)
    page.select_slider[0].set_value(0.97)
    press(page, "Keep this")
    assert "Kept. 6 facts moved to other days." in said(page)


def test_what_was_kept_elsewhere_can_be_shown_too(quiz: Database, bob: Profile) -> None:
    want(quiz, bob.actor, Wanted(0.88, 400, Limits(7, 33)))
    page = visited("preferences", bob)
    assert chosen(page) == [0.88, 7, 33, 400]
    press(page, "Keep this")
    assert wanted(quiz, bob.actor) == Wanted(0.88, 400, Limits(7, 33))


def test_when_the_limits_of_the_day_are_reached_today_says_so_and_practise_too(
    quiz: Database, bob: Profile, now: datetime
) -> None:
    want(quiz, bob.actor, Wanted(limits=Limits(new=2, reviews=0)))
    assert "Learn 2 new facts" in labels(visited("today", bob).button)
    practised(quiz, bob.actor, now, wrong, Choice(2))
    page = visited("practise", bob)
    press(page, "Start")
    assert "what you set yourself for today" in said(page)


def test_to_measure_forgetting_takes_enough_answers(bob: Profile) -> None:
    page = visited("preferences", bob)
    assert "by the usual figures of how people forget" in said(page)
    press(page, "Measure my forgetting")
    assert "measured from 400 answers" in said(page)


def test_a_measured_forgetting_is_shown_in_days_and_can_be_given_up(quiz: Database, bob: Profile) -> None:
    with quiz.writing_directly() as direct:
        for fact, log in enumerate(lived(FORGETFUL, 150, 180, Random(1))):
            for place, review in enumerate(log):
                answers.add_review(direct, bob.actor.id, f"fact-{fact}", f"{fact}-{place}", review)
    replay(quiz)
    page = visited("preferences", bob)
    press(page, "Measure my forgetting")
    done = measured(quiz, bob.actor)
    assert done is not None
    assert f"measured from {done.answers:,} answers" in said(page)
    press(page, "Go by the usual figures")
    assert measured(quiz, bob.actor) is None
    assert "by the usual figures" in said(page)


def test_what_was_measured_is_told_in_hours_where_days_are_too_long() -> None:
    short = forgetting.found(Measured(1240, 0.38, 0.40, True, 0.8))
    assert short == (
        "Your forgetting was measured from 1,240 answers: a new fact that you knew lasts you about 19 hours, and "
        "2 days is usual. Foretold by this, your later answers came 5.0 % less as a surprise."
    )
    assert "about 6 days" in forgetting.found(Measured(1240, 0.38, 0.40, True, 6.1))


def test_the_price_of_being_surer_is_what_the_model_says() -> None:
    assert "0.4 times" in wanting.price()
    assert "3 times" in wanting.price()


@pytest.mark.parametrize("page", ["today", "progress"])
def test_other_pages_lead_to_it(quiz: Database, bob: Profile, now: datetime, page: str) -> None:
    practised(quiz, bob.actor, now - DAY / 24)
    links = [one.proto.label for one in visited(page, bob).get("page_link")]
    assert "How you learn" in links
