"""Pairs of identifiers become matchings, and words that belong into gaps become texts with gaps."""

from typing import Any

from question_bank.formats.qti import gapped
from question_bank.formats.qti.model import Field, Given, Item, NotTaken, Option


def matching(item: Item, field: Field, given: Given) -> dict[str, Any]:
    """Return the fields of a matching, in which each left side has one right side.

    Raises:
        NotTaken: neither side has just one partner for each of its entries.
    """
    pairs = [(left, right) for left, _, right in (one.partition(" ") for one in given)]
    lefts, rights = field.options, field.targets
    if not _is_whole(lefts, [left for left, _ in pairs]):
        pairs, lefts, rights = [(right, left) for left, right in pairs], rights, lefts
        if not _is_whole(lefts, [left for left, _ in pairs]):
            raise NotTaken("Its items do not all have just one partner, as they must here.")
    names = field.names
    try:
        sides = [(names[left], names[right]) for left, right in sorted(pairs, key=lambda pair: _place(lefts, pair[0]))]
    except KeyError as unknown:
        raise NotTaken(f"It calls {unknown} right, which is none of its options.") from None
    used = {right for _, right in sides}
    return {
        "kind": "matching", "stem": item.text, "pairs": sides,
        "distractors": [option.text for option in rights if option.text not in used],
        "each_once": len(used) == len(sides) and all(option.most == 1 for option in rights),
    }  # fmt: skip


def _is_whole(side: tuple[Option, ...], used: list[str]) -> bool:
    return sorted(option.id for option in side) == sorted(used)


def _place(side: tuple[Option, ...], id: str) -> int:
    return [option.id for option in side].index(id)


def gaps(item: Item, field: Field, given: Given) -> dict[str, Any]:
    """Return the fields of a text whose gaps are filled with the words that the item gives."""
    words: dict[str, list[str]] = {gap.id: [] for gap in field.targets}
    for word, _, gap in (one.partition(" ") for one in given):
        if word not in field.names or gap not in words:
            word, gap = gap, word
        if word not in field.names or gap not in words:
            raise NotTaken(f"It calls “{word} {gap}” right, which is none of its options.")
        words[gap].append(field.names[word])
    if any(len(right) > 1 for right in words.values()):
        raise NotTaken("One of its gaps takes several words.")
    every = [option.text for option in field.options]
    fillings = [{"accepted": right, "wrong": [one for one in every if one not in right]} for right in words.values()]
    if any(option.most == 1 for option in field.options) and len(fillings) > 1:
        item.note("that each word fits one gap only: here each gap offers all words")
    if len(every) == 1:
        item.note("the word to drag: here it is typed")
    return gapped.gaps(item.text, fillings)
