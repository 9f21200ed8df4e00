"""The pictures that notes show: found in their package, looked at, and given safe names."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from question_bank.formats.exchange import Refused
from question_bank.formats.qti.pictures import LARGEST, is_picture
from question_bank.rich import safe_name

MOST = 50_000_000
"""Bytes of all pictures that notes show."""
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
Read = Callable[[str, int], bytes]


class Media:
    """The pictures of a package by our names; `numbers` are the media's names in the archive by those in notes."""

    def __init__(self, numbers: Mapping[str, str], read: Read) -> None:
        self._numbers = {unicodedata.normalize("NFC", name): number for name, number in numbers.items()}
        self._read = read
        self._left = MOST
        self._own: dict[str, str | None] = {}
        self.files: dict[str, bytes] = {}

    def name(self, source: str) -> str | None:
        """Return our name of the picture that a note shows, or nothing if there is none that can be kept."""
        wanted = (unicodedata.normalize("NFC", one) for one in (source, unquote(source)))
        medium = next((one for one in wanted if one in self._numbers), None)
        if medium is None:
            return None
        if medium not in self._own:
            self._own[medium] = self._kept(medium)
        return self._own[medium]

    def _kept(self, medium: str) -> str | None:
        data = self._read(self._numbers[medium], LARGEST)
        if not is_picture(data):
            return None
        self._left -= len(data)
        if self._left < 0:
            raise Refused(f"The package is refused: its pictures have more than {MOST // 1_000_000} MB.")
        name = safe_name(_FOLDERS.sub("", medium)) or "picture"
        stem, dot, ending = name.rpartition(".")
        number = 1
        while name in self.files:
            number += 1
            name = f"{stem or ending}-{number}{dot}{ending if stem else ''}"
        self.files[name] = data
        return name
