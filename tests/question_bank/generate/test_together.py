"""Questions across facts: orderings, matchings and those with several keys come from relations written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.bank import Bank
from question_bank.facts import Fact
from question_bank.generate.together import ordered, paired, with_several_keys
from question_bank.groups import Relation, Several
from question_bank.marking import first_number
from tests.question_bank.samples import bank, citation, fact, fact_fields, slot

YEARS = {"sputnik": "1957", "gagarin": "1961", "apollo": "1969", "viking": "1976", "voyager": "1977", "hubble": "1990"}


def launch(id: str, year: str, **fields: Any) -> Fact:
    statement = f"In {{year}}, {id.title()} was launched."
    known = {"statement": statement, "slots": {"year": slot(year, "year", stem=f"When was {id} launched?")}}
    return fact(id, **known | fields)


FACTS = [launch(id, year) for id, year in YEARS.items()]


def relation(**fields: Any) -> Relation:
    known: dict[str, Any] = {
        "id": "launches",
        "match": "In which year was each of these launched?",
        "order": "What is the order of these launches, the first one first?",
        "ascending": True,
        "pairs": [{"fact": id, "left": id.title(), "right": year} for id, year in YEARS.items()],
    }
    return Relation.model_validate(known | fields)


def with_relation(*facts: Fact, **fields: Any) -> Bank:
    return bank(*(facts or FACTS)).model_copy(update={"relations": (relation(**fields),)})


def test_orderings_take_four_or_five_events_in_order() -> None:
    found = list(ordered(with_relation()))
    assert {len(question.items) for question in found} == {4, 5}
    for question in found:
        years = [int(YEARS[item.lower()]) for item in question.items]
        assert years == sorted(set(years))
        assert question.problems() == []


def test_events_of_the_same_year_are_never_put_in_order() -> None:
    again = {"fact": "hubble", "left": "Ulysses", "right": "1990"}
    pairs = [*relation().model_dump()["pairs"], again]
    for question in ordered(with_relation(pairs=pairs)):
        assert not {"Hubble", "Ulysses"} <= set(question.items)


def test_a_relation_without_an_order_is_only_matched() -> None:
    assert list(ordered(with_relation(order=""))) == []
    assert list(paired(with_relation(order="")))


def test_matchings_pair_what_belongs_together_with_one_answer_more() -> None:
    for question in paired(with_relation()):
        assert len(question.pairs) == 4
        assert all(YEARS[left.lower()] == right for left, right in question.pairs)
        assert len(question.distractors) == 1
        assert question.problems() == []
        shown = question.interaction()
        assert list(shown.options) == sorted(shown.options)  # type: ignore[union-attr]


def test_no_more_are_made_than_wanted_and_no_two_are_alike() -> None:
    found = [*ordered(with_relation(most=3)), *paired(with_relation(most=3))]
    assert len(list(paired(with_relation(most=3)))) == 3
    assert len({question.id for question in found}) == len(found)
    assert len({question.asked for question in found}) == len(found)


def test_they_carry_all_facts_in_the_order_asked_with_all_citations() -> None:
    moon = citation(start=0, end=6)
    facts = [*FACTS[:-1], launch("hubble", "1990", citations=[moon.model_dump()], voice="NASA", as_of="1990")]
    for question in ordered(with_relation(*facts)):
        assert question.facts == tuple(item.lower() for item in question.items)
        assert (moon in question.citations) == ("hubble" in question.facts)
        assert question.voice == ("several voices" if "hubble" in question.facts else "author")
        assert [question.explanation.index(item) for item in question.items] == sorted(
            question.explanation.index(item) for item in question.items
        )


def test_a_new_pair_leaves_most_questions_alone() -> None:
    before = {question.id for question in paired(with_relation(most=99))}
    pairs = [*relation().model_dump()["pairs"], {"fact": "webb", "left": "Webb", "right": "2021"}]
    more = with_relation(*FACTS, launch("webb", "2021"), pairs=pairs, most=99)
    assert len(before & {question.id for question in paired(more)}) >= len(before) / 2


def test_rewording_keeps_the_ids() -> None:
    pairs = [pair | {"left": f"the {pair['left']}"} for pair in relation(size=6).model_dump()["pairs"]]
    before = [question.id for question in paired(with_relation(size=6))]
    assert [question.id for question in paired(with_relation(size=6, pairs=pairs))] == before


def test_right_sides_may_be_shared_where_the_relation_says_so() -> None:
    pairs = [{"fact": id, "left": id.title(), "right": "Earth"} for id in YEARS]
    asked = with_relation(shared=True, pairs=pairs, distractors=("Mars", "Venus"), size=6, order="")
    (question,) = paired(asked)
    assert question.options == ("Earth", "Mars", "Venus")
    assert list(paired(with_relation(pairs=pairs, order=""))) == []


def test_the_title_of_the_article_can_be_what_belongs() -> None:
    pairs = [{"fact": id, "left": id.title(), "right": "{title}"} for id in list(YEARS)[:2]]
    (question,) = paired(with_relation(pairs=pairs, size=2, order="", distractors=("All about Mars",)))
    assert {right for _, right in question.pairs} == {"All about Saturn"}


def test_years_are_read_from_decades_too() -> None:
    pairs = [*relation().model_dump()["pairs"][:3], {"fact": "hubble", "left": "Hubble", "right": "1990s"}]
    (question,) = paired(with_relation(pairs=pairs, order=""))
    assert [first_number(option) for option in question.interaction().options] == [1957, 1961, 1969, 1990]  # type: ignore[union-attr]


def several(**fields: Any) -> Several:
    known: dict[str, Any] = {
        "facts": ("sputnik", "gagarin"),
        "stem": "Which of these, as {article} tells it, came before 1969?",
        "keys": ("Sputnik", "Gagarin"),
        "distractors": ("Viking", "Hubble"),
    }
    return Several.model_validate(known | fields)


def test_several_keys_stand_among_distractors() -> None:
    (question,) = with_several_keys(bank(*FACTS).model_copy(update={"several": (several(),)}))
    assert question.id == "sputnik.multiple_response"
    assert question.stem == "Which of these, as the article on Saturn tells it, came before 1969?"
    assert question.keys == ("Sputnik", "Gagarin")
    assert sorted(question.options) == ["Gagarin", "Hubble", "Sputnik", "Viking"]
    assert question.facts == ("sputnik", "gagarin")
    assert question.problems() == []


@pytest.mark.parametrize("fields", [{"keys": ["one"]}, {"distractors": ["one"]}, {"facts": []}])
def test_several_are_at_least_two(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="at least"):
        several(**fields)


def test_conflicts_among_the_facts_asked_about_are_no_rivals() -> None:
    one, other = fact_fields("one", conflicts=["other"]), fact_fields("other", conflicts=["one"])
    facts = [Fact.model_validate(fields) for fields in (one, other)]
    (question,) = with_several_keys(
        bank(*facts).model_copy(update={"several": (several(facts=("one", "other")), several(facts=("one",)))[:1]})
    )
    assert question.conflicts == ()
    (alone,) = with_several_keys(bank(*facts).model_copy(update={"several": (several(facts=("one",)),)}))
    assert [rival.fact for rival in alone.conflicts] == ["other"]
