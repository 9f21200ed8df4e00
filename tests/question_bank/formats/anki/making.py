"""Packages as Anki makes them, from note types and notes that a test names."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import zstandard

from question_bank.formats import anki
from question_bank.formats.exchange import Imported
from question_bank.kinds import AnyQuestion

LINE = "<hr id=answer>"
TABLES = """
CREATE TABLE col (id integer primary key, models text, decks text);
CREATE TABLE notes (id integer primary key, guid text, mid integer, tags text, flds text);
CREATE TABLE cards (id integer primary key, nid integer, did integer, ord integer, odid integer, reps integer);
"""
DECKS = {"1": {"name": "Default"}, "2": {"name": "Planets::Outer"}, "3": {"name": "Filtered"}}


class Type(NamedTuple):
    """A note type: its fields, and the front and back of each card."""

    fields: tuple[str, ...] = ("Front", "Back")
    cards: tuple[tuple[str, str], ...] = (("{{Front}}", f"{{{{FrontSide}}}}{LINE}{{{{Back}}}}"),)
    is_cloze: bool = False
    name: str = "Basic"


class Note(NamedTuple):
    """A note of the first note type, unless it names another; `cards` are numbers, or all if there are none."""

    fields: tuple[str, ...]
    guid: str = "guid"
    tags: str = ""
    type: int = 1
    deck: int = 2
    home: int = 0
    reps: int = 0
    cards: tuple[int, ...] = (0,)


BASIC = Type()
CLOZE = Type(("Text", "Back Extra"), (("{{cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}"),), True, "Cloze")
TYPED = Type(cards=(("{{Front}}<br>{{type:Back}}", f"{{{{Front}}}}{LINE}{{{{type:Back}}}}"),))
REVERSED = Type(cards=(*BASIC.cards, ("{{Back}}", f"{{{{FrontSide}}}}{LINE}{{{{Front}}}}")))


def database(script: str) -> bytes:
    """Return a database that a script makes."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        return connection.serialize()


def collection(notes: Sequence[Note], *types: Type) -> bytes:
    """Return a collection of the old schema."""
    models = {str(id): _model(type) for id, type in enumerate(types, 1)}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES)
        connection.execute("INSERT INTO col VALUES (1, ?, ?)", (json.dumps(models), json.dumps(DECKS)))
        for id, note in enumerate(notes, 1):
            row = (id, note.guid, note.type, note.tags, "\x1f".join(note.fields))
            connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", row)
            for number in note.cards:
                card = (id, note.deck, number, note.home, note.reps)
                connection.execute("INSERT INTO cards VALUES (NULL, ?, ?, ?, ?, ?)", card)
        connection.commit()
        return connection.serialize()


def _model(type: Type) -> dict[str, Any]:
    return {
        "name": type.name,
        "type": int(type.is_cloze),
        "flds": [{"name": name} for name in type.fields],
        "tmpls": [{"name": f"Card {place}", "qfmt": one[0], "afmt": one[1]} for place, one in enumerate(type.cards, 1)],
    }


def packed(entries: Mapping[str, bytes]) -> bytes:
    """Return an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def package(notes: Sequence[Note], *types: Type, **media: bytes) -> bytes:
    """Return a package of the old form with media; their names are written with a double underscore for the dot."""
    names = {str(place): name.replace("__", ".") for place, name in enumerate(media)}
    entries = {"collection.anki2": collection(notes, *types), "media": json.dumps(names).encode()}
    return packed(entries | {str(place): data for place, data in enumerate(media.values())})


def squeezed(data: bytes) -> bytes:
    """Return data as zstd packs them."""
    return zstandard.ZstdCompressor().compress(data)


def read(*fields: str, type: Type = BASIC, **media: bytes) -> Imported:
    """Read a single note."""
    return anki.read(package([Note(fields, cards=tuple(range(len(type.cards))))], type, **media))


def only(*fields: str, type: Type = BASIC, **media: bytes) -> AnyQuestion:
    """Return the one question that a note is, from which nothing was left out."""
    found = read(*fields, type=type, **media)
    assert not found.troubles
    (question,) = found.questions
    return question


def reasons(found: Imported) -> list[str]:
    """Return why things were not imported as they stood."""
    return [trouble.reason for trouble in found.troubles]
