"""The signs of GIFT: which of them are escaped, what a block of lines is made of, and which is a comment.

All of it as Moodle's `question/format/gift/format.php` reads it: lines are trimmed, a blank one ends a question, the
first brace of either sort counts, and the last `####` before the closing brace begins the general feedback.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from question_bank.formats.foreign import UNPRINTABLE, numbered_lines

BLANK = " \t\n\r\0\x0b"
"""What PHP trims."""
BETWEEN = " / "
LONGEST = 100_000
"""Characters of a block; one that is longer is no question."""
CATEGORY = "$CATEGORY:"
ESCAPABLE = ":#={}~"
GAP = "_____"
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_HIDDEN = {sign: chr(0xDC00 + ord(sign)) for sign in f"{ESCAPABLE}\n"}
_SHOWN = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in f"{ESCAPABLE}\\"} | {"\n": "\\n", "\r": ""})
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f])+)\]")


def hidden(text: str) -> str:
    """Return a text in which escaped signs mean nothing; `shown` brings them back."""
    return _ESCAPE.sub(lambda found: {"\\": "\\", "n": _HIDDEN["\n"]}.get(found[1]) or _HIDDEN[found[1]], text)


def shown(text: str) -> str:
    """Return a text as people read it."""
    return text.translate(_SHOWN)


def escaped(text: str) -> str:
    """Write a text so that none of its signs mean anything, on one line."""
    return UNPRINTABLE.sub("", text).translate(_ESCAPED)


class Block(NamedTuple):
    """Lines up to a blank one: the number of the first that is no comment, the comments, and the rest."""

    number: int
    comments: str
    text: str
    is_too_long: bool = False

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"line {self.number}"

    def after_first_line(self) -> "Block":
        """Return what follows the first line."""
        return Block(self.number + 1, self.comments, self.text.partition("\n")[2].strip(BLANK))

    @property
    def id(self) -> str:
        """The id that its comments give it."""
        found = _ID.search(self.comments)
        return found[1].strip(BLANK).replace("\\]", "]") if found else ""

    @property
    def tags(self) -> list[str]:
        """The tags in its comments."""
        return [tag.strip(BLANK).replace("\\]", "]") for tag in _TAG.findall(self.comments)]


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a file; those that are nothing but comments do not count."""
    lines: list[tuple[int, str]] = []
    size = 0
    for number, line in chain(numbered_lines(text), [(0, "")]):
        if trimmed := line.strip(BLANK):
            if size <= LONGEST:
                lines.append((number, trimmed[: LONGEST + 1]))
            size += len(trimmed) + 1
        elif lines:
            if size > LONGEST:
                yield Block(lines[0][0], "", lines[-1][1], is_too_long=True)
            elif block := _block(lines):
                yield block
            lines, size = [], 0


def _block(lines: list[tuple[int, str]]) -> Block | None:
    first = next((number for number, line in lines if not line.startswith("//")), None)
    if first is None:
        return None
    comments = "\n".join(line for _, line in lines if line.startswith("//"))
    rest = "\n".join(" " if line.startswith("//") else line for _, line in lines)
    return Block(first, comments, rest.strip(BLANK))


class Parts(NamedTuple):
    """A question's parts, with escaped signs still hidden; a text without braces has no answers."""

    name: str
    stem: str
    answers: str | None
    feedback: str = ""


class BadBraces(ValueError):
    """The braces of a question do not match."""


def topic_of(path: str) -> str:
    """Return the topic that a path of categories means: its context and the category above all do not count."""
    names = [name.replace("//", "/").strip() for name in re.split(r"(?<!/)/(?!/)", path)]
    if re.fullmatch(r"\$[a-z]+\$", names[0]):
        names = names[1:]
    if names[:1] == ["top"]:
        names = names[1:]
    return BETWEEN.join(filter(None, names))


def path_of(topic: str) -> str:
    """Write a topic as a path of categories; a slash in a name is doubled, with a space around it at either end."""
    names = (name.replace("/", "//") for name in " ".join(topic.split()).split(BETWEEN))
    spaced = (" " * name.startswith("/") + name + " " * name.endswith("/") for name in names)
    return UNPRINTABLE.sub("", "/".join(("$course$", "top", *spaced))).replace("\\", "\\\\")


def category(text: str) -> str | None:
    """Return the path of a category, if a text begins with one."""
    first = text.partition("\n")[0]
    return shown(hidden(first.removeprefix(CATEGORY))).strip(BLANK) if first.startswith(CATEGORY) else None


def parts(text: str) -> Parts:
    """Take a question apart.

    Raises:
        BadBraces: one is missing.
    """
    name, text = _named(hidden(text))
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return Parts(name, text, None)
    if start < 0 or end < start:
        raise BadBraces("the one that opens the answers is missing" if start < 0 or end >= 0 else "one is not closed")
    inside = text[start + 1 : end].strip(BLANK)
    answers, separator, feedback = inside.rpartition("####")
    stem = text[:start] + ("" if text.endswith("}") else GAP) + text[end + 1 :]
    return Parts(name, stem, answers.strip(BLANK), feedback) if separator else Parts(name, stem, inside)


def _named(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    name, separator, rest = text[2:].partition("::")
    return (shown(name).strip(), rest.strip(BLANK)) if separator else ("", text[2:])
