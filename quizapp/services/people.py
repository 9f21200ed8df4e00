"""Profiles: who is learning, and what they may do."""

import secrets
import unicodedata
from datetime import datetime
from typing import Literal, NamedTuple

from quizapp.errors import NotAllowed, Refused
from quizapp.storage import people
from quizapp.storage.database import Database

Role = Literal["learner", "teacher"]
LONGEST_NAME = 40
_LONGEST_KEY = 200
"""A few signs become many when names are compared."""


class Actor(NamedTuple):
    """Who does something; every service call takes one."""

    id: int
    name: str
    role: Role

    @property
    def teaches(self) -> bool:
        """Say whether the actor may write questions."""
        return self.role == "teacher"


OPERATOR = Actor(0, "operator", "teacher")
"""Whoever runs commands on this machine: they may do what teachers do, and are nobody in the database."""


class Profile(NamedTuple):
    """An actor and the token by which a browser remembers them."""

    actor: Actor
    token: str


def profiles(db: Database) -> list[Profile]:
    """List everyone on this machine by name."""
    with db.reading() as connection:
        return [_profile(one) for one in people.everyone(connection)]


def remembered(db: Database, token: str | None) -> Actor | None:
    """Return whom a browser's token stands for."""
    if not token or not token.isprintable():
        return None
    with db.reading_directly() as direct:  # every click of every page comes through here
        found = people.person_by_token(direct, token)
    return _profile(found).actor if found else None


def create_profile(db: Database, name: str, role: Role, now: datetime) -> Profile:
    """Add a profile.

    Raises:
        Refused: the name is empty, too long, unreadable or taken.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("Type a name.")
    name_key = unicodedata.normalize("NFKC", name).casefold()
    if len(name) > LONGEST_NAME or len(name_key) > _LONGEST_KEY:
        raise Refused(f"Shorten the name to {LONGEST_NAME} characters.")
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") for sign in name):
        raise Refused("The name has invisible signs in it: type it anew.")
    with db.writing() as connection:
        added = people.add_person(
            connection, token=secrets.token_urlsafe(32), name=name, name_key=name_key, role=role, now=now
        )
    if added is None:
        raise Refused(f"“{name}” is taken: choose it in the list, or add something to the name.")
    return _profile(added)


def must_teach(actor: Actor) -> None:
    """Raise NotAllowed unless the actor may write questions."""
    if not actor.teaches:
        raise NotAllowed("Only teachers may write questions: choose or make a profile that teaches.")


def _profile(found: people.Person) -> Profile:
    role: Role = "teacher" if found.role == "teacher" else "learner"
    return Profile(Actor(found.id, found.name, role), found.token)
