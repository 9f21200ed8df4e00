"""The variables of an item of QTI 2 and 3: their types and values, and the marks that a mapping gives."""

from dataclasses import dataclass
from functools import cached_property

from question_bank.formats.qti.model import NotUnderstood
from question_bank.formats.qti.tree import Element, text_in

Scalar = str | float | bool
Plain = tuple[Scalar, ...]

NUMBERS = ("integer", "float")


def scalar(text: str, base_type: str | None) -> Scalar:
    """Return a value of a base type.

    Raises:
        NotUnderstood: the text is no such value.
    """
    text = text.strip()
    if base_type in NUMBERS:
        try:
            return float(text)
        except ValueError:
            raise NotUnderstood(f"“{text}” is no number") from None
    if base_type == "boolean":
        return text == "true"
    return " ".join(text.split()) if base_type in ("pair", "directedPair") else text


@dataclass
class Declared:
    """A variable: its type, its values, and the marks that a mapping gives for values."""

    id: str
    cardinality: str
    base_type: str | None
    correct: Plain
    default: Plain
    mapping: Element | None
    table: Element | None

    @classmethod
    def of(cls, element: Element) -> "Declared":
        """Read a declaration."""
        base_type = element.get("baseType")
        tables = [child for child in element if child.tag in ("matchTable", "interpolationTable")]
        return cls(
            id=element.get("identifier", "").strip(),
            cardinality=element.get("cardinality", "single"),
            base_type=base_type,
            correct=_values(element.find("correctResponse"), base_type),
            default=_values(element.find("defaultValue"), base_type),
            mapping=element.find("mapping"),
            table=tables[0] if tables else None,
        )

    @cached_property
    def mapped(self) -> dict[str, float]:
        """The marks for values."""
        entries = [] if self.mapping is None else self.mapping.iterfind("mapEntry")
        return {_tidy(one.get("mapKey", ""), self.base_type): number(one.get("mappedValue")) for one in entries}

    def marks(self, given: Plain) -> float:
        """Return the sum of the marks for the values given, within the bounds."""
        if self.mapping is None:
            raise NotUnderstood(f"the response {self.id} is to be mapped, and has no mapping")
        default = number(self.mapping.get("defaultValue"))
        total = sum(self._mark(one, default) for one in dict.fromkeys(given))
        low, high = self.mapping.get("lowerBound"), self.mapping.get("upperBound")
        total = max(total, number(low)) if low else total
        return min(total, number(high)) if high else total

    @cached_property
    def _mapped_loosely(self) -> dict[str, float]:
        """The marks for values whose capital letters do not count."""
        entries = [] if self.mapping is None else self.mapping.iterfind("mapEntry")
        return {
            _tidy(one.get("mapKey", ""), self.base_type).casefold(): number(one.get("mappedValue"))
            for one in entries
            if one.get("caseSensitive", "true") == "false"
        }

    def _mark(self, given: Scalar, default: float) -> float:
        text = _tidy(said(given), self.base_type)
        if text in self.mapped:
            return self.mapped[text]
        return self._mapped_loosely.get(text.casefold(), default)


def number(text: str | None) -> float:
    """Return a number, 0 for none."""
    try:
        return float(text or 0)
    except ValueError:
        raise NotUnderstood(f"“{text}” is no number") from None


def whole(text: str | None, default: int) -> int:
    """Return a whole number, or the default where there is none."""
    bare = (text or "").strip()
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 10 else default


def said(value: Scalar) -> str:
    """Return a value as a file would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.12g}" if isinstance(value, float) else value


def _tidy(text: str, base_type: str | None) -> str:
    return said(scalar(text, base_type)) if base_type in NUMBERS else " ".join(text.split())


def _values(element: Element | None, base_type: str | None) -> Plain:
    if element is None:
        return ()
    return tuple(
        scalar(text_in(one), one.get("baseType") or base_type) for one in element.iterfind("value") if text_in(one)
    )
