"""How a learner wants to learn: kept, checked, followed by the next sitting and by the cards that are there."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from random import Random
from zoneinfo import ZoneInfo

import pytest

from quizapp.domain.days import end_of_day
from quizapp.domain.memory import Card, Preferences, replayed
from quizapp.domain.planning import Limits
from quizapp.errors import Refused
from quizapp.services import preferences, sittings
from quizapp.services.people import Actor
from quizapp.services.preferences import Wanted, want, wanted
from quizapp.services.progress import today
from quizapp.services.replay import replay
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, practised_since, reviews_by_fact
from tests.quizapp.people import DAY, HOUR, MINUTE, NOW, planned, practised
from tests.quizapp.planets import right, wrong


def cards(db: Database, learner: Actor) -> dict[str, Card]:
    with db.reading() as connection:
        return cards_by_fact(connection, learner.id)


def asked(
    db: Database, learner: Actor, now: datetime, length: int = 10, zone: tzinfo = UTC, answered: bool = True
) -> int:
    """Begin a sitting and answer it; return how many questions it had."""
    sitting_id = sittings.begin(db, learner, Choice(length), now, end_of_day(now, zone), Random(1), zone)
    if sitting_id is None:
        return 0
    questions = planned(db, learner, sitting_id)
    for position, question in enumerate(questions if answered else ()):
        sittings.answer(db, learner, sitting_id, position, right(question), None, now)
    return len(questions)


def test_who_said_nothing_learns_as_usual(db: Database, bob: Actor) -> None:
    assert wanted(db, bob) == Wanted(0.9, 36_500, Limits(None, None))


def test_what_is_wanted_comes_back_and_is_each_learner_s_own(db: Database, bob: Actor, charlie: Actor) -> None:
    new = Wanted(0.85, 365, Limits(5, 100))
    want(db, bob, new)
    assert wanted(db, bob) == new
    assert wanted(db, charlie) == Wanted()
    want(db, bob, Wanted())
    assert wanted(db, bob) == Wanted()


def test_another_retention_moves_the_days_of_all_cards_at_once(db: Database, bob: Actor, charlie: Actor) -> None:
    for day in (0, 3, 14):
        practised(db, bob, NOW + day * DAY)
        practised(db, charlie, NOW + day * DAY)
    before, theirs = cards(db, bob), cards(db, charlie)
    assert want(db, bob, Wanted(0.97)).changed == 6
    after = cards(db, bob)
    assert all(after[fact].due < before[fact].due for fact in before)
    with db.reading() as connection:
        logs = reviews_by_fact(connection, bob.id)
    assert after == {fact: replayed(log, Preferences(0.97)) for fact, log in logs.items()}
    assert cards(db, charlie) == theirs
    assert replay(db).changed == 0


def test_no_fact_waits_longer_than_the_longest_wait(db: Database, bob: Actor) -> None:
    want(db, bob, Wanted(longest=30))
    for day in (0, 3, 14, 60, 120):
        practised(db, bob, NOW + day * DAY)
    assert max(card.interval for card in cards(db, bob).values()) == 30


@pytest.mark.parametrize(
    "nonsense",
    [Wanted(0.69), Wanted(0.98), Wanted(longest=29), Wanted(longest=40_000), Wanted(limits=Limits(-1)),
     Wanted(limits=Limits(None, -1))],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(db: Database, bob: Actor, nonsense: Wanted) -> None:
    with pytest.raises(Refused, match="choose"):
        want(db, bob, nonsense)
    assert wanted(db, bob) == Wanted()


def test_no_more_new_facts_are_begun_in_a_day_than_wanted(db: Database, bob: Actor) -> None:
    want(db, bob, Wanted(limits=Limits(new=2)))
    assert asked(db, bob, NOW, 1) == 1
    assert asked(db, bob, NOW + MINUTE, 5) == 1
    assert asked(db, bob, NOW + HOUR, 5) == 0
    assert today(db, bob, NOW + HOUR, UTC).to_do == (0, 0)
    assert today(db, bob, NOW + DAY, UTC).to_do[1] == 2


def test_a_sitting_that_was_only_begun_takes_nothing_from_the_limit(db: Database, bob: Actor) -> None:
    want(db, bob, Wanted(limits=Limits(new=2)))
    assert asked(db, bob, NOW, answered=False) == 2
    assert asked(db, bob, NOW + MINUTE) == 2


def test_due_facts_are_asked_up_to_their_own_limit_and_leave_the_new_ones_theirs(db: Database, bob: Actor) -> None:
    practised(db, bob, NOW, wrong, Choice(4))
    want(db, bob, Wanted(limits=Limits(new=1, reviews=3)))
    late = NOW + 9 * DAY
    day = today(db, bob, late, UTC)
    assert (day.due, day.new, day.to_do) == (4, 2, (3, 1))
    assert asked(db, bob, late, 2) == 2
    assert today(db, bob, late + HOUR, UTC).to_do == (1, 1)
    assert asked(db, bob, late + HOUR) == 2
    assert asked(db, bob, late + 2 * HOUR) == 0


def test_of_more_due_facts_than_wanted_the_most_faded_are_asked(db: Database, bob: Actor) -> None:
    practised(db, bob, NOW, wrong, Choice(2))
    practised(db, bob, NOW + DAY / 2, right, Choice(2))
    faded = set(cards(db, bob)) & {fact for fact, card in cards(db, bob).items() if card.stability < 1}
    want(db, bob, Wanted(limits=Limits(new=0, reviews=len(faded))))
    sitting_id = sittings.begin(db, bob, Choice(), NOW + 40 * DAY, NOW + 41 * DAY, Random(1))
    assert sitting_id is not None
    assert {question.facts[0] for question in planned(db, bob, sitting_id)} == faded


@pytest.mark.parametrize("name", ["UTC", "Asia/Tokyo", "America/Los_Angeles"])
def test_the_day_of_a_limit_begins_at_four_in_the_morning_where_the_learner_is(
    db: Database, bob: Actor, name: str
) -> None:
    zone = ZoneInfo(name)
    want(db, bob, Wanted(limits=Limits(new=1)))
    evening = datetime(2026, 5, 4, 23, 0, tzinfo=zone)
    assert asked(db, bob, evening, zone=zone) == 1
    assert asked(db, bob, evening + 4.9 * HOUR, zone=zone) == 0
    assert asked(db, bob, evening + 5.1 * HOUR, zone=zone) >= 1


def test_facts_begun_and_facts_reviewed_are_counted_apart(db: Database, bob: Actor, charlie: Actor) -> None:
    practised(db, bob, NOW, wrong, Choice(3))
    practised(db, charlie, NOW + 2 * DAY)
    practised(db, bob, NOW + 2 * DAY, right, Choice(5))
    practised(db, bob, NOW + 2 * DAY + HOUR, right, Choice(5))
    with db.reading() as connection:
        assert practised_since(connection, bob.id, NOW + DAY) == (3, 3)
        assert practised_since(connection, bob.id, NOW) == (6, 0)
        assert practised_since(connection, bob.id, NOW + 3 * DAY) == (0, 0)


def test_without_limits_nothing_is_counted(db: Database, bob: Actor) -> None:
    practised(db, bob)
    with db.reading() as connection:
        assert preferences.left_today(connection, bob, NOW, UTC, Limits()) == Limits()
