"""Questions a second of every format, and an import into the database beside Anki's own.

    .venv/bin/python -m benchmarks.formats [--questions 10000] [--blocks 7] [--folder DIR]

First each format writes and reads as many questions of all kinds that it can hold, the best of three. Then, in turn
within one run, each on a disk and each time into a database without questions of its own:

* ours, text: a text in two columns is read, compared with the bank and kept (WAL, synchronous FULL)
* Anki, text: the same file through `import_csv`
* ours, anki and Anki, anki: the same questions in a package, through `import_anki_package`
* ours, jsonl: the same questions in our own format, beside Anki's import of the text

Both keep as many notes as the file has, and a second import adds none: that is looked at after the measuring.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportCsvRequest

from benchmarks.measure import interleaved, ratio
from question_bank.formats import FORMATS
from question_bank.formats.exchange import Format
from question_bank.kinds import KINDS, AnyQuestion, read_question
from question_bank.kinds.flashcard import Flashcard
from quizapp.services import exchange, people
from quizapp.storage.bank import Search, count_found
from quizapp.storage.database import Database, migrate

ROUNDS = 3
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def questions(number: int) -> list[AnyQuestion]:
    """Make questions of all kinds in turn, no two alike."""
    kinds = [kind.examples().question.model_dump() for kind in KINDS.values()]
    made = []
    for n in range(number):
        fields = kinds[n % len(kinds)]
        made.append(
            read_question({**fields, "id": f"q{n}", "stem": f"{n}. {fields['stem']}", "topic": f"T {n // 500}"})
        )
    return made


def cards(number: int) -> list[AnyQuestion]:
    """Make cards with a front and a back."""
    return [
        Flashcard(
            id=f"card-{n}", stem=f"In which year was the pipeline number {n} opened?", topic="Pipelines",
            explanation=f"Pipeline {n} was opened in {1900 + n % 120}.", accepted=(str(1900 + n % 120),),
        )
        for n in range(number)
    ]  # fmt: skip


def best(step: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few rounds."""
    found = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        step()
        found.append(perf_counter() - begun)
    return min(found)


def print_format(name: str, format: Format, asked: Sequence[AnyQuestion]) -> None:
    """Measure a format and print its line."""
    written = format.write(asked, {})
    held = len(format.read(written.data).questions)
    writing, reading = best(lambda: format.write(asked, {})), best(lambda: format.read(written.data))
    print(f"{name:8} {held:>8,} {len(written.data) / 1e6:>8.1f} {held / writing:>12,.0f} {held / reading:>12,.0f}")


def written(folder: Path, name: str, number: int) -> Path:
    """Write cards in a format, and return the file."""
    path = folder / f"cards{FORMATS[name].suffixes[0]}"
    path.write_bytes(FORMATS[name].write(cards(number), {}).data)
    return path


class Ours:
    """Our own import, each time into a copy of an empty database."""

    def __init__(self, folder: Path, file: Path) -> None:
        self.empty, self.path, self.file = folder / "empty.sqlite", folder / "ours.sqlite", file
        migrate(f"sqlite:///{self.empty}")

    def step(self) -> None:
        """Import the file."""
        for old in self.path.parent.glob(f"{self.path.name}*"):
            old.unlink()
        shutil.copy(self.empty, self.path)
        self.read_in()

    def read_in(self) -> int:
        """Import the file into the database as it is, and return the number of questions there."""
        with closing(Database(f"sqlite:///{self.path}")) as db:
            preview = exchange.preview_import(db, people.OPERATOR, self.file.name, self.file.read_bytes())
            exchange.import_questions(db, people.OPERATOR, preview, NOW)
            with db.reading() as connection:
                return count_found(connection, Search())


class Anki:
    """Anki's import, each time into a copy of an empty collection."""

    def __init__(self, folder: Path, file: Path) -> None:
        self.empty, self.path, self.file = folder / "empty.anki2", folder / "anki.anki2", file
        Collection(str(self.empty)).close()

    def step(self) -> None:
        """Import the file."""
        for old in self.path.parent.glob(f"{self.path.name}*"):
            old.unlink()
        shutil.copy(self.empty, self.path)
        self.read_in()

    def read_in(self) -> int:
        """Import the file into the collection as it is, and return the number of notes there."""
        collection = Collection(str(self.path))
        if self.file.suffix == ".txt":
            metadata = collection.get_csv_metadata(str(self.file), None)
            collection.import_csv(ImportCsvRequest(path=str(self.file), metadata=metadata))
        else:
            options = ImportAnkiPackageOptions()
            collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(self.file), options=options))
        number = collection.note_count()
        collection.close()
        return number


def print_imports(name: str, theirs: str, number: int, blocks: int, folder: str | None) -> None:
    """Measure both imports of the same cards, look at what they kept, and print their lines."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        here = Path(made)
        ours, anki = Ours(here, written(here, name, number)), Anki(here, written(here, theirs, number))
        found = interleaved({"ours": ours.step, "Anki": anki.step}, blocks, 1)
        assert ours.read_in() == anki.read_in() == number, "a second import added something, or the first kept less"
    for who, timing in found.items():
        middle, low, high = ratio(timing, found["Anki"])
        format = name if who == "ours" else theirs
        print(f"{who + ', ' + format:12} {timing.p50:9,.0f} {number / timing.p50 * 1000:12,.0f}"
              f"   {middle:5.2f} ({low:.2f} to {high:.2f})")  # fmt: skip


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Questions a second of every format, and imports beside Anki's.")
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--blocks", type=int, default=7)
    parser.add_argument("--folder", default=".", help="a folder on the disk to measure on")
    options = parser.parse_args()
    asked = questions(options.questions)
    print(f"{'format':8} {'held':>8} {'MB':>8} {'written /s':>12} {'read /s':>12}")
    for name, format in FORMATS.items():
        print_format(name, format, asked)
    print(f"\n{'import':12} {'ms':>9} {'notes /s':>12}   to Anki (95 %)")
    for ours, theirs in (("text", "text"), ("anki", "anki"), ("jsonl", "text")):
        print_imports(ours, theirs, options.questions, options.blocks, options.folder)


if __name__ == "__main__":
    main()
