"""Days in words: written out, and as seen from today."""

from datetime import date

NEAR = 6
"""Days from which on a day is named by its date alone."""


def written(day: date) -> str:
    """Return a day as “23 November 2026”."""
    return f"{monthday(day)} {day.year}"


def short(day: date) -> str:
    """Return a day as “23 Nov”."""
    return f"{day.day} {day:%b}"


def monthday(day: date) -> str:
    """Return a day as “23 November”."""
    return f"{day.day} {day:%B}"


def weekday(day: date) -> str:
    """Return a day as “Monday 23 November”."""
    return f"{day:%A} {monthday(day)}"


def in_days(distance: int) -> str:
    """Return how far a coming day is away: “today”, “tomorrow”, “in 38 days”."""
    return {0: "today", 1: "tomorrow"}.get(distance, f"in {distance} days")


def seen_from(today: date, day: date) -> str:
    """Return a day as today sees it: “tomorrow”, “3 days ago”, “on 3 December 2026”."""
    distance = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if distance in near:
        return near[distance]
    if abs(distance) > NEAR:
        return f"on {written(day)}"
    return f"in {distance} days" if distance > 0 else f"{-distance} days ago"


def span(days: int) -> str:
    """Return a number of days as one speaks of it: “1 day”, “3 weeks”, “2.5 months”, “1.2 years”."""
    for unit, length, least in (("year", 365.25, 365), ("month", 30.4375, 60), ("week", 7, 21)):
        if days >= least:
            number = f"{days / length:.1f}".removesuffix(".0")
            return f"{number} {unit if number == '1' else unit + 's'}"
    return counted(days, "day")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: “1 fact”, “12 facts”, “1,200 facts”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
