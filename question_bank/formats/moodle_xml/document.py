"""Moodle’s XML from strangers: parsed without entities, network or depth, and bit by bit where it is broken."""

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from question_bank.formats.exchange import Refused
from question_bank.formats.foreign import Found, decoded, refuse_large

DEEPEST = 200
MOST = 20_000
"""Questions in a file."""
Element = etree._Element

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_QUESTION = re.compile(r"<question\b[^<>]*>.*?</question\s*>", re.DOTALL)
_OPENED = re.compile(r"<question\b")
_DECLARES = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^<>]*\?>")


class Item(NamedTuple):
    """A question element, and where it stands."""

    element: Element
    line: int
    number: int

    @property
    def place(self) -> str:
        """Name the question as people find it."""
        name = " ".join(text_in(self.element.find("name")).split())
        return f"question {self.number}{f' “{name[:60]}”' if name else ''}, line {self.line}"


def items(data: bytes, found: Found) -> list[Item]:
    """Return the question elements of a file; of a broken one those that are whole.

    Raises:
        Refused: it is no Moodle XML, or it is made to do harm.
    """
    refuse_large(data)
    try:
        root = _parsed(data)
    except etree.XMLSyntaxError as error:
        return list(_mended(data, error, found))
    _refuse_harm(root)
    if root.tag == "question":
        return [Item(root, _line(root), 1)]
    if root.tag != "quiz":
        raise Refused(f"The file is no Moodle XML: it begins with <{str(root.tag)[:40]}> instead of <quiz>.")
    _refuse_many(sum(1 for _ in root.iterchildren("question")))
    for element in root.iterchildren(etree.Element):
        if element.tag != "question":
            reason = f"An element <{str(element.tag)[:40]}> stands where questions are: it was left out."
            found.trouble(f"line {_line(element)}", reason, text_in(element))
    return [Item(one, _line(one), number) for number, one in enumerate(root.iterchildren("question"), 1)]


def _refuse_many(number: int) -> None:
    if number > MOST:
        raise Refused(f"The file has {number} questions, more than {MOST}: split it.")


def text_in(element: Element | None) -> str:
    """Return all text in an element, without white space around it."""
    return "" if element is None else "".join(map(str, element.itertext(etree.Element))).strip()


def child_text(element: Element, name: str) -> str:
    """Return the text in the first child of a name."""
    return text_in(element.find(name))


def _line(element: Element) -> int:
    line: Any = element.sourceline
    return int(line or 1)


def _parsed(data: bytes | str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    return etree.fromstring(data, parser)


def _refuse_harm(root: Element) -> None:
    if _declares_entities(root):
        raise Refused("The file is refused: it declares entities of its own, which can blow up a reader.")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise Refused(f"The file is refused: its elements are nested more than {DEEPEST} deep.")


def _declares_entities(root: Element) -> bool:
    declared: Any = root.getroottree().docinfo.internalDTD
    return declared is not None and bool(list(declared.iterentities()))


def _mended(data: bytes, error: etree.XMLSyntaxError, found: Found) -> Iterator[Item]:
    """Yield the whole questions of a file that is no well-formed XML, and list the others."""
    said = _said(error)
    if "depth" in said:
        raise Refused(f"The file is refused: its elements are nested more than {DEEPEST} deep.")
    text, _, troubles = decoded(data)
    found.troubles += troubles
    if _DECLARES.search(text):
        raise Refused("The file is refused: it declares entities of its own, which can blow up a reader.")
    if not _OPENED.search(text):
        raise Refused(f"The file is no Moodle XML: {said} in line {error.lineno}, and it has no <question>.")
    text = _DECLARATION.sub(lambda head: "\n" * head[0].count("\n"), text)
    number = line = end = 0
    pieces = list(_QUESTION.finditer(text))
    _refuse_many(len(pieces))
    for piece in pieces:
        line += text.count("\n", end, piece.start())
        end = piece.start()
        number += 1
        yield from _mended_one(piece[0], number, line + 1, found)
    if rest := _OPENED.search(text, end + 1 if number else 0):
        _list_rest(text, rest.start(), end if number else -1, said, found)


def _said(error: etree.XMLSyntaxError) -> str:
    return re.sub(r"(?:,? line \d+|\n).*", "", error.msg or "it is no XML", flags=re.DOTALL)


def _mended_one(text: str, number: int, line: int, found: Found) -> Iterator[Item]:
    try:
        element = _parsed(_without_names(text))
    except etree.XMLSyntaxError as error:
        at = line + (error.lineno or 1) - 1
        reason = f"It is no well-formed XML: {_said(error)} in line {at}. It was left out."
        found.trouble(f"question {number}, line {line}", reason, re.sub("<[^<>]*>", " ", text[:2000]))
        return
    _refuse_harm(element)
    yield Item(element, line, number)


def _list_rest(text: str, start: int, last: int, said: str, found: Found) -> None:
    """List what follows the last whole question, if it begins one."""
    last_end = text.find("</question", last) if last >= 0 else -1
    begun = _OPENED.search(text, max(last_end, start if last < 0 else last_end, 0))
    if begun:
        line = text.count("\n", 0, begun.start()) + 1
        reason = f"The file ends in the middle of it ({said}): it was left out."
        found.trouble(f"line {line}", reason, re.sub("<[^<>]*>", " ", text[begun.start() : begun.start() + 2000]))


def _without_names(text: str) -> str:
    """Write the named entities of HTML, which XML does not know, as the signs they stand for."""
    parts = _CDATA.split(text)
    return "".join(part if place % 2 else _ENTITY.sub(_sign, part) for place, part in enumerate(parts))


def _sign(found: re.Match[str]) -> str:
    known = found[1] not in _XML_ENTITIES and f"{found[1]};" in html.entities.html5
    return html.escape(html.entities.html5[f"{found[1]};"]) if known else found[0]
