"""Words as checks compare them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.words import FIGURE, is_grammar, plain_words, root, roots


@pytest.mark.parametrize(
    ("one", "other"),
    [("ring", "rings"), ("ringed", "rings"), ("country", "countries"), ("import", "imported"), ("trade", "trading")],
)
def test_words_of_one_root_are_one(one: str, other: str) -> None:
    assert root(one) == root(other)


@pytest.mark.parametrize(("one", "other"), [("ring", "moon"), ("us", "use"), ("bus", "bed"), ("2014", "2015")])
def test_other_words_are_others(one: str, other: str) -> None:
    assert root(one) != root(other)


def test_a_text_is_about_its_words_without_those_of_grammar() -> None:
    assert roots("Which planet has the widest rings?") == roots("The widest ring of a planet is _____.")
    assert roots("Which of these is it, and why?") == frozenset()


def test_figures_are_words_too() -> None:
    assert roots("In 1610 it cost $3.9 billion.") >= {"1610", "$3.9"}


def test_words_come_in_reading_order() -> None:
    assert plain_words("Saturn’s rings, _____ and moons") == ["saturns", "rings", "and", "moons"]
    assert [is_grammar(word) for word in ("and", "moons")] == [True, False]


@pytest.mark.parametrize(
    ("text", "figures"),
    [("1,000 and 0,1", ["1,000", "0", "1"]), ("S-400 has 3.5 km", ["3.5"]), ("in 1610, 1612.", ["1610", "1612"])],
)
def test_figures_are_found_with_their_thousands_and_decimals(text: str, figures: list[str]) -> None:
    assert FIGURE.findall(text) == figures


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_two_texts_say_together_holds_what_each_says(one: str, other: str) -> None:
    assert roots(f"x {one}") | roots(f"x {other}") <= roots(f"x {one} x {other}")
