"""The texts of an item: its HTML becomes plain text through `rich`, its pictures get names of their own."""

import copy
import html
from collections.abc import Callable

import lxml.html
from lxml import etree

from question_bank.formats.qti import standin as rich
from question_bank.formats.qti.model import MARK
from question_bank.formats.qti.tree import Element

Find = Callable[[str], str | None]
"""Returns our name of the picture that a reference means, or nothing if the file holds none."""

_UNSHOWN = frozenset({"feedbackInline", "feedbackBlock", "rubricBlock", "stylesheet", "templateInline", "templateBlock"})
_PLAYED = {"audio": "a recording", "video": "a film", "iframe": "a page within the page", "svg": "a drawing"}


class Texts:
    """Reads texts, and remembers what was left out and which pictures they show."""

    def __init__(self, find: Find = lambda _: None) -> None:
        self.notes: list[str] = []
        self.pictures: list[str] = []
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
            _replace(one, MARK)
        for one in list(own.iter(*_UNSHOWN, *without)):
            if "candidate" not in one.get("view", ""):
                _replace(one)
        for one in own.iter(etree.Element):
            if any(map(str.isupper, str(one.tag))):
                one.tag = "div"
        return self._read(own)

    def of_html(self, source: str) -> str:
        """Return the text of HTML."""
        if "<" not in source and "&" not in source:
            return " ".join(source.split())
        try:
            return self._read(lxml.html.fragment_fromstring(source, create_parent="div"))
        except (etree.ParserError, ValueError):
            return " ".join(html.unescape(source).split())

    def _read(self, root: Element) -> str:
        for one in list(root.iter("object")):
            self._unfold(one)
        for one in list(root.iter(*_PLAYED)):
            self._note(_PLAYED[str(one.tag)])
            _replace(one)
        for one in list(root.iter("img")):
            self._picture(one)
        read = rich.to_text(etree.tostring(root, encoding="unicode", method="html"))
        self._note(*read.dropped)
        self.pictures += [name for name in read.images if name not in self.pictures]
        return read.text

    def _unfold(self, one: Element) -> None:
        """Turn an object that is a picture into one, and leave the others out."""
        if not one.get("type", "").startswith("image/"):
            self._note("an embedded object")
            _replace(one)
            return
        alt = " ".join("".join(one.itertext()).split())
        picture = etree.Element("img", src=one.get("data", ""), alt=alt)
        picture.tail = one.tail
        if (above := one.getparent()) is not None:
            above.replace(one, picture)

    def _picture(self, one: Element) -> None:
        source = one.get("src", "")
        if name := self._find(source):
            one.set("src", name)
            return
        if one.get("class") == "equation_image" and (formula := one.get("data-equation-content") or one.get("title")):
            _replace(one, f"\\({formula}\\)")
            return
        self._note(f"the picture “{source[:60]}”, which the file does not hold")
        _replace(one, one.get("alt") or "")

    def _note(self, *lines: str) -> None:
        self.notes += [line for line in dict.fromkeys(lines) if line not in self.notes]


def _replace(element: Element, text: str = "") -> None:
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
