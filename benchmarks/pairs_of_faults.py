"""Faults between questions and of whole banks, put beside and into the questions of a bank.

Each way returns how many faults were put in and found, and of how many untouched questions or banks something was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from question_bank.bank import Bank
from question_bank.checks import pairs, sources, spread
from question_bank.kinds import AnyQuestion
from question_bank.question import Question

SIZE = 100
"""Faults in one run, and questions of a bank that is drawn."""
DROPPED = re.compile(r" (?:the|a|an|of|also|both|that|which|its|their|together)(?= )")
SWAPS = (
    ("began", "started"), ("reached", "came to"), ("big", "large"), ("said", "stated"), ("which", "what"),
    ("the articles", "our articles"), ("according to", "as told by"), ("kind", "sort"), ("sold", "delivered"),
)  # fmt: skip
Counts = tuple[int, int, int, int]


def paraphrased(questions: Sequence[AnyQuestion], bank: Bank, chance: Random) -> Counts:
    """Ask a hundred questions again in other words: parts exchanged, small words left out, some replaced."""
    copies = []
    for question in chance.sample([one for one in questions if one.asked == one.stem], SIZE):
        copies.append(question.changed(id=f"again {question.id}", stem=_paraphrase(question.stem, chance)))
    found = {one.id for one, _ in pairs.near_duplicates([*questions, *copies], bank)}
    return len(copies), len(found & {one.id for one in copies}), len(questions), len(found - {one.id for one in copies})


def told(questions: Sequence[AnyQuestion], bank: Bank, chance: Random) -> Counts:
    """Put the statements of a hundred facts into the bank as facts of their own: each gives its questions away."""
    known = [one for one in questions if len(one.facts) == 1 and one.secrets and not one.stem.startswith("Why")]
    true = {one.facts[0]: one for one in questions if one.stem_is == "statement" and one.called_false is None}
    asked = chance.sample([one for one in known if one.facts[0] in true], SIZE)
    tellers = [
        true[one.facts[0]].changed(id=f"tells {one.id}", facts=("other",), stem=_sentence(bank, one)) for one in asked
    ]
    found = {(one.id, other.id) for one, other in pairs.giveaways([*questions, *tellers], bank)}
    hits = sum((teller.id, one.id) in found for teller, one in zip(tellers, asked, strict=True))
    alarms = {one for one, _ in found if not one.startswith("tells")}
    return len(asked), hits, len(questions), len(alarms)


def contradicted(questions: Sequence[AnyQuestion], bank: Bank, chance: Random) -> Counts:
    """Ask a hundred choices again with a distractor as the key."""
    choices = [one for one in questions if one.options_to_compare and hasattr(one, "key") and one.stem_is == "question"]
    asked = chance.sample(choices, SIZE)
    copies = [one.changed(id=f"again {one.id}", key=chance.choice(_wrong(one))) for one in asked]
    found = {one.id for one, _, _ in pairs.contradictions([*questions, *copies])}
    return (
        len(asked),
        len(found & {one.id for one in asked}),
        len(questions),
        len(found - {one.id for one in (*asked, *copies)}),
    )


def answered_elsewhere(questions: Sequence[AnyQuestion], bank: Bank, chance: Random) -> Counts:
    """Add a hundred facts that put a distractor where the key stands, in the words of the fact turned about."""
    choices = [one for one in questions if len(one.facts) == 1 and one.options_to_compare and _wrong(one)]
    asked = [one for one in chance.sample(choices, len(choices)) if one.options_to_compare and _slot(one, bank)][:SIZE]
    facts = []
    for number, one in enumerate(asked):
        fact = bank.fact_by_id[one.facts[0]]
        changed = fact.sentence(**{_slot(one, bank): chance.choice(_wrong(one))})
        statement = _paraphrase(changed, chance).replace("{", "(") + " {x}"
        slot = next(iter(fact.slots.values())).model_copy(update={"answer": "So it is."})
        facts.append(fact.model_copy(update={"id": f"new-{number}", "statement": statement, "slots": {"x": slot}}))
    larger = bank.with_facts((*bank.facts, *facts))
    hits = sum(any(sources.second_key(one, larger)) for one in asked)
    alarms = sum(any(sources.second_key(one, bank)) for one in questions)
    return len(asked), hits, len(questions), alarms


def twice(questions: Sequence[AnyQuestion], bank: Bank, chance: Random) -> Counts:
    copies = [one.changed(id=f"again {one.id}", stem=one.stem.upper()) for one in chance.sample(questions, SIZE)]
    found = {question for question, _ in spread.asked_twice([*questions, *copies], bank)}
    return SIZE, len(found & {one.id for one in copies}), len(questions), len(found - {one.id for one in copies})


def rarely(questions: Sequence[AnyQuestion], bank: Bank, chance: Random) -> Counts:
    facts = {one.id for one in chance.sample(bank.facts, SIZE)}
    found = {words[0] for _, words in spread.asked_too_rarely([q for q in questions if not facts & set(q.facts)], bank)}
    alarms = sum(1 for _ in spread.asked_too_rarely(questions, bank))
    return SIZE, len(found & facts), len(bank.facts), alarms


def at_one_place(questions: Sequence[AnyQuestion], bank: Bank, chance: Random) -> Counts:
    """Draw banks whose keys stand first in half of the choices, and fair ones."""
    skewed = [_placed(one, 0 if chance.random() < 0.5 else chance.randrange(4)) for one in _choices(questions, chance)]
    fair = [_placed(one, chance.randrange(4)) for one in _choices(questions, chance)]
    return 1, any(spread.keys_uneven(skewed, bank)), 1, any(spread.keys_uneven(fair, bank))


def longest(questions: Sequence[AnyQuestion], bank: Bank, chance: Random) -> Counts:
    """Draw banks in which half of the keys are the longest, and fair ones."""
    skewed, fair = _with_long_keys(questions, chance)
    return 1, any(spread.key_too_often_longest(skewed, bank)), 1, any(spread.key_too_often_longest(fair, bank))


def guessed(questions: Sequence[AnyQuestion], bank: Bank, chance: Random) -> Counts:
    """Draw banks in which half of the keys are the longest, and fair ones, for the solvers."""
    skewed, fair = _with_long_keys(questions, chance)
    return 1, any(spread.guessable(skewed, bank)), 1, any(spread.guessable(fair, bank))


WAYS = {
    "second_key": answered_elsewhere, "nearly_the_same": paraphrased, "gives_another_away": told,
    "answers_clash": contradicted, "asked_twice": twice, "asked_too_rarely": rarely, "keys_uneven": at_one_place,
    "key_too_often_longest": longest, "guessable": guessed,
}  # fmt: skip


def _paraphrase(stem: str, chance: Random) -> str:
    """Say a stem in other words: its parts about a comma exchanged, a small word left out or another put in."""
    ways = [stem]
    if ", " in stem:
        first, _, rest = stem.rstrip("?.").partition(", ")
        ways.append(f"{rest[:1].upper()}{rest[1:]}, {first[:1].lower()}{first[1:]}{stem[-1]}")
    if DROPPED.search(stem):
        ways.append(DROPPED.sub("", stem, count=1))
    ways += [re.sub(rf"\b{one}\b", other, stem) for one, other in SWAPS if re.search(rf"\b{one}\b", stem)]
    changed = chance.choice(ways[1:] or [f"{stem[:-1]}, then{stem[-1]}"])
    return changed if changed != stem else f"{stem[:-1]}, then{stem[-1]}"


def _sentence(bank: Bank, question: Question) -> str:
    return bank.fact_by_id[question.facts[0]].sentence()


def _slot(question: Question, bank: Bank) -> str:
    """Return the slot that a choice asks for."""
    fact, found = bank.fact_by_id.get(question.facts[0]), question.options_to_compare
    key = found.keys[0] if found else ""
    return next((name for name, slot in fact.slots.items() if slot.answer == key), "") if fact else ""


def _wrong(question: Question) -> list[str]:
    found = question.options_to_compare
    return list(found.wrong) if found else []


def _choices(questions: Sequence[AnyQuestion], chance: Random) -> list[AnyQuestion]:
    compared = ((one, one.options_to_compare) for one in questions if hasattr(one, "key"))
    known = [one for one, found in compared if found and len(found.wrong) == 3 and not found.ordered]
    return chance.sample(known, SIZE)


def _placed(question: AnyQuestion, place: int) -> AnyQuestion:
    found = question.options_to_compare
    options = _wrong(question)
    options.insert(place, found.keys[0] if found else "")
    return question.changed(options=tuple(options))


def _with_long_keys(questions: Sequence[AnyQuestion], chance: Random) -> tuple[list[AnyQuestion], list[AnyQuestion]]:
    fair = [_placed(one, chance.randrange(4)) for one in _choices(questions, chance)]
    skewed = [_lengthened(one) if chance.random() < 0.5 else one for one in fair]
    return skewed, fair


def _lengthened(question: AnyQuestion) -> AnyQuestion:
    """Make the key the longest by a word or two."""
    found = question.options_to_compare
    key = found.keys[0] if found else ""
    longer = key
    while len(longer) <= max(map(len, _wrong(question))):
        longer += " indeed"
    options = tuple(longer if one == key else one for one in (found.options if found else ()))
    return question.changed(options=options, key=longer)
