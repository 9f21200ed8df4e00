"""Rules for the stem of a question: what gives the answer away, and what cannot be understood as it stands."""

import re
from collections.abc import Iterator

from question_bank.bank import Bank
from question_bank.checks.rules import Rule, Severity, Words
from question_bank.facts import GAP
from question_bank.marking import first_number
from question_bank.names import Names
from question_bank.question import Question
from question_bank.words import FIGURE, is_grammar, plain_words

MOST_WORDS = 35


def unsound(question: Question, bank: Bank) -> Iterator[Words]:
    """What the kind itself finds: a missing key, no gap, an empty stem."""
    yield from ((problem.message,) for problem in question.problems())


def answer_in_stem(question: Question, bank: Bank) -> Iterator[Words]:
    """A stem that gives its answer away; one that offers a wrong answer too (“Mars or Saturn?”) does not."""
    found = question.options_to_compare
    if found and any(holds(question.stem, wrong, bank.names) for wrong in found.wrong):
        return
    for secret in question.secrets:
        if is_telling(secret) and holds(question.stem, secret, bank.names) and not _is_offered(question.stem, secret):
            yield (secret,)
            return


def long_stem(question: Question, bank: Bank) -> Iterator[Words]:
    """A stem of more words than are read with pleasure."""
    if (words := len(question.stem.split())) > MOST_WORDS:
        yield str(words), str(MOST_WORDS)


def unfinished_stem(question: Question, bank: Bank) -> Iterator[Words]:
    """A stem that does not end as its kind should; options may end the sentence that a stem begins."""
    stem = question.stem.rstrip("”’\"'")
    if question.stem_is == "question":
        if _ASKS.match(stem) and "?" not in stem:
            yield "question", "a question mark"
    elif not stem.endswith("." if question.stem_is == "statement" else (".", "?", "!")):
        yield "sentence", "a full stop"


def plain_negative(question: Question, bank: Bank) -> Iterator[Words]:
    """A “not” that decides what is right, and that hasty readers miss."""
    if question.options_to_compare and question.stem_is != "statement" and (found := _NEGATIVE.search(question.stem)):
        word = found[found.lastindex or 0]
        yield word, word.upper()


def vague_words(question: Question, bank: Bank) -> Iterator[Words]:
    """Words that mean something else to everyone."""
    yield from ((word,) for word in dict.fromkeys(found.lower() for found in _VAGUE.findall(question.stem)))


def relative_time(question: Question, bank: Bank) -> Iterator[Words]:
    """Words that mean something else next year; a long stem tells a story, which has a time of its own."""
    if len(question.stem.split()) <= MOST_WORDS:
        yield from ((word,) for word in dict.fromkeys(found.lower() for found in _RELATIVE.findall(question.stem)))


def points_back(question: Question, bank: Bank) -> Iterator[Words]:
    """A stem that speaks of something said before, though nothing is."""
    found = _POINTING_BACK.match(question.stem) or _POINTING_UP.search(question.stem) or _pronoun(question.stem)
    if found:
        yield (found.group().strip(),)


RULES = (
    Rule(unsound, Severity.ERROR, "the kind of question itself", "{}"),
    Rule(
        answer_in_stem, Severity.WARNING, "Moore et al. 2023, logical cues; Haladyna et al. 2002, guideline 28b",
        "The question contains its answer: “{}”.",
    ),
    Rule(
        long_stem, Severity.NOTE, "Haladyna, Downing & Rodriguez 2002, guidelines 13 and 16",
        "The question has {} words: shorten it to {}.",
    ),
    Rule(
        unfinished_stem, Severity.NOTE, "Haladyna, Downing & Rodriguez 2002, guideline 12",
        "End the {} with {}.",
    ),
    Rule(
        plain_negative, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guideline 17",
        "Ask for what is so, or make “{}” stand out: “{}”.",
    ),
    Rule(
        vague_words, Severity.NOTE, "Moore et al. 2023, vague terms",
        "“{}” means something else to everyone: say how often or how much.",
    ),
    Rule(
        relative_time, Severity.WARNING, "Wozniak 1999, rule 19; Moore et al. 2023, vague terms",
        "Replace “{}” by a time: it means something else next year.",
    ),
    Rule(
        points_back, Severity.WARNING, "Haladyna, Downing & Rodriguez 2002, guidelines 4 and 15",
        "Say what “{}” stands for: nothing comes before the question.",
    ),
)  # fmt: skip

_ASKS = re.compile(r"(?:In |On |By |At |To |For |From |With |Of )?(?:which|what|who|whom|whose|when|where|why|how)\b"
                   r"(?! (?:is|are) (?:called|known))", re.IGNORECASE)  # fmt: skip
_NEGATIVE = re.compile(
    r"(?i:(?:^|[.,;:] )(?:\w+ )?(?:which|what|who)\b(?:(?! who\b| whom\b| that\b| which\b) [^\s.,;:?]+){0,8}?"
    r" (?:is|are|was|were|does|do|did|has|have|had|can|could|would|will|should|may|must)) (not)\b"
    r"|(?i:\b(?:which|what|who)\b.*) (cannot)\b|\b(?i:all|any|each)\b.* (except)\b|\b(except)(?: for)?:?$"
)
_VAGUE = re.compile(r"\b(often|usually|sometimes|generally|frequently|rarely|seldom|typically)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(recently|currently|nowadays|today|now|soon(?! after| as)|lately|(?<!million years )(?<!billion years )ago|"
    r"at present|these days|"
    r"in recent (?:years|months|times|decades)|(?:last|this|next) (?:year|month|week|decade|century)|"
    r"over the (?:last|past) \w+|tomorrow|yesterday)\b",
    re.IGNORECASE,
)
_POINTING_BACK = re.compile(
    r"(?!this\b.{0,60}\bquestion\b|(?:those|these|that|they) (?:who|which|that)\b)"
    r"(?!it (?:is|was|has been|will be)\b.* (?:that|when|to|who|if)\b)"
    r"(this|these|that|those|such|it|its|they|their|them|he|his|she|her)\b|both\b(?! (?:the |(?-i:[A-Z])|\w+s\b))",
    re.IGNORECASE,
)
_POINTING_UP = re.compile(
    r"\b(?:the (?:above|preceding|previous|foregoing) \w+|"
    r"(?:mentioned|described|shown|listed|as) (?:above|earlier|before))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their)\b", re.IGNORECASE)


def holds(text: str, secret: str, names: Names) -> bool:
    """Say whether a text names a secret: a figure by its value, all else by any of its names."""
    if FIGURE.fullmatch(secret):
        return first_number(secret) in map(first_number, FIGURE.findall(text))
    return names.mentions(text, secret)


def is_telling(secret: str) -> bool:
    """Say whether a secret is more than a sign or a word of grammar, which any text may hold."""
    return len(secret) > 1 and not all(map(is_grammar, plain_words(secret)))


def _is_offered(stem: str, secret: str) -> bool:
    """Say whether a stem offers a secret beside something else: “Mars or Saturn”."""
    either = rf"(?i:\bor (?:an? |the )?{re.escape(secret)}\b|\b{re.escape(secret)} or\b)"
    return re.search(either, stem) is not None


def _pronoun(stem: str) -> re.Match[str] | None:
    """Return the first pronoun if nothing before it can be what it stands for."""
    found = _PRONOUN.search(stem)
    if not found or GAP in stem or "," in stem[found.end() :]:
        return None
    return found if all(map(is_grammar, plain_words(stem[: found.start()]))) else None
