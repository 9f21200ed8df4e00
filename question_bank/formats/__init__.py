"""The registry of interchange formats: what questions can be written as and read from."""

from collections.abc import Iterator

from question_bank.formats import aiken, anki, gift, jsonl, moodle_xml, qti, table, two_columns
from question_bank.formats.exchange import Format, Refused

FORMATS: dict[str, Format] = {
    "jsonl": jsonl.FORMAT,
    "moodle": moodle_xml.FORMAT,
    "qti2": qti.FORMAT,
    "qti3": qti.FORMAT_3,
    "anki": anki.FORMAT,
    "gift": gift.FORMAT,
    "aiken": aiken.FORMAT,
    "table": table.FORMAT,
    "text": two_columns.FORMAT,
}
"""Formats by the name that commands know them by; of two that recognise a file, the first counts."""


def by_name(name: str) -> Format:
    """Return a format.

    Raises:
        Refused: none has this name.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise Refused(f"“{name}” is no format: choose one of {', '.join(FORMATS)}.") from None


def by_suffix(file: str) -> list[Format]:
    """Return the formats whose files end like this one; several share “.txt” and “.xml”."""
    return [format for format in FORMATS.values() if file.lower().endswith(format.suffixes)]


def detected(file: str, data: bytes) -> Format:
    """Return the format of a file: of those that its name allows, or else of all, the first that recognises it.

    Raises:
        Refused: neither its name nor what is in it belongs to a format.
    """
    return next(_candidates(by_suffix(file), data), None) or _refuse(file)


def _candidates(named: list[Format], data: bytes) -> Iterator[Format]:
    yield from (format for format in named if format.recognises(data))
    yield from (format for format in FORMATS.values() if format.recognises(data))
    yield from named


def _refuse(file: str) -> Format:
    titles = ", ".join(format.title for format in FORMATS.values())
    raise Refused(f"“{file}” is in no format that can be read: {titles}.")
