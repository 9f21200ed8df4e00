"""Anki's card templates: HTML with fields in braces, conditions and filters, filled with the fields of a note."""

import re
from collections.abc import Mapping
from typing import NamedTuple

ANSWER = "\ue010"
"""Stands where a template divides question and answer: `<hr id=answer>`."""
DEEPEST = 20
LONGEST = 100_000
"""Signs of a card: one that shows a field again and again is none."""
_SIGN = re.compile(r"\{\{([^{}]{1,400})\}\}")
_LINE = re.compile(r"<hr[^<>]{0,50}\bid\s?=\s?[\"']?answer\b[^<>]{0,50}>", re.IGNORECASE)
_CUT = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<script\b", re.IGNORECASE), re.compile(r"</script\s{0,9}>", re.IGNORECASE)),
    (re.compile(r"<style\b", re.IGNORECASE), re.compile(r"</style\s{0,9}>", re.IGNORECASE)),
)
_TAG = re.compile(r"</?([a-z][a-z0-9]*)\b[^<>]*>", re.IGNORECASE)
_KEPT_TAGS = frozenset(("br", "p", "div", "ul", "ol", "li", "blockquote"))
_BLOCKS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "tr", "section", "center", "header", "footer"))
_CELLS = frozenset(("td", "th"))
_EMPTY = re.compile(r"(?:\s|&nbsp;|</?(?:br|div)\s?/?>)*", re.IGNORECASE)
_OF_THE_CARD = frozenset(("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID", "FrontSide"))
_READING = re.compile(r" ?([^ >\[\]]{1,100})\[([^\[\]]{1,200})\]")


class Broken(ValueError):
    """A template that Anki could not draw either; the message says why, as the end of a sentence."""


class Shown(NamedTuple):
    """A field that is shown, through filters; the one next to the field comes first."""

    field: str
    filters: tuple[str, ...]


class Section(NamedTuple):
    """Parts that are shown if a field is filled, or if it is not."""

    field: str
    if_filled: bool
    parts: list["str | Shown | Section"]


Part = str | Shown | Section


class Side(NamedTuple):
    """A side of a card: its parts, and whether it had a script that may have done more."""

    parts: list[Part]
    has_script: bool


def side(source: str) -> Side:
    """Take a template apart, without its scripts and its looks.

    Raises:
        Broken: its conditions do not match.
    """
    has_script = "<script" in source.lower()
    for begin, end in _CUT:
        source = _without(source, begin, end)
    if len(source) > LONGEST:
        raise Broken(f"it is longer than {LONGEST:,} characters")
    return Side(_parts(_TAG.sub(_plain_tag, _LINE.sub(ANSWER, source))), has_script)


def _without(source: str, begin: re.Pattern[str], end: re.Pattern[str]) -> str:
    """Return HTML without what lies between two signs, or follows the first if the second never comes."""
    told, place = "", 0
    while found := begin.search(source, place):
        told += source[place : found.start()]
        closing = end.search(source, found.end())
        if not closing:
            return told
        place = closing.end()
    return told + source[place:]


def _plain_tag(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name == "img":
        return tag[0]
    if name in _KEPT_TAGS:
        return re.sub(r"\s.*", ">", tag[0], flags=re.DOTALL)
    if name in _CELLS:
        return " "
    return "<br>" if name in _BLOCKS else ""


def _parts(source: str) -> list[Part]:
    open_ones: list[Section] = [Section("", True, [])]
    end = 0
    for sign in _SIGN.finditer(source):
        parts = open_ones[-1].parts
        parts.append(source[end : sign.start()])
        end = sign.end()
        said = sign[1].strip()
        name = said[1:].strip()
        if said.startswith("/"):
            if len(open_ones) == 1 or open_ones.pop().field != name:
                raise Broken(f"“{{{{/{name}}}}}” in it closes nothing")
        elif said.startswith(("#", "^")):
            if len(open_ones) > DEEPEST:
                raise Broken("its conditions are nested too deeply")
            section = Section(name, said[0] == "#", [])
            parts.append(section)
            open_ones.append(section)
        else:
            *filters, field = said.split(":")
            parts.append(Shown(field.strip(), tuple(one.strip().lower() for one in reversed(filters))))
    if len(open_ones) > 1:
        raise Broken(f"“{{{{#{open_ones[-1].field}}}}}” in it is not closed")
    open_ones[0].parts.append(source[end:])
    return open_ones[0].parts


def shown(parts: list[Part]) -> list[Shown]:
    """Return all fields that may be shown, also under conditions."""
    found = []
    for part in parts:
        if isinstance(part, Section):
            found += shown(part.parts)
        elif isinstance(part, Shown) and part.field not in _OF_THE_CARD:
            found.append(part)
    return found


def named(parts: list[Part]) -> set[str]:
    """Return the names of all fields that are shown, or on which something depends."""
    names = {part.field for part in parts if not isinstance(part, str)}
    return names.union(*(named(part.parts) for part in parts if isinstance(part, Section)))


def is_blank(source: str) -> bool:
    """Say whether Anki takes a field for empty."""
    return _EMPTY.fullmatch(source) is not None


def filled(parts: list[Part], fields: Mapping[str, str], without: frozenset[str] = frozenset()) -> str:
    """Return a side as HTML, without some of the fields; what filters do to a field is done.

    Raises:
        Broken: it is too long.
    """
    told = ""
    for part in parts:
        if len(told) > LONGEST:
            raise Broken(f"with its fields it is longer than {LONGEST:,} characters")
        if isinstance(part, str):
            told += part
        elif isinstance(part, Shown):
            told += "" if part.field in without else filtered(fields.get(part.field, ""), part.filters)
        elif is_blank(fields.get(part.field, "")) is not part.if_filled:
            told += filled(part.parts, fields, without)
    return told


def filtered(source: str, filters: tuple[str, ...]) -> str:
    """Return a field as a filter shows it; filters that only change its looks leave it as it is."""
    for name in filters:
        match name:
            case "text":
                source = _TAG.sub("", source)
            case "kanji":
                source = _READING.sub(r"\1", source)
            case "kana":
                source = _READING.sub(r"\2", source)
            case "furigana":
                source = _READING.sub(r"\1 (\2)", source)
            case _ if name.startswith("tts"):
                return ""
    return source
