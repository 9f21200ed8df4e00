"""Files that other programs and people wrote: each question is imported or listed, and nothing crashes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from question_bank.formats.exchange import Refused
from question_bank.formats.qti import read, write, write_3

HERE = Path(__file__).parent.parent / "samples" / "qti"
MORE = os.environ.get("QUIZAPP_QTI_SAMPLES", "")

EXPECTED = {
    "Learnosity__interactions_gap_match.xml": (["several_gaps"], ["that each word fits one gap only"]),
    "Learnosity__interactions_match.xml": (["matching"], []),
    "Learnosity__interactions_order.xml": (["ordering"], ["Partly right responses are marked otherwise"]),
    "Learnosity__interactions_textentryinteraction.xml": (["several_gaps"], ["a picture at L1_CH01101.gif"]),
    "instructure__canvas_multiple_dropdown.xml": (["several_gaps"], ["feedback to other responses"]),
    "instructure__matching.xml": (["matching"], []),
    "instructure__numeric_margin_error.xml": (["numeric"], []),
    "instructure__numeric_within_range.xml": (["numeric"], []),
    "instructure__single_fib.xml": (["short_answer"], []),
    "json2qti__quiz.zip": (["multiple_choice", "multiple_choice"], []),
    "kennisnet__default-value-empty-value.xml": (["multiple_choice"], []),
    "kennisnet__extended-text-outcome-declaration-without-default.xml": ([], ["a person has to mark"]),
    "kennisnet__item.xml": (["multiple_choice"], []),
    "kennisnet__item001.xml": (["matching"], ["was not understood"]),
    "kennisnet__map-response-template.xml": ([], [""]),
}
FILES = sorted(HERE.iterdir())


def test_every_sample_has_an_expectation() -> None:
    assert {path.name for path in FILES} == set(EXPECTED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_its_questions_are_imported_or_listed(path: Path) -> None:
    kinds, reasons = EXPECTED[path.name]
    imported = read(path.read_bytes())
    assert [question.kind for question in imported.questions] == kinds
    assert len(imported.troubles) == len(reasons)
    assert all(part in trouble.reason for part, trouble in zip(reasons, imported.troubles, strict=True))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_was_imported_can_be_exported_and_comes_back(path: Path) -> None:
    imported = read(path.read_bytes())
    for way in (write, write_3) if imported.questions else ():
        written = way(imported.questions, imported.files)
        assert list(read(written.data).questions) == list(imported.questions)


@pytest.mark.skipif(not MORE, reason="Set QUIZAPP_QTI_SAMPLES to a folder of QTI files to run over them too.")
def test_nothing_in_a_folder_of_files_crashes() -> None:
    for path in sorted(Path(MORE).rglob("*")):
        if path.is_file():
            try:
                imported = read(path.read_bytes())
            except Refused:
                continue
            assert not any(question.problems() for question in imported.questions), path
            assert imported.questions or imported.troubles, path
