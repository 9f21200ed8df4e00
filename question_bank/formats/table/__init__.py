"""Tables with a header: CSV and TSV in any encoding, and workbooks. The columns are told in docs/formats.md."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from question_bank.formats.exchange import Exported, Format, Imported, Refused, Trouble, each_written
from question_bank.formats.foreign import Found
from question_bank.formats.table.columns import Columns, columns
from question_bank.formats.table.reading import Table, Understood
from question_bank.formats.table.sheets import MOST_ROWS, WORKBOOK, Cells, Sheet, sheets
from question_bank.formats.table.writing import HEADER, written
from question_bank.kinds import AnyQuestion

_HEADER_WITHIN = 20
_GLIMPSE = 64_000
_MARK = b"\xef\xbb\xbf"
"""Without it, spreadsheets take UTF-8 for something else."""


class Preview(NamedTuple):
    """How a table was understood: as what it was read, its columns by name with their meanings, and each row."""

    read_as: str
    columns: Mapping[str, str]
    rows: Sequence[Understood]
    troubles: Sequence[Trouble]


def read(data: bytes) -> Imported:
    """Read the questions of a table.

    Raises:
        Refused: it is no table, no column holds the question, or it is too large.
    """
    found = Found()
    for table in preview(data):
        found.troubles += table.troubles
        for row in table.rows:
            if row.question is None:
                found.trouble(row.place, row.reason, row.text)
            elif found.take(row.question, row.place, row.text):
                found.partly(row.place, row.lost, row.text)
    return found.imported()


def preview(data: bytes) -> list[Preview]:
    """Say how each table of a file is understood, row by row.

    Raises:
        Refused: it is no table, no column holds the question, or it is too large.
    """
    found = []
    for sheet in sheets(data):
        rows = list(islice(sheet.rows, MOST_ROWS + 1))
        if len(rows) > MOST_ROWS:
            raise Refused(f"The table has more than {MOST_ROWS:,} rows: split it.")
        found.append(_preview(sheet, rows))
    if not any(table.columns for table in found):
        raise Refused("No column is named “question” (or stem, prompt, term …) with another one for the answer.")
    return found


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes]) -> Exported:
    """Write questions as CSV that spreadsheets open."""
    texts, losses = each_written(questions, written)
    return Exported(_MARK + (",".join(HEADER) + "\n" + "".join(texts)).encode(), losses)


def _preview(sheet: Sheet, rows: list[Cells]) -> Preview:
    troubles = list(sheet.troubles)
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        meant = columns(row.cells)
        if meant.are_enough:
            troubles += [
                Trouble.at(one.place, "It stands above the header and was left out.", _text(one))
                for one in rows[:place]
            ]
            troubles += [Trouble.at(row.place, f"The column “{name}” was left out.", name) for name in meant.unknown]
            table = Table(meant, sheet.name, rows[place + 1 :])
            return Preview(sheet.read_as, _meanings(row, meant), [*map(table.understood, rows[place + 1 :])], troubles)
    if rows:
        troubles.append(
            Trouble.at(rows[0].place, "No column is named “question”: the sheet was left out.", _text(rows[0]))
        )
    return Preview(sheet.read_as, {}, (), troubles)


def _meanings(header: Cells, meant: Columns) -> dict[str, str]:
    """Return what the columns mean, by the names they have in the file."""
    several = {"option": meant.options, "wrong answer": meant.wrong, "points": meant.points}
    found = {place: meaning for meaning, place in meant.places.items()}
    found |= {place: meaning for meaning, places in several.items() for place in places}
    return {header.cells[place]: found[place] for place in sorted(found)}


def _text(row: Cells) -> str:
    return " | ".join(cell.strip() for cell in row.cells if cell.strip())


def recognises(data: bytes) -> bool:
    """Say whether it is a workbook, or has a header that is understood."""
    if data.startswith(WORKBOOK):
        return b"xl/workbook.xml" in data
    first = data[:_GLIMPSE]
    try:
        head = [row for sheet in sheets(first) for row in islice(sheet.rows, _HEADER_WITHIN)]
    except Refused:
        return False
    return any(columns(row.cells).are_enough for row in head)


FORMAT = Format("Table (CSV, TSV, Excel)", (".csv", ".tsv", ".xlsx", ".txt"), read, write, recognises)
