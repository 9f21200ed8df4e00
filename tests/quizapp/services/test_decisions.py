"""Facts that are suspended, buried or begun afresh: what is asked follows, and the log keeps everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from quizapp.domain.days import end_of_day
from quizapp.errors import NotFound
from quizapp.services import decisions, progress, sittings
from quizapp.services.corrections import undo
from quizapp.services.people import Actor
from quizapp.services.replay import replay
from quizapp.services.sittings import Choice
from quizapp.storage import memories, tables
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact
from tests.quizapp.people import DAY, HOUR, MINUTE, NOW, begun, planned, practised, published, shown
from tests.quizapp.planets import FACT_IDS, QUESTIONS, right, wrong

LATER = NOW + 30 * DAY
AUCKLAND = ZoneInfo("Pacific/Auckland")
Decide = Callable[[Database, Actor, Sequence[str], datetime], None]


@pytest.fixture
def db(bare_db: Database) -> Database:
    """Give the tiny bank with questions about one fact each."""
    published(bare_db, *(question.changed(facts=question.facts[:1]) for question in QUESTIONS))
    return bare_db


def bury(db: Database, actor: Actor, fact_ids: Sequence[str], now: datetime, zone: tzinfo = UTC) -> None:
    decisions.bury(db, actor, fact_ids, now, zone)


def asked_about(db: Database, actor: Actor, now: datetime, zone: tzinfo = UTC) -> set[str]:
    sitting_id = sittings.begin(db, actor, Choice(40), now, end_of_day(now, zone), Random(7), zone)
    return set() if sitting_id is None else {one.facts[0] for one in planned(db, actor, sitting_id)}


def answered(db: Database, actor: Actor, sitting_id: str, position: int, now: datetime, is_right: bool = True) -> None:
    question = shown(db, actor, sitting_id, position).question
    sittings.answer(db, actor, sitting_id, position, (right if is_right else wrong)(question), None, now)


@pytest.mark.parametrize("known_before", [True, False])
@pytest.mark.parametrize("decide", [decisions.suspend, bury], ids=["suspend", "bury"])
def test_a_fact_that_rests_is_neither_asked_nor_counted(
    db: Database, bob: Actor, charlie: Actor, decide: Decide, known_before: bool
) -> None:
    if known_before:
        practised(db, bob)
    before, theirs = progress.today(db, bob, LATER, UTC), progress.today(db, charlie, LATER, UTC)
    decide(db, bob, ["titan-air"], LATER)
    after = progress.today(db, bob, LATER, UTC)
    assert asked_about(db, bob, LATER) == set(FACT_IDS) - {"titan-air"}
    assert (after.due, after.new) == ((5, 0) if known_before else (0, 5))
    assert after.known == before.known
    overview = progress.overview(db, bob, LATER, UTC)
    assert "titan-air" not in [one.fact_id for one in overview.fading]
    assert sum(count for _, count in overview.forecast) == after.due
    assert progress.today(db, charlie, LATER, UTC) == theirs


def test_a_suspended_fact_rests_until_it_is_asked_again(db: Database, bob: Actor) -> None:
    decisions.suspend(db, bob, ["titan-air", "mars-moons"], NOW)
    assert asked_about(db, bob, NOW + 900 * DAY) == set(FACT_IDS) - {"titan-air", "mars-moons"}
    decisions.ask_again(db, bob, ["mars-moons"], NOW + HOUR)
    assert asked_about(db, bob, NOW + HOUR) == set(FACT_IDS) - {"titan-air"}


@pytest.mark.parametrize("zone", [UTC, AUCKLAND], ids=str)
def test_a_buried_fact_is_asked_again_when_the_learner_s_next_day_begins(
    db: Database, bob: Actor, zone: tzinfo
) -> None:
    bury(db, bob, ["titan-air"], NOW, zone)
    four = end_of_day(NOW, zone)
    assert four.astimezone(zone).hour == 4
    assert "titan-air" not in asked_about(db, bob, four - timedelta(milliseconds=1), zone)
    assert "titan-air" in asked_about(db, bob, four, zone)


def test_the_last_decision_holds_even_if_the_clock_was_set_back(db: Database, bob: Actor) -> None:
    decisions.suspend(db, bob, ["titan-air"], NOW)
    decisions.ask_again(db, bob, ["titan-air"], NOW - HOUR)
    assert decisions.resting(db, bob, NOW) == []
    bury(db, bob, ["titan-air"], NOW - 2 * HOUR)
    assert [one.fact_id for one in decisions.resting(db, bob, NOW)] == ["titan-air"]


def test_what_rests_is_listed_with_its_statement_and_its_end(db: Database, bob: Actor, charlie: Actor) -> None:
    assert decisions.resting(db, bob, NOW) == []
    decisions.suspend(db, bob, ["titan-air"], NOW)
    bury(db, bob, ["rings-seen"], NOW + HOUR)
    found = decisions.resting(db, bob, NOW + 2 * HOUR)
    assert [(one.fact_id, one.since, one.until) for one in found] == [
        ("rings-seen", NOW + HOUR, end_of_day(NOW, UTC)),
        ("titan-air", NOW, None),
    ]
    assert found[0].statement == "The rings were first seen in 1610."
    assert [one.fact_id for one in decisions.resting(db, bob, NOW + DAY)] == ["titan-air"]
    assert decisions.resting(db, charlie, NOW) == []


def test_decisions_are_appended(db: Database, bob: Actor) -> None:
    for decide in (decisions.suspend, decisions.ask_again, bury, decisions.suspend):
        decide(db, bob, ["titan-air"], NOW)
    with db.reading() as connection:
        kept = connection.execute(select(tables.decision.c.number, tables.decision.c.verb)).all()
    assert [tuple(one) for one in kept] == [(1, "suspend"), (2, "ask"), (3, "bury"), (4, "suspend")]


@pytest.mark.parametrize("decide", [decisions.suspend, bury], ids=["suspend", "bury"])
def test_a_missed_question_about_it_is_not_repeated(db: Database, bob: Actor, decide: Decide) -> None:
    sitting_id = begun(db, bob)
    for position in range(6):
        answered(db, bob, sitting_id, position, NOW, is_right=position > 1)
    facts = [question.facts[0] for question in planned(db, bob, sitting_id)]
    assert shown(db, bob, sitting_id).to_repeat == 2
    decide(db, bob, facts[:1], NOW + HOUR)
    left = shown(db, bob, sitting_id)
    assert (left.question.facts[0], left.to_repeat) == (facts[1], 1)


def test_a_fact_begun_afresh_is_new_and_its_answers_stay_in_the_log(db: Database, bob: Actor, charlie: Actor) -> None:
    practised(db, bob)
    practised(db, charlie)
    decisions.begin_afresh(db, bob, ["titan-air"], LATER)
    with db.reading() as connection:
        assert set(cards_by_fact(connection, bob.id)) == set(FACT_IDS) - {"titan-air"}
        assert set(cards_by_fact(connection, charlie.id)) == set(FACT_IDS)
        for table in (tables.attempt, tables.review):
            assert connection.scalar(select(func.count()).select_from(table)) == 12
    counts = progress.today(db, bob, LATER, UTC)
    assert (counts.due, counts.new) == (5, 1)
    assert len(progress.overview(db, bob, LATER, UTC).history) == 1


@pytest.mark.parametrize("when", [LATER, NOW - HOUR, NOW], ids=["later", "clock set back", "at the same moment"])
def test_replay_respects_that_it_was_begun_afresh(db: Database, bob: Actor, when: datetime) -> None:
    practised(db, bob, respond=wrong)
    decisions.begin_afresh(db, bob, ["titan-air", "mars-moons"], when)
    assert replay(db).changed == 0
    sitting_id = begun(db, bob, max(when, NOW))
    facts = [one.facts[0] for one in planned(db, bob, sitting_id)]
    answered(db, bob, sitting_id, facts.index("titan-air"), when)
    with db.reading() as connection:
        card = cards_by_fact(connection, bob.id)["titan-air"]
    assert card.reviews == 1
    assert replay(db).changed == 0
    with db.reading_directly() as direct:
        assert len(list(memories.log(direct, bob.id, "titan-air"))) == 1
        assert "mars-moons" not in dict(memories.logs(direct, bob.id))


def test_a_fact_may_be_begun_afresh_again_and_again(db: Database, bob: Actor) -> None:
    for day in range(3):
        practised(db, bob, NOW + day * 40 * DAY)
        for _ in range(2):
            decisions.begin_afresh(db, bob, FACT_IDS, NOW + day * 40 * DAY + HOUR)
    assert progress.today(db, bob, LATER, UTC).new == 6
    with db.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.reset)) == 18


def test_an_answer_from_before_can_be_taken_back_afterwards(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    answered(db, bob, sitting_id, 0, NOW)
    decisions.begin_afresh(db, bob, list(FACT_IDS), NOW + MINUTE)
    given = shown(db, bob, sitting_id, 0)
    undo(db, bob, sitting_id, 0, given.attempt_id, NOW + 2 * MINUTE)
    with db.reading() as connection:
        assert cards_by_fact(connection, bob.id) == {}
    assert replay(db).changed == 0


@pytest.mark.parametrize("fact_id", ["", "unknown", "' OR 1=1 --", "x" * 500])
@pytest.mark.parametrize("decide", [decisions.suspend, bury, decisions.ask_again, decisions.begin_afresh])
def test_a_fact_that_is_none_is_not_found_and_nothing_is_decided(
    db: Database, bob: Actor, decide: Decide, fact_id: str
) -> None:
    with pytest.raises(NotFound, match="go on with another question"):
        decide(db, bob, ["titan-air", fact_id], NOW)
    assert decisions.resting(db, bob, NOW) == []


def test_with_every_fact_at_rest_there_is_nothing_to_ask(db: Database, bob: Actor) -> None:
    decisions.suspend(db, bob, FACT_IDS, NOW)
    assert asked_about(db, bob, NOW) == set()
    assert progress.today(db, bob, NOW, UTC).new == 0
