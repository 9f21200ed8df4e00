"""A learner's days begin at four in the morning where the learner is, on every date and in every zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.days import day_of, end_of_day, per_day, streak
from tests.quizapp.people import DAY, HOUR, NOW

US = timedelta(microseconds=1)
BERLIN, NEW_YORK, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")
ZONES = st.sampled_from(
    [
        UTC,
        BERLIN,
        NEW_YORK,
        KOLKATA,
        *map(ZoneInfo, ("Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham", "Pacific/Kiritimati")),
        *map(ZoneInfo, ("Africa/Casablanca", "America/Nuuk", "Asia/Tokyo", "Pacific/Pago_Pago", "Antarctica/Troll")),
    ]
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))
DATES = st.dates(date(2020, 1, 1), date(2036, 1, 1))
MONDAY = date(2026, 5, 4)


def local(zone: tzinfo, text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-05-04 03:59:59.999999", date(2026, 5, 3)),
        ("2026-05-04 04:00", date(2026, 5, 4)),
        ("2026-05-04 23:59", date(2026, 5, 4)),
        ("2026-05-05 00:30", date(2026, 5, 4)),
        ("2027-01-01 03:00", date(2026, 12, 31)),
        ("2028-03-01 01:00", date(2028, 2, 29)),
    ],
)
@pytest.mark.parametrize("zone", [UTC, BERLIN, NEW_YORK, KOLKATA], ids=str)
def test_a_late_evening_belongs_to_the_day_before(zone: tzinfo, moment: str, day: date) -> None:
    assert day_of(local(zone, moment), zone) == day


@pytest.mark.parametrize(
    ("zone", "day"), [(UTC, MONDAY), (BERLIN, MONDAY), (NEW_YORK, date(2026, 5, 3)), (KOLKATA, MONDAY)], ids=str
)
def test_the_same_moment_may_be_another_day_elsewhere(zone: tzinfo, day: date) -> None:
    assert day_of(local(UTC, "2026-05-04 06:00"), zone) == day


def test_the_night_when_clocks_go_forward_is_one_night() -> None:
    before, after = local(BERLIN, "2026-03-29 01:59"), local(BERLIN, "2026-03-29 03:30")
    assert after - before == 1.5 * HOUR + timedelta(minutes=1)  # same zone: by the wall
    assert day_of(before, BERLIN) == day_of(after, BERLIN) == date(2026, 3, 28)
    morning = local(BERLIN, "2026-03-29 04:00").astimezone(UTC)
    assert day_of(morning, BERLIN) == date(2026, 3, 29)
    assert day_of(morning - US, BERLIN) == date(2026, 3, 28)


def test_the_hour_that_comes_twice_belongs_to_one_day() -> None:
    once, twice = local(BERLIN, "2026-10-25 02:30"), local(BERLIN, "2026-10-25 02:30", fold=1)
    assert twice.astimezone(UTC) - once.astimezone(UTC) == HOUR
    assert day_of(once, BERLIN) == day_of(twice, BERLIN) == date(2026, 10, 24)
    morning = local(BERLIN, "2026-10-25 04:00").astimezone(UTC)
    assert day_of(morning - US, BERLIN) == date(2026, 10, 24)
    assert day_of(morning, BERLIN) == date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-28", 23), ("2026-03-29", 24), ("2026-10-24", 25), ("2026-10-25", 24)]
)
def test_days_around_a_change_of_the_clocks_are_an_hour_shorter_or_longer(day: str, hours: int) -> None:
    begins = local(BERLIN, f"{day} 04:00")
    lasts = end_of_day(begins, BERLIN).astimezone(UTC) - begins.astimezone(UTC)
    assert lasts == hours * HOUR


@given(MOMENTS, ZONES)
def test_a_day_ends_at_four_in_the_morning_on_the_learner_s_clock(moment: datetime, zone: tzinfo) -> None:
    end = end_of_day(moment, zone).astimezone(zone)
    assert (end.hour, end.minute, end.second, end.microsecond) == (4, 0, 0, 0)


@given(MOMENTS, ZONES)
def test_the_end_of_a_day_is_the_first_moment_of_the_next(moment: datetime, zone: tzinfo) -> None:
    day, end = day_of(moment, zone), end_of_day(moment, zone).astimezone(UTC)
    assert moment < end
    assert day_of(end, zone) == day + DAY
    assert day_of(end - US, zone) == day


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=3)), ZONES)
def test_days_never_run_backwards(moment: datetime, gap: timedelta, zone: tzinfo) -> None:
    assert day_of(moment, zone) <= day_of(moment + gap, zone)


@given(MOMENTS, ZONES, ZONES)
def test_a_day_does_not_depend_on_the_zone_that_a_moment_is_written_in(
    moment: datetime, written: tzinfo, zone: tzinfo
) -> None:
    assert day_of(moment.astimezone(written), zone) == day_of(moment, zone)
    assert end_of_day(moment.astimezone(written), zone) == end_of_day(moment, zone)


@pytest.mark.parametrize(
    ("days_ago", "length"),
    [
        ((), 0),
        ((0,), 1),
        ((1,), 1),
        ((0, 1, 2), 3),
        ((1, 2, 3), 3),
        ((2, 3, 4), 0),
        ((0, 2, 3), 1),
        ((0, 1, 3, 4, 5), 2),
        ((-1,), 0),
    ],
)
def test_a_streak_counts_days_in_a_row_up_to_today_or_yesterday(days_ago: tuple[int, ...], length: int) -> None:
    assert streak({MONDAY - ago * DAY for ago in days_ago}, MONDAY) == length


@given(DATES, st.integers(1, 900), st.booleans())
def test_any_number_of_days_in_a_row_is_a_streak_of_that_length(today: date, length: int, practised: bool) -> None:
    newest = today if practised else today - DAY
    days = {newest - back * DAY for back in range(length)}
    assert streak(days, today) == length
    assert streak(days | {newest - (length + 1) * DAY}, today) == length


@given(st.sets(DATES, max_size=30), DATES)
def test_practising_today_makes_a_streak_at_least_one_and_at_most_one_longer(days: set[date], today: date) -> None:
    before = streak(days - {today}, today)
    assert streak(days | {today}, today) == before + 1


@given(st.sets(DATES, max_size=30), DATES)
def test_a_streak_may_be_counted_in_a_list_with_repetitions(days: set[date], today: date) -> None:
    assert streak([*days, *days], today) == streak(days, today)


@given(DATES, ZONES)
def test_practising_every_evening_makes_a_streak_whatever_the_clocks_do(first: date, zone: tzinfo) -> None:
    evenings = [datetime.combine(first + n * DAY, datetime.min.time(), zone) + 23 * HOUR for n in range(400)]
    practised = {day_of(evening, zone) for evening in evenings}
    assert streak(practised, first + 399 * DAY) == 400


def test_moments_are_counted_on_the_learner_s_days() -> None:
    moments = [
        local(BERLIN, f"2026-05-{text}") for text in ("04 04:00", "04 22:00", "05 03:59", "05 04:00", "07 12:00")
    ]
    assert per_day(moments, BERLIN, MONDAY, 4) == [3, 1, 0, 1]


def test_what_lies_before_the_first_day_counts_for_the_first() -> None:
    assert per_day([NOW - 100 * DAY, NOW - DAY, NOW], UTC, MONDAY, 3) == [3, 0, 0]


def test_what_lies_after_the_last_day_is_not_counted() -> None:
    assert per_day([NOW + 2 * DAY, NOW + 3 * DAY], UTC, MONDAY, 3) == [0, 0, 1]


def test_without_moments_every_day_counts_nothing() -> None:
    assert per_day([], UTC, MONDAY, 2) == [0, 0]


@given(st.lists(MOMENTS, max_size=30), DATES, st.integers(1, 60), ZONES)
def test_every_moment_up_to_the_last_day_is_counted_once(
    moments: list[datetime], first: date, length: int, zone: tzinfo
) -> None:
    counts = per_day(moments, zone, first, length)
    assert len(counts) == length
    assert sum(counts) == sum(day_of(moment, zone) < first + length * DAY for moment in moments)
