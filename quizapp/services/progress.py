"""What a learner knows, what is fading, and what comes next."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from quizapp.domain import days
from quizapp.domain.memory import Card, retrievability
from quizapp.domain.planning import NO_LIMITS, UNPLANNED, Limits
from quizapp.services import exams, mock_exams, preferences
from quizapp.services.decisions import resting_ids
from quizapp.services.people import Actor
from quizapp.storage import bank, learning, sittings
from quizapp.storage.database import Connection, Database

FORECAST_DAYS = 14
ACTIVITY_DAYS = 28


class Today(NamedTuple):
    """What there is to do today, in facts, and the streak in days; `left` is what daily limits leave of today.

    `planned` facts are for an exam, the due and the new ones are not.
    """

    due: int
    new: int
    known: float
    facts: int
    streak: int
    practised_today: int
    unfinished: sittings.SittingRow | None
    left: Limits = NO_LIMITS
    learnt: int = 0
    planned: int = 0

    @property
    def to_do(self) -> tuple[int, int]:
        """How many due and how many new facts can still be asked today."""
        return self.left.within(self.due, self.new)

    @property
    def is_done(self) -> bool:
        """Say whether more could be asked today than daily limits leave."""
        return bool(self.due or self.new) and not any(self.to_do)


class Share(NamedTuple):
    """What is known of a group of facts: `known` is the expected number recalled now."""

    name: str
    facts: int
    learnt: int
    known: float


class Fading(NamedTuple):
    """A fact with the chance that it is recalled now."""

    fact_id: str
    statement: str
    topic: str
    recall: float
    due: datetime


class Overview(NamedTuple):
    """Everything that the page about progress shows; the counts of days begin today, or end today for `activity`."""

    by_topic: Sequence[Share]
    by_article: Sequence[Share]
    fading: Sequence[Fading]
    forecast: Sequence[tuple[date, int]]
    activity: Sequence[tuple[date, int]]
    history: Sequence[sittings.SittingScore]


def today(db: Database, actor: Actor, now: datetime, zone: tzinfo) -> Today:
    """Return what there is to do today."""
    mock_exams.end_overdue(db, actor, now)
    until = days.end_of_day(now, zone)
    limits = preferences.wanted(db, actor).limits
    with db.reading() as connection:
        planned = exams.planned(connection, actor, now, zone) or UNPLANNED
        facts = learning.facts_with_cards(connection, actor.id)
        resting = resting_ids(connection, actor, now)
        streak, practised_today = _practice(connection, actor, now, zone)
        unfinished = sittings.open_sitting(connection, actor.id)
        left = preferences.left_today(connection, actor, now, zone, limits)
    cards = [fact.card for fact in facts if fact.card]
    asked = [fact.card for fact in facts if fact.id not in resting and fact.id not in planned.facts]
    return Today(
        due=sum(card is not None and card.due < until for card in asked),
        new=asked.count(None),
        known=_known(cards, now),
        facts=len(facts),
        streak=streak,
        practised_today=practised_today,
        unfinished=unfinished,
        left=left,
        learnt=len(cards),
        planned=len(planned.today),
    )


def overview(db: Database, actor: Actor, now: datetime, zone: tzinfo, most: int = 50) -> Overview:
    """Return what the page about progress shows; `most` limits the lists."""
    mock_exams.end_overdue(db, actor, now)
    with db.reading() as connection:
        facts = learning.facts_with_cards(connection, actor.id)
        resting = resting_ids(connection, actor, now)
        articles = learning.articles_of_facts(connection)
        titles = {body["id"]: body["title"] for body in bank.article_bodies(connection)}
        answered = learning.answered_moments(connection, actor.id, now - timedelta(days=ACTIVITY_DAYS + 1))
        history = sittings.history(connection, actor.id, most)
    this_day = days.day_of(now, zone)
    first = this_day - timedelta(days=ACTIVITY_DAYS - 1)
    recent = [moment for moment in answered if days.day_of(moment, zone) >= first]
    asked = [fact for fact in facts if fact.id not in resting]
    due = [fact.card.due for fact in asked if fact.card]
    return Overview(
        by_topic=_shares([(fact.topic, fact) for fact in facts], now),
        by_article=_shares([(titles[a], f) for f in facts for a in sorted(articles.get(f.id, ()))], now),
        fading=_fading(asked, now, most),
        forecast=_dated(this_day, days.per_day(due, zone, this_day, FORECAST_DAYS)),
        activity=_dated(first, days.per_day(recent, zone, first, ACTIVITY_DAYS)),
        history=history,
    )


def _practice(connection: Connection, actor: Actor, now: datetime, zone: tzinfo) -> tuple[int, int]:
    """Return the streak, looking back as far as it goes, and the number of responses today."""
    this_day, back = days.day_of(now, zone), ACTIVITY_DAYS
    while True:
        answered = learning.answered_moments(connection, actor.id, now - timedelta(days=back))
        practised = [days.day_of(moment, zone) for moment in answered]
        streak = days.streak(set(practised), this_day)
        if streak < back - 1:
            return streak, practised.count(this_day)
        back *= 4


def _known(cards: Sequence[Card], now: datetime) -> float:
    return sum(retrievability(card, now) for card in cards)


def _shares(named: Sequence[tuple[str, learning.FactRow]], now: datetime) -> list[Share]:
    groups: dict[str, list[Card | None]] = {}
    for name, fact in named:
        groups.setdefault(name, []).append(fact.card)
    shares = []
    for name, cards in groups.items():
        learnt = [card for card in cards if card]
        shares.append(Share(name, len(cards), len(learnt), _known(learnt, now)))
    return shares


def _fading(facts: Sequence[learning.FactRow], now: datetime, most: int) -> list[Fading]:
    found = [
        Fading(fact.id, fact.statement, fact.topic, retrievability(fact.card, now), fact.card.due)
        for fact in facts
        if fact.card
    ]
    return sorted(found, key=lambda fact: fact.recall)[:most]


def _dated(first: date, counts: Sequence[int]) -> list[tuple[date, int]]:
    return [(first + timedelta(days=offset), count) for offset, count in enumerate(counts)]
