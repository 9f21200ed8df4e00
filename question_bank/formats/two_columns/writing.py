"""Questions as notes that Anki imports, with a last column that only this program reads."""

import html
from typing import Any

from question_bank import rich
from question_bank.facts import GAP
from question_bank.formats.exchange import CannotExpress
from question_bank.formats.foreign import UNPRINTABLE
from question_bank.formats.kept import left_over, sealed, unseen
from question_bank.formats.pictures import without_pictures
from question_bank.formats.rows import Row, quoted
from question_bank.formats.two_columns.layout import layout
from question_bank.formats.two_columns.reading import BETWEEN, Note, text_of
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.several_gaps import Filling, SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import TrueFalse

HEAD = {"separator": "tab", "html": "true", "guid column": "1", "notetype column": "2", "deck column": "3"}
_LAYOUT = layout("", HEAD)
_BASIC, _TYPED, _CLOZE = "Basic", "Basic (type in the answer)", "Cloze"


def written(question: AnyQuestion) -> tuple[str, list[str]]:
    """Write a question as a row, and say what Anki will not see of it.

    Raises:
        CannotExpress: it is more than a front and a back.
    """
    question, lost = without_pictures(question, "Text")
    type_name, front, back = _note(question)
    deck = "::".join(_line(question.topic).split(BETWEEN))
    fields = [_line(question.id), type_name, deck, _html(front), _html(back)]
    rest = left_over(question, _held(fields))
    own = sealed(rest, text_of(fields[3:]))
    return "\t".join(quoted(field, "\t") for field in (*fields, own)) + "\n", lost + unseen(
        question, rest, "a column of its own"
    )


def _held(fields: list[str]) -> dict[str, Any]:
    """Return what a row says apart from our own column."""
    note = Note(_LAYOUT, Row(0, fields), [])
    held = list(note.questions())
    if len(held) != 1:
        raise CannotExpress(
            f"Two columns cannot hold it: {note.fault or 'its signs would be taken for more than one gap.'}"
        )
    return held[0]


def _note(question: AnyQuestion) -> tuple[str, str, str]:
    """Return the name of Anki’s note type, the front and the back."""
    match question:
        case Flashcard():
            return _BASIC, question.stem, question.answer
        case ShortAnswer():
            return _TYPED, question.stem, question.answer
        case Numeric():
            return _TYPED, question.stem, f"{question.value:.12g}"
        case TrueFalse():
            return _BASIC, question.stem, question.key
        case Cloze():
            return _CLOZE, _filled(question.stem, [Filling(accepted=question.accepted)]), question.explanation
        case SeveralGaps():
            return _CLOZE, _filled(question.stem, list(question.fillings)), question.explanation
    raise CannotExpress(f"Two columns hold a front and a back, and no “{question.title}”.")


def _filled(stem: str, fillings: list[Filling]) -> str:
    """Return a text with deletions where its gaps are; what can be chosen is the hint."""
    first, *rest = stem.split(GAP)
    return first + "".join(
        f"{{{{c1::{filling.answer}{'::' + ' / '.join(sorted(filling.options)) if filling.options else ''}}}}}{piece}"
        for filling, piece in zip(fillings, rest, strict=True)
    )


def _html(text: str) -> str:
    text = UNPRINTABLE.sub("", text)
    source = rich.to_html(text)
    if source == f"<p>{html.escape(text, quote=False)}</p>":
        return html.escape(text, quote=False)
    if rich.to_text(source, find=lambda _: None).text == text:
        return source
    return html.escape(text, quote=False).replace("\n", "<br>")


def _line(text: str) -> str:
    return " ".join(UNPRINTABLE.sub("", text).split())
