"""An article as people have it, a text file, and its paragraphs."""

from hashlib import sha256
from pathlib import Path


def paragraphs(text: str) -> list[str]:
    """Return the lines that are not blank, without the white space around them; paragraph 1 comes first."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def read_paragraphs(path: Path) -> list[str]:
    """Read the paragraphs of a UTF-8 text file.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    return paragraphs(path.read_text("utf-8"))


def digest(paragraph: str) -> str:
    """Return the SHA-256 of a paragraph in UTF-8, as 64 hexadecimal digits."""
    return sha256(paragraph.encode()).hexdigest()
