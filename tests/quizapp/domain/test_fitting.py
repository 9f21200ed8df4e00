"""Weights fitted to a learner's log: found again where they are known, refused where there is too little to go by."""

from __future__ import annotations

from collections import Counter
from random import Random
from statistics import fmean

import pytest

from benchmarks.learners import BEGIN, FORGETFUL, STRONG, USUAL, lived
from quizapp.domain import fitting
from quizapp.domain.evidence import WEIGHING, Evidence, chance_known
from quizapp.domain.fitting import ENOUGH, answers_to_fit, drawn, fit, losses
from quizapp.domain.fsrs6 import AGAIN, EASY, GOOD, HARD, Model
from quizapp.domain.memory import PREFERENCES, Review
from tests.quizapp.people import DAY, HOUR

LONG = 180


def loss_elsewhere(truth: Model, weights: Model) -> float:
    """Return the mean loss on another learner with the same memory, of whom the fit has seen nothing."""
    unseen = lived(truth, 250, 240, Random("another"))
    return fmean(losses(unseen, PREFERENCES._replace(model=weights), BEGIN))


@pytest.mark.parametrize("truth", [FORGETFUL, STRONG], ids=["forgetful", "strong"])
def test_weights_that_are_known_are_found_again(truth: Model) -> None:
    found = fit(lived(truth, 500, 270, Random(1)), PREFERENCES, Random(1))
    assert found.is_better
    assert found.loss < found.loss_before
    usual, fitted, true = (loss_elsewhere(truth, one) for one in (USUAL, Model(found.weights), truth))
    assert fitted < usual
    assert usual - fitted > (usual - true) / 2


def test_who_forgets_faster_is_seen_to() -> None:
    found = [fit(lived(truth, 150, LONG, Random(2)), PREFERENCES, Random(2)) for truth in (FORGETFUL, STRONG)]
    forgetful, strong = (Model(one.weights).first(GOOD).stability for one in found)
    assert forgetful < USUAL.first(GOOD).stability < strong


@pytest.mark.parametrize("seed", range(4))
def test_who_forgets_as_usual_keeps_the_usual_weights(seed: int) -> None:
    assert not fit(lived(USUAL, 120, LONG, Random(seed)), PREFERENCES, Random(seed)).is_better


def test_too_few_answers_are_refused_with_how_many_there_are() -> None:
    logs = lived(FORGETFUL, 20, 120, Random(3))
    assert 0 < answers_to_fit(logs, PREFERENCES) < ENOUGH
    with pytest.raises(ValueError, match=f"^{answers_to_fit(logs, PREFERENCES)} answers are too few"):
        fit(logs, PREFERENCES, Random(3))


def test_an_empty_log_is_too_little() -> None:
    with pytest.raises(ValueError, match="0 answers"):
        fit([], PREFERENCES, Random(1))


def test_the_same_log_and_chance_give_the_same_weights() -> None:
    logs = lived(FORGETFUL, 60, LONG, Random(4))
    assert fit(logs, PREFERENCES, Random(5)) == fit(logs, PREFERENCES, Random(5))


def test_no_part_of_the_log_is_foretold_from_what_came_later() -> None:
    logs = lived(FORGETFUL, 80, LONG, Random(6))
    seen: list[int] = []
    optimised = fitting._optimised

    def watched(courses: list[fitting.Course], start: Model) -> tuple[float, ...]:
        seen.append(sum(map(len, courses)) // fitting.DRAWS)
        return optimised(courses, start)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "_optimised", watched)
        fit(logs, PREFERENCES, Random(6))
    assert seen == sorted(set(seen))
    assert len(seen) == fitting.PARTS
    assert seen[-1] == sum(map(len, logs))


def test_where_nothing_can_be_guessed_the_course_is_what_was_answered() -> None:
    log = [Review(BEGIN + day * DAY, Evidence(score, 0)) for day, score in ((0, 1), (2, 0), (3, 1), (9, 1))]
    courses = drawn(log, PREFERENCES, Random(1))
    assert set(courses) == {((GOOD, 0), (AGAIN, 2), (GOOD, 1), (GOOD, 6))}


def test_what_the_learner_rated_is_taken_as_it_is() -> None:
    log = [Review(BEGIN + day * DAY, Evidence(1, 0, rating)) for day, rating in enumerate((HARD, EASY, AGAIN, GOOD))]
    assert set(drawn(log, PREFERENCES, Random(1))) == {((HARD, 0), (EASY, 1), (AGAIN, 1), (GOOD, 1))}


def test_answers_on_the_same_day_are_part_of_the_course_but_foretell_nothing() -> None:
    log = [Review(BEGIN, Evidence(0, 0)), Review(BEGIN + HOUR, Evidence(0, 0)), Review(BEGIN + DAY, Evidence(1, 0))]
    assert set(drawn(log, PREFERENCES, Random(1))) == {((AGAIN, 0), (AGAIN, 0), (GOOD, 1))}
    assert answers_to_fit([log], PREFERENCES) == 1


def test_a_first_answer_that_may_be_a_guess_is_drawn_as_often_as_it_is_one() -> None:
    evidence = Evidence(1, 0.5)
    chance = Random(1)
    first = Counter(
        course[0][0] for _ in range(2000) for course in drawn([Review(BEGIN, evidence)], PREFERENCES, chance)
    )
    known = chance_known(WEIGHING.known_before, evidence)
    assert first[GOOD] / first.total() == pytest.approx(known, abs=0.02)


def test_a_later_answer_tells_of_an_earlier_one() -> None:
    guessed = Review(BEGIN, Evidence(1, 0.5))
    chance = Random(1)

    def known_at_first(score: float) -> float:
        log = [guessed, Review(BEGIN + 2 * DAY, Evidence(score, 0))]
        courses = [course for _ in range(500) for course in drawn(log, PREFERENCES, chance)]
        return sum(course[0][0] == GOOD for course in courses) / len(courses)

    assert known_at_first(0) < 0.5 < known_at_first(1)
