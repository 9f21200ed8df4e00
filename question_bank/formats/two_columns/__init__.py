"""Text in two columns, a front and a back: what Quizlet exports, and Anki with lines such as `#separator:tab` first."""

from collections.abc import Mapping, Sequence

from question_bank.formats.exchange import Exported, Format, Imported, each_written
from question_bank.formats.foreign import Found, decoded, glimpse
from question_bank.formats.two_columns.layout import head, layout, noted
from question_bank.formats.two_columns.reading import Sheet
from question_bank.formats.two_columns.writing import HEAD, written
from question_bank.kinds import AnyQuestion


def read(data: bytes) -> Imported:
    """Read the cards of a text in two columns.

    Raises:
        Refused: it is no text, or has no second column.
    """
    file = decoded(data)
    found = Found(file.troubles)
    said, unknown = head(file.text)
    for number, line in unknown:
        found.trouble(f"line {number}", "This line at the head is none that Anki knows; it was left out.", line)
    laid_out = layout(file.text, said)
    sheet = Sheet(laid_out, found)
    for row in noted(file.text, laid_out.delimiter):
        sheet.take(row)
    return found.imported()


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes]) -> Exported:
    """Write questions as notes that Anki imports, the same note again when the question has the same id."""
    texts, losses = each_written(questions, written)
    head = "".join(f"#{key}:{value}\n" for key, value in HEAD.items())
    return Exported((head + "".join(texts)).encode(), losses)


def recognises(data: bytes) -> bool:
    """Say whether lines at its head are Anki’s, or most lines have a TAB."""
    text = glimpse(data)
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(head(text).said) or sum("\t" in line for line in lines) > len(lines) / 2


FORMAT = Format("Text in two columns (Quizlet, Anki)", (".txt", ".tsv"), read, write, recognises)
