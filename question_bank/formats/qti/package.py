"""Reads files and packages: finds the items in them, whatever their dialect, and lists what cannot be taken."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from question_bank.formats import foreign
from question_bank.formats.exchange import Imported, Refused
from question_bank.formats.qti import asking, items, legacy, provenance, standin
from question_bank.formats.qti.export import SHOWN
from question_bank.formats.qti.markup import FOLDER
from question_bank.formats.qti.model import Item, NotTaken
from question_bank.formats.qti.texts import Texts
from question_bank.formats.qti.tree import Broken, Element, parsed, text_in
from question_bank.kinds import AnyQuestion

_DOCUMENTS = (".xml", ".qti", ".dat")
_LARGEST_DOCUMENT = 20_000_000
_LARGEST_PICTURE = 5_000_000
_ZIP = b"PK"
_UNSAFE = re.compile(r"[^\w.-]+")
_BASES = ("$IMS-CC-FILEBASE$", "%24IMS-CC-FILEBASE%24", "$WIKI_REFERENCE$", "$CANVAS_COURSE_REFERENCE$")


class Document(NamedTuple):
    """A parsed file of a package."""

    name: str
    root: Element


class Package:
    """The files of a package by name, or a single file without a name."""

    def __init__(self, data: bytes) -> None:
        self._archive = standin.open_archive(data) if data.startswith(_ZIP) else None
        self._data = data

    @property
    def names(self) -> list[str]:
        """All files."""
        return [""] if self._archive is None else list(self._archive.names())

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of a file."""
        return self._data if self._archive is None else self._archive.read(name, limit)


def read(data: bytes) -> Imported:
    """Read the questions of a file of QTI or of a package with such files.

    Raises:
        Refused: there is no QTI in it, or it is made to do harm.
    """
    foreign.refuse_large(data)
    if not data.startswith(_ZIP) and not data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        raise Refused("The file is neither XML nor a zip package: it holds no QTI.")
    return _Reading(Package(data)).imported()


