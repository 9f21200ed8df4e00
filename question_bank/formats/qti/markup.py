"""Our texts as elements that QTI allows, and documents dressed in the names of a dialect."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import lxml.html
from lxml import etree

from question_bank import rich
from question_bank.formats.qti.tree import Element, kebab

_BLOCKS = frozenset(("blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "ul"))
_HTML = frozenset((*_BLOCKS, "a", "br", "code", "em", "img", "li", "span", "strong", "sub", "sup"))
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
FOLDER = "files"


class Dialect(NamedTuple):
    """What differs between the versions that are written."""

    title: str
    namespace: str
    location: str
    templates: str
    template_suffix: str
    item_type: str
    package: str
    package_location: str
    schema: str
    version: str
    is_dashed: bool


QTI_21 = Dialect(
    title="QTI 2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    location="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    templates="http://www.imsglobal.org/question/qti_v2p1/rptemplates/",
    template_suffix="",
    item_type="imsqti_item_xmlv2p1",
    package="http://www.imsglobal.org/xsd/imscp_v1p1",
    package_location="http://www.imsglobal.org/xsd/imscp_v1p1.xsd",
    schema="QTIv2.1 Package",
    version="1.0.0",
    is_dashed=False,
)
QTI_30 = Dialect(
    title="QTI 3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    location="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    templates="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
    template_suffix=".xml",
    item_type="imsqti_item_xmlv3p0",
    package="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    package_location="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    schema="QTI Package",
    version="3.0.0",
    is_dashed=True,
)


def plain(text: str) -> str:
    """Return a text with only the characters that XML can hold."""
    return _NOT_XML.sub("\ufffd", text)


def made(tag: str, *children: "Element | str", **attributes: str) -> Element:
    """Make an element; `class_` and the like lose their underscore."""
    element = etree.Element(tag, {name.rstrip("_"): plain(value) for name, value in attributes.items()})
    for child in children:
        added(element, child)
    return element


def added(element: Element, child: "Element | str") -> None:
    """Append an element or a text."""
    if not isinstance(child, str):
        element.append(child)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + plain(child)
    else:
        element.text = (element.text or "") + plain(child)


def flow(text: str, tag: str = "div") -> Element:
    """Return an element with a text in it, as paragraphs or, if there is only one, as words."""
    root = lxml.html.fragment_fromstring(rich.to_html(plain(text), f"../{FOLDER}/"), create_parent=tag)
    only = root[0] if len(root) == 1 and root[0].tag == "p" and not (root.text or root[0].tail or "").strip() else None
    if only is not None:
        only.tag = tag
        root = only
        root.tail = None
    return _cleaned(root)


def words(text: str) -> str:
    """Return a text without its signs, on one line."""
    return " ".join("".join(map(str, flow(text).itertext())).split())


def inline(text: str, tag: str) -> Element:
    """Return an element with a text in it that holds no paragraphs or lists."""
    root = flow(text, tag)
    for one in root.iterdescendants(*_BLOCKS, "li"):
        one.tag = "span"
    return root


def filled(text: str, fillings: Mapping[str, Element], tag: str = "div") -> Element:
    """Return a text as elements, with an element in the place of each sign."""
    root = flow(text, tag)
    for one in list(root.iter()):
        _fill_text(one, fillings)
    for one in list(root.iterdescendants()):
        _fill_tail(one, fillings)
    return root


def _fill_text(one: Element, fillings: Mapping[str, Element]) -> None:
    pieces = _split(one.text or "", fillings)
    if len(pieces) == 1:
        return
    one.text = pieces[0]
    for place, (sign, rest) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
        fillings[sign].tail = rest
        one.insert(place, fillings[sign])


def _fill_tail(one: Element, fillings: Mapping[str, Element]) -> None:
    pieces = _split(one.tail or "", fillings)
    above = one.getparent()
    if len(pieces) == 1 or above is None or any(one is filling for filling in fillings.values()):
        return
    one.tail = pieces[0]
    place = above.index(one)
    for step, (sign, rest) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True), 1):
        fillings[sign].tail = rest
        above.insert(place + step, fillings[sign])


def _split(text: str, signs: Iterable[str]) -> list[str]:
    return re.split("(" + "|".join(map(re.escape, signs)) + ")", text)


def _cleaned(root: Element) -> Element:
    """Return plain elements with the tags and attributes that QTI has."""
    clean = etree.Element(str(root.tag))
    clean.text = root.text
    for one in root:
        child = _cleaned(one)
        child.tag = child.tag if child.tag in _HTML else "span"
        if one.tag == "img":
            child.set("src", one.get("src", ""))
            child.set("alt", one.get("alt", ""))
        child.tail = one.tail
        clean.append(child)
    return clean


def dressed(root: Element, dialect: Dialect) -> bytes:
    """Return a document in the names of a dialect."""
    names: Any = {None: dialect.namespace, "xsi": _XSI}
    out = etree.Element(f"{{{dialect.namespace}}}root", nsmap=names)
    out.append(root)
    for one in root.iter(etree.Element):
        _dress(one, dialect)
    root.set(f"{{{_XSI}}}schemaLocation", f"{dialect.namespace} {dialect.location}")
    root.text = "\n"
    for one in root:
        one.tail = "\n"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _dress(one: Element, dialect: Dialect) -> None:
    tag = str(one.tag)
    if not dialect.is_dashed or tag in _HTML:
        one.tag = f"{{{dialect.namespace}}}{tag}"
        return
    one.tag = f"{{{dialect.namespace}}}qti-{kebab(tag)}"
    attributes = {kebab(str(name)): str(value) for name, value in one.attrib.items()}
    one.attrib.clear()
    for name, value in attributes.items():
        one.set(name, value)
