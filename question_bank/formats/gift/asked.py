"""A block of GIFT as a question, and what of a question GIFT has no signs for.

That is kept in a comment, `// quizapp: {…}`, with a digest of the text it belongs to: when someone has changed the
text, the text counts.
"""

import hashlib
import json
import re
from typing import Any, NamedTuple

from question_bank.formats.exchange import CannotExpress
from question_bank.formats.foreign import TOPIC, explained, made, made_id
from question_bank.formats.gift.prose import Prose
from question_bank.formats.gift.reading import Fields, NotTaken, fields_of
from question_bank.formats.gift.signs import BadBraces, Block, parts
from question_bank.kinds import KINDS, AnyQuestion

_KEPT = re.compile(r"^//\s*quizapp:\s*(\{.*\})\s*$", re.MULTILINE)
_LETTER = re.compile(r"[^\W\d_]")
_SAID_BY_THE_TEXT = frozenset(("stem", "topic", "explanation", "options", "key", "keys", "accepted", "items", "pairs",
                               "distractors", "value", "tolerance"))  # fmt: skip
_OF = "of"


class Asked(NamedTuple):
    """A question, and what was left out of it."""

    question: AnyQuestion
    lost: list[str]


def asked(block: Block, topic: str) -> Asked:
    """Read a question under a topic.

    Raises:
        NotTaken: it cannot be imported.
    """
    bare, prose = fields_of_block(block, topic)
    kept = _kept(block, prose)
    fields = bare | kept
    question = made(_complete(fields))
    if isinstance(question, str):
        raise NotTaken(question)
    if not fields["explanation"]:
        question = question.changed(explanation=explained("", question.answer))
    if not kept:
        _lose_labels(block, topic, prose)
    return Asked(question, prose.lost)


def fields_of_block(block: Block, topic: str) -> tuple[Fields, Prose]:
    """Return what a block says apart from our own comment.

    Raises:
        NotTaken: it is no question that can be graded.
    """
    prose = Prose()
    try:
        fields = fields_of(parts(block.text), prose)
    except BadBraces as reason:
        advice = "a blank line ends a question, and braces in texts are written \\{ and \\}"
        raise NotTaken(f"The braces do not match, {reason}: {advice}.") from reason
    id = block.id if _LETTER.search(block.id) else ""
    given = f"gift-{block.id}" if block.id else made_id("gift", fields["kind"], fields["stem"])
    return fields | {"id": id or given, "topic": topic or next(iter(block.tags), TOPIC)}, prose


def left_over(question: AnyQuestion, block: Block, topic: str) -> dict[str, Any]:
    """Return the fields of a question that a block does not hold.

    Raises:
        CannotExpress: the block is not read back.
    """
    try:
        held, _ = fields_of_block(block, topic)
    except NotTaken as reason:
        raise CannotExpress(f"GIFT cannot hold it: {reason}") from reason
    plain = json.loads(json.dumps(held))
    blank = {name: field.default for name, field in type(question).model_fields.items()}
    fields = question.model_dump(mode="json")
    return {name: value for name, value in fields.items() if value != plain.get(name, _plain(blank[name]))}


def comment(fields: dict[str, Any], text: str) -> str:
    """Write fields as a comment that belongs to a text."""
    written = json.dumps({_OF: _digest(text)} | fields)
    return "// quizapp: " + written.replace("[id:", "\\u005bid:").replace("[tag:", "\\u005btag:")


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _kept(block: Block, prose: Prose) -> Fields:
    found = _KEPT.search(block.comments)
    if not found:
        return {}
    try:
        fields: Fields = json.loads(found[1])
    except (json.JSONDecodeError, RecursionError):
        prose.lose("The comment with what GIFT cannot hold was not understood.")
        return {}
    if fields.pop(_OF, "") == _digest(block.text):
        return fields
    return {name: value for name, value in fields.items() if name not in _SAID_BY_THE_TEXT}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _complete(fields: Fields) -> Fields:
    """Return the fields that the kind has; one without an explanation gets one later."""
    kind = KINDS.get(str(fields["kind"]))
    known = kind.model_fields if kind else fields
    return {name: value for name, value in fields.items() if name in known} | {
        "explanation": fields["explanation"] or "?"
    }


def _lose_labels(block: Block, topic: str, prose: Prose) -> None:
    tags = block.tags if topic else block.tags[1:]
    if tags:
        prose.lose(f"Its tags were left out: {', '.join(tags)}.")
