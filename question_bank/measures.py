"""Figures of a bank: how keys are spread, and what someone scores who knows nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence

from question_bank.question import Compared, Question

OPTIONS = 4
MUCH_LONGER, A_FEW_LETTERS = 1.35, 3
_CRITICAL = {1: 3.841, 2: 5.991, 3: 7.815, 4: 9.488, 5: 11.070, 6: 12.592, 7: 14.067, 8: 15.507}
"""Chi-square by degrees of freedom: chance alone exceeds it in one case of twenty."""


def choices(questions: Iterable[Question], ordered: bool | None = None, options: int = OPTIONS) -> list[Compared]:
    """Return the choices with one key among four options: all, those of figures in order, or those of words."""
    compared = (question.options_to_compare for question in questions)
    return [
        found
        for found in compared
        if found
        and len(found.options) == options
        and len(found.keys) == 1
        and found.keys[0] in found.options
        and ordered in (None, found.ordered)
    ]


def has_longest_key(found: Compared) -> bool:
    """Say whether the key is longer than every distractor."""
    return all(len(found.keys[0]) > len(one) for one in found.wrong)


def stands_out(key: str, distractors: Sequence[str]) -> bool:
    """Say whether a key gives itself away by its length."""
    longest = max((len(one) for one in distractors), default=len(key))
    return len(key) > MUCH_LONGER * longest and len(key) - longest > A_FEW_LETTERS


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


def by_longest_option(questions: Iterable[Question]) -> float:
    """Return the mean score of someone who always takes the longest option."""
    found = choices(questions)
    return _mean([_share(one, [o for o in one.options if len(o) == _longest(one.options)]) for one in found])


def by_middle_value(questions: Iterable[Question]) -> float:
    """Return the mean score of someone who takes one of the two middle figures."""
    return _mean([_share(one, one.options[1:-1]) for one in choices(questions, ordered=True)])


def is_even(counts: Sequence[int]) -> bool:
    """Say whether counts differ no more than chance makes equally likely ones differ (chi-square, p > .05)."""
    expected = sum(counts) / len(counts)
    if not expected:
        return True
    return sum((count - expected) ** 2 for count in counts) / expected <= _CRITICAL[len(counts) - 1]


def _longest(options: Sequence[str]) -> int:
    return max(len(option) for option in options)


def _share(found: Compared, taken: Sequence[str]) -> float:
    return (found.keys[0] in taken) / len(taken)


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores) if scores else 0.0
