"""A question as a note of Anki, with what a note cannot show in a field that only this program reads."""

import html
from typing import Any, NamedTuple

from question_bank.formats.anki.asked import NoteCards, NotTaken, face
from question_bank.formats.anki.markup import Markup
from question_bank.formats.anki.note_types import CHOICE, GAPS, TURNED, TYPED, OwnType
from question_bank.formats.anki.reading import BETWEEN, text_of, topic_of
from question_bank.formats.anki.templates import Broken
from question_bank.formats.anki.texts import Room, Texts
from question_bank.formats.exchange import CannotExpress
from question_bank.formats.foreign import LONGEST_TEXT, UNPRINTABLE
from question_bank.formats.kept import left_over, sealed, unseen
from question_bank.kinds import AnyQuestion
from question_bank.kinds.chosen import Chosen
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.error_spotting import PROMPT, ErrorSpotting
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import Filling, SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import TrueFalse
from question_bank.kinds.who_says_so import WhoSaysSo

DECK = "Imported"
"""Where a note lies whose topic leaves no name for a deck."""
_WHERE = "a field of its own"


class Written(NamedTuple):
    """A note of one of our types, the deck it lies in, and what Anki will not see."""

    guid: str
    type: OwnType
    fields: list[str]
    deck: str
    lost: list[str]


def written(question: AnyQuestion, pictures: frozenset[str]) -> Written:
    """Write a question; only these pictures can be shown.

    Raises:
        CannotExpress: it does not fit into a note.
    """
    type = _type(question)
    markup = Markup(pictures, type.is_cloze)
    fields = _fields(question, markup)
    if any(len(field) > LONGEST_TEXT for field in fields):
        raise CannotExpress(f"One of its texts is longer than {LONGEST_TEXT:,} characters in Anki.")
    deck = "::".join(part for part in _line(question.topic).split(BETWEEN) if part) or DECK
    rest = left_over(question, _held(type, fields, deck, markup))
    own = html.escape(sealed(rest, text_of(fields)), quote=False)
    return Written(_line(question.id), type, [*fields, own], deck, unseen(question, rest, _WHERE))


def _held(type: OwnType, fields: list[str], deck: str, markup: Markup) -> dict[str, Any]:
    """Return what a note says apart from our own field."""
    cards = NoteCards(type.described, dict(zip(type.fields, [*fields, ""], strict=True)), Texts(markup.picture, Room()))
    try:
        asked = list(cards.asked(0, face(type.described.templates[0])))
    except (NotTaken, Broken) as reason:
        raise CannotExpress(f"A note of Anki cannot hold it: {reason}") from reason
    if len(asked) != 1:
        raise CannotExpress("A note of Anki cannot hold it: its signs would be taken for several cards.")
    return {"topic": topic_of(deck.split("::")), **asked[0].fields}


def _type(question: AnyQuestion) -> OwnType:
    match question:
        case Flashcard():
            return TURNED
        case ShortAnswer() | Numeric():
            return TYPED
        case Cloze() | SeveralGaps():
            return GAPS
    return CHOICE


def _fields(question: AnyQuestion, markup: Markup) -> list[str]:
    """Return the fields without our own one, which is the last."""
    explanation = markup.of(question.explanation)
    match question:
        case Cloze():
            return [markup.gapped(question.stem, [Filling(accepted=question.accepted)]), explanation]
        case SeveralGaps():
            return [markup.gapped(question.stem, question.fillings), explanation]
        case Flashcard() | ShortAnswer():
            return [markup.of(question.stem), markup.of(question.answer), explanation]
        case Numeric():
            return [markup.of(question.stem), f"{question.value:.12g}", explanation]
        case ErrorSpotting():
            stem = f"{question.stem}\n\n{PROMPT}"
            return [markup.of(stem), *_options(question, markup), explanation]
        case _:
            return [markup.of(question.stem), *_options(question, markup), explanation]


def _options(
    question: MultipleChoice | MultipleResponse | TrueFalse | WhoSaysSo | ErrorSpotting | Ordering | Matching,
    markup: Markup,
) -> list[str]:
    """Return what there is to choose from, in an order that tells nothing, and what is right."""
    match question:
        case MultipleResponse():
            options = question.options if question.ordered else sorted(question.options)
            return [markup.listed(options), markup.listed(question.keys)]
        case Chosen():
            options = question.options if question.ordered else sorted(question.options)
            return [markup.listed(options), markup.of(question.key)]
        case Ordering():
            return [markup.listed(sorted(question.items)), markup.listed(question.items, "ol")]
        case Matching():
            lefts = markup.listed(sorted(left for left, _ in question.pairs))
            pairs = [f"{left} → {right}" for left, right in question.pairs]
            return [f"{lefts}→{markup.listed(sorted(question.options))}", markup.listed(pairs)]


def _line(text: str) -> str:
    return " ".join(UNPRINTABLE.sub("", text).split())
