"""What readers of foreign files share: encodings, ids that stay the same, and questions made from what files hold."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from question_bank.formats.exchange import IMPORTED, LARGEST_FILE, Imported, Refused, Trouble
from question_bank.kinds import AnyQuestion, read_question

TOPIC = "Imported"
MOST_QUESTIONS = MOST_TROUBLES = 25_000
"""As many as one file may bring: reading them takes seconds, and all of them are in memory."""
LONGEST_TEXT = 50_000
_SAMPLE = 200_000
_QUOTED = 2_000
_GLIMPSE = 64_000
_NO_ELEMENT = (
    (re.compile(r"<\?"), "?>"), (re.compile("<!--"), "-->"), (re.compile(r"<!DOCTYPE[^<>\[]{0,1000}\["), "]>"),
    (re.compile("<!DOCTYPE"), ">"),
)  # fmt: skip
_FIRST_ELEMENT = re.compile(r"<[A-Za-z_][^<>]{0,5000}>")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"),
          (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))  # fmt: skip
_NO_TEXT = ((b"PK\x03\x04", "a zip archive"), (b"%PDF", "a PDF"), (b"\xd0\xcf\x11\xe0", "an old Office file"),
            (b"SQLite format 3", "a database"), (b"\x1f\x8b", "a compressed file"),
            (b"\x89PNG", "a picture"))  # fmt: skip
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Decoded(NamedTuple):
    """The text of a file with plain line ends, the encoding it was in, and what was lost on the way."""

    text: str
    encoding: str
    troubles: tuple[Trouble, ...]


def decoded(data: bytes) -> Decoded:
    """Read a text file in the encoding that it has, with `\\n` as its only line end.

    Raises:
        Refused: it is too large, empty, or no text.
    """
    refuse_large(data)
    if not data.strip():
        raise Refused("The file is empty.")
    for start, name in _NO_TEXT:
        if data.startswith(start) and b"\0" in data:
            raise Refused(f"The file is {name}, not a text file.")
    text, encoding, troubles = _text(data)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := UNPRINTABLE.search(text):
        if len(UNPRINTABLE.findall(text, 0, _SAMPLE)) > min(_SAMPLE, len(text)) / 10:
            raise Refused("The file is no text: it is full of characters that cannot be shown.")
        place = line_place(text, bad[0])
        text, number = UNPRINTABLE.subn("", text)
        reason = f"{number:,} characters that cannot be shown were left out; the rest was read."
        troubles.append(Trouble.at(place, reason))
    return Decoded(text, encoding, tuple(troubles))


def glimpse(data: bytes) -> str:
    """Return how a text file begins, to see what it is, and of other files nothing; broken signs do not matter."""
    if data.startswith(tuple(start for start, _ in _NO_TEXT)):
        return ""
    mark, name = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    text = data[len(mark) : _GLIMPSE].decode(name, errors="replace")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def first_element(data: bytes) -> str:
    """Return the first start tag of an XML file, or nothing if it is none."""
    text, place = glimpse(data), 0
    while True:
        while text[place : place + 1].isspace():
            place += 1
        end = next((end for start, end in _NO_ELEMENT if start.match(text, place)), "")
        if not end:
            found = _FIRST_ELEMENT.match(text, place)
            return found[0] if found else ""
        place = text.find(end, place)
        if place < 0:
            return ""
        place += len(end)


def refuse_large(data: bytes) -> None:
    """Raise Refused if a file is larger than any question bank has to be."""
    if len(data) > LARGEST_FILE:
        raise Refused(f"The file is larger than {LARGEST_FILE // 1_000_000} MB: split it.")


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their numbers, one at a time."""
    place, number = 0, 1
    while True:
        end = text.find("\n", place)
        if end < 0:
            yield number, text[place:]
            return
        yield number, text[place:end]
        place, number = end + 1, number + 1


def line_place(text: str, sign: str) -> str:
    """Name the line on which a sign stands first."""
    return f"line {text.count(chr(10), 0, text.index(sign)) + 1}"


