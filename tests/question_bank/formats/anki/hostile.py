"""Packages and collections that are made to do harm, by what they try."""

from __future__ import annotations

import json
import re
import sqlite3
import struct
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import zstandard

from question_bank.formats import anki
from question_bank.formats.exchange import Refused
from tests.question_bank.formats.anki.making import (
    BASIC,
    CLOZE,
    DECKS,
    Note,
    Type,
    collection,
    database,
    package,
    packed,
    squeezed,
)

PAGE = 4096
COL = f"""
CREATE TABLE col (id integer primary key, models text, decks text);
INSERT INTO col VALUES (1, '{{}}', '{json.dumps(DECKS)}');
CREATE TABLE cards (id integer primary key, nid integer, did integer, ord integer, odid integer, reps integer);
"""
ENDLESS = "WITH RECURSIVE r(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM r)"


def counted(number: int) -> str:
    """Return the beginning of a query over the numbers from 1."""
    return f"WITH r(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM r LIMIT {number})"


def crowd_of_cards(number: int) -> str:
    """Return a script that adds cards to the first note."""
    return f"{counted(number)} INSERT INTO cards SELECT x + 9, 1, 1, x, 0, 0 FROM r;"


def with_notes(made: str) -> bytes:
    """Return a collection whose notes are something else than a table."""
    return database(f"{COL} {made}")


