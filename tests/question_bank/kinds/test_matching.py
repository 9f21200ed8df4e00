"""Matching: every right pair earns a share; right sides may be shared, and wrong ones added."""

from __future__ import annotations

from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.interactions import Pair
from question_bank.kinds.matching import Matching
from question_bank.marking import NotAnAnswer
from tests.question_bank.samples import matching

WORDS = st.text("abcdefgh", min_size=1, max_size=5)
LINES = st.text("ab=\\ .", min_size=1, max_size=8).map(str.strip).filter(bool)


@st.composite
def questions(draw: st.DrawFn) -> Matching:
    lefts = draw(st.lists(WORDS, min_size=2, max_size=5, unique=True))
    rights = draw(st.lists(WORDS, min_size=len(lefts), max_size=len(lefts)))
    wrong = draw(st.lists(WORDS.filter(lambda word: word not in rights), max_size=2, unique=True))
    return matching(pairs=tuple(zip(lefts, rights, strict=True)), distractors=wrong)


@st.composite
def answered(draw: st.DrawFn) -> tuple[Matching, dict[str, str]]:
    asked = draw(questions())
    return asked, {left: draw(st.sampled_from(asked.options)) for left, _ in asked.pairs}


def score(asked: Matching, given: dict[str, str]) -> float:
    return asked.grade(asked.parse(given)).score


@given(answered())
def test_scores_are_the_share_of_right_pairs(one: tuple[Matching, dict[str, str]]) -> None:
    asked, given = one
    right = sum(given[left] == right for left, right in asked.pairs)
    assert score(asked, given) == pytest.approx(right / len(asked.pairs))
    assert (score(asked, given) == 1) == (given == dict(asked.pairs))


@given(answered(), st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_count(one: tuple[Matching, dict[str, str]], chance: Any) -> None:
    asked, given = one
    turned = dict(chance.sample(list(given.items()), len(given)))
    assert asked.grade(asked.parse(turned)) == asked.grade(asked.parse(given))
    assert asked.classify(asked.parse(turned)) == asked.classify(asked.parse(given))


@given(answered(), st.data())
def test_a_wrong_pair_never_helps(one: tuple[Matching, dict[str, str]], data: st.DataObject) -> None:
    asked, given = one
    left, right = data.draw(st.sampled_from(asked.pairs))
    assert score(asked, given | {left: right}) >= score(asked, given)


@pytest.mark.parametrize("distractors", [(), ("7 days",), ("7 days", "8 days")])
def test_the_guess_score_is_the_mean_over_all_guesses(distractors: tuple[str, ...]) -> None:
    asked = matching(distractors=distractors)
    lefts = [left for left, _ in asked.pairs]
    guesses = [dict(zip(lefts, one, strict=True)) for one in product(asked.options, repeat=len(lefts))]
    assert asked.guess_score() == pytest.approx(sum(score(asked, one) for one in guesses) / len(guesses))


def test_the_guess_score_is_the_same_where_each_answer_is_given_once() -> None:
    asked = matching(each_once=True)
    lefts = [left for left, _ in asked.pairs]
    guesses = [dict(zip(lefts, one, strict=True)) for one in permutations(asked.options, len(lefts))]
    assert asked.guess_score() == pytest.approx(sum(score(asked, one) for one in guesses) / len(guesses))


def test_options_are_all_right_sides_once_and_the_distractors() -> None:
    pairs = (("Mars", "small"), ("Venus", "small"), ("Saturn", "large"))
    assert matching(pairs=pairs, distractors=("none",)).options == ("small", "large", "none")


def test_figures_are_shown_in_ascending_order() -> None:
    pairs = (("Apollo", "1969"), ("Sputnik", "1957"), ("race", "1950s"))
    assert matching(pairs=pairs, distractors=("1961",), ascending=True).interaction() == Pair(
        lefts=("Apollo", "Sputnik", "race"), options=("1950s", "1957", "1961", "1969"), ascending=True
    )


def test_sums_are_sorted_by_their_figures_and_words_come_last() -> None:
    pairs = (("a", "$400"), ("b", "$52.1"), ("c", "nothing"))
    shown = matching(pairs=pairs, distractors=(), ascending=True).interaction()
    assert isinstance(shown, Pair)
    assert shown.options == ("$52.1", "$400", "nothing")


def test_an_answer_may_be_given_twice_unless_each_is_given_once() -> None:
    twice = {"Mercury": "88 days", "Earth": "88 days", "Mars": "687 days"}
    assert score(matching(), twice) == pytest.approx(2 / 3)
    with pytest.raises(NotAnAnswer, match="Choose “88 days” for one item only"):
        matching(each_once=True).parse(twice)


@pytest.mark.parametrize(
    "response",
    [{}, {"Mercury": "88 days"}, {"Mercury": "88 days", "Earth": "", "Mars": ""}, "88 days", ["88 days"]],
)
def test_only_an_option_for_every_item_is_an_answer(response: Any) -> None:
    with pytest.raises(NotAnAnswer, match="for every item"):
        matching().parse(response)


def test_each_pair_is_a_part_of_the_mark() -> None:
    asked = matching()
    parts = asked.grade({"Mercury": "88 days", "Earth": "7 days", "Mars": "687 days"}).parts
    assert [(part.asked, part.given, part.right, part.is_right) for part in parts] == [
        ("Mercury", "88 days", "88 days", True),
        ("Earth", "7 days", "365 days", False),
        ("Mars", "687 days", "687 days", True),
    ]


def test_writers_give_a_line_for_each_pair() -> None:
    made = matching().changed(lines=["Io = Jupiter", "Titan=Saturn"])
    assert made.pairs == (("Io", "Jupiter"), ("Titan", "Saturn"))
    assert made.lines == ("Io = Jupiter", "Titan = Saturn")


@given(st.lists(st.tuples(LINES, LINES), min_size=1, max_size=4))
def test_pairs_with_equals_signs_survive_being_written_and_read(pairs: list[tuple[str, str]]) -> None:
    asked = matching(pairs=pairs)
    assert asked.changed(lines=asked.lines).pairs == asked.pairs


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"pairs": (("a", "1"),)}, "lines", "Give 2 to 9 pairs."),
        ({"lines": ["a = 1", "b"]}, "lines", "Write both sides of each pair with an equals sign between them."),
        ({"pairs": (("a", "1"), ("b", "1")), "distractors": ()}, "lines", "Give 2 to 9 different answers"),
        ({"pairs": (("a", "1"), ("b", "1")), "each_once": True}, "lines", "Two items have the answer “1”"),
        ({"distractors": ("88 days",)}, "distractors", "“88 days” is right for an item"),
        ({"pairs": (("a", "1"), ("A", "2"))}, "lines", "Two options say the same: “a”."),
        ({"distractors": ("7 days", "7 Days!")}, "distractors", "Two options say the same: “7 days”."),
    ],
)
def test_what_is_wrong_is_said_plainly(fields: dict[str, Any], field: str, message: str) -> None:
    found = matching(**fields).problems()
    assert [problem.field for problem in found] == [field]
    assert found[0].message.startswith(message)