class _Reading:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._names = set(package.names)
        self._found = foreign.Found()
        self._files: dict[str, bytes] = {}
        self._pictures: dict[str, str] = {}
        self._own: dict[str, provenance.Provenance] = {}
        self._topics: dict[str, str] = {}
        self._templates: dict[str, Element] = {}

    def imported(self) -> Imported:
        """Read everything."""
        documents = list(self._documents())
        by_tag: dict[str, list[Document]] = {}
        for document in documents:
            by_tag.setdefault(str(document.root.tag), []).append(document)
        if not by_tag.keys() & _READERS.keys():
            raise Refused(self._nothing(by_tag))
        for tag, prepare in _PREPARED.items():
            for document in by_tag.get(tag, ()):
                prepare(self, document)
        for document in self._in_order(documents, by_tag.get("manifest", [])):
            if take := _READERS.get(str(document.root.tag)):
                take(self, document)
        return self._found.imported(self._files)

    def _nothing(self, by_tag: Mapping[str, list[Document]]) -> str:
        if self._found.troubles:
            first = self._found.troubles[0]
            return f"The file holds no QTI that can be read: {first.place}: {first.reason}"
        found = ", ".join(sorted(tag for tag in by_tag if tag != "manifest")[:3])
        return f"The file holds no QTI: it is made of “{found}”." if found else "The file holds no QTI."

    def _documents(self) -> Iterator[Document]:
        for name in self._package.names:
            if name and (not name.lower().endswith(_DOCUMENTS) or name.startswith("__MACOSX/")):
                continue
            try:
                yield Document(name, parsed(self._package.read(name, _LARGEST_DOCUMENT)))
            except Broken as reason:
                self._found.trouble(name or "the file", f"It was not read: {reason}.")

    def _in_order(self, documents: list[Document], manifests: list[Document]) -> list[Document]:
        """Return the documents in the order of the manifest, those that it does not name last."""
        order: dict[str, int] = {}
        for manifest in manifests:
            for one in manifest.root.iter("resource", "file"):
                name = _resolved(manifest.name, one.get("href", ""))
                if name:
                    order.setdefault(name, len(order))
                if name and one.tag == "resource" and name not in self._names and "qti" in one.get("type", ""):
                    self._found.trouble(name, "The manifest names it, but the package does not hold it.")
        return sorted(documents, key=lambda document: order.get(document.name, len(order)))

    def _prepare_test(self, test: Document) -> None:
        title = test.root.get("title", "").strip()
        for one in test.root.iter("assessmentItemRef"):
            self._topics[_resolved(test.name, one.get("href", ""))] = title
        reason = "The rules of the test (order, choice, time, weights) were not taken; its questions were read."
        self._found.trouble(test.name or "the file", reason, title)

    def _prepare_template(self, template: Document) -> None:
        self._templates[posixpath.basename(template.name)] = template.root

    def _take_item(self, document: Document) -> None:
        place = f"item {document.name or document.root.get('identifier', '')}"
        held = self._held(document)
        if held and held.digest == provenance.digest(document.root):
            self._take_own(held.question, place)
            return
        texts = Texts(lambda source: self._picture(document.name, source))
        try:
            item = items.read_item(document.root, place, texts, self._templates)
        except NotTaken as reason:
            self._found.trouble(place, str(reason), text_in(document.root.find("itemBody")))
            return
        self._take(item, self._topics.get(document.name, ""), held.question if held else None)

    def _held(self, document: Document) -> provenance.Provenance | None:
        """Return what we wrote about an item: in the item itself or in the manifest."""
        root = document.root
        return provenance.read(root.get(provenance.HELD), root.get(provenance.DIGEST)) or self._own.get(document.name)

    def _take_own(self, question: AnyQuestion, place: str) -> None:
        for name in SHOWN.findall(question.model_dump_json()):
            if f"{FOLDER}/{name}" in self._names:
                self._files[name] = self._package.read(f"{FOLDER}/{name}", _LARGEST_PICTURE)
        self._found.take(question, place, question.stem)

    def _prepare_manifest(self, manifest: Document) -> None:
        for resource in manifest.root.iter("resource"):
            for one in resource.iter(provenance.TAG):
                if held := provenance.read(text_in(one), one.get("digest")):
                    self._own[_resolved(manifest.name, resource.get("href", ""))] = held

    def _take_legacy(self, document: Document) -> None:
        for element, title in legacy.items_in(document.root):
            name = legacy.name_of(element)
            place = ", ".join(filter(None, (document.name, f"item {name}" if name else "an item")))
            texts = Texts(lambda source: self._picture(document.name, source))
            try:
                item = legacy.read_item(element, place, texts)
            except NotTaken as reason:
                self._found.trouble(place, str(reason), text_in(element.find("presentation")))
                continue
            self._take(item, title)

    def _take(self, item: Item, topic: str, held: AnyQuestion | None = None) -> None:
        try:
            made = asking.question_of(item, topic or foreign.TOPIC, "new")
        except NotTaken as reason:
            self._found.trouble(item.place, str(reason), item.text)
            return
        wanted = f"qti-{item.id}" if item.id else foreign.made_id("qti", made.kind, made.stem)
        if held:
            item.remarks.append(provenance.CHANGED)
            taken = provenance.merged(made, held)
        else:
            taken = made.changed(id=f"qti-{item.id}" if item.id else foreign.made_id("qti", made.kind, made.stem))
        if self._found.take(taken, item.place, made.stem):
            self._found.partly(item.place, item.left_out, made.stem)

    def _picture(self, base: str, source: str) -> str | None:
        """Return our name of a picture, and keep its bytes."""
        name = self._member(base, source)
        if name is None:
            return None
        if name not in self._pictures:
            own = self._own_name(name)
            self._pictures[name] = own
            self._files[own] = self._package.read(name, _LARGEST_PICTURE)
        return self._pictures[name]

    def _member(self, base: str, source: str) -> str | None:
        path = unquote(source).split("?")[0].strip()
        for start in _BASES:
            if path.startswith(unquote(start)):
                path = path.removeprefix(unquote(start)).lstrip("/")
                return next((name for name in (path, f"web_resources/{path}") if name in self._names), None)
        return next((name for name in (_resolved(base, path), path) if name and name in self._names), None)

    def _own_name(self, name: str) -> str:
        plain = _UNSAFE.sub("-", posixpath.basename(name)).strip(".-") or "picture"
        stem, dot, ending = plain.rpartition(".")
        taken, own, number = set(self._pictures.values()), plain, 1
        while own in taken:
            number += 1
            own = f"{stem}-{number}{dot}{ending}" if dot else f"{plain}-{number}"
        return own


_PREPARED = {
    "manifest": _Reading._prepare_manifest,
    "assessmentTest": _Reading._prepare_test,
    "responseProcessing": _Reading._prepare_template,
}
_READERS = {"assessmentItem": _Reading._take_item, "questestinterop": _Reading._take_legacy, "item": _Reading._take_legacy}


def _resolved(base: str, href: str) -> str:
    """Return the name that a reference in a file means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href.strip()))) if href.strip() else ""
