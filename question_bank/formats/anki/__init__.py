"""Packages and collections of Anki, of all its versions."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from question_bank.formats.anki.collection import opened
from question_bank.formats.anki.notes import Written, written
from question_bank.formats.anki.package import SQLITE, Package
from question_bank.formats.anki.reading import Reading, pictures_in
from question_bank.formats.anki.writing import is_name_for_anki, package
from question_bank.formats.archive import START
from question_bank.formats.exchange import CannotExpress, Exported, Format, Imported, Loss
from question_bank.formats.foreign import refuse_large
from question_bank.formats.qti.pictures import is_picture
from question_bank.kinds import AnyQuestion
from question_bank.rich import safe_name


def read(data: bytes) -> Imported:
    """Read the notes of a package (.apkg, .colpkg) or of a bare collection (.anki2).

    Raises:
        Refused: it is none, is broken, or is made to do harm.
    """
    refuse_large(data)
    file = Package(data)
    with tempfile.TemporaryDirectory(prefix="quizapp-") as folder:
        path = Path(folder) / "collection"
        file.unpack(path)
        with opened(path) as collection:
            return Reading(file, collection).imported()


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes], now: datetime | None = None) -> Exported:
    """Write questions as a package; Anki updates the notes that it has if they are older than `now`: this moment."""
    shown = {name: data for name, data in files.items() if _can_be_shown(name, data)}
    notes: dict[str, list[Written]] = {}
    losses: list[Loss] = []
    for question in questions:
        try:
            note = written(question, frozenset(shown))
        except CannotExpress as reason:
            losses.append(Loss(question.id, str(reason)))
            continue
        notes.setdefault(note.deck, []).append(note)
        missing = [name for name in pictures_in(question) if name not in shown]
        lost = [*note.lost, *(f"The picture {name} is missing, or none that Anki can hold." for name in missing)]
        losses += [Loss(question.id, one) for one in lost]
    used = {name for question in questions for name in pictures_in(question)}
    by_deck = [note for deck in notes.values() for note in deck]
    seconds = (now or datetime.now(UTC)).timestamp()
    return Exported(package(by_deck, {name: shown[name] for name in sorted(used & shown.keys())}, seconds), losses)


def _can_be_shown(name: str, data: bytes) -> bool:
    return is_picture(data) and safe_name(name) == name and is_name_for_anki(name)


def recognises(data: bytes) -> bool:
    """Say whether a file looks like a package or a collection of Anki."""
    return data.startswith(SQLITE) or (data.startswith(START) and b"collection.anki2" in data)


FORMAT = Format("Anki deck", (".apkg", ".colpkg", ".anki2", ".anki21"), read, write, recognises)
