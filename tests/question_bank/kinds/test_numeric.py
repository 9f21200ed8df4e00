"""Numbers typed in digits, right within a tolerance."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.interactions import TypeNumber
from question_bank.marking import NotAnAnswer
from tests.question_bank.samples import number

FIGURES = st.integers(-(10**9), 10**9)


@given(FIGURES, st.integers(0, 1000))
def test_figures_up_to_the_tolerance_are_right_and_no_others(value: int, tolerance: int) -> None:
    asked = number(value=value, tolerance=tolerance)
    for difference in (-tolerance - 1, -tolerance, 0, tolerance, tolerance + 1):
        right = asked.grade(asked.parse(str(value + difference))).is_right
        assert right == (abs(difference) <= tolerance)


@given(FIGURES)
def test_thousands_may_be_set_off(value: int) -> None:
    asked = number(value=value)
    assert asked.grade(asked.parse(f"{value:,}")).is_right
    assert asked.grade(asked.parse(f"{value:,}".replace(",", " "))).is_right


@pytest.mark.parametrize("response", ["$147 billion", "147", "about 147", "147.0"])
def test_words_around_the_figure_do_not_count(response: str) -> None:
    asked = number(value=147, unit="billion US dollars")
    assert asked.grade(asked.parse(response)).is_right


@pytest.mark.parametrize("response", ["", "many", "seven"])
def test_without_a_figure_it_is_no_answer(response: str) -> None:
    with pytest.raises(NotAnAnswer, match="no number"):
        number().parse(response)


def test_a_decimal_comma_is_no_answer_and_costs_nothing() -> None:
    with pytest.raises(NotAnAnswer, match="with a point"):
        number(value=40.7).parse("40,7")


def test_a_response_is_kept_as_typed_but_for_space_around() -> None:
    assert number().parse(" 1,000 km ") == "1,000 km"


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"value": 147, "unit": "billion US dollars"}, "147 billion US dollars"),
        ({"value": 40.7, "unit": "percent"}, "40.7 percent"),
        ({"value": 2019}, "2019"),
        ({"value": 2019, "unit": ""}, "2019"),
        ({"value": 1_234_567}, "1234567"),
    ],
)
def test_the_answer_is_the_figure_with_its_unit(fields: dict[str, Any], answer: str) -> None:
    assert number(**fields).answer == answer


def test_the_unit_stands_beside_the_field() -> None:
    assert number(unit="km").interaction() == TypeNumber(unit="km")
    assert number(unit="").interaction() == TypeNumber(unit=None)


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_a_figure_that_is_none_is_named(value: float) -> None:
    assert [problem.field for problem in number(value=value).problems()] == ["value"]


@pytest.mark.parametrize("tolerance", [-1, float("inf"), float("nan")])
def test_a_tolerance_that_is_none_is_named(tolerance: float) -> None:
    assert [problem.field for problem in number(tolerance=tolerance).problems()] == ["tolerance"]
