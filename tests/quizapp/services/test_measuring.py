"""A learner's forgetting is measured from the learner's own answers, kept if it foretells better, and shown."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.learners import FORGETFUL, STRONG, USUAL, lived
from quizapp.domain import fitting
from quizapp.domain.fsrs6 import GOOD, WEIGHTS, Model
from quizapp.domain.memory import Preferences, replayed
from quizapp.errors import Refused
from quizapp.services.measuring import forget_measured, measure, measured
from quizapp.services.people import Actor
from quizapp.services.preferences import Wanted, want, wanted
from quizapp.services.replay import replay
from quizapp.storage import answers, memories
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, reviews_by_fact


def answered(db: Database, learner: Actor, truth: Model, facts: int, seed: int = 1) -> None:
    """Put into the database what a learner with a known memory has answered in half a year."""
    with db.writing_directly() as direct:
        for fact, log in enumerate(lived(truth, facts, 180, Random(seed))):
            for place, review in enumerate(log):
                answers.add_review(direct, learner.id, f"fact-{fact}", f"{fact}-{place}", review)
    replay(db)


def weights(db: Database, learner: Actor) -> tuple[float, ...]:
    with db.reading_directly() as direct:
        return memories.preferences(direct, learner.id).model.w


def test_with_too_few_answers_it_is_said_how_many_there_are_and_how_many_it_takes(db: Database, bob: Actor) -> None:
    answered(db, bob, FORGETFUL, 15)
    with pytest.raises(Refused, match=rf"measured from {fitting.ENOUGH} answers .* given \d\d+ so far\.$"):
        measure(db, bob, Random(1))
    assert measured(db, bob) is None


def test_what_foretells_better_is_kept_and_moves_the_cards_of_this_learner_alone(
    db: Database, bob: Actor, charlie: Actor
) -> None:
    answered(db, bob, FORGETFUL, 150)
    answered(db, charlie, USUAL, 10)
    with db.reading() as connection:
        theirs, before = cards_by_fact(connection, charlie.id), cards_by_fact(connection, bob.id)
    done = measure(db, bob, Random(1))
    assert done.is_kept
    assert done.loss < done.loss_before
    assert done.lasts == weights(db, bob)[GOOD - 1] < done.usually
    assert measured(db, bob) == done
    with db.reading() as connection:
        after, logs = cards_by_fact(connection, bob.id), reviews_by_fact(connection, bob.id)
        assert cards_by_fact(connection, charlie.id) == theirs
    fitted = Preferences(model=Model(weights(db, bob)))
    assert after == {fact: replayed(log, fitted) for fact, log in logs.items()} != before
    assert weights(db, charlie) == WEIGHTS
    assert replay(db).changed == 0


def test_what_foretells_no_better_is_not_kept(db: Database, bob: Actor) -> None:
    answered(db, bob, USUAL, 80, seed=3)
    done = measure(db, bob, Random(1))
    assert not done.is_kept
    assert measured(db, bob) is None
    assert weights(db, bob) == WEIGHTS


def test_measuring_and_wanting_do_not_undo_one_another(db: Database, bob: Actor) -> None:
    answered(db, bob, STRONG, 200)
    want(db, bob, Wanted(0.85))
    done = measure(db, bob, Random(1))
    assert done.is_kept
    want(db, bob, Wanted(0.8))
    assert (wanted(db, bob), measured(db, bob)) == (Wanted(0.8), done)


def test_the_usual_figures_can_be_had_back(db: Database, bob: Actor) -> None:
    answered(db, bob, FORGETFUL, 150)
    with db.reading() as connection:
        before = cards_by_fact(connection, bob.id)
    assert measure(db, bob, Random(1)).is_kept
    forget_measured(db, bob)
    assert measured(db, bob) is None
    assert weights(db, bob) == WEIGHTS
    with db.reading() as connection:
        assert cards_by_fact(connection, bob.id) == before
