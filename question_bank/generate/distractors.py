"""Options of multiple choices: which wrong answers stand beside a key, and where the key stands."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from question_bank import measures
from question_bank.bank import Bank
from question_bank.facts import ENTITY_CLASSES, Fact, Slot
from question_bank.generate.balance import balance, draw, shuffled
from question_bank.generate.numbers import WANTED, Neighbours, figure, neighbours
from question_bank.generate.stems import bound
from question_bank.marking import first_number

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Asked(NamedTuple):
    """A slot of a fact."""

    fact: Fact
    name: str

    @property
    def id(self) -> str:
        """The id that the slot's questions begin with."""
        return f"{self.fact.id}.{self.name}"

    @property
    def slot(self) -> Slot:
        """What is asked for."""
        return self.fact.slots[self.name]


class Options(NamedTuple):
    """The key among the wrong answers, as shown."""

    key: str
    shown: tuple[str, ...]
    ordered: bool

    @property
    def wrong(self) -> tuple[str, ...]:
        """All but the key."""
        return tuple(option for option in self.shown if option != self.key)


def every_slot(bank: Bank) -> list[Asked]:
    """Return the slots of all facts, in the bank's order."""
    return [Asked(fact, name) for fact in bank.facts for name in fact.slots]


def choose_options(bank: Bank) -> dict[str, Options]:
    """Return the options of every slot by its id; places and lengths of keys are balanced over the bank."""
    slots = every_slot(bank)
    figures = {a.id: (a, _around(bank, a)) for a in slots if a.slot.is_numeric}
    texts = {a.id: (a, _sets(bank, a)) for a in slots if not a.slot.is_numeric}
    ranks = balance({one: found.ranks() for one, (_, found) in figures.items() if found.ranks()})
    lengths = balance({one: sorted(found) for one, (_, found) in texts.items() if found})
    numeric = {one: _ascending(*figures[one], rank) for one, rank in ranks.items()}
    chosen = {one: (texts[one][0], texts[one][1][length]) for one, length in lengths.items()}
    places = balance({one: range(len(wrong) + 1) for one, (_, wrong) in chosen.items()})
    return numeric | {one: _placed(asked, wrong, places[one]) for one, (asked, wrong) in chosen.items()}


def _ascending(asked: Asked, found: Neighbours, rank: int) -> Options:
    below, above = found.around(rank)
    return Options(asked.slot.answer, (*below, asked.slot.answer, *above), ordered=True)


def _placed(asked: Asked, wrong: Sequence[str], place: int) -> Options:
    others = shuffled(wrong, asked.id)
    return Options(asked.slot.answer, (*others[:place], asked.slot.answer, *others[place:]), ordered=False)


def _around(bank: Bank, asked: Asked) -> Neighbours:
    taken = [Decimal(str(value)) for value in _taken(bank, asked)]
    found = neighbours(figure(asked.slot.answer), asked.slot.sort, asked.id, taken, *_window(bank, asked))
    side = bound(asked.fact, asked.name)  # who met more than 40 times met more than 30 times
    return Neighbours(found.below if side <= 0 else [], found.above if side >= 0 else [])


def _taken(bank: Bank, asked: Asked) -> Iterator[float]:
    """Yield figures that are right too, could be right, or stand in the stem."""
    yield from map(first_number, asked.slot.also_true)
    yield from (first_number(found) for found in _NUMBER.findall(asked.slot.stem))
    for other in bank.facts:
        is_rival = other.id in asked.fact.conflicts
        is_near = other.topic == asked.fact.topic and asked.slot.sort != "year"
        for slot in other.slots.values() if is_rival or is_near else ():
            if slot.sort == asked.slot.sort and (is_rival or slot.unit == asked.slot.unit):
                yield slot.value


def _window(bank: Bank, asked: Asked) -> tuple[int | None, int | None]:
    """Return the first and last year that make sense: for what has happened, none after the article was written.

    A forecast, the other way round, has no year that was past by then.
    """
    written = " ".join(bank.article_by_id[citation.article].as_of for citation in asked.fact.citations)
    last = max((int(year) for year in _YEAR.findall(written)), default=None)
    if asked.slot.sort != "year" or last is None:
        return None, None
    is_future = asked.fact.status == "forecast" or asked.slot.value > last
    return (last, None) if is_future else (None, last)


def _sets(bank: Bank, asked: Asked) -> dict[int, tuple[str, ...]]:
    """Return sets of wrong answers by how many of them are shorter than the key."""
    usable, length = _usable(bank, asked), len(asked.slot.answer)
    sets = shuffled(combinations(usable, min(WANTED, len(usable))), asked.id) if usable else []
    modest = [wrong for wrong in sets if not measures.stands_out(asked.slot.answer, wrong)]
    return {sum(len(one) < length for one in wrong): wrong for wrong in modest or sets}


def _usable(bank: Bank, asked: Asked) -> list[str]:
    """Return the wrong answers written for a slot; where too few are left, entities of its class help out."""
    found: list[str] = []
    for one in asked.slot.distractors:
        if not _is_barred(bank, asked, one, found):
            found.append(one)
    if len(found) < WANTED and asked.slot.sort in ENTITY_CLASSES:
        for one in _pool(bank, asked):
            if len(found) < WANTED and not _is_barred(bank, asked, one, found):
                found.append(one)
    return found


def _pool(bank: Bank, asked: Asked) -> list[str]:
    named = [entity.name for entity in bank.entities if entity.sort == asked.slot.sort]
    sentence = asked.fact.sentence()
    return [
        one
        for one in sorted(named, key=lambda one: draw(f"{asked.id} {one}"))
        if not bank.names.mentions(sentence, one)
    ]


def _is_barred(bank: Bank, asked: Asked, one: str, chosen: Sequence[str]) -> bool:
    """Say whether a wrong answer is right after all, or says the same as another option or the stem."""
    slot, names = asked.slot, bank.names
    rivals = [
        other.answer
        for fact in asked.fact.conflicts
        for other in bank.fact_by_id[fact].slots.values()
        if other.sort == slot.sort
    ]
    right = (slot.answer, *slot.accepted, *slot.also_true, *rivals, *chosen)
    return any(names.same(one, other) for other in right) or names.mentions(bank.without_cues(slot.stem), one)
