"""Questions beside each other: near-duplicates, one that gives another away, keys that contradict each other.

No question is held against every other one. Two stems that are alike share at least one of the rarest few of their
words (prefix filtering: Bayardo, Ma & Srikant 2007, doi 10.1145/1242572.1242591), so that looking up these finds all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from question_bank.bank import Bank
from question_bank.checks.stems import holds, is_telling
from question_bank.marking import said
from question_bank.question import Question
from question_bank.words import roots

ALIKE = 0.75
"""The share of words that the stems of near-duplicates have in common (Jaccard)."""
TOLD = 0.7
"""The share of the words of a question that another one holds, if it gives the answer away."""
FEWEST = 2
"""A question about fewer things than that is given away by everything."""
NO_BANK = Bank(articles=(), entities=(), facts=())


class About(NamedTuple):
    """A question with the roots of what it asks about and of each name of its secrets."""

    question: Question
    roots: frozenset[str]
    secrets: Sequence[tuple[str, Sequence[frozenset[str]]]]


def gives_away(question: Question, other: Question, bank: Bank = NO_BANK) -> bool:
    """Say whether who reads a question learns what another one asks for.

    It holds an answer that the other one does not, and says most of what the other one asks about.
    """
    return _tells(_about(question, bank), _about(other, bank), bank)


def giveaways(questions: Sequence[Question], bank: Bank = NO_BANK) -> Iterator[tuple[Question, Question]]:
    """Yield each question with those that it gives away, except for questions about the same fact.

    Of one fact, a sitting asks once.
    """
    index = Index(_about(question, bank) for question in questions)
    for other in index.entries:
        if other.secrets:
            for one in index.sharing(other.roots, TOLD):
                if not _share_fact(one.question, other.question) and _tells(one, other, bank):
                    yield one.question, other.question


def near_duplicates(questions: Sequence[Question], bank: Bank = NO_BANK) -> Iterator[tuple[Question, Question]]:
    """Yield questions with the first before them of the same kind that asks nearly the same, if there is one.

    They share a fact or the answer, and most words of their stems.
    """
    index = Index(_about(question, bank) for question in questions)
    place = {id(entry): number for number, entry in enumerate(index.entries)}
    for entry in index.entries:
        before = [one for one in index.sharing(entry.roots, ALIKE) if place[id(one)] < place[id(entry)]]
        same = next((one for one in before if _ask_the_same(one, entry)), None)
        if same:
            yield entry.question, same.question


def contradictions(questions: Sequence[Question]) -> Iterator[tuple[Question, Question, str]]:
    """Yield pairs of questions that say the same words, where the answer to the second is wrong in the first."""
    same = defaultdict(list)
    for question in questions:
        same[said(question.asked)].append(question)
    for group in same.values():
        answers = {said(one.answer): one for one in reversed(group) if one.stem_is != "statement"}
        for question in group:
            found = question.options_to_compare
            for wrong in found.wrong if found and question.stem_is != "statement" else ():
                if other := answers.get(said(wrong)):
                    yield question, other, wrong


class Index:
    """Questions by the roots of their words, the rarest first."""

    def __init__(self, entries: Iterable[About]) -> None:
        self.entries = list(entries)
        self._number = Counter(root for entry in self.entries for root in entry.roots)
        self._holding: dict[str, list[About]] = defaultdict(list)
        for entry in self.entries:
            for root in entry.roots:
                self._holding[root].append(entry)

    def sharing(self, wanted: frozenset[str], share: float) -> Iterator[About]:
        """Yield those that may hold such a share of the words wanted, each once."""
        rare = sorted(wanted, key=lambda root: (self._number[root], root))
        # Whoever misses all of these has too few of the others.
        some = rare[: len(rare) - ceil(share * len(rare)) + 1]
        found = {id(entry): entry for root in some for entry in self._holding.get(root, ())}
        yield from found.values()


def _about(question: Question, bank: Bank) -> About:
    secrets = [
        (secret, [roots(form) for form in bank.names.forms(secret)])
        for secret in question.secrets
        if is_telling(secret)
    ]
    return About(question, roots(bank.without_cues(question.asked)), secrets)


def _share_fact(one: Question, other: Question) -> bool:
    return not set(one.facts).isdisjoint(other.facts)


def _ask_the_same(one: About, other: About) -> bool:
    """Say whether two questions of a kind share most words, all figures, and the answer or a fact."""
    first, second = one.question, other.question
    if type(first) is not type(second) or len(one.roots & other.roots) < ALIKE * len(one.roots | other.roots):
        return False
    if any(sign.isdigit() for root in one.roots ^ other.roots for sign in root):
        return False
    if first.stem_is == "statement":
        return first.answer == second.answer and _share_fact(first, second)
    # Another answer from the same fact is another side of it, unless it is in other words.
    return said(first.answer) == said(second.answer) or (
        _share_fact(first, second) and not roots(first.answer).isdisjoint(roots(second.answer))
    )


def _tells(one: About, other: About, bank: Bank) -> bool:
    """Say whether a question holds a secret of another one and most of its words; what is cheap is asked first."""
    if len(other.roots) < FEWEST or len(one.roots & other.roots) < TOLD * len(other.roots):
        return False
    if one.question is other.question or one.question.called_false is not None:
        return False
    named = [secret for secret, forms in other.secrets if any(form <= one.roots for form in forms)]
    stem, asked = bank.without_cues(one.question.stem), other.question.asked
    return any(holds(stem, secret, bank.names) and not holds(asked, secret, bank.names) for secret in named)
