"""Days in words."""

from __future__ import annotations

from datetime import date

import pytest

from quizapp.ui import dates

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 25), "in 3 days"),
        (date(2026, 11, 16), "6 days ago"),
        (date(2026, 11, 15), "on 15 November 2026"),
        (date(2027, 1, 3), "on 3 January 2027"),
    ],
)
def test_near_days_are_named_from_today_and_far_ones_by_their_date(day: date, said: str) -> None:
    assert dates.seen_from(TODAY, day) == said


def test_dates_are_written_out() -> None:
    assert dates.written(TODAY) == "22 November 2026"
    assert dates.weekday(TODAY) == "Sunday 22 November"
    assert dates.short(TODAY) == "22 Nov"


@pytest.mark.parametrize(("number", "said"), [(0, "0 facts"), (1, "1 fact"), (1200, "1,200 facts")])
def test_numbers_have_their_noun(number: int, said: str) -> None:
    assert dates.counted(number, "fact") == said
