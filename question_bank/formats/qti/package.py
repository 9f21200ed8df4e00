"""Reads files and packages: finds the items in them, whatever their dialect, and lists what cannot be taken."""

import posixpath
from collections.abc import Callable

from question_bank.facts import GAP
from question_bank.formats import foreign
from question_bank.formats.exchange import Imported, Refused
from question_bank.formats.qti import asking, items, legacy, provenance
from question_bank.formats.qti.documents import Document, Package
from question_bank.formats.qti.export import SHOWN
from question_bank.formats.qti.markup import FOLDER
from question_bank.formats.qti.model import MARK, Budget, Item, NotTaken
from question_bank.formats.qti.pictures import Pictures, resolved
from question_bank.formats.qti.texts import Texts
from question_bank.formats.qti.tree import Broken, text_in
from question_bank.kinds import AnyQuestion

_ZIP = b"PK"
_FULL = "non_cc_assessments/"
"""Where Canvas keeps a quiz with all that it has; the same quiz stands elsewhere in a simpler form."""
_RULES = "The rules of the test (order, choice, time, points) were not taken; its questions were read."
_ELSEWHERE = {
    "manifest": "the manifest of a package: import the whole package, a zip file",
    "assessmentTest": "a test, whose questions stand in other files: import the whole package, a zip file",
    "assessmentStimulus": "a passage without a question",
    "assessmentResult": "the results of a test",
    "POOL": "a pool of an old Blackboard, which is no QTI: export it as QTI 1.2 or 2.1",
    "quiz": "the settings of a quiz in Canvas, whose questions stand in another file",
}


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
        self._names = frozenset(package.names)
        self._found = foreign.Found()
        self._pictures = Pictures(self._names, package.read)
        self._own: dict[str, provenance.Provenance] = {}
        self._budget = Budget()
        self._broken: dict[str, str] = {}
        self._order: dict[str, int] = {}
        self._topics: dict[str, str] = {}
        self._around = items.Around()
        self._quizzes: dict[str, str] = {}

    def imported(self) -> Imported:
        """Read everything: first what says how to read, then the items, one at a time."""
        tags: dict[str, str] = {}
        for name, tag in self._package.tags():
            if isinstance(tag, Broken):
                self._break(name, tag)
                continue
            tags[name] = tag
            if (prepare := _PREPARED.get(tag)) and (tag != "questestinterop" or name.startswith(_FULL)):
                self._with(name, prepare)
        taken = [name for name, tag in tags.items() if tag in _TAKEN]
        for name in sorted(taken, key=lambda name: self._order.get(name, len(self._order))):
            self._with(name, _TAKEN[tags[name]])
        if len(self._broken) >= len(taken) and not self._found.questions:
            raise Refused(self._nothing(list(tags.values())))
        return self._found.imported(self._pictures.files)

    def _with(self, name: str, step: "_Step") -> None:
        try:
            step(self, self._package.document(name))
        except Broken as reason:
            self._break(name, reason)

    def _break(self, name: str, reason: Broken) -> None:
        self._broken[name] = f"{name or 'it'} was not read: {reason}."
        self._found.trouble(name or "the file", f"It was not read: {reason}.")

    def _nothing(self, tags: list[str]) -> str:
        if self._package.is_archive and set(tags) <= {"manifest"} and not self._broken:
            return "The package holds no question of QTI."
        if said := next((_ELSEWHERE[tag] for tag in tags if tag in _ELSEWHERE and len(tags) == 1), None):
            return f"The file holds no question: it is {said}."
        if self._broken:
            return f"The file holds no question that can be read: {next(iter(self._broken.values()))}"
        found = ", ".join(sorted(dict.fromkeys(tag for tag in tags if tag != "manifest"))[:3])
        return f"The file holds no question of QTI: it is made of “{found}”." if found else "The file holds no QTI."

    def _prepare_manifest(self, manifest: Document) -> None:
        """Note the order of the files, those that are missing, and what we wrote about our own items."""
        for one in manifest.root.iter("resource", "file"):
            name = resolved(manifest.name, one.get("href", ""))
            if name:
                self._order.setdefault(name, len(self._order))
            if name and one.tag == "resource" and name not in self._names and "qti" in one.get("type", ""):
                self._found.trouble(name, "The manifest names it, but the package does not hold it.")
        for held in manifest.root.iter(provenance.TAG):
            resource = next(held.iterancestors("resource"), None)
            if resource is not None and (known := provenance.read(text_in(held), held.get("digest"))):
                self._own[resolved(manifest.name, resource.get("href", ""))] = known

    def _prepare_test(self, test: Document) -> None:
        title = test.root.get("title", "").strip()
        for one in test.root.iter("assessmentItemRef"):
            self._topics[resolved(test.name, one.get("href", ""))] = title
        self._found.trouble(test.name or "the file", _RULES, title)

    def _prepare_template(self, template: Document) -> None:
        self._around.templates[posixpath.basename(template.name)] = template.root

    def _prepare_passage(self, passage: Document) -> None:
        self._around.passages[passage.name] = passage.root

    def _prepare_quizzes(self, document: Document) -> None:
        for quiz in document.root.iter("assessment", "objectbank"):
            self._quizzes[quiz.get("ident", "")] = document.name

    def _take_item(self, document: Document) -> None:
        place = f"item {document.name or document.root.get('identifier', '')}"
        held = self._held(document)
        if held and held.digest == provenance.digest(document.root):
            self._take_own(held.question, place)
            return
        texts = Texts(lambda source: self._pictures.name(document.name, source))
        try:
            item = items.read_item(document.root, place, texts, self._around.at(document.name))
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
            self._pictures.keep(name, f"{FOLDER}/{name}")
        self._found.take(question, place, question.stem)

    def _take_legacy(self, document: Document) -> None:
        if full := self._full(document):
            self._found.trouble(document.name, f"It is a simpler form of the quiz in {full}, which was read instead.")
            return
        found = list(legacy.items_in(document.root))
        if not found:
            self._found.trouble(document.name or "the file", "It holds no question: its questions stand elsewhere.")
        if legacy.has_rules(document.root):
            self._found.trouble(document.name or "the file", _RULES)
        for element, title in found:
            name = legacy.name_of(element)
            place = ", ".join(filter(None, (document.name, f"item {name}" if name else "an item")))
            texts = Texts(lambda source: self._pictures.name(document.name, source))
            try:
                item = legacy.read_item(element, place, texts)
            except NotTaken as reason:
                self._found.trouble(place, str(reason), text_in(element.find("presentation")))
                continue
            self._take(item, title)

    def _full(self, document: Document) -> str | None:
        quiz = document.root.find("assessment")
        full = None if quiz is None else self._quizzes.get(quiz.get("ident", ""))
        return full if full != document.name else None

    def _take(self, item: Item, topic: str, held: AnyQuestion | None = None) -> None:
        try:
            made = asking.question_of(item, topic or foreign.TOPIC, "new", self._budget)
        except NotTaken as reason:
            self._found.trouble(item.place, str(reason), item.text.replace(MARK, GAP))
            return
        if held:
            item.remarks.append(provenance.CHANGED)
            taken = provenance.merged(made, held)
        else:
            taken = made.changed(id=f"qti-{item.id}" if item.id else foreign.made_id("qti", made.kind, made.stem))
        if self._found.take(taken, item.place, made.stem):
            self._found.partly(item.place, item.left_out, made.stem)


_Step = Callable[[_Reading, Document], None]
_PREPARED: dict[str, _Step] = {
    "manifest": _Reading._prepare_manifest,
    "assessmentTest": _Reading._prepare_test,
    "responseProcessing": _Reading._prepare_template,
    "assessmentStimulus": _Reading._prepare_passage,
    "questestinterop": _Reading._prepare_quizzes,
}
_TAKEN: dict[str, _Step] = {
    "assessmentItem": _Reading._take_item,
    "questestinterop": _Reading._take_legacy,
    "item": _Reading._take_legacy,
}
