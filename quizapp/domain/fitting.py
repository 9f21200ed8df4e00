"""FSRS's weights fitted to a learner's own log, and whether they foretell the later part of it better.

`docs/memory.md` says how answers that may be guesses become the ratings that fsrs-rs takes, and how much is enough.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import log as logarithm
from random import Random
from statistics import fmean, stdev
from typing import NamedTuple

from quizapp.domain.evidence import Likelihood, likelihood
from quizapp.domain.foretelling import Foretold, days_between, foretold
from quizapp.domain.fsrs6 import AGAIN, Model, State
from quizapp.domain.memory import Preferences, Review

ENOUGH = 400
"""Fewer foretold answers than this are too few: see docs/memory.md, Weights of one's own."""
PARTS = 5
"""Into so many parts a log is cut by time; each but the first is foretold from all before it."""
SURELY = 1.0
"""By so many standard errors the loss has to fall before weights are better."""
DRAWS = 4
COURSES = 16
"""So many courses of recalling and forgetting are followed through each log, and so many of them drawn at its end."""
_LEAST = 1e-6
_TICK = timedelta(milliseconds=1)

Log = Sequence[Review]
Course = tuple[tuple[int, int], ...]
"""A rating and the days since the one before, review by review."""


class Fit(NamedTuple):
    """Weights fitted from a number of answers, and the mean loss of the later of them by such weights and by others."""

    weights: tuple[float, ...]
    answers: int
    loss: float
    loss_before: float
    is_better: bool


def answers_to_fit(logs: Collection[Log], preferences: Preferences) -> int:
    """Count the answers that say something about how memories last."""
    return sum(len(foretold(log, preferences)) for log in logs)


def fit(logs: Collection[Log], preferences: Preferences, chance: Random) -> Fit:
    """Fit weights to a learner's logs, and see whether weights so fitted foretell better what came after.

    Raises:
        ValueError: there are fewer than `ENOUGH` answers.
    """
    moments = sorted(one.at for log in logs for one in foretold(log, preferences))
    if len(moments) < ENOUGH:
        raise ValueError(f"{len(moments)} answers are too few to fit weights to; it takes {ENOUGH}.")
    ends = [moments[len(moments) * part // PARTS] for part in range(1, PARTS)] + [moments[-1] + _TICK]
    before: list[float] = []
    after: list[float] = []
    for since, until in pairwise(ends):
        weights = fitted(_until(since, logs), preferences, chance)
        known = _until(until, logs)
        before += losses(known, preferences, since)
        after += losses(known, preferences._replace(model=Model(weights)), since)
    gains = [one - other for one, other in zip(before, after, strict=True)]
    is_better = fmean(gains) > SURELY * stdev(gains) / len(gains) ** 0.5
    return Fit(fitted(logs, preferences, chance), len(moments), fmean(after), fmean(before), is_better)


def fitted(logs: Iterable[Log], preferences: Preferences, chance: Random) -> tuple[float, ...]:
    """Return the weights under which courses drawn from the logs are most likely."""
    return _optimised([course for log in logs if log for course in drawn(log, preferences, chance)], preferences.model)


def losses(logs: Iterable[Log], preferences: Preferences, since: datetime) -> list[float]:
    """Return the log-loss of each foretold answer since a moment; guesses are allowed for in what was foretold."""
    return [_loss(one) for log in logs for one in foretold(log, preferences) if one.at >= since]


def drawn(log: Log, preferences: Preferences, chance: Random) -> list[Course]:
    """Draw courses of recalling and forgetting, each as often as it explains the answers of a log.

    A particle filter: each course that is followed goes on in two ways, weighted by the evidence, and of many so many
    are drawn anew. Where nothing can be guessed there is but one.
    """
    model, weighing = preferences.model, preferences.weighing
    begun = _ways(weighing.known_before, likelihood(log[0].evidence, weighing))
    courses = [_Followed(weight, model.first(rating), ((rating, 0),)) for weight, rating in begun]
    for before, review in pairwise(log):
        days = days_between(before.at, review)
        evidence = likelihood(review.evidence, weighing)
        courses = [
            _Followed(
                one.weight * weight, model.after(one.state, rating, days, days == 0), (*one.course, (rating, days))
            )
            for one in courses
            for weight, rating in _ways(model.retrievability(one.state.stability, days), evidence)
        ]
        if len(courses) > COURSES:
            courses = [one._replace(weight=1.0) for one in _chosen(courses, COURSES, chance)]
    return [one.course for one in _chosen(courses, DRAWS, chance)]


def _until(end: datetime, logs: Iterable[Log]) -> list[Log]:
    return [[review for review in log if review.at < end] for log in logs]


class _Followed(NamedTuple):
    weight: float
    state: State
    course: Course


def _ways(recall: float, evidence: Likelihood) -> list[tuple[float, int]]:
    """Return the two ways to come to an answer, recalling and forgetting, with the weight and rating of each."""
    recall = min(recall, 1 - _LEAST)
    ways = (recall * evidence.recalled, evidence.rating), ((1 - recall) * evidence.forgotten, AGAIN)
    return [way for way in ways if way[0] > 0]


def _chosen(courses: Sequence[_Followed], number: int, chance: Random) -> list[_Followed]:
    return chance.choices(courses, [one.weight for one in courses], k=number)


def _optimised(courses: Collection[Course], start: Model) -> tuple[float, ...]:
    """Let fsrs-rs find the weights under which the courses are most likely."""
    from fsrs_rs_python import FSRS, FSRSItem, FSRSReview  # a library of Rust: 10 MB, rarely needed

    items = []
    for course in courses:
        reviews = [FSRSReview(rating, days) for rating, days in course]
        items += [FSRSItem(reviews[: place + 1]) for place, (_, days) in enumerate(course) if days > 0]
    return tuple(round(weight, 4) for weight in FSRS(list(start.w)).compute_parameters(items))


def _loss(one: Foretold) -> float:
    chance = min(max(one.chance, _LEAST), 1 - _LEAST)
    return -one.right * logarithm(chance) - (1 - one.right) * logarithm(1 - chance)
