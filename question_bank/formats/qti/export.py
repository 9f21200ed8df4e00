"""Packages as we write them: one file for each item, the pictures, and the manifest; always the same bytes."""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from question_bank.formats.exchange import Exported, Loss
from question_bank.formats.qti import provenance, writing
from question_bank.formats.qti.markup import FOLDER, Dialect, dressed
from question_bank.formats.qti.tree import Element
from question_bank.kinds import AnyQuestion
from question_bank.kinds.flashcard import Flashcard

SHOWN = re.compile(r"!\[[^\]]*\]\(file:([^)\s]+)\)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,79}")
_PICTURE = re.compile(r"[\w-][\w.-]*")
_SELF_RATED = "QTI has no cards that learners rate themselves: it asks for a text, which a person has to mark."
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)


class _Written(NamedTuple):
    question: AnyQuestion
    identifier: str
    data: bytes
    digest: str
    pictures: list[str]


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes], dialect: Dialect) -> Exported:
    """Write questions and the pictures that they show as a package."""
    taken: set[str] = set()
    written, losses = [], []
    for question in questions:
        identifier = _identifier(question.id, taken)
        taken.add(identifier.casefold())
        shown = list(dict.fromkeys(SHOWN.findall(question.model_dump_json())))
        pictures = [name for name in shown if name in files and _PICTURE.fullmatch(name)]
        losses += [Loss(question.id, f"The picture {name} is missing.") for name in shown if name not in pictures]
        if isinstance(question, Flashcard):
            losses.append(Loss(question.id, _SELF_RATED))
        written.append(_item(question, identifier, pictures, dialect))
    members = {"imsmanifest.xml": _manifest(written, dialect)}
    members |= {f"items/{one.identifier}.xml": one.data for one in written}
    members |= {f"{FOLDER}/{name}": files[name] for name in sorted({name for one in written for name in one.pictures})}
    return Exported(_zipped(members), losses)


def _identifier(id: str, taken: set[str]) -> str:
    """Return a name for an item that QTI and every file system take."""
    if _NAME.fullmatch(id) and id.casefold() not in taken:
        return id
    return f"q-{hashlib.sha256(id.encode(errors='surrogatepass')).hexdigest()[:32]}"


def _item(question: AnyQuestion, identifier: str, pictures: list[str], dialect: Dialect) -> _Written:
    root = writing.item(question, identifier, dialect)
    digest = provenance.digest(root)
    if dialect.is_dashed:
        root.set(provenance.HELD, provenance.said(question))
        root.set(provenance.DIGEST, digest)
    return _Written(question, identifier, dressed(root, dialect), digest, pictures)


def _manifest(written: Sequence[_Written], dialect: Dialect) -> bytes:
    names: Any = {None: dialect.package}
    if not dialect.is_dashed:
        names["quizapp"] = provenance.NAMESPACE
    root = etree.Element(f"{{{dialect.package}}}manifest", {"identifier": "quizapp"}, nsmap=names)
    metadata = _added(root, "metadata", dialect)
    _added(metadata, "schema", dialect).text = dialect.schema
    _added(metadata, "schemaversion", dialect).text = dialect.version
    _added(root, "organizations", dialect)
    resources = _added(root, "resources", dialect)
    for number, one in enumerate(written, 1):
        _resource(resources, number, one, dialect)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _resource(resources: Element, number: int, one: _Written, dialect: Dialect) -> None:
    name = f"items/{one.identifier}.xml"
    resource = _added(resources, "resource", dialect, identifier=f"r{number}", type=dialect.item_type, href=name)
    if not dialect.is_dashed:
        metadata = _added(resource, "metadata", dialect)
        held = etree.SubElement(metadata, f"{{{provenance.NAMESPACE}}}{provenance.TAG}", digest=one.digest)
        held.text = provenance.said(one.question)
    for path in (name, *(f"{FOLDER}/{picture}" for picture in one.pictures)):
        _added(resource, "file", dialect, href=path)


def _added(above: Element, tag: str, dialect: Dialect, **attributes: str) -> Element:
    return etree.SubElement(above, f"{{{dialect.package}}}{tag}", attributes)


def _zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            about = zipfile.ZipInfo(name, _DAY_ZERO)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            archive.writestr(about, data)
    return out.getvalue()
