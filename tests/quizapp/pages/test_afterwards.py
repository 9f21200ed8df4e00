"""What a learner can do once a question is answered: take the answer back, and decide about the fact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from question_bank.kinds import AnyQuestion
from quizapp.services import decisions, sittings
from quizapp.services.people import Profile, create_profile
from quizapp.services.sittings import Summary
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact
from quizapp.ui.afterwards import AFRESH, NEVER, TOMORROW
from tests.quizapp.people import LONG_AGO, begun, published
from tests.quizapp.planets import BY_ID
from tests.quizapp.visits import labels, press, said, serving, sound, unescaped, visited

RINGS = BY_ID["widest-rings.multiple_choice"]
MOON = BY_ID["mars-moons.short_answer"]


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        yield db


@pytest.fixture
def bob(quiz: Database) -> Profile:
    return create_profile(quiz, "Bob", "learner", LONG_AGO)


def asked(quiz: Database, bob: Profile, *questions: AnyQuestion) -> tuple[str, AppTest]:
    published(quiz, *questions, now=LONG_AGO)
    sitting_id = begun(quiz, bob.actor, datetime.now(UTC))
    return sitting_id, visited("practise", bob, sitting=sitting_id)


def found(quiz: Database, bob: Profile, sitting_id: str) -> Summary:
    return sittings.summary(quiz, bob.actor, sitting_id)


def chosen(page: AppTest, label: str) -> AppTest:
    """Choose in the menu about the fact."""
    menu: Any = page.get("menu_button")[0]
    return sound(menu.click(label).run())


def typed(page: AppTest, text: str) -> AppTest:
    page.text_input[0].input(text)
    return press(page, "Check")


def test_before_the_answer_there_is_nothing_to_take_back(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    assert "Undo" not in labels(page.button)
    assert not page.get("menu_button")


def test_an_answer_is_taken_back_and_the_question_is_open_again(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, RINGS, MOON)
    if page.text_input:
        typed(page, "Io")
    else:
        press(page, "Mars" if "Mars" in labels(page.button) else "Jupiter")
    press(page, "Undo")
    assert page.progress[0].text == "1 of 2"
    assert not page.error
    assert "Undo" not in labels(page.button)
    assert found(quiz, bob, sitting_id).answered == []


def test_a_typed_answer_taken_back_leaves_an_empty_field(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, MOON)
    press(typed(page, "Io"), "Undo")
    assert page.text_input[0].value == ""
    assert not page.text_input[0].disabled
    typed(page, "Deimos")
    assert page.success[0].value == "**Right.**"


def test_the_summary_offers_to_take_back_the_last_answer(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, RINGS)
    press(press(page, "Saturn"), "See summary")
    press(page, "Undo last answer")
    assert unescaped(page.title[0].value) == RINGS.stem
    assert sittings.unfinished(quiz, bob.actor) is not None
    assert found(quiz, bob, sitting_id).answered == []


def test_a_summary_without_answers_offers_nothing_to_take_back(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    press(page, "End here")
    assert "Undo last answer" not in labels(page.button)


def test_an_answer_whose_question_was_answered_again_stands_and_that_is_said(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, RINGS)
    press(press(page, "Jupiter"), "Next")
    press(page, "Saturn")
    first = visited("practise", bob, sitting=sitting_id, question="1")
    press(first, "Undo")
    assert "take that answer back first" in said(first)
    assert len(found(quiz, bob, sitting_id).answered) == 1


def test_a_missed_question_returns_until_it_is_right_and_where_one_stands_is_said(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    assert (page.progress[0].text, page.progress[0].value) == ("1 of 1", 0)
    press(page, "Jupiter")
    assert page.progress[0].text == "1 of 1 · 1 to repeat"
    press(press(page, "Next"), "Neptune")
    assert (page.progress[0].text, page.progress[0].value) == ("1 of 1 · 1 to repeat", 0)
    press(press(page, "Next"), "Saturn")
    assert (page.progress[0].text, page.progress[0].value) == ("1 of 1", 100)
    press(page, "See summary")
    assert said(page).startswith("0 of 1 right")
    assert "The one you missed was right when it was asked again." in said(page)


def test_a_fact_is_left_alone_until_tomorrow(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    chosen(press(page, "Saturn"), TOMORROW)
    assert "This comes again tomorrow at the earliest." in said(page)
    (resting,) = decisions.resting(quiz, bob.actor, datetime.now(UTC))
    assert resting.until is not None


def test_a_fact_is_asked_no_more(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    chosen(press(page, "Jupiter"), NEVER)
    assert "This is not asked any more." in said(page)
    assert page.progress[0].text == "1 of 1"
    (resting,) = decisions.resting(quiz, bob.actor, datetime.now(UTC))
    assert (resting.fact_id, resting.until) == (RINGS.facts[0], None)
    assert "See summary" in labels(page.button)


def test_forgetting_all_answers_to_a_fact_asks_once(quiz: Database, bob: Profile) -> None:
    def cards() -> int:
        with quiz.reading() as connection:
            return len(cards_by_fact(connection, bob.actor.id))

    _, page = asked(quiz, bob, RINGS)
    chosen(press(page, "Saturn"), AFRESH)
    assert "This cannot be taken back" in said(page)
    press(page, "Keep them")
    assert "This cannot be taken back" not in said(page)
    assert cards() == 1
    press(chosen(page, AFRESH), "Forget them")
    assert "it comes again as something new" in said(page)
    assert cards() == 0
