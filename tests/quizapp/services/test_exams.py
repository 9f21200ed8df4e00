"""A learner's exam is kept, planned anew whenever it is looked at, and decides what Today asks until then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from quizapp.domain.days import end_of_day
from quizapp.domain.exam import Budget, plan
from quizapp.errors import Refused
from quizapp.services import exams, progress, sittings
from quizapp.services.exams import FARTHEST, MINUTES, NEW_TAKES, PACE, Exam, Outlook
from quizapp.services.people import Actor
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact
from tests.quizapp.people import DAY, HOUR, NOW, begun, planned, practised
from tests.quizapp.planets import FACT_IDS, FACT_IDS_IN_TURN, right

TODAY = NOW.date()
MOONS = {"saturn-moons-before", "mars-moons", "titan-air"}


def exam(days: int = 20, topics: tuple[str, ...] = (), minutes: int = 10) -> Exam:
    return Exam(TODAY + timedelta(days=days), list(topics), minutes)


def prepare(db: Database, actor: Actor, **wanted: Any) -> None:
    exams.prepare(db, actor, exam(**wanted), TODAY, NOW)


def outlook(db: Database, actor: Actor, now: datetime = NOW) -> Outlook:
    found = exams.outlook(db, actor, now, UTC)
    assert found is not None
    return found


def planned_today(db: Database, actor: Actor, now: datetime = NOW) -> list[str]:
    with db.reading() as connection:
        found = exams.planned(connection, actor, now, UTC)
    assert found is not None
    return list(found.today)


def test_without_an_exam_there_is_no_outlook(db: Database, bob: Actor) -> None:
    assert exams.outlook(db, bob, NOW, UTC) is None
    with db.reading() as connection:
        assert exams.planned(connection, bob, NOW, UTC) is None


def test_an_exam_is_kept_as_it_was_said(db: Database, bob: Actor) -> None:
    prepare(db, bob, topics=("Saturn", "Moons"), minutes=5)
    assert outlook(db, bob).exam == exam(20, ("Moons", "Saturn"), 5)


def test_another_exam_takes_the_place_of_the_first(db: Database, bob: Actor) -> None:
    prepare(db, bob, days=20)
    prepare(db, bob, days=9, topics=("Moons",))
    assert outlook(db, bob).exam == exam(9, ("Moons",))


def test_an_exam_is_its_learner_s_own_and_can_be_given_up(db: Database, bob: Actor, charlie: Actor) -> None:
    prepare(db, bob)
    prepare(db, charlie, days=5)
    exams.give_up(db, bob)
    assert exams.outlook(db, bob, NOW, UTC) is None
    assert outlook(db, charlie).left == 5
    exams.give_up(db, bob)


@pytest.mark.parametrize("days", [-1, 0, FARTHEST + 1])
def test_a_day_that_cannot_be_planned_is_refused(db: Database, bob: Actor, days: int) -> None:
    with pytest.raises(Refused, match="Choose a day from tomorrow on"):
        prepare(db, bob, days=days)
    assert exams.outlook(db, bob, NOW, UTC) is None


@pytest.mark.parametrize("minutes", [0, MINUTES[0] - 1, MINUTES[-1] + 1])
def test_minutes_that_cannot_be_planned_are_refused(db: Database, bob: Actor, minutes: int) -> None:
    with pytest.raises(Refused, match=f"{minutes} minutes a day cannot be planned"):
        prepare(db, bob, minutes=minutes)


def test_the_outlook_is_the_plan_s(db: Database, bob: Actor) -> None:
    prepare(db, bob, days=12)
    found = outlook(db, bob)
    expected = plan([None] * 6, NOW, 12, Budget(600, 600, PACE, NEW_TAKES * PACE))
    assert found.recalled == pytest.approx(expected.recalled)
    assert (found.left, found.facts, found.begun, found.without) == (12, 6, 0, 0)
    assert found.today == len(expected.today)
    assert [day for day, _ in found.minutes] == [TODAY + timedelta(days=n) for n in range(12)]


def test_an_exam_is_about_its_topics_alone(db: Database, bob: Actor) -> None:
    prepare(db, bob, topics=("Moons",))
    assert outlook(db, bob).facts == 3
    assert set(planned_today(db, bob)) <= MOONS


def test_new_facts_are_planned_in_turn(db: Database, bob: Actor) -> None:
    prepare(db, bob, days=1, minutes=60)
    assert planned_today(db, bob) == list(FACT_IDS_IN_TURN)


def test_a_day_s_minutes_are_used_up_by_what_is_answered(db: Database, bob: Actor) -> None:
    prepare(db, bob, days=1, minutes=5)
    before = planned_today(db, bob)
    sitting_id = begun(db, bob, choice=Choice(1))
    question = planned(db, bob, sitting_id)[0]
    sittings.answer(db, bob, sitting_id, 0, right(question), 290.0, NOW)
    assert len(before) == 6
    assert planned_today(db, bob, NOW + HOUR) == []
    assert outlook(db, bob, NOW + HOUR).today == 0


def test_what_was_answered_today_is_not_planned_again_today(db: Database, bob: Actor) -> None:
    prepare(db, bob, days=3, minutes=60)
    practised(db, bob)
    assert planned_today(db, bob, NOW + HOUR) == []


def test_the_plan_is_made_anew_on_another_day(db: Database, bob: Actor) -> None:
    prepare(db, bob, days=2, minutes=60)
    practised(db, bob)
    assert set(planned_today(db, bob, NOW + DAY)) == set(FACT_IDS)
    assert outlook(db, bob, NOW + DAY).left == 1


def test_after_the_exam_the_plan_is_over(db: Database, bob: Actor) -> None:
    prepare(db, bob, days=2)
    on_the_day = outlook(db, bob, NOW + 2 * DAY)
    assert (on_the_day.left, on_the_day.today, list(on_the_day.minutes)) == (0, 0, [])
    with db.reading() as connection:
        assert exams.planned(connection, bob, NOW + 2 * DAY, UTC) is None
    assert exams.outlook(db, bob, NOW + 3 * DAY, UTC) is None


def test_a_sitting_of_everything_asks_what_is_planned_first(db: Database, bob: Actor) -> None:
    practised(db, bob, choice=Choice(topics=("Moons",)))
    prepare(db, bob, days=1, topics=("Moons",), minutes=60)
    asked = [question.facts[0] for question in planned(db, bob, begun(db, bob, NOW + HOUR))]
    assert set(asked) == set(FACT_IDS) - MOONS  # what was asked this morning is not asked again, though it is young
    assert asked[:1] == ["widest-rings"]


def test_a_sitting_about_topics_is_about_them_whatever_is_planned(db: Database, bob: Actor) -> None:
    prepare(db, bob, days=200, topics=("Moons",), minutes=5)
    asked = {one for q in planned(db, bob, begun(db, bob, choice=Choice(topics=("Moons",)))) for one in q.facts}
    assert asked >= MOONS


def test_what_is_due_but_not_planned_for_today_is_left_to_the_plan(db: Database, bob: Actor) -> None:
    practised(db, bob)
    later = NOW + 30 * DAY
    assert progress.today(db, bob, later, UTC).due == 6
    with db.reading() as connection:
        stabilities = {one: card.stability for one, card in cards_by_fact(connection, bob.id).items()}
    exams.prepare(db, bob, Exam((later + 90 * DAY).date(), ["Moons"], 5), later.date(), later)
    counts = progress.today(db, bob, later, UTC)
    assert (counts.due, counts.planned) == (3, len(planned_today(db, bob, later)))
    assert counts.learnt == len(stabilities) == 6


def test_today_s_counts_agree_with_the_sitting_that_follows(db: Database, bob: Actor) -> None:
    prepare(db, bob, days=6, minutes=5)
    counts = progress.today(db, bob, NOW, UTC)
    assert (counts.due, counts.new, counts.planned) == (0, 0, len(planned_today(db, bob)))
    sitting_id = sittings.begin(db, bob, Choice(40), NOW, end_of_day(NOW, UTC), Random(1))
    assert sitting_id is not None
    asked = {one for question in planned(db, bob, sitting_id) for one in question.facts}
    assert asked >= set(planned_today(db, bob))


def test_the_day_is_the_learner_s(db: Database, bob: Actor) -> None:
    late = NOW.replace(hour=2) + DAY  # still Monday until four in the morning
    exams.prepare(db, bob, Exam(date(2026, 5, 5), [], 10), TODAY, NOW)
    assert outlook(db, bob, late).left == 1
