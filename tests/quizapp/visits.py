"""Visits to the app's pages on a database of the test's own, without a server and without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import quizapp
from quizapp.services.people import Profile
from quizapp.storage.database import Database
from quizapp.ui import visit

APP = Path(quizapp.__file__).with_name("app.py")
PATIENCE = 30


@contextmanager
def serving(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Let the pages use a database, and give it."""
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", url)
    visit.database.clear()
    db = visit.database()
    yield db
    db.close()
    visit.database.clear()


def visited(page: str, profile: Profile, **address: str) -> AppTest:
    """Open a page as someone, as a browser with that cookie and that address would."""
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.session_state["profile_token"] = profile.token
    app.run()
    app.switch_page(f"pages/{page}.py")
    for name, value in address.items():
        app.query_params[name] = value
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    """Return the visit, of which nothing may have failed."""
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    """Return all that the page says in running text, without the marks that keep text as it is."""
    parts: list[Any] = [*app.title, *app.header, *app.subheader, *app.markdown, *app.success, *app.info, *app.warning]
    return "\n".join(unescaped(str(one.value)) for one in parts)


def unescaped(text: str) -> str:
    """Return Markdown as it reads."""
    return text.replace("\\", "").replace("\u2060", "")


def labels(elements: Any) -> list[str]:
    """Return what stands on buttons, expanders and the like."""
    return [unescaped(one.label) for one in elements]


def outcome(app: AppTest) -> dict[str, str]:
    """Return what there was to choose, with what became of each: the list that a response leaves."""
    lists = [unescaped(one.value) for one in app.markdown if one.value.startswith(("1. ", "- "))]
    lines = [line.partition(" ")[2].partition(" :") for one in lists for line in one.split("\n")]
    return {option.rstrip(): fate for option, _, fate in lines}


def press(app: AppTest, label: str) -> AppTest:
    """Press the one button with this label."""
    (button,) = [one for one in app.button if one.label == label]
    return sound(button.click().run())
