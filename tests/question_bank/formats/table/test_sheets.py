"""Workbooks are read as people see them, and hostile ones are refused before they do harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from question_bank.formats import table
from question_bank.formats.exchange import Refused

HEAD = ["Question", "Answer"]
START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


def book(**sheets: list[list[Any]]) -> bytes:
    """Return a workbook with a sheet for each name."""
    made = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def repacked(data: bytes, **changed: bytes) -> bytes:
    """Return a workbook with other parts, named by how their paths end, or with more of them."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            end = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, changed.pop(end, old.read(name)))
        for name, content in changed.items():
            new.writestr(f"xl/{name}.xml", content)
    return file.getvalue()


def answers(data: bytes) -> list[str]:
    return [question.answer for question in table.read(data).questions]


def test_a_workbook_is_read() -> None:
    found = table.read(book(Planets=[HEAD, ["What is red?", "Mars"]]))
    assert [(one.stem, one.answer, one.topic) for one in found.questions] == [("What is red?", "Mars", "Planets")]


def test_every_sheet_is_read_and_its_name_is_the_topic_unless_it_is_none() -> None:
    found = table.read(book(Moons=[HEAD, ["a?", "b"]], Sheet2=[HEAD, ["c?", "d"]]))
    assert [one.topic for one in found.questions] == ["Moons", "Imported"]


def test_places_name_sheet_and_row() -> None:
    found = table.read(book(Moons=[HEAD, ["a?", "b"], [], ["c?", None]]))
    assert [one.place for one in found.troubles] == ["sheet “Moons”, row 4"]


def test_a_sheet_without_a_header_is_listed_and_an_empty_one_is_not() -> None:
    found = table.read(book(Moons=[HEAD, ["a?", "b"]], Notes=[["some", "words"]], Empty=[]))
    assert [one.place for one in found.troubles] == ["sheet “Notes”, row 1"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (5, "5"),
        (5.0, "5"),
        (2.5, "2.5"),
        (1e20, "1e+20"),
        (date(1610, 7, 1), "1610-07-01"),
        (datetime(2020, 5, 1, 12, 30), "2020-05-01 12:30:00"),
        (time(12, 30), "12:30:00"),
        ("'=SUM(A1)", "=SUM(A1)"),
    ],
)
def test_cells_say_what_people_see(value: Any, said: str) -> None:
    if isinstance(value, date) and value.year < 1900:
        value = value.isoformat()
    assert answers(book(S=[HEAD, ["a?", value]])) == [said]


@pytest.mark.parametrize(("format", "said"), [("0%", "25%"), ("0.0%", "25.0%"), ("0.00", "0.25"), ("General", "0.25")])
def test_percentages_are_percentages(format: str, said: str) -> None:
    made = Workbook(write_only=True)
    sheet = made.create_sheet("S")
    cell = WriteOnlyCell(sheet, value=0.25)
    cell.number_format = format
    sheet.append(HEAD)
    sheet.append(["How much?", cell])
    file = io.BytesIO()
    made.save(file)
    assert answers(file.getvalue()) == [said]


def test_a_truth_is_a_statement_to_judge() -> None:
    assert answers(book(S=[HEAD, ["Mars is red.", True], ["Mars is blue.", False]])) == ["True", "False"]


def test_a_formula_without_its_result_has_no_answer() -> None:
    found = table.read(book(S=[HEAD, ["a?", "=1+1"], ["b?", "c"]]))
    assert [one.reason for one in found.troubles] == ["It has no right answer."]


def test_a_size_that_lies_is_not_believed() -> None:
    data = book(S=[HEAD, ["a?", "b"]])
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert answers(repacked(data, sheet1=lying)) == ["b"]


def test_cells_far_away_are_left_alone() -> None:
    rows = b'<row r="1"><c r="A1" t="str"><v>Question</v></c><c r="B1" t="str"><v>Answer</v></c></row>'
    rows += b'<row r="2"><c r="A2" t="str"><v>a?</v></c><c r="B2" t="str"><v>b</v></c>'
    rows += b'<c r="XFD2" t="str"><v>far</v></c></row>'
    data = repacked(book(S=[HEAD]), sheet1=START + rows + END)
    assert answers(data) == ["b"]
    deep = rows + b'<row r="1048570"><c r="A1048570" t="str"><v>deep?</v></c></row>'
    assert (
        table.read(repacked(book(S=[HEAD]), sheet1=START + deep + END)).troubles[-1].place == "sheet “S”, row 1048570"
    )


def test_rows_that_no_sheet_has_are_refused() -> None:
    row = b'<row r="9999999999999"><c r="A9999999999999" t="str"><v>deep?</v></c></row>'
    with pytest.raises(Refused, match="more rows than a sheet can have"):
        table.read(repacked(book(S=[HEAD]), sheet1=START + row + END))


def test_too_many_rows_are_refused() -> None:
    row = b'<row><c t="str"><v>a?</v></c></row>'
    with pytest.raises(Refused, match="rows: split it"):
        table.read(repacked(book(S=[HEAD]), sheet1=START + row * 30_000 + END))


def test_lines_in_a_cell_end_as_ours() -> None:
    (question,) = table.read(book(S=[HEAD, ["two\r\nlines?", "b"]])).questions
    assert question.stem == "two\nlines?"


def test_a_bomb_is_refused() -> None:
    with pytest.raises(Refused, match="unpacks to more"):
        table.read(repacked(book(S=[HEAD]), bomb=b"\0" * 70_000_000))


def test_parts_that_are_a_bomb_together_are_refused() -> None:
    with pytest.raises(Refused, match="unpacks to more"):
        table.read(repacked(book(S=[HEAD]), **{f"part{number}": b"\0" * 45_000_000 for number in range(3)}))


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(Refused, match="too many parts"):
        table.read(repacked(book(S=[HEAD]), **{f"part{number}": b"" for number in range(2_001)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_definitions_of_entities_are_refused(encoding: str) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode(encoding)
    with pytest.raises(Refused, match="entities"):
        table.read(repacked(book(S=[HEAD]), sharedStrings=evil))


@pytest.mark.parametrize("part", ["workbook", "sheet1", "styles"])
@pytest.mark.parametrize("content", [b"", b"<", b"no xml", b"<a/>", b"\0\0"])
def test_a_broken_workbook_is_refused_or_read(part: str, content: bytes) -> None:
    try:
        table.read(repacked(book(S=[HEAD, ["a?", "b"]]), **{part: content}))
    except Refused as reason:
        said = str(reason)
        assert said.endswith(".")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100, book(S=[HEAD])[:-40], book(S=[HEAD])[:400]]
)
def test_half_a_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=r"broken|no zip archive"):
        table.read(data)


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../x.txt", "no")
    with pytest.raises(Refused, match="has a name that no file should have"):
        table.read(file.getvalue())


def test_an_old_workbook_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="old Office file"):
        table.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500)
