"""Sentences that ask: a statement with a gap, and a statement made false."""

import re
from collections.abc import Sequence
from functools import partial

from question_bank.facts import GAP, Fact, Slot
from question_bank.generate.balance import shuffled
from question_bank.marking import first_number, normalise

_AT_LEAST = re.compile(r"\b(over|more than|at least|above|beyond|exceed\w*|pass\w*)\s*$", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(up to|at most|less than|fewer than|below|under|nearly|almost)\s*$", re.IGNORECASE)
_LONGER_WORD = re.compile(r"\w{4,}")
_ARTICLE = re.compile(r"\b(an?) $", re.IGNORECASE)


def with_gap(fact: Fact, slot: str) -> str:
    """Return the statement with one slot blanked."""
    return fact.sentence(**{slot: GAP})


def bound(fact: Fact, slot: str) -> int:
    """Return 1 if the statement only says that a sum is more than the figure, -1 if at most so much, else 0."""
    before = fact.statement.partition("{" + slot + "}")[0]
    return bool(_AT_LEAST.search(before)) - bool(_AT_MOST.search(before))


def false_answers(fact: Fact, slot: str, wrong: Sequence[str]) -> list[str]:
    """Return the wrong answers that make the statement false, the nearest miss first.

    Where a sum is only a bound (“more than $200 billion”), wrong answers inside the bound leave it true.
    """
    before = fact.statement.partition("{" + slot + "}")[0]
    if fact.slots[slot].is_numeric and (side := bound(fact, slot)):
        wrong = [one for one in wrong if (first_number(one) - fact.slots[slot].value) * side > 0]
    fitting = [one for one in shuffled(wrong, f"{fact.id}.{slot}") if _article_fits(before, one)]
    return sorted(fitting, key=partial(_distance, fact.slots[slot]))


def made_false(fact: Fact, slot: str, wrong: Sequence[str]) -> list[str]:
    """Return the statement with each wrong answer that makes it false, the nearest miss first."""
    return [fact.sentence(**{slot: one}) for one in false_answers(fact, slot, wrong)]


def _distance(slot: Slot, wrong: str) -> float:
    """Say how far a wrong answer is from the right one: by value, or by the longer words that they share."""
    if slot.is_numeric:
        return abs(first_number(wrong) - slot.value)
    return -len(set(_LONGER_WORD.findall(normalise(wrong))) & set(_LONGER_WORD.findall(normalise(slot.answer))))


def _article_fits(before: str, word: str) -> bool:
    found = _ARTICLE.search(before)
    return not found or (found[1].lower() == "an") == (normalise(word)[:1] in set("aeiou"))
