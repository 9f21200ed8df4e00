"""GIFT, exactly as Moodle reads it; what GIFT has no signs for is kept in a comment that only this program reads."""

from collections.abc import Mapping, Sequence

from question_bank.formats.exchange import Exported, Format, Imported, each_written
from question_bank.formats.foreign import Found, decoded
from question_bank.formats.gift.asked import asked
from question_bank.formats.gift.reading import NotTaken
from question_bank.formats.gift.signs import CATEGORY, Block, blocks, category, path_of, topic_of
from question_bank.formats.gift.writing import written
from question_bank.kinds import AnyQuestion


def read(data: bytes) -> Imported:
    """Read the questions of a GIFT file.

    Raises:
        Refused: the file is no text.
    """
    file = decoded(data)
    found = Found(file.troubles)
    topic = ""
    for block in blocks(file.text):
        if (path := category(block.text)) is not None:
            topic, block = topic_of(path), block.after_first_line()
        if block.text:
            _take(block, topic, found)
    return found.imported()


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes]) -> Exported:
    """Write questions as GIFT; a new category begins where the topic changes."""
    topic = ""

    def one(question: AnyQuestion) -> tuple[str, list[str]]:
        nonlocal topic
        text, lost = written(question)
        path = path_of(question.topic)
        if path == topic:
            return text, lost
        topic = path
        return f"{CATEGORY} {path}\n\n{text}", lost

    texts, losses = each_written(questions, one)
    return Exported("\n".join(texts).encode(), losses)


def _take(block: Block, topic: str, found: Found) -> None:
    try:
        question, lost = asked(block, topic)
    except NotTaken as reason:
        found.trouble(block.place, str(reason), block.text)
        return
    if found.take(question, block.place, block.text):
        found.partly(block.place, lost, block.text)


FORMAT = Format("GIFT", (".gift", ".txt"), read, write)
