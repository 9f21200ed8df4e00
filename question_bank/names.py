"""Names that mean the same: which entity an answer is, and which entities a text names."""

import re
from collections.abc import Iterable

from question_bank.facts import Entity
from question_bank.marking import compact

SHORT = 3
"""Names of so few letters are told from other words by their capitals: “US” is not “us”."""


class Names:
    """The names and aliases of a bank's entities."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        groups = [(entity.name, *entity.aliases) for entity in entities]
        self._group = {compact(form): group for group in groups for form in group}
        longest_first = sorted({form for group in groups for form in group}, key=lambda form: (-len(form), form))
        self._every = re.compile("|".join(map(_as_words, longest_first)) or "(?!)")

    def forms(self, name: str) -> tuple[str, ...]:
        """Return all that something is called; the name given comes first."""
        return tuple(dict.fromkeys((name, *self._group.get(compact(name), ()))))

    def same(self, one: str, other: str) -> bool:
        """Say whether two texts name the same, by spelling or as aliases."""
        return compact(one) in {compact(form) for form in self.forms(other)}

    def mentions(self, text: str, name: str) -> bool:
        """Say whether a text names something, by this name or an alias."""
        group = self._group.get(compact(name))
        if group is None:
            # Most texts do not hold most names, and looking for letters is faster than for words.
            return name.lower() in text.lower() and re.search(_as_words(name), text) is not None
        return any(self._group[compact(found)] is group for found in self._every.findall(text))

    def found_in(self, text: str) -> list[str]:
        """Return the names and aliases in a text, as they stand there."""
        return list(dict.fromkeys(self._every.findall(text)))


def _as_words(form: str) -> str:
    case = "" if len(form) <= SHORT else "i"
    return rf"(?{case}:(?<!\w){re.escape(form)}(?!\w))"
