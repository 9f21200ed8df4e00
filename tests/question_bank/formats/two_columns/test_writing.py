"""What is written opens in Anki, and comes back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki.collection import Collection, ImportCsvRequest
from hypothesis import given

from question_bank.formats import two_columns
from question_bank.kinds import AnyQuestion
from question_bank.kinds.several_gaps import SeveralGaps
from tests.question_bank.formats.strategies import banks, one_of_each_kind
from tests.question_bank.samples import choice, citation, gapped, judged, number, typed

HELD = ("true_false", "short_answer", "numeric", "cloze", "several_gaps", "flashcard")
EVERY = [question for question in one_of_each_kind() if question.kind in HELD]


def lines(*questions: AnyQuestion) -> list[list[str]]:
    text = two_columns.write(questions, {}).data.decode()
    return [line.split("\t") for line in text.split("\n")[5:-1]]


def losses(question: AnyQuestion) -> list[str]:
    return [loss.lost for loss in two_columns.write([question], {}).losses]


def in_anki(folder: Path, data: bytes) -> dict[str, tuple[str, list[str], int]]:
    """Import a file into a new collection of Anki, and return type, fields and number of cards by guid."""
    path = folder / "notes.txt"
    path.write_bytes(data)
    collection = Collection(str(folder / "collection.anki2"))
    try:
        for _ in range(2):
            metadata = collection.get_csv_metadata(str(path), None)
            collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
        notes = [collection.get_note(id) for id in collection.find_notes("")]
        return {note.guid: (str((note.note_type() or {})["name"]), note.fields, len(note.card_ids())) for note in notes}
    finally:
        collection.close()


def test_anki_imports_what_is_written_and_updates_it_the_second_time(tmp_path: Path) -> None:
    notes = in_anki(tmp_path, two_columns.write(EVERY, {}).data)
    assert {guid: name for guid, (name, _, _) in notes.items()} == {
        "example-true_false": "Basic",
        "example-short_answer": "Basic (type in the answer)",
        "example-numeric": "Basic (type in the answer)",
        "example-cloze": "Cloze",
        "example-several_gaps": "Cloze",
        "example-flashcard": "Basic",
    }
    assert all(cards == 1 for _, _, cards in notes.values())


def test_anki_shows_what_we_mean(tmp_path: Path) -> None:
    asked: list[AnyQuestion] = [
        typed("#1", stem='"a" < b\nd', accepted=("**x**",)),
        gapped("2", stem="a; _____, #b", explanation="- c\n- d"),
    ]
    notes = in_anki(tmp_path, two_columns.write(asked, {}).data)
    assert notes["#1"][1] == ['<p>"a" &lt; b<br>d</p>', "<p><strong>x</strong></p>"]
    assert notes["2"][1] == ["a; {{c1::Saturn}}, #b", "<ul><li>c</li><li>d</li></ul>"]


def test_a_row() -> None:
    (row,) = lines(typed("t", facts=(), topic="Space / Planets", explanation="The right answer is Saturn."))
    assert row[:5] == ["t", "Basic (type in the answer)", "Space::Planets", "Which planet has rings?", "Saturn"]


def test_what_can_be_chosen_is_the_hint_of_a_gap() -> None:
    question = SeveralGaps.examples().question
    assert isinstance(question, SeveralGaps)
    assert "{{c1::Saturn}}, and they are mostly {{c1::ice::dust / gas / ice}}." in lines(question)[0][3]


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.kind)
def test_every_kind_that_is_written_comes_back(question: AnyQuestion) -> None:
    found = two_columns.read(two_columns.write([question], {}).data)
    assert list(found.questions) == [question]
    assert list(found.troubles) == []


@pytest.mark.parametrize(
    "question", [one for one in one_of_each_kind() if one.kind not in HELD], ids=lambda one: one.kind
)
def test_kinds_that_are_more_than_two_sides_cannot_be_written(question: AnyQuestion) -> None:
    assert losses(question) == [f"Two columns hold a front and a back, and no “{question.title}”."]


def test_what_anki_does_not_see_is_said() -> None:
    assert losses(number(unit="moons", facts=(), citations=(citation(),))) == [
        "Other programs will not see where they stand, the unit, the explanation: it stands in a column of its own.",
        "Other programs will take it for another kind than “Number”.",
    ]
    assert losses(gapped(facts=())) == []


def test_pictures_are_a_loss() -> None:
    assert losses(judged(stem="![Mars](file:m.png) is red."))[0] == "Text holds no pictures: m.png left out."


def test_when_someone_changed_the_text_the_text_counts() -> None:
    data = two_columns.write([typed(voice="Galileo", accepted=("Saturn", "Kronos"))], {}).data
    (found,) = two_columns.read(data.replace(b"\tSaturn\t", b"\tMars\t")).questions
    assert found.answer == "Mars"
    assert found.voice == "Galileo"


def test_a_column_that_does_not_fit_any_more_is_left_out_and_said() -> None:
    data = two_columns.write([number()], {}).data
    found = two_columns.read(data.replace(b"\t145\t", b"\tmany\t"))
    assert [one.kind for one in found.questions] == ["short_answer"]
    assert "did not fit any more" in found.troubles[0].reason


@given(banks())
def test_what_is_written_comes_back_but_for_what_the_losses_name(asked: list[AnyQuestion]) -> None:
    written = two_columns.write(asked, {})
    lost = {loss.question for loss in written.losses if loss.lost.startswith(("Two columns", "Text holds"))}
    found = two_columns.read(written.data)
    assert [one for one in found.questions if one.id not in lost] == [one for one in asked if one.id not in lost]
    empty = [] if found.questions else ["There is no question in it."]
    assert [trouble.reason for trouble in found.troubles] == empty


@given(banks(*HELD))
def test_export_import_export_is_a_fixed_point(asked: list[AnyQuestion]) -> None:
    written = two_columns.write(asked, {}).data
    assert two_columns.write(two_columns.read(written).questions, {}).data == written


def test_no_questions_make_a_file_with_nothing_but_its_head() -> None:
    data = two_columns.write([choice()], {}).data
    assert two_columns.read(data).questions == ()
