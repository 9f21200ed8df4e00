"""A teacher brings a file of questions in, takes it back, and takes the bank out, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from question_bank.formats import FORMATS
from question_bank.kinds.multiple_choice import MultipleChoice
from tests.browser.conftest import PHONE, WIDE, OpenPage
from tests.browser.people import barriers, new_profile, settle, sideways, sign_in
from tests.quizapp.pictures import picture
from tests.server import Server

SHOWN = MultipleChoice(
    id="shown", stem="Which *colour* is H~2~O here? ![a square](file:square.png)", topic="Colours",
    explanation="It is **red**.", options=("red", "blue"), key="red",
)  # fmt: skip


def opened(page: Page, server: Server) -> Page:
    """Open the page as a teacher."""
    sign_in(page, server, new_profile(server, "teacher"))
    page.goto(f"{server.address}/questions")
    page.get_by_role("button", name="Import or export").click()
    expect(page.get_by_role("heading", name="Import and export")).to_be_visible()
    settle(page)
    return page


def give(page: Page, name: str, data: bytes) -> None:
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator("input[type=file]").set_input_files([file])
    settle(page)


def test_a_file_is_looked_at_added_twice_clicked_once_and_asked_with_its_picture(
    page: Page, open_page: OpenPage, server: Server
) -> None:
    opened(page, server)
    give(page, "week.jsonl", FORMATS["jsonl"].write([SHOWN], {"square.png": picture(size=(60, 60))}).data)
    expect(page.get_by_text("Read as JSON Lines: 1 question.")).to_be_visible()
    assert barriers(page) == []
    expect(page.get_by_role("img", name="a square")).to_be_visible()
    page.get_by_role("button", name="Add 1 question").dblclick()
    expect(page.get_by_text("1 question added: asked from the next sitting on.")).to_be_visible()

    learner = open_page()
    sign_in(learner, server, new_profile(server, "learner"))
    learner.goto(f"{server.address}/practise")
    learner.get_by_role("button", name="Colours").or_(learner.get_by_role("checkbox", name="Colours")).first.click()
    learner.get_by_role("button", name="Start").click()
    heading = learner.get_by_role("heading", name="Which colour is H₂O here?")
    expect(heading).to_be_visible()
    expect(heading.locator("em")).to_have_text("colour")
    shown = learner.locator("[data-testid=stImage] img")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.naturalWidth") == 60
    learner.get_by_role("button", name="red").click()
    expect(learner.get_by_text("Right.")).to_be_visible()
    expect(learner.locator("strong", has_text="red")).to_be_visible()

    page.get_by_role("button", name="Take back the 1 question").click()
    expect(page.get_by_text("Taken back: 1 question will not be asked.")).to_be_visible()


def test_the_bank_is_taken_out_and_read_again(page: Page, server: Server, tmp_path: Path) -> None:
    opened(page, server)
    page.get_by_role("tab", name="Export").click()
    expect(page.get_by_role("button", name=re.compile("Write .* questions"))).to_be_visible()
    settle(page)
    page.get_by_role("button", name=re.compile("Write .* questions")).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Take the file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "questions.jsonl"
    assert len(FORMATS["jsonl"].read(file.read_bytes()).questions) > 500
    page.get_by_role("tab", name="Import").click()
    give(page, file.name, file.read_bytes())
    expect(page.get_by_text("All of them are in the bank already")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(
    open_page: OpenPage, server: Server, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    page = opened(open_page(size, scheme), server)
    give(page, "week.gift", b"Which planet is red? {=Mars#yes ~Venus}\n\nDescribe Mars. {}\n")
    expect(page.get_by_role("heading", name="Not imported")).to_be_visible()
    assert (barriers(page), sideways(page)) == ([], 0)
    page.get_by_role("tab", name="Export").click()
    page.get_by_role("combobox", name="Format").click()
    page.get_by_role("option", name="Aiken").click()
    page.get_by_role("button", name=re.compile("Write .* questions")).click()
    expect(page.get_by_role("heading", name="What it does not hold")).to_be_visible()
    settle(page)
    assert (barriers(page), sideways(page)) == ([], 0)
