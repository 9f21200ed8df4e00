"""The page of a mock exam: every question at hand, nothing told before the end, and all of it reviewed after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from question_bank.kinds import AnyQuestion
from quizapp.domain.modes import Mode
from quizapp.services import mock_exams, sittings
from quizapp.services.people import Profile, create_profile
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from tests.quizapp.people import HOUR, LONG_AGO, begun, published
from tests.quizapp.planets import ANY_BY_ID
from tests.quizapp.visits import labels, press, said, serving, sound, unescaped, visited

RINGS = ANY_BY_ID["widest-rings.multiple_choice"]
MOON = ANY_BY_ID["mars-moons.short_answer"]
YEAR = ANY_BY_ID["rings-seen.numeric"]
SEVERAL = ANY_BY_ID["mars-moons.multiple_response"]
ORDER = ANY_BY_ID["saturn-moons.ordering"]
GAPS = ANY_BY_ID["titan-air.several_gaps"]
PAIRS = ANY_BY_ID["rings-seen.matching"]


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        yield db


@pytest.fixture
def bob(quiz: Database) -> Profile:
    return create_profile(quiz, "Bob", "learner", LONG_AGO)


def examined(quiz: Database, bob: Profile, *questions: AnyQuestion, ago: float = 0) -> tuple[str, AppTest]:
    """Begin an exam of ten minutes about these questions some hours ago, and open it."""
    published(quiz, *questions, now=LONG_AGO)
    exam = begun(quiz, bob.actor, datetime.now(UTC) - ago * HOUR, choice=Choice(mode=Mode.EXAM))
    return exam, visited("practise", bob, sitting=exam)


def kept(quiz: Database, bob: Profile, exam: str) -> list[object]:
    return [place.kept for place in mock_exams.look(quiz, bob.actor, exam, datetime.now(UTC)).places]


def place(page: AppTest) -> str:
    (found,) = [one.value for one in page.markdown if one.value.startswith("Mock exam")]
    return unescaped(found)


def handed_in(page: AppTest) -> AppTest:
    return press(press(page, "Hand in"), "Hand in now")


def test_an_exam_is_begun_on_the_page(quiz: Database, bob: Profile) -> None:
    published(quiz, RINGS, MOON, now=LONG_AGO)
    page = visited("practise", bob)
    page.button_group[0].set_value(Mode.EXAM)
    sound(page.run())
    assert "Against the clock" in said(page)
    press(page, "Start")
    assert place(page) == "Mock exam · 1 of 2"


def test_a_choice_is_kept_shown_and_changed_without_a_verdict(quiz: Database, bob: Profile) -> None:
    exam, page = examined(quiz, bob, RINGS)
    press(page, "Jupiter")
    (chosen,) = [one.label for one in page.button if "your answer" in one.label]
    assert chosen.startswith("Jupiter")
    sound(next(one for one in page.button if one.label == "Saturn").click().run())
    assert kept(quiz, bob, exam) == ["Saturn"]
    assert not page.success
    assert not page.error
    assert RINGS.explanation not in said(page)


@pytest.mark.parametrize("question", [MOON, SEVERAL, ORDER, GAPS, PAIRS], ids=lambda one: one.kind)
def test_what_was_kept_is_there_again_after_a_reload(quiz: Database, bob: Profile, question: AnyQuestion) -> None:
    exam, _ = examined(quiz, bob, question)
    mock_exams.answer(quiz, bob.actor, exam, 0, question.right_response, 1.0, datetime.now(UTC))
    page = visited("practise", bob, sitting=exam, question="1")
    press(page, "Keep answer")
    assert kept(quiz, bob, exam) == [question.right_response]
    with quiz.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attempt").scalar_one() == 1


def test_a_typed_answer_is_kept_and_the_next_question_shown(quiz: Database, bob: Profile) -> None:
    exam, page = examined(quiz, bob, MOON, RINGS)
    while not page.text_input:
        press(page, "Next")
    position = int(place(page).split()[3]) - 1
    page.text_input[0].input("Io")
    press(page, "Keep answer")
    assert place(page) == "Mock exam · 2 of 2"
    assert kept(quiz, bob, exam)[position] == "Io"
    assert "Not right" not in said(page)


def test_what_is_no_answer_gets_advice(quiz: Database, bob: Profile) -> None:
    exam, page = examined(quiz, bob, MOON)
    page.text_input[0].input("?!")
    press(page, "Keep answer")
    assert "Type an answer first." in said(page)
    assert kept(quiz, bob, exam) == [None]


def test_one_goes_freely_from_question_to_question(quiz: Database, bob: Profile) -> None:
    _, page = examined(quiz, bob, RINGS, MOON)
    assert next(one for one in page.button if one.label == "Back").disabled
    press(page, "Next")
    assert place(page) == "Mock exam · 2 of 2"
    assert next(one for one in page.button if one.label == "Next").disabled
    press(page, "Back")
    page.button_group[0].set_value(1)
    sound(page.run())
    assert place(page) == "Mock exam · 2 of 2"


def test_a_flag_is_put_and_taken_away(quiz: Database, bob: Profile) -> None:
    exam, page = examined(quiz, bob, RINGS)
    press(page, "Flag")
    assert "flag" in page.button_group[0].options[0]
    assert mock_exams.look(quiz, bob.actor, exam, datetime.now(UTC)).flagged == 1
    press(page, "Remove flag")
    assert mock_exams.look(quiz, bob.actor, exam, datetime.now(UTC)).flagged == 0


def test_handing_in_asks_once_and_says_what_is_left(quiz: Database, bob: Profile) -> None:
    _, page = examined(quiz, bob, RINGS, MOON)
    press(press(page, "Flag"), "Hand in")
    assert "2 questions have no answer yet, and 1 bears a flag." in said(page)
    press(page, "Go on")
    assert "Hand in now" not in labels(page.button)
    assert sittings.unfinished(quiz, bob.actor) is not None
    handed_in(page)
    assert said(page).startswith("0 of 2 right")
    assert "You handed in after 1 minute. 2 questions stayed open." in said(page)
    assert sittings.unfinished(quiz, bob.actor) is None


def test_afterwards_every_question_is_reviewed(quiz: Database, bob: Profile) -> None:
    exam, page = examined(quiz, bob, RINGS, MOON, YEAR)
    questions = [item.question for item in sittings.summary(quiz, bob.actor, exam).items]
    for position, question in enumerate(questions):
        if question.id != MOON.id:
            response = "Jupiter" if question.id == RINGS.id else question.right_response
            mock_exams.answer(quiz, bob.actor, exam, position, response, 1.0, datetime.now(UTC))
    handed_in(page)
    shown = said(page)
    for question in questions:
        assert question.stem in shown
        assert question.explanation in shown
    assert shown.startswith(f"{len(questions) - 2} of {len(questions)} right")
    assert "Your answer: Jupiter" in shown.replace(":gray[Your answer:]", "Your answer:")
    assert "Not answered" in shown
    assert "Undo last answer" not in labels(page.button)


def test_when_the_time_is_up_the_result_is_shown(quiz: Database, bob: Profile) -> None:
    exam, page = examined(quiz, bob, RINGS, ago=1)
    assert said(page).startswith("0 of 1 right")
    assert "The time was up. 1 question stayed open." in said(page)
    again = visited("practise", bob, sitting=exam, question="1")
    assert said(again).startswith("0 of 1 right")
    assert "Saturn" not in labels(again.button)


def test_an_address_that_asks_for_the_end_does_not_end_an_exam(quiz: Database, bob: Profile) -> None:
    exam, _ = examined(quiz, bob, RINGS)
    page = visited("practise", bob, sitting=exam, question="end")
    assert place(page) == "Mock exam · 1 of 1"
    assert sittings.unfinished(quiz, bob.actor) is not None


def test_an_exam_with_every_answer_given_goes_on_until_it_is_handed_in(quiz: Database, bob: Profile) -> None:
    exam, _ = examined(quiz, bob, RINGS)
    mock_exams.answer(quiz, bob.actor, exam, 0, "Saturn", 1.0, datetime.now(UTC))
    page = visited("practise", bob, sitting=exam)
    assert place(page) == "Mock exam · 1 of 1"
    press(page, "Hand in")
    assert "Every question has an answer." in said(page)


def test_today_says_that_an_exam_is_running(quiz: Database, bob: Profile) -> None:
    examined(quiz, bob, RINGS)
    page = visited("today", bob)
    assert "“Mock exam: All topics” is running." in said(page)
    press(page, "Go on with your exam")
    assert place(page) == "Mock exam · 1 of 1"


def test_an_exam_of_someone_else_is_nobodys_business(quiz: Database, bob: Profile) -> None:
    exam, _ = examined(quiz, bob, RINGS)
    page = visited("practise", create_profile(quiz, "Charlie", "learner", LONG_AGO), sitting=exam)
    assert "This sitting is not one of yours" in said(page)


def test_cramming_says_that_it_leaves_the_schedule_alone(quiz: Database, bob: Profile) -> None:
    published(quiz, RINGS, now=LONG_AGO)
    cram = begun(quiz, bob.actor, datetime.now(UTC), choice=Choice(mode=Mode.CRAM))
    page = visited("practise", bob, sitting=cram)
    assert "this does not change when things come back" in said(page)
    press(press(page, "Saturn"), "See summary")
    assert "when these come back has not changed" in said(page)


@pytest.mark.parametrize("mode", [Mode.MISSED, Mode.CARDS])
def test_when_nothing_fits_a_mode_it_says_so_in_its_own_words(quiz: Database, bob: Profile, mode: Mode) -> None:
    published(quiz, RINGS, now=LONG_AGO)
    page = visited("practise", bob)
    page.button_group[0].set_value(mode)
    press(sound(page.run()), "Start")
    assert {Mode.MISSED: "You missed nothing there lately", Mode.CARDS: "No card is due there"}[mode] in said(page)
