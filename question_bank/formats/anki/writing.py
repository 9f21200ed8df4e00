"""Notes as a package that Anki of any version imports; the id of a question is the guid of its note, so that the
same question imported again is updated.

Genanki writes the database. Its own way to zip it is not used, for it takes media from files and stamps the time.
"""

import io
import json
import sqlite3
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import count
from typing import Any

from question_bank.formats.anki.note_types import OwnType
from question_bank.formats.anki.notes import Written

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST_DECK = 1_000_000_000_000
_LONGEST_NAME = 100
_NOT_IN_NAMES = frozenset('[]<>:"/?*^\\|%#&')


def package(notes: Sequence[Written], files: Mapping[str, bytes], seconds: float) -> bytes:
    """Return a package with notes and the files they show; `seconds` since 1970 say when they were changed last."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("collection.anki2"), _collection(notes, seconds))
        archive.writestr(_entry("media"), json.dumps({str(place): name for place, name in enumerate(files)}))
        for place, data in enumerate(files.values()):
            archive.writestr(_entry(str(place)), data)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _collection(notes: Sequence[Written], seconds: float) -> bytes:
    import genanki

    models = {note.type: _model(note.type) for note in notes}
    decks: dict[str, genanki.Deck] = {}
    for place, note in enumerate(notes):
        deck = decks.setdefault(note.deck, genanki.Deck(_deck_id(note.deck), note.deck))
        deck.add_note(genanki.Note(models[note.type], note.fields, guid=note.guid, due=place))
    with closing(sqlite3.connect(":memory:")) as connection:
        ids = count(int(seconds * 1000))
        genanki.Package(list(decks.values())).write_to_db(connection.cursor(), seconds, ids)
        connection.commit()
        return connection.serialize()


def _model(type: OwnType) -> Any:
    import genanki

    return genanki.Model(
        type.id, type.name, [{"name": name} for name in type.fields],
        [{"name": type.card, "qfmt": type.front, "afmt": type.back}], type.css,
        genanki.Model.CLOZE if type.is_cloze else genanki.Model.FRONT_BACK,
    )  # fmt: skip


def _deck_id(name: str) -> int:
    """Return a deck's id that is always the same."""
    return _FIRST_DECK + int(sha256(name.encode()).hexdigest()[:10], 16)


def is_name_for_anki(name: str) -> bool:
    """Say whether Anki keeps a file under a name as it is."""
    is_plain = name.isprintable() and not _NOT_IN_NAMES & set(name) and name == unicodedata.normalize("NFC", name)
    return is_plain and len(name.encode()) <= _LONGEST_NAME
