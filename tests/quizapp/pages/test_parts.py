"""Responses of several parts: picked, ordered, paired and filled in on the page, and kept and marked part by part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from question_bank.interactions import Pair, Response
from question_bank.kinds import KINDS, AnyQuestion
from question_bank.question import Question
from question_bank.responses import pairs_in
from quizapp.services import sittings
from quizapp.services.people import Profile, create_profile
from quizapp.services.shown import Given, Shown
from quizapp.storage.database import Database
from tests.quizapp.people import LONG_AGO, begun, published
from tests.quizapp.planets import ANY_BY_ID
from tests.quizapp.visits import labels, outcome, press, said, serving, sound, unescaped, visited

SEVERAL = ANY_BY_ID["mars-moons.multiple_response"]
ORDER = ANY_BY_ID["saturn-moons.ordering"]
PAIRS = ANY_BY_ID["rings-seen.matching"]
GAPS = ANY_BY_ID["titan-air.several_gaps"]
BELONGS = pairs_in(PAIRS.right_response)
ERROR = ANY_BY_ID["widest-rings.error_spotting"]
SOURCE = ANY_BY_ID["saturn-moons-before.who_says_so"]


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        yield db


@pytest.fixture
def bob(quiz: Database) -> Profile:
    return create_profile(quiz, "Bob", "learner", LONG_AGO)


def asked(quiz: Database, bob: Profile, question: AnyQuestion) -> tuple[str, AppTest]:
    published(quiz, question, now=LONG_AGO)
    sitting_id = begun(quiz, bob.actor, datetime.now(UTC))
    return sitting_id, visited("practise", bob, sitting=sitting_id)


def only(quiz: Database, bob: Profile, sitting_id: str) -> Shown:
    return sittings.summary(quiz, bob.actor, sitting_id).items[0]


def pick(page: AppTest, *texts: str) -> AppTest:
    """Press buttons by the text that they begin with, whatever stands at their right."""
    for text in texts:
        (button,) = [one for one in page.button if unescaped(one.label).split(" :")[0] == text]
        sound(button.click().run())
    return page


def fates(page: AppTest) -> dict[str, str]:
    """Return what stands at the right of options and pairs."""
    buttons = [one for one in page.button if one.key and one.key.startswith(("option-", "pair-"))]
    named = {unescaped(one.label).split(" :")[0]: unescaped(one.label).partition(" :")[2] for one in buttons}
    return named or outcome(page)


def button(page: AppTest, label: str) -> Any:
    return next(one for one in page.button if one.label == label)


def test_options_are_chosen_left_out_again_and_checked(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, SEVERAL)
    assert "Choose all that are right." in said(page)
    pick(page, "Phobos", "Titan", "Deimos", "Titan")
    chosen = {text for text, fate in fates(page).items() if "chosen" in fate}
    assert chosen == {"Phobos", "Deimos"}
    assert only(quiz, bob, sitting_id).given is None
    press(page, "Check")
    given = only(quiz, bob, sitting_id).given
    assert given is not None
    assert sorted(given.response) == ["Deimos", "Phobos"]
    assert given.is_right
    assert page.success[0].value == "**Right.**"


def test_every_option_says_what_became_of_it(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, SEVERAL)
    press(pick(page, "Phobos", "Europa"), "Check")
    found = fates(page)
    assert "right, your answer" in found["Phobos"]
    assert "your answer" in found["Europa"]
    assert found["Europa"].startswith("red[")
    assert "right answer" in found["Deimos"]
    assert found["Titan"] == ""
    assert page.error[0].value == "**Not right.**"


def test_a_share_is_said_in_words(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, SEVERAL)
    press(pick(page, "Phobos"), "Check")
    assert page.warning[0].value == "**Partly right: half.**"


def test_checking_nothing_is_asked_back(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, SEVERAL)
    press(page, "Check")
    assert "Choose at least one" in said(page)
    assert only(quiz, bob, sitting_id).given is None


def test_items_are_put_in_order_one_after_the_other(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, ORDER)
    assert button(page, "Check").disabled
    assert button(page, "Undo").disabled
    pick(page, "Titan", "Saturn")
    assert fates(page) == {"Titan": "blue[1st]", "Saturn": "blue[2nd]", "Mars": ""}
    assert "Your order so far]\n\n1. Titan\n2. Saturn" in said(page)
    assert button(page, "Check").disabled
    press(page, "Undo")
    assert fates(page)["Saturn"] == ""
    pick(page, "Titan")  # taken back
    pick(page, "Saturn", "Mars", "Titan")
    press(page, "Check")
    given = only(quiz, bob, sitting_id).given
    assert given is not None
    assert (given.response, given.score) == (["Saturn", "Mars", "Titan"], 1)


def test_the_right_order_is_shown_after_a_wrong_one(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, ORDER)
    press(pick(page, "Saturn", "Titan", "Mars"), "Check")
    assert page.warning[0].value == "**Partly right: 1 of 3.**"
    assert fates(page)["Saturn"].startswith("green[")
    assert fates(page)["Titan"].startswith("red[")
    assert "The right order]\n\n1. Saturn\n2. Mars\n3. Titan" in said(page)


def test_pairs_are_made_one_after_the_other_and_changed(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, PAIRS)
    shown = only(quiz, bob, sitting_id).interaction
    assert isinstance(shown, Pair)
    first, second = shown.lefts
    assert "Check" not in labels(page.button)
    assert f"1 of 2]  \n**{first}**" in said(page)
    pick(page, "1655")
    assert f"2 of 2]  \n**{second}**" in said(page)
    pick(page, BELONGS[second])
    assert [one for one in labels(page.button) if one.startswith("16")] == []
    pick(page, first)
    assert f"1 of 2]  \n**{first}**" in said(page)
    pick(page, BELONGS[first])
    press(page, "Check")
    given = only(quiz, bob, sitting_id).given
    assert given is not None
    assert (given.response, given.score) == (PAIRS.right_response, 1)


def test_a_wrong_pair_is_shown_with_what_belongs_together(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, PAIRS)
    shown = only(quiz, bob, sitting_id).interaction
    assert isinstance(shown, Pair)
    press(pick(page, "1655", BELONGS[shown.lefts[1]]), "Check")
    found = fates(page)
    assert "1655" in found[shown.lefts[0]]
    assert BELONGS[shown.lefts[0]] in found[shown.lefts[0]]
    assert found[shown.lefts[1]].startswith("green[")
    assert page.warning[0].value == "**Partly right: half.**"


def test_what_is_given_once_is_taken_from_the_other(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, PAIRS.changed(each_once=True))
    shown = only(quiz, bob, sitting_id).interaction
    assert isinstance(shown, Pair)
    pick(page, "1655", "1655")
    assert f"1 of 2]  \n**{shown.lefts[0]}**" in said(page)
    assert set(fates(page)) - set(shown.options) == {shown.lefts[1]}


def test_gaps_are_typed_and_chosen_in_reading_order(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, GAPS)
    assert "mostly (1) _____, and Mars has the moons Phobos and (2) _____." in unescaped(page.title[0].value)
    assert (page.text_input[0].label, page.radio[0].label) == ("Gap 1", "Gap 2")
    page.text_input[0].input("Nitrogen")
    page.radio[0].set_value("Io")
    press(page, "Check")
    given = only(quiz, bob, sitting_id).given
    assert given is not None
    assert (given.response, given.score) == (["Nitrogen", "Io"], 0.5)
    assert [one.value for one in page.text_input] == ["Nitrogen", "Io"]
    assert all(one.disabled for one in page.text_input)
    assert "Deimos" in said(page)


def test_a_gap_left_open_is_asked_back(quiz: Database, bob: Profile) -> None:
    sitting_id, page = asked(quiz, bob, GAPS)
    page.text_input[0].input("Nitrogen")
    press(page, "Check")
    assert "Fill every gap" in said(page)
    assert page.text_input[0].value == "Nitrogen"
    assert only(quiz, bob, sitting_id).given is None


def test_the_error_is_shown_with_its_correction(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, ERROR)
    assert "Which part is wrong?" in said(page)
    pick(page, "The planet")
    assert "this one" in fates(page)["is Uranus"]
    assert "is Uranus" in said(page)
    assert "**is Saturn**" in said(page)


def test_the_source_is_chosen_like_any_option(quiz: Database, bob: Profile) -> None:
    _, page = asked(quiz, bob, SOURCE)
    pick(page, "Moons")
    assert page.success[0].value == "**Right.**"
    assert "Another article says otherwise" in said(page)


@pytest.mark.parametrize("question", [SEVERAL, ORDER, PAIRS, GAPS], ids=lambda one: one.kind)
def test_a_reload_shows_the_response_again(quiz: Database, bob: Profile, question: AnyQuestion) -> None:
    sitting_id, _ = asked(quiz, bob, question)
    sittings.answer(quiz, bob.actor, sitting_id, 0, question.right_response, 1.0, datetime.now(UTC))
    page = visited("practise", bob, sitting=sitting_id, question="1")
    assert page.success[0].value == "**Right.**"
    assert "Check" not in labels(page.button)
    assert only(quiz, bob, sitting_id).given == Given(question.right_response, 1)


WRONG: list[tuple[AnyQuestion, Response, str]] = [
    (SEVERAL, ["Titan"], "Titan"),
    (ORDER, ["Mars", "Titan", "Saturn"], "Mars; Titan; Saturn"),
    (PAIRS, {"rings first seen": "1655", "moons now known": "1655"}, "rings first seen: 1655; moons now known: 1655"),
    (GAPS, ["Air", "Io"], "Air; Io"),
    (ERROR, "The planet", "The planet"),
]


@pytest.mark.parametrize(("question", "response", "words"), WRONG, ids=[one.kind for one, *_ in WRONG])
def test_the_summary_says_what_was_given_and_what_is_right(
    quiz: Database, bob: Profile, question: AnyQuestion, response: Response, words: str
) -> None:
    sitting_id, _ = asked(quiz, bob, question)
    sittings.answer(quiz, bob.actor, sitting_id, 0, response, 1.0, datetime.now(UTC))
    told = said(visited("practise", bob, sitting=sitting_id, question="end"))
    assert f"Your answer: {words}" in told
    assert f"Right answer: **{question.answer}**" in told


@pytest.mark.parametrize("which", ["right", "wrong"])
@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_question_of_every_kind_is_drawn_before_and_after_the_response(
    quiz: Database, bob: Profile, kind: type[Question], which: str
) -> None:
    question: Any = kind.examples().question
    about = next(iter(ANY_BY_ID.values())).model_dump(include={"facts", "topic"})
    sitting_id, page = asked(quiz, bob, question.changed(**about))
    assert page.title
    response = getattr(kind.examples(), which)[0]
    sittings.answer(quiz, bob.actor, sitting_id, 0, response, 1.0, datetime.now(UTC))
    told = visited("practise", bob, sitting=sitting_id, question="1")
    assert question.explanation in said(told)
