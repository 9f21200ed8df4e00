"""What is in a package of Anki: the collection that counts, and the media by their names."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from question_bank.formats.anki import wire
from question_bank.formats.archive import START, Archive, open_archive
from question_bank.formats.exchange import Refused

SQLITE = b"SQLite format 3\0"
_NEWEST = "collection.anki21b"
_COLLECTIONS = (_NEWEST, "collection.anki21", "collection.anki2")
"""The newest that is there counts: beside it lies a stub of one note that asks for a newer Anki."""
_NEWEST_KNOWN = 3
_LARGEST_COLLECTION = 140_000_000
_LARGEST_LIST = 5_000_000
_LARGEST_WINDOW = 1 << 24
_PIECE = 1 << 16
_STEP = 256
"""Packed bytes that are unpacked at once: they make 8 MB at most, for a block of 128 kB takes four of them."""
_NUMBERED = re.compile(r"\d{1,9}")


class Package:
    """A package of Anki, or a bare collection, which has no media."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive: Archive | None = None
        if data.startswith(START):
            self._archive = open_archive(data)
            self._collection = _chosen(self._archive)
        elif not data.startswith(SQLITE):
            raise Refused("The file is neither a package of Anki nor a collection: export your deck as .apkg.")

    @property
    def _is_newest(self) -> bool:
        return self._archive is not None and self._collection == _NEWEST

    def unpack(self, path: Path) -> None:
        """Write the collection that counts to a file.

        Raises:
            Refused: it is broken or too large.
        """
        with path.open("wb") as file:
            for piece in self._pieces():
                file.write(piece)

    def _pieces(self) -> Iterator[bytes]:
        if self._archive is None:
            return iter((self._data,))
        pieces = self._archive.pieces(self._collection, _LARGEST_COLLECTION)
        return unpacked(pieces, _LARGEST_COLLECTION) if self._is_newest else pieces

    def media(self) -> dict[str, str]:
        """Return the names in the archive of the media, by their names in notes.

        Raises:
            Refused: the list of them is broken.
        """
        if self._archive is None or "media" not in self._archive:
            return {}
        listed = self._listed(self._archive.read("media", _LARGEST_LIST))
        return {name: number for number, name in listed if number in self._archive}

    def _listed(self, data: bytes) -> list[tuple[str, str]]:
        if self._is_newest:
            data = b"".join(unpacked((data,), _LARGEST_LIST))
        try:
            return _from_message(data) if self._is_newest else _from_json(data)
        except (ValueError, RecursionError) as error:
            if isinstance(error, Refused):
                raise
            raise Refused("The package is broken: its list of media cannot be read.") from error

    def read(self, number: str, limit: int) -> bytes:
        """Return the bytes of a medium by its name in the archive.

        Raises:
            Refused: it is broken, or larger than the limit.
        """
        if self._archive is None:
            return b""
        data = self._archive.read(number, limit)
        return b"".join(unpacked((data,), limit)) if self._is_newest else data


def unpacked(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Yield what zstd has packed; what comes is counted, and the size that the data name is not believed.

    Raises:
        Refused: it is broken, or unpacks to more bytes than the limit.
    """
    import zstandard

    unpacking = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).decompressobj(write_size=_PIECE)
    try:
        for piece in pieces:
            for start in range(0, len(piece), _STEP):
                out = unpacking.decompress(piece[start : start + _STEP])
                limit -= len(out)
                if limit < 0:
                    raise Refused("The package is refused: it unpacks to more than a question bank needs.")
                yield out
    except zstandard.ZstdError as error:
        raise Refused("The package is broken: a part of it cannot be unpacked.") from error
    if not unpacking.eof:
        raise Refused("The package is broken: a part of it ends too early.")


def _chosen(archive: Archive) -> str:
    if "meta" in archive and (version := _version(archive.read("meta", 1_000))) > _NEWEST_KNOWN:
        raise Refused(f"The package is of version {version}, made by a newer Anki: export it for older versions.")
    found = next((name for name in _COLLECTIONS if name in archive), None)
    if found is None:
        raise Refused("The package holds no collection of Anki.")
    return found


def _version(meta: bytes) -> int:
    try:
        return wire.figure(meta, 1)
    except wire.BadMessage:
        return 0


def _from_message(data: bytes) -> list[tuple[str, str]]:
    """Read the list of media: each has the number of its place, unless it names another."""
    entries = [value for number, value in wire.fields(data) if number == 1 and isinstance(value, bytes)]
    return [(str(wire.figure(entry, 255) or place), wire.text(entry, 1)) for place, entry in enumerate(entries)]


def _from_json(data: bytes) -> list[tuple[str, str]]:
    listed = json.loads(data.decode(errors="replace") or "{}")
    if not isinstance(listed, dict):
        raise ValueError("no object")
    return [(number, name) for number, name in listed.items() if _NUMBERED.fullmatch(number) and isinstance(name, str)]
