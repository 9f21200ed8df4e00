"""Protocol-buffer messages, as far as Anki's packages need them: fields by number, no schema.

Google's own library needs a compiled schema and would be loaded for a few texts and figures.
"""

from collections.abc import Iterator

_LONGEST_NUMBER = 10
_FIXED = {1: 8, 5: 4}
_NUMBER, _BYTES = 0, 2


class BadMessage(ValueError):
    """Bytes that are no message."""


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the fields of a message in order, each with its number.

    Raises:
        BadMessage: the bytes are no message.
    """
    place = 0
    while place < len(data):
        tag, place = _number(data, place)
        sort = tag & 7
        if sort == _NUMBER:
            value, place = _number(data, place)
            yield tag >> 3, value
            continue
        if sort == _BYTES:
            size, place = _number(data, place)
        elif sort in _FIXED:
            size = _FIXED[sort]
        else:
            raise BadMessage(f"A field has the unknown sort {sort}.")
        if place + size > len(data):
            raise BadMessage("A field is longer than its message.")
        yield tag >> 3, data[place : place + size]
        place += size


def text(data: bytes, number: int) -> str:
    """Return a text field of a message; the last one counts, and none is empty.

    Raises:
        BadMessage: the bytes are no message.
    """
    found = [value for field, value in fields(data) if field == number and isinstance(value, bytes)]
    return found[-1].decode(errors="replace") if found else ""


def figure(data: bytes, number: int) -> int:
    """Return a number field of a message; the last one counts, and none is 0.

    Raises:
        BadMessage: the bytes are no message.
    """
    found = [value for field, value in fields(data) if field == number and isinstance(value, int)]
    return found[-1] if found else 0


def _number(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift, byte in enumerate(data[place : place + _LONGEST_NUMBER]):
        value |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:
            return value, place + shift + 1
    raise BadMessage("A number has no end.")
