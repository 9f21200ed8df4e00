"""The pictures that items show: found in their package, looked at, and given safe names."""

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

from question_bank.rich import safe_name

LARGEST = 5_000_000
_STARTS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif", b"BM": "bmp"}
_CANVAS = re.compile(r"^\$(?:IMS-CC-FILEBASE|CANVAS_COURSE_REFERENCE|WIKI_REFERENCE)\$/*")
_PLAIN = re.compile(r"[^A-Za-z0-9_.-]+")


def resolved(base: str, reference: str) -> str:
    """Return the name of the member that a reference in a member means."""
    reference = unquote(reference.strip())
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), reference)) if reference else ""


def is_picture(data: bytes) -> bool:
    """Say whether data begin like a picture that browsers draw and that holds no program."""
    return data.startswith(tuple(_STARTS)) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


class Pictures:
    """The pictures of a package by our names."""

    def __init__(self, names: frozenset[str], read: Callable[[str, int], bytes]) -> None:
        self._names, self._read = names, read
        self._own: dict[str, str | None] = {}
        self.files: dict[str, bytes] = {}

    def name(self, base: str, source: str) -> str | None:
        """Return our name of the picture that a member shows, or nothing if there is none that can be kept."""
        member = self._member(base, source)
        if member is None:
            return None
        if member not in self._own:
            self._own[member] = self._kept(member)
        return self._own[member]

    def keep(self, name: str, member: str) -> None:
        """Keep a picture of ours under its own name."""
        if member in self._names and is_picture(data := self._read(member, LARGEST)):
            self.files[name] = data

    def _member(self, base: str, source: str) -> str | None:
        path = unquote(source).split("?")[0].strip()
        if (canvas := _CANVAS.sub("", path)) != path:
            wanted = [canvas, f"web_resources/{canvas}"]
        else:
            wanted = [resolved(base, path), path.lstrip("/")]
        return next((name for name in wanted if name in self._names), None)

    def _kept(self, member: str) -> str | None:
        data = self._read(member, LARGEST)
        if not is_picture(data):
            return None
        name = _PLAIN.sub("-", safe_name(posixpath.basename(member))).strip("-.") or "picture"
        stem, dot, ending = name.rpartition(".")
        number = 1
        while name in self.files:
            number += 1
            name = f"{stem}-{number}{dot}{ending}" if dot else f"{ending}-{number}"
        self.files[name] = data
        return name
