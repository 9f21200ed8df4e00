"""Preparing for an exam: a day, topics and minutes a day; planned anew whenever it is looked at."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from quizapp.domain import days
from quizapp.domain.memory import Card, Preferences, retrievability
from quizapp.domain.planning import Learning, Planned, interleaved
from quizapp.errors import Refused
from quizapp.services.learnings import learnings
from quizapp.services.people import Actor
from quizapp.storage import exams, learning
from quizapp.storage.database import Connection, Database

if TYPE_CHECKING:
    from quizapp.domain.exam import Budget, Plan

MINUTES = (5, 10, 15, 20, 30, 45, 60)
FARTHEST = 366
"""Days before which an exam cannot be planned: nobody knows so long ahead what time there will be."""
PACE = 10.0
"""Seconds that a question takes those who have not answered any yet."""
QUICKEST, SLOWEST = 4.0, 60.0
NEW_TAKES = 2.0
"""How many times as long a new fact takes: it is missed more often, and what is said about it is read."""
ANSWERS = 300
"""As many of the newest answers say how fast a learner is."""
_TICK = 600
"""Seconds for which a plan is kept while nothing is answered."""


class Exam(NamedTuple):
    """When it is, what it is about, and how many minutes there are for it each day; no topics means all."""

    day: date
    topics: Sequence[str]
    minutes: int


class Outlook(NamedTuple):
    """What the days before an exam look like, in facts of its topics.

    `minutes` are those of each day from today on; `recalled` is expected on the day by the plan, `without` if nothing
    more were practised; `unfit` facts will not be begun in the time there is.
    """

    exam: Exam
    left: int
    facts: int
    begun: int
    today: int
    minutes: Sequence[tuple[date, int]]
    recalled: float
    without: float
    unfit: int


class _Preparation(NamedTuple):
    """An exam with the facts of its topics, new ones in the order in which they are begun, and its plan."""

    exam: Exam
    left: int
    facts: Sequence[Learning]
    budget: "Budget"
    plan: "Plan | None"


def prepare(db: Database, actor: Actor, wanted: Exam, today: date, now: datetime) -> None:
    """Plan for an exam, in place of the one before.

    Raises:
        Refused: the day is not one of the coming ones, or there is no time.
    """
    left = (wanted.day - today).days
    if not 1 <= left <= FARTHEST:
        raise Refused(f"Choose a day from tomorrow on, at most {FARTHEST} days ahead.")
    if not MINUTES[0] <= wanted.minutes <= MINUTES[-1]:
        raise Refused(f"{wanted.minutes} minutes a day cannot be planned: choose {MINUTES[0]} to {MINUTES[-1]}.")
    with db.writing() as connection:
        kept = exams.ExamRow(wanted.day, sorted(wanted.topics), wanted.minutes)
        exams.put_exam(connection, actor.id, kept, now)


def give_up(db: Database, actor: Actor) -> None:
    """Plan for no exam any more; what was learnt stays as it is."""
    with db.writing() as connection:
        exams.remove_exam(connection, actor.id)


def outlook(db: Database, actor: Actor, now: datetime, zone: tzinfo) -> Outlook | None:
    """Return what the days before the actor's exam look like; None if there is none, or it is over."""
    with db.reading() as connection:
        found = _preparation(connection, actor, now, zone)
    if found is None:
        return None
    exam, left, facts, budget, plan = found
    cards = [fact.card for fact in facts if fact.card]
    moment = now + timedelta(days=left)
    without = sum(retrievability(card, moment) for card in cards)
    today = days.day_of(now, zone)
    seconds = [r * budget.review + n * budget.new for r, n in zip(plan.reviews, plan.new, strict=True)] if plan else []
    return Outlook(
        exam, left, len(facts), len(cards), len(plan.today) if plan else 0,
        [(today + timedelta(days=ahead), round(one / 60)) for ahead, one in enumerate(seconds)],
        plan.recalled if plan else without, without, round(plan.unfit) if plan else 0,
    )  # fmt: skip


def planned(connection: Connection, actor: Actor, now: datetime, zone: tzinfo) -> Planned | None:
    """Return the facts that are planned for an exam, and those of today; None if no exam is coming."""
    found = _preparation(connection, actor, now, zone)
    if found is None or found.plan is None:
        return None
    ids = [fact.fact_id for fact in found.facts]
    return Planned(frozenset(ids), [ids[number] for number in found.plan.today])


def _preparation(connection: Connection, actor: Actor, now: datetime, zone: tzinfo) -> _Preparation | None:
    from quizapp.domain.exam import Budget

    kept = exams.exam_of(connection, actor.id)
    today = days.day_of(now, zone)
    if kept is None or kept.day < today:
        return None
    exam, left = Exam(kept.day, kept.topics, kept.minutes), (kept.day - today).days
    facts = interleaved(learnings(connection, actor, now, exam.topics))
    asked = learning.seconds_since(connection, actor.id, days.begin_of(today, zone))
    pace = _pace(learning.newest_seconds(connection, actor.id, ANSWERS))
    ids = [fact.fact_id for fact in facts]
    done = tuple(number for number, one in enumerate(ids) if one in asked)
    spent = sum(asked[ids[number]] or pace for number in done)
    budget = Budget(max(0.0, 60 * exam.minutes - spent), 60 * exam.minutes, pace, NEW_TAKES * pace)
    preferences, plan = learning.preferences(connection, actor.id), None
    if left:
        at = now - timedelta(seconds=now.timestamp() % _TICK)
        plan = _planned(tuple(fact.card for fact in facts), at, left, budget, done, preferences)
    return _Preparation(exam, left, facts, budget, plan)


@lru_cache(maxsize=64)
def _planned(
    cards: tuple[Card | None, ...], now: datetime, left: int, budget: "Budget", done: tuple[int, ...],
    preferences: Preferences,
) -> "Plan":  # fmt: skip
    """Plan; the same page asks twice, and again at every click."""
    from quizapp.domain.exam import plan

    return plan(cards, now, left, budget, done, preferences)


def _pace(seconds: Sequence[float]) -> float:
    """Return the seconds that a question takes a learner."""
    return min(max(median(seconds), QUICKEST), SLOWEST) if seconds else PACE
