"""A learner's days: they begin at four in the morning, local time, so that a late evening is one day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta, tzinfo

BEGINS = 4
"""The hour at which a new day begins, as in Anki."""


def day_of(moment: datetime, zone: tzinfo) -> date:
    """Return the learner's day that a moment belongs to."""
    return (moment.astimezone(zone).replace(tzinfo=None) - timedelta(hours=BEGINS)).date()


def end_of_day(moment: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which the learner's day ends."""
    return datetime.combine(day_of(moment, zone) + timedelta(days=1), time(BEGINS), zone)


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
