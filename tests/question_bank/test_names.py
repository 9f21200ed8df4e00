"""Names know what else a thing is called, and what a text names."""

from __future__ import annotations

import pytest

from question_bank.names import Names
from tests.question_bank.samples import entity

NAMES = Names(
    [
        entity("United States", "US", "USA", "U.S.", "the United States", "Washington", sort="country"),
        entity("Russia", "Moscow", sort="country"),
        entity("Li Qiang", "Li", sort="person"),
        entity("Li Keqiang", sort="person"),
        entity("S-400", sort="weapon"),
    ]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("United States", "USA"),
        ("u.s.", "Washington"),
        ("the USA", "United States"),
        ("Russia", "MOSCOW"),
        ("S400", "S-400"),
        ("oil and gas", "Oil and gas"),
    ],
)
def test_spellings_and_aliases_are_the_same(one: str, other: str) -> None:
    assert NAMES.same(one, other)
    assert NAMES.same(other, one)


@pytest.mark.parametrize(("one", "other"), [("Li Qiang", "Li Keqiang"), ("Russia", "USA"), ("gas", "oil and gas")])
def test_different_things_are_not_the_same(one: str, other: str) -> None:
    assert not NAMES.same(one, other)
    assert not NAMES.same(other, one)


def test_all_forms_of_a_name_begin_with_the_one_given() -> None:
    assert NAMES.forms("Moscow") == ("Moscow", "Russia")
    assert NAMES.forms("Mars") == ("Mars",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Which country does Russia border?", "Russia"),
        ("What did Moscow say?", "Russia"),
        ("What is Russia’s longest river?", "Moscow"),
        ("What did the US say?", "United States"),
        ("Who met Li?", "Li Qiang"),
        ("A treaty on oil and gas.", "oil and gas"),
        ("Oil and gas were sold.", "oil and gas"),
    ],
)
def test_a_name_or_alias_in_a_text_is_found(text: str, name: str) -> None:
    assert NAMES.mentions(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Which of us is right?", "United States"),
        ("Russian is a language.", "Russia"),
        ("Who met Li Keqiang?", "Li Qiang"),
        ("Who met Li Qiang?", "Li Keqiang"),
        ("Liable to err.", "Li"),
        ("soil and gas", "oil and gas"),
        ("", "Russia"),
    ],
)
def test_what_only_looks_like_a_name_is_not_found(text: str, name: str) -> None:
    assert not NAMES.mentions(text, name)


def test_without_entities_texts_are_compared_by_spelling() -> None:
    none = Names([])
    assert none.same("Mars", "mars")
    assert none.mentions("On Mars.", "Mars")
    assert not none.mentions("On Mars.", "Venus")
