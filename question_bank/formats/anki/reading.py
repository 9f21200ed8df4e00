"""The notes of a collection as questions, one for each card that asks something."""

import html
import unicodedata
from collections import Counter
from collections.abc import Sequence

from question_bank.formats.anki.asked import OWN, Asked, Face, Fields, NoteCards, NotTaken, face
from question_bank.formats.anki.collection import Card, Collection, Note
from question_bank.formats.anki.described import Described, NoteType, Template, described
from question_bank.formats.anki.media import Media
from question_bank.formats.anki.package import Package
from question_bank.formats.anki.templates import Broken, is_blank, named
from question_bank.formats.anki.texts import Room, Texts
from question_bank.formats.exchange import Imported, Refused
from question_bank.formats.foreign import LONGEST_TEXT, TOPIC, Found, made
from question_bank.formats.kept import NotKept, belongs, merged, opened
from question_bank.formats.qti.export import SHOWN
from question_bank.kinds import AnyQuestion
from question_bank.question import Question

BETWEEN = " / "
_STUB = "Please update to the latest Anki version"
_DEFAULT = 1
_MOST_TOLD = 20
_OF_ALL_KINDS = frozenset(Question.model_fields)
_LONGEST_QUOTE = 500


class Reading:
    """Reads a collection; pictures are looked for in the package around it."""

    def __init__(self, package: Package, collection: Collection) -> None:
        self._collection = collection
        self._found = Found()
        self._room = Room()
        self._media = Media(package.media(), package.read)
        self._described: Described = described(collection)
        self._faces: dict[int, list[Face | str]] = {}
        self._tags: Counter[str] = Counter()
        self._scripts: set[str] = set()
        self._unseen: Counter[tuple[str, str]] = Counter()

    def imported(self) -> Imported:
        """Read all notes.

        Raises:
            Refused: it is the stub of a package, or holds too much.
        """
        cards = self._collection.cards()
        number, is_stub = 0, False
        for note in self._collection.notes():
            number += 1
            self._take(note, cards.get(note.id, []))
            is_stub = note.text.startswith(_STUB)
        if number == 1 and is_stub:
            raise Refused("The package holds only a note that asks for a newer Anki: export the deck again.")
        if not number:
            self._found.trouble("the collection", "It holds no notes.")
        self._tell(cards)
        return self._found.imported(self._files())

    def _files(self) -> dict[str, bytes]:
        """Return the pictures of the questions that were imported."""
        if not self._media.files:
            return {}
        shown = {name for one in self._found.questions.values() for name in pictures_in(one)}
        return {name: data for name, data in self._media.files.items() if name in shown}

    def _take(self, note: Note, cards: list[Card]) -> None:
        type = self._described.types.get(note.type)
        if type is None:
            self._found.trouble(f"note nid:{note.id}", "Its note type is not in the file.", note.text)
            return
        one = _Read(note, type, cards, Texts(self._media.name, self._room))
        if any(len(field) > LONGEST_TEXT for name, field in one.fields.items() if name != OWN):
            self._found.trouble(one.place, f"One of its texts is longer than {LONGEST_TEXT:,} characters.", one.said)
            return
        asked = self._asked(one)
        kept = _kept(one)
        if not kept:
            self._count(one)
        if [each for each in asked if self._keep(one, each, kept)] and not one.is_restored:
            self._found.partly(one.place, one.texts.lost, one.said)

    def _asked(self, one: "_Read") -> list[Asked]:
        """Return what the cards of a note ask, and list those that ask nothing."""
        asked: list[Asked] = []
        reader = NoteCards(one.type, one.fields, one.texts)
        faces = self._faces_of(one)
        numbers = {card.number for card in one.cards} if one.cards and not one.type.is_cloze else range(len(faces))
        for number in sorted(numbers):
            found = faces[number] if 0 <= number < len(faces) else "Its card template is not in the file."
            try:
                if isinstance(found, str):
                    raise NotTaken(found)
                asked += reader.asked(number, found)
                self._tell_script(one.type, number, found)
            except (NotTaken, Broken) as reason:
                where = f"{one.place}, card {number + 1}" if len(faces) > 1 else one.place
                said = f"Its card cannot be shown: {reason}." if isinstance(reason, Broken) else str(reason)
                self._found.trouble(where, said, one.said)
        return asked

    def _faces_of(self, one: "_Read") -> list[Face | str]:
        if one.note.type not in self._faces:
            self._faces[one.note.type] = [self._face(template) for template in one.type.templates]
        return self._faces[one.note.type]

    def _face(self, template: Template) -> Face | str:
        """Take a template apart, or say why that cannot be done."""
        try:
            return face(template)
        except Broken as reason:
            return f"Its card template “{template.name}” is broken: {reason}."

    def _tell_script(self, type: NoteType, number: int, found: Face) -> None:
        """Say once that a card has a script."""
        where = f"card “{type.templates[number].name}” of the note type “{type.name}”"
        if found.has_script and where not in self._scripts:
            self._scripts.add(where)
            self._found.trouble(where, "The script of the card was left out; its questions were read without it.")

    def _keep(self, one: "_Read", asked: Asked, kept: Fields) -> bool:
        which = _which(one.type, asked.number)
        held = {"id": f"anki-{one.note.guid}{which}", "topic": self._topic(one, asked), **asked.fields}
        question = made(merged(held, kept))
        if isinstance(question, str) and kept:
            one.is_restored = False
            one.texts.lose("What stands in its field for this program did not fit any more.")
            question = made(merged(held, {name: kept[name] for name in kept.keys() & _OF_ALL_KINDS}))
        place = f"{one.place}, card {asked.number + (not one.type.is_cloze)}" if which else one.place
        if isinstance(question, str):
            self._found.trouble(place, question, one.said)
            return False
        return self._found.take(question, place, one.said)

    def _topic(self, one: "_Read", asked: Asked) -> str:
        decks = {card.number: card.deck for card in one.cards}
        deck = decks.get(asked.number - one.type.is_cloze, next(iter(decks.values()), _DEFAULT))
        if deck == _DEFAULT:
            return next((tag.replace("::", BETWEEN) for tag in one.note.tags.split()), TOPIC)
        return topic_of(self._described.decks.get(deck, []))

    def _count(self, one: "_Read") -> None:
        """Note what is told once for all notes: tags, and fields that are on no card."""
        self._tags.update(one.note.tags.split())
        faces = [found for found in self._faces_of(one) if isinstance(found, Face)]
        seen = {name for found in faces for name in named(found.front) | named(found.back)}
        for name, field in one.fields.items():
            if name not in seen and name != OWN and not is_blank(field):
                self._unseen[(one.type.name, name)] += 1

    def _tell(self, cards: dict[int, list[Card]]) -> None:
        if self._tags:
            told = [f"{tag} ({number})" for tag, number in self._tags.most_common(_MOST_TOLD)]
            more = f" and {len(self._tags) - _MOST_TOLD} more" if len(self._tags) > _MOST_TOLD else ""
            self._found.trouble("all notes", f"Their tags were left out: {', '.join(told)}{more}.")
        for (type, name), number in self._unseen.items():
            reason = f"The field “{name}” is on no card: it was left out of {number:,} notes."
            self._found.trouble(f"note type “{type}”", reason)
        if learned := sum(card.is_learned for some in cards.values() for card in some):
            reason = f"The dates and intervals of {learned:,} cards that were learned in Anki were not taken."
            self._found.trouble("all cards", reason)


