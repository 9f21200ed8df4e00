"""Questions without their pictures, for formats that are nothing but text."""

import re
from typing import Any

from pydantic import ValidationError

from question_bank.formats.exchange import CannotExpress
from question_bank.kinds import AnyQuestion, read_question

_PICTURE = re.compile(r"\\!|!\[([^\]\n]{0,300})\]\(file:([^()\s]{1,200})\)")


def without_pictures(question: AnyQuestion, format: str) -> tuple[AnyQuestion, list[str]]:
    """Return a question that says what its pictures show instead of showing them, and what is lost with that.

    Raises:
        CannotExpress: without its pictures it makes no sense.
    """
    fields = question.model_dump(mode="json")
    names: dict[str, None] = {}
    said = _said(fields, names)
    if not names:
        return question, []
    try:
        changed = read_question(said)
    except ValidationError as error:
        raise CannotExpress(f"{format} holds no pictures, and it needs {', '.join(names)}.") from error
    if changed.problems():
        raise CannotExpress(f"{format} holds no pictures, and it needs {', '.join(names)}.")
    return changed, [f"{format} holds no pictures: {', '.join(names)} left out."]


def _said(value: Any, names: dict[str, None]) -> Any:
    if isinstance(value, str):
        return _PICTURE.sub(lambda found: _alt(found, names), value)
    if isinstance(value, list):
        return [_said(one, names) for one in value]
    if isinstance(value, dict):
        return {key: _said(one, names) if key != "id" else one for key, one in value.items()}
    return value


def _alt(found: re.Match[str], names: dict[str, None]) -> str:
    if found[2] is None:
        return found[0]
    names[found[2]] = None
    return found[1].strip() or f"picture {found[2]}"
