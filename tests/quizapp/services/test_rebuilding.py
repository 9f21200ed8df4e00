"""All cards are rebuilt from the log: equal to what is stored, or as other preferences or another weighing have it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update

from question_bank.interactions import Response
from question_bank.kinds import AnyQuestion
from quizapp.domain.days import day_of
from quizapp.domain.evidence import WEIGHING, Confidence
from quizapp.domain.fsrs6 import WEIGHTS, Model
from quizapp.domain.memory import Card, Preferences, replayed
from quizapp.services import sittings
from quizapp.services.people import Actor
from quizapp.services.replay import Replayed, rebuild, replay
from quizapp.storage import memories, tables
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, reviews_by_fact
from tests.quizapp.people import DAY, NOW, begun, planned, practised
from tests.quizapp.planets import right, wrong

CAUTIOUS = WEIGHING._replace(known_before=0.2)
QUICK = Preferences(retention=0.8, longest=90, model=Model((0.3, 1.5, 3.0, 9.0, *WEIGHTS[4:])))


def now_and_then(seed: int) -> Iterable[bool]:
    chance = Random(seed)
    while True:
        yield chance.random() < 0.8


@pytest.fixture
def practice(db: Database, bob: Actor, charlie: Actor) -> None:
    """Let bob and charlie practise, right and wrong, for some months."""
    for learner in (bob, charlie):
        outcomes = iter(now_and_then(learner.id))

        def respond(question: AnyQuestion, outcomes: Iterable[bool] = outcomes) -> Response:
            return right(question) if next(iter(outcomes)) else wrong(question)

        for day in (0, 2, 5, 11, 30, 80):
            practised(db, learner, NOW + day * DAY, respond)


def cards(db: Database, learner: Actor) -> dict[str, Card]:
    with db.reading() as connection:
        return cards_by_fact(connection, learner.id)


def from_log(db: Database, learner: Actor, preferences: Preferences) -> dict[str, Card | None]:
    with db.reading() as connection:
        return {fact: replayed(log, preferences) for fact, log in reviews_by_fact(connection, learner.id).items()}


@pytest.mark.usefixtures("practice")
def test_replaying_everything_changes_nothing(db: Database, bob: Actor, charlie: Actor) -> None:
    before = cards(db, bob), cards(db, charlie)
    done = replay(db)
    assert (done.cards, done.changed) == (12, 0)
    assert done.reviews == sum(card.reviews for mine in before for card in mine.values())
    assert (cards(db, bob), cards(db, charlie)) == before


@pytest.mark.usefixtures("practice")
def test_what_was_lost_changed_or_never_learnt_is_put_right(db: Database, bob: Actor, charlie: Actor) -> None:
    before, theirs = cards(db, bob), cards(db, charlie)
    of_bob = tables.card.c.learner_id == bob.id
    with db.writing() as connection:
        connection.execute(delete(tables.card).where(of_bob, tables.card.c.fact_id == "rings-seen"))
        connection.execute(update(tables.card).where(of_bob, tables.card.c.fact_id == "titan-air").values(lapses=9))
    with db.writing_directly() as direct:
        memories.put_cards(direct, bob.id, [("never-asked", before["titan-air"])])
    assert replay(db).changed == 3
    assert (cards(db, bob), cards(db, charlie)) == (before, theirs)


@pytest.mark.usefixtures("practice")
def test_evidence_may_be_weighed_anew(db: Database, bob: Actor) -> None:
    before = cards(db, bob)
    assert replay(db, weighing=CAUTIOUS).changed > 0
    assert cards(db, bob) == from_log(db, bob, Preferences(weighing=CAUTIOUS)) != before
    replay(db)
    assert cards(db, bob) == before


@pytest.mark.usefixtures("practice")
def test_other_weights_rebuild_a_learner_s_own_cards_and_are_kept_for_the_next_responses(
    db: Database, bob: Actor, charlie: Actor
) -> None:
    theirs = cards(db, charlie)
    with db.writing_directly() as direct:
        memories.say(direct, bob.id, retention=QUICK.retention, longest=QUICK.longest, weights=QUICK.model.w)
        assert rebuild(direct, bob.id).changed > 0
    assert cards(db, bob) == from_log(db, bob, QUICK)
    practised(db, bob, NOW + 200 * DAY)
    assert cards(db, bob) == from_log(db, bob, QUICK)
    assert all(card.interval <= 90 for card in cards(db, bob).values())
    assert cards(db, charlie) == theirs
    assert replay(db).changed == 0


@pytest.mark.usefixtures("practice")
def test_progress_is_told_up_to_the_end(db: Database, alice: Actor) -> None:
    told: list[tuple[int, int]] = []
    done = replay(db, lambda *so_far: told.append(so_far))
    assert [of for _, of in told] == [done.reviews] * 3
    assert [so_far for so_far, _ in told] == sorted(so_far for so_far, _ in told)
    assert told[-1] == (done.reviews, done.reviews)


def test_without_reviews_there_is_nothing_to_replay(db: Database, bob: Actor) -> None:
    assert replay(db) == Replayed(0, 0, 0)


def test_facts_come_back_at_four_in_the_morning_where_the_learner_is(db: Database, bob: Actor) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    sitting_id = sittings.begin(db, bob, sittings.Choice(), NOW, NOW + DAY, Random(1), tokyo)
    assert sitting_id is not None
    for position, question in enumerate(planned(db, bob, sitting_id)):
        sittings.answer(db, bob, sitting_id, position, right(question), None, NOW)
    for card in cards(db, bob).values():
        assert card.due.astimezone(tokyo).hour == 4
        assert day_of(card.due, tokyo) == day_of(NOW, tokyo) + timedelta(days=card.interval)
    assert replay(db).changed == 0


def test_a_fact_goes_to_the_day_on_which_fewest_are_due(db: Database, bob: Actor) -> None:
    practised(db, bob, NOW)
    for day in (3, 13):
        practised(db, bob, NOW + day * DAY)
    before = cards(db, bob)
    now = min(card.due for card in before.values()) + DAY / 4
    crowd = {day for card in before.values() for day in [card.due.date()]}
    sitting_id = begun(db, bob, now)
    sittings.answer(db, bob, sitting_id, 0, right(planned(db, bob, sitting_id)[0]), None, now)
    moved = [card for fact, card in cards(db, bob).items() if card != before[fact]]
    assert moved
    assert all(card.due.date() not in crowd for card in moved)


def test_confidence_and_hints_are_part_of_the_log(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    for position, question in enumerate(planned(db, bob, sitting_id)):
        sittings.answer(db, bob, sitting_id, position, right(question), None, NOW, Confidence.GUESS, position)
    with db.reading() as connection:
        kept = [review.evidence for log in reviews_by_fact(connection, bob.id).values() for review in log]
    assert {one.confidence for one in kept} == {1}
    assert len({one.hints for one in kept}) > 1
    assert replay(db).changed == 0
