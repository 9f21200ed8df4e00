"""The commands `quizapp bank …`, as processes: what they print, what they keep, and how they end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from question_bank.formats import FORMATS
from tests.question_bank.formats.strategies import one_of_each_kind
from tests.quizapp.test_cli import TRACEBACK, quizapp
from tests.server import COMMAND

RED = "// [id:red]\nWhich planet is red? {=Mars ~Venus ~Saturn ####Rust makes Mars red.}\n\n"
ESSAY = "Describe Mars. {}\n"
ALL, SOME, NONE = 0, 1, 2


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a database that the tests of this file share; publishing the bank takes a second."""
    return tmp_path_factory.mktemp("data")


def bank(*arguments: str | Path, data: Path) -> subprocess.CompletedProcess[str]:
    ended = quizapp("bank", *arguments, "--data", data)
    assert TRACEBACK not in ended.stderr
    return ended


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_an_import_tells_what_it_did_and_a_second_one_that_all_is_there(tmp_path: Path, data: Path) -> None:
    file = written(tmp_path / "week.gift", RED)
    first, second = bank("import", file, data=data), bank("import", file, data=data)
    assert (first.returncode, first.stdout) == (ALL, f"{file} (GIFT): 1 question (1 new).\n")
    assert (second.returncode, second.stdout) == (ALL, f"{file} (GIFT): 1 question (1 already there).\n")
    assert first.stderr == ""


def test_troubles_are_listed_with_place_reason_and_text(tmp_path: Path, data: Path) -> None:
    file = written(tmp_path / "week.gift", "Which planet is third? {=Earth ~Mars}\n\n" + ESSAY)
    ended = bank("import", file, data=data)
    assert ended.returncode == SOME
    counted, trouble = ended.stdout.splitlines()
    assert counted.endswith("1 question (1 new).")
    assert trouble.startswith("  line 3: ")
    assert trouble.endswith(" [Describe Mars. {}]")


def test_a_dry_run_keeps_nothing(tmp_path: Path, data: Path) -> None:
    file = written(tmp_path / "week.gift", "Which planet is ninth? {=none ~Pluto}\n")
    for _ in range(2):
        ended = bank("import", "--dry-run", file, data=data)
        assert (ended.returncode, ended.stdout) == (ALL, f"{file} (GIFT): 1 question (1 new). Nothing was kept.\n")


def test_a_refused_file_does_not_keep_the_others_out(tmp_path: Path, data: Path) -> None:
    good = written(tmp_path / "good.csv", "question,answer\nWhich planet is blue?,Neptune\n")
    bad, missing = written(tmp_path / "bad.docx", "words"), tmp_path / "missing.gift"
    ended = bank("import", missing, bad, good, data=data)
    assert ended.returncode == NONE
    assert "1 question (1 new)" in ended.stdout
    first, second = ended.stderr.splitlines()
    assert first == f"{missing} cannot be used: no such file or directory."
    assert second.startswith(f"{bad}: “bad.docx” is in no format that can be read")


def test_the_format_and_the_topic_can_be_said(tmp_path: Path, data: Path) -> None:
    file = written(tmp_path / "words", "to eat\tessen\n")
    assert bank("import", "--format", "text", "--topic", "German words", file, data=data).returncode == ALL
    out = tmp_path / "out.csv"
    assert bank("export", "--format", "table", "--topic", "German words", out, data=data).returncode in (ALL, SOME)
    (question,) = FORMATS["table"].read(out.read_bytes()).questions
    assert (question.stem, question.answer, question.topic) == ("to eat", "essen", "German words")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import",), "Missing argument"),
        (("import", "--format", "word", "README.md"), "“word” is no format: choose one of jsonl"),
        (("export", "out.x"), "Missing option '--format'"),
        (("export", "--format", "word", "out.x"), "“word” is no format"),
        (("export", "--format", "gift", "/nowhere/out.gift"), "cannot be used: no such file or directory."),
        (("check", "missing.gift"), "missing.gift cannot be used"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_a_sentence(data: Path, arguments: tuple[str, ...], said: str) -> None:
    ended = bank(*arguments, data=data)
    assert ended.returncode == NONE
    assert said in ended.stderr


def test_everything_is_exported_as_json_lines_and_nothing_is_lost(tmp_path: Path, data: Path) -> None:
    out = tmp_path / "all.jsonl"
    ended = bank("export", "--format", "jsonl", out, data=data)
    assert (ended.returncode, ended.stdout) == (ALL, f"{out} was written.\n")
    again = bank("import", "--dry-run", out, data=data)
    assert again.returncode == ALL
    number = len(out.read_text().splitlines())
    assert f": {number:,} questions ({number:,} already there)." in again.stdout
    assert list(tmp_path.iterdir()) == [out]


def test_losses_are_told_once_each_with_the_questions(tmp_path: Path, data: Path) -> None:
    ended = bank("export", "--format", "aiken", tmp_path / "out.txt", data=data)
    assert ended.returncode == SOME
    losses = ended.stdout.splitlines()[1:]
    assert len({line.partition(": ")[2] for line in losses}) == len(losses) < 40
    assert any("and " in line and " more: Aiken has one right answer" in line for line in losses)


def test_a_file_is_checked_before_it_is_imported(tmp_path: Path, data: Path) -> None:
    good = written(tmp_path / "good.gift", RED)
    ended = bank("check", good, data=data)
    assert (ended.returncode, ended.stdout) == (ALL, "1 question: no errors, no warnings, no notes.\n")
    faulty = written(tmp_path / "faulty.gift", "Which planet is red? {=Mars ~Venus ~None of the above}\n\n" + ESSAY)
    ended = bank("check", faulty, data=data)
    assert ended.returncode == SOME
    assert "  line 3: " in ended.stdout
    assert "“Which planet is red?”: " in ended.stdout
    assert "None of the above" in ended.stdout
    assert bank("import", "--dry-run", faulty, data=data).stdout.startswith(f"{faulty} (GIFT): 1 question (1 new)")


def test_the_bank_is_checked(data: Path) -> None:
    ended = bank("check", data=data)
    assert ended.returncode == ALL
    assert " questions: no errors, no warnings, " in ended.stdout.splitlines()[-1]


def test_every_format_comes_in(tmp_path: Path, data: Path) -> None:
    files = [tmp_path / f"{name}{format.suffixes[0]}" for name, format in FORMATS.items()]
    for file in files:
        file.write_bytes(FORMATS[file.stem].write(one_of_each_kind(), {}).data)
    ended = bank("import", "--dry-run", *files, data=data)
    assert ended.returncode in (ALL, SOME)
    assert ended.stderr == ""
    told = [line for line in ended.stdout.splitlines() if not line.startswith("  ")]
    assert all(str(file) in line and " new)" in line for file, line in zip(files, told, strict=True))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals of this sort.")
def test_a_terminal_shows_how_far_it_got_and_a_pipe_does_not(tmp_path: Path, data: Path) -> None:
    file = written(tmp_path / "week.gift", RED)
    ours, theirs = os.openpty()
    command: list[str | Path] = [COMMAND, "bank", "import", "--dry-run", file, file, "--data", data]
    subprocess.run(
        command, stderr=theirs, stdout=subprocess.PIPE, check=True, timeout=60, env=os.environ | {"TERM": "xterm"}
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Importing week.gift" in shown
    assert "0/2" in shown
    assert bank("import", "--dry-run", file, data=data).stderr == ""
