"""A statement with one answer made false, cut into parts of which one is wrong."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from question_bank.bank import Bank
from question_bank.facts import Fact
from question_bank.generate.balance import balance, draw
from question_bank.generate.common import shared
from question_bank.generate.distractors import Options
from question_bank.generate.stems import false_answers
from question_bank.kinds.error_spotting import ErrorSpotting
from question_bank.marking import compact

FEWEST = 3
MARKS = " ,.;:“”"
_SLOT = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w{4,}")
_SUBJECTS = ("organisation", "agreement", "document", "initiative", "weapon", "exercise", "infrastructure")
"""What a statement describes: with another name, the description would be as wrong as the name."""


class Piece(NamedTuple):
    """A stretch of a statement; with a slot, the answer and what little stands around it."""

    before: str
    slot: str = ""
    after: str = ""

    def said(self, answers: Mapping[str, str]) -> str:
        """Return the stretch as it is read, without marks around it."""
        return f"{self.before}{answers.get(self.slot, '')}{self.after}".strip(MARKS)


def with_an_error(bank: Bank, options: Mapping[str, Options]) -> dict[str, ErrorSpotting]:
    """Return a statement with an error for each fact of enough parts; the places of the errors are balanced."""
    true = frozenset(compact(sentence) for sentence in bank.sentences)
    found = {fact.id: _flawed(bank, fact, options, true) for fact in bank.facts if _can_be_flawed(fact)}
    places = balance({one: sorted(made) for one, made in found.items() if made})
    return {one: found[one][place] for one, place in places.items()}


def _can_be_flawed(fact: Fact) -> bool:
    """Say whether one answer can be wrong by itself: of two figures, either could be the wrong one."""
    return len(fact.slots) > 1 and sum(slot.is_numeric for slot in fact.slots.values()) < 2


def _flawed(
    bank: Bank, fact: Fact, options: Mapping[str, Options], true: frozenset[str]
) -> dict[int, ErrorSpotting]:  # fmt: skip
    """Return the questions by the place of the part that is wrong."""
    found = {}
    for name in _worth_changing(fact):
        shown = options.get(f"{fact.id}.{name}")
        wrong = false_answers(fact, name, shown.wrong) if shown else []
        fitting = sorted(wrong, key=lambda one: _is_plural(one) != _is_plural(fact.slots[name].answer))
        false = (one for one in fitting if compact(fact.sentence(**{name: one})) not in true)
        for question in _questions(bank, fact, name, next(false, None)):
            found[question.options.index(question.key)] = question
    return found


def _is_plural(text: str) -> bool:
    """Say whether a noun looks plural: “cables makes” would give the error away."""
    return text.endswith("s") and not text.endswith("ss")


def _worth_changing(fact: Fact) -> list[str]:
    leaves = [name for name, slot in fact.slots.items() if slot.sort not in _SUBJECTS]
    return sorted(leaves or fact.slots, key=lambda name: draw(f"{fact.id}.{name} error"))


def _questions(bank: Bank, fact: Fact, name: str, wrong: str | None) -> Iterator[ErrorSpotting]:
    if wrong is None:
        return
    right = {one: slot.answer for one, slot in fact.slots.items()}
    pieces = _pieces(bank, fact)
    options = tuple(piece.said(right | {name: wrong}) for piece in pieces)
    flaw = next(place for place, piece in enumerate(pieces) if piece.slot == name)
    if len(set(options)) >= max(FEWEST, len(options)):
        yield ErrorSpotting(
            id=f"{fact.id}.error_spotting",
            stem=fact.sentence(**{name: wrong}),
            options=options,
            key=options[flaw],
            correction=pieces[flaw].said(right),
            **shared(bank, [fact]),
        )


def _pieces(bank: Bank, fact: Fact) -> list[Piece]:
    """Cut a statement at its slots; a word or two between them go with the slot that follows, or else before."""
    texts = _SLOT.split(fact.statement)  # text, slot, text, slot … text
    pieces: list[Piece] = []
    for text, slot in zip(texts[:-1:2], texts[1::2], strict=True):
        own = _without_source(bank, text)
        if len(_WORD.findall(own)) < 2:
            pieces.append(Piece(own, slot))
        else:
            pieces += [Piece(own), Piece("", slot)]
    last = _without_source(bank, texts[-1])
    if len(_WORD.findall(last)) < 2:
        return [*pieces[:-1], pieces[-1]._replace(after=last)]
    return [*pieces, Piece(last)]


def _without_source(bank: Bank, text: str) -> str:
    """Return the longer of what stands before and after the words that name an article."""
    for article in bank.articles:
        before, cue, after = text.partition(article.cue)
        if cue:
            before, _, _ = before.rpartition(",")
            opening, comma, rest = after.partition(", ")
            after = rest if comma and len(opening.split()) <= 3 else after
            return max(before, after if len(after.split()) > 2 else "", key=len)
    return text
