"""Our text as the HTML of Anki's fields, so that nothing in it means more to Anki than it says."""

import html
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote

from question_bank import rich
from question_bank.facts import GAP
from question_bank.formats.anki.texts import PROTECTED, Room, Texts
from question_bank.formats.foreign import UNPRINTABLE
from question_bank.kinds.several_gaps import Filling

_SIGNS = re.compile(r"\{\{|\}\}|\[(?=sound:|anki:|latex\]|\$\$?\])", re.IGNORECASE)
_SIGNS_IN_GAPS = re.compile(_SIGNS.pattern + r"|[{}]|::", re.IGNORECASE)
_SOURCE = re.compile(r'(?<=<img src=")[^"]+')
_GAP_SIGN = "\ue020"


class Markup:
    """Writes the fields of a note that shows some pictures."""

    def __init__(self, pictures: frozenset[str], has_gaps: bool = False) -> None:
        self._pictures = pictures
        self._signs = _SIGNS_IN_GAPS if has_gaps else _SIGNS

    def picture(self, source: str) -> str | None:
        """Return the name of a picture that a field shows, if there is one."""
        return source if source in self._pictures else None

    def of(self, text: str) -> str:
        """Return a text as HTML that is read back as the text, if there is such a thing."""
        text = unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))
        bare = self._protected(html.escape(text, quote=False))
        source = rich.to_html(text)
        if source == f"<p>{html.escape(text, quote=False)}</p>":
            return bare
        source = self._protected(_SOURCE.sub(lambda found: unquote(found[0]), source))
        return source if Texts(self.picture, Room()).text(source) == text else bare.replace("\n", "<br>")

    def listed(self, texts: Sequence[str], tag: str = "ul") -> str:
        """Return texts as a list."""
        return f"<{tag}>{''.join(f'<li>{self._item(text)}</li>' for text in texts)}</{tag}>"

    def gapped(self, stem: str, fillings: Sequence[Filling]) -> str:
        """Return a text with deletions where its gaps are; what can be chosen is the hint."""
        pieces = self.of(stem.replace(GAP, _GAP_SIGN)).split(_GAP_SIGN)
        told = pieces[0]
        for filling, piece in zip(fillings, pieces[1:], strict=False):
            hint = f"::{self._inline(' / '.join(sorted(filling.options)))}" if filling.options else ""
            told += f"{{{{c1::{self._inline(filling.answer)}{hint}}}}}{piece}"
        return told

    def _item(self, text: str) -> str:
        return self._inline(text) if "<li>" in self.of(text) else self.of(text)

    def _inline(self, text: str) -> str:
        """Return a text as HTML without paragraphs and lists."""
        source = self.of(text)
        inner = source.removeprefix("<p>").removesuffix("</p>")
        if re.search(r"<(?:p|ul|ol|pre)\b", inner):
            return self._protected(html.escape(UNPRINTABLE.sub("", text), quote=False)).replace("\n", "<br>")
        return inner

    def _protected(self, source: str) -> str:
        return self._signs.sub(lambda found: "".join(PROTECTED.get(sign, sign) for sign in found[0]), source)
