"""Short answers and clozes: a word that is typed and compared by its form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.interactions import TypeText
from question_bank.kinds.typed import LONGEST_RESPONSE
from question_bank.marking import NotAnAnswer, normalise
from tests.question_bank.samples import gapped, typed

WORDS = st.text("abcdefghij KLMNOP", min_size=1, max_size=20).filter(lambda text: bool(normalise(text)))


@pytest.mark.parametrize("response", ["Saturn", "saturn", " SATURN. ", "the Saturn", "“Saturn”", "Sat-urn"])
def test_case_marks_and_space_do_not_count(response: str) -> None:
    assert typed().grade(typed().parse(response)).is_right


@pytest.mark.parametrize("response", ["Saturns", "Satrun", "Jupiter", "Saturn or Jupiter", "not Saturn"])
def test_everything_else_is_wrong(response: str) -> None:
    assert typed().grade(typed().parse(response)).score == 0


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_each_accepted_answer_is_right_as_it_stands(accepted: list[str]) -> None:
    asked = typed(accepted=accepted)
    assert all(asked.grade(asked.parse(one)).is_right for one in accepted)


@given(WORDS, WORDS)
def test_words_of_different_letters_never_meet(accepted: str, response: str) -> None:
    alike = normalise(accepted).replace(" ", "") == normalise(response).replace(" ", "")
    assert typed(accepted=(accepted,)).grade(response).is_right == alike


def test_hyphens_in_names_of_weapons_do_not_count() -> None:
    asked = typed(accepted=("S-400",))
    assert asked.grade("S400").is_right
    assert asked.grade("s 400").is_right
    assert not asked.grade("S-300").is_right


def test_the_first_accepted_answer_is_the_one_shown() -> None:
    assert typed(accepted=("Saturn", "the ringed planet")).answer == "Saturn"
    assert typed(accepted=()).answer == ""


@pytest.mark.parametrize("response", ["", "  ", "?!", "…"])
def test_nothing_typed_is_no_answer(response: str) -> None:
    with pytest.raises(NotAnAnswer, match="Type an answer"):
        typed().parse(response)


def test_a_whole_essay_is_no_answer() -> None:
    assert typed().parse("x" * LONGEST_RESPONSE)
    with pytest.raises(NotAnAnswer, match="Shorten"):
        typed().parse("x" * (LONGEST_RESPONSE + 1))


def test_a_response_is_kept_as_typed_but_for_space_around() -> None:
    assert typed().parse("  SaTurn \n") == "SaTurn"


def test_the_learner_types_and_nobody_guesses() -> None:
    assert typed().interaction() == gapped().interaction() == TypeText()
    assert typed().guess_score() == gapped().guess_score() == 0


def messages(**fields: Any) -> list[str]:
    return [problem.message for problem in typed(**fields).problems()]


def test_a_question_that_accepts_nothing_is_named() -> None:
    assert messages(accepted=()) == ["Give at least one accepted answer."]


def test_an_answer_that_cannot_be_typed_is_named() -> None:
    assert messages(accepted=("Saturn", "?")) == ["“?” has no letter or digit that could be typed."]


@pytest.mark.parametrize("stem", ["The planet is Saturn.", "_____ is beside _____.", "It is ____."])
def test_a_cloze_has_exactly_one_gap(stem: str) -> None:
    found = gapped(stem=stem).problems()
    assert [(problem.field, problem.message) for problem in found] == [
        ("stem", "Mark the one gap with five underscores: _____")
    ]


def test_a_short_answer_needs_no_gap() -> None:
    assert typed(stem="Which planet is it?").problems() == []


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("Saturn", "It begins with “S”."),
        ("the outer rings", "It begins with “o” and has 2 words."),
        ("Io", None),
    ],
)
def test_a_hint_begins_the_answer_unless_that_would_tell_it(answer: str, hint: str | None) -> None:
    assert typed().changed(accepted=(answer,)).hint == hint
