"""A key is mended: earlier answers are marked anew, the memories follow, and the log keeps what was given."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.domain.memory import Card, Review, replayed
from quizapp.errors import NotAllowed, NotFound
from quizapp.services import questions, sittings
from quizapp.services.people import Actor
from quizapp.services.regrading import Regraded, regrade
from quizapp.services.replay import replay
from quizapp.storage import memories
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, reviews_by_fact
from tests.quizapp.people import DAY, HOUR, NOW, begun, planned, practised
from tests.quizapp.planets import BY_ID, right, wrong

RINGS = BY_ID["widest-rings.multiple_choice"]


def key_is(db: Database, teacher: Actor, key: str, *distractors: str) -> None:
    form: dict[str, Any] = RINGS.model_dump(include={"kind", "stem", "topic", "explanation"})
    questions.save(db, teacher, {**form, "key": key, "distractors": distractors}, NOW, RINGS.id)


def answered(db: Database, learner: Actor, response: str, days: int) -> None:
    """Practise until the question about the rings comes, and give a response to it."""
    for day in range(days, days + 9, 4):
        sitting_id = begun(db, learner, NOW + day * DAY)
        for position, question in enumerate(planned(db, learner, sitting_id)):
            given = response if question.id == RINGS.id else right(question)
            sittings.answer(db, learner, sitting_id, position, given, None, NOW + day * DAY)
            if question.id == RINGS.id:
                return
    raise AssertionError("the question about the rings never came")


def cards(db: Database, learner: Actor) -> dict[str, Card]:
    with db.reading() as connection:
        return cards_by_fact(connection, learner.id)


def logs(db: Database, learner: Actor) -> dict[str, list[Review]]:
    with db.reading_directly() as direct:
        return {fact_id: list(log) for fact_id, log in memories.logs(direct, learner.id)}


def raw(db: Database, learner: Actor) -> dict[str, list[Review]]:
    with db.reading() as connection:
        return reviews_by_fact(connection, learner.id)


@pytest.fixture
def practice(db: Database, bob: Actor, charlie: Actor) -> None:
    """Let bob say Jupiter, and charlie Saturn, which is the key."""
    answered(db, bob, "Jupiter", 0)
    answered(db, charlie, "Saturn", 0)


@pytest.mark.usefixtures("practice")
def test_a_mended_key_turns_scores_and_moves_the_memories(
    db: Database, alice: Actor, bob: Actor, charlie: Actor
) -> None:
    before, log = (cards(db, bob), cards(db, charlie)), raw(db, bob)
    key_is(db, alice, "Jupiter", "Saturn", "Neptune")
    assert regrade(db, alice, RINGS.id, NOW + 9 * DAY) == Regraded(2, 2, 2, 0)
    assert cards(db, bob)["widest-rings"].stability > before[0]["widest-rings"].stability
    assert cards(db, charlie)["widest-rings"].stability < before[1]["widest-rings"].stability
    assert {fact: card for fact, card in cards(db, bob).items() if fact != "widest-rings"} == {
        fact: card for fact, card in before[0].items() if fact != "widest-rings"
    }
    assert raw(db, bob) == log


@pytest.mark.usefixtures("practice")
def test_replaying_everything_after_a_regrade_changes_nothing(
    db: Database, alice: Actor, bob: Actor, charlie: Actor
) -> None:
    key_is(db, alice, "Jupiter", "Saturn", "Neptune")
    regrade(db, alice, RINGS.id, NOW + 9 * DAY)
    for learner in (bob, charlie):
        assert cards(db, learner) == {fact: replayed(log) for fact, log in logs(db, learner).items()}
        practised(db, learner, NOW + 30 * DAY)
    assert replay(db).changed == 0


@pytest.mark.usefixtures("practice")
def test_a_key_that_is_changed_back_gives_the_memories_of_before(
    db: Database, alice: Actor, bob: Actor, charlie: Actor
) -> None:
    before = cards(db, bob), cards(db, charlie)
    key_is(db, alice, "Jupiter", "Saturn", "Neptune", "Uranus")
    regrade(db, alice, RINGS.id, NOW + 9 * DAY)
    assert (cards(db, bob), cards(db, charlie)) != before
    key_is(db, alice, "Saturn", "Jupiter", "Neptune", "Uranus")
    assert regrade(db, alice, RINGS.id, NOW + 9 * DAY + HOUR) == Regraded(2, 2, 2, 0)
    assert (cards(db, bob), cards(db, charlie)) == before


@pytest.mark.usefixtures("practice")
def test_without_another_key_nothing_changes_however_often(db: Database, alice: Actor, bob: Actor) -> None:
    before = cards(db, bob)
    assert regrade(db, alice, RINGS.id, NOW) == Regraded(2, 0, 0, 0)
    key_is(db, alice, "Jupiter", "Saturn", "Neptune")
    regrade(db, alice, RINGS.id, NOW)
    assert regrade(db, alice, RINGS.id, NOW) == Regraded(2, 0, 0, 0)
    assert cards(db, bob) != before


@pytest.mark.usefixtures("practice")
def test_answers_to_other_questions_are_left_alone(db: Database, alice: Actor, bob: Actor) -> None:
    before = cards(db, bob)
    practised(db, bob, NOW + 40 * DAY, wrong)
    after = cards(db, bob)
    assert regrade(db, alice, "titan-air.short_answer", NOW).changed == 0
    assert cards(db, bob) == after != before


@pytest.mark.usefixtures("practice")
def test_an_answer_that_the_question_no_longer_takes_is_left_as_it_is(
    db: Database, alice: Actor, bob: Actor
) -> None:  # fmt: skip
    before = cards(db, bob)
    form = BY_ID["rings-seen.numeric"].model_dump(exclude={"id", "facts", "citations", "conflicts"})
    questions.save(db, alice, form, NOW, RINGS.id)
    assert regrade(db, alice, RINGS.id, NOW) == Regraded(2, 0, 0, 2)
    assert cards(db, bob) == before


def test_learners_do_not_regrade(db: Database, bob: Actor) -> None:
    with pytest.raises(NotAllowed):
        regrade(db, bob, RINGS.id, NOW)


def test_what_is_not_there_cannot_be_regraded(db: Database, alice: Actor) -> None:
    with pytest.raises(NotFound):
        regrade(db, alice, "pluto", NOW)
