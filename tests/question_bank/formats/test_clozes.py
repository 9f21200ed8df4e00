"""Cloze deletions are understood as Anki understands them: a card for each number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats.clozes import Card, cards


@pytest.mark.parametrize(
    ("text", "stem", "answers", "hints"),
    [
        ("{{c1::Saturn}} has rings.", "_____ has rings.", ["Saturn"], []),
        ("{{c1::Saturn::planet}} has rings.", "_____ has rings.", ["Saturn"], ["planet"]),
        ("{{c1::a}} and {{c1::b}}", "_____ and _____", ["a", "b"], []),
        ("{{c7:: a }}", "_____", ["a"], []),
        ("x }} {{c1::a}}", "x }} _____", ["a"], []),
        ("{{c1::a {b} c}}", "_____", ["a {b} c"], []),
    ],
)
def test_a_deletion_is_a_gap(text: str, stem: str, answers: list[str], hints: list[str]) -> None:
    (card,) = cards(text)
    assert (card.stem, card.answers, card.hints) == (stem, answers, hints)


def test_each_number_is_a_card_that_shows_the_others() -> None:
    assert cards("{{c2::Mars}} is red, {{c1::Saturn::which?}} has rings.") == [
        Card(1, "Mars is red, _____ has rings.", ["Saturn"], ["which?"]),
        Card(2, "_____ is red, Saturn has rings.", ["Mars"], []),
    ]


def test_deletions_stand_inside_one_another() -> None:
    text = "{{c1::Methane}} is CH4. {{c1::nested {{c2::cloze}} here}}"
    assert [(card.stem, card.answers) for card in cards(text)] == [
        ("_____ is CH4. _____", ["Methane", "nested cloze here"]),
        ("Methane is CH4. nested _____ here", ["cloze"]),
    ]


@pytest.mark.parametrize("text", ["", "no deletion", "}}", "{{c1}}", "{{cx::a}}", "{{c1:a}}", "{{front}}"])
def test_without_deletions_there_are_no_cards(text: str) -> None:
    assert cards(text) == []


def test_a_deletion_that_is_not_closed_is_text() -> None:
    assert cards("{{c1::a") == []
    assert [card.stem for card in cards("{{c1::a {{c2::b}}")] == ["{{c1::a _____"]


def test_deletions_too_deep_are_text() -> None:
    assert len(cards("{{c1::" * 5_000 + "a" + "}}" * 5_000)) == 1


@given(st.lists(st.sampled_from(["{{c1::", "{{c2::", "}}", "::", "a", " "]), max_size=12).map("".join))
def test_any_text_is_taken_apart(text: str) -> None:
    for card in cards(text):
        assert card.stem.count("_____") == len(card.answers)
