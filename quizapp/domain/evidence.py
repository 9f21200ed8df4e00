"""What a response says about a fact: how likely it is from those who recall the fact, and from those who do not.

`docs/memory.md` derives the formulas.
"""

from enum import IntEnum
from typing import NamedTuple

from question_bank.marking import Mark
from quizapp.domain.fsrs6 import AGAIN, GOOD


class Confidence(IntEnum):
    """How sure a learner says to be."""

    GUESS = 1
    THINK_SO = 2
    SURE = 3


class Evidence(NamedTuple):
    """A response, as the log keeps it.

    `guess` is the score that guessing earns on average, `slip` how often the form is got wrong by those who recall
    the fact, and `rating` the learner's own judgement, which stands above all else.
    """

    score: float
    guess: float
    rating: int | None = None
    slip: float = 0.0
    confidence: int | None = None
    hints: int = 0

    @classmethod
    def of(cls, mark: Mark, guess: float, confidence: int | None = None, hints: int = 0) -> "Evidence":
        """Take the evidence from a mark on a question with a random-guess score."""
        rating = None if mark.rating is None else int(mark.rating)
        return cls(mark.score, guess, rating, confidence=confidence, hints=hints)


class Weighing(NamedTuple):
    """What is assumed about learners in order to weigh evidence; another weighing means another replay.

    `known_before` is the chance that a fact never asked before is known. `said` are the chances of each confidence,
    of a guess first, from those who recall the fact and from those who do not. `asks` is how often those who recall
    ask for a hint, for each time that the others do; `helps` is the chance that a hint gives the answer away.
    """

    known_before: float = 0.5
    said: tuple[tuple[float, float], ...] = ((0.05, 0.45), (0.25, 0.35), (0.70, 0.20))
    asks: float = 0.25
    helps: float = 0.5


class Likelihood(NamedTuple):
    """The chance of a response from those who recall the fact, and from those who do not; `rating` if recalled."""

    recalled: float
    forgotten: float
    rating: int = GOOD


WEIGHING = Weighing()
_KNOWN, _UNKNOWN, _NEITHER = Likelihood(1, 0), Likelihood(0, 1), Likelihood(1, 1)


def likelihood(evidence: Evidence, weighing: Weighing = WEIGHING) -> Likelihood:
    """Weigh evidence; what nobody could have given, as a wrong response where every guess is right, says nothing."""
    score, guess, rating, slip, confidence, hints = evidence
    if rating is not None:
        return Likelihood(1, 0, rating) if rating > AGAIN else _UNKNOWN
    if guess == slip == 0 and score in (0, 1) and not hints:
        return _KNOWN if score else _UNKNOWN
    if hints:
        guess = 1 - (1 - guess) * (1 - weighing.helps) ** hints
    recalled = score * (1 - slip) + (1 - score) * slip
    forgotten = score * guess + (1 - score) * (1 - guess)
    if hints:
        recalled *= weighing.asks
    if confidence is not None:
        sure, unsure = weighing.said[confidence - 1]
        recalled, forgotten = recalled * sure, forgotten * unsure
    return Likelihood(recalled, forgotten) if recalled or forgotten else _NEITHER


def chance_right(recall: float, guess: float, slip: float = 0.0) -> float:
    """Return the chance of a right response, or the score expected, from the chance that the fact is recalled."""
    return guess + (1 - guess - slip) * recall


def chance_known(before: float, evidence: Evidence, weighing: Weighing = WEIGHING) -> float:
    """Return the chance that the fact was recalled, by Bayes' rule from the chance before and the evidence."""
    recalled, forgotten, _ = likelihood(evidence, weighing)
    known, unknown = before * recalled, (1 - before) * forgotten
    return known / (known + unknown) if known + unknown else before
