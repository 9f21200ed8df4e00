"""XML from strangers: parsed without entities, network or depth, and named alike whatever its dialect."""

import html
import re
from functools import lru_cache

from lxml import etree

from question_bank.formats.exchange import Refused

DEEPEST = 200
_PIECE = 4096
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_DASHED = re.compile(r"-([a-z0-9])")
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_NAMESPACE_ERRORS = (99, 100, *range(200, 206))
"""Codes of libxml2: names of namespaces are never looked at here, so that a wrong one does no harm."""
_KEPT = ("http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2000/svg")

Element = etree._Element


class Broken(ValueError):
    """A file is no XML; the message says where and why."""


def parsed(data: bytes) -> Element:
    """Parse a document and give its elements the names of QTI 2, without namespaces.

    Raises:
        Broken: it is no well-formed XML.
        Refused: it is made to do harm: it declares entities, or is nested beyond sense.
    """
    root = _root(data)
    if _depth(root) > DEEPEST:
        raise Refused(f"The file is refused: its elements are nested more than {DEEPEST} deep.")
    for element in root.iter(etree.Element):
        _rename(element)
    return root


def tag_of(data: bytes) -> str:
    """Return the name of a document's first element, without reading on.

    Raises:
        Broken: it has none.
    """
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
            for _, element in parser.read_events():
                if isinstance(element, etree._Element):
                    return camel(etree.QName(element).localname.removeprefix("qti-"))
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _why(error) from error
    raise Broken("it has no elements")


def _root(data: bytes) -> Element:
    try:
        root = _parse(data)
    except etree.XMLSyntaxError as error:
        repaired = _ENTITY.sub(_plain_entity, data)
        if repaired == data:
            raise _why(error) from error
        try:
            root = _parse(repaired)
        except etree.XMLSyntaxError:
            raise _why(error) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):  # type: ignore[attr-defined]
        raise Refused("The file is refused: it declares entities of its own, which can blow up a reader.")
    return root


def _parse(data: bytes) -> Element:
    try:
        return etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        if error.code not in _NAMESPACE_ERRORS:  # type: ignore[attr-defined]
            raise
        return etree.fromstring(data, _parser(recover=True))


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, recover=recover,
    )  # fmt: skip


def _why(error: etree.XMLSyntaxError) -> Exception:
    said = " ".join((error.msg or "no XML").split(", line ")[0].split())
    if "depth" in said or "Excessive" in said:
        return Refused(f"The file is refused: its elements are nested more than {DEEPEST} deep.")
    if "esource limit" in said or "imit exceeded" in said:
        return Refused("The file is refused: a text or an element in it is larger than any question.")
    return Broken(f"line {error.lineno} is no well-formed XML: {said}")


def _plain_entity(found: re.Match[bytes]) -> bytes:
    """Return the sign that HTML's name stands for; files that lean on a DTD use them."""
    name = found[1]
    if name in _XML_ENTITIES or f"{name.decode()};" not in html.entities.html5:
        return found[0]
    return "".join(f"&#{ord(sign)};" for sign in html.entities.html5[f"{name.decode()};"]).encode()


def _depth(root: Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _rename(element: Element) -> None:
    name = etree.QName(element)
    if name.namespace in _KEPT:
        element.tag = name.localname if name.localname in ("math", "svg") else element.tag
        return
    element.tag = local = name.localname
    if local.startswith("qti-"):
        element.tag = camel(local.removeprefix("qti-"))
        for key in map(str, element.attrib.keys()):
            if "-" in key and not key.startswith(("{", "data-", "aria-")):
                element.set(camel(key), element.attrib.pop(key))


@lru_cache(1000)
def camel(name: str) -> str:
    """Return a name of QTI 3 as QTI 2 writes it."""
    return _DASHED.sub(lambda found: found[1].upper(), name)


@lru_cache(1000)
def kebab(name: str) -> str:
    """Return a name of QTI 2 as QTI 3 writes it."""
    return _CAPITAL.sub("-", name).lower()


def text_in(element: Element | None) -> str:
    """Return all text in an element, without white space around it."""
    return "" if element is None else "".join(map(str, element.itertext())).strip()
