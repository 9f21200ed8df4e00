"""What was foretold of each answer: guesses, slips and hints allowed for, first answers and same days left out."""

from __future__ import annotations

from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.learners import BEGIN, USUAL, lived
from quizapp.domain.evidence import WEIGHING, Evidence
from quizapp.domain.foretelling import chance_right, foretold
from quizapp.domain.fsrs6 import AGAIN, HARD
from quizapp.domain.memory import PREFERENCES, Review, replayed, retrievability
from tests.quizapp.people import DAY, HOUR


def test_of_each_later_answer_the_chance_is_what_the_card_said_before_it() -> None:
    log = [Review(BEGIN + day * DAY, Evidence(1, 0.25)) for day in (0, 3, 10)]
    found = foretold(log, PREFERENCES)
    assert [one.at for one in found] == [review.at for review in log[1:]]
    for place, one in enumerate(found, 1):
        card = replayed(log[:place])
        assert card is not None
        assert one.chance == pytest.approx(0.25 + 0.75 * retrievability(card, one.at))


def test_first_answers_and_those_of_the_same_day_are_not_foretold() -> None:
    assert foretold([], PREFERENCES) == []
    log = [Review(BEGIN, Evidence(0, 0)), Review(BEGIN + HOUR, Evidence(1, 0))]
    assert foretold(log, PREFERENCES) == []


def test_the_day_ends_at_four_in_the_morning() -> None:
    evening = BEGIN.replace(hour=23)
    for hours, days in ((4.9, 0), (5.1, 1)):
        log = [Review(evening, Evidence(1, 0)), Review(evening + hours * HOUR, Evidence(1, 0))]
        assert len(foretold(log, PREFERENCES)) == days


def test_who_rates_the_recall_is_right_when_it_was_there() -> None:
    log = [Review(BEGIN + day * DAY, Evidence(1, 0, rating)) for day, rating in enumerate((HARD, AGAIN, HARD))]
    assert [one.right for one in foretold(log, PREFERENCES)] == [0, 1]


@given(st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 0.2), st.integers(0, 5))
def test_the_chance_of_a_right_answer_lies_between_the_guess_and_no_slip(
    recall: float, guess: float, slip: float, hints: int
) -> None:
    plain = chance_right(Evidence(1, guess, None, slip), recall, WEIGHING)
    helped = chance_right(Evidence(1, guess, None, slip, None, hints), recall, WEIGHING)
    assert guess - 1e-9 <= plain <= 1 - slip + 1e-9 or guess > 1 - slip
    assert plain <= helped + 1e-9
    assert chance_right(Evidence(1, guess), recall, WEIGHING) == pytest.approx(guess + (1 - guess) * recall)


def test_what_is_foretold_comes_true_where_the_memory_is_as_the_model_says() -> None:
    found = [one for log in lived(USUAL, 400, 200, Random(1), known=0.5) for one in foretold(log, PREFERENCES)]
    assert len(found) > 2000
    assert fmean(one.right for one in found) == pytest.approx(fmean(one.chance for one in found), abs=0.02)
