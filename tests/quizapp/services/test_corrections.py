"""The last answer taken back: everything is as if it had not been given, but the log keeps it."""

from __future__ import annotations

from datetime import UTC
from itertools import count
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from quizapp.domain.memory import Card
from quizapp.errors import NotFound, Refused
from quizapp.services import progress, sittings
from quizapp.services.corrections import undo
from quizapp.services.people import Actor, create_profile
from quizapp.services.replay import replay
from quizapp.services.shown import Shown
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, questions_of_facts
from quizapp.storage.tables import attempt, correction, review
from tests.quizapp.people import DAY, MINUTE, NOW, at_once, begun, planned, practised, shown
from tests.quizapp.planets import FACT_IDS, right, wrong

LATER = NOW + 20 * DAY
_numbers = count(1)


class Seen(NamedTuple):
    """All that a learner can see of what was answered."""

    cards: dict[str, Card]
    today: progress.Today
    overview: progress.Overview
    last_asked: dict[str, object]
    summary: sittings.Summary


def seen(db: Database, actor: Actor, sitting_id: str) -> Seen:
    with db.reading() as connection:
        cards = cards_by_fact(connection, actor.id)
        asked = questions_of_facts(connection, actor.id, FACT_IDS)
    summary = sittings.summary(db, actor, sitting_id)
    return Seen(
        cards,
        progress.today(db, actor, LATER, UTC),
        progress.overview(db, actor, LATER, UTC),
        {one.question_id: one.answered_at for one in asked},
        summary._replace(items=[item._replace(attempt_id="") for item in summary.items]),
    )


def answered(db: Database, actor: Actor, sitting_id: str, position: int, is_right: bool = True) -> Shown:
    question = shown(db, actor, sitting_id, position).question
    response = (right if is_right else wrong)(question)
    return sittings.answer(db, actor, sitting_id, position, response, 2.0, LATER + position * MINUTE)._replace(
        following=None
    )


def taken_back(db: Database, actor: Actor, at: Shown) -> Shown:
    return undo(db, actor, at.sitting_id, at.position, at.attempt_id, LATER + 20 * MINUTE)


def rows(db: Database) -> tuple[int, ...]:
    with db.reading() as connection:
        return tuple(connection.scalar(select(func.count()).select_from(one)) or 0 for one in (attempt, review))


@pytest.mark.parametrize("is_right", [True, False])
@pytest.mark.parametrize("known_before", [True, False])
def test_everything_is_as_before_the_answer_that_is_taken_back(
    db: Database, bob: Actor, is_right: bool, known_before: bool
) -> None:
    if known_before:
        practised(db, bob)
    sitting_id = begun(db, bob, LATER)
    for position in range(2):
        answered(db, bob, sitting_id, position)
    before = seen(db, bob, sitting_id)
    again = taken_back(db, bob, answered(db, bob, sitting_id, 2, is_right))
    assert seen(db, bob, sitting_id) == before
    assert again.given is None
    assert again == shown(db, bob, sitting_id)
    assert replay(db).changed == 0


def test_nothing_is_deleted_from_the_log(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, LATER)
    last = answered(db, bob, sitting_id, 0)
    before = rows(db)
    taken_back(db, bob, last)
    assert rows(db) == before
    with db.reading() as connection:
        (kept,) = connection.execute(select(correction))
    assert (kept.attempt_id, kept.learner_id, kept.author_id, kept.score) == (last.attempt_id, bob.id, bob.id, None)


def test_the_place_can_be_answered_anew_and_that_answer_counts(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, LATER)
    first = answered(db, bob, sitting_id, 0, is_right=False)
    again = taken_back(db, bob, first)
    assert again.attempt_id != first.attempt_id
    told = answered(db, bob, sitting_id, 0, is_right=True)
    assert told.given is not None
    assert told.given.is_right
    assert len(sittings.summary(db, bob, sitting_id).answered) == 1
    assert progress.today(db, bob, LATER, UTC).practised_today == 1
    assert replay(db).changed == 0


