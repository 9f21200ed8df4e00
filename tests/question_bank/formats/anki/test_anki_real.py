"""The real Anki opens what we write, and updates it; what it exports, in its current and its older form, we read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from anki.collection import Collection

from question_bank.formats import anki
from question_bank.formats.exchange import Imported
from question_bank.kinds import AnyQuestion
from question_bank.kinds.multiple_choice import MultipleChoice
from tests.question_bank.formats.anki import real_anki
from tests.question_bank.formats.strategies import one_of_each_kind
from tests.question_bank.samples import choice

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
PNG = b"\x89PNG\r\n\x1a\n and what follows"
FORMS = pytest.mark.parametrize("legacy", [False, True], ids=["current", "older"])
SORTS = pytest.mark.parametrize("sort", ["apkg", "colpkg"])


def by_id(questions: Sequence[AnyQuestion]) -> dict[str, AnyQuestion]:
    return {question.id: question for question in questions}


def out_of(collection: Collection, folder: Path, sort: str, legacy: bool) -> Imported:
    """Let Anki export everything, and read that."""
    export = real_anki.exported if sort == "apkg" else real_anki.backed_up
    return anki.read(export(collection, folder, legacy))


def test_anki_imports_every_kind_as_a_card_that_can_be_learned(tmp_path: Path) -> None:
    with real_anki.opened(tmp_path) as collection:
        log = real_anki.imported(collection, anki.write(one_of_each_kind(), {}, NOW).data, tmp_path)
        assert (len(log.new), log.found_notes) == (12, 12)
        assert collection.card_count() == 12
        assert not collection.fix_integrity()[0].startswith("error")
        collection.decks.select(collection.decks.id_for_name("Planets") or collection.decks.current()["id"])
        assert len(real_anki.queued(collection)) == 12


def test_cards_show_question_and_answer_and_never_what_is_ours_alone(tmp_path: Path) -> None:
    with real_anki.opened(tmp_path) as collection:
        real_anki.imported(collection, anki.write(one_of_each_kind(), {}, NOW).data, tmp_path)
        for question in one_of_each_kind():
            front, back = real_anki.shown(collection, question.id)
            assert question.explanation in back
            assert question.explanation not in front
            assert "facts" not in front + back
            assert all(word in back for word in question.answer.split() if word.isalpha() and word != "right")


def test_anki_asks_to_type_what_is_typed_and_hides_what_is_hidden(tmp_path: Path) -> None:
    with real_anki.opened(tmp_path) as collection:
        real_anki.imported(collection, anki.write(one_of_each_kind(), {}, NOW).data, tmp_path)
        assert "[[type:Back]]" in real_anki.shown(collection, "example-short_answer")[0]
        front, _ = real_anki.shown(collection, "example-several_gaps")
        assert "Saturn" not in real_anki.words(front)
        assert "dust / gas / ice" in real_anki.words(front)


def test_imported_again_after_an_edit_notes_are_updated_and_none_is_doubled(tmp_path: Path) -> None:
    edited = [one.changed(explanation=f"{one.explanation} Now edited.", topic="New deck") for one in one_of_each_kind()]
    with real_anki.opened(tmp_path) as collection:
        real_anki.imported(collection, anki.write(one_of_each_kind(), {}, NOW).data, tmp_path)
        log = real_anki.imported(collection, anki.write(edited, {}, LATER).data, tmp_path)
        assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 12, 0)
        assert collection.note_count() == 12
        assert "Now edited." in real_anki.shown(collection, "example-ordering")[1]


def test_imported_again_without_an_edit_nothing_changes(tmp_path: Path) -> None:
    data = anki.write(one_of_each_kind(), {}, NOW).data
    with real_anki.opened(tmp_path) as collection:
        real_anki.imported(collection, data, tmp_path)
        log = real_anki.imported(collection, data, tmp_path)
        assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 0, 12)


@FORMS
@SORTS
def test_through_anki_and_back_every_question_is_as_it_was(tmp_path: Path, sort: str, legacy: bool) -> None:
    picture = choice(id="seen", stem="Which is ![a planet](file:märs.png)?", topic="Pictures / Größe")
    bank = [*one_of_each_kind(), picture]
    with real_anki.opened(tmp_path) as collection:
        real_anki.imported(collection, anki.write(bank, {"märs.png": PNG}, NOW).data, tmp_path)
        found = out_of(collection, tmp_path, sort, legacy)
    assert by_id(found.questions) == by_id(bank)
    assert found.files == {"märs.png": PNG}
    assert not found.troubles


def test_what_someone_edits_in_anki_counts_and_the_rest_is_kept(tmp_path: Path) -> None:
    bank = one_of_each_kind()
    with real_anki.opened(tmp_path) as collection:
        real_anki.imported(collection, anki.write(bank, {}, NOW).data, tmp_path)
        real_anki.edit(collection, "example-multiple_choice", Front="Which one, please?")
        real_anki.edit(collection, "example-numeric", Back="5")
        real_anki.edit(collection, "example-matching", Front="Match, please!")
        real_anki.edit(collection, "example-error_spotting", Explanation="Look again.")
        found = by_id(out_of(collection, tmp_path, "apkg", legacy=False).questions)
    before = by_id(bank)
    asked = before["example-multiple_choice"]
    assert isinstance(asked, MultipleChoice)
    options = tuple(sorted(asked.options))
    assert found["example-multiple_choice"] == asked.changed(stem="Which one, please?", options=options)
    spotted = before["example-error_spotting"].changed(explanation="Look again.")
    assert found["example-error_spotting"] == spotted
    assert (found["example-numeric"].kind, found["example-numeric"].answer) == ("short_answer", "5")
    assert (found["example-matching"].kind, found["example-matching"].stem) == ("flashcard", "Match, please!")
    assert found.keys() == before.keys()


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Return the folder of a collection with notes of Anki's own types."""
    with real_anki.opened(tmp_path) as collection:
        collection.media.write_data("ein bild (1).png", PNG)
        collection.media.write_data("moo.mp3", b"ID3")
        picture, deletion = "<img src='ein bild (1).png'>", "{{c1::Saturn::planet}} has {{c2::rings}} of {{c2::ice}}."
        add = partial(real_anki.add, collection)
        add("Basic", [f"What is <b>red</b>? {picture}", "Mars"], "Space::Planets", "red big")
        add("Basic (and reversed card)", ["Rot", "red"])
        add("Basic (optional reversed card)", ["one", "eins", ""])
        add("Basic (optional reversed card)", ["two", "zwei", "y"])
        add("Basic (type in the answer)", ["Largest?", "Jupiter"])
        add("Cloze", [deletion, "It floats. [sound:moo.mp3]"])
        add("Image Occlusion", ["{{c1::image-occlusion:rect:left=.1}}", picture, "", "", ""])
    return tmp_path


