"""What the columns of a text are: as the lines at its head say, in Anki’s words, or as its rows look."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from question_bank.formats.exchange import Refused
from question_bank.formats.foreign import numbered_lines
from question_bank.formats.rows import Row, rows

_NAMED = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_SIGNS = ("\t", "|", ";", " - ", " – ", ",", ":", "=")
"""What may stand between columns where no line says so: the first that stands in nearly every row."""
_HEAD = re.compile(r"#([a-z ]+?):(.*)", re.IGNORECASE)
_KNOWN = frozenset(("separator", "html", "tags", "columns", "notetype", "deck", "notetype column", "deck column",
                    "tags column", "guid column", "if matches", "match scope", "name", "default deck"))  # fmt: skip
_LOOKS_HTML = re.compile(r"</?[a-z][^<>]{0,500}>|&(?:[a-z]{2,8}|#\d{1,6});", re.IGNORECASE)
_ENOUGH = 0.9
_PREVIEWED = 400


class Layout(NamedTuple):
    """How a text is to be read; columns count from 1, and 0 means that there is none."""

    delimiter: str
    is_html: bool
    guid: int = 0
    notetype_column: int = 0
    deck_column: int = 0
    tags_column: int = 0
    names: tuple[str, ...] = ()
    notetype: str = ""
    deck: str = ""
    tags: str = ""

    def of(self, row: Row, column: int) -> str:
        """Return what a row has in a column."""
        return row.fields[column - 1].strip() if 0 < column <= len(row.fields) else ""

    def fields(self, row: Row) -> list[str]:
        """Return the fields of the note itself."""
        others = {self.guid, self.notetype_column, self.deck_column, self.tags_column}
        return [field for place, field in enumerate(row.fields, 1) if place not in others]


class Head(NamedTuple):
    """The lines at the head of a text, and those of them that mean nothing."""

    said: dict[str, str]
    unknown: list[tuple[int, str]]


def head(text: str) -> Head:
    """Read the lines at the head, which begin with “#”."""
    said: dict[str, str] = {}
    unknown = []
    for number, line in numbered_lines(text):
        if not line.startswith("#"):
            break
        found = _HEAD.fullmatch(line)
        if found and found[1].strip().lower() in _KNOWN:
            said[found[1].strip().lower()] = found[2].strip() or found[2][:1]
        elif found:
            unknown.append((number, line))
    return Head(said, unknown)


def layout(text: str, said: dict[str, str]) -> Layout:
    """Return how a text is to be read.

    Raises:
        Refused: it has no second column.
    """
    named = said.get("separator", "")
    delimiter = _NAMED.get(named.lower(), named) or _guessed(text)
    names = next((row.fields for row in rows(said.get("columns", ""), delimiter)), [])
    columns = {key: int(value) if value.isdecimal() else 0 for key, value in said.items() if key.endswith(" column")}
    found = Layout(
        delimiter, _is_html(said.get("html"), text), columns.get("guid column", 0), columns.get("notetype column", 0),
        columns.get("deck column", 0), columns.get("tags column", 0), tuple(name.strip() for name in names),
        said.get("notetype", ""), said.get("deck") or said.get("default deck", ""), said.get("tags", ""),
    )  # fmt: skip
    return found if said else _with_tags(found, text)


def noted(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows that are no comments."""
    return rows(text, delimiter, "#")


def _guessed(text: str) -> str:
    best, most = "", 0.0
    for sign in _SIGNS:
        lines = [row for row, _ in zip(noted(text, sign), range(_PREVIEWED), strict=False)]
        share = sum(len(row.fields) > 1 for row in lines) / max(1, len(lines))
        if share >= _ENOUGH:
            return sign
        if share > most:
            best, most = sign, share
    if not best:
        raise Refused("There is no second column: put a TAB between front and back.")
    return best


def _is_html(said: str | None, text: str) -> bool:
    return said.lower() == "true" if said is not None else bool(_LOOKS_HTML.search(text))


def _with_tags(found: Layout, text: str) -> Layout:
    """Take a third column of single words for tags, as Anki does."""
    lines = [row for row, _ in zip(noted(text, found.delimiter), range(_PREVIEWED), strict=False)]
    is_three = bool(lines) and all(len(row.fields) == 3 for row in lines)
    if is_three and all(len(row.fields[2].split()) <= 2 and "{{c" not in row.fields[2] for row in lines):
        return found._replace(tags_column=3)
    return found
