"""Moments come back as they went in, to the millisecond; the schema refuses rows that belong to nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from quizapp.storage import people, tables
from quizapp.storage.database import Connection, Database
from quizapp.storage.tables import milliseconds, moment_of
from tests.quizapp.people import MS, NOW

ZONES = st.timezones() | st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(9990, 1, 1), timezones=ZONES)


@given(st.integers(0, 250_000_000_000_000))
def test_milliseconds_make_a_moment_and_the_moment_makes_the_milliseconds(ms: int) -> None:
    assert milliseconds(moment_of(ms)) == ms


@given(MOMENTS)
def test_a_moment_is_kept_to_the_millisecond(moment: datetime) -> None:
    kept = moment_of(milliseconds(moment))
    assert abs(kept - moment) <= MS / 2
    assert kept.tzinfo is UTC


@given(MOMENTS, MOMENTS)
def test_kept_moments_stand_in_the_order_of_time(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    assert milliseconds(earlier) <= milliseconds(later)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-7)), timezone(timedelta(hours=5, minutes=45))])
def test_a_column_of_moments_gives_back_the_moment_in_utc(db: Database, zone: timezone) -> None:
    moment = NOW.replace(microsecond=123_000).astimezone(zone)
    with db.writing() as connection:
        people.add_person(connection, token="t", name="n", name_key="n", role="learner", now=moment)
        kept = connection.scalar(select(tables.person.c.created_at))
    assert kept == moment
    assert kept is not None
    assert kept.tzinfo is UTC


def test_a_moment_that_never_came_stays_none(db: Database) -> None:
    with db.writing() as connection:
        values: dict[str, Any] = {
            "id": "s",
            "learner_id": add_a_learner(connection),
            "mode": "practice",
            "title": "",
            "length": 1,
            "zone": "UTC",
            "loads": "{}",
        }
        values["started_at"] = NOW
        connection.execute(insert(tables.sitting).values(values))
        assert connection.scalar(select(tables.sitting.c.ended_at)) is None


def attempt_row(**fields: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "id": "a", "learner_id": 1, "sitting_id": "s", "question_id": "q", "version": 1,
        "response": "r", "score": 1.0, "seconds": None, "answered_at": NOW,
    }  # fmt: skip
    return known | fields


def add_a_learner(connection: Connection) -> int:
    added = people.add_person(connection, token="t", name="n", name_key="n", role="learner", now=NOW)
    assert added is not None
    return added.id


def add_an_attempt_twice(connection: Connection) -> None:
    rows = [attempt_row(learner_id=add_a_learner(connection))] * 2
    connection.execute(insert(tables.attempt), rows)


def add_an_attempt_of_nobody(connection: Connection) -> None:
    connection.execute(insert(tables.attempt), [attempt_row(learner_id=404)])


def add_an_item_of_no_sitting(connection: Connection) -> None:
    item = {"sitting_id": "none", "position": 0, "attempt_id": "a", "question_id": "q", "version": 1, "shown": "{}"}
    connection.execute(insert(tables.sitting_item), [item])


def add_a_question_about_no_fact(connection: Connection) -> None:
    connection.execute(insert(tables.question_fact), [{"question_id": "none", "fact_id": "none"}])


def add_two_people_of_one_name(connection: Connection) -> None:
    for token in ("one", "two"):
        people_row = {"token": token, "name": "Bob", "name_key": "bob", "role": "learner", "created_at": NOW}
        connection.execute(insert(tables.person), [people_row])


def add_two_people_of_one_token(connection: Connection) -> None:
    for name in ("bob", "rob"):
        people_row = {"token": "t", "name": name, "name_key": name, "role": "learner", "created_at": NOW}
        connection.execute(insert(tables.person), [people_row])


def add_a_response_that_is_none(connection: Connection) -> None:
    connection.execute(insert(tables.attempt), [attempt_row(learner_id=add_a_learner(connection), response=None)])


def test_the_schema_refuses_what_cannot_be(bare_db: Database, subtests: pytest.Subtests) -> None:
    for add in (
        add_an_attempt_twice,
        add_an_attempt_of_nobody,
        add_an_item_of_no_sitting,
        add_a_question_about_no_fact,
        add_two_people_of_one_name,
        add_two_people_of_one_token,
        add_a_response_that_is_none,
    ):
        with subtests.test(add.__name__), pytest.raises(IntegrityError), bare_db.writing() as connection:
            add(connection)
