"""Ordering: every item at its own place earns a share, as Moodle's absolute position has it."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.interactions import Arrange
from question_bank.kinds.ordering import FEWEST, MOST
from question_bank.marking import NotAnAnswer
from tests.question_bank.samples import ordering

ITEMS = st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=FEWEST, max_size=MOST, unique=True)


def score(given: list[str], **fields: Any) -> float:
    asked = ordering(**fields)
    return asked.grade(asked.parse(given)).score


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["Mercury", "Venus", "Earth", "Mars"], 1),
        (["Venus", "Mercury", "Earth", "Mars"], 0.5),
        (["Mercury", "Mars", "Venus", "Earth"], 0.25),
        (["Mars", "Mercury", "Venus", "Earth"], 0),
    ],
)
def test_an_item_at_its_own_place_earns_a_quarter_of_four(given: list[str], expected: float) -> None:
    assert score(given) == expected


@given(ITEMS, st.data())
def test_scores_stay_between_none_and_all_and_only_the_key_gets_all(items: list[str], data: st.DataObject) -> None:
    turned = data.draw(st.permutations(items))
    assert 0 <= score(turned, items=items) <= 1
    assert (score(turned, items=items) == 1) == (turned == items)


@given(ITEMS)
def test_putting_an_item_at_its_place_never_harms(items: list[str]) -> None:
    given = items[::-1]
    for place, item in enumerate(items):
        better = list(given)
        other = better.index(item)
        better[place], better[other] = better[other], better[place]
        assert score(better, items=items) >= score(given, items=items)
        given = better
    assert score(given, items=items) == 1


@pytest.mark.parametrize("number", [3, 4, 5, 6])
def test_the_guess_score_is_the_mean_over_all_orders(number: int) -> None:
    items = list("abcdef"[:number])
    orders = list(permutations(items))
    mean = sum(score(list(order), items=items) for order in orders) / len(orders)
    assert ordering(items=items).guess_score() == pytest.approx(mean)


def test_each_place_is_a_part_of_the_mark() -> None:
    asked = ordering(items=("Mercury", "Venus", "Earth"))
    parts = asked.grade(["Mercury", "Earth", "Venus"]).parts
    assert [(part.asked, part.given, part.right, part.is_right) for part in parts] == [
        ("1.", "Mercury", "Mercury", True),
        ("2.", "Earth", "Venus", False),
        ("3.", "Venus", "Earth", False),
    ]


@pytest.mark.parametrize(
    "response",
    [[], ["Mercury"], ["Mercury", "Venus", "Earth", "Earth"], ["Mercury", "Venus", "Earth", "Pluto"], "Mercury", {}],
)
def test_only_all_items_once_are_an_answer(response: Any) -> None:
    with pytest.raises(NotAnAnswer, match="all items"):
        ordering().parse(response)


def test_items_and_stem_are_asked_and_the_order_is_the_answer() -> None:
    asked = ordering()
    assert asked.interaction() == Arrange(items=asked.items)
    assert asked.answer == "Mercury → Venus → Earth → Mars"
    assert asked.asked.split("\n") == [asked.stem, "Earth", "Mars", "Mercury", "Venus"]
    assert asked.classify(["Venus", "Mercury", "Mars", "Earth"]) == "Venus → Mercury → Mars → Earth"


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (("a", "b"), "Give 3 to 9 items."),
        (tuple("abcdefghij"), "Give 3 to 9 items."),
        (("a", "b", ""), "Fill in or remove the empty option."),
        (("a", "b", "B"), "Two options say the same: “b”."),
    ],
)
def test_what_is_wrong_is_said_plainly(items: tuple[str, ...], message: str) -> None:
    found = ordering(items=items).problems()
    assert [(problem.field, problem.message) for problem in found] == [("items", message)]