def changed(script: str, *notes: Note, type: Type = BASIC) -> bytes:
    """Return a collection after a script has run over it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(collection(notes or [Note(("a", "b"))], type))
        connection.executescript(script)
        return connection.serialize()


def circle() -> bytes:
    """Return a collection whose tree of notes has ten levels, on each of which 500 branches lead to the same page."""
    data = bytearray(collection([Note(("a", "b"))], BASIC))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(bytes(data))
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'notes'").fetchone()
    leaf, first = bytes(data[(root - 1) * PAGE : root * PAGE]), len(data) // PAGE + 1
    for level in range(10):
        data += _branch(first + level + 1)
    data += leaf
    data[(root - 1) * PAGE : root * PAGE] = _branch(first)
    data[28:32] = struct.pack(">I", len(data) // PAGE)
    return bytes(data)


def _branch(below: int) -> bytes:
    """Return an inner page of a table whose 500 branches all lead to one page."""
    cell, count = struct.pack(">IB", below, 1), 500
    start = PAGE - len(cell)
    places = struct.pack(f">{count}H", *[start] * count)
    head = struct.pack(">BHHHBI", 5, 0, count, start, 0, below)
    return (head + places).ljust(start, b"\0") + cell


def bomb(start: bytes = b"", megabytes: int = 500, **how: int) -> bytes:
    """Return zeros packed by zstd; their size is not told."""
    parameters = zstandard.ZstdCompressionParameters(compression_level=3, write_content_size=False, **how)
    packing = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    zeros = bytes(1_000_000)
    return packing.compress(start) + b"".join(packing.compress(zeros) for _ in range(megabytes)) + packing.flush()


def lying() -> bytes:
    """Return a bomb that says that it is 100 bytes large: the size stands in the head of its frame."""
    data = bomb()
    assert data[4] & 0xE0 == 0, "the head has a size already"
    said = struct.pack("<I", 100)
    return data[:4] + bytes([data[4] | 0x80]) + data[5:6] + said + data[6:]


def current(data: bytes, media: bytes = b"", **files: bytes) -> bytes:
    """Return a package of the current form around what its collection should be."""
    entries = {"meta": b"\x08\x03", "collection.anki21b": data, "collection.anki2": b"", "media": squeezed(media)}
    return packed(entries | {name.strip("_"): one for name, one in files.items()})


def entry(name: str) -> bytes:
    """Return an entry of the list of media."""
    inner = b"\x0a" + bytes([len(name)]) + name.encode()
    return b"\x0a" + bytes([len(inner)]) + inner


SHOWS = [Note(("<img src=x.png>", "b"))]
MANY_TYPES = Type(cards=BASIC.cards * 3000)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "an endless view": lambda: with_notes(f"CREATE VIEW notes AS {ENDLESS} SELECT x AS id, x AS guid FROM r"),
    "an endless view of cards": lambda: changed(
        f"DROP TABLE cards; CREATE VIEW cards AS {ENDLESS} SELECT x AS nid, 0 AS ord, 0 AS did FROM r"
    ),
    "a virtual table": lambda: with_notes("CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, tags, flds)"),
    "a column that is worked out": lambda: with_notes(
        "CREATE TABLE notes (id integer primary key, flds text AS (hex(zeroblob(100000000))))"
    ),
    "a circle of pages": circle,
    "a huge cell": lambda: changed("UPDATE notes SET flds = hex(zeroblob(9000000))"),
    "a huge description": lambda: changed("UPDATE col SET models = hex(zeroblob(9000000))"),
    "a deep description": lambda: changed(f"UPDATE col SET models = '{'[' * 500_000}'"),
    "a crowd of tables": lambda: database(
        f"PRAGMA writable_schema = ON; {counted(50_000)} INSERT INTO sqlite_master "
        "SELECT 'view', 'v' || x, 'v' || x, 0, 'CREATE VIEW v' || x || ' AS SELECT 1' FROM r"
    ),
    "a crowd of notes": lambda: changed(f"{counted(200_000)} INSERT INTO notes SELECT x + 9, x, 1, '', x FROM r"),
    "a crowd of cards": lambda: changed(crowd_of_cards(400_000)),
    "a note with a crowd of cards": lambda: changed(
        crowd_of_cards(90_000) + "UPDATE notes SET flds = hex(zeroblob(2400000))"
    ),
    "a field on thousands of cards": lambda: changed(
        crowd_of_cards(2_999),
        Note(("<b>x</b> " * 5000, "b")),
        type=MANY_TYPES,
    ),
    "thousands of long notes": lambda: current(
        squeezed(collection([Note((f"{n}" + "<b>x</b>" * 2200, "b"), f"g{n}") for n in range(2000)], BASIC))
    ),
    "thousands of deletions": lambda: current(
        squeezed(
            collection(
                [
                    Note(("".join(f"{{{{c{n}::{n}}}}} x" for n in range(1, 99)) + "y" * 8000, ""), f"g{n}")
                    for n in range(2000)
                ],
                CLOZE,
            )
        )
    ),
    "thousands of small notes with much to tell": lambda: current(
        squeezed(collection([Note((f"<u>{n}</u>" * 9, "[sound:x]b" * 9), f"g{n}") for n in range(24_000)], BASIC))
    ),
    "deletions in deletions": lambda: collection([Note(("{{c1::" * 8000, "")), Note(("}}" * 20_000, ""))], CLOZE),
    "signs that never end": lambda: collection(
        [
            Note((sign * (49_000 // len(sign)), "b"), sign)
            for sign in ("[latex]", "[$]", "<rt>", "<rp>", "\\(", "[sound:")
        ],
        BASIC,
    ),
    "html nested without end": lambda: collection([Note(("<div>" * 9_999, "b")), Note(("<b>" * 9_999, "b"))], BASIC),
    "a bomb of zeros": lambda: current(bomb()),
    "a bomb that says it is small": lambda: current(lying()),
    "a bomb in a bomb": lambda: current(squeezed(bomb())),
    "a list of media that is a bomb": lambda: packed(
        {"collection.anki21b": squeezed(collection(SHOWS, BASIC)), "media": bomb()}
    ),
    "a picture that is a bomb": lambda: current(
        squeezed(collection(SHOWS, BASIC)), entry("x.png"), _0=bomb(b"\x89PNG\r\n\x1a\n")
    ),
    "many pictures that are bombs": lambda: current(
        squeezed(collection([Note(("".join(f"<img src={n}.png>" for n in range(90)), "b"))], BASIC)),
        b"".join(entry(f"{n}.png") for n in range(90)),
        **{f"_{n}": squeezed(b"\x89PNG\r\n\x1a\n" + bytes(4_900_000)) for n in range(90)},
    ),
    "a part cut short": lambda: current(squeezed(collection(SHOWS, BASIC))[:-50]),
    "a wide window": lambda: current(bomb(window_log=27)),
    "a list of media nested without end": lambda: packed(
        {"collection.anki2": collection(SHOWS, BASIC), "media": b"[" * 1_000_000}
    ),
    "a deflated bomb": lambda: packed({"collection.anki2": b"SQLite format 3\0" + bytes(400_000_000)}),
    "a small page": lambda: collection(SHOWS, BASIC)[:16] + b"\x01\x00" + collection(SHOWS, BASIC)[18:],
    "no pages": lambda: b"SQLite format 3\0",
    "half a collection": lambda: collection(SHOWS, BASIC)[: 3 * PAGE],
    "a newer version": lambda: packed({"meta": b"\x08\x63", "collection.anki2": collection(SHOWS, BASIC)}),
    "a stub": lambda: package([Note(("Please update to the latest Anki version, then import again.", ""))], BASIC),
    "a broken collection beside a stub": lambda: packed(
        {"collection.anki21b": b"nothing", "collection.anki2": collection(SHOWS, BASIC)}
    ),
    "no collection": lambda: packed({"media": b"{}"}),
    "another program's database": lambda: database("CREATE TABLE t (x)"),
    "words": lambda: b"words",
    "nothing": lambda: b"",
}


def outcome(data: bytes) -> str:
    """Return why a file was refused, or how many questions and troubles are in it."""
    try:
        found = anki.read(data)
    except Refused as reason:
        return str(reason)
    return f"{len(found.questions)} questions, {len(found.troubles)} troubles."


def most_memory() -> int:
    """Return the most bytes of memory that this process has held."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0])


if __name__ == "__main__":
    said = [outcome(Path(path).read_bytes()) for path in sys.argv[1:]]
    print(json.dumps({"said": said, "memory": most_memory()}))
