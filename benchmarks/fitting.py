"""Weights fitted to learners whose true memory is known, and leeches among facts that can and cannot be held.

    .venv/bin/python -m benchmarks.fitting [--learners 20]

A learner begins five facts a day and answers for half a year, in forms that cannot be guessed, or with a chance of a
quarter or a half. Weights are fitted in three ways: as quizapp does it (courses of recalling and forgetting drawn by
how well they explain the answers), taking each right answer for Good, and from facts alone whose answers cannot be
guessed. What each gains is measured on another learner with the same memory, in log-loss; the truth is what the true
weights gain. `kept` is how often quizapp keeps its weights, and `gain kept` what learners gain on average by that.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from statistics import fmean

from benchmarks.learners import BEGIN, FORGETFUL, STRONG, USUAL, Interfered, lived
from quizapp.domain import fitting
from quizapp.domain.evidence import Evidence
from quizapp.domain.foretelling import foretold
from quizapp.domain.fsrs6 import Model
from quizapp.domain.leeches import leech
from quizapp.domain.memory import PREFERENCES, Review

FACTS = (75, 150, 300)
LEARNERS = {"as usual": USUAL, "forgetful": FORGETFUL, "strong": STRONG}
Logs = Sequence[list[Review]]


def as_right(logs: Logs) -> Logs:
    """Take each answer at its word."""
    return [[review._replace(evidence=Evidence(review.evidence.score, 0)) for review in log] for log in logs]


def unguessable(logs: Logs) -> Logs:
    """Leave out every fact with an answer that may be a guess."""
    return [log for log in logs if not any(review.evidence.guess for review in log)]


WAYS: dict[str, Callable[[Logs], Logs]] = {"drawn": lambda logs: logs, "as right": as_right, "unguessable": unguessable}


def gain(truth: Model, weights: Model) -> float:
    """Return by how much weights lessen the loss on another learner."""
    unseen = lived(truth, 300, 240, Random("another"))
    loss = partial(fitting.losses, unseen, since=BEGIN)
    return fmean(loss(PREFERENCES)) - fmean(loss(PREFERENCES._replace(model=weights)))


def compare(learners: int) -> None:
    """Print what each way gains."""
    print("| learner | answers | truth | drawn | as right | unguessable | kept | gain kept |")
    print("| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, truth in LEARNERS.items():
        for facts in FACTS:
            logs = [lived(truth, facts, 180, Random(seed)) for seed in range(learners)]
            answers = fmean(fitting.answers_to_fit(one, PREFERENCES) for one in logs)
            gains = {way: [_gain(truth, make(one)) for one in logs] for way, make in WAYS.items()}
            kept = [fitting.fit(one, PREFERENCES, Random(1)).is_better for one in logs]
            of_kept = fmean(one * is_kept for one, is_kept in zip(gains["drawn"], kept, strict=True))
            shown = " | ".join(f"{fmean(found):+.4f}" for found in gains.values())
            print(
                f"| {name} | {answers:.0f} | {gain(truth, truth):+.4f} | {shown} | {fmean(kept):.0%} | {of_kept:+.4f} |"
            )


def _gain(truth: Model, logs: Logs) -> float:
    return gain(truth, Model(fitting.fitted(logs, PREFERENCES, Random(1)))) if logs else 0.0


def find_leeches(facts: int = 600) -> None:
    """Print how many facts are leeches at the end of a year, and how many were at some time in it."""
    print("| facts that | answers a fact | ever a leech | at the end |")
    print("| :--- | ---: | ---: | ---: |")
    kinds = {"fade as the model says": USUAL} | {f"are never surer than {most:.0%}": Interfered(most) for most in
                                                  (0.8, 0.7, 0.6, 0.5)}  # fmt: skip
    for name, truth in kinds.items():
        logs = lived(truth, 3000 if truth is USUAL else facts, 365, Random(1), known=0.5, a_day=3000)
        found = [foretold(log, PREFERENCES) for log in logs]
        ever = fmean(any(leech(one[:end]) for end in range(3, len(one) + 1)) for one in found)
        now = fmean(leech(one) is not None for one in found)
        print(f"| {name} | {fmean(map(len, found)):.0f} | {ever:.1%} | {now:.2%} |")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Weights of one's own, and leeches.")
    parser.add_argument("--learners", type=int, default=20)
    compare(parser.parse_args().learners)
    print()
    find_leeches()


if __name__ == "__main__":
    main()
