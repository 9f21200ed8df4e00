"""Figures of a bank: how keys are spread, and what someone scores who knows nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from question_bank.marking import first_number
from question_bank.question import Compared, Question
from question_bank.words import FIGURE, roots

OPTIONS = 4
MUCH_LONGER, A_FEW_LETTERS = 1.35, 3
_CRITICAL = {1: 3.841, 2: 5.991, 3: 7.815, 4: 9.488, 5: 11.070, 6: 12.592, 7: 14.067, 8: 15.507}
"""Chi-square by degrees of freedom: chance alone exceeds it in one case of twenty."""


class Solver(NamedTuple):
    """Someone who knows nothing and has a habit: what is always taken, given the stem and the options."""

    takes: str
    picks: Callable[[str, Compared], Sequence[str]]


class Score(NamedTuple):
    """The mean score of a solver, and the number of choices that the habit applies to."""

    mean: float
    number: int


def choices(questions: Iterable[Question], ordered: bool | None = None, options: int = OPTIONS) -> list[Compared]:
    """Return the choices with one key among four options: all, those of figures in order, or those of words."""
    return [found for _, found in _asked(questions, options) if ordered in (None, found.ordered)]


def has_longest_key(found: Compared) -> bool:
    """Say whether the key is longer than every distractor."""
    return all(len(found.keys[0]) > len(one) for one in found.wrong)


def stands_out(key: str, distractors: Sequence[str], much: float = MUCH_LONGER) -> bool:
    """Say whether a key gives itself away by being so many times as long as every distractor."""
    longest = max((len(one) for one in distractors), default=len(key))
    return len(key) > much * longest and len(key) - longest > A_FEW_LETTERS


def longest_share(questions: Iterable[Question]) -> float:
    """Return in what share of the choices of words the key is longer than every distractor."""
    return _mean([has_longest_key(found) for found in choices(questions, ordered=False)])


def places(questions: Iterable[Question], ordered: bool, options: int = OPTIONS) -> list[int]:
    """Return how many keys stand at the first place, the second, and so on."""
    found = Counter(one.options.index(one.keys[0]) for one in choices(questions, ordered, options))
    return [found[place] for place in range(options)]


def truths(questions: Iterable[Question]) -> list[int]:
    """Return how many statements to judge are true and how many are false: the choices between two in that order."""
    return places(questions, ordered=True, options=2)


def score(solver: Solver, questions: Iterable[Question]) -> Score:
    """Return what a solver scores, who guesses among what the habit leaves."""
    picked = [(found, solver.picks(stem, found)) for stem, found in _asked(questions)]
    scores = [(found.keys[0] in taken) / len(taken) for found, taken in picked if taken]
    return Score(_mean(scores), len(scores))


def longest_options(stem: str, found: Compared) -> Sequence[str]:
    """Pick the options of most letters."""
    return _most(found.options, [len(option) for option in found.options])


def options_like_stem(stem: str, found: Compared) -> Sequence[str]:
    """Pick the options that share most words with the stem."""
    asked = roots(stem)
    return _most(found.options, [len(roots(option) & asked) for option in found.options])


def converging_options(stem: str, found: Compared) -> Sequence[str]:
    """Pick the options that share most words with the others: distractors are often variations of the key."""
    words = {option: roots(option) for option in found.options}
    shared = [sum(len(words[one] & words[other]) for other in found.options if other != one) for one in found.options]
    return _most(found.options, shared)


def middle_values(stem: str, found: Compared) -> Sequence[str]:
    """Pick the figures that are neither the least nor the greatest; nothing among words."""
    options = found.options if found.ordered else sorted(found.options, key=first_number) if _are_figures(found) else ()
    return options[1:-1]


SOLVERS = (
    Solver("the longest option", longest_options),
    Solver("the option most like the question", options_like_stem),
    Solver("the option most like the others", converging_options),
    Solver("a middle value", middle_values),
)


def is_even(counts: Sequence[int]) -> bool:
    """Say whether counts differ no more than chance makes equally likely ones differ (chi-square, p > .05)."""
    expected = sum(counts) / len(counts)
    if not expected:
        return True
    return sum((count - expected) ** 2 for count in counts) / expected <= _CRITICAL[len(counts) - 1]


def _asked(questions: Iterable[Question], options: int = OPTIONS) -> list[tuple[str, Compared]]:
    """Return stems and options of the choices with one key among so many options."""
    compared = ((question.stem, question.options_to_compare) for question in questions)
    return [
        (stem, found)
        for stem, found in compared
        if found and len(found.options) == options and len(found.keys) == 1 and found.keys[0] in found.options
    ]


def _most(options: Sequence[str], weights: Sequence[int]) -> Sequence[str]:
    most = max(weights)
    return [option for option, weight in zip(options, weights, strict=True) if weight == most]


def _are_figures(found: Compared) -> bool:
    return all(FIGURE.fullmatch(option.strip("$€£¥% ")) for option in found.options)


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores) if scores else 0.0
