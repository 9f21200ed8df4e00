"""A memory moves by the chance that its fact was known, fades by the hour, and is a pure function of its reviews."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.marking import Mark, Rating
from quizapp.domain import fsrs6
from quizapp.domain.memory import (
    KNOWN_BEFORE,
    LONGEST_INTERVAL,
    Card,
    Evidence,
    Review,
    chance_known,
    counts_at,
    replayed,
    retrievability,
    reviewed,
)
from tests.quizapp.people import DAY, HOUR, MS, NOW

MODEL = fsrs6.Model()
CHANCES = st.floats(0, 1)
GUESSES = st.sampled_from([0, 1 / 9, 1 / 4, 1 / 3, 1 / 2])
SCORES = st.sampled_from([0, 0.25, 0.5, 1])
EVIDENCE = st.builds(Evidence, SCORES, GUESSES, st.none()) | st.builds(
    Evidence, SCORES, st.just(0), st.integers(fsrs6.AGAIN, fsrs6.EASY)
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))
GAPS = st.timedeltas(timedelta(0), timedelta(days=400))


@st.composite
def logs(draw: st.DrawFn, shortest: int = 0) -> list[Review]:
    """Draw a log of reviews, oldest first."""
    at, log = NOW, []
    for gap, evidence in draw(st.lists(st.tuples(GAPS, EVIDENCE), min_size=shortest, max_size=12)):
        at += gap
        log.append(Review(at, evidence))
    return log


def card_after(*reviews: Review) -> Card:
    card = replayed(reviews)
    assert card is not None
    return card


def right(guess: float = 0.0, at: datetime = NOW) -> Review:
    return Review(at, Evidence(1, guess))


def wrong(guess: float = 0.0, at: datetime = NOW) -> Review:
    return Review(at, Evidence(0, guess))


def rated(rating: int, at: datetime = NOW) -> Review:
    return Review(at, Evidence(float(rating > 1), 0, rating))


@pytest.mark.parametrize(
    ("before", "score", "guess", "known"),
    [
        (0.5, 1, 0, 1),
        (0.5, 1, 1 / 4, 4 / 5),
        (0.5, 1, 1 / 2, 2 / 3),
        (0.9, 1, 1 / 2, 18 / 19),
        (0.1, 1, 1 / 2, 2 / 11),
        (0.5, 0.5, 1 / 4, 2 / 5),
        (0.5, 0, 1 / 4, 0),
        (0, 1, 1 / 4, 0),
        (0, 1, 0, 0),
        (1, 1, 1 / 2, 1),
    ],
)
def test_the_chance_of_having_known_follows_bayes_rule(before: float, score: float, guess: float, known: float) -> None:
    assert chance_known(before, Evidence(score, guess)) == pytest.approx(known)


@given(CHANCES, SCORES, GUESSES)
def test_the_chance_of_having_known_is_a_chance(before: float, score: float, guess: float) -> None:
    assert 0 <= chance_known(before, Evidence(score, guess)) <= 1


@given(CHANCES, GUESSES)
def test_a_right_response_never_makes_having_known_less_likely(before: float, guess: float) -> None:
    assert chance_known(before, Evidence(1, guess)) >= before or before + guess == 0


@given(logs())
def test_the_easier_a_guess_the_less_a_right_response_proves(log: list[Review]) -> None:
    before = replayed(log)
    at = before.due if before else NOW
    after = [reviewed(before, right(guess, at)).stability for guess in (0, 1 / 9, 1 / 4, 1 / 2)]
    assert all(harder > easier for harder, easier in pairwise(after))


@given(logs(), GUESSES)
def test_a_right_response_leaves_a_stronger_memory_than_a_wrong_one(log: list[Review], guess: float) -> None:
    before = replayed(log)
    at = before.due if before else NOW
    assert reviewed(before, right(guess, at)).stability > reviewed(before, wrong(guess, at)).stability


@given(logs(shortest=1), SCORES.filter(bool), GUESSES)
def test_a_partial_score_lies_between_wrong_and_right(log: list[Review], score: float, guess: float) -> None:
    card = card_after(*log)
    partly = reviewed(card, Review(card.due, Evidence(score, guess))).stability
    low, high = (reviewed(card, Review(card.due, Evidence(whole, guess))).stability for whole in (0, 1))
    assert low <= partly <= high


def test_a_first_right_response_that_cannot_be_guessed_is_a_first_good() -> None:
    card = card_after(right())
    assert (card.stability, card.difficulty) == MODEL.first(fsrs6.GOOD)


def test_a_first_wrong_response_is_a_first_again() -> None:
    card = card_after(wrong(1 / 2))
    assert (card.stability, card.difficulty) == MODEL.first(fsrs6.AGAIN)


def test_a_first_right_response_to_true_or_false_lies_two_thirds_of_the_way_from_again_to_good() -> None:
    card = card_after(right(1 / 2))
    assert card.stability == pytest.approx(0.212 ** (1 / 3) * 2.3065 ** (2 / 3))
    assert card.difficulty == pytest.approx(6.4133 / 3 + 2.1181 * 2 / 3, abs=1e-4)


@given(st.integers(fsrs6.AGAIN, fsrs6.EASY))
def test_a_learner_s_own_first_rating_is_taken_as_it_is(rating: int) -> None:
    card = card_after(rated(rating))
    assert (card.stability, card.difficulty) == MODEL.first(rating)


@given(st.integers(fsrs6.AGAIN, fsrs6.EASY), GAPS)
def test_a_learner_s_own_later_rating_is_taken_as_it_is(rating: int, gap: timedelta) -> None:
    first = card_after(right())
    after = reviewed(first, rated(rating, NOW + gap))
    state = fsrs6.State(first.stability, first.difficulty)
    assert (after.stability, after.difficulty) == MODEL.after(state, rating, gap.total_seconds() / 86_400)


@given(GAPS)
def test_a_right_response_that_cannot_be_guessed_is_a_good(gap: timedelta) -> None:
    first = card_after(right())
    assert reviewed(first, right(0, NOW + gap)) == reviewed(first, rated(fsrs6.GOOD, NOW + gap))


def test_a_mark_becomes_evidence_with_its_guess_and_rating() -> None:
    assert Evidence.of(Mark(score=0.5), 0.25) == Evidence(0.5, 0.25, None)
    assert Evidence.of(Mark(score=1, rating=Rating.HARD), 0) == Evidence(1, 0, 2)


def test_the_golden_intervals_hold_for_typed_responses_given_when_due() -> None:
    card, intervals = card_after(right()), []
    for _ in range(6):
        intervals.append((card.due - card.reviewed_at).days)
        card = reviewed(card, right(0, card.due))
    assert intervals == [2, 11, 46, 163, 497, 1346]


@given(logs(shortest=1))
def test_a_card_is_due_a_whole_number_of_days_after_its_review(log: list[Review]) -> None:
    card = card_after(*log)
    assert card.reviewed_at == log[-1].at
    assert DAY <= card.due - card.reviewed_at <= timedelta(days=LONGEST_INTERVAL)
    assert (card.due - card.reviewed_at) % DAY == timedelta(0)


@given(logs(shortest=1))
def test_a_card_is_due_when_one_in_ten_would_have_forgotten_it(log: list[Review]) -> None:
    card = card_after(*log)
    days = (card.due - card.reviewed_at) / DAY
    exact = MODEL.interval(card.stability, 0.9)
    assert days == 1 or abs(days - exact) <= 0.5


def test_no_memory_is_left_alone_for_more_than_a_hundred_years() -> None:
    nearly_certain = Card(2_000_000, 1, NOW, NOW + DAY, 30, 0)
    after = reviewed(nearly_certain, rated(fsrs6.EASY, NOW + DAY))
    assert after.due - after.reviewed_at == timedelta(days=36_500)


@given(logs(shortest=1), GAPS, GAPS)
def test_recall_only_becomes_less_likely_with_time(log: list[Review], one: timedelta, other: timedelta) -> None:
    card = card_after(*log)
    sooner, later = sorted((one, other))
    assert retrievability(card, card.reviewed_at + sooner) >= retrievability(card, card.reviewed_at + later) > 0


def test_a_memory_fades_within_an_hour_and_not_only_at_midnight() -> None:
    card = card_after(right())
    recall = [retrievability(card, NOW + hours * HOUR) for hours in (0, 1, 23, 25)]
    assert recall[0] == 1
    assert all(before > after for before, after in pairwise(recall))


def test_recall_does_not_depend_on_the_time_zone_of_the_clock() -> None:
    card = card_after(right())
    later = NOW + 30 * HOUR
    assert retrievability(card, later.astimezone(timezone(timedelta(hours=9)))) == retrievability(card, later)


def test_a_clock_that_was_set_back_makes_no_negative_time() -> None:
    card = card_after(right())
    assert retrievability(card, NOW - DAY) == 1
    assert reviewed(card, right(0, NOW - DAY)).stability == reviewed(card, right(0, NOW)).stability


@given(logs())
def test_every_review_is_counted(log: list[Review]) -> None:
    card = replayed(log)
    assert (card.reviews if card else 0) == len(log)


def test_a_first_wrong_response_is_no_lapse_because_nothing_was_known() -> None:
    assert card_after(wrong()).lapses == 0


@pytest.mark.parametrize("forgotten", [wrong(0, NOW + DAY), wrong(1 / 2, NOW + DAY), rated(fsrs6.AGAIN, NOW + DAY)])
def test_forgetting_what_was_known_is_a_lapse(forgotten: Review) -> None:
    assert card_after(right(), forgotten).lapses == 1


@pytest.mark.parametrize("recalled", [right(0, NOW + DAY), right(1 / 2, NOW + DAY), rated(fsrs6.HARD, NOW + DAY)])
def test_recalling_is_no_lapse(recalled: Review) -> None:
    assert card_after(right(), recalled).lapses == 0


@pytest.mark.parametrize(("score", "lapses"), [(0.49, 1), (0.5, 0), (0.51, 0)])
def test_a_response_that_was_rather_wrong_than_right_is_a_lapse(score: float, lapses: int) -> None:
    assert card_after(right(), Review(NOW + DAY, Evidence(score, 0))).lapses == lapses


def test_a_right_response_that_was_rather_guessed_than_known_is_a_lapse() -> None:
    card = card_after(wrong())
    nearly_forgotten = NOW + 400 * DAY
    assert retrievability(card, nearly_forgotten) < 1 / 3
    assert reviewed(card, right(1 / 2, nearly_forgotten)).lapses == 1


@given(logs())
def test_lapses_are_never_more_than_the_reviews_after_the_first(log: list[Review]) -> None:
    card = replayed(log)
    assert card is None or 0 <= card.lapses <= card.reviews - 1


def test_without_a_review_there_is_no_card() -> None:
    assert replayed([]) is None


@given(logs(shortest=1))
def test_replaying_a_log_gives_the_card_that_its_reviews_gave_one_by_one(log: list[Review]) -> None:
    card = None
    for review in log:
        card = reviewed(card, review)
    assert replayed(log) == card
    assert replayed(iter(log)) == card


@given(logs(shortest=1))
def test_a_log_read_in_another_time_zone_leads_to_the_same_memory(log: list[Review]) -> None:
    moved = [review._replace(at=review.at.astimezone(timezone(timedelta(hours=-7)))) for review in log]
    assert replayed(moved) == replayed(log)


def test_a_memory_that_is_asked_again_at_once_hardly_grows() -> None:
    twice = card_after(right(), right(0, NOW + MS))
    next_day = card_after(right(), right(0, NOW + DAY))
    assert card_after(right()).stability <= twice.stability < next_day.stability


@given(MOMENTS)
def test_a_first_review_counts_at_its_moment_to_the_millisecond(now: datetime) -> None:
    at = counts_at(None, now)
    assert timedelta(0) <= now - at < MS
    assert at.microsecond % 1000 == 0


@given(MOMENTS, st.timedeltas(timedelta(days=-2), timedelta(days=2)))
def test_a_later_review_counts_after_the_one_before_whatever_the_clock_says(now: datetime, gap: timedelta) -> None:
    card = card_after(right(0, counts_at(None, now)))
    at = counts_at(card, now + gap)
    assert at > card.reviewed_at
    assert at == counts_at(None, now + gap) or at - card.reviewed_at == MS


def test_nothing_is_presumed_about_a_fact_never_asked() -> None:
    assert KNOWN_BEFORE == 0.5
    assert card_after(right(1 / 4)).stability == pytest.approx(0.212 ** (1 / 5) * 2.3065 ** (4 / 5))


def test_moments_are_in_utc_or_any_zone_but_never_without_one() -> None:
    with pytest.raises(TypeError):
        retrievability(card_after(right()), datetime(2026, 5, 5))
    assert card_after(right(0, NOW.astimezone(UTC))).due.utcoffset() == timedelta(0)
