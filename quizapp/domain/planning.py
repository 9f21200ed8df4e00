"""Which facts a sitting asks about, and by which questions. Chance is a parameter."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import NamedTuple

from quizapp.domain.memory import Card, retrievability

MATURE = 21
"""Days of stability from which a learner is asked to produce the answer where a question does that (Anki's word)."""


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
    """A question that could be asked; `asked_at` is when this learner last met it."""

    question_id: str
    version: int
    kind: str
    recalls: bool
    asked_at: datetime | None


class Learning(NamedTuple):
    """A fact with the learner's card, if there is one, and the questions that ask about it."""

    fact_id: str
    card: Card | None
    candidates: Sequence[Candidate]


def choose_facts(
    facts: Sequence[Learning], length: int, now: datetime, until: datetime, limits: Limits = NO_LIMITS
) -> list[Learning]:  # fmt: skip
    """Choose what is due before a moment, most faded first, and then new facts in the order of the bank."""
    due = [fact for fact in facts if fact.card and fact.card.due < until]
    due.sort(key=lambda fact: retrievability(fact.card, now) if fact.card else 1.0)
    new = [fact for fact in facts if fact.card is None]
    return (due[: limits.reviews] + new[: limits.new])[:length]


def choose_questions(facts: Sequence[Learning], chance: Random) -> list[Candidate]:
    """Choose one question for each fact, each question once.

    A question that was not asked last time goes first, then one that fits the age of the memory, then the kind that
    the sitting has had least, so that it does not grow dull.
    """
    chosen: list[Candidate] = []
    kinds: Counter[str] = Counter()
    for fact in facts:
        taken = {one.question_id for one in chosen}
        open_ones = [one for one in fact.candidates if one.question_id not in taken]
        if not open_ones:
            continue
        last = max((one.asked_at for one in fact.candidates if one.asked_at), default=None)
        mature = fact.card is not None and fact.card.stability >= MATURE
        best = min(
            open_ones,
            key=lambda one: (
                last is not None and one.asked_at == last,
                mature and not one.recalls,
                kinds[one.kind],
                one.asked_at is not None,
                chance.random(),
            ),
        )
        kinds[best.kind] += 1
        chosen.append(best)
    return chosen


def _left(limit: int | None, done: int) -> int | None:
    return None if limit is None else max(0, limit - done)


def _least(number: int, limit: int | None) -> int:
    return number if limit is None else min(number, limit)
