"""Rows of delimited text, read with patience: a quote that does not quote a whole field is a sign like any other.

Python's csv module refuses fields over 131,072 characters, and swallows the rest of a file after a stray quote.
"""

from collections.abc import Iterator
from typing import NamedTuple

LONGEST_QUOTED = 1_000_000
MOST_FIELDS = 100
"""What follows so many delimiters in a row belongs to the last field."""


class Row(NamedTuple):
    """A row of a file: the line on which it begins, and its fields."""

    number: int
    fields: list[str]

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"line {self.number}"


def rows(text: str, delimiter: str, comment: str = "") -> Iterator[Row]:
    """Yield the rows that are neither blank nor comments.

    A quoted field holds delimiters, line ends and doubled quotes.
    """
    place, number, size = 0, 1, len(text)
    while place < size:
        end = text.find("\n", place)
        end = size if end < 0 else end
        line = text[place:end]
        if comment and line.startswith(comment):
            fields: list[str] = []
        elif '"' in line:
            fields, end = _fields(text, place, delimiter)
        else:
            fields = line.split(delimiter, MOST_FIELDS - 1)
        if any(field.strip() for field in fields):
            yield Row(number, fields)
        number += text.count("\n", place, end) + 1
        place = end + 1


def _fields(text: str, place: int, delimiter: str) -> tuple[list[str], int]:
    """Read the fields of a row, and where it ends."""
    fields: list[str] = []
    while True:
        start = _past_spaces(text, place, delimiter)
        closing, end = _closing(text, start, delimiter) if text.startswith('"', start) else (-1, -1)
        if closing >= 0:
            fields.append(text[start + 1 : closing].replace('""', '"'))
        else:
            end = _end(text, place, delimiter)
            fields.append(text[place:end])
        if not text.startswith(delimiter, end):
            return fields, end
        place = end + len(delimiter)
        if len(fields) == MOST_FIELDS - 1:
            end = _end(text, place, "\n")
            return [*fields, text[place:end]], end


def _past_spaces(text: str, place: int, delimiter: str) -> int:
    while text.startswith(" ", place) and not text.startswith(delimiter, place):
        place += 1
    return place


def _end(text: str, place: int, delimiter: str) -> int:
    line = text.find("\n", place)
    line = len(text) if line < 0 else line
    field = text.find(delimiter, place, line)
    return line if field < 0 else field


def _closing(text: str, place: int, delimiter: str) -> tuple[int, int]:
    """Return where the quote is that ends a quoted field, and where the field ends; -1 if it is not properly quoted."""
    quote = place
    while True:
        quote = text.find('"', quote + 1, place + LONGEST_QUOTED)
        if quote < 0:
            return -1, -1
        end = _past_spaces(text, quote + 1, delimiter)
        if end == len(text) or text.startswith(("\n", delimiter), end):
            return quote, end
        if not text.startswith('"', quote + 1):
            return -1, -1
        quote += 1


def quoted(field: str, delimiter: str) -> str:
    """Write a field so that `rows` reads it back."""
    if delimiter in field or "\n" in field or field.startswith(('"', "#")) or field != field.strip():
        return '"' + field.replace('"', '""') + '"'
    return field
