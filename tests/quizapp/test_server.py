"""The server: the cookie that remembers who is learning, and the settings that hold however it is started."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from quizapp.services.people import Profile, create_profile
from quizapp.settings import sqlite_url
from quizapp.storage.database import Database
from quizapp.ui.visit import COOKIE
from tests.server import Server


@pytest.fixture(scope="module")
def bob(server: Server) -> Profile:
    db = Database(sqlite_url(server.data / "quizapp.sqlite"))
    try:
        return create_profile(db, "Bob", "learner", datetime.now(UTC))
    finally:
        db.close()


def post(server: Server, path: str = "/profile", json: object = None, **headers: str) -> httpx.Response:
    known = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(f"{server.address}{path}", json=json, headers=known, trust_env=False)


def test_a_known_token_becomes_a_cookie_that_scripts_cannot_read(server: Server, bob: Profile) -> None:
    answer = post(server, json={"token": bob.token}, sec_fetch_site="same-origin")
    assert answer.status_code == 204
    flags = {part.strip().casefold() for part in answer.headers["set-cookie"].split(";")}
    assert flags == {
        f"{COOKIE}={bob.token}".casefold(), "httponly", "max-age=31536000", "path=/", "samesite=lax"
    }  # fmt: skip


def test_the_cookie_is_secure_behind_https(server: Server, bob: Profile) -> None:
    headers = {"sec_fetch_site": "same-origin", "x_forwarded_proto": "https"}
    for answer in (
        post(server, json={"token": bob.token}, **headers),
        post(server, "/profile/forget", **headers),
    ):
        assert "secure" in answer.headers["set-cookie"].casefold()


def test_forgetting_deletes_the_cookie(server: Server) -> None:
    answer = post(server, "/profile/forget", sec_fetch_site="same-origin")
    assert answer.status_code == 204
    assert f'{COOKIE}="";' in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]


@pytest.mark.parametrize("path", ["/profile", "/profile/forget"])
@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"origin": "https://example.org"},
        {"origin": "null"},
        {},
    ],
)
def test_other_sites_change_nothing(server: Server, bob: Profile, path: str, headers: dict[str, str]) -> None:
    answer = post(server, path, {"token": bob.token}, **headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_an_old_browser_shows_where_it_comes_from_by_its_origin(server: Server, bob: Profile) -> None:
    assert post(server, json={"token": bob.token}, origin=server.address).status_code == 204


@pytest.mark.parametrize("body", [None, {}, [], "x", {"token": ""}, {"token": 1}, {"token": "nobody"}])
def test_what_is_nobodys_token_is_not_kept(server: Server, body: object) -> None:
    answer = post(server, json=body, sec_fetch_site="same-origin")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{}", b'{"token": "' + b"x" * 2000 + b'"}'])
def test_what_is_no_small_json_is_not_kept(server: Server, content: bytes) -> None:
    headers = {"sec-fetch-site": "same-origin"}
    answer = httpx.post(f"{server.address}/profile", content=content, headers=headers, trust_env=False)
    assert answer.status_code == 404


def test_a_body_of_unknown_length_is_not_read(server: Server) -> None:
    headers = {"sec-fetch-site": "same-origin"}
    endless = (b" " * 100 for _ in range(100))
    answer = httpx.post(f"{server.address}/profile", content=endless, headers=headers, trust_env=False)
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/profile", "/profile/forget"])
def test_opening_the_address_as_a_page_changes_nothing(server: Server, path: str) -> None:
    answer = httpx.get(f"{server.address}{path}", headers={"cookie": f"{COOKIE}=x"}, trust_env=False)
    assert COOKIE not in answer.headers.get("set-cookie", "")


SETTINGS = """
from quizapp.server import app
from streamlit import config
for name in ("runner.postScriptGC", "runner.magicEnabled", "browser.gatherUsageStats", "client.showErrorDetails",
             "server.fileWatcherType", "theme.headingFont", "theme.dark.primaryColor", "client.toolbarMode"):
    print(name, config.get_option(name))
"""


def test_the_settings_hold_wherever_the_server_is_started(tmp_path: Path) -> None:
    """Asked in another process and from another folder, as an operator's own ASGI server would be started."""
    asked = subprocess.run([sys.executable, "-c", SETTINGS], cwd=tmp_path, capture_output=True, text=True, check=True)
    found = dict(line.split(" ", 1) for line in asked.stdout.splitlines())
    assert found["runner.postScriptGC"] == "False"
    assert found["runner.magicEnabled"] == "False"
    assert found["browser.gatherUsageStats"] == "False"
    assert found["client.showErrorDetails"] == "none"
    assert found["server.fileWatcherType"] == "none"
    assert found["client.toolbarMode"] == "minimal"
    assert found["theme.headingFont"] == "serif"
    assert found["theme.dark.primaryColor"].startswith("#")
