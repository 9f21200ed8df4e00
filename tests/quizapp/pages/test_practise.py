"""The page on which a learner is asked, as its address says: the choice, a question, the summary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from question_bank.kinds import AnyQuestion
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.numeric import Numeric
from quizapp.domain.modes import Mode
from quizapp.services import sittings
from quizapp.services.people import Profile, create_profile
from quizapp.services.questions import set_withdrawn
from quizapp.services.shown import Shown
from quizapp.storage.database import Database
from quizapp.ui.asking import WITHDRAWN
from tests.quizapp.people import LONG_AGO, begun, practised, published
from tests.quizapp.planets import BY_ID, QUESTIONS
from tests.quizapp.visits import labels, outcome, press, said, serving, unescaped, visited

RINGS = BY_ID["widest-rings.multiple_choice"]
MOON = BY_ID["mars-moons.short_answer"]
CARD = BY_ID["mars-moons.flashcard"]
YEAR = BY_ID["rings-seen.numeric"]
RIVALLED = BY_ID["saturn-moons.multiple_choice"]


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        yield db


@pytest.fixture
def bob(quiz: Database) -> Profile:
    return create_profile(quiz, "Bob", "learner", LONG_AGO)


def asked(quiz: Database, bob: Profile, *questions: AnyQuestion) -> tuple[str, AppTest]:
    """Begin a sitting about these questions and open it; return its id and the page."""
    published(quiz, *questions, now=LONG_AGO)
    sitting_id = begun(quiz, bob.actor, datetime.now(UTC))
    return sitting_id, visited("practise", bob, sitting=sitting_id)


def only(quiz: Database, bob: Profile, sitting_id: str) -> Shown:
    """Return the first place of a sitting as it stands in the database."""
    return sittings.summary(quiz, bob.actor, sitting_id).items[0]


def typed(page: AppTest, response: str) -> AppTest:
    page.text_input[0].input(response)
    return press(page, "Check")


def answered(page: AppTest, moon: str) -> None:
    """Answer whichever of the two questions is asked, the one about the moon so, and go on."""
    if page.text_input:
        typed(page, moon)
    else:
        press(page, "Saturn")
    press(page, "Next" if "Next" in labels(page.button) else "See summary")


def options(page: AppTest) -> dict[str, str]:
    """Return the options with what became of each."""
    buttons = [one for one in page.button if one.key and one.key.startswith("option-")]
    return {unescaped(one.label).split(" :")[0]: unescaped(one.label).partition(" :")[2] for one in buttons}


def test_without_a_sitting_one_chooses_length_topics_and_articles(quiz: Database, bob: Profile) -> None:
    published(quiz, now=LONG_AGO)
    page = visited("practise", bob)
    mode, length, topics, articles = page.button_group
    assert mode.value is Mode.PRACTICE
    assert length.value == 10
    assert topics.options == ["Moons", "Saturn"]
    assert articles.options == ["Saturn", "Moons"]
    topics.set_value(["Moons"])
    press(page, "Start")
    assert page.progress[0].text == "1 of 3"


def test_when_there_is_nothing_to_ask_it_says_so(quiz: Database, bob: Profile) -> None:
    published(quiz, now=LONG_AGO)
    practised(quiz, bob.actor, datetime.now(UTC))
    page = press(visited("practise", bob), "Start")
    assert "Nothing is due there and nothing is new" in said(page)


def test_a_question_is_the_hero_with_its_options_and_where_one_is(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    assert [unescaped(one.value) for one in page.title] == [RINGS.stem]
    assert page.progress[0].text == "1 of 1"
    assert isinstance(RINGS, MultipleChoice)
    assert options(page) == dict.fromkeys(sorted(options(page)), "")
    assert set(options(page)) == set(RINGS.options)
    assert "Next" not in labels(page.button)


def test_the_address_names_the_place_so_that_a_reload_finds_it(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, *QUESTIONS)
    assert page.query_params["question"] in ("1", ["1"])
    first = options(page), page.title[0].value
    again = visited("practise", bob, sitting=sitting_id, question="1")
    assert (options(again), again.title[0].value) == first


def test_a_right_option_is_kept_and_said_to_be_right_in_words(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, RINGS)
    press(page, "Saturn")
    given = only(quiz, bob, sitting_id).given
    assert given is not None
    assert given.is_right
    assert "right, your answer" in outcome(page)["Saturn"]
    assert page.success[0].value == "**Right.**"
    assert RINGS.explanation in said(page)
    assert "The article’s author · Saturn · paragraph 1" in said(page)


def test_a_wrong_option_shows_what_was_chosen_and_what_is_right(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    press(page, "Jupiter")
    fates = outcome(page)
    assert "your answer" in fates["Jupiter"]
    assert "right answer" in fates["Saturn"]
    assert fates["Neptune"] == ""
    assert page.error[0].value == "**Not right.**"


def test_the_options_stay_in_their_order_and_can_no_longer_be_pressed(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    before = list(options(page))
    press(page, "Jupiter")
    assert list(outcome(page)) == before
    assert not options(page)


def test_a_second_tab_that_answers_too_is_shown_the_first_response(quiz: Database, bob: Profile) -> None:
    sitting_id, first = asked(quiz, bob, RINGS)
    second = visited("practise", bob, sitting=sitting_id)
    press(first, "Saturn")
    press(second, "Jupiter")
    assert "right, your answer" in outcome(second)["Saturn"]


def test_another_article_that_says_otherwise_is_heard(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RIVALLED)
    press(page, "274")
    assert "Another article says otherwise" in said(page)
    assert "Saturn has 82 moons." in said(page)
    assert "as of 2019" in said(page)


def test_a_typed_answer_is_marked(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, MOON)
    typed(page, " deimos ")
    assert page.success[0].value == "**Right.**"
    assert page.text_input[0].disabled
    assert page.text_input[0].value == "deimos"


def test_a_wrong_typed_answer_is_answered_by_the_right_one(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, MOON)
    typed(page, "Io")
    assert unescaped(page.error[0].value) == "**Not right. The answer is “Deimos”.**"


@pytest.mark.parametrize(
    ("question", "response", "advice"), [(MOON, "  ", "Type an answer first."), (YEAR, "in spring", "no number")]
)
def test_what_is_no_answer_gets_advice_and_counts_nothing(
    quiz: Database, bob: Profile, question: AnyQuestion, response: str, advice: str
) -> None:
    sitting_id, page = asked(quiz, bob, question)
    typed(page, response)
    assert advice in said(page)
    assert page.text_input[0].value == response
    assert only(quiz, bob, sitting_id).given is None
    typed(page, question.answer)
    assert only(quiz, bob, sitting_id).given is not None
    assert advice not in said(page)


def test_a_unit_stands_beside_the_field(quiz: Database, bob: Profile) -> None:
    assert isinstance(YEAR, Numeric)
    _, page = asked(quiz, bob, YEAR.changed(unit="years"))
    assert "years" in said(page)


def test_a_card_is_turned_before_it_is_rated(quiz: Database, bob: Profile) -> None:
    assert isinstance(CARD, Flashcard)
    sitting_id, page = asked(quiz, bob, CARD)
    assert "Deimos" not in said(page)
    press(page, "Show answer")
    assert "Deimos" in said(page)
    press(page, "Hard")
    given = only(quiz, bob, sitting_id).given
    assert given is not None
    assert given.response == "Hard"
    assert page.info[0].value == "**Noted.**"


def test_a_card_that_was_not_recalled_comes_again(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, CARD)
    press(press(page, "Show answer"), "Again")
    assert page.info[0].value == "**It will come again soon.**"


def test_after_the_last_question_comes_the_summary_and_the_sitting_has_ended(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, RINGS, MOON)
    for moon in ("Io", "Io", "Deimos"):
        answered(page, moon)
    shown = said(page)
    assert shown.startswith("1 of 2 right")
    assert "The one you missed was right when it was asked again." in shown
    assert f"**{MOON.stem}**" in shown
    assert "Your answer: Io" in shown
    assert "Right answer: **Deimos**" in shown
    assert RINGS.stem not in shown
    assert sittings.summary(quiz, bob.actor, sitting_id).sitting.ended_at is not None
    press(page, "Practise again")
    assert said(page).startswith("What do you want to practise?")


def test_the_last_response_ends_the_sitting_even_without_a_look_at_the_summary(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    press(page, "Saturn")
    assert sittings.unfinished(quiz, bob.actor) is None
    assert "Right." in page.success[0].value


def test_one_may_end_early_and_loses_nothing(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS, MOON)
    press(page, "End here")
    assert said(page).startswith("Nothing answered this time")
    assert "2 questions stayed open." in said(page)
    assert sittings.unfinished(quiz, bob.actor) is None
    press(page, "Back to Today")


def test_a_sitting_of_someone_else_is_nobodys_business(quiz: Database, bob: Profile) -> None:
    sitting_id, _ = asked(quiz, bob, RINGS)
    charlie = create_profile(quiz, "Charlie", "learner", LONG_AGO)
    page = visited("practise", charlie, sitting=sitting_id)
    assert "This sitting is not one of yours" in said(page)
    assert RINGS.stem not in said(page)


@pytest.mark.parametrize("place", ["0", "-1", "99", "²", "x", ""])
def test_an_address_that_names_no_place_shows_the_first_open_question(quiz: Database, bob: Profile, place: str) -> None:
    sitting_id, _ = asked(quiz, bob, RINGS)
    page = visited("practise", bob, sitting=sitting_id, question=place)
    assert [unescaped(one.value) for one in page.title] == [RINGS.stem]


@pytest.mark.parametrize("sitting_id", ["\0", "019df252b5c0\0", "unknown", ""])
def test_an_address_that_names_no_sitting_says_so(
    database_url: str, sitting_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(database_url, monkeypatch) as db:
        profile = create_profile(db, "Bob", "learner", LONG_AGO)
        assert "This sitting is not one of yours" in said(visited("practise", profile, sitting=sitting_id))


def test_the_time_that_a_response_took_is_kept(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    press(page, "Saturn")
    with quiz.reading() as connection:
        seconds = connection.exec_driver_sql("SELECT seconds FROM attempt").scalar_one()
    assert 0 < seconds < 60


def test_a_question_withdrawn_while_it_is_shown_is_passed_over(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS, MOON)
    title = unescaped(page.title[0].value)
    first, second = (RINGS, MOON) if title == RINGS.stem else (MOON, RINGS)
    alice = create_profile(quiz, "Alice", "teacher", LONG_AGO)
    set_withdrawn(quiz, alice.actor, first.id, True)
    if first is RINGS:
        press(page, "Saturn")
    else:
        typed(page, "Deimos")
    assert [one.value for one in page.toast] == [WITHDRAWN]
    assert [unescaped(one.value) for one in page.title] == [second.stem]


def test_a_sitting_whose_last_question_was_withdrawn_comes_to_its_summary(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, RINGS)
    alice = create_profile(quiz, "Alice", "teacher", LONG_AGO)
    set_withdrawn(quiz, alice.actor, RINGS.id, True)
    press(page, "Saturn")
    assert "Nothing answered this time" in said(page)
