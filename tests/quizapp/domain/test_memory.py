"""A memory moves by evidence, fades by the hour, is due on a day, and is a pure function of its reviews."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain import fsrs6, mixture, schedule
from quizapp.domain.days import begin_of, day_of
from quizapp.domain.evidence import WEIGHING
from quizapp.domain.memory import (
    LONGEST_INTERVAL,
    PREFERENCES,
    Card,
    Evidence,
    Preferences,
    Review,
    counts_at,
    replayed,
    retrievability,
    reviewed,
)
from tests.quizapp.people import DAY, HOUR, MS, NOW

MODEL = fsrs6.Model()
BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
GUESSES = st.sampled_from([0, 1 / 9, 1 / 4, 1 / 3, 1 / 2])
SCORES = st.sampled_from([0, 0.25, 0.5, 1])
EVIDENCE = st.builds(
    Evidence,
    SCORES,
    GUESSES,
    st.none(),
    st.sampled_from([0, 0.05]),
    st.none() | st.integers(1, 3),
    st.integers(0, 2),
) | st.builds(lambda rating: Evidence(float(rating > 1), 0, rating), st.integers(fsrs6.AGAIN, fsrs6.EASY))
ZONES = st.sampled_from([UTC, BERLIN, TOKYO])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))
GAPS = st.timedeltas(timedelta(0), timedelta(days=400))


@st.composite
def logs(draw: st.DrawFn, shortest: int = 0) -> list[Review]:
    """Draw a log of reviews, oldest first."""
    at, log = NOW, []
    for gap, evidence, zone in draw(st.lists(st.tuples(GAPS, EVIDENCE, ZONES), min_size=shortest, max_size=12)):
        at += gap
        log.append(Review(at, evidence, zone))
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


def test_a_first_right_response_to_true_or_false_is_a_good_by_two_thirds_and_an_again_by_one() -> None:
    again, good = card_after(right(1 / 2)).states
    assert (again[:2], good[:2]) == (MODEL.first(fsrs6.AGAIN), MODEL.first(fsrs6.GOOD))
    assert (again[2], good[2]) == pytest.approx((1 / 3, 2 / 3))


def test_the_summary_of_a_mixture_is_the_time_to_nine_in_ten_and_the_mean_difficulty() -> None:
    card = card_after(right(1 / 2))
    assert retrievability(card, NOW + card.stability * DAY) == pytest.approx(0.9, abs=1e-6)
    assert card.difficulty == pytest.approx(6.4133 / 3 + 2.1181 * 2 / 3, abs=1e-4)


@given(st.integers(fsrs6.AGAIN, fsrs6.EASY))
def test_a_learner_s_own_first_rating_is_taken_as_it_is(rating: int) -> None:
    card = card_after(rated(rating))
    assert (card.stability, card.difficulty) == MODEL.first(rating)


@given(st.integers(fsrs6.AGAIN, fsrs6.EASY), GAPS)
def test_a_learner_s_own_later_rating_is_taken_as_it_is(rating: int, gap: timedelta) -> None:
    first = card_after(right())
    after = reviewed(first, rated(rating, NOW + gap))
    state, same_day = fsrs6.State(first.stability, first.difficulty), day_of(NOW + gap, UTC) == day_of(NOW, UTC)
    assert (after.stability, after.difficulty) == MODEL.after(state, rating, gap.total_seconds() / 86_400, same_day)


@given(GAPS)
def test_a_right_response_that_cannot_be_guessed_is_a_good(gap: timedelta) -> None:
    first = card_after(right())
    assert reviewed(first, right(0, NOW + gap)) == reviewed(first, rated(fsrs6.GOOD, NOW + gap))


@pytest.mark.parametrize(
    ("reviews", "intervals"),
    [
        ([right()] * 6, [2, 11, 46, 163, 497, 1346]),
        ([right(), right(), wrong(), right()], [2, 11, 2, 5]),
        ([rated(3), rated(3), rated(2), rated(3)], [2, 11, 32, 93]),
        ([rated(4)] * 3, [8, 66, 397]),
    ],
)
def test_the_golden_intervals_hold_for_responses_that_cannot_be_guessed(
    reviews: list[Review], intervals: list[int]
) -> None:
    card, found, at = None, [], NOW
    for review in reviews:
        card = reviewed(card, review._replace(at=at))
        found.append(card.interval)
        at += card.interval * DAY
    assert found == intervals


@given(logs(shortest=1))
def test_a_card_is_due_when_the_learner_s_day_begins(log: list[Review]) -> None:
    card, (at, _, zone, _) = card_after(*log), log[-1]
    assert card.reviewed_at == at
    assert 1 <= card.interval <= LONGEST_INTERVAL
    assert card.due == begin_of(day_of(at, zone) + card.interval * DAY, zone)
    assert card.due.astimezone(zone).hour == 4


@given(logs(shortest=1), st.sampled_from([0.8, 0.9, 0.95]))
def test_a_card_is_due_when_the_mean_chance_of_recall_has_fallen_to_what_is_wanted(
    log: list[Review], retention: float
) -> None:
    preferences = Preferences(retention=retention)
    card = replayed(log, preferences)
    assert card is not None
    day = timedelta(hours=13)
    sooner, later = (card.reviewed_at + card.interval * DAY + move for move in (-day, day))
    assert retrievability(card, later) <= retention + 1e-3
    assert card.interval in (1, LONGEST_INTERVAL) or retrievability(card, sooner) >= retention - 1e-3


@pytest.mark.parametrize(("zone", "due"), [(BERLIN, "2026-05-06T02:00"), (TOKYO, "2026-05-05T19:00")], ids=str)
def test_two_days_later_is_another_moment_elsewhere(zone: ZoneInfo, due: str) -> None:
    assert reviewed(None, right()._replace(zone=zone)).due == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_an_evening_and_the_morning_after_are_two_days_though_less_than_a_day_apart() -> None:
    first = reviewed(None, right())
    state = fsrs6.State(first.stability, first.difficulty)
    for hours, same_day in ((18, True), (19, False)):
        after = reviewed(first, right(0, NOW + hours * HOUR))
        assert after.stability == MODEL.after(state, fsrs6.GOOD, hours / 24, same_day).stability


def test_the_day_may_be_chosen_of_those_that_suit_the_memory() -> None:
    offered: list[range] = []

    def last(days: range) -> int:
        offered.append(days)
        return days[-1]

    first = reviewed(None, rated(4))
    after = reviewed(first, rated(4, NOW + 8 * DAY), choose=last)
    assert offered == [schedule.candidates(mixture.interval(MODEL, after.mixture, 0.9), LONGEST_INTERVAL)]
    assert after.interval == offered[0][-1] == 71


@given(logs(shortest=1), st.integers(0, 1000))
def test_a_review_that_says_its_interval_is_replayed_to_the_same_day(log: list[Review], seed: int) -> None:
    card, kept = None, []
    chance = Random(seed)
    for review in log:
        card = reviewed(card, review, choose=chance.choice)
        kept.append(review._replace(interval=card.interval))
    assert replayed(kept) == card


def test_an_interval_that_other_weights_would_not_give_moves_to_the_nearest_they_would() -> None:
    keen = Preferences(retention=0.95)
    first = Review(NOW, Evidence(1, 0, 4), UTC, 9)
    assert reviewed(None, first).interval == 9
    assert reviewed(None, first, keen).interval == 4 == schedule.candidates(8.2956 * 0.4026, LONGEST_INTERVAL)[-1]


def test_a_longest_interval_is_kept() -> None:
    assert reviewed(None, rated(4), Preferences(longest=5)).interval == 5
    assert reviewed(None, rated(4), Preferences(longest=5), choose=lambda days: days[-1]).interval == 5


@given(logs(shortest=2))
def test_other_weights_or_another_weighing_give_another_card_from_the_same_log(log: list[Review]) -> None:
    hopeful = Preferences(weighing=WEIGHING._replace(known_before=0.9))
    shorter = Preferences(model=fsrs6.Model((0.1, 0.2, 0.3, 0.4, *fsrs6.WEIGHTS[4:])))
    card = replayed(log)
    assert replayed(log, shorter) != card
    assert replayed(log, Preferences()) == card
    if log[0].evidence == Evidence(1, 0.5):
        assert replayed(log, hopeful) != card


@given(logs(shortest=1))
def test_a_card_never_holds_more_than_eight_states_and_their_chances_add_up(log: list[Review]) -> None:
    card = card_after(*log)
    assert len(card.states) != 1
    assert len(card.mixture) <= mixture.MOST
    assert sum(chance for _, _, chance in card.mixture) == pytest.approx(1)


def test_no_memory_is_left_alone_for_more_than_a_hundred_years() -> None:
    nearly_certain = Card(2_000_000, 1, NOW, NOW + DAY, 30, 0)
    after = reviewed(nearly_certain, rated(fsrs6.EASY, NOW + DAY))
    assert after.interval == 36_500
    assert after.due == begin_of(day_of(NOW, UTC) + 36_501 * DAY, UTC)


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


@given(logs(shortest=1), GAPS)
def test_recall_is_continuous_in_time(log: list[Review], gap: timedelta) -> None:
    card = card_after(*log)
    at = card.reviewed_at + gap
    shortest = min(stability for stability, _, _ in card.mixture)
    jump = retrievability(card, at) - retrievability(card, at + timedelta(seconds=1))
    assert 0 <= jump <= 0.16 * MODEL.factor / shortest / 86_400 + 1e-12


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


@pytest.mark.parametrize("score", [0.3, 0.5])
def test_half_a_score_is_a_lapse_only_where_the_fact_was_rather_forgotten_before(score: float) -> None:
    fresh, faded = card_after(right()), card_after(wrong())
    soon, late = NOW + DAY, NOW + 400 * DAY
    assert retrievability(fresh, soon) > 0.9
    assert reviewed(fresh, Review(soon, Evidence(score, 0))).lapses == 0
    assert retrievability(faded, late) < 1 / 3
    assert reviewed(faded, Review(late, Evidence(score, 0))).lapses == 1


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
    assert PREFERENCES.weighing.known_before == 0.5
    assert card_after(right(1 / 4)).states[1][2] == pytest.approx(4 / 5)


def test_moments_are_in_utc_or_any_zone_but_never_without_one() -> None:
    with pytest.raises(TypeError):
        retrievability(card_after(right()), datetime(2026, 5, 5))
    assert card_after(right(0, NOW.astimezone(UTC))).due.utcoffset() == timedelta(0)
