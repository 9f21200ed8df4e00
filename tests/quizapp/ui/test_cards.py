"""What a browser sends of flashcards is taken for what it is, and nothing else; days are said as one speaks of them."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.services.flashcards import Grade
from quizapp.ui.cards import grades_in
from quizapp.ui.dates import span

SENT = {"id": "a1", "rating": "Good", "seconds": 1.5}


def test_grades_are_read_in_their_order() -> None:
    sent = {"sitting": "s", "sent": 3, "grades": [SENT, {**SENT, "id": "a2", "rating": "Again", "seconds": 2}]}
    assert grades_in(sent) == ("s", [Grade("a1", "Good", 1.5), Grade("a2", "Again", 2.0)])


@pytest.mark.parametrize("sent", [None, "", [], 3, {}, {"sitting": 1}, {"grades": [SENT]}, {"sitting": None}])
def test_what_names_no_sitting_is_nothing(sent: Any) -> None:
    assert grades_in(sent) == ("", [])


@pytest.mark.parametrize(
    "grade",
    [None, "x", 1, [], {}, {"id": 1, "rating": "Good"}, {"id": "a"}, {**SENT, "rating": "good"}, {**SENT, "rating": 3}],
)
def test_what_is_no_grade_is_left_out(grade: Any) -> None:
    assert grades_in({"sitting": "s", "grades": [grade, SENT]}) == ("s", [Grade("a1", "Good", 1.5)])


@pytest.mark.parametrize("grades", [None, "x", 1, {}])
def test_what_is_no_list_has_no_grades(grades: Any) -> None:
    assert grades_in({"sitting": "s", "grades": grades}) == ("s", [])


@pytest.mark.parametrize("seconds", [None, "1", [], True])
def test_a_time_that_is_no_number_is_unknown(seconds: Any) -> None:
    ((_, _, kept),) = grades_in({"sitting": "s", "grades": [{**SENT, "seconds": seconds}]})[1]
    assert kept in (None, 1.0)


def test_a_flood_of_grades_is_cut_off() -> None:
    assert len(grades_in({"sitting": "s", "grades": [SENT] * 10_000})[1]) == 200


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "1 day"), (2, "2 days"), (20, "20 days"), (21, "3 weeks"), (35, "5 weeks"), (59, "8.4 weeks"),
        (61, "2 months"), (100, "3.3 months"), (364, "12 months"), (365, "1 year"), (500, "1.4 years"),
        (36_500, "99.9 years"),
    ],
)  # fmt: skip
def test_days_are_said_as_one_speaks_of_them(days: int, said: str) -> None:
    assert span(days) == said