@FORMS
@SORTS
def test_what_anki_exports_is_read(theirs: Path, sort: str, legacy: bool) -> None:
    with real_anki.opened(theirs) as collection:
        found = out_of(collection, theirs, sort, legacy)
    assert [(one.kind, one.stem, one.answer) for one in found.questions] == [
        ("flashcard", "What is **red**? ![](file:ein_bild_1_.png)", "Mars"),
        ("flashcard", "Rot", "red"),
        ("flashcard", "red", "Rot"),
        ("flashcard", "one", "eins"),
        ("flashcard", "two", "zwei"),
        ("flashcard", "zwei", "two"),
        ("short_answer", "Largest?", "Jupiter"),
        ("cloze", "_____ (planet) has rings of ice.", "Saturn"),
        ("several_gaps", "Saturn has _____ of _____.", "rings; ice"),
    ]
    assert list(found.files.values()) == [PNG]
    assert [trouble.reason for trouble in found.troubles] == [
        "Its recordings were left out: moo.mp3. The question itself was imported.",
        "It hides parts of a picture, which no kind of question here does.",
        "Their tags were left out: big (1), red (1).",
    ]


@FORMS
def test_the_forms_that_anki_writes_hold_what_they_should(theirs: Path, legacy: bool) -> None:
    with real_anki.opened(theirs) as collection:
        data = real_anki.exported(collection, theirs, legacy)
    assert (b"collection.anki21b" in data) is not legacy
    assert b"collection.anki2" in data


def test_the_history_of_learning_is_left_out_and_listed_once(theirs: Path) -> None:
    with real_anki.opened(theirs) as collection:
        deck = collection.decks.id_for_name("Deck")
        assert deck is not None
        collection.decks.select(deck)
        real_anki.answer(collection)
        found = out_of(collection, theirs, "apkg", legacy=False)
    assert "The dates and intervals of 1 cards that were learned in Anki were not taken." in [
        trouble.reason for trouble in found.troubles
    ]


def test_our_question_of_a_foreign_note_keeps_its_id_through_our_export(theirs: Path) -> None:
    with real_anki.opened(theirs) as collection:
        found = out_of(collection, theirs, "apkg", legacy=False)
    again = anki.read(anki.write(found.questions, found.files, NOW).data)
    assert by_id(again.questions) == by_id(found.questions)
    assert again.files == found.files
