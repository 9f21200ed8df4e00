"""Facts that are easily taken for one another are found, and others are not; other words are no other answer."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.bank import Bank, load_bank
from question_bank.confusable import answers, confusable, is_another
from question_bank.facts import Fact
from question_bank.groups import Belongs, Relation
from question_bank.names import Names
from tests.question_bank.samples import bank, entity, fact, slot

NAMES = Names([entity("Saturn", "the ringed planet")])


def counted(id: str, planet: str, moons: str, sort: str = "count", **fields: Any) -> Fact:
    known = {"statement": f"{planet} has {{moons}} moons.", "slots": {"moons": slot(moons, sort, stem="How many?")}}
    return fact(id, **known | fields)


def related(*pairs: tuple[str, str], facts: tuple[str, ...] = ("a", "b")) -> Bank:
    """Return a bank with a relation between facts that have nothing in common but that."""
    belongs = tuple(Belongs(fact=one, left=left, right=right) for one, (left, right) in zip(facts, pairs, strict=True))
    made = [fact(one, statement=f"{{planet}} is {word}.") for one, word in zip(facts, ("blue", "old"), strict=True)]
    return bank(*made).model_copy(update={"relations": (Relation(id="r", match="Which?", pairs=belongs),)})


def test_near_figures_in_nearly_the_same_words_are_confusable() -> None:
    assert confusable(bank(counted("mars", "Mars", "12"), counted("earth", "Earth", "10"))) == {("earth", "mars")}


@pytest.mark.parametrize(
    "other",
    [
        counted("earth", "Earth", "120"),
        counted("earth", "Earth", "12"),
        counted("earth", "Earth", "10", "year"),
        counted("earth", "Earth", "10", statement="It took {moons} weeks to travel there by the fastest probe."),
    ],
    ids=["far", "the same", "another class", "other words"],
)
def test_facts_with_little_in_common_are_not_confusable(other: Fact) -> None:
    assert confusable(bank(counted("mars", "Mars", "12"), other)) == set()


def test_names_of_the_same_sort_in_nearly_the_same_words_are_confusable() -> None:
    first, second = (
        fact(id, statement=f"The probe {id} was built for {{planet}}.", slots={"planet": slot(planet)})
        for id, planet in (("cassini", "Saturn"), ("juno", "Jupiter"))
    )
    assert confusable(bank(first, second)) == {("cassini", "juno")}


def test_two_names_of_the_same_thing_are_not_confusable() -> None:
    first, second = (
        fact(id, statement=f"The probe {id} was built for {{planet}}.", slots={"planet": slot(planet)})
        for id, planet in (("cassini", "Saturn"), ("huygens", "the ringed planet"))
    )
    assert confusable(bank(first, second)) == set()


def test_what_the_whole_bank_is_about_makes_nothing_alike() -> None:
    facts = [
        counted(f"f{n}", "Saturn", "12", statement=f"Saturn number{n} moons alpha{n} beta{n} has {{moons}} rings{n}.")
        for n in range(30)
    ]
    assert confusable(bank(*facts)) == set()


def test_facts_that_contradict_each_other_are_confusable_when_their_answers_are_near() -> None:
    now = counted("now", "Mars", "12", statement="Of moons there are {moons}.", conflicts=("before",))
    near = counted("before", "Mars", "10", statement="Astronomers once counted {moons}.", conflicts=("now",))
    far = counted("before", "Mars", "1", statement="Astronomers once counted {moons}.", conflicts=("now",))
    assert confusable(bank(now, near)) == {("before", "now")}
    assert confusable(bank(now, far)) == set()


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("1960", "1964", True),
        ("1960", "1970", False),
        ("1960s", "1964", True),
        ("$4 billion", "$7 billion", True),
        ("$4 billion", "$9 billion", False),
        ("-4", "-5", False),
        ("blue", "red", True),
        ("blue", "Blue", False),
    ],
)
def test_facts_of_one_relation_are_confusable_when_near(one: str, other: str, found: bool) -> None:
    assert confusable(related(("left", one), ("right", other))) == ({("a", "b")} if found else set())


def test_a_fact_is_not_confused_with_itself() -> None:
    several = fact(
        "several",
        statement="There are {few} or {many} moons.",
        slots={"few": slot("3", "count"), "many": slot("4", "count")},
    )
    assert confusable(bank(several)) == set()


def test_the_shipped_bank_has_pairs_of_its_own_facts_each_once() -> None:
    shipped = load_bank()
    pairs = confusable(shipped)
    assert ("dumplings-tianjin", "pancakes-vladivostok") in pairs or len(pairs) > 50
    assert all(one < other for one, other in pairs)
    assert {one for pair in pairs for one in pair} <= shipped.fact_by_id.keys()


def test_the_answers_of_a_fact_are_those_of_its_slots() -> None:
    assert answers(counted("mars", "Mars", "2")) == {"moons": "2"}


@pytest.mark.parametrize(
    ("before", "after", "another"),
    [
        ({"planet": "Saturn"}, slot("Saturn"), False),
        ({"planet": "saturn "}, slot("Saturn"), False),
        ({"planet": "the ringed planet"}, slot("Saturn"), False),
        ({"planet": "Jupiter"}, slot("Saturn"), True),
        ({"planet": "Jupiter"}, slot("Saturn", accepted=["Jupiter"]), False),
        ({"planet": "145"}, slot("146", "count"), True),
        ({"planet": "145"}, slot("146", "count", tolerance=2), False),
        ({"planet": "one hundred"}, slot("146", "count"), True),
        ({"planet": "40%"}, slot("40 percent", "percentage"), False),
        ({"star": "Sirius"}, slot("Saturn"), False),
        ({}, slot("Saturn"), False),
    ],
)
def test_only_an_answer_that_is_not_right_any_more_is_another(
    before: dict[str, str], after: dict[str, Any], another: bool
) -> None:
    assert is_another(fact(slots={"planet": after}), before, NAMES) == another


def test_one_slot_that_changed_makes_another_fact() -> None:
    two = fact(statement="{planet} has {moons} moons.", slots={"planet": slot("Saturn"), "moons": slot("145", "count")})
    assert is_another(two, {"planet": "Saturn", "moons": "82"}, NAMES)
    assert not is_another(two, {"planet": "Saturn", "moons": "145"}, NAMES)
