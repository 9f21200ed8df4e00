"""Answers embedded in a text: Moodle’s cloze syntax, such as `{1:SHORTANSWER:=Saturn~%50%Jupiter#No}`."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from question_bank.facts import GAP
from question_bank.kinds.several_gaps import Filling

_TYPES = {
    "SHORTANSWER": "typed", "SA": "typed", "MW": "typed", "SHORTANSWER_C": "typed", "SAC": "typed", "MWC": "typed",
    "NUMERICAL": "figure", "NM": "figure", "MULTICHOICE": "chosen", "MC": "chosen", "MULTIRESPONSE": "several",
    "MR": "several",
}  # fmt: skip
_CASED = frozenset(("SHORTANSWER_C", "SAC", "MWC"))
_HEAD = re.compile(r"\{(?P<weight>\d{0,9}):(?P<type>[A-Z]{2,20}(?:_[A-Z]{1,3})?):")
_ANSWERS = re.compile(r"([^\\}]*+(?:\\.[^\\}]*+)*+)\}", re.DOTALL)
MOST = 100
"""Gaps in a text."""
_LEFT = re.compile(r"\{\d*:\s*[A-Z][A-Z_]+\b[^{}]{0,40}")
_NEXT = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<!\\)(?<!&)(?<!&amp;)#")
_WEIGHT = re.compile(r"=|%(-?\d+(?:\.\d*)?)%")
_ESCAPED = re.compile(r"\\([~#}\"/\\])")
_SIGNS = re.compile(r"[{}~#=%\\/\"]")
_FIGURE = re.compile(r"[-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?")
UNDERLINE = re.compile(r"_{5,}")


class Place(NamedTuple):
    """Where an embedded answer stands, and what it says."""

    start: int
    end: int
    weight: str
    type: str
    answers: str


class BadGap(ValueError):
    """An embedded answer cannot be taken; the message says why."""


class Embedded(NamedTuple):
    """A text with gaps, what fills them, and what was left out."""

    source: str
    fillings: list[Filling]
    lost: list[str]


class _Answer(NamedTuple):
    text: str
    weight: float
    has_feedback: bool


def embedded(source: str, said: Callable[[str], str]) -> Embedded:
    """Read the answers embedded in HTML; `said` reads the HTML of an answer.

    Raises:
        BadGap: there is none, or one cannot be taken.
    """
    fillings: list[Filling] = []
    lost: dict[str, None] = {}
    weights = set()
    pieces, end = [], 0
    for found in _places(source):
        pieces.append(source[end : found.start])
        end = found.end
        filling, notes = _filling(found, said, len(fillings) + 1)
        fillings.append(filling)
        lost.update(dict.fromkeys(notes))
        weights.add(found.weight or "1")
    pieces.append(source[end:])
    if left := next((one for piece in pieces for one in [_LEFT.search(piece)] if one), None):
        raise BadGap(f"An embedded answer is not written as Moodle reads it: “{left[0]}”.")
    if not fillings:
        raise BadGap("It has no embedded answers such as {1:SHORTANSWER:=Saturn}, so it asks nothing.")
    if len(weights) > 1:
        lost["The weights of its gaps were left out: each counts as much as another."] = None
    return Embedded(GAP.join(UNDERLINE.sub("____", piece) for piece in pieces), fillings, list(lost))


def _places(source: str) -> Iterator[Place]:
    """Yield what stands in braces; one that is never closed ends the search."""
    end = number = 0
    while head := _HEAD.search(source, end):
        answers = _ANSWERS.match(source, head.end())
        number += 1
        if answers is None:
            return
        if number > MOST:
            raise BadGap(f"It has more than {MOST} gaps.")
        end = answers.end()
        yield Place(head.start(), end, head["weight"], head["type"], answers[1])


def _filling(found: Place, said: Callable[[str], str], number: int) -> tuple[Filling, list[str]]:
    name = found.type
    sort = _TYPES.get(name) or _TYPES.get(re.sub("_?[HVS]{1,2}$", "", name))
    if sort is None:
        raise BadGap(f"Gap {number} is of the type {name}, which Moodle does not know.")
    answers = [_answer(one) for one in _NEXT.split(found.answers) if one.strip()]
    lost = ["The feedback to single answers was left out."] if any(one.has_feedback for one in answers) else []
    full = [one for one in answers if one.weight >= 100]
    if any(0 < one.weight < 100 for one in answers):
        lost.append("Answers that earn a part of the mark earn nothing here.")
    if not full:
        raise BadGap(f"Gap {number} has no answer that is right in full.")
    if name in _CASED:
        lost.append("Capital letters do not count here.")
    if sort == "typed":
        return _typed(full, number, lost)
    return _figure(full, number, lost) if sort == "figure" else _chosen(answers, full, said, number, lost)


def _answer(source: str) -> _Answer:
    source = source.strip()
    text, *feedback = _FEEDBACK.split(source, maxsplit=1)
    weight = 0.0
    if found := _WEIGHT.match(text):
        weight = float(found[1]) if found[1] else 100.0
        text = text[found.end() :]
    return _Answer(_ESCAPED.sub(r"\1", text).strip(), weight, bool("".join(feedback).strip()))


def _typed(full: Iterable[_Answer], number: int, lost: list[str]) -> tuple[Filling, list[str]]:
    texts = [html.unescape(one.text) for one in full]
    plain = [one.replace("\\*", "*") for one in texts if not re.search(r"(?<!\\)\*", one)]
    if len(plain) < len(texts):
        lost.append("Answers with “*” for any text were left out.")
    if not plain:
        raise BadGap(f"Every right answer to gap {number} has “*” for any text.")
    return Filling(accepted=tuple(plain)), lost


def _figure(full: Iterable[_Answer], number: int, lost: list[str]) -> tuple[Filling, list[str]]:
    figures = [html.unescape(one.text).partition(":") for one in full if one.text.strip() != "*"]
    if any(tolerance.strip().strip("0.") for _, _, tolerance in figures):
        lost.append("Figures in gaps must be given exactly: how far they may be off was left out.")
    if not figures:
        raise BadGap(f"Gap {number} takes every figure.")
    if bad := next((value for value, _, _ in figures if not _FIGURE.fullmatch(value.strip())), None):
        raise BadGap(f"Gap {number} asks for a figure, and “{bad[:40]}” is none.")
    return Filling(accepted=tuple(value.strip() for value, _, _ in figures)), lost


def _chosen(
    answers: list[_Answer], full: list[_Answer], said: Callable[[str], str], number: int, lost: list[str]
) -> tuple[Filling, list[str]]:
    if len(answers) < 2:
        raise BadGap(f"Gap {number} has only one answer to choose from.")
    if len(full) > 1:
        raise BadGap(f"Gap {number} has several right answers to choose from; here a gap has one.")
    wrong = (said(one.text) for one in answers if one is not full[0])
    return Filling(accepted=(said(full[0].text),), wrong=tuple(wrong)), lost


def put(filling: Filling, written: Callable[[str], str]) -> str:
    """Write what fills a gap; `written` turns an option into HTML."""
    if filling.options:
        right, *wrong = (_put_signs(written(one)) for one in filling.options)
        return f"{{1:MULTICHOICE:={'~'.join((right, *wrong))}}}"
    answers = (_put_signs(html.escape(one.replace("*", "\\*"), quote=False)) for one in filling.accepted)
    return f"{{1:SHORTANSWER:={'~='.join(answers)}}}"


def _put_signs(source: str) -> str:
    """Write the signs that separate answers as entities, but not inside of tags."""
    parts = re.split(r"(<[^<>]*>|&[#\w]+;)", source)
    return "".join(
        re.sub(r"[{}~#]", _backslash, part) if place % 2 else _SIGNS.sub(_entity, part)
        for place, part in enumerate(parts)
    )


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _backslash(found: re.Match[str]) -> str:
    return found[0] if found[0] == "#" and found.string.startswith("&") else f"\\{found[0]}"
