"""Flashcards are dealt with what each rating leads to, and grades are taken in order, each once, whenever they come."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from question_bank.marking import RATINGS
from quizapp.domain.modes import Mode
from quizapp.services import corrections, decisions, flashcards, sittings
from quizapp.services.flashcards import Grade
from quizapp.services.people import Actor
from quizapp.services.replay import replay
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact
from quizapp.storage.tables import attempt
from tests.quizapp.people import DAY, NOW, at_once, begun, opened, published
from tests.quizapp.planets import ANY_BY_ID

LATER = NOW + 30 * DAY
CARD = ANY_BY_ID["mars-moons.flashcard"]
CARDS = [
    CARD.changed(id=f"{fact_id}.card", stem=f"Card {number}?", facts=(fact_id,))
    for number, fact_id in enumerate(("widest-rings", "rings-seen", "saturn-moons", "mars-moons"))
]


@pytest.fixture
def db(bare_db: Database) -> Database:
    """Give a bank of four cards, and a question that is none."""
    published(bare_db, *CARDS, ANY_BY_ID["titan-air.cloze"])
    return bare_db


@pytest.fixture
def sitting(db: Database, bob: Actor) -> str:
    return begun(db, bob, choice=Choice(mode=Mode.CARDS))


def ids(db: Database, actor: Actor, sitting: str) -> list[str]:
    return [one.shown.attempt_id for one in flashcards.hand(db, actor, sitting, NOW)]


def taken(db: Database, actor: Actor) -> list[tuple[str, str, float | None]]:
    """List what is in the log, in its order."""
    with db.reading() as connection:
        rows = connection.execute(
            select(attempt.c.id, attempt.c.response, attempt.c.seconds)
            .where(attempt.c.learner_id == actor.id)
            .order_by(attempt.c.answered_at)
        )
        return [(id, response.strip('"'), seconds) for id, response, seconds in rows]


def test_all_cards_are_dealt_in_their_order(db: Database, bob: Actor, sitting: str) -> None:
    hand = flashcards.hand(db, bob, sitting, NOW)
    assert [one.shown.position for one in hand] == [0, 1, 2, 3]
    assert {one.shown.question.stem for one in hand} == {f"Card {number}?" for number in range(4)}


def test_grades_are_taken_in_the_order_in_which_they_were_given(db: Database, bob: Actor, sitting: str) -> None:
    dealt = ids(db, bob, sitting)
    grades = [Grade(id, rating, 1.5) for id, rating in zip(dealt, ("Good", "Easy", "Hard", "Good"), strict=True)]
    assert flashcards.grade(db, bob, sitting, grades[:1], NOW) == 1
    assert flashcards.grade(db, bob, sitting, grades, NOW + DAY) == 3
    assert taken(db, bob) == [(one.attempt_id, one.rating, one.seconds) for one in grades]
    assert flashcards.hand(db, bob, sitting, NOW) == []
    assert sittings.unfinished(db, bob) is None
    assert replay(db).changed == 0


def test_grades_that_come_again_count_once(db: Database, bob: Actor, sitting: str, database_url: str) -> None:
    grades = [Grade(id, "Good", None) for id in ids(db, bob, sitting)]
    with opened(database_url) as other:
        new = at_once(6, lambda n: flashcards.grade((db, other)[n % 2], bob, sitting, grades, NOW))
    assert max(new) <= 4
    assert len(taken(db, bob)) == 4
    with db.reading() as connection:
        assert {card.reviews for card in cards_by_fact(connection, bob.id).values()} == {1}


def test_a_card_that_was_not_known_is_dealt_again_as_another_attempt(db: Database, bob: Actor, sitting: str) -> None:
    first, *others = ids(db, bob, sitting)
    flashcards.grade(db, bob, sitting, [Grade(first, "Again", 1)], NOW)
    *rest, again = flashcards.hand(db, bob, sitting, NOW)
    assert [one.shown.attempt_id for one in rest] == others
    assert (again.shown.repeats, again.intervals) == (0, [])
    assert again.shown.attempt_id != first


@pytest.mark.parametrize("known_before", [True, False])
@pytest.mark.parametrize("rating", RATINGS)
def test_what_a_button_says_is_what_happens(db: Database, bob: Actor, rating: str, known_before: bool) -> None:
    if known_before:
        earlier = begun(db, bob, choice=Choice(mode=Mode.CARDS))
        flashcards.grade(db, bob, earlier, [Grade(id, "Easy", 1) for id in ids(db, bob, earlier)], NOW)
    sitting = begun(db, bob, LATER, choice=Choice(mode=Mode.CARDS))
    hand = flashcards.hand(db, bob, sitting, LATER)
    flashcards.grade(db, bob, sitting, [Grade(one.shown.attempt_id, rating, 1) for one in hand], LATER)
    with db.reading() as connection:
        cards = cards_by_fact(connection, bob.id)
    said = {one.shown.question.facts[0]: one.intervals[RATINGS.index(rating)] for one in hand}
    assert {fact_id: cards[fact_id].interval for fact_id in said} == said
    for one in hand:
        assert list(one.intervals) == sorted(one.intervals)


def test_a_card_about_several_facts_comes_back_with_the_first(bare_db: Database, bob: Actor) -> None:
    published(bare_db, CARD.changed(facts=("mars-moons", "titan-air")), ANY_BY_ID["titan-air.cloze"])
    practice = begun(bare_db, bob)
    flashcards.grade(bare_db, bob, practice, [Grade(id, "Easy", 1) for id in ids(bare_db, bob, practice)], NOW)
    with bare_db.reading() as connection:
        cards = cards_by_fact(connection, bob.id)
    decisions.begin_afresh(bare_db, bob, ["titan-air"], NOW)
    sitting = begun(bare_db, bob, LATER, choice=Choice(mode=Mode.CARDS))
    (dealt,) = flashcards.hand(bare_db, bob, sitting, LATER)
    assert cards.keys() == {"mars-moons", "titan-air"}
    assert dealt.intervals[2] == 2  # as for a fact that is new


@pytest.mark.parametrize("rating", ["", "good", "5", "Fine", "\0"])
def test_what_is_no_rating_is_passed_over(db: Database, bob: Actor, sitting: str, rating: str) -> None:
    first, second, *_ = ids(db, bob, sitting)
    grades = [Grade(first, rating, 1), Grade(second, "Good", 1)]
    assert flashcards.grade(db, bob, sitting, grades, NOW) == 1
    assert [id for id, *_ in taken(db, bob)] == [second]


@pytest.mark.parametrize("attempt_id", ["", "unknown", "' OR 1=1 --", "0" * 32])
def test_a_card_that_is_none_of_the_sitting_is_passed_over(
    db: Database, bob: Actor, sitting: str, attempt_id: str
) -> None:
    assert flashcards.grade(db, bob, sitting, [Grade(attempt_id, "Good", 1)], NOW) == 0
    assert taken(db, bob) == []


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf"), 10.0**9, None])
def test_a_time_that_cannot_be_is_not_kept(db: Database, bob: Actor, sitting: str, seconds: float | None) -> None:
    (first, *_) = ids(db, bob, sitting)
    flashcards.grade(db, bob, sitting, [Grade(first, "Good", seconds)], NOW)
    assert taken(db, bob) == [(first, "Good", None)]


def test_others_neither_see_nor_grade_my_cards(
    db: Database, alice: Actor, bob: Actor, charlie: Actor, sitting: str
) -> None:
    grades = [Grade(id, "Easy", 1) for id in ids(db, bob, sitting)]
    for other in (alice, charlie):
        assert flashcards.hand(db, other, sitting, NOW) == []
        assert flashcards.grade(db, other, sitting, grades, NOW) == 0
        assert corrections.undo_last(db, other, sitting, NOW) is None
    assert len(ids(db, bob, sitting)) == 4


def test_the_last_grade_is_taken_back_and_comes_too_late_if_it_is_sent_again(
    db: Database, bob: Actor, sitting: str
) -> None:
    grades = [Grade(id, rating, 1) for id, rating in zip(ids(db, bob, sitting)[:2], ("Good", "Again"), strict=True)]
    flashcards.grade(db, bob, sitting, grades, NOW)
    back = corrections.undo_last(db, bob, sitting, NOW)
    assert back is not None
    assert (back.position, back.given) == (1, None)
    assert len(flashcards.hand(db, bob, sitting, NOW)) == 3
    assert flashcards.grade(db, bob, sitting, grades, NOW) == 0
    assert replay(db).changed == 0


def test_before_the_first_grade_there_is_nothing_to_take_back(db: Database, bob: Actor, sitting: str) -> None:
    assert corrections.undo_last(db, bob, sitting, NOW) is None
    assert corrections.undo_last(db, bob, "unknown", NOW) is None
