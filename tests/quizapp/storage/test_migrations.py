"""The schema is made and renewed on both engines, or refused with one sentence and the file as it was."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, make_url

from quizapp.errors import DatabaseUnusable
from quizapp.services.people import create_profile, profiles
from quizapp.storage.database import migrate
from quizapp.storage.schema import config, newest_revision
from quizapp.storage.tables import metadata
from tests.quizapp.people import NOW, opened
from tests.quizapp.workers import SPAWNING, exit_codes, migrate_and_die, migrate_slowly

BOOKKEEPING = {"alembic_version"}
OUR_TABLES = set(metadata.tables)


def tables(url: str) -> set[str]:
    with opened(url) as db, db.reading() as connection:
        return set(inspect(connection).get_table_names())


def execute(url: str, *statements: str) -> None:
    with opened(url) as db, db.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def revision(url: str) -> str:
    with opened(url) as db, db.reading() as connection:
        found: str = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        return found


def assert_one_sentence(error: pytest.ExceptionInfo[DatabaseUnusable]) -> None:
    said = str(error.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert ". " not in said


def test_migrating_makes_the_tables(empty_database_url: str) -> None:
    migrate(empty_database_url)
    assert tables(empty_database_url) == OUR_TABLES | BOOKKEEPING
    assert revision(empty_database_url) == newest_revision()


def test_migrating_again_changes_nothing(empty_database_url: str) -> None:
    migrate(empty_database_url)
    with opened(empty_database_url) as db:
        create_profile(db, "Alice", "teacher", NOW)
    migrate(empty_database_url)
    with opened(empty_database_url) as db:
        assert [one.actor.name for one in profiles(db)] == ["Alice"]


def test_the_migrations_make_what_the_tables_say(database_url: str) -> None:
    with opened(database_url) as db, db.reading() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_a_difference_between_migrations_and_tables_would_be_found(database_url: str) -> None:
    execute(database_url, "ALTER TABLE person ADD COLUMN shoe_size INTEGER", "DROP TABLE published")
    with opened(database_url) as db, db.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    assert sorted(difference[0] for difference in found) == ["add_table", "remove_column"]


def test_the_migrations_say_without_rowid_where_the_tables_do(sqlite_url: str) -> None:
    with opened(sqlite_url) as db, db.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, wr FROM pragma_table_list WHERE schema = 'main'")
        made = {name: bool(without) for name, without in rows if name in OUR_TABLES}
    said = {name: table.dialect_options["sqlite"]["with_rowid"] is False for name, table in metadata.tables.items()}
    assert made == said
    assert any(said.values())


def test_migrations_can_be_undone_and_done_again(database_url: str) -> None:
    command.downgrade(config(database_url), "base")
    assert tables(database_url) <= BOOKKEEPING
    migrate(database_url)
    assert tables(database_url) == OUR_TABLES | BOOKKEEPING


def test_a_migration_that_fails_half_way_leaves_nothing_behind(empty_database_url: str) -> None:
    execute(empty_database_url, "CREATE TABLE sitting_item (of_another_app INTEGER)")
    with pytest.raises(DatabaseUnusable) as raised:
        migrate(empty_database_url)
    assert tables(empty_database_url) <= {"sitting_item"} | BOOKKEEPING
    assert_one_sentence(raised)
    assert "sitting_item" in str(raised.value)


@pytest.mark.parametrize("statements", [7, 20])
def test_a_migration_that_is_killed_can_be_done_anew(empty_database_url: str, statements: int) -> None:
    assert exit_codes((migrate_and_die, (empty_database_url, statements))) == [-signal.SIGKILL]
    assert tables(empty_database_url) <= BOOKKEEPING
    migrate(empty_database_url)
    assert tables(empty_database_url) == OUR_TABLES | BOOKKEEPING


def test_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    begin = SPAWNING.Barrier(3)
    assert exit_codes(*[(migrate_slowly, (empty_database_url, begin))] * 3) == [0, 0, 0]
    assert tables(empty_database_url) == OUR_TABLES | BOOKKEEPING


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "of mine" / "quiz.db"
    migrate(f"sqlite:///{path}")
    assert path.is_file()


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "quiz.db").touch()
    migrate(f"sqlite:///{tmp_path / 'quiz.db'}")
    assert tables(f"sqlite:///{tmp_path / 'quiz.db'}") == OUR_TABLES | BOOKKEEPING


def a_letter(path: Path) -> None:
    path.write_text("Dear Bob, this is a letter and no database.\n" * 40)


def a_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def a_database_with_a_broken_head(path: Path) -> None:
    migrate(f"sqlite:///{path}")
    path.write_bytes(b"?" * 16 + path.read_bytes()[16:])


@pytest.mark.parametrize("write", [a_letter, a_picture, a_database_with_a_broken_head], ids=lambda one: one.__name__)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, write: Callable[[Path], None]) -> None:
    path = tmp_path / "quiz.db"
    write(path)
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable, match="file is not a database") as raised:
        migrate(f"sqlite:///{path}")
    assert_one_sentence(raised)
    assert str(path) in str(raised.value)
    assert path.read_bytes() == before
    assert str(path) not in {file.path for file in psutil.Process().open_files()}


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, where a folder is wanted")
    with pytest.raises(DatabaseUnusable, match="taken") as raised:
        migrate(f"sqlite:///{tmp_path / 'taken' / 'quiz.db'}")
    assert_one_sentence(raised)
    assert (tmp_path / "taken").read_text() == "a file, where a folder is wanted"


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="unable to open database file") as raised:
        migrate(f"sqlite:///{tmp_path}")
    assert_one_sentence(raised)


def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable, match=r"another version of quizapp.*9999.*install") as raised:
        migrate(database_url)
    assert_one_sentence(raised)
    assert revision(database_url) == "9999"
    assert tables(database_url) == OUR_TABLES | BOOKKEEPING


def test_the_file_of_a_newer_version_is_left_as_it_is(sqlite_url: str) -> None:
    execute(sqlite_url, "UPDATE alembic_version SET version_num = '9999'")
    path = Path(make_url(sqlite_url).database or "")
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable):
        migrate(sqlite_url)
    assert path.read_bytes() == before
    assert str(path) not in {file.path for file in psutil.Process().open_files()}


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseUnusable, match=r"127\.0\.0\.1") as raised:
        migrate("postgresql+psycopg://bob:secret@127.0.0.1:1/quiz")
    assert_one_sentence(raised)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("address", ["", "quiz.db", "nosuchengine://host/quiz", "sqlite:/quiz.db"])
def test_what_is_no_address_cannot_be_migrated(address: str) -> None:
    with pytest.raises(DatabaseUnusable) as raised:
        migrate(address)
    assert_one_sentence(raised)


def test_the_newest_revision_is_the_last_file_of_the_migrations() -> None:
    folder = Path(config("").get_main_option("script_location") or "") / "versions"
    assert newest_revision() == max(path.name[:4] for path in folder.glob("[0-9]*.py"))
