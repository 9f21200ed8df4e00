"""HTML into our rich text."""

import html
import re
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

import lxml.html
from lxml import etree

from question_bank.rich.signs import CODE, EM, FENCE, FORMULA, INLINE, SPACE, STRONG, SUB, SUP, picture_name

LONGEST = 50_000
"""Signs of a text: what follows is left out, and so is what follows as many elements."""
_SIGNS = {"strong": STRONG, "b": STRONG, "th": STRONG, "em": EM, "i": EM, "cite": EM, "dfn": EM, "var": EM,
          "sub": SUB, "sup": SUP, "code": CODE, "tt": CODE, "kbd": CODE, "samp": CODE}  # fmt: skip
_ORDER = (STRONG, EM, SUB, SUP)
_LINES = frozenset(("div", "tr", "dt", "dd", "caption", "figcaption", "center", "address", "article", "section",
                    "header", "footer", "main", "aside", "nav", "figure", "form", "fieldset", "legend"))  # fmt: skip
_PARAGRAPHS = frozenset(("p", "blockquote", "table", "dl", "hr", "h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_UNTOLD = frozenset(("head", "meta", "link", "title", "base", "colgroup", "template"))
_GONE = {
    "script": "a script", "style": "a style sheet", "iframe": "a page within the page", "object": "an embedded object",
    "embed": "an embedded object", "video": "a film", "audio": "a recording", "svg": "a drawing", "canvas": "a drawing",
    "applet": "an embedded object", "input": "an input field", "select": "an input field",
    "textarea": "an input field", "button": "a button", "map": "areas of a picture",
}  # fmt: skip
_CHANGED = {
    "u": "underlining", "ins": "underlining", "s": "crossing out", "del": "crossing out", "strike": "crossing out",
    "table": "the layout of a table", "font": "colours and fonts", "mark": "colours and fonts", "hr": "a dividing line",
}  # fmt: skip
_STYLED = re.compile(r"\b(?:color|background|font-family|font-size)\b", re.IGNORECASE)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_FORMULAS = ("\\(", "\\[", "$$")
_MARKS = frozenset("*~^`!\\")
_PLAIN = re.compile(r"(?:<p>(?=[^<]*</p>$))?([^<&]*)(?:</p>)?")


class RichText(NamedTuple):
    """Our text, plain words for what was left out, and the names of the pictures it shows."""

    text: str
    dropped: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


class _Run(NamedTuple):
    text: str
    signs: frozenset[str] = frozenset()
    is_raw: bool = False


class _Line:
    def __init__(self, gap: int, prefix: str) -> None:
        self.gap, self.prefix = gap, prefix
        self.runs: list[_Run] = []


Find = Callable[[str], str | None]
"""Returns the name of the file that a picture’s address means: none if it is not ours, "" if that has been said."""


def to_text(source: str, find: Find = picture_name) -> RichText:
    """Return the text of HTML, with what is not in the safe subset left out and named."""
    source = _CONTROL.sub("", source)
    if plain := _PLAIN.fullmatch(source):
        if len(source) <= LONGEST and not any(sign in source for sign in _FORMULAS):
            return RichText(_plain(_Run(SPACE.sub(" ", plain[1]).strip(" "))).strip())
        reader = _Reader(find)
        reader.say(plain[1])
        return reader.result()
    try:
        parser = lxml.html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
        root = lxml.html.fragment_fromstring(source, create_parent="div", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return RichText(_stripped(source), ("its layout",))
    if any("xcessive depth" in error.message for error in parser.error_log):
        return RichText(_stripped(source), ("its layout, for it is nested too deeply",))
    reader = _Reader(find)
    reader.walk(root)
    return reader.result()


def _stripped(source: str) -> str:
    return SPACE.sub(" ", html.unescape(re.sub(r"<[^<>]*>", " ", source))).strip()


class _Reader:
    """Walks HTML and collects lines of text with signs."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._lines: list[_Line] = []
        self._gap = 0
        self._marker = ""
        self._indent = ""
        self._depth = 0
        self._signs: frozenset[str] = frozenset()
        self._begins_cell = False
        self._room = LONGEST
        self._elements = LONGEST
        self._dropped: dict[str, None] = {}
        self._images: dict[str, None] = {}

    def result(self) -> RichText:
        """Return what was collected."""
        text = ""
        for line in self._lines:
            told = self._told(_trimmed(line.runs)) if line.prefix is not FENCE else line.runs[0].text
            if told:
                text += "\n" * (line.gap if text else 0) + (line.prefix if line.prefix is not FENCE else "") + told
        return RichText(text.strip(), tuple(self._dropped), tuple(self._images))

    def walk(self, element: etree._Element) -> None:
        """Read what is in an element."""
        self.say(element.text or "")
        for child in element.iterchildren(etree.Element):
            self._elements -= 1
            if self._elements < 0:
                self._drop(f"what follows its first {LONGEST} elements")
                return
            self._enter(child)
            self.say(child.tail or "")

    def say(self, text: str) -> None:
        """Add text; white space in it is one space, and none begins a line."""
        end = 0
        if len(text) > self._room:
            self._drop(f"what follows its first {LONGEST} signs")
        text = text[: self._room]
        self._room -= len(text)
        for formula in FORMULA.finditer(text):
            self._say_plain(text[end : formula.start()])
            inner = formula[0] if formula[1] is None else f"\\({formula[1]}\\)"
            self._add(_Run(SPACE.sub(" ", inner), is_raw=True))
            end = formula.end()
        self._say_plain(text[end:])

    def _say_plain(self, text: str) -> None:
        text = SPACE.sub(" ", text)
        is_new = self._gap or not self._lines or not self._lines[-1].runs
        if text[:1] == " " and (is_new or self._lines[-1].runs[-1].text.endswith(" ")):
            text = text[1:]
        if text:
            self._add(_Run(text, self._signs))

    def _add(self, run: _Run) -> None:
        if self._gap or not self._lines:
            prefix = self._marker or self._indent
            self._lines.append(_Line(min(self._gap, 1) if self._depth else self._gap, prefix))
            self._marker, self._gap = "", 0
        self._lines[-1].runs.append(run)
        self._begins_cell = False

    def _break(self, gap: int) -> None:
        if not self._begins_cell:
            self._gap = max(self._gap, gap)

    def _drop(self, *words: str) -> None:
        self._dropped.update(dict.fromkeys(words))

    def _enter(self, element: etree._Element) -> None:
        tag = str(element.tag).lower()
        self._note(tag, element)
        if tag in _GONE or tag in _UNTOLD:
            return
        match tag:
            case "br":
                self._break(min(self._gap + 1, 2))
            case "img":
                self._picture(element)
            case "pre":
                self._code(element)
            case "math":
                self._math(element)
            case "td" | "th":
                self._cell(tag, element)
            case "li":
                self._item(element)
            case _ if tag in _LISTS:
                self._list(element)
            case _:
                self._other(tag, element)

    def _note(self, tag: str, element: etree._Element) -> None:
        if tag in _GONE:
            self._drop(_GONE[tag])
        elif tag in _CHANGED:
            self._drop(_CHANGED[tag])
        style = element.get("style") or ""
        if _STYLED.search(style):
            self._drop("colours and fonts")
        if "underline" in style:
            self._drop("underlining")
        if "line-through" in style:
            self._drop("crossing out")
        if (
            tag == "a"
            and (link := (element.get("href") or "").strip())
            and link != "".join(map(str, element.itertext())).strip()
        ):
            self._drop(f"a link to {link[:80]}")

    def _other(self, tag: str, element: etree._Element) -> None:
        gap = 2 if tag in _PARAGRAPHS else 1 if tag in _LINES else 0
        is_bold = tag == "span" and _BOLD.search(element.get("style") or "")
        sign = STRONG if is_bold or re.fullmatch("h[1-6]", tag) else _SIGNS.get(tag)
        self._break(gap)
        self._within(element, sign)
        self._break(gap)

    def _within(self, element: etree._Element, sign: str | None) -> None:
        before = self._signs
        self._signs = before | {sign} if sign else before
        self.walk(element)
        self._signs = before

    def _cell(self, tag: str, element: etree._Element) -> None:
        is_first = not any(one.tag in ("td", "th") for one in element.itersiblings(preceding=True))
        if not is_first:
            self._gap = 1 if self._lines and self._lines[-1].prefix is FENCE else 0
            self._say_plain(" | ")
        self._begins_cell = True
        self._within(element, _SIGNS.get(tag))
        self._begins_cell = False
        self._gap = min(self._gap, 1)

    def _list(self, element: etree._Element) -> None:
        follows_list = bool(self._lines) and bool(self._lines[-1].prefix) and not self._depth
        self._gap = 2 if follows_list else 1
        self._depth += 1
        before = self._indent
        number = int(start) if (start := (element.get("start") or "1")).isdecimal() else 1
        for child in element.iterchildren(etree.Element):
            marker = f"{number}. " if element.tag == "ol" else "- "
            self._break(1)
            if child.tag == "li":
                self._marker, self._indent = before + marker, before + " " * len(marker)
                number += 1
            self._enter(child)
            self._marker = ""
            self._indent = before
        self._depth -= 1
        self._gap = 1 if self._depth else 2

    def _item(self, element: etree._Element) -> None:
        self._break(1)
        self.walk(element)
        self._break(1)

    def _code(self, element: etree._Element) -> None:
        for line in element.iter("br"):
            line.tail = "\n" + (line.tail or "")
        code = "".join(map(str, element.itertext())).replace("\r", "").strip("\n").replace("\u00a0", " ")
        if not code.strip():
            return
        if self._depth or FENCE in code:
            self._drop("the lines of a code")
            self.say(code)
            return
        self._gap = 2
        self._add(_Run(f"{FENCE}\n{code}\n{FENCE}", is_raw=True))
        self._lines[-1].prefix = FENCE
        self._gap = 2

    def _math(self, element: etree._Element) -> None:
        notes = (one for one in element.iter("annotation") if "tex" in (one.get("encoding") or ""))
        tex = next((one.text for one in notes if one.text), None) or element.get("alttext")
        if tex:
            self._add(_Run(f"\\({SPACE.sub(' ', tex).strip()}\\)", is_raw=True))
            return
        self._drop("the layout of a formula")
        self.say("".join(map(str, element.itertext())))

    def _picture(self, element: etree._Element) -> None:
        alt = SPACE.sub(" ", re.sub(r"[\[\]]", "", element.get("alt") or "")).strip()
        classes = element.get("class") or ""
        tex = element.get("data-equation-content") or (element.get("alt") if "texrender" in classes else None)
        if tex or ("equation_image" in classes and (tex := element.get("title"))):
            self._add(_Run(f"\\({tex.strip()}\\)", is_raw=True))
            return
        source = (element.get("src") or "").strip()
        name = self._find(source)
        if name:
            self._images[name] = None
            self._add(_Run(f"![{alt}](file:{name})", is_raw=True))
            return
        if name is None:
            self._drop("a picture in the text" if source.startswith("data:") else f"a picture at {source[:80] or '?'}")
        self.say(alt)

    def _told(self, runs: list[_Run], signs: Iterable[str] = _ORDER, before: str = "", after: str = "") -> str:
        """Write runs with their signs, the outermost first."""
        sign, *inner = (*signs, "")
        if not sign:
            return "".join(map(_plain, runs))
        told = ""
        groups = [(has, list(group)) for has, group in groupby(runs, lambda run: sign in run.signs)]
        for place, (has, group) in enumerate(groups):
            follows = groups[place + 1][1][0].text if place + 1 < len(groups) else after
            inside = self._told(group, inner[:-1], told or before, follows)
            told += self._signed(inside, sign, (told or before)[-1:], follows[:1]) if has else inside
        return told

    def _signed(self, text: str, sign: str, before: str, after: str) -> str:
        bare = text.strip()
        if not bare:
            return text
        start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if sign in (SUB, SUP):
            return f"{start}{sign}{bare.replace(' ', chr(0xA0))}{sign}{end}" if sign not in bare else text
        before, after = start or before, end or after
        if re.match(r"[\w*]", before) or re.match(r"[\w*]", after) or "**" in bare:
            self._drop("emphasis inside a word")
            return text
        return f"{start}{sign}{bare}{sign}{end}"


def _plain(run: _Run) -> str:
    if run.is_raw:
        return run.text
    if CODE in run.signs and run.text.strip() and "`" not in run.text:
        bare = run.text.strip()
        return run.text.replace(bare, f"`{bare}`")
    if _MARKS.isdisjoint(run.text):
        return run.text
    return INLINE.sub(lambda found: f"\\{found[0]}" if found[0][0] in "*~^`!" else found[0], run.text)


def _trimmed(runs: list[_Run]) -> list[_Run]:
    """Return runs without white space at the end, those of the same signs as one."""
    joined: list[_Run] = []
    for run in runs:
        if joined and not run.is_raw and not joined[-1].is_raw and joined[-1].signs == run.signs:
            joined[-1] = _Run(joined[-1].text + run.text, run.signs)
        else:
            joined.append(run)
    if joined and not joined[-1].is_raw:
        joined[-1] = _Run(joined[-1].text.rstrip(" "), joined[-1].signs)
    return [run for run in joined if run.text]
