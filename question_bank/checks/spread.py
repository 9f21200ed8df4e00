"""Rules for a bank: how its keys are spread, what someone scores who knows nothing, and what is asked again."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import sqrt

from question_bank import measures
from question_bank.bank import Bank
from question_bank.checks import pairs
from question_bank.checks.rules import BankRule, Severity, Words
from question_bank.marking import said
from question_bank.question import Question

BLIND_LIMIT = 0.35
SURE = 2
"""Standard errors by which a share is above chance before it says more than chance does."""
FEWEST = 2

Found = Iterator[tuple[str | None, Words]]


def key_too_often_longest(questions: Sequence[Question], bank: Bank) -> Found:
    """Keys longer than their distractors more often than chance makes them."""
    share, number = measures.longest_share(questions), len(measures.choices(questions, ordered=False))
    if number and share > _most_by_chance(number):
        yield None, (f"{share:.0%}", f"{1 / measures.OPTIONS:.0%}")


def keys_uneven(questions: Sequence[Question], bank: Bank) -> Found:
    """Keys that stand at one place, have one rank, or are true, more often than chance makes them."""
    for what, counts in (
        ("the places of right answers", measures.places(questions, ordered=False)),
        ("the ranks of right figures", measures.places(questions, ordered=True)),
        ("true and false statements", measures.truths(questions)),
    ):
        if not measures.is_even(counts):
            yield None, (what, ", ".join(map(str, counts)))


def guessable(questions: Sequence[Question], bank: Bank) -> Found:
    """Choices that someone who knows nothing gets right by a simple habit, more often than chance explains."""
    for solver in measures.SOLVERS:
        score, number = measures.score(solver, questions)
        if number and score > max(BLIND_LIMIT, _most_by_chance(number)):
            yield None, (solver.takes, f"{score:.0%}", f"{BLIND_LIMIT:.0%}")


def asked_twice(questions: Sequence[Question], bank: Bank) -> Found:
    """Two questions of one kind that ask the same."""
    for first, *others in _by_wording(questions):
        yield from ((other.id, (first.id,)) for other in others)


def nearly_the_same(questions: Sequence[Question], bank: Bank) -> Found:
    """Two questions of one kind, about one fact or with one answer, whose stems differ in little."""
    different = [first for first, *_ in _by_wording(questions)]
    for question, other in pairs.near_duplicates(different, bank):
        yield question.id, (other.id, other.stem)


def answers_clash(questions: Sequence[Question], bank: Bank) -> Found:
    """Two questions that ask the same, where the answer to one is wrong in the other."""
    for question, other, wrong in pairs.contradictions(questions):
        yield question.id, (wrong, other.id)


def gives_another_away(questions: Sequence[Question], bank: Bank) -> Found:
    """A question that tells the answer to one about another fact: they are not for one sitting."""
    for question, other in pairs.giveaways(questions, bank):
        if set(question.facts).isdisjoint(other.facts):
            yield question.id, (other.answer, other.id)


def asked_too_rarely(questions: Sequence[Question], bank: Bank) -> Found:
    """Facts that are shown from fewer than two sides."""
    asked = Counter(fact for question in questions for fact in question.facts)
    for fact in bank.facts:
        if asked[fact.id] < FEWEST:
            yield None, (fact.id, str(asked[fact.id]), str(FEWEST))


RULES = (
    BankRule(
        guessable, Severity.ERROR, "blind solvers: Haladyna, Downing & Rodriguez 2002, guidelines 24, 28 and 29",
        "Someone who always takes {} scores {}: at most {} is sound.",
    ),
    BankRule(
        key_too_often_longest, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 24",
        "The right answer is the longest in {} of the choices: chance makes it {}.",
    ),
    BankRule(
        keys_uneven, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 20",
        "Spread {} evenly: they are {}.",
    ),
    BankRule(
        answers_clash, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 19",
        "The wrong answer “{}” is the right one in {}, which asks the same.",
    ),
    BankRule(
        asked_twice, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 4",
        "The question {} asks the same.",
    ),
    BankRule(
        nearly_the_same, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 4",
        "The question {} asks nearly the same: “{}”",
    ),
    BankRule(
        gives_another_away, Severity.NOTE, "Haladyna, Downing & Rodriguez 2002, guideline 4",
        "It tells the answer “{}” of {}: do not put both into one quiz.",
    ),
    BankRule(
        asked_too_rarely, Severity.NOTE, "the design of this bank: a fact is remembered, not a card",
        "The fact {} has {} questions: it needs at least {}.",
    ),
)  # fmt: skip


def _most_by_chance(number: int) -> float:
    """Return the share of so many choices that chance alone hardly exceeds."""
    chance = 1 / measures.OPTIONS
    return chance + SURE * sqrt(chance * (1 - chance) / number)


def _by_wording(questions: Sequence[Question]) -> Iterator[list[Question]]:
    """Yield the questions of a kind that ask the same in the same words."""
    alike = defaultdict(list)
    for question in questions:
        alike[type(question), said(question.asked)].append(question)
    yield from alike.values()
