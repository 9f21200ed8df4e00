"""A question element as a question, and what of a question Moodle’s XML has no place for.

That is kept in a comment, `<!-- quizapp: {…} -->`, which Moodle skips, with a digest of what it belongs to: when
someone has changed the question, the question counts.
"""

import hashlib
import json
import re
from typing import Any, NamedTuple

from lxml import etree

from question_bank.formats.foreign import TOPIC, made, made_id
from question_bank.formats.moodle_xml.document import Element, child_text, text_in
from question_bank.formats.moodle_xml.reading import Fields, NotTaken, fields_of, number_in
from question_bank.formats.moodle_xml.texts import Files, Texts
from question_bank.kinds import KINDS, AnyQuestion

_MARK = "quizapp:"
_OF = "of"
_LETTER = re.compile(r"[^\W\d_]")
_SAID = frozenset(("stem", "topic", "explanation", "options", "key", "keys", "accepted", "items", "pairs",
                   "distractors", "value", "tolerance", "unit", "fillings", "ordered"))  # fmt: skip


class Asked(NamedTuple):
    """A question, and what was left out of it."""

    question: AnyQuestion
    lost: list[str]


def asked(element: Element, topic: str, files: Files) -> Asked:
    """Read a question element under a topic.

    Raises:
        NotTaken: it cannot be imported.
    """
    texts = Texts(files)
    bare = bare_fields(element, topic, texts)
    kept = _kept(element, texts)
    fields = bare | kept
    question = made(_complete(fields))
    if isinstance(question, str):
        raise NotTaken(question)
    if tags := [] if kept else _tags(element)[not topic :]:
        texts.lose(f"Its tags were left out: {', '.join(tags)}.")
    return Asked(question, texts.lost)


def bare_fields(element: Element, topic: str, texts: Texts) -> Fields:
    """Return what a question element says apart from our own comment.

    Raises:
        NotTaken: it is no question that can be graded.
    """
    fields = fields_of(element, texts)
    return fields | {"id": _id(element, fields), "topic": topic or next(iter(_tags(element)), TOPIC)}


def left_over(question: AnyQuestion, element: Element, topic: str) -> dict[str, Any]:
    """Return the fields of a question that an element does not hold."""
    try:
        held: Fields = bare_fields(element, topic, Texts(Files()))
    except NotTaken:
        held = {}
    plain = json.loads(json.dumps(held))
    blank = {name: field.default for name, field in type(question).model_fields.items()}
    fields = question.model_dump(mode="json")
    return {name: value for name, value in fields.items() if value != plain.get(name, _plain(blank[name]))}


def comment(fields: dict[str, Any], element: Element) -> etree._Comment:
    """Write fields as a comment that belongs to an element."""
    written = json.dumps({_OF: digest(element)} | fields).replace("--", "\\u002d\\u002d").replace("-}", "\\u002d}")
    return etree.Comment(f" {_MARK} {written} ")


def digest(element: Element) -> str:
    """Return what a question element says as a few signs."""
    said = [f"{one.tag} {sorted(one.attrib.items())} {(one.text or '').strip()}" for one in element.iter(etree.Element)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def has_penalty(element: Element) -> bool:
    """Say whether further tries cost marks."""
    return bool(number_in(child_text(element, "penalty")))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _id(element: Element, fields: Fields) -> str:
    """Return the question’s own id, or one made of its name and text."""
    if number := child_text(element, "idnumber"):
        return number if _LETTER.search(number) else f"moodle-{number}"
    name = child_text(element, "name")
    slug = re.sub(r"\W+", "-", name)[:40].strip("-").lower()
    return made_id(f"moodle-{slug}" if slug else "moodle", str(fields["kind"]), name, str(fields["stem"]))


def _tags(element: Element) -> list[str]:
    return [tag for one in element.iterfind("tags/tag") if (tag := text_in(one))]


def _kept(element: Element, texts: Texts) -> Fields:
    found = (one for one in element.iterchildren(etree.Comment) if (one.text or "").strip().startswith(_MARK))
    note = next(found, None)
    if note is None:
        return {}
    try:
        fields: Fields = json.loads((note.text or "").strip().removeprefix(_MARK))
        belongs = fields.pop(_OF, "") == digest(element)
    except (json.JSONDecodeError, RecursionError, AttributeError):
        texts.lose("The comment with what Moodle’s XML cannot hold was not understood.")
        return {}
    return fields if belongs else {name: value for name, value in fields.items() if name not in _SAID}


def _complete(fields: Fields) -> Fields:
    """Return the fields that the kind has."""
    kind = KINDS.get(str(fields["kind"]))
    known = kind.model_fields if kind else fields
    return {name: value for name, value in fields.items() if name in known}
