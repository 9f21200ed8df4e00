"""Rows of a table as questions: of the kind that a column names, or that what they hold makes."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from question_bank import rich
from question_bank.facts import GAP
from question_bank.formats.foreign import LONGEST_TEXT, TOPIC, made, made_id
from question_bank.formats.kept import NotKept, belongs, merged, opened
from question_bank.formats.table.answers import How, NoSuchOption, keys_of, listed, way_of
from question_bank.formats.table.columns import Columns
from question_bank.formats.table.sheets import Cells
from question_bank.kinds import KINDS, AnyQuestion
from question_bank.kinds.several_gaps import read_line
from question_bank.lines import split
from question_bank.marking import NotAnAnswer, first_number

Fields = dict[str, Any]
LONGEST_TYPED, MOST_WORDS_TYPED = 40, 5
"""What is longer is a card: nobody types it exactly as it stands."""
_KINDS = {
    "multiple_choice": "multiple choice(?: question)?|multiplechoice|mcq?|single(?: choice| answer)?|choice|radio|quiz",
    "multiple_response": "multiple (?:response|answers?)|multi(?:ple)?(?: ?select)?|checkbox(?:es)?|m[ra]",
    "true_false": "true (?:or )?false|truefalse|tf|t f|bool(?:ean)?",
    "short_answer": "short ?answer|short|sa|text|typed|open|free text|identification",
    "numeric": "numeric(?:al)?|num(?:ber)?",
    "cloze": "cloze|gap|fill(?: in)?(?: the (?:gap|blank))?|fitb|fib|missing ?word",
    "several_gaps": "(?:several )?gaps|(?:fill(?: in)? )?(?:several|multiple) (?:gaps|blanks)",
    "flashcard": "flash ?card|card|basic",
    "ordering": "order(?:ing)?|sequence|sorting",
    "matching": "match(?:ing)?|pairs?",
}
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
_CHOSEN = frozenset(("multiple_choice", "who_says_so", "error_spotting", "multiple_response"))
_TRUE = frozenset(("true", "t", "wahr", "richtig", "verdadero", "vrai", "vero", "1", "yes"))
_FALSE = frozenset(("false", "f", "falsch", "falso", "faux", "0", "no"))
_SAYS_TRUE_OR_FALSE = frozenset(("true", "false", "wahr", "falsch", "verdadero", "falso", "vrai", "faux"))
_LOOKS_HTML = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|ul|ol|li|sub|sup|img|a|code|pre|h[1-6]|table)\b[^<>]{0,2000}>", re.IGNORECASE
)
GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SHEET = re.compile(r"(?:sheet|feuil|tabelle|hoja|blatt|foglio|questions?|data|table)\s*\d*", re.IGNORECASE)


class NotTaken(ValueError):
    """A row makes no question; the message says why."""


class Understood(NamedTuple):
    """A row as it was understood: the question it makes, or why it makes none, and what was left out of it."""

    place: str
    text: str
    question: AnyQuestion | None
    reason: str = ""
    lost: tuple[str, ...] = ()


class Row:
    """The cells of a row, by what they mean."""

    def __init__(self, columns: Columns, cells: Sequence[str]) -> None:
        self.cells, self._columns = cells, columns
        self.lost: list[str] = []
        self.stem = self.text("question")
        self.answer = self._cell(columns.places.get("answer", -1))
        several = [self.said(self._cell(place)) for place in columns.options]
        self.options = [one for one in several if one] or [*map(self.said, listed(self._raw("options")))]
        wrong = [self.said(self._cell(place)) for place in columns.wrong]
        self.wrong = [one for one in wrong if one] + [*map(self.said, listed(self._raw("wrong")))]

    def text(self, meaning: str) -> str:
        """Return what stands in the column with a meaning."""
        return self.said(self._raw(meaning))

    def said(self, cell: str) -> str:
        """Return what a cell says: HTML as our text."""
        if len(cell) > LONGEST_TEXT or not _LOOKS_HTML.search(cell):
            return cell
        found = rich.to_text(cell, find=lambda _: None)
        if found.dropped:
            self.lost.append(f"Left out of its text: {', '.join(found.dropped)}.")
        return found.text

    @property
    def best(self) -> list[str]:
        """The options that earn points."""
        pairs = zip(self._columns.points, self._columns.options, strict=False)
        return [self.said(self._cell(option)) for points, option in pairs if _points(self._cell(points)) > 0]

    def kept(self) -> Fields:
        """Return what this program wrote beside it."""
        own = self._raw("more")
        if not own:
            return {}
        text = text_of(self.cells[: self._columns.places["more"]])
        if belongs(own, text):
            self.lost.clear()
        try:
            return opened(own, text)
        except NotKept as reason:
            self.lost.append(str(reason))
            return {}

    def _raw(self, meaning: str) -> str:
        return self._cell(self._columns.places.get(meaning, -1))

    def _cell(self, place: int) -> str:
        cell = self.cells[place].strip() if 0 <= place < len(self.cells) else ""
        return cell[1:].strip() if GUARDED.match(cell) else cell


class Table:
    """Reads the rows below a header."""

    def __init__(self, columns: Columns, name: str, rows: Sequence[Cells]) -> None:
        self._columns = columns
        self._topic = name if name and not _SHEET.fullmatch(name.strip()) else TOPIC
        asked = (Row(columns, row.cells) for row in rows)
        self._way: How = "text" if "more" in columns.places else way_of((row.answer, row.options) for row in asked)

    def understood(self, cells: Cells) -> Understood:
        """Read a row."""
        text = " | ".join(cell.strip() for cell in cells.cells if cell.strip())
        row = Row(self._columns, cells.cells)
        try:
            held = self.held(row)
        except NotTaken as reason:
            return Understood(cells.place, text, None, str(reason))
        kept = row.kept()
        question = made(merged(held, kept))
        if isinstance(question, str) and kept:
            row.lost.append("What stands beside it for this program did not fit any more.")
            question = made(held)
        if isinstance(question, str):
            return Understood(cells.place, text, None, question)
        return Understood(cells.place, text, question, lost=tuple(dict.fromkeys(row.lost)))

    def held(self, row: Row) -> Fields:
        """Return the fields that a row holds, apart from what this program wrote beside it.

        Raises:
            NotTaken: it makes no question.
        """
        if any(len(cell) > LONGEST_TEXT for cell in row.cells):
            raise NotTaken(f"One of its texts is longer than {LONGEST_TEXT:,} characters.")
        if not row.stem:
            raise NotTaken("It has no question.")
        try:
            own = _own_fields(row, self._way)
        except (NoSuchOption, NotAnAnswer) as reason:
            raise NotTaken(str(reason)) from reason
        id = row.text("id")
        return {
            "id": id if re.search(r"[^\W\d_]", id) and id in row.cells else made_id("table", own["kind"], row.stem),
            "stem": row.stem, "topic": row.text("topic") or self._topic, "explanation": row.text("explanation"),
        } | own  # fmt: skip


def _own_fields(row: Row, way: How) -> Fields:
    """Return the kind of a row, and the fields that only this kind has."""
    named = row.text("kind")
    kind = _kind(named) if named else _guessed(row)
    if kind is None:
        raise NotTaken(f"The kind “{named}” is none that can be imported.")
    if kind in _CHOSEN:
        return _chosen(kind, row, way)
    if not row.answer and kind != "ordering":
        raise NotTaken("It has no right answer.")
    match kind:
        case "true_false":
            return {"kind": kind, "key": _truth(row, way)}
        case "numeric":
            return _numeric(row)
        case "ordering":
            return {"kind": kind, "items": listed(row.answer) or row.options}
        case "matching":
            return {
                "kind": kind,
                "pairs": [_pair(one) for one in listed(row.answer)],
                "distractors": row.options + row.wrong,
            }
        case "several_gaps":
            return {"kind": kind, "fillings": [read_line(line) for line in row.answer.split("\n")]}
    accepted = [*map(row.said, [one for one in row.answer.replace("|", "\n").split("\n") if one.strip()])]
    return {"kind": kind, "accepted": [*accepted, *listed(row.text("accepted"))]}


def _kind(named: str) -> str | None:
    plain = " ".join(re.sub(r"[\W_]+", " ", named.lower()).split())
    if plain.replace(" ", "_") in KINDS:
        return plain.replace(" ", "_")
    titles = {kind.title.lower(): name for name, kind in KINDS.items()}
    return titles.get(plain) or next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)


def _guessed(row: Row) -> str:
    """Return the kind that the cells of a row make."""
    options = {option.lower() for option in (*row.options, *row.wrong)}
    if row.options or row.wrong:
        return "true_false" if options == {"true", "false"} else "multiple_choice"
    if row.answer.lower() in _SAYS_TRUE_OR_FALSE:
        return "true_false"
    if row.stem.count(GAP) == 1:
        return "cloze"
    is_short = len(row.answer) <= LONGEST_TYPED and len(row.answer.split()) <= MOST_WORDS_TYPED
    return "short_answer" if is_short else "flashcard"


def _chosen(kind: str, row: Row, way: How) -> Fields:
    options = row.options or [row.said(row.answer), *row.wrong]
    if len(options) < 2:
        raise NotTaken("It has nothing to choose from.")
    keys = row.best if row.best and not row.answer else _keys(row, options, way)
    if kind == "multiple_choice" and len(keys) > 1:
        kind = "multiple_response"
    return {"kind": kind, "options": options} | ({"keys": keys} if kind == "multiple_response" else {"key": keys[0]})


def _keys(row: Row, options: Sequence[str], way: How) -> list[str]:
    if not row.answer:
        raise NotTaken("It does not say which answer is right.")
    return keys_of(row.said(row.answer), options, way if row.options else "text")


def _truth(row: Row, way: How) -> str:
    said = row.answer.lower()
    if row.options and said not in _TRUE | _FALSE:
        said = keys_of(row.answer, row.options, way)[0].lower()
    if said not in _TRUE | _FALSE:
        raise NotTaken(f"“{row.answer}” is neither true nor false.")
    return "True" if said in _TRUE else "False"


def _numeric(row: Row) -> Fields:
    tolerance = row.text("tolerance")
    return {
        "kind": "numeric", "value": _number(row.answer), "tolerance": _number(tolerance) if tolerance else 0.0,
        "unit": row.text("unit") or None,
    }  # fmt: skip


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return first_number(text)


def _pair(line: str) -> tuple[str, str]:
    """Return both sides of a pair; the sign between them is “=”, or else an arrow or a colon."""
    sign = next((sign for sign in ("=>", "=", "->", "→", ":") if len(split(line, sign)) > 1), "=")
    left, *right = split(line, sign)
    return left, f" {sign} ".join(right)


def _points(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return 0


def text_of(cells: Sequence[str]) -> str:
    """Return the text that what this program keeps belongs to."""
    return "\x1f".join(cell.strip() for cell in cells)