def _text(data: bytes) -> tuple[str, str, list[Trouble]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _repaired(data[len(mark) :], name)
    try:
        return data.decode(), "utf-8", []
    except UnicodeDecodeError as error:
        broken = error
    if data.count(b"\0") > len(data) / 5:
        return _repaired(data, "utf-16-le" if data[1::2].count(b"\0") > data[::2].count(b"\0") else "utf-16-be")
    place = f"line {data.count(bytes([10]), 0, broken.start) + 1}"
    around = data[max(0, broken.start - _SAMPLE // 2) : broken.start + _SAMPLE // 2]
    if _mostly_utf_8(data):
        text = data.decode(errors="replace")
        reason = "Some bytes are not UTF-8 and were replaced by “�”; the rest was read."
        return text, "utf-8", [Trouble.at(place, reason, text[text.index("\ufffd") :][:40])]
    name = _guessed(around)
    text = data.decode(name, errors="replace")
    reason = f"The file is not UTF-8; it was read as {name}. Check letters with accents."
    return text, name, [Trouble.at(place, reason, around.decode(name, errors="replace")[_SAMPLE // 2 :][:40])]


def _repaired(data: bytes, name: str) -> tuple[str, str, list[Trouble]]:
    text = data.decode(name, errors="replace")
    if "\ufffd" not in text or "\ufffd".encode(name) in data:
        return text, name, []
    reason = f"Some bytes are not {name.upper()} and were replaced by “�”; the rest was read."
    return text, name, [Trouble.at(line_place(text, "\ufffd"), reason)]


def _mostly_utf_8(data: bytes) -> bool:
    """Say whether few of the bytes above ASCII are broken."""
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    return sum(not one.isascii() for one in text) >= 10 * broken


_HIGH = re.compile(rb"[\x80-\xff]+")
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
"""What Windows writes for the languages of Europe that have Latin letters."""


def _guessed(sample: bytes) -> str:
    """Name the encoding that fits best; a byte that no letter fits is taken for Windows’ western one."""
    from charset_normalizer import from_bytes  # rarely needed

    alone = sum(len(one) == 1 for one in _HIGH.findall(sample))
    if alone > len(_HIGH.findall(sample)) / 2:  # accents among Latin letters: few of them fit Chinese or Korean as well
        found = from_bytes(sample, cp_isolation=list(_LATIN))
        likely = [one for one in found if one.chaos <= found[0].chaos]
        best = next((one for one in likely if one.encoding == _LATIN[0]), found.best())
    else:
        best = from_bytes(sample).best()
    if best is None or best.encoding in ("ascii", "utf_8"):
        return "cp1252"
    western = best.could_be_from_charset
    return "cp1252" if "cp1252" in western else best.encoding


def made_id(prefix: str, *texts: str) -> str:
    """Return an id that is the same whenever the same texts are imported."""
    digest = hashlib.sha256("\x1f".join(texts).encode(errors="surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:16]}"


def explained(answer: str) -> str:
    """Return an explanation that names the answer."""
    return f"The right answer is {answer}{'' if answer.endswith(('.', '!', '?', '…')) else '.'}"


def made(fields: Mapping[str, Any]) -> AnyQuestion | str:
    """Return the question that fields make, or say why they make none; one that explains nothing names its answer."""
    if _longest(fields) > LONGEST_TEXT:
        return f"One of its texts is longer than {LONGEST_TEXT:,} characters."
    try:
        question = read_question({**fields, "explanation": fields["explanation"] or "?"})
    except ValidationError as error:
        said = (f"{'.'.join(map(str, one['loc'][1:])) or 'question'}: {one['msg']}" for one in error.errors())
        return f"It was not understood: {'; '.join(said)}."
    if reason := sentences(problem.message for problem in question.problems()):
        return reason
    if fields["explanation"]:
        return question
    return question.model_copy(update={"explanation": explained(question.answer)})


def _longest(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return max(map(_longest, value.values()), default=0)
    return max(map(_longest, value), default=0) if isinstance(value, list | tuple) else 0


def sentences(texts: Iterable[str]) -> str:
    """Return texts one after the other, each once."""
    return " ".join(dict.fromkeys(texts))


class Found:
    """What was read of a file so far."""

    def __init__(self, troubles: Iterable[Trouble] = ()) -> None:
        self.questions: dict[str, AnyQuestion] = {}
        self.troubles = list(troubles)
        self._places: dict[str, str] = {}

    def trouble(self, place: str, reason: str, text: str = "") -> None:
        """Say that something was not imported, or was changed."""
        if len(self.troubles) >= MOST_TROUBLES:
            raise Refused(
                f"More than {MOST_TROUBLES:,} things in the file were not understood: is it of another format?"
            )
        self.troubles.append(Trouble.at(place, reason, text[:_QUOTED]))

    def partly(self, place: str, left_out: Iterable[str], text: str = "") -> None:
        """Say what was left out of a question that was imported, if anything was."""
        if said := sentences(left_out):
            self.trouble(place, f"{said} {IMPORTED}", text)

    def take(self, question: AnyQuestion, place: str, text: str = "") -> bool:
        """Keep a question, with an id of its own; one that stands in the file before is only kept once."""
        before = self.questions.get(question.id)
        if before == question:
            self.trouble(place, f"The same question stands at {self._places[question.id]}: it was imported once.", text)
            return False
        if before is not None:
            return self.take(question.changed(id=made_id(question.id, question.model_dump_json())), place, text)
        if len(self.questions) >= MOST_QUESTIONS:
            raise Refused(f"The file holds more than {MOST_QUESTIONS:,} questions: split it.")
        self.questions[question.id] = question
        self._places[question.id] = place
        return True

    def imported(self, files: Mapping[str, bytes] | None = None) -> Imported:
        """Return all that was found."""
        if not self.questions and not self.troubles:
            self.trouble("the whole file", "There is no question in it.")
        return Imported(tuple(self.questions.values()), tuple(self.troubles), files or {})
