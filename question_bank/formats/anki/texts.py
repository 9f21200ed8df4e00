"""Fields of Anki as our text: HTML, and Anki's own signs for recordings, formulas and readings."""

import re
from collections.abc import Callable

from question_bank import rich
from question_bank.formats.exchange import Refused

MOST_TEXT = 25_000_000
"""Signs that all cards of a collection may have together, a tag counted as a hundred: it takes seconds to read them."""
_TAG = 100
_RECORDING = re.compile(r"\[sound:([^\]\n]{0,300})\]|\[anki:play:[^\]\n]{0,40}\]")
_LATEX = re.compile(r"\[(/?)(latex|\$\$?)\]", re.IGNORECASE)
_WHOLE = re.compile(r"(?:\$\$(?P<block>[^$]+)\$\$|\$(?P<line>[^$]+)\$)", re.DOTALL)
_READING = re.compile(r"<rt\b[^<>]*>(.*?)(?:</rt>|(?=<rt\b|</ruby>))", re.IGNORECASE | re.DOTALL)
_FALLBACK = re.compile(r"<rp\b[^<>]*>[^<>]*</rp>", re.IGNORECASE)
_PROTECTED = {"&#123;": "\ue07b", "&#125;": "\ue07d", "&#58;": "\ue03a", "&#91;": "\ue05b"}
"""Signs written so that Anki does not take them for its own."""
_PLAIN = str.maketrans({"\ue07b": "{", "\ue07d": "}", "\ue03a": ":", "\ue05b": "["})
PROTECTED = {sign.translate(_PLAIN): code for code, sign in _PROTECTED.items()}


class Room:
    """How much text may still be read."""

    def __init__(self) -> None:
        self._left = MOST_TEXT

    def take(self, source: str, times: int = 1) -> None:
        """Take room for HTML that is read a number of times.

        Raises:
            Refused: there is none left.
        """
        self._left -= times * (len(source) + _TAG * source.count("<"))
        if self._left < 0:
            raise Refused("The collection is refused: its cards hold more text than can be read in a moment; split it.")


class Texts:
    """Reads the fields of one note, and collects what is left out of them."""

    def __init__(self, picture: Callable[[str], str | None], room: Room) -> None:
        self._picture = picture
        self.room = room
        self._lost: dict[str, None] = {}
        self._dropped: dict[str, None] = {}
        self._recordings: dict[str, None] = {}

    @property
    def lost(self) -> list[str]:
        """What was left out, in sentences."""
        told = list(self._lost)
        if self._recordings:
            told.append(f"Its recordings were left out: {', '.join(self._recordings)}.")
        if self._dropped:
            told.append(f"Left out of its text: {', '.join(self._dropped)}.")
        return told

    def lose(self, sentence: str) -> None:
        """Note what is left out."""
        self._lost[sentence] = None

    def text(self, source: str) -> str:
        """Return HTML as text."""
        return plain(self.marked(source))

    def marked(self, source: str) -> str:
        """Return HTML as text in which signs that mean only themselves are still told apart; `plain` ends that."""
        if not source:
            return ""
        self.room.take(source)
        if "&#" in source:
            for code, sign in _PROTECTED.items():
                source = source.replace(code, sign)
        if "[" in source:
            source = _with_formulas(_RECORDING.sub(self._recording, source))
        if "<rt" in source:
            source = _READING.sub(r" (\1)", _FALLBACK.sub("", source))
        found = rich.to_text(source, find=self._picture)
        self._dropped.update(dict.fromkeys(found.dropped))
        return found.text

    def _recording(self, found: re.Match[str]) -> str:
        self._recordings[found[1] or "spoken text"] = None
        return ""


def plain(text: str) -> str:
    """Return a text in which all signs mean themselves."""
    return text.translate(_PLAIN)


def _with_formulas(source: str) -> str:
    """Return HTML in which what stands between Anki's signs for LaTeX stands between ours."""
    told, place, opening = "", 0, None
    for sign in _LATEX.finditer(source):
        if not sign[1]:
            opening = sign
        elif opening and opening[2].lower() == sign[2].lower():
            told += source[place : opening.start()] + _formula(sign[2], source[opening.end() : sign.start()].strip())
            place, opening = sign.end(), None
    return told + source[place:]


def _formula(sort: str, inner: str) -> str:
    """Return a formula in our signs; what is more than a formula stands as it is written."""
    if sort == "$":
        return f"\\({inner}\\)"
    if sort == "$$":
        return f"\\[{inner}\\]"
    if whole := _WHOLE.fullmatch(inner):
        return f"\\[{whole['block']}\\]" if whole["block"] else f"\\({whole['line']}\\)"
    return inner
