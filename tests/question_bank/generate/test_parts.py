"""A fact with several answers: all blanked at once, or one of them made false."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.bank import Bank
from question_bank.facts import Fact
from question_bank.generate import generate
from question_bank.kinds.error_spotting import ErrorSpotting
from question_bank.kinds.several_gaps import SeveralGaps
from tests.question_bank.samples import bank, fact, slot, year_fact


def gapped(*facts: Fact) -> list[SeveralGaps]:
    return [question for question in generate(bank(*facts)) if isinstance(question, SeveralGaps)]


def flawed(asked: Bank) -> list[ErrorSpotting]:
    return [question for question in generate(asked) if isinstance(question, ErrorSpotting)]


def two(statement: str = "{planet} has rings because of {why} alone.", id: str = "both", **fields: Any) -> Fact:
    why = slot("its broken moons", "phrase", stem="Why?", distractors=["its heat", "its storms", "its age", "its wind"])
    return fact(id, statement=statement, slots={"planet": slot("Saturn"), "why": why} | fields)


def test_a_fact_with_several_answers_has_all_of_them_blanked() -> None:
    (question,) = gapped(year_fact())
    assert question.id == "galileo.several_gaps"
    assert question.stem == "In _____, _____ was the first to see the rings."
    assert question.answer == "1610; Galileo"
    assert question.problems() == []


def test_a_fact_with_one_answer_is_not_blanked_again() -> None:
    assert gapped(fact()) == []


def test_names_and_figures_are_typed_and_phrases_chosen() -> None:
    (question,) = gapped(two())
    typed, chosen = question.fillings
    assert typed.accepted == ("Saturn", "the ringed planet")
    assert typed.wrong == ()
    assert chosen.answer == "its broken moons"
    assert len(chosen.wrong) == 3


def test_what_others_would_fill_as_rightly_is_chosen() -> None:
    (question,) = gapped(two(planet=slot("Saturn", also_true=["Uranus"])))
    assert question.fillings[0].options
    assert "Uranus" not in question.fillings[0].options


def test_long_names_are_chosen() -> None:
    long = slot("Voyager Probe to the Outer Planets", "agreement", distractors=["a b", "c d", "e f", "g h"])
    (question,) = gapped(two(planet=long))
    assert question.fillings[0].options


def test_a_statement_that_another_fact_fits_as_well_is_not_blanked() -> None:
    one, other = year_fact(), year_fact("huygens", "1655")
    assert len(gapped(one)) == 1
    assert gapped(one, other) == []


def test_a_sum_is_not_blanked_together_with_its_year() -> None:
    slots = {"sum": slot("$5 billion", "money", unit="dollars"), "year": slot("1610", "year")}
    asked = fact(statement="It cost {sum} in {year}.", slots=slots)
    sourced = "According to the article on Saturn, it cost {sum} in {year}."
    assert gapped(asked) == []
    assert gapped(fact(statement=sourced, slots=slots, status="opinion"))


def test_the_gaps_stand_in_reading_order() -> None:
    turned = two("Because of {why}, {planet} has rings.")
    assert gapped(turned)[0].answer == "its broken moons; Saturn"


def test_one_answer_is_made_false_among_parts_that_are_right() -> None:
    (question,) = flawed(bank(two()))
    assert question.id == "both.error_spotting"
    assert question.problems() == []
    assert question.key in question.options
    assert question.stem not in bank(two()).sentences
    assert question.stem.replace(question.key, question.correction) == two().sentence()


def test_a_statement_is_cut_at_its_answers() -> None:
    (question,) = flawed(bank(two()))
    right = [question.correction if option == question.key else option for option in question.options]
    assert right == ["Saturn", "has rings because of", "its broken moons alone"]


def test_a_word_or_two_go_with_the_answer_that_follows() -> None:
    asked = two("In the {planet} system, rings are seen everywhere and at {why}.")
    (question,) = flawed(bank(asked))
    right = [question.correction if option == question.key else option for option in question.options]
    assert right == ["In the Saturn", "system, rings are seen everywhere and at", "its broken moons"]


@pytest.mark.parametrize(
    "statement",
    [
        "According to the article on Saturn, {planet} has rings because of {why} alone.",
        "As the article on Saturn sees it, {planet} has rings because of {why} alone.",
        "{planet} has rings because of {why} alone, as the article on Saturn reports.",
    ],
)
def test_who_says_so_is_no_part_to_choose(statement: str) -> None:
    (question,) = flawed(bank(two(statement)))
    assert not any("article" in option for option in question.options)
    assert len(question.options) == 3


def test_of_two_figures_neither_is_made_false() -> None:
    slots = {"year": slot("1610", "year"), "n": slot("145", "count", unit="moons")}
    assert flawed(bank(fact(statement="In {year}, people saw only {n} moons there.", slots=slots))) == []


def test_what_a_statement_describes_is_left_alone() -> None:
    probe = slot("Cassini", "weapon", distractors=["Galileo", "Juno", "Dawn", "Pioneer"])
    for number in range(8):
        asked = two("{planet} probes went into orbit around {why} for years.", f"fact-{number}", planet=probe)
        (question,) = flawed(bank(asked))
        assert question.correction.startswith("its broken moons")


def test_a_fact_of_too_few_parts_has_no_error_to_find() -> None:
    assert flawed(bank(two("{planet} has {why}."))) == []


def test_an_error_that_another_fact_makes_true_is_not_made() -> None:
    wrong = ["Jupiter", "Venus", "Uranus", "Neptune"]
    others = [two(id=planet.lower(), planet=slot(planet)) for planet in wrong]
    for question in flawed(bank(two(), *others)):
        assert question.stem not in bank(two(), *others).sentences


def test_the_places_of_errors_are_balanced() -> None:
    facts = [two(id=f"fact-{number}") for number in range(40)]
    places = [question.options.index(question.key) for question in flawed(bank(*facts))]
    assert abs(places.count(0) - places.count(2)) <= 3
