"""Our own note types in Anki: one for each shape of card, with a field that only this program reads.

Their ids, fields and card names stay as they are for ever: Anki knows a note type by them when it meets it again.
"""

from typing import NamedTuple

from question_bank.formats.anki.asked import OPTIONS, OWN
from question_bank.formats.anki.described import NoteType, Template

_CSS = """.card { font-family: sans-serif; font-size: 20px; line-height: 1.5; text-align: center; }
.options { display: inline-block; text-align: left; }
.explanation { margin-top: 1em; font-size: 85%; opacity: 0.8; }
.cloze { font-weight: bold; color: #1565c0; }
.nightMode .cloze { color: #90caf9; }
"""
_EXPLANATION = "{{#Explanation}}<div class=explanation>{{Explanation}}</div>{{/Explanation}}"
_ANSWER = f"<hr id=answer>{{{{Back}}}}{_EXPLANATION}"
_OPTIONS = f"{{{{#{OPTIONS}}}}}<div class=options>{{{{{OPTIONS}}}}}</div>{{{{/{OPTIONS}}}}}"


class OwnType(NamedTuple):
    """A note type: its id, name and fields, and the front and back of its card."""

    id: int
    name: str
    fields: tuple[str, ...]
    front: str
    back: str
    is_cloze: bool = False
    card: str = "Card 1"
    css: str = _CSS

    @property
    def described(self) -> NoteType:
        """The note type as a collection describes it."""
        return NoteType(self.name, self.is_cloze, list(self.fields), [Template(self.card, self.front, self.back)])


TURNED = OwnType(
    1763700000001, "Quizapp card", ("Front", "Back", "Explanation", OWN), "{{Front}}", f"{{{{Front}}}}{_ANSWER}"
)
TYPED = OwnType(
    1763700000002, "Quizapp typed", ("Front", "Back", "Explanation", OWN),
    "{{Front}}<br>{{type:Back}}", f"{{{{Front}}}}<hr id=answer>{{{{type:Back}}}}{_EXPLANATION}",
)  # fmt: skip
CHOICE = OwnType(
    1763700000003, "Quizapp choice", ("Front", OPTIONS, "Back", "Explanation", OWN),
    f"{{{{Front}}}}<br>{_OPTIONS}", f"{{{{Front}}}}<br>{_OPTIONS}{_ANSWER}",
)  # fmt: skip
GAPS = OwnType(
    1763700000004, "Quizapp gaps", ("Text", "Explanation", OWN),
    "{{cloze:Text}}", f"{{{{cloze:Text}}}}{_EXPLANATION}", is_cloze=True,
)  # fmt: skip
