"""The memory: what is claimed against what is true, and at how many reviews, among learners whose memory is known.

    .venv/bin/python -m benchmarks.memory [--facts 4000] [--seeds 5] [--processes 2]

A simulated learner meets every fact on the first day, knows some of them already, and practises each evening what is
due. The fact's true memory moves by FSRS-6 and by whether it was recalled; what was not recalled is guessed right with
a chance. The schedulers see the responses alone, except for the all-knowing one:

* naive: a right response is Good, a wrong one Again
* one state: moved by the geometric mean of Good and Again, weighted by the chance that the fact was known
* mixture: ours, `quizapp.domain.memory`
* all-knowing: told whether the fact was recalled
* SM-2: a right response is a 4, a wrong one a 1

All schedulers meet the same chance. Intervals are twice the standard error over the seeds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import Pool
from random import Random
from statistics import mean, stdev
from time import perf_counter, process_time
from typing import NamedTuple

from quizapp.domain.evidence import chance_known
from quizapp.domain.fsrs6 import AGAIN, GOOD, Model, State
from quizapp.domain.memory import (
    PREFERENCES,
    Card,
    Evidence,
    Preferences,
    Review,
    replayed,
    retrievability,
    reviewed,
)

GUESSES = (0.0, 0.2, 0.25, 0.33, 0.5)
DAYS = 365
KNOWN_AT_FIRST = 0.6
BEGIN = datetime(2026, 1, 1, 18, tzinfo=UTC)
MODEL = Model()


class Response(NamedTuple):
    """What a learner gave on a day, and what only the all-knowing see: whether the fact was recalled."""

    day: int
    is_right: bool
    guess: float
    recalled: bool


class Plan(NamedTuple):
    """What a scheduler keeps of a fact: its memory, how it puts the chance of recall on a day, and when it asks."""

    memory: object
    due: int
    claims: Callable[[int], float]


Scheduler = Callable[[Plan | None, Response], Plan]


def _moment(day: int) -> datetime:
    return BEGIN + timedelta(days=day)


def _ours(
    evidence: Callable[[Response], Evidence], preferences: Preferences, before: Plan | None, given: Response
) -> Plan:
    card = before.memory if before else None
    assert card is None or isinstance(card, Card)
    after = reviewed(card, Review(_moment(given.day), evidence(given)), preferences)
    return Plan(after, given.day + after.interval, lambda day: retrievability(after, _moment(day), preferences))


def _as_right(given: Response) -> Evidence:
    return Evidence(float(given.is_right), 0)


def _as_guessable(given: Response) -> Evidence:
    return Evidence(float(given.is_right), given.guess)


def _as_recalled(given: Response) -> Evidence:
    return Evidence(float(given.recalled), 0)


def one_state(before: Plan | None, given: Response) -> Plan:
    """Move one state by the weighted geometric mean of both outcomes."""
    state, days = None, 0
    if before:
        assert isinstance(before.memory, tuple)
        state, last = before.memory
        days = given.day - last
    prior = MODEL.retrievability(state.stability, days) if state else 0.5
    known = chance_known(prior, _as_guessable(given))
    good, again = (MODEL.after(state, rating, days) if state else MODEL.first(rating) for rating in (GOOD, AGAIN))
    stability = good.stability**known * again.stability ** (1 - known)
    after = State(stability, good.difficulty * known + again.difficulty * (1 - known))
    due = given.day + max(1, round(MODEL.interval(stability, 0.9)))
    return Plan((after, given.day), due, lambda day: MODEL.retrievability(stability, day - given.day))


def sm2(before: Plan | None, given: Response) -> Plan:
    """Ask after 1 and 6 days, then after the last interval times an ease that a 4 leaves and a 1 lowers."""
    assert before is None or isinstance(before.memory, tuple)
    count, interval, ease = before.memory if before else (0, 0, 2.5)
    if given.is_right:
        count, interval = count + 1, 1 if count == 0 else 6 if count == 1 else round(interval * ease)
    else:
        count, interval, ease = 0, 1, max(1.3, ease - 0.54)
    return Plan((count, interval, ease), given.day + interval, lambda _: 0.0)


def ours_at(retention: float) -> Scheduler:
    """Return our scheduler with a desired retention."""
    return partial(_ours, _as_guessable, Preferences(retention=retention))


SCHEDULERS: dict[str, Scheduler] = {
    "naive": partial(_ours, _as_right, PREFERENCES),
    "one state": one_state,
    "mixture": partial(_ours, _as_guessable, PREFERENCES),
    "all-knowing": partial(_ours, _as_recalled, PREFERENCES),
}


class Year(NamedTuple):
    """What a year came to, per fact: claimed and true chance of recall on its last day, and reviews."""

    claimed: float
    true: float
    reviews: float


def year(scheduler: Scheduler, guess: float, facts: int, seed: int) -> Year:
    """Let a learner practise for a year."""
    lived = [_fact(scheduler, guess, Random(f"{seed}/{number}")) for number in range(facts)]
    return Year(*(mean(values) for values in zip(*lived, strict=True)))


def _fact(scheduler: Scheduler, guess: float, chance: Random) -> Year:
    state, last, reviews, plan, day = None, 0, 0, None, 0
    while day < DAYS:
        recalled = chance.random() < (MODEL.retrievability(state.stability, day - last) if state else KNOWN_AT_FIRST)
        is_right = chance.random() < guess or recalled
        rating = GOOD if recalled else AGAIN
        state = MODEL.after(state, rating, day - last) if state else MODEL.first(rating)
        plan = scheduler(plan, Response(day, is_right, guess, recalled))
        last, day, reviews = day, plan.due, reviews + 1
    assert state is not None
    assert plan is not None
    return Year(plan.claims(DAYS), MODEL.retrievability(state.stability, DAYS - last), reviews)


def interval95(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean and twice its standard error."""
    return mean(values), 2 * stdev(values) / len(values) ** 0.5
