"""Read every file below a folder, and print per file what was understood: questions, troubles with reasons, seconds.

    python -m tests.read_folder FOLDER [--quiet]

`--quiet` leaves the troubles out. Files that are no question files are refused, and counted. Ends with 1 if something
crashed, if a question is not sound, or if a file gave neither questions nor troubles.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from question_bank.formats import detected
from question_bank.formats.exchange import Imported, Refused


class Reading(NamedTuple):
    """How the reading of a file went."""

    path: Path
    format: str
    imported: Imported | None
    refused: str
    crash: str
    seconds: float

    @property
    def fault(self) -> str:
        """What must never be, or nothing."""
        if self.crash or self.imported is None:
            return self.crash
        if any(question.problems() for question in self.imported.questions):
            return "a question is not sound"
        return "" if self.imported.questions or self.imported.troubles else "nothing was said of it"


def reading(path: Path) -> Reading:
    """Read a file."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(1) as worker:  # which keeps whatever is raised, so that the other files are read too
        done = worker.submit(_read, path)
        error = done.exception()
    seconds = time.perf_counter() - begun
    if error is None:
        return Reading(path, *done.result(), "", "", seconds)
    crash = "" if isinstance(error, Refused) else "".join(traceback.format_exception(error))
    return Reading(path, "", None, "" if crash else str(error), crash, seconds)


def _read(path: Path) -> tuple[str, Imported]:
    data = path.read_bytes()
    format = detected(path.name, data)
    return format.title, format.read(data)


def readings(folder: Path) -> Iterator[Reading]:
    """Read every file below a folder, in the order of their names."""
    yield from (reading(path) for path in sorted(folder.rglob("*")) if path.is_file())


def told(one: Reading, folder: Path, quiet: bool) -> Iterator[str]:
    """Yield the lines that tell of a file."""
    name = one.path.relative_to(folder)
    if one.fault:
        yield f"{name}: FAULT {one.fault}"
    elif one.imported is None:
        yield f"{name}: refused in {one.seconds:.2f} s: {one.refused}"
    else:
        counts = f"{len(one.imported.questions)} questions, {len(one.imported.troubles)} troubles"
        yield f"{name} ({one.format}): {counts}, {one.seconds:.2f} s"
        for trouble in () if quiet else one.imported.troubles:
            yield f"    {trouble.place}: {trouble.reason}  [{trouble.text[:100]}]"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--quiet", action="store_true")
    given = asked.parse_args()
    counts: Counter[str] = Counter()
    slowest = 0.0
    for one in readings(given.folder):
        print(*told(one, given.folder, given.quiet), sep="\n")
        counts["files"] += 1
        counts["faults"] += bool(one.fault)
        counts["refused"] += bool(one.refused)
        counts["questions"] += len(one.imported.questions) if one.imported else 0
        counts["troubles"] += len(one.imported.troubles) if one.imported else 0
        slowest = max(slowest, one.seconds)
    print(", ".join(f"{counts[name]} {name}" for name in ("files", "questions", "troubles", "refused", "faults")))
    print(f"slowest: {slowest:.2f} s")
    return 1 if counts["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
