"""Zip archives that nobody has to trust: names are looked at first, and what is unpacked is counted as it comes.

Nothing is ever written under a name from an archive, and an archive inside an archive is a file like any other.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from question_bank.formats.exchange import Refused

START = b"PK\x03\x04"
"""How a zip archive begins that has a file in it."""
MOST_FILES = 20_000
MOST_UNPACKED = 150_000_000
"""Bytes of all files that are read from one archive, together."""
MOST_TIMES = 200
FREE = 10_000_000
"""A file may unpack to many times its size up to so many bytes: tables and databases are mostly empty."""
LONGEST_NAME = 500
_PIECE = 1 << 16
_ENTRY = b"PK\x01\x02"
_LEAST_HEAD = 30
_ENCRYPTED = 0x1
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError,
           OSError, IndexError)  # fmt: skip


class Archive:
    """The files of a zip archive by name; what is unpacked is counted, whatever the archive says of itself."""

    def __init__(self, entries: dict[str, zipfile.ZipInfo], archive: zipfile.ZipFile) -> None:
        self._entries, self._archive = entries, archive
        self._left = MOST_UNPACKED

    def names(self) -> list[str]:
        """All files, in the order in which the archive lists them."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of a file.

        Raises:
            Refused: it is broken, or unpacks to more bytes than the limit.
            KeyError: there is no such file.
        """
        return b"".join(self.pieces(name, limit))

    def pieces(self, name: str, limit: int) -> Iterator[bytes]:
        """Yield the bytes of a file piece by piece, for what is too large to be held at once.

        Raises:
            Refused: it is broken, or unpacks to more bytes than the limit.
            KeyError: there is no such file.
        """
        entry = self._entries[name]
        allowed = min(limit, max(FREE, entry.compress_size * MOST_TIMES))
        try:
            with self._archive.open(entry) as file:
                while piece := file.read(_PIECE):
                    allowed -= len(piece)
                    self._left -= len(piece)
                    if allowed < 0 or self._left < 0:
                        raise Refused(f"The archive is refused: “{name}” unpacks to more than a question bank needs.")
                    yield piece
        except Refused:
            raise
        except _BROKEN as error:
            raise Refused(f"The archive is refused: “{name}” in it is broken.") from error


def open_archive(data: bytes) -> Archive:
    """Open a zip archive whose names, sizes and places make sense.

    Raises:
        Refused: it is none, is broken, or is made to do harm.
    """
    if data.count(_ENTRY) > MOST_FILES:
        raise Refused(f"The archive is refused: it holds more than {MOST_FILES:,} files.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise Refused("The file is no zip archive that can be opened.") from error
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        if reason := _harm(entry) or ("is there twice" if entry.filename in entries else ""):
            raise Refused(f"The archive is refused: “{_shown(entry.orig_filename)}” in it {reason}.")
        entries[entry.filename] = entry
    _refuse_overlaps(entries.values())
    return Archive({name: entry for name, entry in entries.items() if not entry.is_dir()}, archive)


def _harm(entry: zipfile.ZipInfo) -> str:
    """Say what is wrong with an entry, if anything is."""
    if _UNSAFE.search(entry.orig_filename) or not entry.filename:
        return "has a name that no file should have"
    if len(entry.filename) > LONGEST_NAME:
        return "has too long a name"
    if entry.flag_bits & _ENCRYPTED:
        return "is locked with a password"
    return "is a link to another file" if stat.S_ISLNK(entry.external_attr >> 16) else ""


def _refuse_overlaps(entries: Iterable[zipfile.ZipInfo]) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise Refused(f"The archive is refused: “{_shown(entry.filename)}” in it lies over another file.")
        end = entry.header_offset + _LEAST_HEAD + entry.compress_size


def _shown(name: str) -> str:
    """Return a name as it can be shown in a sentence."""
    return re.sub(r"[\x00-\x1f\x7f]", "�", name)[:80]
