"""Formats that are nothing but text say what pictures show, and that they are lost."""

from __future__ import annotations

import pytest

from question_bank.formats.exchange import CannotExpress
from question_bank.formats.pictures import without_pictures
from tests.question_bank.samples import choice

MOON = "![the moon](file:moon.png)"


def test_a_question_without_pictures_stays_as_it_is() -> None:
    question = choice(stem="Is 5! more than [this](file:x)?")
    assert without_pictures(question, "GIFT") == (question, [])


def test_a_picture_is_replaced_by_what_it_shows() -> None:
    changed, lost = without_pictures(choice(stem=f"What is {MOON}?", explanation="![](file:x.png)"), "GIFT")
    assert (changed.stem, changed.explanation) == ("What is the moon?", "picture x.png")
    assert lost == ["GIFT holds no pictures: moon.png, x.png left out."]


def test_an_escaped_picture_is_text() -> None:
    question = choice(stem=f"Write \\{MOON}.")
    assert without_pictures(question, "GIFT") == (question, [])


def test_a_question_that_needs_its_pictures_cannot_be_written() -> None:
    question = choice(options=("![it](file:a.png)", "![it](file:b.png)"), key="![it](file:a.png)")
    with pytest.raises(CannotExpress, match=r"needs a\.png, b\.png"):
        without_pictures(question, "GIFT")
