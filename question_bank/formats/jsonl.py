"""JSON Lines: one question on a line, with all that it holds, in UTF-8."""

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from question_bank.kinds import AnyQuestion, read_question
from question_bank.question import Question

_FIRST = ("id", "kind", "stem")
_COMMON = tuple(name for name in Question.model_fields if name not in _FIRST)


class BadLine(ValueError):
    """A line that holds no question; the message names the line and the reason."""


def write(questions: Iterable[AnyQuestion]) -> bytes:
    """Write questions, one on a line; `guess_score` is added for readers and dropped by `read`.

    Raises:
        ValueError: a figure is not finite.
    """
    lines = (json.dumps(_plain(question), ensure_ascii=False, allow_nan=False) for question in questions)
    return "".join(f"{line}\n" for line in lines).encode()


def read(data: bytes) -> list[AnyQuestion]:
    """Read questions; blank lines do not count.

    Raises:
        BadLine: a line holds no question, or one whose id another line has.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = data.count(b"\n", 0, error.start) + 1
        raise BadLine(f"Line {bad} is not UTF-8: save the file in that encoding.") from error
    found: dict[str, AnyQuestion] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            question = _question(line, number)
            if question.id in found:
                raise BadLine(f"Line {number}: the id {question.id} stands on a line before it.")
            found[question.id] = question
    return list(found.values())


def _plain(question: AnyQuestion) -> dict[str, Any]:
    """Return the fields of a question: what names it, what its kind adds, what all kinds have."""
    fields = question.model_dump(mode="json")
    own = [name for name in fields if name not in (*_FIRST, *_COMMON)]
    ordered = {name: fields[name] for name in (*_FIRST, *own, *_COMMON)}
    return ordered | {"guess_score": round(question.guess_score(), 4)}


def _question(line: str, number: int) -> AnyQuestion:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLine(f"Line {number} is no JSON: {error.msg} at character {error.pos + 1}.") from error
    except RecursionError as error:
        raise BadLine(f"Line {number} is no question: it is nested too deeply.") from error
    if not isinstance(fields, dict):
        raise BadLine(f"Line {number} is no question: it must be an object in braces.")
    fields.pop("guess_score", None)
    try:
        return read_question(fields)
    except ValidationError as error:
        raise BadLine(f"Line {number} is no question: {_reasons(error)}.") from error


def _reasons(error: ValidationError) -> str:
    return "; ".join(f"{_place(one['loc'])}{one['msg']}" for one in error.errors())


def _place(steps: tuple[int | str, ...]) -> str:
    """Say which field is meant; the first step is the kind."""
    return f"{'.'.join(map(str, steps[1:]))}: " if len(steps) > 1 else ""
