"""Facts are refused where they contradict themselves."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from question_bank.facts import ENTITY_CLASSES, GAP, NUMERIC_CLASSES, Citation, Fact, Slot
from tests.question_bank.samples import article, citation, fact, fact_fields, phrase_fact, slot, year_fact


def test_the_sentence_has_the_answers_in_it() -> None:
    assert fact().sentence() == "The planet with the widest rings is Saturn."
    assert year_fact().sentence() == "In 1610, Galileo was the first to see the rings."


def test_a_slot_can_be_filled_with_something_else() -> None:
    assert year_fact().sentence(person="Kepler") == "In 1610, Kepler was the first to see the rings."
    assert year_fact().sentence(year=GAP) == f"In {GAP}, Galileo was the first to see the rings."


def test_braces_in_an_answer_are_not_read_as_slots() -> None:
    odd = fact(slots={"planet": slot("{planet} {x}")})
    assert odd.sentence() == "The planet with the widest rings is {planet} {x}."


@pytest.mark.parametrize("statement", ["Saturn has rings.", "{planet} has {rings}.", "{planet} is not {planet}."])
def test_the_slots_described_are_those_of_the_statement(statement: str) -> None:
    with pytest.raises(ValidationError, match="the statement has the slots"):
        fact(statement=statement)


def test_a_fact_has_a_slot_and_a_citation() -> None:
    with pytest.raises(ValidationError):
        fact(statement="Saturn has rings.", slots={})
    with pytest.raises(ValidationError):
        fact(citations=[])


@pytest.mark.parametrize("id", ["", "Rings", "the rings", "rings-", "-rings", "rings--wide", "ringé"])
def test_ids_are_lower_case_words_with_hyphens(id: str) -> None:
    with pytest.raises(ValidationError):
        fact(id)


@pytest.mark.parametrize("field", ["voice", "status", "topic", "as_of", "explanation", "slots"])
def test_a_missing_field_is_named(field: str) -> None:
    fields = fact_fields()
    del fields[field]
    with pytest.raises(ValidationError, match=field):
        Fact.model_validate(fields)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        fact(colour="yellow")


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(ValidationError, match="status"):
        fact(status="rumour")


def test_facts_never_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        fact().topic = "Stars"  # type: ignore[misc]


@pytest.mark.parametrize("sort", sorted(NUMERIC_CLASSES))
def test_a_numeric_slot_has_a_figure(sort: str) -> None:
    assert Slot.model_validate(slot("$3.9 billion", sort)).value == 3.9
    with pytest.raises(ValidationError, match="no number"):
        Slot.model_validate(slot("many", sort))


@pytest.mark.parametrize("sort", [*sorted(ENTITY_CLASSES), "date", "term", "phrase"])
def test_a_slot_of_words_needs_three_distractors(sort: str) -> None:
    assert Slot.model_validate(slot("Saturn", sort, distractors=["a", "b", "c"])).distractors == ("a", "b", "c")
    with pytest.raises(ValidationError, match="fewer than three distractors: write four"):
        Slot.model_validate(slot("Saturn", sort, distractors=["a", "b"]))


def test_phrases_are_not_typed_and_all_else_is() -> None:
    assert not phrase_fact().slots["why"].is_typed
    assert fact().slots["planet"].is_typed
    assert year_fact().slots["year"].is_typed


def test_only_figures_are_numeric() -> None:
    slots = year_fact().slots
    assert slots["year"].is_numeric
    assert not slots["person"].is_numeric


def test_a_tolerance_is_not_negative() -> None:
    with pytest.raises(ValidationError, match="tolerance"):
        Slot.model_validate(slot("3", "count", tolerance=-1))


@pytest.mark.parametrize(
    "fields",
    [{"status": "opinion"}, {"status": "forecast"}, {"voice": "critics"}, {"conflicts": ["other"]}],
)
def test_judgements_forecasts_other_voices_and_disputes_name_their_source(fields: dict[str, Any]) -> None:
    assert fact(**fields).names_its_source
    assert not fact().names_its_source


@pytest.mark.parametrize(
    "fields", [{"paragraph": 0}, {"start": -1}, {"end": 0}, {"sha256": "abc"}, {"sha256": "G" * 64}]
)
def test_a_citation_that_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Citation.model_validate(citation().model_dump() | fields)


def test_a_paragraph_belongs_to_the_section_that_began_last() -> None:
    planets = article(sections={2: "Rings", 5: "Moons"})
    assert [planets.section(paragraph) for paragraph in (1, 2, 4, 5, 99)] == [None, "Rings", "Rings", "Moons", "Moons"]
    assert article().section(1) is None
