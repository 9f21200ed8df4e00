"""The real Anki: collections of its own, what it exports from them, and what it makes of our packages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from anki.cards import Card
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportLogWithChanges,
)
from anki.notes import Note, NoteId
from anki.scheduler.v3 import CardAnswer, QueuedCards, Scheduler


@contextmanager
def opened(folder: Path) -> Iterator[Collection]:
    """Open the collection in a folder, which is made if there is none."""
    collection = Collection(str(folder / "collection.anki2"))
    try:
        yield collection
    finally:
        collection.close()


def add(collection: Collection, type: str, fields: Sequence[str], deck: str = "Deck", tags: str = "") -> None:
    """Add a note."""
    model = collection.models.by_name(type)
    assert model is not None, type
    note = collection.new_note(model)
    note.fields = list(fields)
    note.tags = tags.split()
    id = collection.decks.id(deck)
    assert id is not None
    collection.add_note(note, id)


def exported(collection: Collection, folder: Path, legacy: bool) -> bytes:
    """Return all notes as Anki exports them in a package."""
    path = folder / "out.apkg"
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy)
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return path.read_bytes()


def backed_up(collection: Collection, folder: Path, legacy: bool) -> bytes:
    """Return the whole collection as Anki exports it; it is closed with that."""
    path = folder / "out.colpkg"
    collection.export_collection_package(str(path), include_media=True, legacy=legacy)
    return path.read_bytes()


def imported(collection: Collection, data: bytes, folder: Path) -> ImportLogWithChanges.Log:
    """Import a package as Anki does when someone opens one, and return what it says about it."""
    path = folder / "in.apkg"
    path.write_bytes(data)
    options = ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=False, with_deck_configs=False)
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    return collection.import_anki_package(request).log


def note_of(collection: Collection, guid: str) -> Note:
    """Return the note with a guid."""
    assert collection.db is not None
    id = collection.db.scalar("SELECT id FROM notes WHERE guid = ?", guid)
    return collection.get_note(NoteId(id))


def shown(collection: Collection, guid: str) -> tuple[str, str]:
    """Return the front and the back of a note's first card as Anki draws them."""
    output = note_of(collection, guid).cards()[0].render_output()
    return output.question_text, output.answer_text


def words(source: str) -> str:
    """Return what is read on a card: the text without attributes, where Anki keeps what is hidden."""
    return re.sub(r"<[^<>]*>", "", source)


def edit(collection: Collection, guid: str, **fields: str) -> None:
    """Change fields of a note as a person does in Anki."""
    note = note_of(collection, guid)
    for name, text in fields.items():
        note[name] = text
    collection.update_note(note)


def queued(collection: Collection) -> Sequence[QueuedCards.QueuedCard]:
    """Return the cards of the current deck that wait to be answered."""
    scheduler = collection.sched
    assert isinstance(scheduler, Scheduler)
    return list(scheduler.get_queued_cards(fetch_limit=50).cards)


def answer(collection: Collection) -> None:
    """Answer the next card of the current deck."""
    scheduler, first = collection.sched, queued(collection)[0]
    assert isinstance(scheduler, Scheduler)
    card = Card(collection, backend_card=first.card)
    card.start_timer()
    scheduler.answer_card(scheduler.build_answer(card=card, states=first.states, rating=CardAnswer.GOOD))
