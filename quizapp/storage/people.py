"""People: who learns and who teaches on this database."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from quizapp.storage.tables import person


class Person(NamedTuple):
    """A profile; the token is what a browser remembers it by."""

    id: int
    token: str
    name: str
    role: str


_COLUMNS = (person.c.id, person.c.token, person.c.name, person.c.role)


def everyone(connection: Connection) -> list[Person]:
    """Find all profiles by name."""
    return [Person(*row) for row in connection.execute(select(*_COLUMNS).order_by(person.c.name_key))]


def person_by_token(connection: Connection, token: str) -> Person | None:
    """Find who a browser remembers."""
    row = connection.execute(select(*_COLUMNS).where(person.c.token == token)).first()
    return Person(*row) if row else None


def person_by_key(connection: Connection, name_key: str) -> Person | None:
    """Find who has a name, in the form in which names are compared."""
    row = connection.execute(select(*_COLUMNS).where(person.c.name_key == name_key)).first()
    return Person(*row) if row else None


def add_person(
    connection: Connection, *, token: str, name: str, name_key: str, role: str, now: datetime
) -> Person:  # fmt: skip
    """Add a profile."""
    values = {"token": token, "name": name, "name_key": name_key, "role": role, "created_at": now}
    added = connection.execute(insert(person).values(values).returning(*_COLUMNS)).one()
    return Person(*added)
