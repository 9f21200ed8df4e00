"""The page that asks who is learning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from quizapp.services.people import create_profile, profiles
from quizapp.storage.database import Database
from tests.quizapp.people import LONG_AGO, published
from tests.quizapp.visits import APP, PATIENCE, labels, press, said, serving, sound, visited

HOSTILE = ":red[Bob] *b* $1 <b> a->b"


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        published(db, now=LONG_AGO)
        yield db


@pytest.fixture
def stranger(quiz: Database) -> AppTest:
    """Open the app as someone whom the browser does not know."""
    page = AppTest.from_file(APP, default_timeout=PATIENCE)
    page.session_state["profile_token"] = ""  # AppTest has no cookies, not even none
    return sound(page.run())


def named(page: AppTest, name: str, *, teaches: bool = False) -> AppTest:
    page.text_input[0].input(name)
    page.checkbox[0].set_value(teaches)
    return press(page, "Start learning")


def test_an_empty_machine_says_why_it_asks(stranger: AppTest) -> None:
    assert "Everyone who learns here has a name" in said(stranger)
    assert labels(stranger.button) == ["Start learning"]


def test_a_new_learner_is_on_today_and_writes_no_questions(stranger: AppTest, quiz: Database) -> None:
    assert "Hello, Bob" in said(named(stranger, "Bob"))
    assert [(one.actor.name, one.actor.role) for one in profiles(quiz)] == [("Bob", "learner")]


def test_a_new_teacher_writes_questions(stranger: AppTest, quiz: Database) -> None:
    named(stranger, "Alice", teaches=True)
    assert profiles(quiz)[0].actor.teaches


def test_a_profile_is_chosen_by_its_name(stranger: AppTest, quiz: Database) -> None:
    create_profile(quiz, "Bob", "learner", LONG_AGO)
    assert "Hello, Bob" in said(press(stranger.run(), "Bob"))


def test_someone_else_may_take_over_and_sees_nothing_of_the_one_before(quiz: Database) -> None:
    bob, alice = (create_profile(quiz, name, "learner", LONG_AGO) for name in ("Bob", "Alice"))
    page = visited("who", bob)
    page.session_state["left_behind"] = True
    press(page, "Alice")
    assert "Hello, Alice" in said(page)
    assert page.session_state["profile_token"] == alice.token
    assert "left_behind" not in page.session_state


def test_a_name_is_shown_as_it_was_typed(stranger: AppTest) -> None:
    assert f"Hello, {HOSTILE}" in said(named(stranger, HOSTILE))
    stranger.switch_page("pages/who.py")
    assert HOSTILE in labels(sound(stranger.run()).button)


@pytest.mark.parametrize(
    ("name", "advice"),
    [(" ", "Type a name."), ("Bo\u202eb", "The name has invisible signs"), ("BOB", "“BOB” is taken")],
)
def test_a_name_that_cannot_be_kept_is_answered_by_what_to_do(
    stranger: AppTest, quiz: Database, name: str, advice: str
) -> None:
    create_profile(quiz, "Bob", "learner", LONG_AGO)
    assert advice in said(named(stranger, name))
    assert len(profiles(quiz)) == 1


def test_one_may_be_forgotten(quiz: Database) -> None:
    page = visited("who", create_profile(quiz, "Bob", "learner", LONG_AGO))
    press(page, "Forget me in this browser")
    assert labels(page.button) == ["Bob", "Start learning"]
    assert page.session_state["profile_token"] == ""
