"""The memory: what is claimed against what is true, and at how many reviews, among learners whose memory is known.

    .venv/bin/python -m benchmarks.memory [--facts 4000] [--seeds 10] [--processes 2] [--reviews 1000000]

A simulated learner meets every fact on the first day, knows some of them already, and practises each evening what is
due. The fact's true memory moves by FSRS-6 and by whether it was recalled; what was not recalled is guessed right with
a chance. The schedulers see the responses alone, except for the all-knowing one:

* naive: a right response is Good, a wrong one Again
* one state: moved by the geometric mean of Good and Again, weighted by the chance that the fact was known
* mixture: ours, `quizapp.domain.memory`
* mixture, told: the same, told how many facts are known at first instead of presuming a half
* all-knowing: told whether the fact was recalled
* SM-2: a right response is a 4, a wrong one a 1; no chance of recall is claimed

All schedulers meet the same chance, and each is compared with the all-knowing one of the same seed. Intervals are of
95 % over the seeds. Then the planner for an exam is compared, as `benchmarks.exam` says, and at last it is timed how
fast reviews move a card, and how fast a log is replayed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from random import Random
from statistics import mean
from time import perf_counter, process_time
from typing import Any, NamedTuple

from benchmarks import exam
from benchmarks.measure import interval95
from quizapp.domain.evidence import WEIGHING, chance_known
from quizapp.domain.fsrs6 import AGAIN, GOOD, Model, State
from quizapp.domain.memory import PREFERENCES, Card, Evidence, Preferences, Review, retrievability, reviewed
from quizapp.services.people import create_profile
from quizapp.services.replay import replay
from quizapp.storage import answers
from quizapp.storage.database import Database, migrate

GUESSES = (0.0, 0.2, 0.25, 0.33, 0.5)
RETENTIONS = (0.7, 0.8, 0.85, 0.9, 0.94)
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
    """What a scheduler keeps of a fact: its memory, when it asks, and how it puts the chance of recall on a day."""

    memory: Any
    due: int
    claims: Callable[[int], float]


Scheduler = Callable[[Plan | None, Response], Plan]


def _moment(day: int) -> datetime:
    return BEGIN + timedelta(days=day)


def _ours(
    evidence: Callable[[Response], Evidence], preferences: Preferences, before: Plan | None, given: Response
) -> Plan:
    card: Card | None = before.memory if before else None
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
    state, last = before.memory if before else (None, given.day)
    days = given.day - last
    prior = MODEL.retrievability(state.stability, days) if state else 0.5
    known = chance_known(prior, _as_guessable(given))
    good, again = (MODEL.after(state, rating, days) if state else MODEL.first(rating) for rating in (GOOD, AGAIN))
    stability = good.stability**known * again.stability ** (1 - known)
    after = State(stability, good.difficulty * known + again.difficulty * (1 - known))
    due = given.day + max(1, round(MODEL.interval(stability, 0.9)))
    return Plan((after, given.day), due, lambda day: MODEL.retrievability(stability, day - given.day))


def sm2(before: Plan | None, given: Response) -> Plan:
    """Ask after 1 and 6 days, then after 2.5 times the last interval: a 4 leaves the ease, a 1 begins again."""
    interval = before.memory if before else 0
    interval = {0: 1, 1: 6}.get(interval, round(interval * 2.5)) if given.is_right else 0
    return Plan(interval, given.day + max(1, interval), lambda _: 0.0)


def ours_at(retention: float) -> Scheduler:
    """Return our scheduler with a desired retention."""
    return partial(_ours, _as_guessable, Preferences(retention=retention))


SCHEDULERS: dict[str, Scheduler] = {
    "naive": partial(_ours, _as_right, PREFERENCES),
    "one state": one_state,
    "mixture": partial(_ours, _as_guessable, PREFERENCES),
    "mixture, told": partial(
        _ours, _as_guessable, Preferences(weighing=WEIGHING._replace(known_before=KNOWN_AT_FIRST))
    ),
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


Job = tuple[Scheduler, float, int, int]


def years(jobs: Sequence[Job], processes: int) -> list[Year]:
    """Let many learners practise, on several processes."""
    with Pool(processes) as pool:
        return pool.starmap(year, jobs, chunksize=1)


def compare(facts: int, seeds: int, processes: int) -> None:
    """Print what each scheduler claims, what is true, and what it costs."""
    rows = [("all-knowing", 0.0)] + [
        (name, guess) for guess in GUESSES for name in ("naive", "one state", "mixture", "mixture, told")
    ]
    jobs = [(SCHEDULERS[name], guess, facts, seed) for name, guess in rows for seed in range(seeds)]
    found = years(jobs, processes)
    print("| guess | scheduler | claimed | true | off by, points | reviews a fact | reviews to all-knowing |")
    print("| ---: | :--- | ---: | ---: | ---: | ---: | ---: |")
    best = found[:seeds]
    for place, (name, guess) in enumerate(rows):
        lived = found[place * seeds : (place + 1) * seeds]
        off, give = interval95([100 * (one.claimed - one.true) for one in lived])
        more, take = interval95([one.reviews / other.reviews for one, other in zip(lived, best, strict=True)])
        claimed, true, reviews = (mean(values) for values in zip(*lived, strict=True))
        print(
            f"| {'any' if name == 'all-knowing' else guess} | {name} | {100 * claimed:.1f} % | {100 * true:.1f} % |"
            f" {off:+.2f} ± {give:.2f} | {reviews:.1f} | {more:.3f} ± {take:.3f} |"
        )


def compare_others(facts: int, seeds: int, processes: int) -> None:
    """Print how many reviews ours needs for what others' learners know after the year."""
    print("| guess | scheduler | true after it | its reviews a fact | mixture for the same | to it |")
    print("| ---: | :--- | ---: | ---: | ---: | ---: |")
    others = {"SM-2": sm2, "FSRS as in Anki": SCHEDULERS["naive"]}
    contestants = [*others.values(), *map(ours_at, RETENTIONS)]
    for guess in (0.0, 0.25, 0.5):
        jobs = [(one, guess, facts, seed) for one in contestants for seed in range(seeds)]
        found = years(jobs, processes)
        by = [found[place * seeds : (place + 1) * seeds] for place in range(len(contestants))]
        for name, theirs in zip(others, by, strict=False):
            same = [_at_same(theirs[seed].true, [one[seed] for one in by[len(others) :]]) for seed in range(seeds)]
            less, give = interval95([ours / one.reviews for ours, one in zip(same, theirs, strict=True)])
            true, reviews = mean(one.true for one in theirs), mean(one.reviews for one in theirs)
            row = f"{guess} | {name} | {100 * true:.1f} % | {reviews:.1f} | {mean(same):.1f} | {less:.2f} ± {give:.2f}"
            print(f"| {row} |")


