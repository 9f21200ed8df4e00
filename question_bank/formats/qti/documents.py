"""The XML files of a package: what each is, and what is in it, within limits that keep memory and time small."""

from collections.abc import Iterator
from typing import NamedTuple

from question_bank.formats.archive import open_archive
from question_bank.formats.exchange import Refused
from question_bank.formats.qti.tree import Broken, Element, parsed, tag_of

LARGEST = 20_000_000
MOST_PARTS = 500_000
MOST_PARTS_IN_ALL = 3_000_000
_SUFFIXES = (".xml", ".qti", ".dat")
_ZIP = b"PK"


class Document(NamedTuple):
    """A parsed file of a package."""

    name: str
    root: Element


class Package:
    """The files of a package by name, or a single file without a name."""

    def __init__(self, data: bytes) -> None:
        self._archive = open_archive(data) if data.startswith(_ZIP) else None
        self._data = data
        self._left = MOST_PARTS_IN_ALL

    @property
    def is_archive(self) -> bool:
        """Say whether there may be several files."""
        return self._archive is not None

    @property
    def names(self) -> list[str]:
        """All files."""
        return [""] if self._archive is None else list(self._archive.names())

    def read(self, name: str, limit: int = LARGEST) -> bytes:
        """Return the bytes of a file."""
        return self._data if self._archive is None else self._archive.read(name, limit)

    def tags(self) -> Iterator[tuple[str, str | Broken]]:
        """Yield the XML files with what each is, or why it is no XML."""
        for name in self.names:
            if name and (not name.lower().endswith(_SUFFIXES) or name.startswith("__MACOSX/")):
                continue
            try:
                yield name, tag_of(self.read(name))
            except Broken as reason:
                yield name, reason

    def document(self, name: str) -> Document:
        """Parse a file.

        Raises:
            Broken: it is no well-formed XML.
            Refused: it, or the package, has more parts than can be read in a moment.
        """
        data = self.read(name)
        parts = data.count(b"<") - data.count(b"</") + data.count(b"=")
        self._left -= parts
        if parts > MOST_PARTS or self._left < 0:
            raise Refused("The file is refused: it has more elements than can be read in a moment; split it.")
        return Document(name, parsed(data))
