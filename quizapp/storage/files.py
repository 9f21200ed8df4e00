"""The files that questions show; a name is made of what is in the file, so that no file ever changes."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite's compiler reads it too

from quizapp.storage.bank import parts
from quizapp.storage.tables import file


def put_files(connection: Connection, files: Mapping[str, bytes], now: datetime) -> None:
    """Keep files by name; one that is there already is left alone."""
    rows = [{"name": name, "body": body, "added_at": now} for name, body in files.items()]
    if rows:
        connection.execute(upsert(file).on_conflict_do_nothing(index_elements=[file.c.name]), rows)


def files(connection: Connection, names: Collection[str]) -> dict[str, bytes]:
    """Find files by name; what is not there is left out."""
    found: dict[str, bytes] = {}
    for some in parts(names):
        rows = connection.execute(select(file.c.name, file.c.body).where(file.c.name.in_(some)))
        found |= {row.name: row.body for row in rows}
    return found
