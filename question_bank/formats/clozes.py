"""Anki’s cloze deletions: `{{c1::what is hidden::hint}}`, also inside one another."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from question_bank.facts import GAP

DEEPEST = 8
_SIGN = re.compile(r"\{\{c(\d{1,3})::|\}\}")


class Deletion(NamedTuple):
    """A part of a text that is hidden on the card of its number; what follows two colons is the hint."""

    number: int
    parts: list["str | Deletion"]

    @property
    def body(self) -> list["str | Deletion"]:
        """The parts before the hint."""
        for place, part in enumerate(self.parts):
            if isinstance(part, str) and "::" in part:
                return [*self.parts[:place], part.partition("::")[0]]
        return self.parts

    @property
    def hint(self) -> str:
        """The hint that stands in its place."""
        return _plain(self.parts).removeprefix(_plain(self.body)).removeprefix("::")


class Card(NamedTuple):
    """What a card asks: a text with gaps, what fills them in order, and the hints that stand there."""

    number: int
    stem: str
    answers: list[str]
    hints: list[str]


def cards(text: str, with_hints: bool = False) -> list[Card]:
    """Return a card for each number among the deletions of a text; hints can stand after the gaps in brackets."""
    parts = parsed(text)
    return [_card(parts, number, with_hints) for number in sorted(set(_numbers(parts)))]


def parsed(text: str) -> list["str | Deletion"]:
    """Take a text apart; signs that match nothing, or lie too deep, are text."""
    top: list[str | Deletion] = []
    open_ones: list[Deletion] = []
    end = 0
    for sign in _SIGN.finditer(text):
        inner = open_ones[-1].parts if open_ones else top
        inner.append(text[end : sign.start()])
        end = sign.end()
        if sign[1] and len(open_ones) < DEEPEST:
            deletion = Deletion(int(sign[1]), [])
            inner.append(deletion)
            open_ones.append(deletion)
        elif not sign[1] and open_ones:
            open_ones.pop()
        else:
            inner.append(sign[0])
    (open_ones[-1].parts if open_ones else top).append(text[end:])
    outers = [top, *(one.parts for one in open_ones)]
    for unclosed, outer in reversed([*zip(open_ones, outers, strict=False)]):
        outer[-1:] = [f"{{{{c{unclosed.number}::", *unclosed.parts]
    return top


def _plain(parts: Sequence["str | Deletion"]) -> str:
    return "".join(part if isinstance(part, str) else _plain(part.body) for part in parts)


def _numbers(parts: Sequence["str | Deletion"]) -> list[int]:
    found = []
    for part in parts:
        if isinstance(part, Deletion):
            found += [part.number, *_numbers(part.body)]
    return found


def _card(parts: Sequence["str | Deletion"], number: int, with_hints: bool) -> Card:
    card = Card(number, "", [], [])
    return card._replace(stem=_asked(parts, card, with_hints))


def _asked(parts: Sequence["str | Deletion"], card: Card, with_hints: bool) -> str:
    """Return the text with gaps for the deletions of the card, and collect what fills them."""
    said = ""
    for part in parts:
        if isinstance(part, str):
            said += part
        elif part.number == card.number:
            card.answers.append(_plain(part.body).strip())
            card.hints.extend([part.hint] if part.hint else [])
            said += f"{GAP} ({part.hint})" if with_hints and part.hint else GAP
        else:
            said += _asked(part.body, card, with_hints)
    return said
