"""A year of a learner with two thousand facts, as services make it: even days, due at four, and replayed to the bit."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from statistics import mean
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from quizapp.domain.days import day_of
from quizapp.domain.evidence import Evidence
from quizapp.domain.fsrs6 import AGAIN, GOOD, Model, State
from quizapp.domain.memory import PREFERENCES, Card, Review, replayed, reviewed
from quizapp.domain.mixture import interval
from quizapp.domain.schedule import candidates, chance_of, least_loaded

FACTS, A_DAY, DAYS, SITTING = 2_000, 40, 365, 20
LEARNT = FACTS // A_DAY
TRUTH = Model()
BERLIN = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 1, 1, 21, 30, tzinfo=BERLIN)
"""Half past nine in the evening, every evening: clocks change on 29 March and on 25 October."""


class Fact(NamedTuple):
    """What is true of a fact, and what is known of it."""

    state: State
    card: Card
    log: list[Review]


@pytest.fixture(scope="module")
def year() -> tuple[dict[int, Fact], list[int]]:
    """Let the learner practise every evening; return the facts, and how many were due on each day."""
    chance, facts, due = Random(4), dict[int, Fact](), dict[int, set[int]]()
    counts = []
    for day in range(DAYS):
        evening = datetime.combine(BEGIN.date() + timedelta(days=day), BEGIN.time(), BERLIN).astimezone(UTC)
        today = day_of(evening, BERLIN).toordinal()
        asked = sorted(due.pop(today, set()))
        counts.append(len(asked))
        for place, number in enumerate([*asked, *range(day * A_DAY, min((day + 1) * A_DAY, FACTS))]):
            if place % SITTING == 0:
                loads = {later: len(some) for later, some in due.items()}
            facts[number] = after = answered(facts.get(number), number, evening, loads, today, chance)
            due.setdefault(today + after.card.interval, set()).add(number)
    return facts, counts


def answered(
    before: Fact | None, number: int, at: datetime, loads: dict[int, int], today: int, chance: Random
) -> Fact:  # fmt: skip
    guess = (0.0, 0.25, 0.5)[number % 3]
    days = (at - before.card.reviewed_at).total_seconds() / 86_400 if before else 0.0
    recalled = chance.random() < (TRUTH.retrievability(before.state.stability, days) if before else 0.5)
    rating = GOOD if recalled else AGAIN
    state = TRUTH.after(before.state, rating, days) if before else TRUTH.first(rating)
    evidence = Evidence(float(recalled or chance.random() < guess), guess)
    seed = chance_of(1, number, before.card.reviews if before else 0)
    choose = partial(least_loaded, loads=loads, first=today, chance=seed)
    card = reviewed(before.card if before else None, Review(at, evidence, BERLIN), PREFERENCES, choose)
    return Fact(state, card, [*(before.log if before else ()), Review(at, evidence, BERLIN, card.interval)])


Year = tuple[dict[int, Fact], list[int]]


def test_no_day_has_twice_the_mean_load_of_its_month(year: Year) -> None:
    _, counts = year
    for day in range(LEARNT + 15, DAYS - 15):
        assert counts[day] < 2 * mean(counts[day - 15 : day + 16]), day


def test_every_fact_is_due_at_four_in_the_morning_whatever_the_clocks_did(year: Year) -> None:
    facts, _ = year
    dues = [fact.card.due.astimezone(BERLIN) for fact in facts.values()]
    assert {(due.hour, due.minute, due.second) for due in dues} == {(4, 0, 0)}
    assert len({due.utcoffset() for due in dues}) == 2


def test_every_interval_lies_in_the_range_that_fsrs_documents(year: Year) -> None:
    facts, _ = year
    seen: Counter[int] = Counter()
    for fact in facts.values():
        card = fact.card
        exact = interval(PREFERENCES.model, card.mixture, PREFERENCES.retention)
        days = candidates(exact, PREFERENCES.longest)
        assert days.start <= card.interval < days.stop
        seen[card.interval - round(exact)] += 1
    assert len(seen) > 5


def test_replaying_the_year_gives_every_card_to_the_bit(year: Year) -> None:
    facts, _ = year
    assert len(facts) == FACTS
    for fact in facts.values():
        assert replayed(fact.log) == fact.card


def test_the_day_of_a_fact_is_taken_by_a_chance_of_its_own(year: Year) -> None:
    facts, _ = year
    today = day_of(BEGIN, BERLIN).toordinal()
    later = BEGIN.astimezone(UTC) + timedelta(days=400)
    one, other = (answered(facts[7], 7, later, {}, today, Random(4)) for _ in range(2))
    assert one == other
