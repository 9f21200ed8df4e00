"""Where an answer stands: who says so, in which article, section and paragraph, and as of when."""

from __future__ import annotations

import pytest

from question_bank.facts import Article, Citation
from quizapp.ui import feedback

SECTIONS = {1: "Opening", 4: "Trade"}
ARTICLES = {
    id: Article(id=id, file=f"{id}.txt", title=f"All about {id}", cue=id, as_of="2024", sections=sections)
    for id, sections in (("saturn", SECTIONS), ("mars", {}))
}


@pytest.fixture(autouse=True)
def _articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "_articles", lambda db: ARTICLES)


def cited(*places: tuple[str, int]) -> list[Citation]:
    return [Citation(article=a, paragraph=p, start=0, end=1, sha256="0" * 64) for a, p in places]


def test_the_author_of_an_article_has_no_name_of_their_own() -> None:
    found = feedback.where("author", cited(("mars", 2)), "May 2020")
    assert found == "The article’s author · All about mars · paragraph 2 · as of May 2020"


def test_a_named_voice_is_named() -> None:
    assert feedback.where("Galileo", cited(("mars", 2)), "1610").startswith("Galileo · All about mars")


def test_a_voice_without_a_name_begins_the_line_with_a_capital() -> None:
    assert feedback.where("several voices", cited(("mars", 2)), "").startswith("Several voices · ")


def test_the_section_stands_before_its_paragraphs() -> None:
    found = feedback.where("author", cited(("saturn", 5), ("saturn", 4), ("saturn", 1), ("saturn", 4)), "")
    assert found == "The article’s author · All about saturn · Opening, paragraph 1; Trade, paragraphs 4 and 5"


def test_three_paragraphs_are_listed_as_one_speaks() -> None:
    assert "paragraphs 1, 2 and 3" in feedback.where("author", cited(("mars", 1), ("mars", 2), ("mars", 3)), "")


def test_a_fact_of_two_articles_names_both() -> None:
    found = feedback.where("author", cited(("mars", 1), ("saturn", 4)), "2024")
    assert "All about mars · paragraph 1; also All about saturn · Trade, paragraph 4 · as of 2024" in found


def test_an_article_that_is_cited_twice_is_named_once() -> None:
    found = feedback.where("author", cited(("mars", 3), ("saturn", 4), ("mars", 1)), "")
    assert found.count("All about mars") == 1
    assert "paragraphs 1 and 3" in found


def test_a_question_of_a_teachers_own_has_nothing_to_cite() -> None:
    assert feedback.where("author", [], "") == ""
    assert feedback.statement("It is so.", "author", [], "") == "It is so\\."
