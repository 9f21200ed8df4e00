"""The texts of an item: what is shown of its elements becomes our plain text through `rich`."""

import copy
import html
from collections.abc import Callable

from lxml import etree

from question_bank import rich
from question_bank.formats.qti.model import MARK
from question_bank.formats.qti.tree import Element

Find = Callable[[str], str | None]
"""Returns our name of the picture that a reference means, or nothing if the file holds none."""

_UNSHOWN = frozenset(
    {"feedbackInline", "feedbackBlock", "rubricBlock", "stylesheet", "templateInline", "templateBlock"}
)


class Texts:
    """Reads texts, and remembers what was left out; `find` names the pictures that the file holds."""

    def __init__(self, find: Find = lambda _: None) -> None:
        self.notes: list[str] = []
        self._find = find

    def of(self, element: Element | None, *marked: str, without: frozenset[str] = frozenset()) -> str:
        """Return the text in an element; a mark stands for each element of the tags `marked`."""
        if element is None:
            return ""
        own = copy.deepcopy(element)
        own.tail = None
        own.tag = "div"
        own.attrib.clear()
        for one in list(own.iter(*marked)) if marked else []:
            replace(one, MARK)
        for one in list(own.iter(*_UNSHOWN, *without)):
            if "candidate" not in one.get("view", ""):
                replace(one)
        for one in own.iter(etree.Element):
            if any(map(str.isupper, str(one.tag))):
                one.tag = "div"
        for one in list(own.iter("object")):
            _unfold(one)
        return self.of_html(etree.tostring(own, encoding="unicode", method="html"))

    def of_html(self, source: str) -> str:
        """Return the text of HTML."""
        read = rich.to_text(source, self._find)
        self.notes += [line for line in read.dropped if line not in self.notes]
        return read.text

    def of_plain(self, source: str) -> str:
        """Return plain text; its signs mean nothing."""
        return "\n".join(self.of_html(html.escape(line)) for line in source.strip().splitlines())


def _unfold(one: Element) -> None:
    """Turn an object that is a picture into one."""
    above = one.getparent()
    if above is None or not one.get("type", "").startswith("image/"):
        return
    alt = " ".join("".join(map(str, one.itertext())).split())
    picture = etree.Element("img", src=one.get("data", ""), alt=alt)
    picture.tail = one.tail
    above.replace(one, picture)


def replace(element: Element, text: str = "") -> None:
    """Put a text where an element stands."""
    above, before = element.getparent(), element.getprevious()
    if above is None:
        return
    text += element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        above.text = (above.text or "") + text
    above.remove(element)
