"""A statement with a gap, and a statement made false."""

from __future__ import annotations

import pytest

from question_bank.facts import Fact
from question_bank.generate.stems import bound, made_false, with_gap
from tests.question_bank.samples import fact, phrase_fact, slot, year_fact


def sum_fact(statement: str, answer: str = "40", sort: str = "count") -> Fact:
    return fact(statement=statement, slots={"figure": slot(answer, sort)})


def test_one_slot_is_blanked_and_the_others_are_filled() -> None:
    assert with_gap(year_fact(), "year") == "In _____, Galileo was the first to see the rings."
    assert with_gap(year_fact(), "person") == "In 1610, _____ was the first to see the rings."


@pytest.mark.parametrize(
    ("statement", "side"),
    [
        ("They met more than {figure} times.", 1),
        ("It cost over {figure} euros.", 1),
        ("At least {figure} died.", 1),
        ("It exceeded {figure}.", 1),
        ("It delivers up to {figure} tons.", -1),
        ("Fewer than {figure} came.", -1),
        ("They met {figure} times.", 0),
        ("Moreover {figure} came.", 0),
        ("It turned over in {figure}.", 0),
    ],
)
def test_a_bound_is_told_from_a_figure(statement: str, side: int) -> None:
    assert bound(sum_fact(statement), "figure") == side


def test_each_wrong_answer_makes_a_false_statement() -> None:
    found = made_false(fact(), "planet", ["Jupiter", "Venus"])
    assert sorted(found) == [
        "The planet with the widest rings is Jupiter.",
        "The planet with the widest rings is Venus.",
    ]


def test_the_nearest_figure_comes_first() -> None:
    found = made_false(sum_fact("They met {figure} times."), "figure", ["10", "90", "45"])
    assert found == ["They met 45 times.", "They met 10 times.", "They met 90 times."]


def test_the_wrong_answer_that_shares_most_words_comes_first() -> None:
    wrong = ["it turns fast", "its moons are bright", "its rings are hot"]
    assert made_false(phrase_fact(), "why", wrong)[0] == "Saturn shines because its rings are hot."


def test_more_than_a_smaller_sum_would_be_true_too() -> None:
    found = made_false(sum_fact("They met more than {figure} times."), "figure", ["30", "50", "60"])
    assert found == ["They met more than 50 times.", "They met more than 60 times."]


def test_up_to_a_larger_sum_would_be_true_too() -> None:
    found = made_false(sum_fact("They met up to {figure} times."), "figure", ["30", "50"])
    assert found == ["They met up to 30 times."]


@pytest.mark.parametrize(
    ("article", "fitting"),
    [("a", "Venus"), ("an", "Earth"), ("the", "both")],
)
def test_wrong_answers_that_do_not_fit_the_article_are_left_out(article: str, fitting: str) -> None:
    planet = fact(statement=f"It is {article} {{planet}}.", slots={"planet": slot("Saturn")})
    found = made_false(planet, "planet", ["Venus", "Earth"])
    assert (f"It is {article} {fitting}." in found) == (len(found) == 1)


def test_the_order_is_the_same_in_every_run_whatever_the_order_before() -> None:
    wrong = ["Jupiter", "Venus", "Uranus"]
    assert made_false(fact(), "planet", wrong) == made_false(fact(), "planet", wrong[::-1])
