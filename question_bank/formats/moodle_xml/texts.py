"""Texts of Moodle’s XML in their formats, and the pictures that stand with them."""

import base64
import binascii
import hashlib
import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from question_bank import rich
from question_bank.formats.moodle_xml.document import Element, child_text

_MARKUP = re.compile(r"</?[a-z][^<>]*>|<!--|&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|br|div|ul|ol|table)\b", re.IGNORECASE)
_DATA = re.compile(r"data:image/(png|jpeg|jpg|gif|webp);base64,(.*)", re.DOTALL | re.IGNORECASE)
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"RIFF", "webp"))


class Files:
    """The pictures of a file by names of our own: the same name for the same bytes."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def keep(self, name: str, data: bytes) -> str:
        """Keep a picture and return its name, another one if the name has been given to other bytes."""
        name = rich.safe_name(name)[-80:] or "picture"
        if self.kept.setdefault(name, data) == data:
            return name
        stem, dot, suffix = name.rpartition(".")
        digest = hashlib.sha256(data).hexdigest()[:8]
        other = f"{stem}-{digest}.{suffix}" if dot else f"{name}-{digest}"
        self.kept[other] = data
        return other


class Texts:
    """Reads the texts of one question, and remembers what was left out."""

    def __init__(self, files: Files) -> None:
        self._lost: list[str] = []
        self._dropped: dict[str, None] = {}
        self._files = files

    @property
    def lost(self) -> list[str]:
        """What was left out, in sentences."""
        dropped = [f"Left out of its text: {', '.join(self._dropped)}."] if self._dropped else []
        return dropped + self._lost

    def lose(self, *sentences: str) -> None:
        """Note what is left out, each sentence once."""
        self._lost += [one for one in sentences if one not in self._lost]

    def of(self, element: Element | None) -> str:
        """Read the text that an element holds, in the format that it names."""
        return "" if element is None else self.read(raw_text(element), element)

    def read(self, source: str, element: Element) -> str:
        """Read a text in the format and with the files of an element."""
        format = element.get("format") or "html"
        if format == "plain_text":
            self._lose_files(name for name, _ in _files_in(element))
            return source.strip()
        if format != "html":
            if not _MARKUP.search(source) and not list(_files_in(element)):
                return rich.with_formulas(source).strip()
            if not _BLOCK.search(source):
                source = source.replace("\n", "<br>")
        return self.of_html(source, element)

    def of_html(self, source: str, element: Element | None = None) -> str:
        """Read HTML; pictures are looked for among the files of an element."""
        files = {} if element is None else dict(_files_in(element))
        used = set()

        def find(address: str) -> str | None:
            name = unquote(address.strip().removeprefix(rich.PLUGIN_FILE).partition("?")[0])
            used.add(name)
            if inline := _DATA.match(address.strip()):
                return self._keep(f"picture.{inline[1].lower()}", inline[2]) or ""
            return self._keep(name, files[name]) or "" if name in files else None

        read = rich.to_text(source, find)
        self._dropped.update(dict.fromkeys(read.dropped))
        self._lose_files(name for name in files if name not in used)
        return read.text

    def old_picture(self, question: Element) -> str:
        """Return the picture that questions of Moodle 1.9 have beside their text."""
        name, source = child_text(question, "image"), child_text(question, "image_base64")
        if not name:
            return ""
        kept = self._keep(name.rpartition("/")[2], source) if source else None
        if not kept:
            self.lose(f"The picture {name} was left out: the file does not hold it.")
        return f"![](file:{kept})" if kept else ""

    def _keep(self, name: str, source: str) -> str | None:
        try:
            data = base64.b64decode(unquote("".join(source.split())), validate=True)
        except (binascii.Error, ValueError):
            self.lose(f"The picture {name[:60]} was left out: it could not be decoded.")
            return None
        suffix = next((suffix for start, suffix in _PICTURES if data.startswith(start)), None)
        if suffix is None:
            self.lose(f"The picture {name[:60]} was left out: only PNG, JPEG, GIF and WebP are taken.")
            return None
        return self._files.keep(name if "." in name else f"{name}.{suffix}", data)

    def _lose_files(self, names: Iterable[str]) -> None:
        for name in names:
            self.lose(f"The file {name[:60]} was left out: no text shows it.")


def raw_text(element: Element) -> str:
    """Return the source of the text that an element holds: in <text>, or bare as old files have it."""
    inner = element.find("text")
    source = inner if inner is not None else element
    return (source.text or "") + "".join(child.tail or "" for child in source if source is inner)


def _files_in(element: Element) -> Iterable[tuple[str, str]]:
    for file in element.iterchildren("file"):
        folder = (file.get("path") or "/").strip("/")
        name = file.get("name") or "file"
        yield (f"{folder}/{name}" if folder else name), file.text or ""


def as_html(text: str) -> str | None:
    """Return a text as HTML that is read as the same text again, or nothing if there is none."""
    source = rich.to_html(text, rich.PLUGIN_FILE)
    return source if rich.to_text(source).text == text else None


def escaped(text: str) -> str:
    """Return a text for HTML, its line ends as breaks."""
    return html.escape(text, quote=False).replace("\n", "<br>")
