"""Who says so: the options are the articles, or the voices written beside the fact's own."""

from __future__ import annotations

from typing import Any

from question_bank.bank import Bank
from question_bank.generate.sources import who_says_so
from question_bank.groups import Source
from tests.question_bank.samples import article, bank, citation, fact

ARTICLES = tuple(article(id) for id in ("saturn", "mars", "venus", "pluto", "ceres"))


def asked(**fields: Any) -> Bank:
    source = Source(fact="rings", stem="Which article, like {article}, says so?")
    mars = citation(article="mars").model_dump()
    facts = fact(conflicts=["moons"], voice="Galileo"), fact("moons", conflicts=["rings"], citations=[mars])
    return bank(*facts, articles=ARTICLES).model_copy(update={"sources": (source.model_copy(update=fields),)})


def test_the_article_stands_among_others_and_the_one_that_says_otherwise_is_among_them() -> None:
    (question,) = who_says_so(asked())
    assert question.id == "rings.who_says_so"
    assert question.key == "All about Saturn"
    assert len(question.options) == 4
    assert "All about Mars" in question.options
    assert question.problems() == []


def test_voices_take_the_place_of_articles_where_they_are_named() -> None:
    (question,) = who_says_so(asked(others=("Kepler", "Huygens")))
    assert question.key == "Galileo"
    assert sorted(question.options) == ["Galileo", "Huygens", "Kepler"]


def test_the_stem_may_name_the_article() -> None:
    (question,) = who_says_so(asked())
    assert question.stem == "Which article, like the article on Saturn, says so?"


def test_what_the_other_side_says_is_told_afterwards() -> None:
    (question,) = who_says_so(asked())
    assert question.facts == ("rings",)
    assert [rival.fact for rival in question.conflicts] == ["moons"]


def test_an_article_that_says_so_too_is_no_wrong_answer() -> None:
    both = [citation().model_dump(), citation(article="venus").model_dump()]
    source = Source(fact="rings", stem="Who says so?")
    small = bank(fact(citations=both), articles=ARTICLES).model_copy(update={"sources": (source,)})
    (question,) = who_says_so(small)
    assert "All about Venus" not in question.options


def test_the_options_stand_in_the_same_order_each_time() -> None:
    assert list(who_says_so(asked())) == list(who_says_so(asked()))
