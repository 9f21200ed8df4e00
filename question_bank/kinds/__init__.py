"""The registry of kinds: an explicit union, so that mypy, pydantic and the tests read one list."""

from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter

from question_bank.kinds.cloze import Cloze
from question_bank.kinds.error_spotting import ErrorSpotting
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import TrueFalse
from question_bank.kinds.who_says_so import WhoSaysSo
from question_bank.question import Question

AnyQuestion = (
    MultipleChoice
    | MultipleResponse
    | TrueFalse
    | ErrorSpotting
    | WhoSaysSo
    | ShortAnswer
    | Numeric
    | Cloze
    | SeveralGaps
    | Ordering
    | Matching
    | Flashcard
)

KINDS: dict[str, type[Question]] = {kind.model_fields["kind"].default: kind for kind in get_args(AnyQuestion)}

_ADAPTER: TypeAdapter[AnyQuestion] = TypeAdapter(Annotated[AnyQuestion, Field(discriminator="kind")])


def read_question(data: dict[str, Any]) -> AnyQuestion:
    """Read a question from plain data; its `kind` says which.

    Raises:
        pydantic.ValidationError: it is no question of a known kind.
    """
    return _ADAPTER.validate_python(data)


def read_question_json(text: str | bytes) -> AnyQuestion:
    """Read a question from JSON text.

    Raises:
        pydantic.ValidationError: it is no question of a known kind.
    """
    return _ADAPTER.validate_json(text)
