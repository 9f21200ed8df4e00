"""A real browser for the tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from dev import find_browser

WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
# Most of these keep the browser from calling home, which a closed network would refuse again and again.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_BROWSER = "No Chromium found. `python3 dev.py test` fetches one, or set QUIZAPP_BROWSER to the path of yours."
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)  # as long as what is done waits: other tests keep the processors busy


class OpenPage(Protocol):
    """Opens a page in a browser profile of its own, as another person's would be."""

    def __call__(self, size: ViewportSize = WIDE, scheme: Literal["light", "dark"] = "light") -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not browser"` leaves it out."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


# Not for the whole session: while Playwright lives, asyncio.run and ast.parse fail in all other tests.
# (A package needs its __init__.py for that: without one pytest takes this scope for the session's.)
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Launch one browser for the tests of this folder."""
    path = find_browser()
    if path is None:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up(NO_BROWSER)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open pages of any size, light or dark; all are closed after the test."""
    contexts = []

    def open_one(size: ViewportSize = WIDE, scheme: Literal["light", "dark"] = "light") -> Page:
        context = browser.new_context(viewport=size, color_scheme=scheme, locale="en-GB")
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Open a page on a laptop, in light colours."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """Open a page on a small phone, in light colours."""
    return open_page(PHONE)
