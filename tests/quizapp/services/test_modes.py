"""What a sitting is for decides which facts it asks about, by which questions, and whether the schedule moves."""

from __future__ import annotations

from datetime import UTC, timedelta
from random import Random

import pytest

from question_bank.interactions import SelfRate
from quizapp.domain.days import end_of_day
from quizapp.domain.memory import Evidence, Review
from quizapp.domain.modes import LATELY, Mode, missed_at
from quizapp.services import decisions, sittings
from quizapp.services.corrections import undo
from quizapp.services.people import Actor
from quizapp.services.replay import replay
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, reviews_by_fact
from tests.quizapp.people import DAY, HOUR, MINUTE, NOW, begun, planned, practised, published, shown
from tests.quizapp.planets import FACT_IDS, QUESTIONS, right, wrong

LATER = NOW + 40 * DAY


@pytest.fixture
def db(bare_db: Database) -> Database:
    """Give the tiny bank with questions about one fact each."""
    published(bare_db, *(question.changed(facts=question.facts[:1]) for question in QUESTIONS))
    return bare_db


def facts(db: Database, actor: Actor, mode: Mode, now: object = LATER, **choice: object) -> list[str]:
    """List what a sitting asks about; nothing if there is none."""
    wanted = Choice(**{"length": 10, "mode": mode, **choice})  # type: ignore[arg-type]
    sitting_id = sittings.begin(db, actor, wanted, now, end_of_day(now, UTC), Random(3))  # type: ignore[arg-type]
    return [] if sitting_id is None else [one.facts[0] for one in planned(db, actor, sitting_id)]


def log(*scores: float, day: int = 1) -> list[Review]:
    return [Review(NOW + n * day * DAY, Evidence(score, 0)) for n, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "after", "missed"),
    [
        ((), timedelta(0), None),
        ((1,), timedelta(0), None),
        ((0,), 900 * DAY, 0),
        ((0.5,), 900 * DAY, 0),
        ((1, 0), 900 * DAY, 1),
        ((0, 0, 0), 900 * DAY, 2),
        ((0, 1), DAY, 0),
        ((0, 1), LATELY, 0),
        ((0, 1), LATELY + MINUTE, None),
        ((1, 0, 1, 1), LATELY + DAY, 1),
        ((1, 0, 1, 1), LATELY + 2 * DAY, None),
    ],
)
def test_a_fact_was_missed_if_it_was_the_last_time_or_lately(
    scores: tuple[float, ...], after: timedelta, missed: int | None
) -> None:
    assert missed_at(log(*scores), NOW + after) == (None if missed is None else NOW + missed * DAY)


def test_what_was_missed_is_asked_alone_and_the_last_miss_first(db: Database, bob: Actor, charlie: Actor) -> None:
    missed = ("saturn-moons", "titan-air")
    practised(db, bob, respond=lambda question: (wrong if question.facts[0] in missed else right)(question))
    practised(db, charlie, respond=wrong)
    order = {question.facts[0]: n for n, question in enumerate(planned(db, bob, practised_id(db, bob)))}
    expected = sorted(missed, key=lambda fact_id: order[fact_id], reverse=True)
    assert facts(db, bob, Mode.MISSED) == expected
    assert facts(db, bob, Mode.MISSED, length=1) == expected[:1]
    assert facts(db, bob, Mode.MISSED, topics=("Moons",)) == ["titan-air"]
    decisions.suspend(db, bob, ["titan-air"], NOW)
    assert facts(db, bob, Mode.MISSED) == ["saturn-moons"]


def practised_id(db: Database, actor: Actor) -> str:
    unfinished = sittings.unfinished(db, actor)
    assert unfinished is not None
    return unfinished.id


def test_what_was_taken_back_was_not_missed(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob, choice=Choice(1))
    told = sittings.answer(db, bob, sitting_id, 0, wrong(shown(db, bob, sitting_id).question), None, NOW)
    assert len(facts(db, bob, Mode.MISSED)) == 1
    undo(db, bob, sitting_id, 0, told.attempt_id, NOW)
    assert facts(db, bob, Mode.MISSED) == []


def test_what_was_missed_and_is_right_now_moves_the_schedule(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=wrong)
    sitting_id = begun(db, bob, NOW + HOUR, choice=Choice(mode=Mode.MISSED))
    sittings.answer(db, bob, sitting_id, 0, right(shown(db, bob, sitting_id).question), None, NOW + HOUR)
    with db.reading() as connection:
        assert sorted(map(len, reviews_by_fact(connection, bob.id).values())) == [1] * 5 + [2]


