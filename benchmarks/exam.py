"""Preparing for an exam: our planner against fixed retentions, among learners whose memory is known.

    .venv/bin/python -m benchmarks.exam [--facts 200] [--days 30] [--seeds 10] [--processes 2]

A simulated learner begins with nothing asked and has some minutes every evening; the facts are asked in forms that are
guessed right with a chance of a quarter. The true memory of each fact moves by FSRS-6 with default weights. What counts
is the mean number of facts recalled on the day; those never asked count as not recalled. The planner plans anew every
day. With a fixed retention, what is due is asked, most faded first, and then new facts, as long as there is time. The
same minutes hold for all; the fixed retention that leads to as many reviews as the planner's is found between two.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from multiprocessing import Pool
from random import Random
from statistics import mean
from time import perf_counter
from typing import NamedTuple

from benchmarks.measure import interval95
from quizapp.domain.exam import Budget, plan
from quizapp.domain.fsrs6 import AGAIN, GOOD, Model, State
from quizapp.domain.memory import Card, Evidence, Preferences, Review, retrievability, reviewed

GUESS = 0.25
KNOWN_AT_FIRST = 0.5
RETENTIONS = (0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
MINUTES = (5, 10, 20)
BEGIN = datetime(2026, 1, 1, 18, tzinfo=UTC)
MODEL = Model()

Cards = list[Card | None]
Choose = Callable[[Cards, int, int, float], Sequence[int]]
"""Chooses the facts of an evening from the cards, the day, the days left, and the seconds."""


class Outcome(NamedTuple):
    """What a preparation came to, in facts: truly recalled, expected by the cards, begun; and reviews in all."""

    recalled: float
    expected: float
    begun: int
    reviews: int


def planned(cards: Cards, day: int, left: int, seconds: float) -> Sequence[int]:
    """Choose by the planner."""
    return plan(cards, _moment(day), left, Budget(seconds, seconds)).today


def at_retention(retention: float) -> Choose:
    """Return a choice of what has fallen to a retention, and then of new facts, as long as there is time."""
    preferences = Preferences(retention=retention)

    def choose(cards: Cards, day: int, left: int, seconds: float) -> Sequence[int]:
        now = _moment(day)
        known = [(retrievability(card, now, preferences), number) for number, card in enumerate(cards) if card]
        due = [number for recall, number in sorted(known) if recall <= retention]
        return _within([*due, *(number for number, card in enumerate(cards) if card is None)], cards, seconds)

    return choose


def prepare(choose: Choose, facts: int, days: int, seconds: float, seed: int) -> Outcome:
    """Let a learner prepare; the same fact meets the same chance at its n-th review whatever the choice."""
    cards: Cards = [None] * facts
    states: list[tuple[State, int] | None] = [None] * facts
    chances = [Random(f"{seed}/{number}") for number in range(facts)]
    reviews = 0
    for day in range(days):
        for number in choose(cards, day, days - day, seconds):
            before, chance = states[number], chances[number]
            known = MODEL.retrievability(before[0].stability, day - before[1]) if before else KNOWN_AT_FIRST
            recalled = chance.random() < known
            is_right = chance.random() < GUESS or recalled
            rating = GOOD if recalled else AGAIN
            states[number] = (MODEL.after(before[0], rating, day - before[1]) if before else MODEL.first(rating), day)
            cards[number] = reviewed(cards[number], Review(_moment(day), Evidence(float(is_right), GUESS)))
            reviews += 1
    true = sum(MODEL.retrievability(one[0].stability, days - one[1]) for one in states if one)
    expected = sum(retrievability(card, _moment(days)) for card in cards if card)
    return Outcome(true, expected, sum(card is not None for card in cards), reviews)


def _within(numbers: Sequence[int], cards: Cards, seconds: float) -> list[int]:
    budget, chosen = Budget(seconds, seconds), []
    for number in numbers:
        seconds -= budget.review if cards[number] else budget.new
        if seconds < 0:
            break
        chosen.append(number)
    return chosen


def _moment(day: int) -> datetime:
    return BEGIN + timedelta(days=day)


Job = tuple[float | None, int, int, float, int]


def _outcome(retention: float | None, facts: int, days: int, seconds: float, seed: int) -> Outcome:
    choose = planned if retention is None else at_retention(retention)
    return prepare(choose, facts, days, seconds, seed)


def compare(facts: int, days: int, seeds: int, processes: int) -> None:
    """Print what the planner's learners recall on the day, and those of fixed retentions."""
    print(f"{facts} facts, {days} days:\n")
    print("| minutes a day | choice | begun | reviews | recalled on the day | by the cards | planner's lead |")
    print("| ---: | :--- | ---: | ---: | ---: | ---: | ---: |")
    for minutes in MINUTES:
        contestants = [None, *RETENTIONS]
        jobs: list[Job] = [(one, facts, days, minutes * 60.0, seed) for one in contestants for seed in range(seeds)]
        with Pool(processes) as pool:
            found = pool.starmap(_outcome, jobs, chunksize=1)
        by = {one: found[place * seeds : (place + 1) * seeds] for place, one in enumerate(contestants)}
        ours = by.pop(None)
        best = max(by, key=lambda one: mean(outcome.recalled for outcome in by[one]))
        even = [_at_same(one.reviews, [by[r][seed] for r in RETENTIONS]) for seed, one in enumerate(ours)]
        rows = [("planner", ours, None), ("retention 0.9", by[0.9], [one.recalled for one in by[0.9]])]
        rows.append((f"retention {best}, the best", by[best], [one.recalled for one in by[best]]))
        for name, outcomes, theirs in rows:
            _print_row(minutes, name, outcomes, ours, theirs)
        lead, give = interval95([one.recalled - other for one, other in zip(ours, even, strict=True)])
        print(f"| {minutes} | retention with as many reviews | | | {mean(even):.1f} | | {lead:+.1f} ± {give:.1f} |")


def _print_row(
    minutes: int, name: str, outcomes: Sequence[Outcome], ours: Sequence[Outcome], theirs: Sequence[float] | None
) -> None:
    recalled, expected, begun, reviews = (mean(values) for values in zip(*outcomes, strict=True))
    lead = ""
    if theirs is not None:
        ahead, give = interval95([one.recalled - other for one, other in zip(ours, theirs, strict=True)])
        lead = f"{ahead:+.1f} ± {give:.1f}"
    print(f"| {minutes} | {name} | {begun:.0f} | {reviews:.0f} | {recalled:.1f} | {expected:.1f} | {lead} |")


def _at_same(reviews: int, outcomes: Sequence[Outcome]) -> float:
    """Return what is recalled after so many reviews, on the line between the two retentions around it."""
    ordered = sorted(outcomes, key=lambda one: one.reviews)
    for low, high in pairwise(ordered):
        if low.reviews <= reviews <= high.reviews and low.reviews < high.reviews:
            share = (reviews - low.reviews) / (high.reviews - low.reviews)
            return low.recalled + share * (high.recalled - low.recalled)
    return ordered[0].recalled if reviews < ordered[0].reviews else ordered[-1].recalled


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="The planner for an exam against fixed retentions.")
    parser.add_argument("--facts", type=int, default=200)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    begin = perf_counter()
    compare(options.facts, options.days, options.seeds, options.processes)
    print(f"\n({perf_counter() - begin:.0f} s)")


if __name__ == "__main__":
    main()
