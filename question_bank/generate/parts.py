"""A statement with all its answers blanked: typed where one word is meant, chosen where others would do as well."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from question_bank.bank import Bank
from question_bank.facts import ENTITY_CLASSES, GAP, Fact
from question_bank.generate.distractors import Options
from question_bank.generate.spellings import accepted
from question_bank.kinds.several_gaps import Filling, SeveralGaps

MOST_TYPED = 4
"""Words of a name that it is fair to ask for by heart."""


def with_all_gaps(
    bank: Bank, fact: Fact, options: Mapping[str, Options], common: Mapping[str, Any]
) -> Iterator[SeveralGaps]:  # fmt: skip
    """Yield the question that blanks all slots of a fact, if there are several and nothing else fits the gaps."""
    fillings = [_filling(bank, fact, name, options) for name in _in_reading_order(fact)]
    known = [filling for filling in fillings if filling]
    if len(fillings) > 1 and len(known) == len(fillings) and not _fits_another(bank, fact) and not _floats(fact):
        stem = fact.sentence(**dict.fromkeys(fact.slots, GAP))
        yield SeveralGaps(id=f"{fact.id}.several_gaps", stem=stem, fillings=tuple(known), **common)


def _in_reading_order(fact: Fact) -> list[str]:
    return sorted(fact.slots, key=lambda name: fact.statement.index("{" + name + "}"))


def _filling(bank: Bank, fact: Fact, name: str, options: Mapping[str, Options]) -> Filling | None:
    """Return what fills a gap: names, figures and dates are typed, words that have synonyms are chosen."""
    slot = fact.slots[name]
    is_plain = slot.is_numeric or slot.sort in ENTITY_CLASSES or slot.sort == "date"
    if is_plain and not slot.also_true and len(slot.answer.split()) <= MOST_TYPED:
        return Filling(accepted=accepted(slot, bank.names))
    found = options.get(f"{fact.id}.{name}")
    return Filling(accepted=(slot.answer,), wrong=found.wrong) if found else None


def _floats(fact: Fact) -> bool:
    """Say whether a sum or a share is blanked together with its year: in other years there were other sums."""
    sorts = {slot.sort for slot in fact.slots.values()}
    return "year" in sorts and bool(sorts & {"money", "percentage"}) and not fact.names_its_source


def _fits_another(bank: Bank, fact: Fact) -> bool:
    """Say whether another fact is told in the same words but for the answers, and would be right as well."""
    fixed = map(re.escape, fact.sentence(**dict.fromkeys(fact.slots, GAP)).split(GAP))
    alike = re.compile(".+".join(fixed))
    return any(alike.fullmatch(sentence) for sentence in bank.sentences - {fact.sentence()})
