"""Real files of other programs: every question is imported or listed, and written it is read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from question_bank.formats import moodle_xml

SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "moodle_xml").glob("*.xml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_question_of_a_real_file_is_imported_or_listed(path: Path) -> None:
    data = path.read_bytes()
    found = moodle_xml.read(data)
    assert not any(question.problems() for question in found.questions)
    not_imported = [one for one in found.troubles if "imported" not in one.reason and one.place != "the whole file"]
    assert len(found.questions) + len(not_imported) == data.count(b"<question ")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_a_real_file_holds_is_written_and_read_back(path: Path) -> None:
    found = moodle_xml.read(path.read_bytes())
    written = moodle_xml.write(found.questions, found.files)
    again = moodle_xml.read(written.data)
    assert (again.questions, again.files) == (found.questions, found.files)
    assert moodle_xml.write(again.questions, again.files).data == written.data


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 12
