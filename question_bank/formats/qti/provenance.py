"""What only we know of a question travels with its item, and is believed as long as the item is what we wrote."""

import hashlib
import json
import re
from typing import NamedTuple

from lxml import etree
from pydantic import ValidationError

from question_bank.formats.qti.tree import Element
from question_bank.kinds import AnyQuestion, read_question_json

NAMESPACE = "urn:quizapp:question"
TAG = "quizappQuestion"
HELD, DIGEST = "data-quizapp", "data-quizapp-digest"
_KEPT = ("id", "topic", "facts", "citations", "voice", "as_of", "conflicts")
_NOT_XML = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"

CHANGED = "It was changed since it was exported: it was taken as it now stands, with the sources that it had."


class Provenance(NamedTuple):
    """A question as it was when its item was written, and the digest of that item."""

    question: AnyQuestion
    digest: str


def digest(item: Element) -> str:
    """Return the digest of an item in the names of QTI 2, without what says where its schema and its source are."""
    held = {name: item.attrib.pop(name) for name in (HELD, DIGEST, _SCHEMA) if name in item.attrib}
    _unspaced(item)
    etree.cleanup_namespaces(item)
    canonical = etree.tostring(item, method="c14n", exclusive=True)
    for name, value in held.items():
        item.set(name, value)
    return hashlib.sha256(canonical).hexdigest()


def _unspaced(item: Element) -> None:
    """Drop the line ends between the parts of an item."""
    item.text = None
    for part in item:
        part.tail = None


def said(question: AnyQuestion) -> str:
    """Return a question as JSON that XML can hold."""
    text = json.dumps(question.model_dump(mode="json"), ensure_ascii=False, allow_nan=False)
    return _NOT_XML.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def read(text: str | None, digest: str | None) -> Provenance | None:
    """Return what is held, if it is a sound question of ours."""
    try:
        question = read_question_json(text or "")
    except ValidationError:
        return None
    return None if question.problems() else Provenance(question, digest or "")


def merged(taken: AnyQuestion, held: AnyQuestion) -> AnyQuestion:
    """Return a question that was changed elsewhere, with the sources, topic and, if it can be, the kind that it had."""
    kept = {name: getattr(held, name) for name in _KEPT}
    own = set(type(held).model_fields) - {*_KEPT, "kind"}
    content = {name: value for name, value in taken.model_dump().items() if name in own}
    try:
        changed = held.changed(**content)
    except ValidationError:
        changed = None
    if changed is not None and not changed.problems():
        return changed
    return taken.changed(**kept)
