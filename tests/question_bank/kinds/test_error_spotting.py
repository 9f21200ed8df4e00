"""Error spotting: one part of a statement is wrong, and its correction is taught."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.interactions import ChooseOne
from tests.question_bank.samples import flawed


def test_only_the_wrong_part_is_right_to_pick() -> None:
    asked = flawed()
    assert [asked.grade(asked.parse(one)).score for one in asked.options] == [0, 1, 0, 0]


def test_the_guess_score_is_the_mean_over_all_parts() -> None:
    asked = flawed()
    mean = sum(asked.grade(one).score for one in asked.options) / len(asked.options)
    assert asked.guess_score() == pytest.approx(mean)


def test_parts_are_shown_in_reading_order_under_what_to_do() -> None:
    assert flawed().interaction() == ChooseOne(options=flawed().options, ordered=True, prompt="Which part is wrong?")


@pytest.mark.parametrize(("picked", "is_right"), [("Newton", True), ("In 1610", False)])
def test_the_correction_is_part_of_the_mark(picked: str, is_right: bool) -> None:
    (part,) = flawed().grade(picked).parts
    assert (part.given, part.right, part.is_right) == ("Newton", "Galileo", is_right)


def test_the_statement_is_called_false_and_the_correction_kept_secret() -> None:
    assert flawed().called_false == flawed().stem
    assert flawed().secrets == ("Galileo",)
    assert flawed().answer == "Newton – right is: Galileo"


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"options": ("Newton",)}, "options", "Give 2 to 9 parts."),
        ({"options": ("Newton", "")}, "options", "Fill in or remove the empty option."),
        (
            {"stem": "Newton or Newton saw it.", "options": ("Newton", "Newton")},
            "options",
            "Two options say the same: “Newton”.",
        ),
        ({"options": ("In 1610", "Newton", "newton")}, "options", "“newton” must stand in the statement"),
        ({"options": ("In 1610", "Newton", "of Mars")}, "options", "“of Mars” must stand in the statement"),
        ({"options": ("Newton", "In 1610")}, "options", "“In 1610” must stand in the statement, after"),
        ({"options": ("of Saturn", "Saturn"), "key": "Saturn"}, "options", "“Saturn” must stand in the statement"),
        ({"key": "Kepler"}, "key", "The wrong part must be one of the parts."),
        ({"correction": "newton"}, "correction", "Say what the wrong part should be: now it says the same."),
        ({"correction": ""}, "correction", "Say what the wrong part should be."),
    ],
)
def test_what_is_wrong_is_said_plainly(fields: dict[str, Any], field: str, message: str) -> None:
    found = flawed(**fields).problems()
    assert [problem.field for problem in found] == [field]
    assert found[0].message.startswith(message)
