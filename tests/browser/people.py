"""People in front of the browser: who they are, what they wait for, and whether they can use what they see."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from quizapp.services.people import Profile, Role, create_profile
from quizapp.settings import sqlite_url
from quizapp.storage.database import Database
from quizapp.ui import visit
from tests.server import Server

_numbers = count(1)


def database_of(server: Server) -> Database:
    """Open the database that a server uses."""
    return Database(sqlite_url(server.data / "quizapp.sqlite"))


def new_profile(server: Server, role: Role) -> Profile:
    """Make a profile that no other test of the file has."""
    db = database_of(server)
    try:
        return create_profile(db, f"{role.capitalize()} {next(_numbers)}", role, datetime.now(UTC))
    finally:
        db.close()


def sign_in(page: Page, server: Server, profile: Profile) -> None:
    """Let the browser remember who is learning."""
    page.context.add_cookies([{"name": visit.COOKIE, "value": profile.token, "url": server.address}])


def settle(page: Page) -> None:
    """Wait until the page has stopped drawing."""
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=running]")).to_have_count(0)
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def barriers(page: Page) -> list[str]:
    """Return what axe finds that keeps people out: serious and critical violations."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    main = page.locator("[data-testid=stMain]")
    return int(main.evaluate("main => main.scrollWidth - main.clientWidth"))
