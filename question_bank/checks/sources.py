"""Rules about what is true and who says so: a question beside the facts of the bank."""

import re
from collections.abc import Iterator

from question_bank.bank import Bank
from question_bank.checks.rules import Rule, Severity, Words
from question_bank.facts import AUTHOR, Fact, Slot
from question_bank.marking import NotAnAnswer, first_number, normalise
from question_bank.question import Question
from question_bank.words import FIGURE, roots

LONGEST_FIGURE = 4
"""Words of a figure with its unit, such as “147 billion US dollars”."""
FEWEST_SHARED = 3
"""A question that is about fewer things than that tells nothing about which facts answer it."""


def source_unnamed(question: Question, bank: Bank) -> Iterator[Words]:
    """A judgement, forecast or disputed fact that is put as if it were everybody's."""
    asked = normalise(question.asked)
    for fact in _facts(question, bank):
        articles = [bank.article_by_id[citation.article] for citation in fact.citations]
        names = [name for article in articles for name in (article.title, article.cue)]
        named = names if fact.voice == AUTHOR else [*names, fact.voice]
        if fact.names_its_source and not any(normalise(one) in asked for one in named):
            yield (named[-1],)


def time_missing(question: Question, bank: Bank) -> Iterator[Words]:
    """A figure that moves (a price, a population, a share) without the time at which it was so.

    A named article is a time: it is shown with its date. Where figures are given, they are to be reckoned with.
    """
    asked = question.asked
    if not _is_figure(question.answer) or FIGURE.search(asked) or not (found := _MOVES.search(asked)):
        return
    sources = (name for article in bank.articles for name in (article.title, article.cue))
    if not _TIME.search(asked) and not any(normalise(one) in normalise(asked) for one in sources):
        yield (found.group(),)


def distractor_true(question: Question, bank: Bank) -> Iterator[Words]:
    """A wrong answer that this fact, one in conflict with it, or the same statement elsewhere makes right."""
    found = question.options_to_compare
    slots = _slots(question, bank) if found else []
    for wrong in found.wrong if found else ():
        if any(_is_right(bank, fact, name, wrong) for fact, name in slots):
            yield (wrong,)


def second_key(question: Question, bank: Bank) -> Iterator[Words]:
    """A wrong answer that another fact names, which says all that the question has in common with its own fact."""
    found, own = question.options_to_compare, [roots(fact.sentence()) for fact in _facts(question, bank)]
    asked = roots(bank.without_cues(question.stem))
    asked &= frozenset().union(*own) if own else asked
    if not found or question.stem_is == "statement" or len(asked) < FEWEST_SHARED:
        return
    for fact in bank.about(asked):
        if fact.id not in question.facts and not any(bank.names.mentions(fact.sentence(), key) for key in found.keys):
            yield from ((one, fact.sentence()) for one in found.wrong if bank.names.mentions(fact.sentence(), one))


def false_is_true(question: Question, bank: Bank) -> Iterator[Words]:
    """A statement marked false that is a fact."""
    if question.called_false in bank.sentences:
        yield ()


RULES = (
    Rule(
        source_unnamed, Severity.WARNING, "Wozniak 1999, rule 18; Haladyna et al. 2002, guideline 6",
        "Say in the question whose view this is: “{}”.",
    ),
    Rule(
        time_missing, Severity.WARNING, "Wozniak 1999, Twenty rules of formulating knowledge, rule 19",
        "Say as of when: “{}” changes with time.",
    ),
    Rule(
        distractor_true, Severity.ERROR, "Haladyna, Downing & Rodriguez 2002, guideline 19",
        "The wrong answer “{}” is right too.", "options",
    ),
    Rule(
        second_key, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 19",
        "The wrong answer “{}” may be right too: “{}”", "options",
    ),
    Rule(
        false_is_true, Severity.ERROR, "Haladyna, Downing & Rodriguez 2002, guideline 19",
        "The statement is marked false, but it is a fact.",
    ),
)  # fmt: skip

_MOVES = re.compile(
    r"\b(?:populations?|prices?|costs?|gdp|gross domestic product|trade|exports?|imports?|revenues?|sales|turnover|"
    r"budget|spending|expenditure|unemployment|inflation|(?:market )?share|percentage|proportion|percent|per cent|"
    r"debt|deficit|wages?|salary|salaries|income|members|users|customers|employees|subscribers|worth|"
    r"life expectancy|exchange rate|birth rate|death rate|literacy rate)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1\d|20)\d\d(?:s|\b)|\b(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|century|decade|centuries|as of|at the time|war|year|when|during|until|since|after|before|first)\b",
    re.IGNORECASE,
)


def _facts(question: Question, bank: Bank) -> list[Fact]:
    """Return the facts of a question that the bank has."""
    return [bank.fact_by_id[one] for one in question.facts if one in bank.fact_by_id]


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


def _is_figure(answer: str) -> bool:
    """Say whether an answer is a figure that may move: no year."""
    is_short = len(answer.split()) <= LONGEST_FIGURE
    return is_short and bool(FIGURE.search(answer)) and not re.fullmatch(r"(?:1\d|20)\d\d", answer)
