"""Which question asks about a fact: the most demanding that is likely enough to be answered. Chance is a parameter.

`docs/memory.md` says why, and where the figures come from.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from math import exp
from random import Random
from typing import NamedTuple

from question_bank.question import Demand
from quizapp.domain.evidence import chance_right
from quizapp.domain.memory import PREFERENCES, Preferences, retrievability
from quizapp.domain.planning import Candidate, Learning, Pairs, is_settled

LIKELY_ENOUGH = 0.85
"""The chance of success at which is learnt most; less only for those who want to be asked later than that."""
SLACK = 0.05
"""How far below the desired retention a question may lie that is likely enough all the same."""
HARDER = 1.0
"""By how much recalling is harder than recognising while a memory is new, in log odds."""
GROWN = 21
"""Days of stability at which half of that is left: Anki's word for such a card is mature."""


class Known(NamedTuple):
    """How well a fact is known: the chance that it is recalled now, and its stability in days."""

    recall: float
    stability: float = 0.0


def chance_of_success(asked: Candidate, known: Known) -> float:
    """Return the chance that a question is answered right."""
    recall = known.recall
    if asked.demands is Demand.RECALL and 0 < recall < 1:
        recall = 1 / (1 + (1 - recall) / recall * exp(HARDER * GROWN / (GROWN + known.stability)))
    return chance_right(recall, asked.guess)


def choose_questions(
    facts: Sequence[Learning], length: int, now: datetime, chance: Random, settled: Collection[str] = (),
    apart: Pairs | None = None, preferences: Preferences = PREFERENCES,
) -> list[Candidate]:  # fmt: skip
    """Choose one question for each fact until there are enough, none beside one that it must be kept `apart` from.

    A fact that a chosen question asks about already gets no other; `settled` facts may be asked about together.
    """
    chosen: list[Candidate] = []
    kinds: Counter[str] = Counter()
    asked: set[str] = set()
    barred: set[str] = set()
    for fact in facts:
        open_ones = [one for one in fact.candidates if one.question_id not in barred and asked.isdisjoint(one.facts)]
        if len(chosen) == length:
            break
        if fact.fact_id in asked or not open_ones:
            continue
        best = _best(fact, open_ones, kinds, settled, now, preferences, chance)
        chosen.append(best)
        kinds[best.kind] += 1
        asked.update((fact.fact_id, *best.facts))
        barred.update((best.question_id, *(apart or {}).get(best.question_id, ())))
    return chosen


def _best(
    fact: Learning, open_ones: Sequence[Candidate], kinds: Counter[str], settled: Collection[str], now: datetime,
    preferences: Preferences, chance: Random,
) -> Candidate:  # fmt: skip
    """Return the question that suits a fact best, by the first of these rules that tells two apart."""
    last = max((one.asked_at for one in fact.candidates if one.asked_at), default=None)
    known = _known(fact, now, preferences)
    enough = min(LIKELY_ENOUGH, preferences.retention - SLACK)

    def rank(one: Candidate) -> tuple[float, ...]:
        likely = chance_of_success(one, known) >= enough
        return (
            last is not None and one.asked_at == last,
            any(other != fact.fact_id and other not in settled for other in one.facts),
            not (is_settled(fact.card) and any(other in settled for other in one.compares)),
            not likely,
            -one.demands if likely else one.demands is Demand.RECALL,
            kinds[one.kind],
            one.asked_at is not None,
            chance.random(),
        )

    return min(open_ones, key=rank)


def _known(fact: Learning, now: datetime, preferences: Preferences) -> Known:
    if fact.card is None:
        return Known(preferences.weighing.known_before)
    return Known(retrievability(fact.card, now, preferences), fact.card.stability)
