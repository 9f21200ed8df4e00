"""The page about today, as learners and teachers open it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.services import exams, sittings
from quizapp.services.exams import Exam
from quizapp.services.people import Actor, Profile, Role, create_profile
from quizapp.services.questions import set_withdrawn
from quizapp.services.sittings import summary
from quizapp.storage.database import Database
from quizapp.ui import visit
from tests.quizapp import people
from tests.quizapp.people import DAY, LONG_AGO, MINUTE, begun, published
from tests.quizapp.planets import QUESTIONS
from tests.quizapp.visits import labels, press, said, serving, visited


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Let the page's clock stand at noon, far from where a learner's day ends."""
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(visit, "now", lambda: noon)
    return noon


@pytest.fixture
def empty(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        yield db


@pytest.fixture
def quiz(empty: Database) -> Database:
    published(empty, now=LONG_AGO)
    return empty


def someone(db: Database, role: Role = "learner") -> Profile:
    return create_profile(db, "Bob", role, LONG_AGO)


def practised(db: Database, actor: Actor, at: datetime) -> None:
    """Answer a whole sitting and see its summary, which ends it."""
    sittings.end(db, actor, people.practised(db, actor, at), at)


def test_a_new_learner_reads_what_this_is_and_begins_in_one_step(quiz: Database) -> None:
    page = visited("today", someone(quiz))
    assert "There are 6 facts to learn here." in said(page)
    assert labels(page.button)[0] == "Learn 6 new facts"
    press(page, "Learn 6 new facts")
    assert page.progress[0].text == "1 of 6"


def test_facts_that_are_due_are_counted_and_practised(quiz: Database, now: datetime) -> None:
    bob = someone(quiz)
    practised(quiz, bob.actor, now - 60 * DAY)
    page = visited("today", bob)
    assert "6 facts are due today." in said(page)
    press(page, "Practise 6 due facts")
    assert page.progress[0].text == "1 of 6"


def test_an_open_sitting_goes_on_where_it_was(quiz: Database, now: datetime) -> None:
    bob = someone(quiz)
    sitting_id = begun(quiz, bob.actor, now - MINUTE)
    page = visited("today", bob)
    press(page, "Go on with your sitting")
    assert page.title[0].value.replace("\\", "") == summary(quiz, bob.actor, sitting_id).items[0].question.stem


def test_when_nothing_is_due_or_new_progress_is_the_one_step(quiz: Database, now: datetime) -> None:
    bob = someone(quiz)
    practised(quiz, bob.actor, now)
    page = visited("today", bob)
    assert "Nothing is due today and nothing is new." in said(page)
    assert labels(page.button)[0] == "See your progress"


def test_what_is_known_and_how_steadily_stands_below(quiz: Database, now: datetime) -> None:
    bob = someone(quiz)
    practised(quiz, bob.actor, now)
    page = visited("today", bob)
    assert page.progress[0].text == "You know about 6 of 6 facts"
    assert "Practised 1 day in a row · 6 questions answered today" in said(page)


def test_a_bank_without_questions_offers_teachers_to_write_the_first(empty: Database) -> None:
    page = visited("today", someone(empty, "teacher"))
    assert "There are no questions yet." in said(page)
    press(page, "Write the first question")


def test_a_bank_without_questions_asks_nothing_of_learners(quiz: Database) -> None:
    alice = create_profile(quiz, "Alice", "teacher", LONG_AGO)
    for question in QUESTIONS:
        set_withdrawn(quiz, alice.actor, question.id, True)
    page = visited("today", someone(quiz))
    assert "There are no questions yet." in said(page)
    assert not page.button


def test_a_plan_for_an_exam_is_made_kept_changed_and_ended(quiz: Database, now: datetime) -> None:
    bob = someone(quiz)
    page = visited("today", bob)
    page.date_input(key="exam-day").set_value(now.date() + timedelta(days=20))
    press(page, "Make the plan")
    for shown in (page, visited("today", bob)):
        assert "Your exam is in 20 days" in said(shown)
        assert "On the day you would recall about 6 of 6 facts" in said(shown)
        assert "All topics · 15 minutes a day" in said(shown)
    page.date_input(key="exam-day").set_value(now.date() + timedelta(days=1))
    press(page, "Plan anew")
    assert "Your exam is tomorrow" in said(page)
    press(page, "End the plan")
    assert "Your exam" not in said(page)
    assert "Make the plan" in labels(page.button)


def test_today_offers_what_is_planned_for_the_exam(quiz: Database, now: datetime) -> None:
    bob = someone(quiz)
    exams.prepare(quiz, bob.actor, Exam((now + 4 * DAY).date(), ["Moons"], 10), now.date(), now)
    press(visited("today", bob), labels(visited("today", bob).button)[0])
    with quiz.reading() as connection:
        planned = exams.planned(connection, bob.actor, now, UTC)
    assert planned
    assert 0 < len(planned.today) <= 3
    assert f"Today: {len(planned.today)} fact" in said(visited("today", bob))


def test_on_the_day_of_the_exam_the_page_wishes_luck(quiz: Database, now: datetime) -> None:
    bob = someone(quiz)
    exams.prepare(quiz, bob.actor, Exam(now.date(), [], 10), now.date() - timedelta(days=1), now - DAY)
    assert "Good luck!" in said(visited("today", bob))
