"""Texts of GIFT in their formats: `[html]`, `[markdown]`, `[plain]` and `[moodle]`, the last where none is named."""

import html
import re
from collections.abc import Iterable

from question_bank import rich
from question_bank.formats.foreign import UNPRINTABLE
from question_bank.formats.gift.signs import BLANK, escaped, shown

MOODLE, HTML, MARKDOWN, PLAIN = "moodle", "html", "markdown", "plain"
_PREFIX = re.compile(r"\[(html|markdown|plain|moodle)\]")
_TAGS = (
    "a|abbr|audio|b|big|blockquote|br|center|code|del|div|em|embed|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|math|object|"
    "ol|p|pre|s|samp|script|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|"
    "var|video"
)
IS_HTML = re.compile(rf"</?(?:{_TAGS})\b[^<>]*>|<!--|&(?:[a-z]{{2,8}}|#\d{{1,7}}|#x[0-9a-f]{{1,6}});", re.IGNORECASE)
_UNSAFE = re.compile(r"[<&]|^[\[/$%>]")
_UNFIT_ITEM = re.compile(rf"{IS_HTML.pattern}|[{{}}\n]|####|^//|^0$", re.IGNORECASE)
_SIMPLE_TAGS = re.compile(r"</?p>|<br ?/?>")


class Prose:
    """The texts of one question, what was left out of them, and the format that its answers have from its stem."""

    def __init__(self) -> None:
        self.format = MOODLE
        self.lost: list[str] = []

    def stem(self, raw: str) -> str:
        """Read the stem; what follows has its format unless it says otherwise."""
        if prefix := _PREFIX.match(raw.strip(BLANK)):
            self.format = prefix[1]
        return self.read(raw)

    def read(self, raw: str) -> str:
        """Read a text whose escaped signs are still hidden."""
        raw, format = raw.strip(BLANK), self.format
        if prefix := _PREFIX.match(raw):
            raw, format = raw[prefix.end() :], prefix[1]
        text = shown(raw).strip(BLANK)
        if format == HTML:
            return self._of_html(text)
        if format == MARKDOWN:
            return self._of_markdown(text)
        return self.moodle(text) if format == MOODLE else text

    def moodle(self, text: str) -> str:
        """Read a text that is HTML if it looks so, with the line ends that it has."""
        return self._of_html(text.replace("\n", "<br>")) if IS_HTML.search(text) else text

    def lose(self, *sentences: str) -> None:
        """Note what is left out; what was noted before is not noted again."""
        self.lost += [one for one in sentences if one not in self.lost]

    def _of_html(self, source: str) -> str:
        found = rich.to_text(source, find=lambda _: None)
        self.lose(*_left_out(found.dropped))
        return found.text

    def _of_markdown(self, text: str) -> str:
        """Take Markdown as it is, for it is close to what we write; HTML in it is cleaned."""
        return self._of_html(text.replace("\n", "<br>")) if IS_HTML.search(text) else text


def _left_out(dropped: Iterable[str]) -> list[str]:
    return [f"Left out of its text: {', '.join(dropped)}."] if dropped else []


def verbatim(raw: str) -> str:
    """Read a text that is compared with what people type: its format does not count."""
    raw = raw.strip(BLANK)
    prefix = _PREFIX.match(raw)
    return shown(raw[prefix.end() :] if prefix else raw).strip(BLANK)


def put(text: str, default: str = MOODLE) -> str:
    """Write a text with its signs escaped, and its format where that is not the default."""
    format, body = _formatted(text, default)
    is_bare = format == default and not _UNSAFE.match(text)
    return escaped(body) if is_bare else f"[{format}]{escaped(body)}"


def format_of(text: str) -> str:
    """Return the format in which a stem is written: its answers have it too."""
    return _formatted(text, MOODLE)[0]


def put_left(text: str, default: str) -> str:
    """Write the left side of a pair: an arrow in it is written as HTML, for it cannot be escaped."""
    return f"[{HTML}]{escaped(_as_html(text))}" if "->" in text else put(text, default)


def put_item(text: str) -> str:
    """Write an item of an ordering, on a line of its own and without escapes, which Moodle does not undo there."""
    if not _UNFIT_ITEM.search(text):
        return UNPRINTABLE.sub("", text).replace("\\", "\\\\")
    source = _as_html(text).replace("####", "&#35;###").replace("//", "&#47;/").replace("\\", "&#92;")
    return re.sub(r"[{}]|^0$", lambda found: f"&#{ord(found[0])};", source)


def put_verbatim(text: str) -> str:
    """Write a text that is compared with what people type."""
    return f"[{PLAIN}]{escaped(text)}" if text.startswith("[") else escaped(text)


def _as_html(text: str) -> str:
    return html.escape(UNPRINTABLE.sub("", text), quote=False).replace("\n", "<br>")


def _formatted(text: str, default: str) -> tuple[str, str]:
    source = rich.to_html(text)
    if html.unescape(_SIMPLE_TAGS.sub("", source)) != text.replace("\n", "") and rich.to_text(source).text == text:
        return HTML, source
    if _UNSAFE.search(text) or default == HTML:
        return PLAIN, text
    return default, text
