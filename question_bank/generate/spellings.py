"""What is accepted when typed: the answer, its aliases, and plain ways to write a figure or a date."""

import re
from collections.abc import Iterable, Iterator

from question_bank.facts import Slot
from question_bank.generate.numbers import figure
from question_bank.marking import compact
from question_bank.names import Names

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH_AND_YEAR = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{4}})")
_MAGNITUDES = {"million": "m", "billion": "bn", "trillion": "tn"}


def accepted(slot: Slot, names: Names) -> tuple[str, ...]:
    """Return all that is right when typed, the answer first; what counts as the same stands once."""
    first: dict[str, str] = {}
    for way in (slot.answer, *slot.accepted, *names.forms(slot.answer), *_plain_ways(slot)):
        first.setdefault(compact(way), way)
    return tuple(first.values())


def _plain_ways(slot: Slot) -> Iterable[str]:
    ways = {"money": _money, "percentage": _percentage, "count": _count, "date": _date}.get(slot.sort)
    return ways(slot) if ways else ()


def _money(slot: Slot) -> Iterator[str]:
    found = figure(slot.answer)
    digits, magnitude = (
        found.written(found.value)[len(found.before) :][: -len(found.after) or None],
        found.after,
    )
    short = f"{digits}{_MAGNITUDES.get(magnitude.strip(), magnitude)}"
    yield from (f"{digits}{magnitude}", short)
    if found.before == "$":
        yield from (f"{digits}{magnitude} US dollars", f"{digits}{magnitude} dollars", f"{short} dollars")
        yield from (f"${short}", f"US${digits}{magnitude}", f"USD {digits}{magnitude}")


def _percentage(slot: Slot) -> Iterator[str]:
    digits = slot.answer.replace("%", "").strip()
    yield from (digits, f"{digits} percent", f"{digits} per cent", f"{digits}%")


def _count(slot: Slot) -> Iterator[str]:
    written = [slot.answer]
    if slot.answer.isdecimal() and int(slot.answer) < 100:
        written.append(in_words(int(slot.answer)))
    yield from written
    if slot.unit:
        yield from (f"{way} {slot.unit}" for way in written)


def _date(slot: Slot) -> Iterator[str]:
    if found := _MONTH_AND_YEAR.fullmatch(slot.answer):
        month, year = found.groups()
        number = _MONTHS.index(month) + 1
        yield from (f"{month[:3]} {year}", f"{month} of {year}", f"{number}/{year}", f"{number:02}/{year}")
        yield f"{year}-{number:02}"


def in_words(number: int) -> str:
    """Write a number from 0 to 99 in words."""
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
