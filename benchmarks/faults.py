"""Faults put into sound questions, one for each rule: the words come from lists longer than the rules'."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from random import Random

from question_bank.bank import Bank
from question_bank.facts import GAP
from question_bank.kinds import AnyQuestion
from question_bank.marking import normalise
from question_bank.words import roots

Put = Callable[[AnyQuestion, Bank, Random], AnyQuestion | None]
"""Return the question with the fault, or nothing if it cannot have it."""

CATCH_ALL = ("All of the above", "None of the above", "all of these", "none of these", "Both A and B", "A and C",
             "Any of these", "Neither of the above", "All options are correct", "None")  # fmt: skip
VAGUE = ("often", "usually", "sometimes", "frequently", "generally", "typically", "rarely", "occasionally", "commonly")
RELATIVE = ("recently", "currently", "nowadays", "today", "last year", "in recent years", "at present", "these days",
            "over the past decade", "of late", "in modern times", "a few years ago", "this year")  # fmt: skip
ABSOLUTE = (
    "always",
    "never",
    "in all cases",
    "completely",
    "under no circumstances",
    "without exception",
    "invariably",
)
FILLER = (
    "which has been discussed at length by many people in many places over a long time and which is, as everybody "
    "who has looked into the matter will readily agree, of great interest to students of all ages"
)
_ASKS = re.compile(r"^((?:Which|What|Who)\b[^,;:]{0,60}? (?:is|are|was|were|does|did|has|have))\b(?! not)")
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w’-]+(?: [A-Z][\w’-]+)*)")
_TIME = re.compile(
    r",? ?\b(?:in|from|by|until|since|of|for|January|to May|the first (?:half|five months) of)? ?\b(?:1\d|20)\d\d\b"
)


def missing_key(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    found = question.options_to_compare
    return question.changed(key="something else") if found and hasattr(question, "key") else None


def alias(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    """Put another name of the key, or its name written as one word, in place of a distractor."""
    key = _key(question)
    others = [form for form in bank.names.forms(key) if normalise(form) != normalise(key)]
    other = chance.choice(others) if others else key.replace(" ", "-", 1)
    return _with_distractor(question, other, chance) if normalise(other) != normalise(key) or others else None


def overlapping(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    """Turn four figures into ranges of which two overlap."""
    figures = [float(one) for one in _options(question) if re.fullmatch(r"\d{1,6}", one)]
    if len(figures) != 4 or len(set(figures)) < 4:
        return None
    low = sorted(map(int, figures))
    step = max(2, min(b - a for a, b in pairwise(low)))
    ranges = [f"{one}–{one + step - 1}" for one in low]
    at = chance.randrange(3)
    ranges[at] = f"{low[at]}{chance.choice(('–', ' to ', '-'))}{low[at + 1] + 1}"
    return question.changed(options=tuple(ranges), key=ranges[0])


def added_to(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    key, wrong = _key(question), _wrong(question)
    return _with_distractor(question, f"{key} and {wrong[0]}", chance) if wrong else None


def catch_all(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    return _with_distractor(question, chance.choice(CATCH_ALL), chance)


def long_key(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    longest = max(map(len, _options(question)), default=0)
    key = _key(question) + ", which is what those say who have looked into it"
    while len(key) < longest * 1.6:
        key += " with care"
    return _with_key(question, key)


def article_before_gap(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    """Make the stem end in the article of the key, where the options differ in theirs."""
    vowels = [one[:1].lower() in "aeio" for one in _options(question)]
    if not all(one[:1].islower() for one in _options(question)) or len(set(vowels)) < 2:
        return None
    article = "an" if _key(question)[:1] in "aeio" else "a"
    return question.changed(
        stem=f"{question.stem.rstrip('?.: ')}: it is {article}{chance.choice(('', ' ' + GAP + '.'))}"
    )


def number_of_key(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    """Make the key alone a plural, and have the stem ask for plurals."""
    options = _options(question)
    if not options or any(not re.fullmatch(r"[a-z]+(?: [a-z]+)?", one) for one in options):
        return None
    single = {one: re.sub(r"(?<=[a-z]{3})s$", "", one) for one in options}
    plural = {**single, _key(question): single[_key(question)] + "s"}
    stem = chance.choice(("What are {}", "Asked for are things that are", "{}: the things meant are"))
    changed = tuple(plural[one] for one in options)
    return question.changed(stem=stem.format("they"), options=changed, key=plural[_key(question)])


def echo(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    """Put a word of the key alone into the stem."""
    others = frozenset[str]().union(*map(roots, (question.stem, *_wrong(question))))
    own = [word for word in re.findall(r"[A-Za-z]{5,}", _key(question)) if roots(word) and not roots(word) & others]
    shared = any(roots(question.stem) & roots(one) for one in _wrong(question))
    if not own or shared:
        return None
    ending = chance.choice(("", "s"))
    return question.changed(
        stem=_before_end(question.stem, f", having to do with {chance.choice(own).lower()}{ending}")
    )


def absolute(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    wrong = _wrong(question)
    return _with_distractor(question, f"{wrong[0]}, {chance.choice(ABSOLUTE)}", chance, wrong[0]) if wrong else None


def another_sort(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    if not all(re.fullmatch(r"[$€]?\d[\d,.]*(?:%| (?:m|b)illion)?", one) for one in _options(question)):
        return None
    odd = chance.choice(("Galileo", "$7.25", "12.5%", "a large amount", "7.25 percent"))
    return _with_distractor(question, odd, chance)


def answer_said(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    secret = next((one for one in question.secrets if len(one) > 2), "")
    said = chance.choice((secret, secret.upper(), *bank.names.forms(secret)))
    return question.changed(stem=_before_end(question.stem, f", seen from {said}")) if secret else None


def lengthened(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    return question.changed(stem=_before_end(question.stem, f", {FILLER}"))


def unended(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    ends = question.stem.endswith(("?", "."))
    return question.changed(stem=question.stem[:-1] + chance.choice(("", ":", " …"))) if ends else None


def negated(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    if not question.options_to_compare or not _ASKS.match(question.stem):
        return None
    return question.changed(stem=_ASKS.sub(r"\1 not", question.stem, count=1))


def vague(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    return question.changed(stem=_before_end(question.stem, f", as is {chance.choice(VAGUE)} said"))


def relative(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    return question.changed(stem=_before_end(question.stem, f" {chance.choice(RELATIVE)}"))


def pronoun(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    """Speak of something as if it had been named before."""
    stem = question.stem
    ways = [chance.choice(("As described above, ", "In the above case, ", "As mentioned earlier, ")) + stem]
    if name := _NAME.search(stem):
        ways.append(stem[: name.start()] + chance.choice(("he", "they", "she")) + stem[name.end() :])
    if question.stem_is == "statement":
        ways.append(chance.choice(("It", "They", "This country", "These states", "He")) + " " + stem.split(" ", 1)[-1])
    return question.changed(stem=chance.choice(ways))


def unsourced(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    """Take out who says so, from a question about a view."""
    facts = [bank.fact_by_id[one] for one in question.facts if one in bank.fact_by_id]
    if len(facts) != 1 or not facts[0].names_its_source or question.asked != question.stem:
        return None
    names = [name for cited in facts[0].citations for name in (bank.article_by_id[cited.article].cue,
                                                               bank.article_by_id[cited.article].title)]  # fmt: skip
    stem = question.stem
    for name in (*names, facts[0].voice):
        stem = re.sub(re.escape(name), chance.choice(("some", "the text", "what was read")), stem, flags=re.IGNORECASE)
    return question.changed(stem=stem)


def timeless(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    """Take the time out of a question for a sum or a share."""
    facts = [bank.fact_by_id[one] for one in question.facts if one in bank.fact_by_id]
    moving = {slot.answer for fact in facts for slot in fact.slots.values() if slot.sort in ("money", "percentage")}
    if not moving & {question.answer, *_options(question)} and not any(question.answer.startswith(re.sub(
        r"[^\d.]", "", one)) for one in moving):  # fmt: skip
        return None
    stem = _TIME.sub("", bank.without_cues(question.stem))
    return question.changed(
        stem=re.sub(r",? ?(?:according to|over the year before|over a year earlier|a year)", "", stem)
    )


def also_right(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    """Put an answer that the fact or one in conflict with it gives in place of a distractor."""
    key, facts = _key(question), [bank.fact_by_id[one] for one in question.facts if one in bank.fact_by_id]
    slots = [(fact, slot) for fact in facts for slot in fact.slots.values() if slot.answer == key]
    rights = [one for fact, slot in slots for one in (
        *slot.accepted, *slot.also_true,
        *(other.answer for rival in fact.conflicts for other in bank.fact_by_id[rival].slots.values()
          if other.sort == slot.sort),
    ) if one not in _options(question) and normalise(one) != normalise(key)]  # fmt: skip
    return _with_distractor(question, chance.choice(rights), chance) if rights else None


def called_false(question: AnyQuestion, bank: Bank, chance: Random) -> AnyQuestion | None:
    true = question.stem_is == "statement" and question.called_false is None and question.stem in bank.sentences
    return question.changed(key="False") if true else None


FAULTS: dict[str, Put] = {
    "unsound": missing_key, "options_alike": alias, "options_overlap": overlapping, "option_in_option": added_to,
    "catch_all_option": catch_all, "key_stands_out": long_key, "article_cue": article_before_gap,
    "plural_cue": number_of_key, "stem_echo": echo, "absolutes_in_distractors": absolute,
    "mixed_sorts": another_sort, "answer_in_stem": answer_said, "long_stem": lengthened, "unfinished_stem": unended,
    "plain_negative": negated, "vague_words": vague, "relative_time": relative, "points_back": pronoun,
    "source_unnamed": unsourced, "time_missing": timeless, "distractor_true": also_right,
    "false_is_true": called_false,
}  # fmt: skip


def _options(question: AnyQuestion) -> tuple[str, ...]:
    found = question.options_to_compare
    return found.options if found and question.stem_is != "statement" and len(found.keys) == 1 else ()


def _key(question: AnyQuestion) -> str:
    found = question.options_to_compare
    return found.keys[0] if found and _options(question) else ""


def _wrong(question: AnyQuestion) -> list[str]:
    return [one for one in _options(question) if one != _key(question)]


def _with_distractor(question: AnyQuestion, new: str, chance: Random, old: str = "") -> AnyQuestion | None:
    wrong = _wrong(question)
    if not wrong or new in _options(question):
        return None
    replaced = old or chance.choice(wrong)
    return _with_options(question, {replaced: new})


def _with_key(question: AnyQuestion, key: str) -> AnyQuestion | None:
    return _with_options(question, {_key(question): key}) if _options(question) else None


def _with_options(question: AnyQuestion, new: dict[str, str]) -> AnyQuestion:
    key = _key(question)
    options = tuple(new.get(one, one) for one in _options(question))
    keys = {"key": new.get(key, key)} if hasattr(question, "key") else {"keys": (new.get(key, key),)}
    return question.changed(options=options, **keys)


def _before_end(stem: str, words: str) -> str:
    """Put words before the sign that ends a stem."""
    found = re.search(r"[?.:!”\"]*\s*$", stem)
    at = found.start() if found else len(stem)
    return stem[:at] + words + stem[at:]