class _Read:
    """A note that is being read; one of ours that nobody has changed is restored, and nothing of it is left out."""

    def __init__(self, note: Note, type: NoteType, cards: list[Card], texts: Texts) -> None:
        self.note, self.type, self.cards, self.texts = note, type, cards, texts
        self.fields = dict(zip(type.fields, note.text.split("\x1f", len(type.fields)), strict=False))
        self.is_restored = False
        self.place = f"note nid:{note.id}"
        self.said = " | ".join(field[:_LONGEST_QUOTE] for field in self.fields.values())


def _which(type: NoteType, number: int) -> str:
    """Return what tells the cards of a note apart in ids, the same as in Anki's text exports."""
    if type.is_cloze:
        return f"-c{number}"
    return "" if number == 0 else "-back" if number == 1 else f"-card{number + 1}"


def _kept(one: _Read) -> Fields:
    """Return what this program wrote into a field of its own."""
    fields = dict(one.fields)
    own = html.unescape(fields.pop(OWN, "")).strip()
    if not own:
        return {}
    text = text_of(list(fields.values()))
    one.is_restored = belongs(own, text)
    try:
        return opened(own, text)
    except NotKept as reason:
        one.is_restored = False
        one.texts.lose(str(reason))
        return {}


def text_of(fields: list[str]) -> str:
    """Return the text that what this program keeps belongs to; Anki may compose letters and accents."""
    return unicodedata.normalize("NFC", "\x1f".join(fields))


def topic_of(deck: Sequence[str]) -> str:
    """Return the topic that the path of a deck is."""
    return BETWEEN.join(deck) or TOPIC


def pictures_in(question: AnyQuestion) -> list[str]:
    """Return the names of the pictures that a question shows."""
    return list(dict.fromkeys(SHOWN.findall(question.model_dump_json())))
