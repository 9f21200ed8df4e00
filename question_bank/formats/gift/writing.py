"""Questions into GIFT that Moodle reads."""

import re
from collections.abc import Sequence

from question_bank.facts import GAP
from question_bank.formats.exchange import CannotExpress
from question_bank.formats.gift.asked import comment, held_by
from question_bank.formats.gift.prose import format_of, put, put_item, put_left, put_verbatim
from question_bank.formats.gift.reading import Fields, NotTaken
from question_bank.formats.gift.signs import BLANK, Block, blocks, escaped, path_of, topic_of
from question_bank.formats.kept import left_over, unseen
from question_bank.formats.pictures import without_pictures
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.error_spotting import PROMPT, ErrorSpotting
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

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def written(question: AnyQuestion) -> tuple[str, str, list[str]]:
    """Return the path of a question's category, the question as GIFT, and what other programs will not see of it.

    Raises:
        CannotExpress: GIFT has nothing like it.
    """
    question, lost = without_pictures(question, "GIFT")
    id = _CONTROL.sub(" ", question.id).replace("]", "\\]")
    body = _body(question)
    (block,) = blocks(f"// [id:{id}]\n{body}")
    rest = _rest(question, block)
    kept = [comment(rest, block.text)] if rest else []
    text = "\n".join((f"// [id:{id}]", *kept, body, ""))
    return path_of(question.topic), text, lost + unseen(question, rest, "a comment")


def _rest(question: AnyQuestion, block: Block) -> Fields:
    """Return what a block does not hold of its question."""
    try:
        held, _ = held_by(block, topic_of(path_of(question.topic)))
    except NotTaken as reason:
        raise CannotExpress(f"GIFT cannot hold it. {reason}") from reason
    return left_over(question, held)


def _body(question: AnyQuestion) -> str:
    match question:
        case TrueFalse():
            return _block(question, f"{{{question.key.upper()}")
        case MultipleChoice() | WhoSaysSo() | ErrorSpotting():
            return _chosen(question)
        case MultipleResponse():
            return _several(question)
        case ShortAnswer() | Flashcard() | Cloze():
            return _typed(question)
        case Numeric():
            figures = f"%100%{_figure(question.value)}:{_figure(question.tolerance)}"
            return _block(question, "{#", f"={figures}")
        case Ordering():
            items = "\n".join(map(put_item, question.items))
            head = f"{{>{len(question.items)} ALL VERTICAL ABSOLUTE_POSITION SHOW none\n{items}"
            return _block(question, head)
        case Matching():
            return _matching(question)
        case SeveralGaps():
            raise CannotExpress("GIFT has one gap to a question, and no more.")


def _block(question: AnyQuestion, *answers: str, stem: str | None = None, after: str = "") -> str:
    """Write the stem, the answers in lines, and the explanation."""
    explanation = f"####{put(question.explanation, format_of(question.stem))}"
    lines = "\n\t".join((*answers, explanation))
    return f"{put(question.stem) if stem is None else stem}{lines}\n}}{after}"


def _chosen(question: MultipleChoice | WhoSaysSo | ErrorSpotting) -> str:
    asked = f"{question.stem}\n\n{PROMPT}" if isinstance(question, ErrorSpotting) else question.stem
    default = format_of(asked)
    signs = {True: "=", False: "~"}
    options = (f"{signs[option == question.key]}{put(option, default)}" for option in question.options)
    return _block(question, "{", *options, stem=put(asked))


def _several(question: MultipleResponse) -> str:
    share = f"{100 / len(question.keys):.5f}".rstrip("0").rstrip(".")
    weights = {True: f"~%{share}%", False: f"~%-{share}%"}
    default = format_of(question.stem)
    return _block(
        question, "{", *(f"{weights[option in question.keys]}{put(option, default)}" for option in question.options)
    )


def _typed(question: ShortAnswer | Flashcard | Cloze) -> str:
    answers = _typable(question.accepted)
    before, _, after = put(question.stem).partition(GAP)
    if isinstance(question, Cloze) and after.strip(BLANK) and GAP not in after:
        return _block(question, "{", *answers, stem=before, after=after)
    return _block(question, "{", *answers)


def _typable(accepted: Sequence[str]) -> list[str]:
    """Write what is accepted; with an arrow in it, only alone and without a sign, or Moodle takes it for a pair."""
    written = [put_verbatim(answer.replace("*", "\\*")) for answer in accepted]
    alone = next((answer for answer in written[:1] if "->" in answer), None)
    if alone is not None:
        return [alone]
    return [f"=%100%{answer}" for answer in written if "->" not in answer]


def _matching(question: Matching) -> str:
    default = format_of(question.stem)
    pairs = (f"={put_left(left, default)} -> {escaped(right)}" for left, right in question.pairs)
    return _block(question, "{", *pairs, *(f"= -> {escaped(right)}" for right in question.distractors))


def _figure(value: float) -> str:
    return repr(value).removesuffix(".0")
