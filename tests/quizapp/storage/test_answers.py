"""The answer path: an item with its cards is found for its learner alone, and what is added twice is added once."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from psycopg.errors import LockNotAvailable
from sqlalchemy import func, select

from quizapp.domain.memory import Card, Evidence, Review
from quizapp.services.people import Actor, create_profile
from quizapp.storage import answers, sittings
from quizapp.storage.answers import Attempt, Item
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, reviews_by_fact
from quizapp.storage.sittings import SittingRow, SittingScore
from quizapp.storage.tables import attempt
from tests.quizapp.people import DAY, HOUR, NOW, opened
from tests.quizapp.planets import BY_ID

ASKED = ("titan-air.short_answer", "rings-seen.cloze", "widest-rings.true_false")
CARD = Card(2.3065, 2.1181, NOW, NOW + 2 * DAY, 1, 0)


class Sat(NamedTuple):
    """A sitting as it was added."""

    row: SittingRow
    items: list[Item]


def add_sitting(db: Database, learner: Actor, id: str = "s1", *, hours: int = 0) -> Sat:
    row = SittingRow(id, "practice", "All topics", len(ASKED), NOW + hours * HOUR, None)
    items = [
        Item(id, len(ASKED), place, f"{id}.a{place}", asked, 1, BY_ID[asked].model_dump_json(), "{}", None, None)
        for place, asked in enumerate(ASKED)
    ]
    with db.writing() as connection:
        sittings.add_sitting(connection, learner.id, row, items)
    return Sat(row, items)


@pytest.fixture
def sat(db: Database, bob: Actor) -> Sat:
    """Give a sitting of bob's with three items."""
    return add_sitting(db, bob)


def respond(db: Database, learner: Actor, item: Item, response: str = "r", score: float = 1.0) -> bool:
    with db.writing_directly() as direct:
        return answers.add_attempt(direct, Attempt(item, learner.id, response, score, 2.5, NOW))


def test_an_item_is_found_as_it_was_added(db: Database, bob: Actor, sat: Sat) -> None:
    with db.reading_directly() as direct:
        for place, item in enumerate(sat.items):
            assert answers.item_at(direct, bob.id, "s1", place) == item
            asked = answers.asked(direct, bob.id, "s1", place)
            assert asked is not None
            assert asked.item == item


def test_an_item_is_found_with_its_response(db: Database, bob: Actor, sat: Sat) -> None:
    respond(db, bob, sat.items[1], "1610", 0.5)
    with db.reading_directly() as direct:
        found = answers.item_at(direct, bob.id, "s1", 1)
        assert found == sat.items[1]._replace(response="1610", score=0.5)
        asked = answers.asked(direct, bob.id, "s1", 1)
        assert asked is not None
        assert asked.item == found
        assert answers.item_at(direct, bob.id, "s1", 0) == sat.items[0]


def test_an_item_is_found_with_the_card_of_each_of_its_facts(
    db: Database, bob: Actor, charlie: Actor, sat: Sat
) -> None:
    with db.writing_directly() as direct:
        answers.put_card(direct, bob.id, "mars-moons", CARD)
        answers.put_card(direct, bob.id, "rings-seen", CARD)
        answers.put_card(direct, charlie.id, "titan-air", CARD)
    with db.reading_directly() as direct:
        asked = answers.asked(direct, bob.id, "s1", 0)
    assert asked is not None
    assert asked.cards == {"titan-air": None, "mars-moons": CARD}


@pytest.mark.parametrize(("sitting_id", "place"), [("s1", 3), ("s1", -1), ("s2", 0), ("", 0)])
def test_what_is_no_place_is_not_found(db: Database, bob: Actor, sat: Sat, sitting_id: str, place: int) -> None:
    with db.reading_directly() as direct:
        assert answers.item_at(direct, bob.id, sitting_id, place) is None
        assert answers.asked(direct, bob.id, sitting_id, place) is None


def test_an_item_is_found_for_its_learner_alone(db: Database, charlie: Actor, sat: Sat) -> None:
    with db.reading_directly() as direct:
        assert answers.item_at(direct, charlie.id, "s1", 0) is None
        assert answers.asked(direct, charlie.id, "s1", 0) is None
        assert sittings.first_open(direct, charlie.id, "s1") is None


def test_an_attempt_is_added_once(db: Database, bob: Actor, sat: Sat) -> None:
    assert [respond(db, bob, sat.items[0], response) for response in ("first", "second")] == [True, False]
    with db.reading() as connection:
        assert list(connection.scalars(select(attempt.c.response))) == ["first"]