def test_an_answer_can_be_taken_back_again_and_again(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, LATER)
    before = seen(db, bob, sitting_id)
    for number in range(4):
        taken_back(db, bob, answered(db, bob, sitting_id, 0, is_right=number % 2 == 0))
    assert seen(db, bob, sitting_id) == before
    assert rows(db)[0] == 4


def test_answers_are_taken_back_one_after_the_other(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, LATER)
    before = seen(db, bob, sitting_id)
    given = [answered(db, bob, sitting_id, position, position % 2 == 0) for position in range(6)]
    for one in reversed(given):
        taken_back(db, bob, one)
    assert seen(db, bob, sitting_id) == before


def test_a_second_click_takes_nothing_else_back(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, LATER)
    first = answered(db, bob, sitting_id, 0)
    taken_back(db, bob, first)
    anew = answered(db, bob, sitting_id, 0)
    assert taken_back(db, bob, first) == anew
    assert at_once(4, lambda _: taken_back(db, bob, anew)).count(shown(db, bob, sitting_id, 0)) == 4
    with db.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(correction)) == 2


def test_a_sitting_that_had_ended_goes_on(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, LATER)
    last = [answered(db, bob, sitting_id, position) for position in range(6)][-1]
    sittings.end(db, bob, sitting_id, LATER)
    taken_back(db, bob, last)
    unfinished = sittings.unfinished(db, bob)
    assert unfinished is not None
    assert unfinished.id == sitting_id
    assert shown(db, bob, sitting_id).position == 5


def test_the_summary_names_the_place_that_was_answered_last(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, LATER)
    assert sittings.summary(db, bob, sitting_id).last is None
    for position in (0, 3):
        answered(db, bob, sitting_id, position)
    assert sittings.summary(db, bob, sitting_id).last == 3


def test_others_cannot_take_an_answer_back(db: Database, alice: Actor, bob: Actor, charlie: Actor) -> None:
    sitting_id = begun(db, bob, LATER)
    given = answered(db, bob, sitting_id, 0)
    for other in (alice, charlie):
        with pytest.raises(NotFound):
            taken_back(db, other, given)
    assert shown(db, bob, sitting_id, 0) == given


@pytest.mark.parametrize(("sitting_id", "position"), [("", 0), ("unknown", 0), (None, 99), (None, -1)])
def test_what_is_no_place_cannot_be_taken_back(db: Database, bob: Actor, sitting_id: str | None, position: int) -> None:
    mine = begun(db, bob, LATER)
    with pytest.raises(NotFound):
        undo(db, bob, mine if sitting_id is None else sitting_id, position, "", LATER)


def test_an_answer_whose_question_was_answered_again_since_stands(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, LATER)
    missed, *_ = [answered(db, bob, sitting_id, position, position > 0) for position in range(6)]
    again = answered(db, bob, sitting_id, 6)
    with pytest.raises(Refused, match="take that answer back first"):
        taken_back(db, bob, missed)
    taken_back(db, bob, again)
    taken_back(db, bob, missed)
    assert shown(db, bob, sitting_id).position == 0
    assert sittings.place(db, bob, sitting_id, 6) == shown(db, bob, sitting_id, 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12), st.integers(0, 99))
def test_memories_follow_what_stands_in_the_log_whatever_was_taken_back(
    db: Database, course: list[tuple[bool, bool]], seed: int
) -> None:
    bob = create_profile(db, f"Bob {next(_numbers)}", "learner", NOW).actor
    sitting_id = begun(db, bob, LATER, Random(seed))
    for is_right, comes_back in course:
        place = sittings.place(db, bob, sitting_id)
        if place is None:
            break
        told = answered(db, bob, sitting_id, place.position, is_right)
        if comes_back:
            taken_back(db, bob, told)
    standing = len(sittings.summary(db, bob, sitting_id).answered)
    assert standing == len({one.id for one in planned(db, bob, sitting_id)[:standing]})
    assert replay(db).changed == 0
