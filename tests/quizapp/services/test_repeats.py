"""A missed question returns in its sitting until it is right once; the schedule counts the first answer only."""

from __future__ import annotations

from datetime import UTC
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from question_bank.interactions import ChooseOne
from quizapp.services import progress, sittings
from quizapp.services.people import Actor, create_profile
from quizapp.services.replay import replay
from quizapp.services.shown import Shown
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact
from quizapp.storage.tables import attempt, review
from tests.quizapp.people import HOUR, MINUTE, NOW, at_once, begun, opened, published, shown
from tests.quizapp.planets import ANY_BY_ID, EVERY_KIND, right, wrong

_numbers = count(1)
KINDS = sorted({question.kind for question in EVERY_KIND})


def answered(db: Database, actor: Actor, sitting_id: str, position: int, is_right: bool) -> Shown:
    question = shown(db, actor, sitting_id, position).question
    response = (right if is_right else wrong)(question)
    return sittings.answer(db, actor, sitting_id, position, response, None, NOW + position * MINUTE)


def counted(db: Database, actor: Actor) -> tuple[int, int]:
    """Count the attempts and the reviews in the log."""
    with db.reading() as connection:
        attempts, reviews = (
            connection.scalar(select(func.count()).select_from(one).where(one.c.learner_id == actor.id)) or 0
            for one in (attempt, review)
        )
    return attempts, reviews


def test_a_missed_question_comes_again_after_the_others(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, choice=Choice(3))
    missed = answered(db, bob, sitting_id, 0, is_right=False)
    assert shown(db, bob, sitting_id).position == 1
    for position in (1, 2):
        answered(db, bob, sitting_id, position, is_right=True)
    again = shown(db, bob, sitting_id)
    assert (again.question, again.position, again.repeats, again.given) == (missed.question, 3, 0, None)
    assert again.attempt_id != missed.attempt_id


def test_it_comes_until_it_is_right_once(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, choice=Choice(1))
    for position in range(4):
        assert shown(db, bob, sitting_id).position == position
        answered(db, bob, sitting_id, position, is_right=False)
    assert answered(db, bob, sitting_id, 4, is_right=True).is_last
    assert sittings.place(db, bob, sitting_id) is None


def test_the_schedule_counts_the_first_answer_only(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, choice=Choice(1))
    answered(db, bob, sitting_id, 0, is_right=False)
    with db.reading() as connection:
        after_the_first = cards_by_fact(connection, bob.id)
    answered(db, bob, sitting_id, 1, is_right=False)
    answered(db, bob, sitting_id, 2, is_right=True)
    with db.reading() as connection:
        assert cards_by_fact(connection, bob.id) == after_the_first
    assert counted(db, bob) == (3, len(after_the_first))
    assert replay(db).changed == 0


@pytest.mark.parametrize("kind", KINDS)
def test_questions_of_every_kind_come_again(bare_db: Database, bob: Actor, kind: str) -> None:
    question = next(one for one in EVERY_KIND if one.kind == kind)
    published(bare_db, ANY_BY_ID[question.id])
    sitting_id = begun(bare_db, bob)
    missed = answered(bare_db, bob, sitting_id, 0, is_right=False)
    assert (missed.to_repeat, missed.is_last) == (1, False)
    again = answered(bare_db, bob, sitting_id, 1, is_right=True)
    assert (again.to_repeat, again.is_last) == (0, True)


def test_what_was_partly_right_comes_again(bare_db: Database, bob: Actor) -> None:
    published(bare_db, ANY_BY_ID["mars-moons.multiple_response"])
    sitting_id = begun(bare_db, bob)
    told = sittings.answer(bare_db, bob, sitting_id, 0, ["Phobos"], None, NOW)
    assert told.given is not None
    assert told.given.is_partly_right
    assert told.to_repeat == 1


