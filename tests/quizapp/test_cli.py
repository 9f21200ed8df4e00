"""The command `quizapp`, as a process: what it prints, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import httpx
import pytest

from benchmarks.learners import FORGETFUL, lived
from quizapp.services.people import create_profile
from quizapp.settings import sqlite_url
from quizapp.storage import answers
from quizapp.storage.database import migrate
from tests.quizapp.people import NOW, opened, practised, published
from tests.server import COMMAND, Server, free_port

TRACEBACK = "Traceback"


def quizapp(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    return subprocess.run(
        [COMMAND, *arguments], env=inherited | environment, capture_output=True, text=True, timeout=60
    )


def refused(*arguments: str | Path, **environment: str) -> str:
    """Run the command, which has to fail with one sentence; return it."""
    ended = quizapp(*arguments, **environment)
    assert ended.returncode != 0
    assert TRACEBACK not in ended.stderr
    (sentence,) = ended.stderr.strip().splitlines()
    return sentence


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data")
    server.start()
    yield server
    server.stop()


def test_help_names_the_commands_and_what_they_are_for() -> None:
    shown = quizapp("--help").stdout
    assert "Start the quiz and print the address" in shown
    for command in ("run", "prepare", "version", "memory"):
        assert re.search(rf"\b{command}\b", shown)
    assert "--port" in quizapp("run", "--help").stdout


def test_version_is_printed() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", quizapp("version").stdout)


def test_a_first_start_makes_the_folder_publishes_the_bank_and_prints_the_address(started: Server) -> None:
    printed = started.log.read_text()
    assert re.search(r"The bank that ships was published: \d{3,} questions are new, 0 changed, 0 withdrawn\.", printed)
    assert f"The quiz is open at {started.address} " in printed
    assert (started.data / "quizapp.sqlite").exists()


def test_a_second_start_publishes_nothing(started: Server) -> None:
    started.stop()
    started.log.write_text("")
    started.start()
    assert started.log.read_text().splitlines() == [f"The quiz is open at {started.address} (stop it with Ctrl+C)."]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_asked_to(started: Server, sign: signal.Signals) -> None:
    process = started._process
    assert process is not None
    process.send_signal(sign)
    assert process.wait(10) in (0, -sign, 128 + sign)
    assert TRACEBACK not in started.log.read_text()
    with pytest.raises(httpx.TransportError):
        httpx.get(started.address, trust_env=False)


def test_a_port_in_use_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = refused("run", "--port", str(port), "--data", tmp_path)
    assert f"port {port}" in sentence
    assert "--port" in sentence
    assert not list(tmp_path.iterdir())


def test_a_host_that_is_not_ours_is_a_sentence(tmp_path: Path) -> None:
    sentence = refused("run", "--host", "192.0.2.1", "--port", str(free_port()), "--data", tmp_path)
    assert "Cannot listen on 192.0.2.1" in sentence


def test_a_data_folder_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert str(tmp_path / "file") in refused("prepare", "--data", tmp_path / "file")


def test_a_database_that_is_none_is_a_sentence_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "quizapp.sqlite"
    path.write_text("no database " * 100)
    assert "not a database" in refused("prepare", "--data", tmp_path)
    assert path.read_text() == "no database " * 100


def test_a_database_of_another_version_is_a_sentence(tmp_path: Path) -> None:
    assert quizapp("prepare", "--data", tmp_path).returncode == 0
    with sqlite3.connect(tmp_path / "quizapp.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "another version" in refused("prepare", "--data", tmp_path)


def test_an_address_that_is_no_database_is_a_sentence() -> None:
    assert "nonsense" in refused("prepare", QUIZAPP_DATABASE_URL="nonsense")


def test_a_database_elsewhere_is_used_instead_of_the_folder(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    assert quizapp("prepare", "--data", tmp_path / "data", QUIZAPP_DATABASE_URL=url).returncode == 0
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "data").exists()


def test_memory_replay_says_how_many_cards_were_rebuilt_and_how_many_differed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    url = sqlite_url(tmp_path / "data" / "quizapp.sqlite")
    migrate(url)
    with opened(url) as db:
        published(db)
        bob = create_profile(db, "Bob", "learner", NOW).actor
        practised(db, bob)
        with db.writing() as connection:
            connection.exec_driver_sql("UPDATE card SET lapses = 9 WHERE fact_id = 'titan-air'")
    said = [quizapp("memory", "replay", "--data", tmp_path / "data") for _ in range(2)]
    assert [one.returncode for one in said] == [0, 0]
    assert [one.stdout.splitlines()[-1] for one in said] == [
        f"6 cards were rebuilt from 6 reviews; {differed} differed and were put right." for differed in (1, 0)
    ]


def test_memory_replay_refuses_what_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "quizapp.sqlite").write_text("Dear Bob, this is a letter." * 50)
    assert "file is not a database" in refused("memory", "replay", "--data", tmp_path)


def test_memory_fit_says_of_everybody_what_was_measured_or_why_not(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "quizapp.sqlite")
    migrate(url)
    with opened(url) as db:
        bob, _ = (create_profile(db, name, "learner", NOW).actor for name in ("Bob", "Charlie"))
        with db.writing_directly() as direct:
            for fact, log in enumerate(lived(FORGETFUL, 150, 180, Random(1))):
                for place, review in enumerate(log):
                    answers.add_review(direct, bob.id, f"fact-{fact}", f"{fact}-{place}", review)
    said = quizapp("memory", "fit", "--data", tmp_path).stdout.splitlines()[-2:]
    assert re.fullmatch(r"Bob: measured from \d,\d+ answers and kept; log-loss 0\.\d+ instead of 0\.\d+\.", said[0])
    assert said[1].startswith("Charlie: Forgetting can be measured from 400 answers")
    alone = quizapp("memory", "fit", "--learner", "Charlie", "--data", tmp_path).stdout.splitlines()
    assert [line.partition(":")[0] for line in alone] == ["Charlie"]
    assert "Nobody here is called “Zoe”" in refused("memory", "fit", "--learner", "Zoe", "--data", tmp_path)
