"""What is said about the days before an exam, for every way that they can be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quizapp.services.exams import Exam, Outlook
from quizapp.ui import exam
from quizapp.ui.dates import in_days

DAY = date(2026, 6, 12)


def seen(**known: Any) -> Outlook:
    fields: dict[str, Any] = {
        "exam": Exam(DAY, [], 15), "left": 9, "facts": 80, "begun": 10, "today": 14, "minutes": [(DAY, 6)],
        "recalled": 63.4, "without": 5.2, "unfit": 0,
    }  # fmt: skip
    return Outlook(**fields | known)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "Today: 14 facts, about 6 minutes."),
        ({"today": 1, "minutes": [(DAY, 0)]}, "Today: 1 fact, about 1 minute."),
        ({"today": 0}, "Nothing is left to do for it today."),
        ({"left": 0, "today": 0, "minutes": []}, "Nothing is planned any more."),
    ],
)
def test_what_is_to_be_done_today(known: dict[str, Any], said: str) -> None:
    assert exam.agenda(seen(**known)) == said


def test_what_the_plan_comes_to() -> None:
    assert exam.outlook(seen()) == (
        "On the day you would recall about 63 of 80 facts; without practising until then, about 5."
    )
    assert exam.outlook(seen(left=0)) == "Today you would recall about 63 of 80 facts. Good luck!"


def test_what_does_not_fit() -> None:
    assert exam.shortfall(seen()) == ""
    assert exam.shortfall(seen(unfit=1)).startswith("1 new fact does not fit into the time")
    assert exam.shortfall(seen(unfit=12)).startswith("12 new facts do not fit into the time")


@pytest.mark.parametrize(("distance", "said"), [(0, "today"), (1, "tomorrow"), (38, "in 38 days")])
def test_how_far_a_day_is_away(distance: int, said: str) -> None:
    assert in_days(distance) == said
