"""JSON Lines: one question on a line, with all that it holds, in UTF-8; below them the files that they show."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from question_bank.formats.exchange import Exported, Format, Imported, Refused
from question_bank.formats.foreign import Found, glimpse, refuse_large, sentences
from question_bank.kinds import AnyQuestion, read_question
from question_bank.question import Question

_FIRST = ("id", "kind", "stem")
_COMMON = tuple(name for name in Question.model_fields if name not in _FIRST)
_FILE, _DATA = "file", "base64"


class _BadLine(ValueError):
    """A line that holds no question; the message says why."""


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes]) -> Exported:
    """Write everything; `guess_score` is added for readers and dropped by `read`.

    Raises:
        ValueError: a figure is not finite.
    """
    plain = [*map(_plain, questions), *({_FILE: name, _DATA: _encoded(data)} for name, data in files.items())]
    lines = (json.dumps(fields, ensure_ascii=False, allow_nan=False) for fields in plain)
    return Exported("".join(f"{line}\n" for line in lines).encode())


def read(data: bytes) -> Imported:
    """Read questions and files; blank lines do not count.

    Raises:
        Refused: it is too large, or has no line that could be a question.
    """
    refuse_large(data)
    found, files = Found(), dict[str, bytes]()
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            try:
                _take(_fields(line), f"line {number}", found, files)
            except _BadLine as reason:
                found.trouble(f"line {number}", str(reason), line[:400].decode(errors="replace"))
    if not found.questions and not recognises(data):
        raise Refused("The file holds no line of JSON with a question.")
    return found.imported(files)


def recognises(data: bytes) -> bool:
    """Say whether it begins with a brace and a name."""
    return glimpse(data).lstrip("\ufeff \n\t").replace(" ", "").startswith('{"')


def _take(fields: dict[str, Any], place: str, found: Found, files: dict[str, bytes]) -> None:
    if fields.keys() == {_FILE, _DATA}:
        files[str(fields[_FILE])] = _decoded(fields[_DATA])
        return
    question = _question(fields)
    if reason := sentences(problem.message for problem in question.problems()):
        raise _BadLine(reason)
    if found.questions.get(question.id, question) != question:
        found.partly(place, [f"Its id {question.id} stands on a line before: it got another."], question.stem)
    found.take(question, place, question.stem)


def _plain(question: AnyQuestion) -> dict[str, Any]:
    """Return the fields of a question: what names it, what its kind adds, what all kinds have."""
    fields = question.model_dump(mode="json")
    own = [name for name in fields if name not in (*_FIRST, *_COMMON)]
    ordered = {name: fields[name] for name in (*_FIRST, *own, *_COMMON)}
    return ordered | {"guess_score": round(question.guess_score(), 4)}


def _fields(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise _BadLine("It is not UTF-8: save the file in that encoding.") from error
    except json.JSONDecodeError as error:
        raise _BadLine(f"It is no JSON: {error.msg} at character {error.pos + 1}.") from error
    except (RecursionError, ValueError) as error:  # a figure of thousands of digits is a ValueError
        raise _BadLine("It is no question: it is nested too deeply, or has a figure too long to be read.") from error
    if not isinstance(fields, dict):
        raise _BadLine("It is no question: it must be an object in braces.")
    return fields


def _question(fields: dict[str, Any]) -> AnyQuestion:
    fields.pop("guess_score", None)
    try:
        return read_question(fields)
    except ValidationError as error:
        raise _BadLine(f"It is no question: {_reasons(error)}.") from error


def _reasons(error: ValidationError) -> str:
    return "; ".join(f"{_place(one['loc'])}{one['msg']}" for one in error.errors())


def _place(steps: tuple[int | str, ...]) -> str:
    """Say which field is meant; the first step is the kind."""
    return f"{'.'.join(map(str, steps[1:]))}: " if len(steps) > 1 else ""


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _BadLine("What stands for the file is no base64.") from error


FORMAT = Format("JSON Lines", (".jsonl",), read, write, recognises)
