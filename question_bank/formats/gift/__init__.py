"""GIFT, exactly as Moodle reads it; what GIFT has no signs for is kept in a comment that only this program reads."""

import re
from collections.abc import Mapping, Sequence

from question_bank.formats.exchange import Exported, Format, Imported, each_written
from question_bank.formats.foreign import Found, decoded, glimpse
from question_bank.formats.gift.asked import asked
from question_bank.formats.gift.reading import NotTaken
from question_bank.formats.gift.signs import CATEGORY, Block, blocks, category, topic_of
from question_bank.formats.gift.writing import written
from question_bank.kinds import AnyQuestion
from question_bank.marking import normalise

_SIGN = re.compile(
    r"^\s*(?:\$CATEGORY:|::[^:\n]+::)|(?<![\\{])\{(?!\{)\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*(?:#|\}))", re.MULTILINE
)


def read(data: bytes) -> Imported:
    """Read the questions of a GIFT file.

    Raises:
        Refused: the file is no text.
    """
    file = decoded(data)
    found = Found(file.troubles)
    topic = ""
    names: list[tuple[str, str]] = []
    for block in blocks(file.text):
        if (path := category(block.text)) is not None:
            topic, block = topic_of(path), block.after_first_line()
        if block.text:
            _take(block, topic, found, names)
    if names:
        place, name = names[0]
        found.trouble(
            place,
            f"Names of questions were left out ({len(names)} in the file): here, questions are known by what they ask.",
            name,
        )
    return found.imported()


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes]) -> Exported:
    """Write questions as GIFT; a new category begins where the topic changes."""
    topic = ""

    def one(question: AnyQuestion) -> tuple[str, list[str]]:
        nonlocal topic
        path, text, lost = written(question)
        if path == topic:
            return text, lost
        topic = path
        return f"{CATEGORY} {path}\n\n{text}", lost

    texts, losses = each_written(questions, one)
    return Exported("\n".join(texts).encode(), losses)


def _take(block: Block, topic: str, found: Found, names: list[tuple[str, str]]) -> None:
    try:
        question, lost, name = asked(block, topic)
    except NotTaken as reason:
        found.trouble(block.place, str(reason), block.text)
        return
    if found.take(question, block.place, block.text):
        found.partly(block.place, lost, block.text)
        if name and normalise(name) not in normalise(question.stem):
            names.append((block.place, name))


def recognises(data: bytes) -> bool:
    """Say whether there is a category, a name between colons, or braces with an answer in them, outside of a table."""
    text = glimpse(data)
    lines = (line for line in text.split("\n") if "\t" not in line.strip())
    return not text.startswith(("#", "<")) and bool(_SIGN.search("\n".join(lines)))


FORMAT = Format("GIFT", (".gift", ".txt"), read, write, recognises)