def test_options_are_shuffled_anew_and_then_stay(bare_db: Database, bob: Actor) -> None:
    published(bare_db, ANY_BY_ID["widest-rings.multiple_choice"])
    sitting_id = begun(bare_db, bob)
    orders = set()
    for position in range(12):
        answered(bare_db, bob, sitting_id, position, is_right=False)
        interaction = shown(bare_db, bob, sitting_id).interaction
        assert isinstance(interaction, ChooseOne)
        orders.add(interaction.options)
        assert shown(bare_db, bob, sitting_id).interaction == interaction
    assert len(orders) > 4


def test_where_one_stands_is_said_truthfully(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, choice=Choice(3))
    assert shown(db, bob, sitting_id).got_right == 0
    told = [answered(db, bob, sitting_id, position, is_right=position in (1, 4, 5)) for position in range(6)]
    assert [(one.to_repeat, one.got_right, one.is_last) for one in told] == [
        (1, 0, False), (1, 1, False), (2, 1, False), (2, 1, False), (1, 2, False), (0, 3, True),
    ]  # fmt: skip
    assert told[-1] == shown(db, bob, sitting_id, 5)


def test_a_second_click_on_a_wrong_answer_plans_it_again_once(db: Database, bob: Actor, database_url: str) -> None:
    sitting_id = begun(db, bob, choice=Choice(1))
    question = shown(db, bob, sitting_id).question
    with opened(database_url) as other_tab:
        told = at_once(
            6, lambda n: sittings.answer((db, other_tab)[n % 2], bob, sitting_id, 0, wrong(question), None, NOW)
        )  # fmt: skip
    assert {one.to_repeat for one in told} == {1}
    assert len(sittings.summary(db, bob, sitting_id).repeats) == 1


def test_the_summary_counts_first_answers_and_says_what_was_right_later(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, choice=Choice(3))
    for position, is_right in enumerate((False, True, False, True, False, False)):
        answered(db, bob, sitting_id, position, is_right)
    summary = sittings.summary(db, bob, sitting_id)
    assert [item.position for item in summary.items] == [0, 1, 2]
    assert ([item.position for item in summary.missed], summary.mended) == ([0, 2], 1)
    assert [item.repeats for item in summary.repeats] == [0, 2, 2, 2]
    (in_history,) = progress.overview(db, bob, NOW + HOUR, UTC).history
    assert (in_history.answered, in_history.score, in_history.sitting.length) == (3, 1, 3)


def test_a_sitting_with_questions_to_repeat_is_unfinished(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, choice=Choice(1))
    answered(db, bob, sitting_id, 0, is_right=False)
    unfinished = sittings.unfinished(db, bob)
    assert unfinished is not None
    assert unfinished.id == sitting_id


def test_others_repeat_nothing_of_mine(db: Database, bob: Actor, charlie: Actor) -> None:
    mine, theirs = begun(db, bob), begun(db, charlie)
    answered(db, bob, mine, 0, is_right=False)
    assert shown(db, charlie, theirs).to_repeat == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), max_size=14))
def test_a_sitting_ends_when_every_question_was_right_once(db: Database, course: list[bool]) -> None:
    actor = create_profile(db, f"Learner {next(_numbers)}", "learner", NOW).actor
    sitting_id, given_so_far = begun(db, actor), 0
    while place := sittings.place(db, actor, sitting_id):
        is_right = course[given_so_far] if given_so_far < len(course) else True
        told = answered(db, actor, sitting_id, place.position, is_right)
        given_so_far += 1
        assert told.is_last == (sittings.place(db, actor, sitting_id) is None)
    assert given_so_far == 6 + course[:given_so_far].count(False)
    summary = sittings.summary(db, actor, sitting_id)
    assert (len(summary.answered), summary.mended) == (6, len(summary.missed))
    assert counted(db, actor)[0] == given_so_far
    reviews = sum(len(item.question.facts) for item in summary.items)
    assert counted(db, actor)[1] == reviews
