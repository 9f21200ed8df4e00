"""Questions out of GIFT: which type one is, and what its answers say, in the order in which Moodle decides."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from question_bank.formats.gift.prose import Prose, verbatim
from question_bank.formats.gift.signs import BLANK, GAP, Parts, shown

Fields = dict[str, Any]
_WEIGHT = re.compile(r"%(-*[0-9]{1,2}\.?[0-9]*)%")
_ORDER = re.compile(
    r">\s*(?P<shown>\d+)\s*(?:ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?\s*(?:HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)?\s*"
    r"(?P<grading>ALL_OR_NOTHING|ABSOLUTE_POSITION|ABSOLUTE|ABS|RELATIVE_\w+|RELATIVE|REL|LONGEST_\w+)?\s*"
    r"(?:SHOW|TRUE|YES|1|HIDE|FALSE|NO|0)?\s*(?:none|123|abc|ABCD|iii|IIII)?\s*(?P<items>.*)",
    re.DOTALL,
)
_LONGEST_FIGURE = 60
_PARTLY = "Answers that earn a part of the mark earn nothing here."
_FEEDBACK = "The feedback to single answers was left out."


class NotTaken(ValueError):
    """A question cannot be imported; the message says why."""


class Answer(NamedTuple):
    """An answer with the part of the mark that it earns, in percent; `sign` is what stood before it."""

    sign: str
    weight: Decimal
    text: str
    has_feedback: bool


def fields_of(parts: Parts, prose: Prose) -> Fields:
    """Return the fields of a question as far as GIFT holds them.

    Raises:
        NotTaken: it is of no kind that can be graded, or it says nothing that can be.
    """
    if parts.answers is None:
        raise NotTaken("It has no answers in braces: GIFT takes it for a description, which asks nothing.")
    stem = prose.stem(parts.stem)
    explanation = prose.read(parts.feedback)
    found = _reader(parts.answers)(stem, parts.answers, prose)
    return {"stem": stem, "explanation": explanation} | found


def _reader(answers: str) -> Callable[[str, str, Prose], Fields]:
    """Decide the type, asking the same questions in the same order as Moodle."""
    if answers and _ORDER.match(answers):
        return _ordering
    if not answers:
        raise NotTaken("Its braces are empty: that is an essay, which only a person can mark.")
    if answers.startswith("#"):
        return _numeric
    if "~" in answers:
        return _choice
    if "=" in answers and "->" in answers:
        return _matching
    if answers.partition("#")[0].strip(BLANK) in ("T", "TRUE", "F", "FALSE"):
        return _true_false
    return _typed


def _ordering(stem: str, answers: str, prose: Prose) -> Fields:
    found = _ORDER.match(answers)
    assert found is not None
    items = [item for line in found["items"].split("\n") if (item := prose.moodle(shown(line).strip(BLANK)))]
    if 2 <= int(found["shown"][:9]) < len(items):
        prose.lose(f"All {len(items)} items are shown, not only {int(found['shown'])} of them.")
    if found["grading"] and not found["grading"].startswith("ABS"):
        prose.lose("It is marked by the items at their own places, not by Moodle’s other ways.")
    return {"kind": "ordering", "items": items}


def _true_false(stem: str, answers: str, prose: Prose) -> Fields:
    key, *feedback = answers.split("#", 2)
    if any(one.strip(BLANK) for one in feedback):
        prose.lose(_FEEDBACK)
    return {"kind": "true_false", "key": "True" if key.strip(BLANK).startswith("T") else "False"}


def _choice(stem: str, answers: str, prose: Prose) -> Fields:
    found = _read_all(_choices(answers), prose.read, prose)
    if len(found) < 2:
        raise NotTaken("It has only one answer to choose from.")
    options = [one.text for one in found]
    single = any(one.sign == "=" for one in found)
    full = [one.text for one in found if single and one.weight == 100]
    if len(full) == 1:
        if any(one.weight not in (0, 100) for one in found):
            prose.lose(f"{_PARTLY} No choice costs anything.")
        return {"kind": "multiple_choice", "options": options, "key": full[0]}
    if full:
        prose.lose("Any one of several right answers would do; here all of them have to be chosen.")
        return {"kind": "multiple_response", "options": options, "keys": full}
    return _several(options, found, prose)


def _several(options: list[str], found: Sequence[Answer], prose: Prose) -> Fields:
    keys = [one.text for one in found if one.weight > 0]
    if not keys:
        raise NotTaken("None of its answers is marked as right.")
    earned = {one.weight for one in found if one.weight > 0}
    lost = {one.weight for one in found if one.weight <= 0}
    share = Decimal(100) / len(keys)
    if any(abs(one - share) > Decimal("0.1") for one in earned) or any(
        abs(one + share) > Decimal("0.1") for one in lost
    ):
        prose.lose("Its own weights were left out: a right choice earns an equal share, and a wrong one costs it.")
    return {"kind": "multiple_response", "options": options, "keys": keys}


def _matching(stem: str, answers: str, prose: Prose) -> Fields:
    pairs, rest = [], []
    for one in _split(answers, "="):
        left, arrow, right = one.partition("->")
        if not arrow:
            raise NotTaken(f"Every pair needs an arrow “->” between its sides: “{shown(one)}” has none.")
        if said := prose.read(left):
            pairs.append((said, shown(right).strip(BLANK)))
        else:
            rest.append(shown(right).strip(BLANK))
    return {"kind": "matching", "pairs": pairs, "distractors": _new(rest, [right for _, right in pairs])}


def _new(texts: list[str], known: list[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text not in known]


def _typed(stem: str, answers: str, prose: Prose) -> Fields:
    found = _read_all([("=", one) for one in _split(answers, "=")], verbatim, prose)
    full = [one.text for one in found if one.weight == 100]
    if any(0 < one.weight < 100 for one in found):
        prose.lose(_PARTLY)
    plain = [one.replace("\\*", "*") for one in full if not _has_wildcard(one)]
    if len(plain) < len(full):
        prose.lose("Answers with “*” for any text were left out.")
    if not plain:
        raise NotTaken("None of its answers is right in full and without “*” for any text.")
    return {"kind": "cloze" if stem.count(GAP) == 1 else "short_answer", "accepted": plain}


def _has_wildcard(answer: str) -> bool:
    return re.search(r"(?<!\\)\*", answer) is not None


def _numeric(stem: str, answers: str, prose: Prose) -> Fields:
    right, catch_all, _ = answers[1:].partition("~")
    found = _read_all([("=", one) for one in _split(right, "=")], verbatim, prose)
    if catch_all:
        prose.lose(_FEEDBACK)
    full = [_figure(one.text) for one in found if one.weight == 100 and one.text != "*"]
    if any(0 < one.weight < 100 for one in found):
        prose.lose(_PARTLY)
    if len(full) != 1:
        raise NotTaken(f"It has {len(full) or 'no'} figures that are right in full, and needs exactly one.")
    return {"kind": "numeric", "value": float(full[0][0]), "tolerance": float(full[0][1])}


def _figure(text: str) -> tuple[Decimal, Decimal]:
    """Return a figure and how far off may be, of “1822:5”, “1820..1824” or “1822”."""
    if len(text) > _LONGEST_FIGURE:
        raise NotTaken(f"“{text[:20]}…” is no figure: write 1822, 1822:5 or 1820..1824.")
    low, dots, high = text.partition("..")
    value, _, error = text.partition(":")
    try:
        if dots and low:
            least, most = Decimal(low.strip(BLANK)), Decimal(high.strip(BLANK))
            return (least + most) / 2, (most - least) / 2
        return Decimal(value.strip(BLANK)), Decimal(error.strip(BLANK) or "0")
    except ArithmeticError as reason:
        raise NotTaken(f"“{text}” is no figure: write 1822, 1822:5 or 1820..1824.") from reason


def _choices(answers: str) -> list[tuple[str, str]]:
    """Return the choices of a multiple choice with the sign before each; every “=” begins one too."""
    signs = [
        (one[:1], one[1:]) if one.startswith("=") else ("~", one) for one in _split(answers.replace("=", "~="), "~")
    ]
    return [(sign, text) for sign, text in signs if sign or text]


def _split(answers: str, sign: str) -> list[str]:
    first, *rest = (one.strip(BLANK) for one in answers.split(sign))
    return [first, *rest] if first else rest


def _read_all(answers: Sequence[tuple[str, str]], said: Callable[[str], str], prose: Prose) -> list[Answer]:
    found = [_answer(sign, text, said) for sign, text in answers]
    if any(one.has_feedback for one in found):
        prose.lose(_FEEDBACK)
    return found


def _answer(sign: str, raw: str, said: Callable[[str], str]) -> Answer:
    weight = Decimal(100) if sign == "=" else Decimal(0)
    if found := _WEIGHT.match(raw):
        weight = Decimal("-" * found[1].startswith("-") + found[1].lstrip("-"))
        raw = raw[found.end() :]
    text, _, feedback = raw.partition("#")
    return Answer(sign, weight, said(text), bool(feedback.strip(BLANK)))