def test_cramming_asks_what_is_known_least_due_or_not(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=lambda question: (wrong if "mars-moons" in question.facts else right)(question))
    assert facts(db, bob, Mode.CRAM, NOW + HOUR, topics=("Moons",))[0] == "mars-moons"
    assert set(facts(db, bob, Mode.CRAM, NOW + HOUR)) == set(FACT_IDS)
    assert facts(db, bob, Mode.PRACTICE, NOW + HOUR) == []


def test_what_is_new_counts_as_not_known_when_cramming(db: Database, bob: Actor) -> None:
    practised(db, bob, choice=Choice(2))
    with db.reading() as connection:
        known = cards_by_fact(connection, bob.id)
    order = facts(db, bob, Mode.CRAM, NOW + HOUR)
    assert order[:4] == [fact_id for fact_id in FACT_IDS if fact_id not in known]
    assert set(order[4:]) == set(known)


def test_cramming_leaves_the_schedule_alone(db: Database, bob: Actor) -> None:
    practised(db, bob)
    with db.reading() as connection:
        before = cards_by_fact(connection, bob.id)
    for respond in (right, wrong):
        sitting_id = begun(db, bob, NOW + HOUR, choice=Choice(mode=Mode.CRAM))
        while place := sittings.place(db, bob, sitting_id):
            assert place.mode is Mode.CRAM
            answer = respond(place.question) if place.repeats is None else right(place.question)
            sittings.answer(db, bob, sitting_id, place.position, answer, None, NOW + HOUR)
    with db.reading() as connection:
        assert cards_by_fact(connection, bob.id) == before
    assert replay(db).changed == 0
    summary = sittings.summary(db, bob, sitting_id)
    assert (len(summary.missed), summary.mended) == (6, 6)


def test_an_answer_in_a_cram_can_be_taken_back(db: Database, bob: Actor) -> None:
    practised(db, bob)
    with db.reading() as connection:
        before = cards_by_fact(connection, bob.id)
    sitting_id = begun(db, bob, NOW + HOUR, choice=Choice(mode=Mode.CRAM))
    told = sittings.answer(db, bob, sitting_id, 0, wrong(shown(db, bob, sitting_id).question), None, NOW + HOUR)
    assert undo(db, bob, sitting_id, 0, told.attempt_id, NOW + HOUR).given is None
    with db.reading() as connection:
        assert cards_by_fact(connection, bob.id) == before


def test_flashcards_are_cards_alone_due_ones_first_and_count(db: Database, bob: Actor) -> None:
    with_cards = [one.facts[0] for one in QUESTIONS if isinstance(one.interaction(), SelfRate)]
    assert facts(db, bob, Mode.CARDS) == with_cards
    sitting_id = begun(db, bob, choice=Choice(mode=Mode.CARDS))
    sittings.answer(db, bob, sitting_id, 0, "Good", None, NOW)
    with db.reading() as connection:
        assert list(cards_by_fact(connection, bob.id)) == with_cards[:1]
    assert facts(db, bob, Mode.CARDS, NOW + HOUR) == with_cards[1:]
    assert facts(db, bob, Mode.CARDS, NOW + 40 * DAY) == with_cards


def test_an_exam_asks_any_facts_by_questions_that_are_marked(db: Database, bob: Actor) -> None:
    practised(db, bob)
    chosen = set()
    for seed in range(12):
        sitting_id = begun(db, bob, NOW + HOUR, Random(seed), Choice(3, mode=Mode.EXAM))
        items = sittings.summary(db, bob, sitting_id).items
        assert len(items) == 3
        assert not any(isinstance(item.interaction, SelfRate) for item in items)
        chosen.add(frozenset(item.question.facts[0] for item in items))
    assert len(chosen) > 4


@pytest.mark.parametrize("mode", Mode)
def test_without_anything_that_fits_there_is_no_sitting(db: Database, bob: Actor, mode: Mode) -> None:
    assert facts(db, bob, mode, topics=("Suns",)) == []
    decisions.suspend(db, bob, FACT_IDS, NOW)
    assert facts(db, bob, mode) == []


@pytest.mark.parametrize("mode", Mode)
def test_a_sitting_remembers_what_it_is_for(db: Database, bob: Actor, mode: Mode) -> None:
    practised(db, bob, respond=wrong)
    sitting_id = begun(db, bob, LATER, choice=Choice(2, mode=mode))
    assert shown(db, bob, sitting_id).mode is mode
    assert sittings.summary(db, bob, sitting_id).sitting.mode == mode
