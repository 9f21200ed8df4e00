"""The script that reads a folder of files tells of each what was read, and fails where something was not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from question_bank.formats import FORMATS
from question_bank.formats.exchange import Imported
from tests.read_folder import Reading, reading, readings, told

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "question_bank" / "formats" / "samples"
SLOWEST = 10


def test_every_sample_is_read_or_refused_and_none_is_slow() -> None:
    found = list(readings(SAMPLES))
    assert [(one.path.name, one.fault) for one in found if one.fault] == []
    assert [one.path.name for one in found if one.seconds > SLOWEST] == []
    assert [one.path.name for one in found if one.refused] == ["SOURCES.md"]
    assert {one.format for one in found if not one.refused} >= {
        "Moodle XML", "QTI 2.1 package", "GIFT", "Aiken", "Anki deck", FORMATS["table"].title, FORMATS["text"].title,
    }  # fmt: skip


def test_it_prints_questions_troubles_and_seconds_of_each_file(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text("Which? {=x ~y}\n\nDescribe. {}\n")
    (tmp_path / "b.docx").write_text("words")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "c.csv").write_text("question,answer\nWhich?,x\n")
    command = [sys.executable, "-m", "tests.read_folder", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    first, trouble, second, third, total, slowest = ended.stdout.splitlines()
    assert first.startswith("a.gift (GIFT): 1 questions, 1 troubles, 0.")
    assert trouble.startswith("    line 3: Its braces are empty")
    assert second.startswith("b.docx: refused in 0.")
    assert third.startswith("deeper/c.csv (Table (CSV, TSV, Excel)): 1 questions, 0 troubles, 0.")
    assert total == "3 files, 2 questions, 1 troubles, 1 refused, 0 faults"
    assert slowest.startswith("slowest: ")


def test_a_crash_and_silence_are_faults(tmp_path: Path) -> None:
    crashed = reading(tmp_path)  # a folder is no file
    assert "IsADirectoryError" in crashed.fault
    assert next(told(crashed, tmp_path, quiet=True)).startswith(".: FAULT Traceback")
    silent = Reading(tmp_path / "a", "GIFT", Imported(()), "", "", 0.1)
    assert silent.fault == "nothing was said of it"
