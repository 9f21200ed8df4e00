"""Errors keep a question from learners and stand beside the field that mends them; all else is advice."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.bank import load_bank
from question_bank.kinds import KINDS
from question_bank.model import Problem
from quizapp.errors import Unsound
from quizapp.services import questions
from quizapp.services.checking import checked
from quizapp.services.people import Actor
from quizapp.storage.bank import Search
from quizapp.storage.database import Database
from tests.quizapp.people import NOW
from tests.quizapp.planets import BY_ID

RINGS = "widest-rings.multiple_choice"
CAPITAL = {
    "kind": "multiple_choice", "stem": "Who hosted the talks?", "key": "China", "distractors": ("Beijing", "Russia"),
    "topic": "Talks", "explanation": "China did.",
}  # fmt: skip
ALIKE = "Two options mean the same: “China” and “Beijing”."


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_the_examples_of_the_kinds_are_sound(kind: Any) -> None:
    assert checked(kind.examples().question) == ([], [])


def test_an_error_stands_beside_the_field_that_mends_it() -> None:
    written = questions.draft(CAPITAL)
    assert written.problems == [Problem(field="distractors", message=ALIKE)]


def test_a_false_statement_that_is_a_fact_of_the_bank_is_an_error_beside_the_question() -> None:
    known = load_bank().facts[0]
    judged = {"kind": "true_false", "stem": known.sentence(), "key": "False", "topic": "x", "explanation": "x"}
    said = "The statement is marked false, but it is a fact."
    assert questions.draft(judged).problems == [Problem(field="stem", message=said)]


def test_what_is_wrong_for_the_kind_is_said_once() -> None:
    assert len(questions.draft(CAPITAL | {"distractors": ("china!",)}).problems) == 1


def test_advice_has_the_weightiest_first() -> None:
    written = questions.draft(CAPITAL | {"stem": "Who often hosted talks recently?", "distractors": ("Russia", "Iran")})
    assert written.problems == []
    assert written.advice == [
        "Replace “recently” by a time: it means something else next year.",
        "“often” means something else to everyone: say how often or how much.",
    ]


def test_the_facts_that_a_question_asked_about_are_kept_in_mind() -> None:
    before = BY_ID[RINGS].changed(facts=("widest-rings", "x"), voice="Galileo")
    written = questions.draft(BY_ID[RINGS].model_dump(exclude={"id", "facts", "voice"}), before).question
    assert written is not None
    assert (written.facts, written.voice) == (("widest-rings", "x"), "Galileo")


@pytest.mark.parametrize("question_id", [None, RINGS])
def test_a_question_with_an_error_cannot_be_saved(db: Database, alice: Actor, question_id: str | None) -> None:
    with pytest.raises(Unsound, match="Two options mean the same"):
        questions.save(db, alice, CAPITAL, NOW, question_id)
    assert [row.id for row in questions.search(db, alice, Search()).rows] == list(BY_ID)
    assert questions.read(db, alice, RINGS).question == BY_ID[RINGS]


def test_a_question_with_advice_can_be_saved(db: Database, alice: Actor) -> None:
    fields = CAPITAL | {"stem": "Who hosted the talks recently?", "distractors": ("Russia", "Iran")}
    assert questions.draft(fields).advice
    assert questions.read(db, alice, questions.save(db, alice, fields, NOW)).question.stem == fields["stem"]
