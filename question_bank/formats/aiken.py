"""Aiken: a stem, lettered answers and “ANSWER: B”, as Moodle writes it and people type it.

Read with more patience than Moodle has: stems may have several lines, letters may be small once “a)” was the first,
and “ANSWER: A, C” asks for both. Everything else that is no question is listed.
"""

import re
from collections.abc import Mapping, Sequence

from question_bank.facts import AUTHOR
from question_bank.formats.exchange import CannotExpress, Exported, Format, Imported, each_written
from question_bank.formats.foreign import TOPIC, UNPRINTABLE, Found, decoded, glimpse, made, made_id, numbered_lines
from question_bank.formats.pictures import without_pictures
from question_bank.kinds import AnyQuestion
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.true_false import CHOICES, TrueFalse
from question_bank.kinds.who_says_so import WhoSaysSo

_OPTION = re.compile(r"([A-Z])[.)](.*)|([a-z])[.)]\s+(.*)")
_ANSWER = re.compile(r"answers?\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_ANSWER_LINE = re.compile(r"^\s*answers?\s*:\s*[A-Z]\b", re.IGNORECASE | re.MULTILINE)
_OPTION_LINE = re.compile(r"^\s*[A-Za-z][.)]", re.MULTILINE)
_LETTERS = re.compile(r"([A-Za-z])(?:\s*(?:,|;|and|&)\s*([A-Za-z]))*\s*[.)]?", re.IGNORECASE)
_Writable = MultipleChoice | WhoSaysSo | TrueFalse
_SHORTEST = 2
_MOST_LINES = 200
_ALPHABET = "ABCDEFGHI"
_LETTER = re.compile(r"\b[A-Za-z]\b")


class Draft:
    """A question of which some lines have been read."""

    def __init__(self, number: int) -> None:
        self.place = f"line {number}"
        self.stem: list[str] = []
        self.options: dict[str, str] = {}
        self.twice: str | None = None

    @property
    def text(self) -> str:
        """What was read of it."""
        return "\n".join((*self.stem, *(f"{letter}) {said}" for letter, said in self.options.items())))

    @property
    def is_too_long(self) -> bool:
        """Say whether it has more lines than any question."""
        return len(self.stem) >= _MOST_LINES

    def add(self, letter: str, said: str) -> None:
        """Add an answer."""
        if letter in self.options:
            self.twice = letter
        self.options[letter] = said


class Reader:
    """Reads a file line by line."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._draft: Draft | None = None
        self._after_blank = False

    def read(self, number: int, line: str) -> None:
        """Read a line; one that is blank ends a stem, but not the answers below it."""
        if not line:
            self._after_blank = True
            return
        if answer := _ANSWER.fullmatch(line):
            self._answer(number, line, answer[1])
        elif option := _option(line, self._draft):
            self._option(number, line, *option)
        else:
            self._stem(number, line)
        self._after_blank = False

    def end(self) -> None:
        """List a question that was begun and does not end."""
        draft, self._draft = self._draft, None
        if draft and draft.options:
            self._found.trouble(draft.place, "The line “ANSWER: …” is missing after the answers.", draft.text)
        elif draft:
            reason = "No answers follow: each stands on its own line, such as “A) Mars”."
            self._found.trouble(draft.place, reason, draft.text)

    def _answer(self, number: int, line: str, answer: str) -> None:
        if self._draft is None:
            self._found.trouble(f"line {number}", "There is no question before this answer.", line)
        else:
            _take(self._draft, answer, self._found)
        self._draft = None

    def _option(self, number: int, line: str, letter: str, said: str) -> None:
        if self._draft is None:
            self._found.trouble(f"line {number}", "There is no question before this answer to choose.", line)
        else:
            self._draft.add(letter, said)

    def _stem(self, number: int, line: str) -> None:
        if self._draft and (self._draft.options or self._after_blank):
            self.end()
        self._draft = self._draft or Draft(number)
        if not self._draft.is_too_long:
            self._draft.stem.append(line)


def read(data: bytes) -> Imported:
    """Read the questions of an Aiken file.

    Raises:
        Refused: the file is no text.
    """
    file = decoded(data)
    found = Found(file.troubles)
    reader = Reader(found)
    for number, line in numbered_lines(file.text):
        reader.read(number, line.strip())
    reader.end()
    return found.imported()


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes]) -> Exported:
    """Write the questions with one right answer among several; Aiken holds nothing but stem, answers and key."""
    seen: dict[str, str] = {}

    def one(question: AnyQuestion) -> tuple[str, list[str]]:
        text, lost = _written(question)
        if (same := seen.setdefault(text, question.id)) != question.id:
            raise CannotExpress(f"Aiken cannot tell it from {same}, which asks the same.")
        return text, lost

    texts, losses = each_written(questions, one)
    return Exported("\n".join(texts).encode(), losses)


def _option(text: str, draft: Draft | None) -> tuple[str, str] | None:
    """Return letter and text of an answer; a first letter other than A belongs to the stem: “I. Newton …”."""
    found = _OPTION.fullmatch(text)
    if not found:
        return None
    letter, said = found[1] or found[3], (found[2] if found[1] else found[4]).strip()
    is_small = letter.islower()
    begun = draft.options if draft else {}
    if letter.upper() != "A" and not begun:
        return None
    if is_small and begun and not next(iter(begun)).islower():
        return None
    return letter, said


def _take(draft: Draft, answer: str, found: Found) -> None:
    letters = _LETTER.findall(answer) if _LETTERS.fullmatch(answer) else _LETTER.findall(answer)[:1]
    reason = _fault(draft, letters, answer)
    question = reason or made(_fields(draft, letters))
    if isinstance(question, str):
        found.trouble(draft.place, question, f"{draft.text}\nANSWER: {answer}")
        return
    if found.take(question, draft.place, draft.text) and not _LETTERS.fullmatch(answer):
        found.partly(draft.place, _after_letter(answer, question.answer), f"ANSWER: {answer}")


def _fault(draft: Draft, letters: list[str], answer: str) -> str:
    if draft.is_too_long:
        return f"It has more than {_MOST_LINES} lines: is an answer missing?"
    if draft.twice:
        return f"Two answers have the letter {draft.twice}."
    if not letters:
        return f"“ANSWER: {answer}” names no letter."
    known = {letter.upper() for letter in draft.options}
    missing = [letter for letter in letters if letter.upper() not in known]
    return f"No answer has the letter {missing[0]}." if missing else ""


def _fields(draft: Draft, letters: list[str]) -> dict[str, object]:
    stem, options = "\n".join(draft.stem), {letter.upper(): said for letter, said in draft.options.items()}
    keys = [options[letter.upper()] for letter in letters]
    kind = "multiple_response" if len(keys) > 1 else "multiple_choice"
    chosen: dict[str, object] = {"options": list(options.values())}
    if tuple(options.values()) == CHOICES:
        kind, chosen = "true_false", {}
    own = {"keys": keys} if kind == "multiple_response" else {"key": keys[0]}
    common = {"id": made_id("aiken", kind, stem), "stem": stem, "topic": TOPIC, "explanation": ""}
    return {"kind": kind} | common | chosen | own


def _after_letter(answer: str, key: str) -> list[str]:
    rest = re.sub(r"^\W*[A-Za-z]\b[.):]?", "", answer).strip()
    return [f"What follows the letter was left out: “{rest}”."] if rest and rest != key else []


def _written(question: AnyQuestion) -> tuple[str, list[str]]:
    if not isinstance(question, MultipleChoice | WhoSaysSo | TrueFalse):
        raise CannotExpress(f"Aiken has one right answer among several, and no “{question.title}”.")
    question, pictures = _pictureless(question)
    stem, options = _line(question.stem), [_line(option) for option in question.options]
    if len(stem.encode()) < _SHORTEST:
        raise CannotExpress("Aiken’s readers pass over a stem of one sign.")
    lines = [f"{letter}) {option}" for letter, option in zip(_ALPHABET, options, strict=False)]
    key = _ALPHABET[question.options.index(question.key)]
    text = "\n".join((stem, *lines, f"ANSWER: {key}", ""))
    back = read(text.encode())
    if len(back.questions) != 1 or back.questions[0].stem != stem:
        said = back.troubles[0].reason if back.troubles else "Its stem would be taken for an answer."
        raise CannotExpress(f"Aiken cannot hold it. {said}")
    return text, pictures + _lost(question, [stem, *options])


def _pictureless(question: _Writable) -> tuple[_Writable, list[str]]:
    changed, lost = without_pictures(question, "Aiken")
    assert isinstance(changed, MultipleChoice | WhoSaysSo | TrueFalse)
    return changed, lost


def _line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(UNPRINTABLE.sub("", text).replace("\ufeff", "").split())


def _lost(question: _Writable, written: list[str]) -> list[str]:
    lost = ["its topic", "its explanation"]
    lost += ["that it asks who says so"] * isinstance(question, WhoSaysSo)
    lost += ["that the options keep their order"] * (question.ordered and not isinstance(question, TrueFalse))
    lost += ["line ends and wide spaces"] * (written != [question.stem, *question.options])
    lost += ["which facts it asks about, who says so, where and as of when"] * _has_provenance(question)
    return [f"Aiken holds neither {' nor '.join(lost)}."]


def _has_provenance(question: AnyQuestion) -> bool:
    return bool(
        question.facts or question.citations or question.conflicts or question.as_of or question.voice != AUTHOR
    )


def recognises(data: bytes) -> bool:
    """Say whether there is a line with an answer’s letter, and one such as “A) Mars”."""
    text = glimpse(data)
    return bool(_ANSWER_LINE.search(text) and _OPTION_LINE.search(text))


FORMAT = Format("Aiken", (".txt", ".aiken"), read, write, recognises)
