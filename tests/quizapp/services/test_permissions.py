"""Who may do what: every service call stands in this table, so that a new one has to be thought about."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC
from random import Random
from types import ModuleType
from typing import Any

import pytest

from quizapp.domain.modes import Mode
from quizapp.errors import NotAllowed, NotFound, Refused
from quizapp.services import (
    choosing,
    corrections,
    decisions,
    exams,
    exchange,
    flashcards,
    leeches,
    measuring,
    mock_exams,
    people,
    pictures,
    preferences,
    progress,
    publishing,
    questions,
    regrading,
    sittings,
)
from quizapp.services.people import Actor
from quizapp.services.preferences import Wanted
from quizapp.services.sittings import Choice
from quizapp.storage.bank import Search
from quizapp.storage.database import Database
from tests.quizapp.people import DAY, NOW, begun, published
from tests.quizapp.planets import BY_ID

MODULES = (
    choosing, corrections, decisions, exams, exchange, flashcards, leeches, measuring, mock_exams, people, pictures,
    preferences, progress, publishing, questions, regrading, sittings,
)  # fmt: skip
RINGS = BY_ID["widest-rings.multiple_choice"]
EXAM = exams.Exam((NOW + 9 * DAY).date(), [], 10)
FORM: dict[str, Any] = {
    **RINGS.model_dump(include={"kind", "stem", "topic", "explanation", "key"}),
    "distractors": ("Mars", "Venus"),
}
NOTHING = exchange.Preview("GIFT", (), (), {})
Call = Callable[[Database, Actor, str], object]


def refused(call: Callable[..., object], *arguments: object) -> None:
    """Call what every learner may call, and what has nothing to go by yet."""
    with pytest.raises(Refused):
        call(*arguments)


FACT = [RINGS.facts[0]]
EVERYONE: dict[str, Call] = {
    "mock_exams.hand_in": lambda db, actor, sitting_id: mock_exams.hand_in(db, actor, sitting_id, NOW),
    "flashcards.hand": lambda db, actor, sitting_id: flashcards.hand(db, actor, sitting_id, NOW),
    "flashcards.grade": lambda db, actor, sitting_id: flashcards.grade(db, actor, sitting_id, [], NOW),
    "corrections.undo_last": lambda db, actor, sitting_id: corrections.undo_last(db, actor, sitting_id, NOW),
    "mock_exams.running": lambda db, actor, sitting_id: mock_exams.running(db, actor, sitting_id, NOW),
    "mock_exams.end_overdue": lambda db, actor, _: mock_exams.end_overdue(db, actor, NOW),
    "decisions.suspend": lambda db, actor, _: decisions.suspend(db, actor, FACT, NOW),
    "decisions.bury": lambda db, actor, _: decisions.bury(db, actor, FACT, NOW, UTC),
    "decisions.ask_again": lambda db, actor, _: decisions.ask_again(db, actor, FACT, NOW),
    "decisions.begin_afresh": lambda db, actor, _: decisions.begin_afresh(db, actor, FACT, NOW),
    "decisions.resting": lambda db, actor, _: decisions.resting(db, actor, NOW),
    "choosing.topics": lambda db, actor, _: choosing.topics(db, actor),
    "exams.prepare": lambda db, actor, _: exams.prepare(db, actor, EXAM, NOW.date(), NOW),
    "exams.give_up": lambda db, actor, _: exams.give_up(db, actor),
    "exams.outlook": lambda db, actor, _: exams.outlook(db, actor, NOW, UTC),
    "leeches.leeches": lambda db, actor, _: leeches.leeches(db, actor),
    "measuring.measured": lambda db, actor, _: measuring.measured(db, actor),
    "measuring.measure": lambda db, actor, _: refused(measuring.measure, db, actor, Random(1)),
    "measuring.forget_measured": lambda db, actor, _: measuring.forget_measured(db, actor),
    "preferences.wanted": lambda db, actor, _: preferences.wanted(db, actor),
    "preferences.want": lambda db, actor, _: preferences.want(db, actor, Wanted(0.8)),
    "pictures.pictures": lambda db, actor, _: pictures.pictures(db, actor, ["a.png"]),
    "progress.today": lambda db, actor, _: progress.today(db, actor, NOW, UTC),
    "progress.overview": lambda db, actor, _: progress.overview(db, actor, NOW, UTC),
    "questions.search": lambda db, actor, _: questions.search(db, actor, Search()),
    "questions.topics": lambda db, actor, _: questions.topics(db, actor),
    "questions.articles": lambda db, actor, _: questions.articles(db, actor),
    "sittings.begin": lambda db, actor, _: sittings.begin(db, actor, Choice(), NOW, NOW + DAY, Random(1)),
    "sittings.unfinished": lambda db, actor, _: sittings.unfinished(db, actor),
    "sittings.place": lambda db, actor, sitting_id: sittings.place(db, actor, sitting_id),
    "sittings.end": lambda db, actor, sitting_id: sittings.end(db, actor, sitting_id, NOW),
}
OWNERS: dict[str, Call] = {
    "corrections.undo": lambda db, actor, sitting_id: corrections.undo(db, actor, sitting_id, 0, "", NOW),
    "sittings.answer": lambda db, actor, sitting_id: sittings.answer(db, actor, sitting_id, 0, "Saturn", 1.0, NOW),
    "sittings.summary": lambda db, actor, sitting_id: sittings.summary(db, actor, sitting_id),
}
EXAMINEES: dict[str, Call] = {
    "mock_exams.look": lambda db, actor, exam: mock_exams.look(db, actor, exam, NOW),
    "mock_exams.answer": lambda db, actor, exam: mock_exams.answer(db, actor, exam, 0, "Saturn", 1.0, NOW),
    "mock_exams.flag": lambda db, actor, exam: mock_exams.flag(db, actor, exam, 0, True, NOW),
}
TEACHERS: dict[str, Call] = {
    "exchange.preview_import": lambda db, actor, _: exchange.preview_import(db, actor, "a.gift", b"Which? {=this}"),
    "exchange.import_questions": lambda db, actor, _: exchange.import_questions(db, actor, NOTHING, NOW),
    "exchange.withdraw_imported": lambda db, actor, _: exchange.withdraw_imported(db, actor, [RINGS.id]),
    "exchange.asked_questions": lambda db, actor, _: exchange.asked_questions(db, actor, Search()),
    "exchange.count_asked": lambda db, actor, _: exchange.count_asked(db, actor, Search()),
    "exchange.export_questions": lambda db, actor, _: exchange.export_questions(db, actor, "gift", Search()),
    "questions.read": lambda db, actor, _: questions.read(db, actor, RINGS.id),
    "questions.save": lambda db, actor, _: questions.save(db, actor, FORM, NOW),
    "regrading.regrade": lambda db, actor, _: regrading.regrade(db, actor, RINGS.id, NOW),
    "questions.set_withdrawn": lambda db, actor, _: questions.set_withdrawn(db, actor, RINGS.id, True),
}


def services(module: ModuleType) -> dict[str, list[str]]:
    """Return the parameters of each public function that a module itself defines."""
    name = module.__name__.rpartition(".")[2]
    functions = inspect.getmembers(module, inspect.isfunction)
    return {
        f"{name}.{found}": list(inspect.signature(function).parameters)
        for found, function in functions
        if function.__module__ == module.__name__ and not found.startswith("_")
    }


def test_every_service_that_acts_for_someone_stands_in_the_table() -> None:
    acting = {
        name for module in MODULES for name, parameters in services(module).items() if parameters[:2] == ["db", "actor"]
    }
    assert acting == EVERYONE.keys() | OWNERS.keys() | EXAMINEES.keys() | TEACHERS.keys()


def test_what_acts_for_nobody_is_known() -> None:
    others = {
        name for module in MODULES for name, parameters in services(module).items() if parameters[:2] != ["db", "actor"]
    }
    assert others == {
        "choosing.chosen", "corrections.take_back", "exams.planned",
        "decisions.resting_ids", "people.profiles", "people.remembered", "people.create_profile", "people.must_teach",
        "preferences.left_today", "publishing.publish", "publishing.publish_shipped", "publishing.shipped_digest",
        "questions.draft", "questions.row_of", "questions.version_of", "questions.digest_of",
        "sittings.read", "sittings.remember", "sittings.reviewing",
        "questions.unkeepable", "pictures.names_in", "pictures.own_name",
    }  # fmt: skip


@pytest.mark.parametrize("name", TEACHERS)
def test_teaching_is_for_teachers(db: Database, alice: Actor, bob: Actor, name: str) -> None:
    with pytest.raises(NotAllowed):
        TEACHERS[name](db, bob, "")
    TEACHERS[name](db, alice, "")


@pytest.mark.parametrize("name", TEACHERS)
def test_an_actor_who_only_says_to_be_a_teacher_by_name_is_none(db: Database, name: str) -> None:
    with pytest.raises(NotAllowed):
        TEACHERS[name](db, Actor(1, "teacher", "learner"), "")


@pytest.mark.parametrize("name", OWNERS | EXAMINEES)
def test_a_sitting_is_its_learner_s(bare_db: Database, alice: Actor, bob: Actor, charlie: Actor, name: str) -> None:
    published(bare_db, RINGS)
    sitting_id = begun(bare_db, bob, choice=Choice(mode=Mode.EXAM if name in EXAMINEES else Mode.PRACTICE))
    call = (OWNERS | EXAMINEES)[name]
    for other in (alice, charlie):
        with pytest.raises(NotFound):
            call(bare_db, other, sitting_id)
    call(bare_db, bob, sitting_id)


@pytest.mark.parametrize("name", EVERYONE)
def test_the_rest_is_for_everyone_and_changes_nothing_of_others(
    db: Database, alice: Actor, bob: Actor, charlie: Actor, name: str
) -> None:
    sitting_id = begun(db, bob)
    before = (sittings.summary(db, bob, sitting_id), progress.today(db, bob, NOW, UTC))
    for actor in (alice, charlie):
        EVERYONE[name](db, actor, sitting_id)
    assert before == (sittings.summary(db, bob, sitting_id), progress.today(db, bob, NOW, UTC))
    EVERYONE[name](db, bob, sitting_id)
