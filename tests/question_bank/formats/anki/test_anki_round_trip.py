"""What is written for Anki is read back as it was, whatever stands in it, and the losses say what Anki does not see."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from question_bank.formats import anki
from question_bank.formats.exchange import Exported
from question_bank.kinds import KINDS, AnyQuestion
from tests.question_bank.formats.strategies import NASTY, PLAIN, banks, one_of_each_kind, questions

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
