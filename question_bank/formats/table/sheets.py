"""The rows of a table, whatever the file is: CSV or TSV in any encoding, or a workbook."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import count
from typing import Any, NamedTuple

from question_bank.formats.archive import open_archive
from question_bank.formats.exchange import Refused, Trouble
from question_bank.formats.foreign import MOST_QUESTIONS, UNPRINTABLE, decoded, refuse_large
from question_bank.formats.rows import rows
from question_bank.formats.table.columns import columns

MOST_ROWS = MOST_QUESTIONS
MOST_COLUMNS = 60
WORKBOOK = b"PK\x03\x04"
"""How a workbook begins: it is a zip archive."""
_DELIMITERS = (",", ";", "\t", "|")
_PREVIEWED = 20
_SEP = re.compile(r"\s*sep=(.)[ \t]*\n", re.IGNORECASE)
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_LARGEST_PART = 60_000_000
_MOST_PARTS = 2_000
_LAST_ROW = 1_048_576
_HEAD = 4_096
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError, IndexError, OSError,
           zlib.error, EOFError, NotImplementedError)  # fmt: skip


class Cells(NamedTuple):
    """A row with the place where it stands."""

    place: str
    cells: list[str]


class Sheet(NamedTuple):
    """A table: its name, if it has one, how it was read, and its rows."""

    name: str
    read_as: str
    rows: Iterable[Cells]
    troubles: tuple[Trouble, ...] = ()


def sheets(data: bytes) -> list[Sheet]:
    """Return the tables of a file.

    Raises:
        Refused: it is no table, or too large.
    """
    refuse_large(data)
    return list(_book(data)) if data.startswith(WORKBOOK) else [_text(data)]


def _text(data: bytes) -> Sheet:
    file = decoded(data)
    said = _SEP.match(file.text)
    text = file.text[said.end() :] if said else file.text
    delimiter = said[1] if said else _delimiter(text)
    offset = file.text.count("\n", 0, said.end()) if said else 0
    found = (Cells(f"line {row.number + offset}", row.fields) for row in rows(text, delimiter))
    named = {"\t": "TAB", ",": "comma", ";": "semicolon", "|": "bar"}.get(delimiter, f"“{delimiter}”")
    return Sheet("", f"{file.encoding}, {named} between columns", found, file.troubles)


def _delimiter(text: str) -> str:
    """Return the sign that makes a header that is understood of the first lines, or else rows of equal length."""

    def fits(delimiter: str) -> tuple[bool, int, float]:
        head = [row.fields for row, _ in zip(rows(text, delimiter), range(_PREVIEWED), strict=False)]
        widths = [len(fields) for fields in head]
        usual = max(widths, key=widths.count) if widths else 0
        understood = [columns(fields) for fields in head]
        known = max((len(one.places) + len(one.options) for one in understood if one.are_enough), default=0)
        return known > 0, known, widths.count(usual) / len(widths) if usual > 1 else 0

    return max(_DELIMITERS, key=fits)


def _book(data: bytes) -> Iterator[Sheet]:
    import openpyxl  # a third of a second
    from openpyxl.utils.exceptions import InvalidFileException

    _check(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            seen = count()
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                yield Sheet(sheet.title, "workbook", list(_sheet_rows(sheet, seen)))
        except Refused:  # a ValueError too
            raise
        except (InvalidFileException, *_BROKEN) as error:
            raise Refused("The workbook is broken, or it is none: save it again, or as CSV.") from error


def _check(data: bytes) -> None:
    """Refuse a workbook that unpacks to too much, or holds XML that means harm."""
    book = open_archive(data)
    if len(book.names()) > _MOST_PARTS:
        raise Refused("The workbook has too many parts.")
    for name in book.names():
        for number, piece in enumerate(book.pieces(name, _LARGEST_PART)):
            if not number and _DOCTYPE.search(piece[:_HEAD].replace(b"\0", b"")):
                raise Refused("The workbook holds definitions of entities, which no workbook needs.")


def _sheet_rows(sheet: Any, seen: Iterator[int]) -> Iterator[Cells]:
    """Yield the rows that are not blank; `seen` counts all, for a file can name rows that no spreadsheet has."""
    filled = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        cells = [_said(cell) for cell in row]
        if next(seen) > _LAST_ROW:
            raise Refused("The workbook names more rows than a sheet can have.")
        if any(cells):
            yield Cells(f"sheet “{sheet.title}”, row {number}", cells)
            filled += 1
        if filled > MOST_ROWS:
            raise Refused(f"The table has more than {MOST_ROWS:,} rows: split it.")


def _said(cell: Any) -> str:
    """Return what a cell says, as people see it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float):
        return _figure(value, str(cell.number_format))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return UNPRINTABLE.sub("", str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n"))


def _figure(value: float, format: str) -> str:
    if percent := _PERCENT.fullmatch(format):
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
