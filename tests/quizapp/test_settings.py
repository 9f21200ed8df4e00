"""Where data is kept, as operators say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.settings import Settings, sqlite_url, with_driver
from quizapp.storage.database import migrate


@pytest.mark.parametrize("name", ["plain", "with space", "who?", "100%25", "a#b", "größe", "x&y=z"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    migrate(Settings(data=tmp_path / name).url)
    assert (tmp_path / name / "quizapp.sqlite").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_home_folder_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert sqlite_url(Path("~/quiz.sqlite")) == f"sqlite:///{tmp_path}/quiz.sqlite"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_reached_by_the_driver_that_we_ship(scheme: str) -> None:
    assert with_driver(f"{scheme}://quiz@localhost/quiz") == "postgresql+psycopg://quiz@localhost/quiz"
    assert Settings(database_url=f"{scheme}://quiz@localhost/quiz").url.startswith("postgresql+psycopg://")


def test_another_driver_is_left_as_it_is() -> None:
    assert with_driver("postgresql+asyncpg://localhost/quiz") == "postgresql+asyncpg://localhost/quiz"
