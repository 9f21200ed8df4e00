"""Evidence is weighed by how likely it is from those who recall a fact, and from those who do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from question_bank.marking import Mark, Rating
from quizapp.domain.evidence import WEIGHING, Confidence, Evidence, chance_known, likelihood
from quizapp.domain.fsrs6 import EASY, GOOD, HARD

CHANCES = st.floats(0, 1)
GUESSES = st.sampled_from([0, 1 / 9, 1 / 4, 1 / 3, 1 / 2])
SLIPS = st.sampled_from([0, 0.02, 0.1])
SCORES = st.floats(0, 1)
BETWEEN = st.floats(0.01, 0.99)
EVIDENCE = st.builds(
    Evidence, SCORES, GUESSES, st.none(), SLIPS, st.none() | st.sampled_from(Confidence), st.integers(0, 3)
)


@pytest.mark.parametrize(
    ("before", "score", "guess", "known"),
    [
        (0.5, 1, 0, 1),
        (0.5, 1, 1 / 4, 4 / 5),
        (0.5, 1, 1 / 2, 2 / 3),
        (0.9, 1, 1 / 2, 18 / 19),
        (0.1, 1, 1 / 2, 2 / 11),
        (0.5, 0.5, 1 / 4, 1 / 2),
        (0.9, 0.8, 0, 36 / 37),
        (0.5, 0, 1 / 4, 0),
        (0, 1, 1 / 4, 0),
        (0, 1, 0, 0),
        (1, 1, 1 / 2, 1),
    ],
)
def test_the_chance_of_having_known_follows_bayes_rule(before: float, score: float, guess: float, known: float) -> None:
    assert chance_known(before, Evidence(score, guess)) == pytest.approx(known)


def test_a_wrong_response_may_be_a_slip() -> None:
    assert chance_known(0.9, Evidence(0, 0.5, slip=0.1)) == pytest.approx(0.09 / (0.09 + 0.05))
    assert chance_known(0.9, Evidence(1, 0.5, slip=0.1)) == pytest.approx(0.81 / (0.81 + 0.05))


@given(CHANCES, EVIDENCE)
def test_the_chance_of_having_known_is_a_chance(before: float, evidence: Evidence) -> None:
    assert 0 <= chance_known(before, evidence) <= 1


@given(CHANCES, GUESSES)
def test_a_right_response_never_makes_having_known_less_likely(before: float, guess: float) -> None:
    assert chance_known(before, Evidence(1, guess)) >= before or before + guess == 0


@given(BETWEEN, GUESSES, SLIPS)
def test_half_a_score_says_nothing_whatever_the_form(before: float, guess: float, slip: float) -> None:
    assert chance_known(before, Evidence(0.5, guess, slip=slip)) == pytest.approx(before)


@given(BETWEEN, GUESSES, SLIPS, SCORES, SCORES)
def test_a_higher_score_never_says_less(before: float, guess: float, slip: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    less, more = (chance_known(before, Evidence(score, guess, slip=slip)) for score in (low, high))
    assert less <= more + 1e-12


@given(BETWEEN, GUESSES)
def test_the_surer_a_learner_the_likelier_it_was_known(before: float, guess: float) -> None:
    assume(guess)
    known = [chance_known(before, Evidence(1, guess, confidence=sure)) for sure in Confidence]
    assert known == sorted(known)
    assert known[0] < chance_known(before, Evidence(1, guess)) < known[-1]


def test_confidence_adds_nothing_to_what_is_certain() -> None:
    for sure in Confidence:
        assert chance_known(0.9, Evidence(1, 0, confidence=sure)) == 1
        assert chance_known(0.9, Evidence(0, 0.5, confidence=sure)) == 0


@pytest.mark.parametrize("place", [0, 1])
def test_the_chances_of_what_a_learner_may_say_add_up(place: int) -> None:
    assert sum(chances[place] for chances in WEIGHING.said) == pytest.approx(1)


@given(BETWEEN, GUESSES)
def test_each_hint_makes_a_right_response_prove_less(before: float, guess: float) -> None:
    known = [chance_known(before, Evidence(1, guess, hints=hints)) for hints in range(4)]
    assert all(more > less for more, less in pairwise(known))


def test_one_hint_that_gives_half_the_answers_away_is_like_a_guess_among_two_from_someone_who_asks() -> None:
    assert likelihood(Evidence(1, 0, hints=1)) == (0.25, 0.5, GOOD)
    assert likelihood(Evidence(1, 0.5, hints=2)) == (0.25, 0.875, GOOD)


@pytest.mark.parametrize("rating", [HARD, GOOD, EASY])
def test_a_learner_s_own_rating_stands_above_all_else(rating: int) -> None:
    assert likelihood(Evidence(0, 0.5, rating, 0.1, Confidence.GUESS, 3)) == (1, 0, rating)
    assert chance_known(0.5, Evidence(1, 0.5, int(Rating.AGAIN))) == 0


def test_what_nobody_could_have_given_says_nothing() -> None:
    assert chance_known(0.7, Evidence(0, 1)) == 0.7


def test_a_mark_becomes_evidence_with_its_guess_and_rating() -> None:
    assert Evidence.of(Mark(score=0.5), 0.25) == Evidence(0.5, 0.25, None)
    assert Evidence.of(Mark(score=1, rating=Rating.HARD), 0) == Evidence(1, 0, 2)
    assert Evidence.of(Mark(score=1), 0.5, Confidence.SURE, 2) == Evidence(1, 0.5, confidence=3, hints=2)
