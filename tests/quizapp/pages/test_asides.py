"""What is done beside answering: a hint taken, and said how sure one is; both reach the log of reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from question_bank.kinds import AnyQuestion
from quizapp.domain.evidence import Confidence
from quizapp.domain.memory import Evidence
from quizapp.services.people import Profile, create_profile
from quizapp.services.preferences import Wanted, want
from quizapp.storage.database import Database
from quizapp.storage.learning import reviews_by_fact
from tests.quizapp.people import LONG_AGO, begun, published
from tests.quizapp.planets import BY_ID
from tests.quizapp.visits import labels, press, said, serving, visited

RINGS = BY_ID["widest-rings.multiple_choice"]
MOON = BY_ID["mars-moons.short_answer"]
CARD = BY_ID["mars-moons.flashcard"]
HOW_SURE = {"Sure", "Think so", "A guess"}


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        yield db


@pytest.fixture
def bob(quiz: Database) -> Profile:
    return create_profile(quiz, "Bob", "learner", LONG_AGO)


def asked(quiz: Database, bob: Profile, question: AnyQuestion) -> AppTest:
    published(quiz, question, now=LONG_AGO)
    return visited("practise", bob, sitting=begun(quiz, bob.actor, datetime.now(UTC)))


def evidence(quiz: Database, bob: Profile) -> Evidence:
    with quiz.reading() as connection:
        (log,) = reviews_by_fact(connection, bob.actor.id).values()
    return log[0].evidence


def test_a_hint_says_how_the_answer_begins_and_counts_as_taken(quiz: Database, bob: Profile) -> None:
    page = press(asked(quiz, bob, MOON), "Hint")
    assert "It begins with “D”." in said(page)
    assert "Hint" not in labels(page.button)
    page.text_input[0].input("Deimos")
    press(page, "Check")
    assert evidence(quiz, bob).hints == 1


def test_without_a_hint_none_is_counted(quiz: Database, bob: Profile) -> None:
    page = asked(quiz, bob, MOON)
    page.text_input[0].input("Deimos")
    press(page, "Check")
    assert (evidence(quiz, bob).hints, evidence(quiz, bob).confidence) == (0, None)


def test_options_are_all_there_is_so_they_have_no_hint(quiz: Database, bob: Profile) -> None:
    assert "Hint" not in labels(asked(quiz, bob, RINGS).button)


def test_nobody_is_asked_how_sure_who_does_not_want_that(quiz: Database, bob: Profile) -> None:
    assert not HOW_SURE & set(labels(asked(quiz, bob, RINGS).button))


@pytest.mark.parametrize(("label", "kept"), [("Sure", Confidence.SURE), ("A guess", Confidence.GUESS)])
def test_how_sure_one_says_to_be_is_kept_with_the_answer(
    quiz: Database, bob: Profile, label: str, kept: Confidence
) -> None:
    want(quiz, bob.actor, Wanted(says_how_sure=True))
    page = press(asked(quiz, bob, RINGS), label)
    press(page, "Saturn")
    assert evidence(quiz, bob).confidence == kept
    assert not HOW_SURE & set(labels(page.button))


def test_how_sure_one_is_can_be_changed_and_taken_back(quiz: Database, bob: Profile) -> None:
    want(quiz, bob.actor, Wanted(says_how_sure=True))
    page = press(asked(quiz, bob, RINGS), "Sure")
    page = press(page, "Think so")
    page = press(page, "Think so")
    press(page, "Saturn")
    assert evidence(quiz, bob).confidence is None


def test_a_card_is_rated_by_the_learner_and_asks_nothing_more(quiz: Database, bob: Profile) -> None:
    want(quiz, bob.actor, Wanted(says_how_sure=True))
    assert not HOW_SURE & set(labels(asked(quiz, bob, CARD).button))
