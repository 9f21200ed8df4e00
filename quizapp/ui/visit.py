"""Who is here, since when and where: what every page hands to the services."""

from datetime import UTC, datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from quizapp.services import people
from quizapp.services.people import Actor
from quizapp.settings import Settings
from quizapp.storage.database import Database

COOKIE = "quizapp_profile"
_TOKEN = "profile_token"


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
    return Visit(db, actor, datetime.now(UTC), _zone()) if actor else None


def token() -> str | None:
    """Return the token of who is learning: chosen in this session, or remembered by the browser."""
    chosen = st.session_state.get(_TOKEN)
    return str(chosen) if chosen else st.context.cookies.get(COOKIE)


def choose(chosen: str) -> None:
    """Make someone else the one who is learning; what the session held of the one before is forgotten."""
    st.session_state.clear()
    st.session_state[_TOKEN] = chosen


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