def test_a_review_is_added_once_for_a_fact_and_an_attempt(db: Database, bob: Actor, sat: Sat) -> None:
    first = Review(NOW, Evidence(1, 0.5))
    with db.writing_directly() as direct:
        answers.add_review(direct, bob.id, "titan-air", "a", first)
        answers.add_review(direct, bob.id, "titan-air", "a", Review(NOW + DAY, Evidence(0, 0)))
        answers.add_review(direct, bob.id, "mars-moons", "a", first)
    with db.reading() as connection:
        assert reviews_by_fact(connection, bob.id) == {"titan-air": [first], "mars-moons": [first]}


def test_what_was_not_committed_was_never_added(db: Database, bob: Actor, sat: Sat) -> None:
    def add_and_fail() -> None:
        with db.writing_directly() as direct:
            answers.add_attempt(direct, Attempt(sat.items[0], bob.id, "r", 1.0, None, NOW))
            answers.put_card(direct, bob.id, "titan-air", CARD)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    with db.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(attempt)) == 0
        assert cards_by_fact(connection, bob.id) == {}


def test_one_response_of_a_learner_waits_for_the_other(postgres_url: str) -> None:
    with opened(postgres_url) as db, opened(postgres_url) as other_tab:
        bob, charlie = (create_profile(db, name, "learner", NOW).actor for name in ("Bob", "Charlie"))
        with db.writing_directly() as direct, other_tab.writing_directly() as waiting:
            answers.lock(direct, bob.id)
            waiting.cursor.execute("SET LOCAL lock_timeout = '50ms'")
            answers.lock(waiting, charlie.id)
            with pytest.raises(LockNotAvailable):
                answers.lock(waiting, bob.id)


def test_the_first_open_place_moves_on_with_the_responses(db: Database, bob: Actor, sat: Sat) -> None:
    opened_places = []
    for item in (sat.items[1], sat.items[0], sat.items[2]):
        with db.reading_directly() as direct:
            opened_places.append(sittings.first_open(direct, bob.id, "s1"))
        respond(db, bob, item)
    with db.reading_directly() as direct:
        opened_places.append(sittings.first_open(direct, bob.id, "s1"))
    assert opened_places == [0, 0, 2, None]


def test_all_items_of_a_sitting_are_found_in_order(db: Database, bob: Actor, charlie: Actor, sat: Sat) -> None:
    respond(db, bob, sat.items[2], "True", 1.0)
    add_sitting(db, bob, "s2")
    with db.reading() as connection:
        assert sittings.items(connection, bob.id, "s1") == [
            *sat.items[:2], sat.items[2]._replace(response="True", score=1.0),
        ]  # fmt: skip
        assert sittings.items(connection, charlie.id, "s1") == []


def test_a_sitting_is_found_as_it_was_added_by_its_learner(db: Database, bob: Actor, charlie: Actor, sat: Sat) -> None:
    with db.reading() as connection:
        assert sittings.sitting_row(connection, bob.id, "s1") == sat.row
        assert sittings.sitting_row(connection, charlie.id, "s1") is None
        assert sittings.sitting_row(connection, bob.id, "s2") is None


def test_the_newest_open_sitting_is_found(db: Database, bob: Actor, charlie: Actor, sat: Sat) -> None:
    newest = add_sitting(db, bob, "s0", hours=2).row
    add_sitting(db, charlie, "s3", hours=3)
    with db.writing() as connection:
        assert sittings.open_sitting(connection, bob.id) == newest
        sittings.end_sitting(connection, bob.id, "s0", NOW + 4 * HOUR)
        assert sittings.open_sitting(connection, bob.id) == sat.row
        sittings.end_sitting(connection, bob.id, "s1", NOW)
        assert sittings.open_sitting(connection, bob.id) is None


def test_history_counts_responses_and_adds_scores(db: Database, bob: Actor, charlie: Actor, sat: Sat) -> None:
    newer, unanswered = add_sitting(db, bob, "s2", hours=1), add_sitting(db, bob, "s3", hours=2)
    theirs = add_sitting(db, charlie, "s4", hours=3)
    for item, score in ((sat.items[0], 1.0), (sat.items[1], 0.5), (newer.items[2], 0.0)):
        respond(db, bob, item, "r", score)
    respond(db, charlie, theirs.items[0])
    with db.reading() as connection:
        found = sittings.history(connection, bob.id, 9)
        assert found == [SittingScore(newer.row, 1, 0.0), SittingScore(sat.row, 2, 1.5)]
        assert unanswered.row not in [one.sitting for one in found]
        assert sittings.history(connection, bob.id, 1) == found[:1]
