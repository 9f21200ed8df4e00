"""Options: wrong answers that are wrong, fit the key, and do not give it away."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank import measures
from question_bank.bank import Bank
from question_bank.facts import Entity, Fact
from question_bank.generate.distractors import Asked, Options, choose_options, every_slot
from question_bank.marking import first_number
from tests.question_bank.samples import article, bank, entity, fact, slot, year_fact

PLANETS = tuple(map(entity, ("Saturn", "Jupiter", "Venus", "Uranus", "Neptune", "Mercury", "Ceres", "Pluto")))


def options(asked: Fact, *others: Fact, entities: tuple[Entity, ...] = PLANETS, **more: Any) -> Options:
    """Return the options of the first slot of a fact in a bank with others."""
    name = next(iter(asked.slots))
    return choose_options(bank(asked, *others, entities=entities, **more))[f"{asked.id}.{name}"]


def planet(**fields: Any) -> Fact:
    return fact(slots={"planet": slot("Saturn", stem="Which planet has the widest rings?", **fields)})


def amount(answer: str, sort: str = "money", statement: str = "It costs {sum}.", **fields: Any) -> Fact:
    known: dict[str, Any] = {"statement": statement, "slots": {"sum": slot(answer, sort, stem="How much?")}}
    return fact(**{"id": "cost"} | known | fields)


def figures(found: Options) -> list[float]:
    return [first_number(one) for one in found.shown]


def test_every_slot_is_asked_in_the_order_of_the_bank() -> None:
    assert [asked.id for asked in every_slot(bank())] == [
        "rings.planet",
        "galileo.year",
        "galileo.person",
        "reason.why",
    ]
    assert Asked(fact(), "planet").slot.answer == "Saturn"


def test_three_of_the_distractors_written_stand_beside_the_key() -> None:
    found = options(planet())
    assert found.key == "Saturn"
    assert len(found.shown) == 4
    assert found.key in found.shown
    assert set(found.wrong) < {"Jupiter", "Venus", "Uranus", "Neptune"}
    assert not found.ordered


@pytest.mark.parametrize(
    "fields", [{"also_true": ["Jove"]}, {"accepted": ["Jupiter"]}, {"stem": "Which planet beside Jupiter has rings?"}]
)
def test_what_is_right_too_or_named_in_the_stem_is_no_distractor(fields: dict[str, Any]) -> None:
    entities = (*(one for one in PLANETS if one.name != "Jupiter"), entity("Jupiter", "Jove"))
    found = options(fact(slots={"planet": slot("Saturn") | fields}), entities=entities)
    assert sorted(found.wrong) == ["Neptune", "Uranus", "Venus"]


def test_naming_an_article_does_not_bar_a_distractor() -> None:
    asked = planet()
    stem = "According to the article on Venus, which planet is it?"
    asked = fact(slots={"planet": slot("Saturn", stem=stem, distractors=["Venus", "Uranus", "Neptune"])})
    found = options(asked, articles=(article("saturn"), article("venus")))
    assert "Venus" in found.wrong


def test_an_alias_of_the_key_or_of_another_distractor_is_no_distractor() -> None:
    entities = (entity("Saturn", "Kronos"), entity("Venus", "Morning Star"), entity("Mars"), entity("Pluto"))
    asked = planet(distractors=["Kronos", "Venus", "Morning Star", "Mars"])
    found = options(asked, entities=entities)
    assert sorted(found.wrong) == ["Mars", "Pluto", "Venus"]


def test_the_answer_of_a_fact_in_conflict_is_no_distractor() -> None:
    rival = fact("rival", slots={"planet": slot("Jupiter")}, conflicts=["rings"])
    asked = fact(slots=planet().model_dump(by_alias=True)["slots"], conflicts=["rival"])
    assert sorted(options(asked, rival).wrong) == ["Neptune", "Uranus", "Venus"]


def test_where_too_few_are_left_entities_of_the_class_help_out() -> None:
    asked = planet(also_true=["Jupiter", "Venus", "Uranus"])
    found = options(asked, entities=(*PLANETS, entity("Galileo", sort="person")))
    assert "Neptune" in found.wrong
    assert set(found.wrong) <= {"Neptune", "Mercury", "Ceres", "Pluto"}
    assert len(found.wrong) == 3


def test_an_entity_named_in_the_statement_does_not_help_out() -> None:
    asked = fact(
        statement="Unlike Mercury and Ceres, {planet} has rings.",
        slots={"planet": slot("Saturn", also_true=["Jupiter", "Venus", "Uranus"])},
    )
    assert sorted(options(asked).wrong) == ["Neptune", "Pluto"]


def test_words_without_entities_get_no_help() -> None:
    asked = fact(slots={"planet": slot("icy", "term", distractors=["hot", "warm", "icy"])})
    assert sorted(options(asked).wrong) == ["hot", "warm"]


def test_a_slot_with_no_wrong_answer_left_has_no_options() -> None:
    asked = fact(slots={"planet": slot("icy", "term", distractors=["Icy", "icy.", "the icy"])})
    assert choose_options(bank(asked)) == {}


def test_a_key_does_not_stand_out_by_its_length_if_that_can_be_helped() -> None:
    for number in range(12):
        asked = fact(f"long-{number}", slots={"planet": slot("x" * 20, distractors=["a", "b", "c", "d" * 19])})
        assert "d" * 19 in options(asked).wrong


def big_bank(number: int = 60) -> Bank:
    """Return a bank of many facts whose keys can be given any rank by length."""
    wrong = ["x", "xxx", "xxxxxxx", "xxxxxxxxx"]
    words = [fact(f"word-{n}", slots={"planet": slot("yyyyy", "term", distractors=wrong)}) for n in range(number)]
    sums = [
        amount(f"${100 + n} billion", id=f"sum-{n}", topic=f"Topic {n}", statement="It costs {sum}.")
        for n in range(number)
    ]
    return bank(*words, *sums)


def test_places_and_ranks_and_lengths_are_balanced_over_the_bank() -> None:
    found = choose_options(big_bank()).values()
    words = [one.shown.index(one.key) for one in found if not one.ordered]
    ranks = [one.shown.index(one.key) for one in found if one.ordered]
    longest = sum(all(len(wrong) < len(one.key) for wrong in one.wrong) for one in found if not one.ordered)
    assert len(words) == len(ranks) == 60
    for places in (words, ranks):
        counts = [places.count(place) for place in range(4)]
        assert measures.is_even(counts)
        assert min(counts) >= 12
    assert longest <= 20


def test_options_are_the_same_in_every_run_whatever_the_order_of_the_facts() -> None:
    forward = big_bank()
    backward = forward.model_copy(update={"facts": forward.facts[::-1]})
    assert choose_options(forward) == choose_options(forward)
    assert choose_options(forward) == choose_options(backward)


def test_a_new_fact_leaves_most_options_alone() -> None:
    before = choose_options(big_bank(59))
    after = choose_options(big_bank(60))
    assert sum(before[one] != after[one] for one in before) <= len(before) / 4


def test_figures_ascend_around_the_key() -> None:
    found = options(amount("$147 billion"))
    assert found.ordered
    assert len(found.shown) == 4
    assert figures(found) == sorted(figures(found))
    assert all(one.startswith("$") and one.endswith(" billion") for one in found.shown)


@pytest.mark.parametrize("number", range(10))
def test_figures_that_are_right_too_are_no_distractors(number: int) -> None:
    asked = fact(
        f"cost-{number}",
        statement="It costs {sum}.",
        slots={"sum": slot("40", "count", stem="It is not 44. How much?", also_true=["45", "36"])},
    )
    assert not {44.0, 45.0, 36.0} & set(figures(options(asked)))


@pytest.mark.parametrize("number", range(10))
def test_figures_of_the_same_topic_and_unit_are_no_distractors(number: int) -> None:
    asked = amount("6", "count", id=f"cost-{number}")
    near = [amount(str(value), "count", id=f"other-{value}") for value in (4, 5, 7, 8)]
    far = amount("9", "count", id="far", topic="Stars")
    assert not {4.0, 5.0, 7.0, 8.0} & set(figures(options(asked, *near, far)))


def test_figures_of_facts_in_conflict_are_no_distractors() -> None:
    for number in range(10):
        asked = amount("6", "count", id=f"cost-{number}", conflicts=["rival"])
        rival = amount("7", "count", id="rival", topic="Stars", conflicts=[asked.id])
        assert 7.0 not in figures(options(asked, rival))


def test_more_than_a_smaller_sum_would_be_right_too() -> None:
    found = options(amount("40", "count", "They met more than {sum} times."))
    assert found.shown[0] == "40"


def test_up_to_a_larger_sum_would_be_right_too() -> None:
    found = options(amount("40", "count", "They met up to {sum} times."))
    assert found.shown[-1] == "40"


@pytest.mark.parametrize("number", range(10))
def test_what_has_happened_did_not_happen_after_the_article_was_written(number: int) -> None:
    assert max(figures(options(year_fact(f"seen-{number}", "2018")))) <= 2020


@pytest.mark.parametrize("number", range(10))
def test_a_forecast_is_not_for_years_that_were_past(number: int) -> None:
    for fields in ({"status": "forecast", "year": "2020"}, {"year": "2030"}):
        assert min(figures(options(year_fact(f"seen-{number}", **fields)))) >= 2020


def test_a_year_in_an_article_without_a_date_is_free() -> None:
    undated = (article("saturn", as_of="long ago"), article("mars"))
    assert options(year_fact(), articles=undated).key == "1610"
