"""How a collection describes its note types and decks: in tables since schema 15, before that as JSON in one row."""

import json
from typing import Any, NamedTuple

from question_bank.formats.anki import wire
from question_bank.formats.anki.collection import MOST_NOTE_TYPES, Collection, said
from question_bank.formats.exchange import Refused

_CLOZE = 1
_BETWEEN = "\x1f"


class Template(NamedTuple):
    """A card of a note type: its name, and the HTML of its front and back with the fields in braces."""

    name: str
    front: str
    back: str


class NoteType(NamedTuple):
    """A note type: its fields in order, and its cards; with cloze deletions there is one card for many."""

    name: str
    is_cloze: bool
    fields: list[str]
    templates: list[Template]


class Described(NamedTuple):
    """The note types and the paths of decks, by their ids."""

    types: dict[int, NoteType]
    decks: dict[int, list[str]]


def described(collection: Collection) -> Described:
    """Read the note types and decks of a collection of any schema.

    Raises:
        Refused: they cannot be read.
    """
    try:
        return _from_tables(collection) if collection.has("notetypes") else _from_json(collection)
    except (wire.BadMessage, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("The collection is broken: its note types or decks cannot be read.") from error


def _from_tables(collection: Collection) -> Described:
    fields: dict[int, list[tuple[int, str]]] = {}
    for type, place, name in collection.rows("fields", "ntid, ord, name", MOST_NOTE_TYPES):
        fields.setdefault(type, []).append((place, said(name)))
    templates: dict[int, list[tuple[int, Template]]] = {}
    for type, place, name, config in collection.rows("templates", "ntid, ord, name, config", MOST_NOTE_TYPES):
        template = Template(said(name), wire.text(config, 1), wire.text(config, 2))
        templates.setdefault(type, []).append((place, template))
    types = {
        id: NoteType(
            said(name),
            wire.figure(config, 1) == _CLOZE,
            [field for _, field in sorted(fields.get(id, []))],
            [template for _, template in sorted(templates.get(id, []))],
        )
        for id, name, config in collection.rows("notetypes", "id, name, config", MOST_NOTE_TYPES)
    }
    decks = {id: _path(said(name), _BETWEEN) for id, name in collection.rows("decks", "id, name", MOST_NOTE_TYPES)}
    return Described(types, decks)


def _from_json(collection: Collection) -> Described:
    models, decks = next(iter(collection.rows("col", "models, decks", 1)), ("{}", "{}"))
    types = {int(id): _type(one) for id, one in json.loads(said(models)).items()}
    return Described(types, {int(id): _path(str(deck["name"]), "::") for id, deck in json.loads(said(decks)).items()})


def _type(fields: dict[str, Any]) -> NoteType:
    templates = [Template(str(one["name"]), str(one["qfmt"]), str(one["afmt"])) for one in fields["tmpls"]]
    return NoteType(
        str(fields["name"]), fields.get("type") == _CLOZE, [str(one["name"]) for one in fields["flds"]], templates
    )


def _path(name: str, between: str) -> list[str]:
    return [part.strip() for part in name.split(between) if part.strip()]
