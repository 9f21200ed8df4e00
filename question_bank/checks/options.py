"""Rules for the options of a question: those that tell the key without knowledge, and those that confuse."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import inf
from typing import NamedTuple

from question_bank import measures
from question_bank.bank import Bank
from question_bank.checks.rules import Rule, Severity, Words
from question_bank.marking import normalise, said
from question_bank.question import Compared, Question
from question_bank.words import plain_words, roots

STRIKING = 1.5
"""How many times as long as the next option a key is that strikes the eye."""
LONGEST_NOUN = 5
"""Words of an option from whose end its number can be told."""
SHORTEST_ECHO = 4
"""Letters of the root of a word that is worth calling repeated."""


class Range(NamedTuple):
    """The figures that an option covers, and their unit."""

    low: float
    high: float
    unit: str | None


def options_alike(question: Question, bank: Bank) -> Iterator[Words]:
    """Two options that name the same: Beijing beside China. The kind finds those of one spelling."""
    for one, other in combinations(_compared(question).options, 2):
        is_formula = len(said(one)) > 1 or len(said(other)) > 1
        if bank.names.same(one, other) and said(one) != said(other) and not is_formula:
            yield one, other


def options_overlap(question: Question, bank: Bank) -> Iterator[Words]:
    """Ranges that share figures: who is right about one is right about the other."""
    for one, other in combinations(_compared(question).options, 2):
        first, second = _range(one), _range(other)
        if first and second and first.unit == second.unit and max(first.low, second.low) < min(first.high, second.high):
            yield one, other


def option_in_option(question: Question, bank: Bank) -> Iterator[Words]:
    """An option that says what another says, and more."""
    for one, other in combinations(_compared(question).options, 2):
        short, long = sorted((one, other), key=len)
        if _adds_to(plain_words(long), plain_words(short)):
            yield long, short


def catch_all_option(question: Question, bank: Bank) -> Iterator[Words]:
    """All, none or two of the above."""
    for option in _compared(question).options:
        if _CATCH_ALL.search(option):
            yield (option,)


def key_stands_out(question: Question, bank: Bank) -> Iterator[Words]:
    """A key that is much longer than every distractor."""
    found = _compared(question)
    if len(found.keys) == 1 and not found.ordered and measures.stands_out(found.keys[0], found.wrong, STRIKING):
        yield (found.keys[0],)


def article_cue(question: Question, bank: Bank) -> Iterator[Words]:
    """An “a” or “an” before the gap that does not fit every option."""
    found = _BEFORE_GAP.search(question.stem)
    written = (found[1] or found[2]) if found else ""
    if found and any(_takes_an(one) != (written.lower() == "an") for one in _compared(question).options):
        yield (written,)


def plural_cue(question: Question, bank: Bank) -> Iterator[Words]:
    """One key alone that is plural, or alone that is not, as the stem asks for it."""
    found = _compared(question)
    asked = _number_asked(question.stem)
    if asked is None or len(found.keys) != 1 or len(found.wrong) < 2 or not all(map(_is_noun, found.options)):
        return
    if _is_plural(found.keys[0]) == asked and all(_is_plural(one) != asked for one in found.wrong):
        yield (found.keys[0],)


def stem_echo(question: Question, bank: Bank) -> Iterator[Words]:
    """Words of the stem that only the key repeats."""
    found = _compared(question)
    if len(found.keys) != 1 or len(found.wrong) < 2:
        return
    asked = {one for one in roots(question.stem) if len(one) >= SHORTEST_ECHO and not one.isdigit()}
    shared = sorted(asked & roots(found.keys[0]))
    if shared and not any(asked & roots(one) for one in found.wrong):
        words = [word for word in plain_words(found.keys[0]) if roots(word) & set(shared)]
        yield (words[0],)


def absolutes_in_distractors(question: Question, bank: Bank) -> Iterator[Words]:
    """Always, never, only … in distractors alone: who has sat many tests rules them out."""
    found = _compared(question)
    if not any(map(_ABSOLUTE.search, found.keys)):
        said = [word.group() for word in map(_ABSOLUTE.search, found.wrong) if word]
        yield from ((said[0],) for _ in said[:1])


def mixed_sorts(question: Question, bank: Bank) -> Iterator[Words]:
    """One option among figures that is of another sort: a word, a year, a sum of money."""
    options = _compared(question).options
    sorts = {option: _sort(option) for option in options}
    counted = Counter(filter(None, sorts.values())).most_common()
    if len(counted) == 2 and counted[0][0] != _TEXT and counted[0][1] > 1 == counted[1][1]:
        yield from ((option,) for option in options if sorts[option] == counted[1][0])


RULES = (
    Rule(
        options_alike, Severity.ERROR, "Haladyna, Downing & Rodriguez 2002, guideline 22",
        "Two options mean the same: “{}” and “{}”.", "options",
    ),
    Rule(
        options_overlap, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 22",
        "Two options overlap: “{}” and “{}”.", "options",
    ),
    Rule(
        option_in_option, Severity.NOTE, "Haladyna, Downing & Rodriguez 2002, guideline 22",
        "The option “{}” holds all that “{}” says: make sure that only one is right.", "options",
    ),
    Rule(
        catch_all_option, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guidelines 25 and 26",
        "Replace the option “{}”: it can be ruled out or in without knowing the answer.", "options",
    ),
    Rule(
        key_stands_out, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guidelines 24 and 28d",
        "The right answer is much longer than the others: “{}”.", "options",
    ),
    Rule(
        article_cue, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 28c",
        "The “{}” at the end gives options away: write “a(n)”, or move the article into the options.", "options",
    ),
    Rule(
        plural_cue, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 28c",
        "Only “{}” fits the grammar of the question: put all options in the singular, or all in the plural.", "options",
    ),
    Rule(
        stem_echo, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 28b",
        "Only the right answer repeats a word of the question: “{}”.", "options",
    ),
    Rule(
        absolutes_in_distractors, Severity.NOTE, "Haladyna, Downing & Rodriguez 2002, guideline 28a",
        "Only wrong answers say “{}” or the like: those who know tests rule them out.", "options",
    ),
    Rule(
        mixed_sorts, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 23",
        "The option “{}” is of another sort than the others.", "options",
    ),
)  # fmt: skip

_NOTHING = Compared((), ())
_TEXT = "text"
_CATCH_ALL = re.compile(
    r"^(all|none|any|both|neither|either|two|some) of (the )?(above|below|these|those|options|others|answers)\b"
    r"|^(both|either|neither)? ?\(?[A-E]\)? (and|or|nor|&) \(?[A-E]\)?\.?$|^the above$"
    r"|^(all|none) (?:of the )?(?:options|answers|choices) (?:is|are) (?:correct|right|true|false|wrong)\.?$",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"\b(always|never|completely|entirely|absolutely|totally|every(?:one|body|thing)?|nobody|"
                       r"no ?one|under no circumstances|in all cases|without exception|impossible)\b",
                       re.IGNORECASE)  # fmt: skip
_BEFORE_GAP = re.compile(r"(?:^(An?)|(?<![/(])\b(an?))\s*(?:_{3,}|[:…]?$|\.\.\.$)")
_VOWEL = re.compile(r"(?![Ee]u|[Oo]n(?:e|ce)\b|[Uu](?:ni(?!n|m)|s[aeiu]|t[ei]|r[aio]n|ti))[aeiouAEIOU]"
                    r"|(?:[Hh]our|[Hh]onest|[Hh]onou?r|[Hh]eir)|8|1[18]\b|[AEFHILMNORSX](?:[A-Z]|\b)")  # fmt: skip
_ASKS_PLURAL = re.compile(
    r"^(?:which|what) (?:\w+ ){0,2}(?:are|were)\b|(?<!/)\b(?:are|were|these)(?: called)?:?$", re.I
)
_ASKS_SINGULAR = re.compile(r"^(?:which|what) (?:\w+ ){0,2}(?:is|was)\b|\b(?:is|was|this)(?: called)?:?$", re.I)
_NOT_PLURAL = re.compile(r"(?:ss|us|is|[^aeiou]ics)$")
_HEAD_ENDS = re.compile(r"\s+(?:of|in|on|at|by|for|from|to|that|which|who|with|between|against|under|over)\s|[,;(]")
_NUMBER = r"[$€£]?(\d[\d,]*(?:\.\d+)?)(?: ?(?:%|percent)(?!\w))?"
_UNIT = r"(?: ([^\d]*))?\.?"
_BETWEEN = re.compile(
    rf"^(?:(?=between .* and )between |(?!.* and \d)(?:from )?){_NUMBER} ?(?:-|–|—|to|and) ?{_NUMBER}{_UNIT}$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(rf"^(?:more than|over|above|at least|greater than|>) ?{_NUMBER}{_UNIT}$", re.IGNORECASE)
_AT_MOST = re.compile(rf"^(?:less than|fewer than|under|below|at most|up to|<) ?{_NUMBER}{_UNIT}$", re.IGNORECASE)
_FIGURES = {
    "money": re.compile(r"^[-−–]?(?:US)?[$€£¥] ?\d"),
    "percentage": re.compile(r"^[-−–+]?\d[\d,.]* ?(?:%|percent\b|per cent\b)", re.IGNORECASE),
    "count": re.compile(r"^[-−–+]?\d[\d,.]*(?: (?:thousand|million|billion|trillion))?\.?$"),
}
_WAY_OUT = re.compile(r"\d|\b(?:none|all|any|cannot|insufficient|not|no|unknown|zero|other)\b", re.IGNORECASE)
"""In a formula, or in an option that refuses to answer, which is no worse for being of another sort."""


def _compared(question: Question) -> Compared:
    """Return the options that were written for a question; true and false were not."""
    return question.options_to_compare or _NOTHING if question.stem_is != "statement" else _NOTHING


def _adds_to(long: list[str], short: list[str]) -> bool:
    """Say whether words begin or end with other words, to which “and” or “or” adds more."""
    size = len(short)
    if not 0 < size < len(long):
        return False
    joined = {"and", "or", "both"}
    return (long[:size] == short and long[size] in joined) or (long[-size:] == short and long[-size - 1] in joined)


def _range(option: str) -> Range | None:
    """Return what an option covers that is a range."""
    if found := _BETWEEN.match(option):
        return Range(_value(found[1]), _value(found[2]), found[3])
    if found := _AT_LEAST.match(option):
        return Range(_value(found[1]), inf, found[2])
    if found := _AT_MOST.match(option):
        return Range(-inf, _value(found[1]), found[2])
    return None


def _value(figure: str) -> float:
    return float(figure.replace(",", ""))


def _takes_an(option: str) -> bool:
    """Say whether a word or figure begins with the sound of a vowel."""
    return _VOWEL.match(option.lstrip("“\"'‘(")) is not None


def _number_asked(stem: str) -> bool | None:
    """Say whether a stem asks for a plural; None if it does not say."""
    plain = stem.rstrip("?.:… ").strip()
    plural, singular = _ASKS_PLURAL.search(plain), _ASKS_SINGULAR.search(plain)
    return bool(plural) if bool(plural) != bool(singular) else None


def _is_noun(option: str) -> bool:
    """Say whether an option is short enough to be a noun, and not about other options."""
    return len(option.split()) <= LONGEST_NOUN and not _CATCH_ALL.search(option)


def _is_plural(option: str) -> bool:
    head = normalise(_HEAD_ENDS.split(option)[0]).split()
    return bool(head) and ("and" in head or (head[-1].endswith("s") and not _NOT_PLURAL.search(head[-1])))


def _sort(option: str) -> str:
    """Name the sort of a figure or of a text; what could be either has none."""
    if option == "0":
        return ""
    found = next((sort for sort, form in _FIGURES.items() if form.match(option)), "")
    return found or ("" if _WAY_OUT.search(option) else _TEXT)
