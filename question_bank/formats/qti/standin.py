"""A stand-in for question_bank.rich and formats.archive until they exist."""

import io
import re
import zipfile
from typing import NamedTuple

from lxml import html as lhtml


class RichText(NamedTuple):
    text: str
    dropped: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


def to_text(source: str) -> RichText:
    if not source.strip():
        return RichText("")
    root = lhtml.fragment_fromstring(source, create_parent="div")
    images = []
    for br in root.iter("br"):
        br.tail = "\n" + (br.tail or "")
    for img in root.iter("img"):
        name = (img.get("src") or "").removeprefix("file:")
        images.append(name)
        img.tail = f"![{img.get('alt') or ''}](file:{name})" + (img.tail or "")
    for block in root.iter("p", "div", "li", "h1", "h2", "h3", "tr", "blockquote"):
        block.tail = "\n" + (block.tail or "")
        block.text = "\n" + (block.text or "")
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return RichText(re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip(), (), tuple(images))


def to_html(text: str) -> str:
    import html

    return "<p>" + html.escape(text).replace("\n", "<br/>") + "</p>"


class Archive:
    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))

    def names(self) -> list[str]:
        return [i.filename for i in self._zip.infolist() if not i.is_dir()]

    def read(self, name: str, limit: int) -> bytes:
        return self._zip.read(name)


def open_archive(data: bytes) -> Archive:
    return Archive(data)
