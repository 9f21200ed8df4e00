"""Multiple response: every key earns a share, every wrong pick costs one, and nobody falls below nothing."""

from __future__ import annotations

from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.interactions import ChooseMany
from question_bank.kinds.chosen import MOST_OPTIONS
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.marking import NotAnAnswer
from question_bank.question import Compared
from tests.question_bank.samples import several

OPTIONS = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=2, max_size=7, unique=True)


@st.composite
def questions(draw: st.DrawFn) -> MultipleResponse:
    options = draw(OPTIONS)
    keys = draw(st.lists(st.sampled_from(options), min_size=1, max_size=len(options) - 1, unique=True))
    return several(options=options, keys=keys)


def score(asked: MultipleResponse, picked: list[str]) -> float:
    return asked.grade(asked.parse(picked)).score


def every_pick(options: tuple[str, ...]) -> list[list[str]]:
    sizes = range(1, len(options) + 1)
    return [list(one) for one in chain.from_iterable(combinations(options, size) for size in sizes)]


@pytest.mark.parametrize(
    ("picked", "expected"),
    [
        (["Saturn", "Neptune"], 1),
        (["Saturn"], 0.5),
        (["Saturn", "Neptune", "Mars"], 0.5),
        (["Saturn", "Mars"], 0),
        (["Mars", "Venus"], 0),
        (["Saturn", "Neptune", "Mars", "Venus"], 0),
    ],
)
def test_a_key_earns_half_of_two_and_a_wrong_pick_costs_as_much(picked: list[str], expected: float) -> None:
    assert score(several(), picked) == expected


@given(questions(), st.data())
def test_scores_stay_between_none_and_all(asked: MultipleResponse, data: st.DataObject) -> None:
    picked = data.draw(st.sampled_from(every_pick(asked.options)))
    assert 0 <= score(asked, picked) <= 1
    assert (score(asked, picked) == 1) == (set(picked) == set(asked.keys))


@given(questions(), st.data())
def test_the_order_of_the_picks_does_not_count(asked: MultipleResponse, data: st.DataObject) -> None:
    picked = data.draw(st.sampled_from(every_pick(asked.options)))
    turned = data.draw(st.permutations(picked))
    assert asked.grade(asked.parse(turned)) == asked.grade(asked.parse(picked))
    assert asked.classify(asked.parse(turned)) == asked.classify(asked.parse(picked))


@given(questions(), st.data())
def test_a_wrong_pick_never_helps_and_a_key_never_harms(asked: MultipleResponse, data: st.DataObject) -> None:
    picked = data.draw(st.sampled_from(every_pick(asked.options)))
    for option in set(asked.options) - set(picked):
        more = score(asked, [*picked, option])
        assert more >= score(asked, picked) if option in asked.keys else more <= score(asked, picked)


@given(questions())
def test_the_guess_score_is_the_mean_over_all_picks(asked: MultipleResponse) -> None:
    picks = every_pick(asked.options)
    assert asked.guess_score() == pytest.approx(sum(score(asked, picked) for picked in picks) / len(picks))


def test_each_option_is_a_part_of_the_mark() -> None:
    asked = several()
    parts = asked.grade(asked.parse(["Saturn", "Mars"])).parts
    assert [(part.asked, part.given, part.right, part.is_right) for part in parts] == [
        ("Mars", "chosen", "left out", False),
        ("Saturn", "chosen", "chosen", True),
        ("Venus", "left out", "left out", True),
        ("Neptune", "left out", "chosen", False),
    ]


def test_what_was_picked_is_kept_in_the_order_of_the_options_and_once() -> None:
    assert several().parse(["Neptune", "Mars", "Neptune"]) == ["Mars", "Neptune"]


@pytest.mark.parametrize("response", [[], ["Pluto"], ["Saturn", "saturn"], "Saturn", {"Saturn": "Saturn"}])
def test_only_options_as_they_stand_are_answers(response: Any) -> None:
    with pytest.raises(NotAnAnswer, match="at least one"):
        several().parse(response)


def test_writers_may_give_keys_and_distractors() -> None:
    made = several().changed(keys=["Saturn"], distractors=["Pluto", "Ceres"])
    assert (made.options, made.keys) == (("Saturn", "Pluto", "Ceres"), ("Saturn",))
    assert made.distractors == ("Pluto", "Ceres")


def test_all_options_are_shown_and_compared() -> None:
    assert several().interaction() == ChooseMany(options=several().options)
    assert several().options_to_compare == Compared(several().options, ("Saturn", "Neptune"))
    assert several().answer == "Saturn, Neptune"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"keys": ()}, "Give at least one right answer."),
        ({"options": ("Saturn", "Neptune")}, "Give at least one wrong answer."),
        ({"options": ()}, "Give at least one wrong answer."),
        ({"keys": ("Saturn", "Pluto")}, "Each right answer must be one of the options, and stand once."),
        ({"keys": ("Saturn", "Saturn")}, "Each right answer must be one of the options, and stand once."),
        ({"options": ("Saturn", "Neptune", "")}, "Fill in or remove the empty option."),
        ({"options": ("Saturn", "Neptune", "neptune.")}, "Two options say the same: “Neptune”."),
    ],
)
def test_what_is_wrong_is_said_plainly(fields: dict[str, Any], message: str) -> None:
    assert [problem.message for problem in several(**fields).problems()] == [message]


def test_too_many_options_are_named() -> None:
    many = tuple(f"option {number}" for number in range(MOST_OPTIONS + 1))
    assert several(options=many[:-1], keys=many[:2]).problems() == []
    assert "at most 9" in several(options=many, keys=many[:2]).problems()[0].message
