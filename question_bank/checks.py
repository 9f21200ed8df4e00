"""Item-writing faults: of a question by itself, and of a bank as a whole. One small function, one rule."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from question_bank import measures
from question_bank.bank import Bank
from question_bank.facts import AUTHOR, GAP, Fact, Slot
from question_bank.marking import NotAnAnswer, first_number, normalise
from question_bank.question import Question

MOST_WORDS = 35
BLIND_LIMIT = 0.35
ENOUGH = 20
"""Figures of a bank mean little below so many questions."""
FEWEST = 2


@dataclass(frozen=True)
class Finding:
    """A fault: the rule that found it, the question (or none, if it is the bank's), and what to change."""

    rule: str
    question: str | None
    message: str

    def __str__(self) -> str:
        return f"{self.question or 'bank'}: {self.message}"


QuestionRule = Callable[[Question, Bank], Iterable[str]]
BankRule = Callable[[Sequence[Question], Bank], Iterable[tuple[str | None, str]]]


def check(questions: Sequence[Question], bank: Bank) -> list[Finding]:
    """Return the faults of each question and of all together."""
    found = [finding for question in questions for finding in check_question(question, bank)]
    for rule in BANK_RULES:
        found += [Finding(rule.__name__, question, message) for question, message in rule(questions, bank)]
    return found


def check_question(question: Question, bank: Bank) -> list[Finding]:
    """Return the faults of a question by itself."""
    return [Finding(rule.__name__, question.id, said) for rule in QUESTION_RULES for said in rule(question, bank)]


# Rules for one question


def unsound(question: Question, bank: Bank) -> Iterator[str]:
    """What the kind itself finds: a missing key, no gap, an empty stem."""
    yield from (problem.message for problem in question.problems())


def options_alike(question: Question, bank: Bank) -> Iterator[str]:
    """Two options that name the same: Beijing beside China."""
    for one, other in combinations(_options(question), 2):
        if bank.names.same(one, other):
            yield f"Two options mean the same: “{one}” and “{other}”."


def answer_in_stem(question: Question, bank: Bank) -> Iterator[str]:
    """A stem that gives its answer away."""
    for secret in question.secrets:
        if _gives_away(question.stem, secret, bank):
            yield f"The question contains its answer: “{secret}”."
            return


def key_stands_out(question: Question, bank: Bank) -> Iterator[str]:
    """A key that is much longer than every distractor."""
    found = question.options_to_compare
    if found and not found.ordered and len(found.keys) == 1 and measures.stands_out(found.keys[0], found.wrong):
        yield f"The right answer is much longer than the others: “{found.keys[0]}”."


def long_stem(question: Question, bank: Bank) -> Iterator[str]:
    """A stem of more words than are read with pleasure."""
    if (words := len(question.stem.split())) > MOST_WORDS:
        yield f"The question has {words} words: shorten it to {MOST_WORDS}."


def unfinished_stem(question: Question, bank: Bank) -> Iterator[str]:
    """A stem that does not end as its kind should."""
    stem = question.stem.rstrip("”’\"'")
    if question.stem_is == "text with gaps":
        if GAP not in stem or not stem.endswith((".", "?", "!")):
            yield f"Write a whole sentence with the gap {GAP} and a full stop."
    elif question.stem_is == "statement":
        if not stem.endswith("."):
            yield "End the statement with a full stop."
    elif not stem.endswith("?"):
        yield "End the question with a question mark."


def source_unnamed(question: Question, bank: Bank) -> Iterator[str]:
    """A judgement, forecast or disputed fact that is put as if it were everybody's."""
    asked = normalise(question.asked)
    for fact in _facts(question, bank):
        articles = [bank.article_by_id[citation.article] for citation in fact.citations]
        names = [name for article in articles for name in (article.title, article.cue)]
        named = names if fact.voice == AUTHOR else [*names, fact.voice]
        if fact.names_its_source and not any(normalise(one) in asked for one in named):
            yield f"Say in the question whose view this is: “{named[-1]}”."


def catch_all_option(question: Question, bank: Bank) -> Iterator[str]:
    """All or none of the above."""
    for option in _options(question):
        if _CATCH_ALL.search(option):
            yield f"Replace the option “{option}”: it can be ruled out or in without knowing the answer."


def vague_words(question: Question, bank: Bank) -> Iterator[str]:
    """Words that mean something else to everyone, or something else next year."""
    for found in dict.fromkeys(word.lower() for word in _VAGUE.findall(question.stem)):
        yield f"Replace “{found}” by a time or a number."


def points_back(question: Question, bank: Bank) -> Iterator[str]:
    """A stem that begins with a word for something said before."""
    if found := _POINTING_BACK.match(question.stem):
        yield f"Say what “{found.group().strip()}” stands for: nothing comes before the question."


def distractor_true(question: Question, bank: Bank) -> Iterator[str]:
    """A wrong answer that this fact, one in conflict with it, or another one makes right."""
    found = question.options_to_compare
    for wrong in found.wrong if found else ():
        if any(_is_right(bank, fact, name, wrong) for fact, name in _slots(question, bank)):
            yield f"The wrong answer “{wrong}” is right too."


def false_is_true(question: Question, bank: Bank) -> Iterator[str]:
    """A statement marked false that is a fact."""
    if question.called_false in bank.sentences:
        yield "The statement is marked false, but it is a fact."


# Rules for a bank


def key_too_often_longest(questions: Sequence[Question], bank: Bank) -> Iterator[tuple[None, str]]:
    """Keys longer than their distractors more often than chance makes them."""
    share, number = measures.longest_share(questions), len(measures.choices(questions, ordered=False))
    chance = 1 / measures.OPTIONS
    if number and share > chance + 2 * sqrt(chance * (1 - chance) / number):
        yield None, f"The right answer is the longest in {share:.0%} of the choices: chance makes it {chance:.0%}."


def keys_uneven(questions: Sequence[Question], bank: Bank) -> Iterator[tuple[None, str]]:
    """Keys that stand at one place, have one rank, or are true, more often than chance makes them."""
    for what, counts in (
        ("the places of right answers", measures.places(questions, ordered=False)),
        ("the ranks of right figures", measures.places(questions, ordered=True)),
        ("true and false statements", measures.truths(questions)),
    ):
        if not measures.is_even(counts):
            yield None, f"Spread {what} evenly: they are {', '.join(map(str, counts))}."


def guessable(questions: Sequence[Question], bank: Bank) -> Iterator[tuple[None, str]]:
    """Choices that someone who knows nothing gets right by a simple habit."""
    for habit, score, number in (
        ("the longest option", measures.by_longest_option(questions), len(measures.choices(questions))),
        ("a middle value", measures.by_middle_value(questions), len(measures.choices(questions, ordered=True))),
    ):
        if number >= ENOUGH and score > BLIND_LIMIT:
            yield None, f"Someone who always takes {habit} scores {score:.0%}: at most {BLIND_LIMIT:.0%} is sound."


def asked_twice(questions: Sequence[Question], bank: Bank) -> Iterator[tuple[str, str]]:
    """Two questions of one kind that ask the same."""
    alike = defaultdict(list)
    for question in questions:
        alike[type(question), normalise(question.asked)].append(question.id)
    for first, *others in alike.values():
        yield from ((other, f"The question {first} asks the same.") for other in others)


def asked_too_rarely(questions: Sequence[Question], bank: Bank) -> Iterator[tuple[None, str]]:
    """Facts that are shown from fewer than two sides."""
    asked = Counter(fact for question in questions for fact in question.facts)
    for fact in bank.facts:
        if asked[fact.id] < FEWEST:
            yield None, f"The fact {fact.id} has {asked[fact.id]} questions: it needs at least {FEWEST}."


QUESTION_RULES: tuple[QuestionRule, ...] = (
    unsound, options_alike, answer_in_stem, key_stands_out, long_stem, unfinished_stem, source_unnamed,
    catch_all_option, vague_words, points_back, distractor_true, false_is_true,
)  # fmt: skip
BANK_RULES: tuple[BankRule, ...] = (key_too_often_longest, keys_uneven, guessable, asked_twice, asked_too_rarely)

_FIGURE = re.compile(r"(?<![\w-])\d[\d,]*(?:\.\d+)?")
_CATCH_ALL = re.compile(
    r"^(all|none|any|both|neither) of (the )?(above|below|these|those|options|others|answers)|^[A-D] and [A-D]$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(often|usually|sometimes|generally|frequently|rarely|seldom|typically|recently|currently|nowadays|today|now|"
    r"soon|lately|ago|at present|these days|in recent (?:years|months|times)|(?:last|this|next) (?:year|month|week)|"
    r"over the (?:last|past) \w+)\b",
    re.IGNORECASE,
)
_POINTING_BACK = re.compile(
    r"(this|these|that|those|such|it|its|they|their|them|he|his|she|her)\b|both\b(?! (?:the |(?-i:[A-Z])|\w+s\b))",
    re.IGNORECASE,
)


def _facts(question: Question, bank: Bank) -> list[Fact]:
    """Return the facts of a question that the bank has."""
    return [bank.fact_by_id[one] for one in question.facts if one in bank.fact_by_id]


def _options(question: Question) -> tuple[str, ...]:
    found = question.options_to_compare
    return found.options if found else ()


def _gives_away(stem: str, secret: str, bank: Bank) -> bool:
    if _FIGURE.fullmatch(secret):
        return first_number(secret) in map(first_number, _FIGURE.findall(stem))
    return bank.names.mentions(stem, secret)


def _slots(question: Question, bank: Bank) -> list[tuple[Fact, str]]:
    """Return what a choice asks for: the slots that one of its keys fills."""
    found, facts = question.options_to_compare, _facts(question, bank)
    keys = found.keys if found else ()
    return [
        (fact, name)
        for fact in facts
        for name, slot in fact.slots.items()
        if any(bank.names.same(slot.answer, key) for key in keys)
    ]


def _is_right(bank: Bank, fact: Fact, name: str, wrong: str) -> bool:
    slot, rivals = fact.slots[name], [bank.fact_by_id[other] for other in fact.conflicts]
    theirs = [one.answer for rival in rivals for one in rival.slots.values() if one.sort == slot.sort]
    right = (*slot.accepted, *slot.also_true, *theirs)
    return fact.sentence(**{name: wrong}) in bank.sentences or any(_means(bank, slot, wrong, one) for one in right)


def _means(bank: Bank, slot: Slot, one: str, other: str) -> bool:
    if not slot.is_numeric:
        return bank.names.same(one, other)
    try:
        return first_number(one) == first_number(other)
    except NotAnAnswer:
        return False
