"""Which facts a sitting asks about: what is due, then what is new, and never two at once that are easily confused."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from question_bank.question import Demand
from quizapp.domain.memory import Card, retrievability

SETTLED = 7
"""Days of stability from which a fact is no longer easily taken for another: until then the two are kept apart."""

Pairs = Mapping[str, Collection[str]]
"""Ids with those that each must not meet, or is compared with; each pair stands both ways."""


class Limits(NamedTuple):
    """The most facts that are begun, and the most known ones that are asked again, in a day; None is no limit."""

    new: int | None = None
    reviews: int | None = None

    def after(self, begun: int, reviewed: int) -> "Limits":
        """Return what is left of a day on which some facts were begun and some reviewed already."""
        return Limits(_left(self.new, begun), _left(self.reviews, reviewed))

    def within(self, due: int, new: int) -> tuple[int, int]:
        """Return how many of the due and of the new facts these limits leave."""
        return _least(due, self.reviews), _least(new, self.new)


NO_LIMITS = Limits()


class Candidate(NamedTuple):
    """A question that could be asked; `asked_at` is when this learner last met it.

    `guess` is its random-guess score, `facts` are all that it asks about, and `compares` those easily confused with
    them that it shows side by side.
    """

    question_id: str
    version: int
    kind: str
    demands: Demand
    guess: float = 0.0
    asked_at: datetime | None = None
    facts: Collection[str] = ()
    compares: Collection[str] = ()


class Learning(NamedTuple):
    """A fact with the learner's card, if there is one, and the questions that ask about it.

    New facts of one `group`, such as an article, keep their order.
    """

    fact_id: str
    card: Card | None
    candidates: Sequence[Candidate] = ()
    group: str = ""


class Planned(NamedTuple):
    """The facts that are planned for an exam, and those of them for today, the most urgent first."""

    facts: Collection[str] = ()
    today: Sequence[str] = ()


UNPLANNED = Planned()


def choose_facts(
    facts: Sequence[Learning], length: int, now: datetime, until: datetime, confusable: Pairs | None = None,
    planned: Planned = UNPLANNED, limits: Limits = NO_LIMITS,
) -> list[Learning]:  # fmt: skip
    """Choose what is due before a moment, most faded first, and then new facts, those of all groups in turn.

    Of two confusable facts only one is chosen until both are settled, and a new one waits as long as there are others.
    What is planned for an exam comes first, and when it is planned; limits hold for the others.
    """
    pairs = confusable or {}
    by_id = {fact.fact_id: fact for fact in facts}
    first = [by_id[one] for one in planned.today if one in by_id]
    facts = [fact for fact in facts if fact.fact_id not in planned.facts]
    due = [fact for fact in facts if fact.card and fact.card.due < until]
    due.sort(key=lambda fact: retrievability(fact.card, now) if fact.card else 1.0)
    young = {fact.fact_id for fact in facts if fact.card and not is_settled(fact.card)}
    new = interleaved([fact for fact in facts if fact.card is None])
    new.sort(key=lambda fact: not young.isdisjoint(pairs.get(fact.fact_id, ())))
    return _kept_apart([*first, *due[: limits.reviews], *new[: limits.new]], length, pairs)


def is_settled(card: Card | None) -> bool:
    """Say whether a fact is known well enough to be compared with others that are easily confused with it."""
    return card is not None and card.stability >= SETTLED


def interleaved(facts: Sequence[Learning]) -> list[Learning]:
    """Return facts so that those of every group are spread evenly from first to last, each group in its own order."""
    sizes = Counter(fact.group for fact in facts)
    seen: Counter[str] = Counter()
    places = []
    for fact in facts:
        places.append((seen[fact.group] + 0.5) / sizes[fact.group])
        seen[fact.group] += 1
    order = sorted(range(len(facts)), key=places.__getitem__)
    return [facts[place] for place in order]


def _kept_apart(facts: Sequence[Learning], length: int, pairs: Pairs) -> list[Learning]:
    chosen: list[Learning] = []
    avoided_by_all: set[str] = set()
    avoided_by_young: set[str] = set()
    for fact in facts:
        if len(chosen) == length:
            break
        settled = is_settled(fact.card)
        if fact.fact_id in (avoided_by_all if settled else avoided_by_young):
            continue
        chosen.append(fact)
        others = pairs.get(fact.fact_id, ())
        avoided_by_young.update(others)
        if not settled:
            avoided_by_all.update(others)
    return chosen


def _left(limit: int | None, done: int) -> int | None:
    return None if limit is None else max(0, limit - done)


def _least(number: int, limit: int | None) -> int:
    return number if limit is None else min(number, limit)
