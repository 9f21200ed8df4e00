"""Rows of two columns as questions: cards, cards that are typed, and cloze deletions."""

import re
from collections.abc import Iterator
from typing import Any

from question_bank import rich
from question_bank.formats import clozes
from question_bank.formats.foreign import LONGEST_TEXT, TOPIC, Found, made, made_id
from question_bank.formats.kept import NotKept, merged, opened
from question_bank.formats.rows import Row
from question_bank.formats.two_columns.layout import Layout

BETWEEN = " / "
_RECORDING = re.compile(r"\[sound:[^\]\n]{0,300}\]")
_ANSWER_LINE = re.compile(r"<hr\s{1,9}id=[\"']?answer[\"']?\s?/?>", re.IGNORECASE)
_OWN = re.compile(r'\{"of": "[0-9a-f]{12}".*\}', re.DOTALL)
_FRONT = frozenset(("front", "question", "term", "word", "text", "prompt"))
_BACK = frozenset(("back", "answer", "definition", "meaning", "back extra", "translation"))
_EXTRA = frozenset(("extra", "explanation", "notes", "note", "comment", "remarks", "hint"))


class Sheet:
    """Reads the rows of a text that is laid out in one way."""

    def __init__(self, layout: Layout, found: Found) -> None:
        self._layout = layout
        self._found = found
        self._names = [name.lower() for name in layout.fields(Row(0, list(layout.names)))]

    def take(self, row: Row) -> None:
        """Import what a row holds, or say why not."""
        note = Note(self._layout, row, self._names)
        told = self._layout.delimiter.join(row.fields)
        kept = note.kept()
        taken = [self._keep(held, kept, note, row, told) for held in note.questions()]
        if note.fault:
            self._found.trouble(row.place, note.fault, told)
        if any(taken):
            self._found.partly(row.place, note.lost, told)

    def _keep(self, held: dict[str, Any], kept: dict[str, Any], note: "Note", row: Row, told: str) -> bool:
        question = made(merged(held, kept))
        if isinstance(question, str) and kept:
            note.lose("What stands beside it for this program did not fit any more.")
            question = made(held)
        if isinstance(question, str):
            self._found.trouble(row.place, question, told)
            return False
        return self._found.take(question, row.place, told)


class Note:
    """A row: its fields as text, and what was left out of them."""

    def __init__(self, layout: Layout, row: Row, names: list[str]) -> None:
        self._layout, self._row = layout, row
        self.lost: list[str] = []
        self.fault = ""
        raw = layout.fields(row)
        self._own = raw.pop() if len(raw) > 2 and _OWN.fullmatch(raw[-1]) else ""
        self._raw = raw
        self._front, self._back, self._extra = _places(names)
        if len(raw) > 2 and not any("{{c" in raw[place] for place in (self._front, self._back) if place < len(raw)):
            self._front = next((place for place, field in enumerate(raw) if "{{c" in field), self._front)
        self._rest = [place for place in range(len(raw)) if place not in (self._front, self._back, self._extra)]

    def questions(self) -> Iterator[dict[str, Any]]:
        """Yield the fields of each question that the row holds."""
        if any(len(field) > LONGEST_TEXT for field in self._raw):
            self.fault = f"One of its texts is longer than {LONGEST_TEXT:,} characters."
            return
        front = self._text(self._front)
        self._drop_front(front)
        back = self._text(self._back)
        self._lose_the_rest()
        type_name = (self._layout.of(self._row, self._layout.notetype_column) or self._layout.notetype).lower()
        if "{{c" in front and (asked := clozes.cards(front)):
            yield from (self._deleted(card, back) for card in asked)
            return
        if not front or not back:
            self.fault = "It has no back." if front else "It has no front."
            return
        kind = "short_answer" if "type in" in type_name else "flashcard"
        yield self._fields(kind, front) | {"accepted": [back]}
        if "reversed" in type_name and "optional" not in type_name:
            yield self._fields(kind, back, "back") | {"accepted": [front]}

    def kept(self) -> dict[str, Any]:
        """Return what this program wrote beside it."""
        if not self._own:
            return {}
        try:
            return opened(self._own, text_of(self._raw))
        except NotKept as reason:
            self.lose(str(reason))
            return {}

    def lose(self, *sentences: str) -> None:
        """Note what is left out."""
        self.lost += sentences

    def _deleted(self, card: clozes.Card, extra: str) -> dict[str, Any]:
        if card.hints and not self._own:
            self.lose(f"The hints in its gaps were left out: {', '.join(card.hints)}.")
        fields = self._fields("cloze", card.stem, f"c{card.number}", extra)
        if len(card.answers) == 1:
            return fields | {"accepted": card.answers}
        return fields | {"kind": "several_gaps", "fillings": [{"accepted": [answer]} for answer in card.answers]}

    def _fields(self, kind: str, stem: str, which: str = "", extra: str = "") -> dict[str, Any]:
        guid = self._layout.of(self._row, self._layout.guid)
        id = f"anki-{guid}" if guid else made_id("card", kind, stem)
        explanation = extra or self._text(self._extra)
        return {
            "id": f"{id}-{which}" if guid and which else id, "kind": kind, "stem": stem, "topic": self._topic(),
            "explanation": explanation,
        }  # fmt: skip

    def _topic(self) -> str:
        layout = self._layout
        deck = layout.of(self._row, layout.deck_column) or layout.deck
        tags = f"{layout.of(self._row, layout.tags_column)} {layout.tags}".split()
        left = tags if deck else tags[1:]
        if left and not self._own:
            self.lose(f"Its tags were left out: {', '.join(left)}.")
        return BETWEEN.join(part for part in (deck or (tags or [TOPIC])[0]).split("::") if part) or TOPIC

    def _drop_front(self, front: str) -> None:
        """Leave the front out of a back that begins with it, as that of an exported card does."""
        raw = self._raw[self._back] if self._back < len(self._raw) else ""
        line = _ANSWER_LINE.search(raw)
        if line and rich.to_text(raw[: line.start()], find=lambda _: None).text == front:
            self._raw[self._back] = raw[line.end() :]

    def _text(self, place: int) -> str:
        raw = self._raw[place] if 0 <= place < len(self._raw) else ""
        if _RECORDING.search(raw):
            self.lose("Its recordings are not in the file.")
            raw = _RECORDING.sub("", raw)
        if not self._layout.is_html:
            return raw.strip()
        found = rich.to_text(raw, find=lambda _: None)
        if found.dropped:
            self.lose(f"Left out of its text: {', '.join(found.dropped)}.")
        return found.text

    def _lose_the_rest(self) -> None:
        rest = [said for place in self._rest if (said := self._raw[place].strip())]
        if rest:
            self.lose(f"Its other columns were left out: {'; '.join(rest)[:120]}.")


def _places(names: list[str]) -> tuple[int, int, int]:
    """Return where front, back and explanation stand."""
    front = next((place for place, name in enumerate(names) if name in _FRONT), 0)
    back = next((place for place, name in enumerate(names) if name in _BACK and place != front), 1 if front != 1 else 0)
    return front, back, next((place for place, name in enumerate(names) if name in _EXTRA), -1)


def text_of(fields: list[str]) -> str:
    """Return the text that what this program keeps belongs to."""
    return "\x1f".join(field.strip() for field in fields)
