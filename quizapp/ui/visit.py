"""Who is here, since when and where: what every page hands to the services."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from quizapp.errors import NotAllowed
from quizapp.services import people
from quizapp.services.people import Actor
from quizapp.settings import Settings
from quizapp.storage.database import Database

COOKIE = "quizapp_profile"
_TOKEN = "profile_token"
_VISIT = "visit"


class Visit(NamedTuple):
    """A person's visit to a page, at one moment."""

    db: Database
    actor: Actor
    now: datetime
    zone: tzinfo


@st.cache_resource
def database() -> Database:
    """Return the one database of this process."""
    return Database(Settings().url)


def current() -> Visit | None:
    """Return the visit, or None as long as nobody has said who is learning."""
    db = database()
    actor = people.remembered(db, token())
    return Visit(db, actor, now(), _zone()) if actor else None


@contextmanager
def arrived(visit: Visit | None) -> Iterator[None]:
    """Let `here` return this visit while a page runs, so that a run asks once who is here."""
    st.session_state[_VISIT] = visit
    try:
        yield
    finally:
        # A callback comes later, at another moment and perhaps after the profile was removed.
        st.session_state.pop(_VISIT, None)


def here() -> Visit:
    """Return the visit of someone who is known, as everywhere but where it is asked who is learning.

    Raises:
        NotAllowed: nobody has said who is learning.
    """
    visit: Visit | None = st.session_state.get(_VISIT) or current()
    if visit is None:
        raise NotAllowed("Say who is learning first.")
    return visit


def now() -> datetime:
    """Return the moment, for the services."""
    return datetime.now(UTC)


def token() -> str | None:
    """Return the token of who is learning: chosen in this session, or remembered by the browser."""
    found = chosen()
    return st.context.cookies.get(COOKIE) if found is None else found


def chosen() -> str | None:
    """Return the token chosen in this session, empty if it was to forget; None if the browser's cookie holds."""
    found: str | None = st.session_state.get(_TOKEN)
    return found


def address(name: str) -> str | None:
    """Return what the address says under a name, without the sign that is in no id and that PostgreSQL cannot read."""
    said: str | None = st.query_params.get(name)
    return None if said is None else said.replace("\0", "")


def choose(token: str) -> None:
    """Make someone else the one who is learning; what the session held of the one before is forgotten."""
    st.session_state.clear()
    st.session_state[_TOKEN] = token


def forget() -> None:
    """Make nobody the one who is learning."""
    choose("")


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
