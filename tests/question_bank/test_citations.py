"""A citation is made from a passage, and found out when the text says something else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.articles import digest
from question_bank.citations import NoSuchPassage, cite, mismatch, verify
from question_bank.facts import Fact
from tests.question_bank.samples import TEXTS, fact, slot

LINE = TEXTS["saturn"][1]


def figure_fact(answer: str, sort: str, *passages: tuple[int, str]) -> Fact:
    """Return a fact that asks for a figure and cites passages about Saturn."""
    cited = [cite(TEXTS, "saturn", paragraph, passage).model_dump() for paragraph, passage in passages]
    return fact(statement="It is {figure}.", slots={"figure": slot(answer, sort)}, citations=cited)


def test_a_citation_points_to_its_passage() -> None:
    made = cite(TEXTS, "saturn", 2, "widest rings")
    assert (made.article, made.paragraph) == ("saturn", 2)
    assert LINE[made.start : made.end] == "widest rings"
    assert made.sha256 == digest(LINE)


@given(st.data())
def test_any_passage_that_stands_once_can_be_cited_and_verified(data: st.DataObject) -> None:
    words = LINE.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    passage = " ".join(words[first : last + 1])
    if LINE.count(passage) == 1:
        assert mismatch(cite(TEXTS, "saturn", 2, passage), TEXTS) is None


@pytest.mark.parametrize(
    ("article", "paragraph", "passage", "said"),
    [
        ("venus", 1, "rings", "There is no article venus: there are mars, saturn."),
        ("saturn", 0, "rings", "saturn has no paragraph 0: it has 3."),
        ("saturn", 4, "rings", "saturn has no paragraph 4: it has 3."),
        ("saturn", -1, "rings", "saturn has no paragraph -1: it has 3."),
        ("saturn", 2, "moons", "'moons' stands 0 times in saturn, paragraph 2."),
        ("saturn", 2, "in", "'in' stands 2 times in saturn, paragraph 2."),
        ("saturn", 2, "", "times in saturn, paragraph 2."),
    ],
)
def test_a_passage_that_is_not_there_once_is_refused(article: str, paragraph: int, passage: str, said: str) -> None:
    with pytest.raises(NoSuchPassage) as refused:
        cite(TEXTS, article, paragraph, passage)
    assert said in str(refused.value)


def changed(**texts: list[str]) -> dict[str, list[str]]:
    return {**TEXTS, **texts}


def test_a_changed_paragraph_is_found_out() -> None:
    texts = changed(saturn=[TEXTS["saturn"][0], LINE.replace("1610", "1611"), TEXTS["saturn"][2]])
    said = mismatch(cite(TEXTS, "saturn", 2, "widest rings"), texts)
    assert said == "saturn, paragraph 2: the paragraph has changed since it was cited"


def test_a_wrong_paragraph_is_found_out() -> None:
    moved = cite(TEXTS, "saturn", 2, "widest rings").model_copy(update={"paragraph": 3})
    assert mismatch(moved, TEXTS) == "saturn, paragraph 3: the paragraph has changed since it was cited"


def test_a_paragraph_beyond_the_end_is_found_out() -> None:
    moved = cite(TEXTS, "saturn", 2, "widest rings").model_copy(update={"paragraph": 9})
    assert mismatch(moved, TEXTS) == "saturn, paragraph 9: the text has only 3 paragraphs"


def test_an_unknown_article_is_found_out() -> None:
    moved = cite(TEXTS, "saturn", 2, "widest rings").model_copy(update={"article": "venus"})
    assert mismatch(moved, TEXTS) == "the article venus is not known"


@pytest.mark.parametrize(
    ("offsets", "said"),
    [
        ({"start": 60, "end": 500}, "is outside"),
        ({"start": 20, "end": 20}, "is outside"),
        ({"start": 30, "end": 20}, "is outside"),
        ({"start": 1}, "begins or ends inside a word"),
        ({"start": 0, "end": 3}, "begins or ends inside a word"),
    ],
)
def test_wrong_offsets_are_found_out(offsets: dict[str, int], said: str) -> None:
    moved = cite(TEXTS, "saturn", 2, "widest rings").model_copy(update=offsets)
    assert said in str(mismatch(moved, TEXTS))


def test_a_sound_fact_has_nothing_to_say() -> None:
    assert verify(fact(), TEXTS) == []


def test_every_wrong_citation_of_a_fact_is_named() -> None:
    wrong = [cite(TEXTS, "saturn", 2, "rings").model_dump() | {"paragraph": number} for number in (8, 9)]
    said = verify(fact(citations=wrong), TEXTS)
    assert len(said) == 2
    assert "paragraph 8" in said[0]
    assert "paragraph 9" in said[1]


@pytest.mark.parametrize(
    ("answer", "sort", "passage"),
    [
        ("1610", "year", (2, "by Galileo in 1610")),
        ("145", "count", (3, "at least 145 moons")),
        ("282,000", "count", (3, "282,000 kilometres")),
        ("$3.9 billion", "money", (3, "about $3.9 billion")),
    ],
)
def test_a_figure_stands_in_the_cited_passage(answer: str, sort: str, passage: tuple[int, str]) -> None:
    assert verify(figure_fact(answer, sort, passage), TEXTS) == []


def test_a_missing_figure_is_named() -> None:
    said = verify(figure_fact("146", "count", (3, "at least 145 moons")), TEXTS)
    assert said == ["no cited passage holds the figure 146"]


def test_a_figure_outside_the_passage_does_not_count() -> None:
    assert verify(figure_fact("1610", "year", (2, "seen first by Galileo")), TEXTS) != []


def test_one_of_several_passages_is_enough() -> None:
    assert verify(figure_fact("1610", "year", (2, "widest rings"), (2, "in 1610")), TEXTS) == []


def test_a_number_may_be_written_as_a_word() -> None:
    cited = [cite(TEXTS, "mars", 2, "two moons").model_dump()]
    fields: dict[str, Any] = {"statement": "It has {count} moons.", "citations": cited}
    assert verify(fact(slots={"count": slot("2", "count")}, **fields), TEXTS) == []
    assert verify(fact(slots={"count": slot("3", "count")}, **fields), TEXTS) != []


def test_figures_are_not_looked_for_in_passages_that_are_wrong() -> None:
    moved = cite(TEXTS, "saturn", 2, "rings").model_dump() | {"paragraph": 9}
    wrong = fact(statement="It is {figure}.", slots={"figure": slot("7", "count")}, citations=[moved])
    assert verify(wrong, TEXTS) == ["saturn, paragraph 9: the text has only 3 paragraphs"]
