"""What a format has no place for, kept in a comment or a column of its own that only this program reads."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from question_bank.kinds import KINDS, AnyQuestion

_OF = "of"
_FIELDS = {name: frozenset(kind.model_fields) for name, kind in KINDS.items()}
_NOT_IN_TEXTS = frozenset(("id", "kind", "facts", "citations", "voice", "as_of", "conflicts", "unit", "correction",
                           "ordered", "each_once", "ascending"))  # fmt: skip
_IN_WORDS = {
    "facts": "which facts it asks about", "citations": "where they stand", "voice": "who says so",
    "as_of": "as of when", "conflicts": "who says otherwise", "unit": "the unit", "correction": "the correction",
    "ordered": "that the options keep their order", "each_once": "that each answer may be given once",
    "ascending": "that the answers keep their order", "accepted": "some of the accepted answers",
    "topic": "the topic", "explanation": "the explanation",
}  # fmt: skip


class NotKept(ValueError):
    """What was kept is not understood."""


def left_over(question: AnyQuestion, held: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a question that a file does not hold, given those that it does."""
    plain = json.loads(json.dumps(held))
    usual = {
        name: field.get_default() for name, field in type(question).model_fields.items() if not field.is_required()
    }
    usual = {name: list(value) if isinstance(value, tuple) else value for name, value in usual.items()}
    fields = question.model_dump(mode="json")
    return {name: value for name, value in fields.items() if value != plain.get(name, usual.get(name, ...))}


def sealed(fields: Mapping[str, Any], text: str) -> str:
    """Write fields as JSON on one line, with a digest of the text they belong to."""
    return json.dumps({_OF: digest(text), **fields})


def belongs(line: str, text: str) -> bool:
    """Say whether fields were written for a text as it is now."""
    return line.startswith(json.dumps({_OF: digest(text)})[:-1])


def opened(line: str, text: str) -> dict[str, Any]:
    """Read fields; when someone has changed the text since, what the text says counts.

    Raises:
        NotKept: they cannot be read.
    """
    try:
        fields = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotKept("What stands beside it for this program was not understood.") from error
    if not isinstance(fields, dict):
        raise NotKept("What stands beside it for this program was not understood.")
    if fields.pop(_OF, "") == digest(text):
        return fields
    return {name: value for name, value in fields.items() if name in _NOT_IN_TEXTS}


def merged(held: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that make a question: those that its kind has."""
    fields = {**held, **kept}
    known = _FIELDS.get(str(fields["kind"]), fields)
    return {name: value for name, value in fields.items() if name in known}


def unseen(question: AnyQuestion, rest: Mapping[str, Any], where: str) -> list[str]:
    """Say what other programs will not see of a question."""
    lost = [said for name, said in _IN_WORDS.items() if name in rest]
    told = [f"Other programs will not see {', '.join(lost)}: it stands in {where}."] if lost else []
    if "kind" in rest:
        told.append(f"Other programs will take it for another kind than “{question.title}”.")
    return told


def digest(text: str) -> str:
    """Return a short digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
