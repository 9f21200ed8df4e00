"""Questions are written as rows that spreadsheets open and people edit, and come back whole."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from question_bank.formats import table
from question_bank.formats.table.writing import HEADER
from question_bank.kinds import AnyQuestion
from question_bank.kinds.multiple_choice import MultipleChoice
from tests.question_bank.formats.strategies import banks, one_of_each_kind
from tests.question_bank.samples import choice, citation, number, typed

EVERY = one_of_each_kind()


def row(question: AnyQuestion) -> dict[str, str]:
    """Return what another program reads of a written question."""
    data = table.write([question], {}).data
    (found,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return found


def losses(question: AnyQuestion) -> list[str]:
    return [loss.lost for loss in table.write([question], {}).losses]


def test_a_choice() -> None:
    assert row(choice(facts=())) == dict.fromkeys(HEADER, "") | {
        "id": "choice",
        "kind": "multiple_choice",
        "question": "Which planet has rings?",
        "options": "Venus\nSaturn\nMars\nEarth",
        "answer": "Saturn",
        "topic": "Planets",
        "explanation": "It is so.",
    }


def test_a_figure() -> None:
    found = row(number(tolerance=0.5, unit="moons"))
    assert (found["answer"], found["tolerance"], found["unit"]) == ("145", "0.5", "moons")


def test_several_texts_stand_on_lines_of_their_own() -> None:
    assert row(typed(accepted=("Saturn", "Kronos")))["answer"] == "Saturn\nKronos"


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.kind)
def test_every_kind_comes_back(question: AnyQuestion) -> None:
    found = table.read(table.write([question], {}).data)
    assert list(found.questions) == [question]
    assert list(found.troubles) == []


def test_every_kind_stands_in_one_file() -> None:
    assert list(table.read(table.write(EVERY, {}).data).questions) == EVERY


def test_a_spreadsheet_knows_the_encoding() -> None:
    assert table.write([choice(stem="Größe?")], {}).data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("stem", ["=HYPERLINK(1)", "+1 or -1?", "-1 is what?", "@SUM(1)", "'=quoted", "''=twice"])
def test_no_cell_is_a_formula_and_all_come_back(stem: str) -> None:
    question = choice(stem=stem)
    assert row(question)["question"] == f"'{stem}"
    assert list(table.read(table.write([question], {}).data).questions) == [question]


def test_plain_figures_and_apostrophes_need_no_guard() -> None:
    assert row(number(value=-5))["answer"] == "-5"
    assert row(choice(stem="'Tis what?"))["question"] == "'Tis what?"


def test_what_has_no_column_is_kept_and_said() -> None:
    question = choice(citations=(citation(),), voice="Galileo", as_of="1610", ordered=True)
    assert list(table.read(table.write([question], {}).data).questions) == [question]
    assert losses(question) == [
        "Other programs will not see which facts it asks about, where they stand, who says so, as of when, "
        "that the options keep their order: it stands in a column of its own."
    ]


def test_what_has_a_column_is_no_loss() -> None:
    assert losses(choice(facts=())) == []


def test_pictures_are_a_loss() -> None:
    question = choice(stem="What is ![the moon](file:moon.png)?", facts=())
    assert losses(question) == ["A table holds no pictures: moon.png left out."]


def test_when_someone_changed_the_row_the_row_counts() -> None:
    data = table.write([choice(options=("a\nb", "c", "d"), key="c", voice="Galileo")], {}).data
    (found,) = table.read(data.replace(b",c,", b",d,")).questions
    assert isinstance(found, MultipleChoice)
    assert (found.key, found.options, found.voice) == ("d", ("a", "b", "c", "d"), "Galileo")


def test_a_column_that_does_not_fit_any_more_is_left_out_and_said() -> None:
    data = table.write([choice()], {}).data
    found = table.read(data.replace(b'""facts"": [""rings""]', b'""facts"": 5'))
    assert len(found.questions) == 1
    assert "did not fit any more" in found.troubles[0].reason


@given(banks())
def test_what_is_written_comes_back_but_for_what_the_losses_name(asked: list[AnyQuestion]) -> None:
    written = table.write(asked, {})
    lost = {loss.question for loss in written.losses if loss.lost.startswith("A table")}
    found = table.read(written.data)
    assert [one for one in found.questions if one.id not in lost] == [one for one in asked if one.id not in lost]
    assert {one.place for one in found.troubles} <= (set() if found.questions else {"the whole file"})


@given(banks())
def test_export_import_export_is_a_fixed_point(asked: list[AnyQuestion]) -> None:
    written = table.write(asked, {}).data
    assert table.write(table.read(written).questions, {}).data == written


@given(banks())
def test_other_programs_read_the_same_cells(asked: list[AnyQuestion]) -> None:
    written = table.write(asked, {})
    found = list(csv.DictReader(io.StringIO(written.data.decode("utf-8-sig"), newline="")))
    lost = {loss.question for loss in written.losses if loss.lost.startswith("A table cannot")}
    assert len(found) >= len(asked) - len(lost)
    assert all(set(one) == set(HEADER) for one in found)
