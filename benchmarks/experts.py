"""Questions that experts wrote, read from a folder: MMLU-Redux as it is published, and JSON Lines.

The `*.csv` of MMLU-Redux (aryopg/mmlu-redux, CC BY 4.0) say of each question whether reviewers found it in order:
only those that they did are read, and of these the ones short enough for our form. `*.jsonl` are questions in our own
format, from any of those that we read.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

from question_bank.formats import FORMATS
from question_bank.kinds import AnyQuestion
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.question import LONGEST_STEM

SOUND = "ok"


def read(folder: Path) -> dict[str, list[AnyQuestion]]:
    """Return the questions of a folder: those of all tables together, and those of each other file."""
    found: dict[str, list[AnyQuestion]] = {}
    if tables := sorted(folder.rglob("*.csv")):
        found["MMLU-Redux"] = [question for path in tables for question in _table(path)]
    for path in sorted(folder.rglob("*.jsonl")):
        found[path.stem] = list(FORMATS["jsonl"].read(path.read_bytes()).questions)
    return found


def _table(path: Path) -> Iterator[AnyQuestion]:
    text = _decoded(path.read_bytes())
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    for number, row in enumerate(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)):
        sound = (row.get("error_type") or "").strip().lower() == SOUND and row["answer"].isdigit()
        if sound and len(row["question"]) <= LONGEST_STEM and (options := _options(row["choices"])):
            stem, key = row["question"].strip(), options[int(row["answer"])]
            yield MultipleChoice(
                id=f"{path.stem}.{number}", stem=stem, options=options, key=key, topic=path.stem, explanation=key
            )


def _options(written: str) -> tuple[str, ...]:
    """Return the options of a list as Python writes it; nothing where it is cut off."""
    try:
        return tuple(str(option).strip() for option in ast.literal_eval(written))
    except (SyntaxError, ValueError):
        return ()


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("mac_roman")  # one of the tables was saved so
