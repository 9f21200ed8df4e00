"""A block of GIFT as a question, with what our own comment beside it adds."""

import re
from typing import NamedTuple

from question_bank.formats.foreign import TOPIC, made, made_id
from question_bank.formats.gift.prose import Prose
from question_bank.formats.gift.reading import Fields, NotTaken, fields_of
from question_bank.formats.gift.signs import LONGEST, BadBraces, Block, parts
from question_bank.formats.kept import NotKept, merged, opened, sealed
from question_bank.kinds import AnyQuestion

_KEPT = re.compile(r"^//\s*quizapp:\s*(\{.*\})\s*$", re.MULTILINE)
_LETTER = re.compile(r"[^\W\d_]")


class Asked(NamedTuple):
    """A question, and what was left out of it."""

    question: AnyQuestion
    lost: list[str]
    name: str = ""


def asked(block: Block, topic: str) -> Asked:
    """Read a question under a topic.

    Raises:
        NotTaken: it cannot be imported.
    """
    held, prose = held_by(block, topic)
    kept = _kept(block, prose)
    question = made(merged(held, kept))
    if isinstance(question, str) and kept:
        prose.lose("The comment for this program did not fit any more.")
        question = made(held)
    if isinstance(question, str):
        raise NotTaken(question)
    tags = block.tags if topic else block.tags[1:]
    if tags:
        prose.lose(f"Its tags were left out: {', '.join(tags)}.")
    return Asked(question, prose.lost, parts(block.text).name)


def held_by(block: Block, topic: str) -> tuple[Fields, Prose]:
    """Return what a block says apart from our own comment.

    Raises:
        NotTaken: it is no question that can be graded.
    """
    if block.is_too_long:
        raise NotTaken(f"It is longer than {LONGEST:,} characters: a blank line ends a question.")
    prose = Prose()
    try:
        fields = fields_of(parts(block.text), prose)
    except BadBraces as reason:
        advice = "a blank line ends a question, and braces in texts are written \\{ and \\}"
        raise NotTaken(f"The braces do not match, {reason}: {advice}.") from reason
    id = block.id if _LETTER.search(block.id) else ""
    given = f"gift-{block.id}" if block.id else made_id("gift", fields["kind"], fields["stem"])
    return fields | {"id": id or given, "topic": topic or next(iter(block.tags), TOPIC)}, prose


def comment(fields: Fields, text: str) -> str:
    """Write fields as a comment that belongs to a text; it holds nothing that Moodle takes for an id or a tag."""
    return "// quizapp: " + sealed(fields, text).replace("[id:", "\\u005bid:").replace("[tag:", "\\u005btag:")


def _kept(block: Block, prose: Prose) -> Fields:
    found = _KEPT.search(block.comments)
    if not found:
        return {}
    try:
        return opened(found[1], block.text)
    except NotKept as reason:
        prose.lose(str(reason))
        return {}
