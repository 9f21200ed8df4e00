"""What is written for Anki is read back as it was, whatever stands in it, and the losses say what Anki does not see."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from question_bank.formats import anki
from question_bank.formats.exchange import Exported
from question_bank.kinds import KINDS, AnyQuestion
from question_bank.kinds.several_gaps import Filling, SeveralGaps
from tests.question_bank.formats.anki.making import BASIC, Note, Type, package
from tests.question_bank.formats.strategies import NASTY, PLAIN, banks, one_of_each_kind, questions
from tests.question_bank.samples import choice

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n and what follows"


def write(questions: list[AnyQuestion], **files: bytes) -> Exported:
    return anki.write(questions, {name.replace("_png", ".png"): data for name, data in files.items()}, NOW)


def refused(exported: Exported) -> set[str]:
    """Return the questions that could not be written."""
    return {loss.question for loss in exported.losses if "cannot hold it" in loss.lost}


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda question: question.kind)
def test_each_kind_comes_back_as_it_was(question: AnyQuestion) -> None:
    exported = write([question])
    assert refused(exported) == set()
    imported = anki.read(exported.data)
    assert list(imported.questions) == [question]
    assert list(imported.troubles) == []


@pytest.mark.parametrize("text", [PLAIN, NASTY], ids=["plain", "nasty"])
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_whatever_stands_in_it(kind: str, text: SearchStrategy[str], data: DataObject) -> None:
    question = data.draw(questions(kind, text=text))
    exported = write([question])
    imported = anki.read(exported.data)
    if refused(exported):
        assert not imported.questions
        return
    assert list(imported.questions) == [question]
    assert not imported.troubles


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(banks())
def test_writing_reading_and_writing_again_changes_nothing(bank: list[AnyQuestion]) -> None:
    first = write(bank)
    imported = anki.read(first.data)
    again = write(list(imported.questions))
    assert {one.id for one in imported.questions} == {one.id for one in bank} - refused(first)
    assert again.data == first.data


def test_what_looks_like_a_loss_is_none_in_a_note_of_ours_that_nobody_changed() -> None:
    question = SeveralGaps(
        id="a", stem="_____", topic="x", explanation="y", fillings=(Filling(accepted=("![alt](file:x.png)",)),)
    )
    for files in ({}, {"x_png": PNG}):
        imported = anki.read(write([question], **files).data)
        assert list(imported.questions) == [question]
        assert not imported.troubles


@pytest.mark.parametrize("name", ["x.png", "größe.png", "a-b_c.1.png", "中文.jpeg"])
def test_pictures_come_back_under_their_names(name: str) -> None:
    question = choice(stem=f"Which is ![a planet](file:{name})?", explanation=f"![](file:{name})")
    exported = anki.write([question], {name: PNG, "unused.png": PNG}, NOW)
    imported = anki.read(exported.data)
    assert list(imported.questions) == [question]
    assert imported.files == {name: PNG}
    assert not any("picture" in loss.lost for loss in exported.losses)


@pytest.mark.parametrize("name", ["missing.png", "svg.png", "a%20b.png", "con:x.png", "_x.png"])
def test_a_picture_that_anki_cannot_hold_is_a_loss(name: str) -> None:
    question = choice(stem=f"Which is ![a planet](file:{name})?")
    files = {"svg.png": b"<svg/>", "a%20b.png": PNG, "con:x.png": PNG, "_x.png": PNG}
    exported = anki.write([question], files, NOW)
    imported = anki.read(exported.data)
    assert list(imported.questions) == [question]
    assert imported.files == {}
    assert f"The picture {name} is missing, or none that Anki can hold." in [loss.lost for loss in exported.losses]


def test_without_a_time_a_note_was_changed_this_moment() -> None:
    before = datetime.now(UTC).timestamp()
    with closing(sqlite3.connect(":memory:")) as connection:
        data = anki.write(one_of_each_kind(), {}).data
        connection.deserialize(zipfile.ZipFile(io.BytesIO(data)).read("collection.anki2"))
        (changed,) = connection.execute("SELECT min(mod) FROM notes").fetchone()
    assert int(before) <= changed <= datetime.now(UTC).timestamp()


def test_a_question_that_is_too_long_for_a_note_is_a_loss() -> None:
    long = choice(explanation="x" * 50_001)
    exported = write([long])
    assert [loss.lost for loss in exported.losses] == ["One of its texts is longer than 50,000 characters in Anki."]
    assert not anki.read(exported.data).questions


def test_a_broken_field_of_ours_is_listed() -> None:
    note = Note(("What?", "This", "{&quot;broken"))
    (trouble,) = anki.read(package([note], Type(("Front", "Back", "quizapp"), BASIC.cards))).troubles
    assert trouble.reason == (
        "What stands beside it for this program was not understood. The question itself was imported."
    )
