"""Who says so: one voice among those who do not say it."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.interactions import ChooseOne
from tests.question_bank.samples import source


def test_only_the_one_who_says_so_is_right() -> None:
    asked = source()
    assert [asked.grade(asked.parse(one)).score for one in asked.options] == [0, 1, 0]


def test_the_guess_score_is_the_mean_over_all_voices() -> None:
    asked = source()
    mean = sum(asked.grade(one).score for one in asked.options) / len(asked.options)
    assert asked.guess_score() == pytest.approx(mean)


def test_voices_are_shown_and_named_in_what_is_asked() -> None:
    assert source().interaction() == ChooseOne(options=("Kepler", "Galileo", "Huygens"))
    assert source().asked.split("\n")[1:] == ["Galileo", "Huygens", "Kepler"]


def test_voices_are_not_compared_by_their_length() -> None:
    assert source().options_to_compare is None


def test_writers_name_who_says_so_and_who_does_not() -> None:
    made = source().changed(key="Newton", others=["Halley", "Hooke"])
    assert (made.options, made.others) == (("Newton", "Halley", "Hooke"), ("Halley", "Hooke"))


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"key": "", "others": ["Kepler"]}, "key", "Name who says so."),
        ({"others": []}, "others", "Name at least one who does not say so."),
        ({"others": list("abcdefghi")}, "others", "Name at most 8 who do not say so."),
        ({"others": ["Kepler", "kepler"]}, "others", "Two options say the same: “Kepler”."),
        ({"key": "Newton"}, "key", "Who says so must be one of those to choose from."),
    ],
)
def test_what_is_wrong_is_said_plainly(fields: dict[str, Any], field: str, message: str) -> None:
    found = source(**fields).problems()
    assert [(problem.field, problem.message) for problem in found] == [(field, message)]
