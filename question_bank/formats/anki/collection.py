"""A collection of Anki: its note types, decks, notes and cards, read from a database that nobody has to trust.

Only plain tables are read, by fixed names and columns; steps, sizes and the schema are limited, for a damaged tree of
pages can go round in circles and a schema can be endless. Nothing of the schema is run: no view, trigger or generated
column, and no function.
"""

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from question_bank.formats.exchange import Refused

MOST_STEPS = 50_000_000
"""Steps of SQLite's machine that all reading together may take; 25,000 notes take less than a million."""
MOST_CARDS = 100_000
MOST_NOTE_TYPES = 5_000
LARGEST_CELL = 5_000_000
_STEPS = 10_000
_MOST_SCHEMA = 1_000_000
_LONGEST_SQL = 50_000
_MOST_COLUMNS = 60
_CACHE_KIB = -4_000
_BROKEN = "The collection is broken or made to do harm: check it in Anki (Tools, Check Database) and export it again."
_PLAIN = 0


class Note(NamedTuple):
    """A row of the notes; its fields stand in one text, with a sign between them."""

    id: int
    guid: str
    type: int
    tags: str
    text: str


class Card(NamedTuple):
    """Which card of its note it is, from 0, its deck, and whether it has been learned."""

    number: int
    deck: int
    is_learned: bool


class Collection:
    """An open database of Anki."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._left = MOST_STEPS // _STEPS
        connection.set_progress_handler(self._stop, _STEPS)

    def _stop(self) -> bool:
        self._left -= 1
        return self._left < 0

    def has(self, table: str) -> bool:
        """Say whether there is a plain table of a name.

        Raises:
            Refused: what has that name is no plain table.
        """
        return bool(self._columns(table))

    def _columns(self, table: str) -> frozenset[str]:
        """Return the columns of a plain table; none, if it is not there.

        Raises:
            Refused: what has that name is no plain table.
        """
        query = "SELECT type, name, rootpage FROM sqlite_master"
        found = [row for row in self._connection.execute(query) if str(row[1]).lower() == table]
        if not found:
            return frozenset()
        if len(found) > 1 or found[0][0] != "table" or not found[0][2]:
            raise Refused(f"The collection is refused: “{table}” in it is no table.")
        columns = self._connection.execute(f"PRAGMA table_xinfo({table})").fetchmany(_MOST_COLUMNS)
        if any(column[-1] != _PLAIN for column in columns):
            raise Refused(f"The collection is refused: “{table}” in it is worked out, not written down.")
        return frozenset(str(column[1]).lower() for column in columns)

    def rows(self, table: str, columns: str, most: int) -> Iterator[Sequence[Any]]:
        """Yield columns of a table, unordered; nothing stands for those that this version of Anki does not have.

        Raises:
            Refused: there is no such plain table, or it has more rows.
        """
        there = self._columns(table)
        if not there:
            raise Refused("The file is a database, but no collection of Anki.")
        asked = ", ".join(name if name in there else "NULL" for name in columns.split(", "))
        for number, row in enumerate(self._connection.execute(f"SELECT {asked} FROM {table}"), 1):
            if number > most:
                raise Refused(f"The collection is refused: it has more than {most:,} {table}.")
            yield row

    def notes(self) -> Iterator[Note]:
        """Yield the notes in the order of their ids, as every table has them that is in order.

        Raises:
            Refused: there are too many, or they are not in order.
        """
        last = None
        for id, guid, type, tags, text in self.rows("notes", "id, guid, mid, tags, flds", MOST_CARDS):
            if last is not None and _figure(id) <= last:
                raise Refused(_BROKEN)
            last = _figure(id)
            yield Note(_figure(id), said(guid), _figure(type), said(tags), said(text))

    def cards(self) -> dict[int, list[Card]]:
        """Return the cards by the id of their note; one in a filtered deck belongs to the deck that it came from."""
        found: dict[int, list[Card]] = {}
        for note, number, deck, home, reps in self.rows("cards", "nid, ord, did, odid, reps", MOST_CARDS):
            card = Card(_figure(number), _figure(home) or _figure(deck), bool(_figure(reps)))
            found.setdefault(_figure(note), []).append(card)
        return {note: sorted(cards) for note, cards in found.items()}


@contextmanager
def opened(path: Path) -> Iterator[Collection]:
    """Open a collection for reading; whatever SQLite finds wrong with it while it is open refuses the file.

    Raises:
        Refused: it is broken or hostile.
    """
    _refuse_endless_schema(path)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            _secure(connection)
            yield Collection(connection)
        except sqlite3.DataError as error:
            raise Refused(f"The collection is refused: a text in it has over {LARGEST_CELL:,} bytes.") from error
        except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite names damaged tables by their damaged bytes
            raise Refused(_BROKEN) from error


def _secure(connection: sqlite3.Connection) -> None:
    """Take away all that reading plain tables does not need."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_CELL)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_SQL)
    connection.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, _MOST_COLUMNS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20)
    connection.text_factory = lambda data: data.decode(errors="replace")
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", f"cache_size = {_CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.set_authorizer(_allowed)


def _allowed(action: int, first: str | None, *_: str | None) -> int:
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ):
        return sqlite3.SQLITE_OK
    is_asked = action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo"
    return sqlite3.SQLITE_OK if is_asked else sqlite3.SQLITE_DENY


def _refuse_endless_schema(path: Path) -> None:
    """Count the pages of the schema, which SQLite reads into memory whole before it can be asked anything."""
    with path.open("rb") as file:
        head = file.read(100)
        size = struct.unpack_from(">H", head, 16)[0] if len(head) == 100 else 0
        size = 65_536 if size == 1 else size
        if size < 512 or size & (size - 1):
            raise Refused(_BROKEN)
        waiting, seen = [1], 0
        while waiting:
            number, seen = waiting.pop(), seen + 1
            if seen * size > _MOST_SCHEMA:
                raise Refused("The collection is refused: it has far more tables than Anki makes.")
            file.seek((number - 1) * size)
            waiting += _below(file.read(size)[100 if number == 1 else 0 :], 100 if number == 1 else 0)


def _below(page: bytes, skipped: int) -> list[int]:
    """Return the pages below a page of a table: the file format of SQLite, section 1.6."""
    is_inner = page[:1] == b"\x05" and len(page) >= 12
    if not is_inner:
        return []
    count, last = struct.unpack_from(">3xH3xI", page)
    places = struct.unpack_from(f">{min(count, (len(page) - 12) // 2)}H", page, 12)
    inside = [place - skipped for place in places if skipped <= place <= len(page) + skipped - 4]
    return [last, *(struct.unpack_from(">I", page, place)[0] for place in inside)]


def said(value: object) -> str:
    """Return a text that stands in a cell, whatever sort the cell is."""
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return "" if value is None else str(value)


def _figure(value: object) -> int:
    return value if isinstance(value, int) else 0
