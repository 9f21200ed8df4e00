"""Facts that are easily taken for one another, and whether a fact still has the answer that was learnt."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from question_bank.bank import Bank
from question_bank.facts import Fact, Slot
from question_bank.generate.spellings import accepted
from question_bank.groups import Relation
from question_bank.marking import NotAnAnswer, compact, first_number, normalise
from question_bank.names import Names

NEAR_YEARS = 5
NEAR_RATIO = 2
"""Figures are near when the larger is at most so many times the smaller, years when so few lie between them."""
ALIKE = 0.3
"""The share of words that two statements of the same sort have in common, without the answers (Jaccard)."""

COMMON, FEW = 0.1, 3
"""Words in more than this share of the facts, and in more than a few, say nothing: what the whole bank is about."""

_YEAR = re.compile(r"\b(1[5-9]|20)\d\ds?\b")


class _Asked(NamedTuple):
    fact: str
    slot: Slot
    words: frozenset[str]


def confusable(bank: Bank) -> set[tuple[str, str]]:
    """Return the pairs of facts that are easily confused, each once and in alphabetical order.

    Their answers differ, but are of one class and near, and they contradict each other, stand along one relation that
    the bank names, or say nearly the same.
    """
    pairs = set(_in_conflict(bank))
    pairs.update(pair for relation in bank.relations for pair in _in_relation(relation))
    pairs.update(_in_words(bank))
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def answers(fact: Fact) -> dict[str, str]:
    """Return what is asked for in a fact: the answer of each slot."""
    return {name: slot.answer for name, slot in fact.slots.items()}


def is_another(fact: Fact, before: Mapping[str, str], names: Names) -> bool:
    """Say whether an answer that was learnt before is not right any more; other words for it are no other answer."""
    return any(not _holds(fact.slots[name], answer, names) for name, answer in before.items() if name in fact.slots)


def _in_conflict(bank: Bank) -> Iterator[tuple[str, str]]:
    for fact in bank.facts:
        for other in fact.conflicts:
            slots = product(fact.slots.values(), bank.fact_by_id[other].slots.values())
            if any(one.sort == rival.sort and _differ(one, rival, bank.names) for one, rival in slots):
                yield fact.id, other


def _in_relation(relation: Relation) -> Iterator[tuple[str, str]]:
    for one, other in combinations(relation.pairs, 2):
        if compact(one.right) != compact(other.right) and _are_near(one.right, other.right):
            yield one.fact, other.fact


def _in_words(bank: Bank) -> Iterator[tuple[str, str]]:
    said = {fact.id: _words(bank.without_cues(fact.statement)) for fact in bank.facts}
    counts = Counter(word for words in said.values() for word in words)
    common = {word for word, count in counts.items() if count > max(FEW, COMMON * len(said))}
    by_class: dict[str, list[_Asked]] = defaultdict(list)
    for fact in bank.facts:
        for slot in fact.slots.values():
            by_class[slot.sort].append(_Asked(fact.id, slot, said[fact.id] - common))
    for asked in by_class.values():
        for one, other in combinations(asked, 2):
            if _share(one.words, other.words) >= ALIKE and _differ(one.slot, other.slot, bank.names):
                yield one.fact, other.fact


def _differ(one: Slot, other: Slot, names: Names) -> bool:
    return not names.same(one.answer, other.answer) and _are_near(one.answer, other.answer)


def _are_near(one: str, other: str) -> bool:
    """Say whether two answers are near; words always are."""
    try:
        low, high = sorted((first_number(one), first_number(other)))
    except NotAnAnswer:
        return True
    if _YEAR.search(one) and _YEAR.search(other):
        return high - low <= NEAR_YEARS
    return low > 0 and high / low <= NEAR_RATIO


def _holds(slot: Slot, answer: str, names: Names) -> bool:
    if compact(answer) in map(compact, accepted(slot, names)):
        return True
    try:
        return slot.is_numeric and abs(first_number(answer) - slot.value) <= slot.tolerance
    except NotAnAnswer:
        return False


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in normalise(text).split() if len(word) > 3)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    either = one | other
    return len(one & other) / len(either) if either else 0.0
