"""People: who learns and who teaches on this database."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert  # SQLite's compiler reads it too

from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import person


class Person(NamedTuple):
    """A profile; the token is what a browser remembers it by."""

    id: int
    token: str
    name: str
    role: str


_COLUMNS = (person.c.id, person.c.token, person.c.name, person.c.role)
_BY_TOKEN = Statement(select(*_COLUMNS).where(person.c.token == bindparam("token")))


def everyone(connection: Connection) -> list[Person]:
    """Find all profiles by name."""
    return [Person(*row) for row in connection.execute(select(*_COLUMNS).order_by(person.c.name_key))]


def person_by_token(direct: Direct, token: str) -> Person | None:
    """Find who a browser remembers."""
    rows = _BY_TOKEN.rows(direct, token=token)
    return Person(*rows[0]) if rows else None


def add_person(
    connection: Connection, *, token: str, name: str, name_key: str, role: str, now: datetime
) -> Person | None:  # fmt: skip
    """Add a profile, unless the name is taken, in the form in which names are compared."""
    values = {"token": token, "name": name, "name_key": name_key, "role": role, "created_at": now}
    adding = insert(person).values(values).on_conflict_do_nothing(index_elements=[person.c.name_key])
    added = connection.execute(adding.returning(*_COLUMNS)).first()
    return Person(*added) if added else None
