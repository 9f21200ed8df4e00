"""Figures of a bank: how keys are spread, and what someone scores who knows nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence

from question_bank.kinds import AnyQuestion
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.true_false import TrueFalse

OPTIONS = 4
MUCH_LONGER, A_FEW_LETTERS = 1.35, 3
_CRITICAL = {1: 3.841, 2: 5.991, 3: 7.815, 4: 9.488, 5: 11.070, 6: 12.592, 7: 14.067, 8: 15.507}
"""Chi-square by degrees of freedom: chance alone exceeds it in one case of twenty."""


def choices(questions: Iterable[AnyQuestion], ordered: bool | None = None) -> list[MultipleChoice]:
    """Return the multiple choices of four options: all, those of figures in order, or those of words."""
    return [
        question
        for question in questions
        if isinstance(question, MultipleChoice)
        and len(question.options) == OPTIONS
        and question.key in question.options
        and ordered in (None, question.ordered)
    ]


def has_longest_key(question: MultipleChoice) -> bool:
    """Say whether the key is longer than every distractor."""
    return all(len(question.key) > len(one) for one in question.distractors)


def stands_out(key: str, distractors: Sequence[str]) -> bool:
    """Say whether a key gives itself away by its length."""
    longest = max((len(one) for one in distractors), default=len(key))
    return len(key) > MUCH_LONGER * longest and len(key) - longest > A_FEW_LETTERS


def longest_share(questions: Iterable[AnyQuestion]) -> float:
    """Return in what share of the choices of words the key is longer than every distractor."""
    return _mean([has_longest_key(question) for question in choices(questions, ordered=False)])


def places(questions: Iterable[AnyQuestion], ordered: bool) -> list[int]:
    """Return how many keys stand at the first, second, third and fourth place."""
    found = Counter(question.options.index(question.key) for question in choices(questions, ordered))
    return [found[place] for place in range(OPTIONS)]


def truths(questions: Iterable[AnyQuestion]) -> list[int]:
    """Return how many statements to judge are true and how many are false."""
    keys = [question.key for question in questions if isinstance(question, TrueFalse)]
    return [keys.count("True"), keys.count("False")]


def by_longest_option(questions: Iterable[AnyQuestion]) -> float:
    """Return the mean score of someone who always takes the longest option."""
    return _mean([_share(q.key, [o for o in q.options if len(o) == _longest(q.options)]) for q in choices(questions)])


def by_middle_value(questions: Iterable[AnyQuestion]) -> float:
    """Return the mean score of someone who takes one of the two middle figures."""
    return _mean([_share(q.key, q.options[1:-1]) for q in choices(questions, ordered=True)])


def is_even(counts: Sequence[int]) -> bool:
    """Say whether counts differ no more than chance makes equally likely ones differ (chi-square, p > .05)."""
    expected = sum(counts) / len(counts)
    if not expected:
        return True
    return sum((count - expected) ** 2 for count in counts) / expected <= _CRITICAL[len(counts) - 1]


def _longest(options: Sequence[str]) -> int:
    return max(len(option) for option in options)


def _share(key: str, taken: Sequence[str]) -> float:
    return (key in taken) / len(taken)


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores) if scores else 0.0
