"""Real packages that Anki and other programs wrote: each note is imported, or listed with place and reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from question_bank.formats import anki
from question_bank.formats.exchange import Imported

FOLDER = Path(__file__).parent.parent / "samples" / "anki"
READ = {
    "anki-app__latest_anki21b.apkg": {"flashcard": 305, "short_answer": 1, "several_gaps": 2},
    "anki-app__legacy_anki21.apkg": {"flashcard": 305, "short_answer": 1, "several_gaps": 2},
    "genanki__two_decks_media.apkg": {"flashcard": 8, "cloze": 2},
    "repeat-space__output.apkg": {"flashcard": 3},
}


def read(name: str) -> Imported:
    return anki.read((FOLDER / name).read_bytes())


def test_all_samples_are_tested() -> None:
    assert {FOLDER / name for name in READ} == set(FOLDER.iterdir())


@pytest.mark.parametrize("name", READ)
def test_each_note_is_imported_or_listed(name: str) -> None:
    found = read(name)
    assert Counter(question.kind for question in found.questions) == READ[name]
    assert all(question.problems() == [] for question in found.questions)
    assert all(trouble.reason.endswith(".") for trouble in found.troubles)


@pytest.mark.parametrize("name", READ)
def test_what_was_imported_is_written_and_read_back(name: str) -> None:
    found = read(name)
    again = anki.read(anki.write(found.questions, found.files).data)
    assert {question.id: question for question in again.questions} == {one.id: one for one in found.questions}
    assert again.files == found.files
    assert not again.troubles


def test_the_current_and_the_older_form_hold_the_same() -> None:
    current, older = read("anki-app__latest_anki21b.apkg"), read("anki-app__legacy_anki21.apkg")
    assert current == older


def test_a_deletion_and_its_hint_and_a_formula_behind_it() -> None:
    questions = {question.stem: question for question in read("anki-app__latest_anki21b.apkg").questions}
    question = questions["Methane is CH~4~; _____ (hint) is C2H6. nested _____ here"]
    assert question.answer == "ethane; cloze"
    assert question.explanation == "\\(\\ce{CH4}\\) extra"
    assert question.topic == "Chemistry / Organic"


def test_a_picture_comes_along_and_a_recording_is_listed() -> None:
    found = read("anki-app__latest_anki21b.apkg")
    (name,) = found.files
    (question,) = [one for one in found.questions if name in one.stem]
    assert question.stem == f"Which flag? ![](file:{name})"
    assert question.answer == "A **red** dot"
    assert any(trouble.reason.startswith("Its recordings were left out: x.mp3.") for trouble in found.troubles)


def test_tags_are_listed_once() -> None:
    (told,) = [one for one in read("repeat-space__output.apkg").troubles if one.place == "all notes"]
    assert told.reason == "Their tags were left out: food (1), fruit (1)."