def _at_same(true: float, ours: Sequence[Year]) -> float:
    """Return our reviews for a knowledge, on the line between the two desired retentions around it."""
    low, high = next(pair for pair in pairwise(ours) if true <= pair[1].true)
    return low.reviews + (true - low.true) / (high.true - low.true) * (high.reviews - low.reviews)


def time_reviews() -> None:
    """Print the microseconds that a review of a simulated year takes: the best of ten of each, and the mean of all."""
    for guess in (0.0, 0.25, 0.5):
        log = [one for seed in range(100) for one in _log(guess, Random(seed))]
        times = [[_seconds(partial(reviewed, *one)) for one in log] for _ in range(10)]
        best, usual = (1e6 * mean(values) for values in (map(min, zip(*times, strict=True)), map(mean, times)))
        print(f"a review at guess {guess}: {best:.1f} µs undisturbed, {usual:.1f} µs as the machine is")


def _log(guess: float, chance: Random) -> list[tuple[Card | None, Review]]:
    """Return the reviews of a fact in a year, each with the card before."""
    log: list[tuple[Card | None, Review]] = []

    def kept(before: Plan | None, given: Response) -> Plan:
        card = before.memory if before else None
        log.append((card, Review(_moment(given.day), _as_guessable(given))))
        return SCHEDULERS["mixture"](before, given)

    _fact(kept, guess, chance)
    return log


def time_replay(reviews: int) -> None:
    """Print the seconds that a log takes to be replayed: as it was, and with all cards to be written anew."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        url = f"sqlite:///{Path(folder) / 'quiz.sqlite'}"
        migrate(url)
        db, written, number = Database(url), 0, 0
        while written < reviews:
            written += _written(db, number, min(reviews - written, 20_000))
            number += 1
        for weighing in (PREFERENCES.weighing, PREFERENCES.weighing._replace(known_before=0.4)):
            begin, worked = perf_counter(), process_time()
            done = replay(db, weighing=weighing)
            took, worked = perf_counter() - begin, process_time() - worked
            print(
                f"{done.reviews:,} reviews of {number} learners replayed in {took:.1f} s, {worked:.1f} s of processor"
                f" time, {done.changed:,} of {done.cards:,} cards changed"
            )
        db.close()


def _written(db: Database, number: int, most: int) -> int:
    """Write a learner's log of two-fifths typed, two-fifths chosen and one-fifth true or false; count its reviews."""
    learner = create_profile(db, f"Learner {number}", "learner", BEGIN).actor
    written, chance = 0, Random(number)
    with db.writing_directly() as direct:
        for fact in range(most):
            card = None
            for _, review in _log((0.0, 0.0, 0.25, 0.25, 0.5)[fact % 5], chance):
                card = reviewed(card, review)
                kept = review._replace(interval=card.interval)
                answers.add_review(direct, learner.id, f"fact-{fact}", f"{written}", kept)
                written += 1
            if card:
                answers.put_card(direct, learner.id, f"fact-{fact}", card)
            if written >= most:
                break
    return written


def _seconds(do: Callable[[], object]) -> float:
    begin = perf_counter()
    do()
    return perf_counter() - begin


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description="Claimed against true memory, and what it costs.")
    parser.add_argument("--facts", type=int, default=4000)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--reviews", type=int, default=1_000_000, help="how many are replayed")
    options = parser.parse_args()
    few = max(2, options.seeds // 2)
    for part in (
        partial(compare, options.facts, options.seeds, options.processes),
        partial(compare_others, options.facts, few, options.processes),
        partial(exam.compare, 200, 30, few, options.processes),
    ):
        print(f"\n({_seconds(part):.0f} s)\n")
    time_reviews()
    time_replay(options.reviews)


if __name__ == "__main__":
    main()
