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
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.true_false import TrueFalse
from question_bank.kinds.typed import Typed
from question_bank.marking import NotAnAnswer, first_number, normalise

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


QuestionRule = Callable[[AnyQuestion, Bank], Iterable[str]]
BankRule = Callable[[Sequence[AnyQuestion], Bank], Iterable[tuple[str | None, str]]]


def check(questions: Sequence[AnyQuestion], bank: Bank) -> list[Finding]:
    """Return the faults of each question and of all together."""
    found = [finding for question in questions for finding in check_question(question, bank)]
    for rule in BANK_RULES:
        found += [Finding(rule.__name__, question, message) for question, message in rule(questions, bank)]
    return found


def check_question(question: AnyQuestion, bank: Bank) -> list[Finding]:
    """Return the faults of a question by itself."""
    return [Finding(rule.__name__, question.id, said) for rule in QUESTION_RULES for said in rule(question, bank)]


# Rules for one question


def unsound(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """What the kind itself finds: a missing key, no gap, an empty stem."""
    yield from (problem.message for problem in question.problems())


def options_alike(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """Two options that name the same: Beijing beside China."""
    if isinstance(question, MultipleChoice):
        for one, other in combinations(question.options, 2):
            if bank.names.same(one, other):
                yield f"Two options mean the same: “{one}” and “{other}”."


def answer_in_stem(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """A stem that gives its answer away."""
    if isinstance(question, Numeric):
        given = [one for one in _FIGURE.findall(question.stem) if first_number(one) == question.value]
    elif isinstance(question, Typed):
        given = [one for one in question.accepted if bank.names.mentions(question.stem, one)]
    elif isinstance(question, MultipleChoice) and bank.names.mentions(question.stem, question.key):
        given = [question.key]
    else:
        given = []
    if given:
        yield f"The question contains its answer: “{given[0]}”."


def key_stands_out(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """A key that is much longer than every distractor."""
    if not isinstance(question, MultipleChoice) or question.ordered:
        return
    if measures.stands_out(question.key, question.distractors):
        yield f"The right answer is much longer than the others: “{question.key}”."


def long_stem(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """A stem of more words than are read with pleasure."""
    if (words := len(question.stem.split())) > MOST_WORDS:
        yield f"The question has {words} words: shorten it to {MOST_WORDS}."


def unfinished_stem(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """A stem that does not end as its kind should."""
    stem = question.stem.rstrip("”’\"'")
    if isinstance(question, Cloze):
        if GAP not in stem or not stem.endswith((".", "?", "!")):
            yield f"Write a whole sentence with the gap {GAP} and a full stop."
    elif isinstance(question, TrueFalse):
        if not stem.endswith("."):
            yield "End the statement with a full stop."
    elif not stem.endswith("?"):
        yield "End the question with a question mark."


def source_unnamed(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """A judgement, forecast or disputed fact that is put as if it were everybody's."""
    for fact in _facts(question, bank):
        cues = [bank.article_by_id[citation.article].cue for citation in fact.citations]
        named = cues if fact.voice == AUTHOR else [*cues, fact.voice]
        if fact.names_its_source and not any(normalise(one) in normalise(question.stem) for one in named):
            yield f"Say in the question whose view this is: “{named[-1]}”."


def catch_all_option(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """All or none of the above."""
    if isinstance(question, MultipleChoice):
        for option in question.options:
            if _CATCH_ALL.search(option):
                yield f"Replace the option “{option}”: it can be ruled out or in without knowing the answer."


def vague_words(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """Words that mean something else to everyone, or something else next year."""
    for found in dict.fromkeys(word.lower() for word in _VAGUE.findall(question.stem)):
        yield f"Replace “{found}” by a time or a number."


def points_back(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """A stem that begins with a word for something said before."""
    if found := _POINTING_BACK.match(question.stem):
        yield f"Say what “{found.group().strip()}” stands for: nothing comes before the question."


def distractor_true(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """A wrong answer that this fact, one in conflict with it, or another one makes right."""
    if isinstance(question, MultipleChoice):
        for fact, name in _slots(question, bank):
            for wrong in question.distractors:
                if _is_right(bank, fact, name, wrong):
                    yield f"The wrong answer “{wrong}” is right too."


def false_is_true(question: AnyQuestion, bank: Bank) -> Iterator[str]:
    """A statement marked false that is a fact."""
    if isinstance(question, TrueFalse) and question.key == "False" and question.stem in bank.sentences:
        yield "The statement is marked false, but it is a fact."


# Rules for a bank


def key_too_often_longest(questions: Sequence[AnyQuestion], bank: Bank) -> Iterator[tuple[None, str]]:
    """Keys longer than their distractors more often than chance makes them."""
    share, number = measures.longest_share(questions), len(measures.choices(questions, ordered=False))
    chance = 1 / measures.OPTIONS
    if number and share > chance + 2 * sqrt(chance * (1 - chance) / number):
        yield None, f"The right answer is the longest in {share:.0%} of the choices: chance makes it {chance:.0%}."


def keys_uneven(questions: Sequence[AnyQuestion], bank: Bank) -> Iterator[tuple[None, str]]:
    """Keys that stand at one place, have one rank, or are true, more often than chance makes them."""
    for what, counts in (
        ("the places of right answers", measures.places(questions, ordered=False)),
        ("the ranks of right figures", measures.places(questions, ordered=True)),
        ("true and false statements", measures.truths(questions)),
    ):
        if not measures.is_even(counts):
            yield None, f"Spread {what} evenly: they are {', '.join(map(str, counts))}."


def guessable(questions: Sequence[AnyQuestion], bank: Bank) -> Iterator[tuple[None, str]]:
    """Choices that someone who knows nothing gets right by a simple habit."""
    for habit, score, number in (
        ("the longest option", measures.by_longest_option(questions), len(measures.choices(questions))),
        ("a middle value", measures.by_middle_value(questions), len(measures.choices(questions, ordered=True))),
    ):
        if number >= ENOUGH and score > BLIND_LIMIT:
            yield None, f"Someone who always takes {habit} scores {score:.0%}: at most {BLIND_LIMIT:.0%} is sound."


def asked_twice(questions: Sequence[AnyQuestion], bank: Bank) -> Iterator[tuple[str, str]]:
    """Two questions of one kind with the same stem."""
    alike = defaultdict(list)
    for question in questions:
        alike[question.kind, normalise(question.stem)].append(question.id)
    for first, *others in alike.values():
        yield from ((other, f"The question {first} asks the same.") for other in others)


def asked_too_rarely(questions: Sequence[AnyQuestion], bank: Bank) -> Iterator[tuple[None, str]]:
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


def _facts(question: AnyQuestion, bank: Bank) -> list[Fact]:
    """Return the facts of a question that the bank has."""
    return [bank.fact_by_id[one] for one in question.facts if one in bank.fact_by_id]


def _slots(question: MultipleChoice, bank: Bank) -> list[tuple[Fact, str]]:
    """Return what a choice asks for: the slots that its key fills."""
    facts = _facts(question, bank)
    return [(f, name) for f in facts for name, slot in f.slots.items() if bank.names.same(slot.answer, question.key)]


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
