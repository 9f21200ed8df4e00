"""The web server: Streamlit's pages, and the addresses at which a browser notes who is learning.

`quizapp run` serves `app`; any other ASGI server may do so too, once `prepare` was called.
"""

from datetime import UTC, datetime
from functools import cache
from json import JSONDecodeError
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from quizapp.errors import QuizappError
from quizapp.services import people
from quizapp.services.publishing import Report, publish_shipped
from quizapp.services.replay import Progress, renew
from quizapp.settings import Settings
from quizapp.storage.database import Database, migrate
from quizapp.ui import layout, visit

ONE_YEAR = 365 * 24 * 60 * 60
LARGEST_BODY = 1024


def prepare(settings: Settings, progress: Progress = lambda done, of: None) -> Report | None:
    """Bring the database to the newest schema and memory, and publish the bank that ships.

    Returns what was published, or None if it was there already.

    Raises:
        DatabaseUnusable: the database cannot be opened or has an unknown shape.
    """
    migrate(settings.url)
    db = Database(settings.url)
    try:
        renew(db, progress)
        return publish_shipped(db, datetime.now(UTC))
    finally:
        db.close()


async def remember(request: Request) -> Response:
    """Set the cookie by which this browser remembers who is learning."""
    if not _is_same_origin(request):
        return Response(status_code=403)
    token = await _token(request)
    if not await run_in_threadpool(_exists, token):
        return Response(status_code=404)
    response = Response(status_code=204)
    response.set_cookie(
        visit.COOKIE, token, max_age=ONE_YEAR, path="/", secure=_is_secure(request), httponly=True, samesite="lax"
    )
    return response


async def forget(request: Request) -> Response:
    """Delete that cookie."""
    if not _is_same_origin(request):
        return Response(status_code=403)
    response = Response(status_code=204)
    response.delete_cookie(visit.COOKIE, path="/", secure=_is_secure(request), httponly=True, samesite="lax")
    return response


def apologise(error: Exception) -> bool:
    """Show a sentence in place of an error, which Streamlit has logged."""
    foreseen = isinstance(error, QuizappError)
    layout.problem(str(error) if foreseen else "Something went wrong, and it was noted. What you answered is kept.")
    return True


async def _token(request: Request) -> str:
    """Read the token from a JSON body of a known, small length; anything else is nobody's token."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        return ""
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        return ""
    token = body.get("token") if isinstance(body, dict) else None
    return token if isinstance(token, str) else ""


def _exists(token: str) -> bool:
    return people.remembered(visit.database(), token) is not None


def _is_same_origin(request: Request) -> bool:
    """Say whether one of our own pages asks; a browser that does not say so is refused."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


app = st.App(
    Path(__file__).with_name("app.py"),
    routes=[Route("/profile", remember, methods=["POST"]), Route("/profile/forget", forget, methods=["POST"])],
    on_script_error=apologise,
)
# Streamlit takes a folder named `pages` for the pages of an app without st.navigation, and would run the file that the
# first visit's address names without app.py around it.
PagesManager.uses_pages_directory = False
# Streamlit reads its settings when it is first asked for one, which may be before it knows where app.py stands.
st.config.get_config_options(force_reparse=True)
# It would look through all of them six times for every click, for a theme that stays the same while it runs.
st.config.get_options_for_section = cache(st.config.get_options_for_section)
