"""Citations against the texts they point into: make one from a passage, and verify those of a fact."""

from collections.abc import Mapping, Sequence

from question_bank.articles import digest
from question_bank.facts import Citation, Fact
from question_bank.marking import NotAnAnswer, first_number, normalise

Texts = Mapping[str, Sequence[str]]
"""Paragraphs by article id."""


class NoSuchPassage(ValueError):
    """A passage does not stand where it is said to stand."""


def cite(texts: Texts, article: str, paragraph: int, passage: str) -> Citation:
    """Return the citation of a passage that stands once in a paragraph.

    Raises:
        NoSuchPassage: the paragraph does not exist, or the passage is not in it exactly once.
    """
    if article not in texts:
        raise NoSuchPassage(f"There is no article {article}: there are {', '.join(sorted(texts))}.")
    lines = texts[article]
    if not 1 <= paragraph <= len(lines):
        raise NoSuchPassage(f"{article} has no paragraph {paragraph}: it has {len(lines)}.")
    line = lines[paragraph - 1]
    if line.count(passage) != 1:
        times = line.count(passage)
        raise NoSuchPassage(f"{passage!r} stands {times} times in {article}, paragraph {paragraph}.")
    start = line.index(passage)
    return Citation(
        article=article, paragraph=paragraph, start=start, end=start + len(passage), sha256=digest(line)
    )  # fmt: skip


def mismatch(citation: Citation, texts: Texts) -> str | None:
    """Say how a citation differs from the text, or return None."""
    where = f"{citation.article}, paragraph {citation.paragraph}"
    passage = f"the passage {citation.start} to {citation.end}"
    lines = texts.get(citation.article)
    if lines is None:
        return f"the article {citation.article} is not known"
    if citation.paragraph > len(lines):
        return f"{where}: the text has only {len(lines)} paragraphs"
    line = lines[citation.paragraph - 1]
    if digest(line) != citation.sha256:
        return f"{where}: the paragraph has changed since it was cited"
    if not citation.start < citation.end <= len(line):
        return f"{where}: {passage} is outside the {len(line)} characters"
    if _cuts_a_word(line, citation.start) or _cuts_a_word(line, citation.end):
        return f"{where}: {passage} begins or ends inside a word"
    return None


def verify(fact: Fact, texts: Texts) -> list[str]:
    """Say what is wrong with a fact's citations; each figure it asks for must stand in a cited passage."""
    found = [said for citation in fact.citations if (said := mismatch(citation, texts))]
    if found:
        return found
    passages = [texts[c.article][c.paragraph - 1][c.start : c.end] for c in fact.citations]
    missing = [s.answer for s in fact.slots.values() if s.is_numeric and not _has_figure(passages, s.value)]
    return [f"no cited passage holds the figure {answer}" for answer in missing]


def _cuts_a_word(line: str, offset: int) -> bool:
    return line[:offset][-1:].isalnum() and line[offset:][:1].isalnum()


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS, 1)}


def _has_figure(passages: Sequence[str], value: float) -> bool:
    return any(value in _figures(passage) for passage in passages)


def _figures(passage: str) -> set[float]:
    found: set[float] = set()
    for word in normalise(passage).split():
        try:
            found.add(float(_NUMBER_WORDS.get(word) or first_number(word)))
        except NotAnAnswer:
            continue
    return found
