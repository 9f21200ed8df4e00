"""A learner's leeches are listed with what explains them, the least explicable first, and nobody else's."""

from __future__ import annotations

from collections.abc import Collection

from quizapp.domain.memory import Evidence, Review
from quizapp.services import decisions, questions
from quizapp.services.leeches import leeches
from quizapp.services.people import Actor
from quizapp.services.replay import rebuild
from quizapp.storage import answers
from quizapp.storage.corrections import Correction, add_corrections
from quizapp.storage.database import Database
from tests.quizapp.people import DAY, NOW
from tests.quizapp.planets import BY_ID, QUESTIONS


def missed(db: Database, learner: Actor, fact_id: str, days: Collection[int], last: int = 12) -> None:
    """Answer about a fact every day, wrong on some."""
    with db.writing_directly() as direct:
        for day in range(last):
            review = Review(NOW + day * DAY, Evidence(float(day not in days), 0))
            answers.add_review(direct, learner.id, fact_id, f"{learner.id}-{fact_id}-{day}", review)
        rebuild(direct, learner.id)


def test_who_misses_nothing_has_no_leeches(db: Database, bob: Actor) -> None:
    assert leeches(db, bob) == []
    missed(db, bob, "titan-air", ())
    assert leeches(db, bob) == []


def test_facts_that_do_not_stick_are_listed_the_worst_first(db: Database, bob: Actor, charlie: Actor) -> None:
    missed(db, bob, "mars-moons", ())
    missed(db, bob, "rings-seen", (5, 7, 9, 11))
    missed(db, bob, "titan-air", (3, 5, 7, 9, 10, 11))
    found = leeches(db, bob)
    assert [one.fact_id for one in found] == ["titan-air", "rings-seen"]
    assert found[0].leech.chance < found[1].leech.chance
    assert found[0].leech.missed == 6
    assert "Titan" in found[0].statement
    assert all(one.fact_id in one.question.facts for one in found)
    assert [one.fact_id for one in leeches(db, bob, most=1)] == ["titan-air"]
    assert leeches(db, charlie) == []


def test_a_miss_that_counts_no_longer_makes_no_leech(db: Database, bob: Actor) -> None:
    missed(db, bob, "titan-air", (5, 7, 9, 11))
    assert leeches(db, bob)
    with db.writing_directly() as direct:
        made = [(f"{bob.id}-titan-air-{day}", Correction(1, 1, 0)) for day in (5, 7, 9)]
        add_corrections(direct, bob.id, made, None, NOW)
        rebuild(direct, bob.id)
    assert leeches(db, bob) == []


def test_what_is_asked_no_more_is_not_listed(db: Database, alice: Actor, bob: Actor) -> None:
    missed(db, bob, "titan-air", (5, 7, 9, 11))
    for question in QUESTIONS:
        if "titan-air" in question.facts:
            questions.set_withdrawn(db, alice, question.id, True)
    assert leeches(db, bob) == []


def test_a_fact_that_was_suspended_is_listed_no_more(db: Database, bob: Actor, charlie: Actor) -> None:
    for learner in (bob, charlie):
        missed(db, learner, "titan-air", (5, 7, 9, 11))
    decisions.suspend(db, bob, ["titan-air"], NOW)
    assert leeches(db, bob) == []
    assert leeches(db, charlie)


def test_a_fact_is_explained_by_a_question_about_it(db: Database, bob: Actor) -> None:
    missed(db, bob, "titan-air", (5, 7, 9, 11))
    (one,) = leeches(db, bob)
    assert one.question == BY_ID[one.question.id]
