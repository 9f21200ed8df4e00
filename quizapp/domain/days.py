"""A learner's days: they begin at four in the morning, local time, so that a late evening is one day."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

BEGINS = 4
"""The hour at which a new day begins, as in Anki."""
_FIRST_HOUR = time(BEGINS)
_BEFORE = timedelta(hours=BEGINS)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """Return the learner's day that a moment belongs to."""
    return (moment.astimezone(zone) - _BEFORE).date()  # by the wall clock: the difference keeps the zone


def end_of_day(moment: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which the learner's day ends."""
    return datetime.combine(day_of(moment, zone) + timedelta(days=1), _FIRST_HOUR, zone)


def begin_of(day: date, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, at which a learner's day begins."""
    return datetime.combine(day, _FIRST_HOUR, zone).astimezone(UTC)


def streak(days: Collection[date], today: date) -> int:
    """Return how many days in a row were practised; today counts once practised, and does not break it before."""
    day = today if today in days else today - timedelta(days=1)
    length = 0
    while day - timedelta(days=length) in days:
        length += 1
    return length


def per_day(moments: Iterable[datetime], zone: tzinfo, first: date, length: int) -> list[int]:
    """Count the moments on each of `length` days; those before the first day count for the first."""
    counts = [0] * length
    for moment in moments:
        offset = max(0, (day_of(moment, zone) - first).days)
        if offset < length:
            counts[offset] += 1
    return counts
