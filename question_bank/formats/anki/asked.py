"""A note of Anki as the questions that its cards ask."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from question_bank.facts import GAP
from question_bank.formats import clozes
from question_bank.formats.anki.described import NoteType, Template
from question_bank.formats.anki.templates import ANSWER, Part, Shown, filled, is_blank, shown, side
from question_bank.formats.anki.texts import Texts, plain
from question_bank.kinds.error_spotting import PROMPT
from question_bank.kinds.several_gaps import MOST as MOST_GAPS
from question_bank.kinds.typed import LONGEST_RESPONSE
from question_bank.marking import normalise
from question_bank.question import LONGEST_STEM

OWN, OPTIONS = "quizapp", "Options"
"""Fields of our own note types: what only this program reads, and options on lines."""
_EXTRA = frozenset(("extra", "back extra", "explanation", "notes", "note", "comment", "comments", "remarks", "source",
                    "sources", "add reverse"))  # fmt: skip
_MASKS = frozenset(("question mask", "answer mask", "original mask"))
_OCCLUSION = "image-occlusion:"
_IN_FORMULA = re.compile(rf"\\\((?:(?!\\\)).)*{GAP}|\\\[(?:(?!\\\]).)*{GAP}", re.DOTALL)
_NUMBER = re.compile(r"\{\{c(\d{1,3})::")
_MOST_CARDS = 100
_LONGEST_GAPPED = 10_000
_SHOWS = "](file:"
_LEFT_BETWEEN = " :;,=→–|\n"
Fields = dict[str, Any]


class NotTaken(ValueError):
    """A card that is no question for us; the message says why."""


class Face(NamedTuple):
    """A template taken apart: what is shown in front and behind, what is typed, what is hidden by deletions."""

    front: list[Part]
    back: list[Part]
    asked: frozenset[str]
    typed: str
    hidden: frozenset[str]
    hints: frozenset[str]
    extra: tuple[str, ...]
    has_script: bool


def face(template: Template) -> Face:
    """Take a template apart.

    Raises:
        templates.Broken: Anki could not draw it either.
    """
    front, back = side(template.front), side(template.back)
    in_front, behind = shown(front.parts), shown(back.parts)
    hidden = _with("cloze", in_front) | _with("cloze-only", in_front)
    typed = next((one.field for one in in_front if "type" in one.filters and one.field not in hidden), "")
    hints = _with("hint", in_front)
    asked = frozenset(one.field for one in in_front) - hints - {typed}
    extra = tuple(dict.fromkeys(one.field for one in behind if one.field.lower() in _EXTRA and one.field not in asked))
    return Face(front.parts, back.parts, asked, typed, hidden, hints, extra, front.has_script or back.has_script)


def _with(filter: str, fields: list[Shown]) -> frozenset[str]:
    return frozenset(one.field for one in fields if filter in one.filters)


class Asked(NamedTuple):
    """What a card asks: its number in the note, and the fields of a question that it fills."""

    number: int
    fields: Fields


class NoteCards:
    """The cards of one note."""

    def __init__(self, type: NoteType, fields: dict[str, str], texts: Texts) -> None:
        self._type, self._fields, self._texts = type, fields, texts

    def asked(self, number: int, face: Face) -> Iterator[Asked]:
        """Yield what a template asks, which is one question unless it hides parts of a text.

        Raises:
            NotTaken: it asks nothing that we can mark.
            Broken: its fields make it too long.
        """
        if hint := [name for name in face.hints if not is_blank(self._fields.get(name, ""))]:
            self._texts.lose(f"Its hint was left out: {', '.join(sorted(hint))}.")
        if _MASKS & {name.lower() for name in self._type.fields}:
            raise NotTaken("It hides parts of a picture, which no kind of question here does.")
        if self._type.is_cloze and face.hidden:
            yield from self._deleted(face)
        elif OPTIONS in self._fields and OWN in self._fields:
            yield Asked(number, self._chosen(face))
        else:
            yield Asked(number, self._turned(face))

    def _deleted(self, face: Face) -> Iterator[Asked]:
        if any(_OCCLUSION in self._fields.get(name, "") for name in face.hidden):
            raise NotTaken("It hides parts of a picture, which no kind of question here does.")
        front = self._texts.marked(filled(face.front, self._fields, face.hints)).replace(ANSWER, "")
        numbers = len(set(_NUMBER.findall(front)))
        if len(front) > _LONGEST_GAPPED or numbers > _MOST_CARDS:
            raise NotTaken(f"It has more than {_MOST_CARDS} cards, or more than {_LONGEST_GAPPED:,} characters.")
        self._texts.room.take(front, numbers)
        cards = clozes.cards(front, with_hints=not self._is_own)
        if not cards:
            raise NotTaken("It has no gap: nothing stands in {{c1::…}}.")
        explanation = self._behind(face, face.asked | face.hidden)
        for card in cards:
            yield Asked(card.number, self._gaps(card) | {"explanation": explanation})

    def _gaps(self, card: clozes.Card) -> Fields:
        stem, answers = plain(card.stem), [plain(answer) for answer in card.answers]
        fields: Fields = {"kind": "cloze", "stem": stem, "accepted": answers}
        if len(answers) > MOST_GAPS or _IN_FORMULA.search(stem[:LONGEST_STEM]) or not all(map(_is_typable, answers)):
            self._texts.lose("What is hidden cannot be typed: it became a flashcard.")
            return fields | {"kind": "flashcard", "accepted": ["; ".join(answers)]}
        if len(answers) == 1:
            return fields
        del fields["accepted"]
        return fields | {"kind": "several_gaps", "fillings": [{"accepted": [answer]} for answer in answers]}

    def _turned(self, face: Face) -> Fields:
        """Return a card that is turned over, or whose answer is typed."""
        stem = self._front(face)
        typed = self._texts.text(self._fields.get(face.typed, ""))
        if typed and _is_typable(typed):
            explanation = self._behind(face, face.asked | {face.typed})
            return {"kind": "short_answer", "stem": stem, "accepted": [typed], "explanation": explanation}
        if typed:
            self._texts.lose("What is to be typed is too long or shows a picture: it became a flashcard.")
        extra = frozenset(face.extra) - {face.typed}
        explanation = self._texts.text("<br>".join(self._fields.get(name, "") for name in face.extra if name in extra))
        back = self._behind(face, face.asked | extra)
        if not normalise(back):
            back = self._behind(face, extra)
        if not back:
            back, explanation = explanation, ""
        if not back:
            raise NotTaken(self._nothing("back"))
        return {"kind": "flashcard", "stem": stem, "accepted": [back], "explanation": explanation}

    def _chosen(self, face: Face) -> Fields:
        """Return a card of our own note type for choices: the right ones stand on its back, each on a line."""
        stem = self._front(face._replace(front=[Shown("Front", ())])).removesuffix(f"\n\n{PROMPT}")
        options, keys = (self._lines(name) for name in (OPTIONS, "Back"))
        fields: Fields = {"stem": stem, "options": options, "explanation": self._text("Explanation")}
        if len(keys) == 1 and keys[0] in options:
            return fields | {"kind": "multiple_choice", "key": keys[0]}
        if set(keys) < set(options):
            return fields | {"kind": "multiple_response", "keys": keys}
        del fields["options"]
        if set(keys) == set(options):
            return fields | {"kind": "ordering", "items": keys}
        return fields | {"kind": "flashcard", "accepted": ["\n".join(keys)]}

    def _lines(self, name: str) -> list[str]:
        items = re.findall(r"<li>(.*?)</li>", self._fields.get(name, ""), re.DOTALL)
        return [text for one in items or [self._fields.get(name, "")] if (text := self._texts.text(one))]

    def _front(self, face: Face) -> str:
        stem = self._texts.text(filled(face.front, self._fields, face.hints | {face.typed}).replace(ANSWER, ""))
        if not stem:
            raise NotTaken(self._nothing("front"))
        return stem

    def _behind(self, face: Face, without: frozenset[str]) -> str:
        """Return what stands on the back below the line; where there is none, the front may be repeated there."""
        told = filled(face.back, self._fields, without)
        text = self._texts.text(told.rpartition(ANSWER)[2])
        return text if ANSWER in told else text.lstrip(_LEFT_BETWEEN)

    def _text(self, name: str) -> str:
        return self._texts.text(self._fields.get(name, ""))

    @cached_property
    def _is_own(self) -> bool:
        return OWN in self._fields

    def _nothing(self, where: str) -> str:
        """Say what is wrong with a side of which nothing is left."""
        lost = " ".join(self._texts.lost)
        return f"Its {where} holds nothing that can be shown. {lost}" if lost else f"It has no {where}."


def _is_typable(answer: str) -> bool:
    return bool(normalise(answer)) and len(answer) <= LONGEST_RESPONSE and _SHOWS not in answer
