"""A stand-in for formats.archive, with its interface, until that exists."""

import io
import struct
import zipfile
import zlib

from question_bank.formats.exchange import Refused

MOST_FILES = 20_000
LARGEST_WHOLE = 150_000_000
_PIECE = 1 << 16
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


class Archive:
    """A zip archive; what is unpacked is counted, whatever the archive says of itself."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Refused("The file is no zip archive that can be opened.") from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            raise Refused(f"The archive is refused: it holds more than {MOST_FILES} files.")
        self._entries = {entry.filename: entry for entry in entries}
        self._left = LARGEST_WHOLE

    def names(self) -> list[str]:
        """All files, each once."""
        return list(self._entries)

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of a file.

        Raises:
            Refused: it is broken, encrypted, or larger than the limit.
        """
        pieces, size = [], 0
        try:
            with self._zip.open(self._entries[name]) as file:
                while piece := file.read(_PIECE):
                    size += len(piece)
                    if size > min(limit, self._left):
                        raise Refused("The archive is refused: it unpacks to more than any question bank has to be.")
                    pieces.append(piece)
        except _BROKEN as error:
            if isinstance(error, Refused):
                raise
            raise Refused("The archive is refused: a file in it is broken or encrypted.") from error
        self._left -= size
        return b"".join(pieces)


def open_archive(data: bytes) -> Archive:
    """Open a zip archive.

    Raises:
        Refused: it is none, or holds too much.
    """
    return Archive(data)
