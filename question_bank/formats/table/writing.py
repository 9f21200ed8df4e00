"""Questions as rows, in columns that people can edit, with a last one that only this program reads."""

import re
from typing import Any

from question_bank.formats.exchange import CannotExpress
from question_bank.formats.foreign import UNPRINTABLE
from question_bank.formats.kept import left_over, sealed, unseen
from question_bank.formats.pictures import without_pictures
from question_bank.formats.rows import quoted
from question_bank.formats.table.columns import columns
from question_bank.formats.table.reading import NotTaken, Row, Table, text_of
from question_bank.kinds import AnyQuestion
from question_bank.kinds.error_spotting import ErrorSpotting
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import SeveralGaps
from question_bank.kinds.true_false import TrueFalse
from question_bank.kinds.typed import Typed
from question_bank.kinds.who_says_so import WhoSaysSo

HEADER = ("id", "kind", "question", "options", "answer", "topic", "explanation", "tolerance", "unit", "quizapp")
_COLUMNS = columns(HEADER)
_TABLE = Table(_COLUMNS, "", ())
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def written(question: AnyQuestion) -> tuple[str, list[str]]:
    """Write a question as a row, and say what other programs will not see of it."""
    question, lost = without_pictures(question, "A table")
    options, answer = _cells(question)
    figures = (_figure(question.tolerance), question.unit or "") if isinstance(question, Numeric) else ("", "")
    said = (question.id, question.kind, question.stem, options, answer, question.topic, question.explanation, *figures)
    cells = [_guarded(UNPRINTABLE.sub("", cell)) for cell in said]
    rest = _rest(question, cells)
    cells.append(sealed(rest, text_of(cells)) if rest else "")
    return ",".join(quoted(cell, ",") for cell in cells) + "\n", lost + unseen(question, rest, "a column of its own")


def _rest(question: AnyQuestion, cells: list[str]) -> dict[str, Any]:
    """Return what the cells do not hold of their question."""
    try:
        held = _TABLE.held(Row(_COLUMNS, cells))
    except NotTaken as reason:
        raise CannotExpress(f"A table cannot hold it. {reason}") from reason
    return left_over(question, held)


def _cells(question: AnyQuestion) -> tuple[str, str]:
    """Return what stands under options and answer: of several texts, one on each line."""
    match question:
        case TrueFalse():
            return "", question.key
        case MultipleChoice() | WhoSaysSo() | ErrorSpotting():
            return "\n".join(question.options), question.key
        case MultipleResponse():
            return "\n".join(question.options), "\n".join(question.keys)
        case Numeric():
            return "", _figure(question.value)
        case Ordering():
            return "", "\n".join(question.items)
        case Matching():
            return "\n".join(question.distractors), "\n".join(question.lines)
        case SeveralGaps():
            return "", "\n".join(question.lines)
        case Typed():
            return "", "\n".join(question.accepted)


def _guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `read` takes the sign away again."""
    return f"'{cell}" if _RISKY.match(cell) and not _FIGURE.fullmatch(cell) else cell


def _figure(value: float) -> str:
    return repr(value).removesuffix(".0")
