"""The rules for truth and sources find the faults they are for, and nothing in sound questions."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.bank import Bank
from tests.question_bank.checks.found import SMALL, found
from tests.question_bank.samples import bank, choice, fact, flawed, judged, number, several, slot, source, typed


def sourced(**fields: Any) -> Bank:
    """Return a bank of a fact that must name its source, with the rival it may need."""
    return bank(fact(**fields), fact("moons", conflicts=fields.get("conflicts", ()) and ["rings"]))


@pytest.mark.parametrize(
    "fields",
    [{"status": "opinion"}, {"status": "forecast"}, {"voice": "critics"}, {"conflicts": ["moons"]}],
)
def test_a_view_put_as_everybodys_is_named(fields: dict[str, Any]) -> None:
    assert "Say in the question whose view this is" in found(choice(), sourced(**fields))["source_unnamed"]


@pytest.mark.parametrize(
    ("fields", "stem"),
    [
        ({"status": "opinion"}, "According to the article on Saturn, which planet is it?"),
        ({"status": "forecast"}, "Which planet will it be, in the article on Saturn?"),
        ({"voice": "critics"}, "According to Critics, which planet is it?"),
        ({"voice": "critics"}, "Which planet is it in the article on Saturn?"),
        ({}, "Which planet is it?"),
    ],
)
def test_a_view_with_its_source_is_not_named(fields: dict[str, Any], stem: str) -> None:
    assert "source_unnamed" not in found(choice(stem=stem, options=("Mars", "Venus"), key="Mars"), sourced(**fields))


def test_the_author_of_an_article_is_named_by_the_article_alone() -> None:
    stem = "What does the author think of rings?"
    assert "source_unnamed" in found(choice(stem=stem), sourced(status="opinion"))


def rivals(**fields: Any) -> Bank:
    """Return a bank whose two facts say different things about the same."""
    asked = fact(slots={"planet": slot("Saturn", **fields)}, conflicts=["moons"])
    return bank(asked, fact("moons", statement="It is {x}.", slots={"x": slot("Mars")}, conflicts=["rings"]))


@pytest.mark.parametrize(
    ("bank", "wrong"),
    [
        (bank(fact(slots={"planet": slot("Saturn", also_true=["Jove"])}), entities=SMALL.entities), "Jupiter"),
        (bank(fact(slots={"planet": slot("Saturn", accepted=["Venus"])})), "Venus"),
        (rivals(), "Mars"),
        (bank(fact(), fact("other", slots={"planet": slot("Venus")})), "Venus"),
    ],
)
def test_a_distractor_that_is_right_too_is_named(bank: Bank, wrong: str) -> None:
    stem = "According to the article on Saturn, which one is it?"
    asked = choice(stem=stem, key="Saturn", options=(wrong, "Saturn", "Uranus"))
    assert found(asked, bank)["distractor_true"] == f"The wrong answer “{wrong}” is right too."


def test_a_distractor_that_answers_another_slot_is_not_named() -> None:
    both = fact(
        statement="{planet} is beside {other}.", slots={"planet": slot("Saturn"), "other": slot("Jupiter", "place")}
    )
    assert "distractor_true" not in found(choice(options=("Jupiter", "Saturn")), bank(both))


@pytest.mark.parametrize(("also", "named"), [("40 billion", True), ("41", False)])
def test_figures_that_are_right_too_are_told_by_their_value(also: str, named: bool) -> None:
    sums = fact(statement="It costs {x}.", slots={"x": slot("$50 billion", "money", also_true=[also])})
    asked = choice(options=("$40 billion", "$50 billion", "nothing"), key="$50 billion", ordered=True)
    assert ("distractor_true" in found(asked, bank(sums))) == named


def test_a_distractor_among_several_keys_that_is_right_too_is_named() -> None:
    asked = several(stem="According to the article on Saturn, which ones?", options=("Saturn", "Mars", "Venus"))
    rights = bank(fact(slots={"planet": slot("Saturn", also_true=["Venus"])}))
    assert "distractor_true" in found(asked.changed(keys=("Saturn",)), rights)
    assert "distractor_true" not in found(asked.changed(keys=("Saturn", "Venus")), rights)


def test_a_statement_with_an_error_that_is_a_fact_is_named() -> None:
    stem = "The planet with the widest rings is Saturn."
    asked = flawed(stem=stem, options=("The planet", "widest rings", "Saturn"), key="Saturn", correction="Mars")
    assert "it is a fact" in found(asked)["false_is_true"]


@pytest.mark.parametrize("fields", [{"voice": "Galileo"}, {"voice": "critics"}, {"status": "opinion"}])
def test_a_source_among_the_options_is_named_enough(fields: dict[str, Any]) -> None:
    asked = source(options=("Galileo", "critics", "All about Saturn"))
    assert "source_unnamed" not in found(asked, sourced(**fields))


def test_a_false_statement_that_is_a_fact_is_named() -> None:
    stem = "The planet with the widest rings is Saturn."
    assert "it is a fact" in found(judged(stem=stem, key="False"))["false_is_true"]
    assert found(judged(stem=stem)) == {}


@pytest.mark.parametrize(
    "question",
    [
        number(stem="What is the population of the town?", value=5000),
        typed(stem="What is the price of the probe?", accepted=("$3.9 billion",)),
        choice(stem="What share of the market is theirs?", options=("10%", "20%", "30%"), key="20%"),
        choice(stem="By how much did trade grow?", options=("10%", "20%"), key="20%"),
    ],
)
def test_a_figure_that_moves_without_a_time_is_named(question: Any) -> None:
    assert found(question)["time_missing"].startswith("Say as of when: “")


@pytest.mark.parametrize(
    "question",
    [
        number(stem="What was the population of the town in 1610?", value=5000),
        number(stem="What was the population of the town at the end of the war?", value=5000),
        number(stem="What is the population of the town, according to the article on Saturn?", value=5000),
        typed(stem="In which year did the price double?", accepted=("1999",)),
        number(stem="If the price is $5, how much is the cost of 7?", value=35),
        number(stem="How many rings are there?", value=7),
        typed(stem="Which town has the largest population?", accepted=("Rome",)),
    ],
)
def test_a_figure_with_its_time_or_that_stays_is_not_named(question: Any) -> None:
    assert "time_missing" not in found(question)


WIDE = fact("wide", statement="Of the planets, {x} has the widest of all rings.", slots={"x": slot("Venus")})


def test_a_wrong_answer_that_another_fact_gives_is_named() -> None:
    asked = choice(stem="Which planet, say those who look up, has the widest rings?")
    assert found(asked, bank(fact(), WIDE))["second_key"] == (
        "The wrong answer “Venus” may be right too: “Of the planets, Venus has the widest of all rings.”"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"stem": "Which planet has rings?"},
        {"facts": ("wide",)},
        {"facts": (), "stem": "Which planet has the widest rings of ice?"},
        {"options": ("Saturn", "Mars"), "key": "Saturn"},
        {"key": "Venus"},
    ],
)
def test_a_fact_that_says_less_or_is_the_one_asked_about_makes_no_second_key(fields: dict[str, Any]) -> None:
    asked = choice(**{"stem": "Which planet has the widest rings?", **fields})
    assert "second_key" not in found(asked, bank(fact(), WIDE))


def test_a_question_without_a_fact_is_held_against_the_bank_by_all_its_words() -> None:
    asked = choice(stem="Which planet has the widest rings?", facts=())
    assert "second_key" in found(asked, bank(WIDE))
