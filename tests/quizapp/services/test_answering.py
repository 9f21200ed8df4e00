"""A response is marked and kept once, whole and before anyone is told; its facts' memories move with it."""

from __future__ import annotations

from json import loads
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from question_bank.marking import NotAnAnswer
from question_bank.question import Question
from quizapp.domain.memory import Evidence, replayed
from quizapp.services import sittings
from quizapp.services.people import Actor, create_profile
from quizapp.services.shown import Given, Shown
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, reviews_by_fact
from quizapp.storage.tables import attempt
from tests.quizapp.people import DAY, HOUR, MINUTE, NOW, at_once, begun, opened, planned, practised, published, shown
from tests.quizapp.planets import ANY_BY_ID as BY_ID
from tests.quizapp.planets import EVERY_KIND, FACT_IDS, right, wrong

KIND_NAMES = sorted({question.kind for question in EVERY_KIND})


def sitting_with(db: Database, actor: Actor, *questions: str) -> str:
    """Publish some questions alone and begin a sitting with them."""
    published(db, *(BY_ID[one] for one in questions))
    return begun(db, actor)


def of_kind(kind: str) -> str:
    return next(question.id for question in EVERY_KIND if question.kind == kind)


def attempts(db: Database, actor: Actor) -> list[tuple[Any, ...]]:
    columns = (attempt.c.id, attempt.c.question_id, attempt.c.response, attempt.c.score, attempt.c.seconds)
    with db.reading() as connection:
        mine = select(*columns, attempt.c.answered_at).where(attempt.c.learner_id == actor.id)
        rows = connection.execute(mine.order_by(attempt.c.answered_at, attempt.c.id))
        return [(*row[:2], loads(row.response), *row[3:]) for row in rows]


def evidence(db: Database, actor: Actor) -> dict[str, list[Evidence]]:
    with db.reading() as connection:
        log = reviews_by_fact(connection, actor.id)
    return {fact_id: [review.evidence for review in reviews] for fact_id, reviews in log.items()}


def assert_memories_follow_the_log(db: Database, actor: Actor) -> None:
    with db.reading() as connection:
        log, cards = reviews_by_fact(connection, actor.id), cards_by_fact(connection, actor.id)
    assert cards == {fact_id: replayed(reviews) for fact_id, reviews in log.items()}


def alone(told: Shown) -> Shown:
    """Leave the next place out."""
    return told._replace(following=None)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_right_and_a_wrong_response_to_any_kind_are_marked(bare_db: Database, bob: Actor, kind: str) -> None:
    question = BY_ID[of_kind(kind)]
    for respond, score in ((right, 1.0), (wrong, 0.0)):
        sitting_id = sitting_with(bare_db, bob, question.id) if score else begun(bare_db, bob, NOW + 99 * 24 * HOUR)
        told = sittings.answer(bare_db, bob, sitting_id, 0, respond(question), 2.5, NOW)
        assert told.given == Given(respond(question), score)
        assert told.given.is_right == bool(score)
        assert told == shown(bare_db, bob, sitting_id, 0)


def test_an_attempt_keeps_what_was_shown_given_and_when(bare_db: Database, bob: Actor) -> None:
    sitting_id = sitting_with(bare_db, bob, "titan-air.cloze")
    told = sittings.answer(bare_db, bob, sitting_id, 0, " Nitrogen ", 2.5, NOW)
    assert attempts(bare_db, bob) == [(told.attempt_id, "titan-air.cloze", "Nitrogen", 1.0, 2.5, NOW)]


def test_the_time_taken_may_be_unknown(bare_db: Database, bob: Actor) -> None:
    sitting_id = sitting_with(bare_db, bob, "titan-air.cloze")
    sittings.answer(bare_db, bob, sitting_id, 0, "neon", None, NOW)
    assert [seconds for *_, seconds, _ in attempts(bare_db, bob)] == [None]


@pytest.mark.parametrize(
    ("question_id", "response", "expected"),
    [
        ("widest-rings.multiple_choice", "Saturn", Evidence(1, 1 / 4)),
        ("widest-rings.multiple_choice", "Uranus", Evidence(0, 1 / 4)),
        ("saturn-moons.multiple_choice", "274", Evidence(1, 1 / 3)),
        ("widest-rings.true_false", "False", Evidence(1, 1 / 2)),
        ("rings-seen.numeric", "1610", Evidence(1, 0)),
        ("rings-seen.cloze", "1611", Evidence(0, 0)),
        ("mars-moons.flashcard", "Hard", Evidence(1, 0, 2)),
        ("mars-moons.flashcard", "Again", Evidence(0, 0, 1)),
        ("mars-moons.flashcard", "Easy", Evidence(1, 0, 4)),
    ],
)
def test_a_review_says_how_easily_the_response_could_be_guessed(
    bare_db: Database, bob: Actor, question_id: str, response: str, expected: Evidence
) -> None:
    sittings.answer(bare_db, bob, sitting_with(bare_db, bob, question_id), 0, response, None, NOW)
    assert evidence(bare_db, bob) == {BY_ID[question_id].facts[0]: [expected]}
    assert_memories_follow_the_log(bare_db, bob)


def test_a_question_about_two_facts_moves_both_memories(bare_db: Database, bob: Actor) -> None:
    sitting_id = sitting_with(bare_db, bob, "titan-air.short_answer")
    sittings.answer(bare_db, bob, sitting_id, 0, "nitrogen", None, NOW)
    assert evidence(bare_db, bob) == {"titan-air": [Evidence(1, 0)], "mars-moons": [Evidence(1, 0)]}
    assert_memories_follow_the_log(bare_db, bob)


def test_a_response_moves_the_memories_of_nobody_else(db: Database, bob: Actor, charlie: Actor) -> None:
    practised(db, bob)
    assert attempts(db, charlie) == []
    assert evidence(db, charlie) == {}
    assert set(evidence(db, bob)) == set(FACT_IDS)


def test_a_second_click_counts_once(bare_db: Database, bob: Actor) -> None:
    sitting_id = sitting_with(bare_db, bob, "widest-rings.multiple_choice")
    first = sittings.answer(bare_db, bob, sitting_id, 0, "Saturn", 2.0, NOW)
    for second_response in ("Saturn", "Uranus", "no option at all"):
        assert sittings.answer(bare_db, bob, sitting_id, 0, second_response, 9.0, NOW + MINUTE) == first
    assert len(attempts(bare_db, bob)) == 1
    assert evidence(bare_db, bob) == {"widest-rings": [Evidence(1, 1 / 4)]}
    assert_memories_follow_the_log(bare_db, bob)


def test_a_response_to_the_question_before_comes_too_late(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    questions = planned(db, bob, sitting_id)
    first = sittings.answer(db, bob, sitting_id, 0, right(questions[0]), None, NOW)
    second = sittings.answer(db, bob, sitting_id, 1, wrong(questions[1]), None, NOW)
    late = sittings.answer(db, bob, sitting_id, 0, wrong(questions[0]), None, NOW + MINUTE)
    assert (late.attempt_id, late.given) == (first.attempt_id, first.given)
    assert shown(db, bob, sitting_id, 1) == alone(second)
    assert shown(db, bob, sitting_id).position == 2


def test_the_same_question_in_another_sitting_is_another_attempt(bare_db: Database, bob: Actor) -> None:
    one = sitting_with(bare_db, bob, "titan-air.cloze")
    other = begun(bare_db, bob)
    for sitting_id, response in ((one, "nitrogen"), (other, "neon")):
        sittings.answer(bare_db, bob, sitting_id, 0, response, None, NOW + HOUR)
    assert len(attempts(bare_db, bob)) == 2
    assert len(evidence(bare_db, bob)["titan-air"]) == 2


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_what_is_no_answer_leaves_nothing_behind(bare_db: Database, bob: Actor, kind: str) -> None:
    question_id = of_kind(kind)
    sitting_id = sitting_with(bare_db, bob, question_id)
    before = shown(bare_db, bob, sitting_id)
    for response in ("", "…", "\x00", f"{right(BY_ID[question_id])}\x00"):
        with pytest.raises(NotAnAnswer):
            sittings.answer(bare_db, bob, sitting_id, 0, response, 1.0, NOW)
    assert shown(bare_db, bob, sitting_id) == before
    assert attempts(bare_db, bob) == []
    assert evidence(bare_db, bob) == {}
    sittings.answer(bare_db, bob, sitting_id, 0, right(BY_ID[question_id]), 1.0, NOW)
    assert len(attempts(bare_db, bob)) == 1


ODD = (
    "'; DROP TABLE attempt; --",
    "%s %(x)s ? :name",
    "<script>alert(1)</script>",
    "$147 billion :red[x]",
    "نيتروجين 氮 🪐",
    "a\u202eb",
    "n" * 200,
)


def test_an_odd_response_is_kept_as_it_is(bare_db: Database, bob: Actor, subtests: pytest.Subtests) -> None:
    published(bare_db, BY_ID["titan-air.cloze"])
    for number, response in enumerate(ODD):
        with subtests.test(ascii(response)):
            at = NOW + number * 99 * DAY
            told = sittings.answer(bare_db, bob, begun(bare_db, bob, at), 0, response, None, at)
            assert told.given == Given(response, 0)
            assert attempts(bare_db, bob)[-1][2] == response
    assert_memories_follow_the_log(bare_db, bob)


def test_a_response_is_committed_before_it_is_told(db: Database, bob: Actor, database_url: str) -> None:
    sitting_id = begun(db, bob)
    with opened(database_url) as other:
        for position, question in enumerate(planned(db, bob, sitting_id)):
            told = sittings.answer(db, bob, sitting_id, position, right(question), None, NOW)
            assert shown(other, bob, sitting_id, position) == alone(told)
            assert len(attempts(other, bob)) == position + 1
            assert_memories_follow_the_log(other, bob)


def test_with_a_response_comes_the_next_place_as_it_will_be_asked(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    questions = planned(db, bob, sitting_id)
    for position, question in enumerate(questions):
        told = sittings.answer(db, bob, sitting_id, position, right(question), None, NOW)
        is_last = position + 1 == len(questions)
        assert told.following == (None if is_last else shown(db, bob, sitting_id, position + 1))


def test_a_next_place_that_was_answered_elsewhere_does_not_come_along(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    questions = planned(db, bob, sitting_id)
    sittings.answer(db, bob, sitting_id, 1, right(questions[1]), None, NOW)
    assert sittings.answer(db, bob, sitting_id, 0, right(questions[0]), None, NOW).following is None


def test_one_response_given_twice_at_the_same_moment_counts_once(db: Database, bob: Actor, database_url: str) -> None:
    sitting_id = begun(db, bob)
    questions = planned(db, bob, sitting_id)

    def click(number: int) -> Shown:
        respond = right if number % 2 else wrong
        with opened(database_url) as tab:
            return sittings.answer(tab, bob, sitting_id, position, respond(questions[position]), None, NOW)

    for position in range(len(questions)):
        told = at_once(4, click)
        assert len({one.given for one in told}) == 1
        assert {alone(one) for one in told} == {shown(db, bob, sitting_id, position)}
    assert len(attempts(db, bob)) == len(questions)
    assert sum(map(len, evidence(db, bob).values())) == sum(len(question.facts) for question in questions)
    assert_memories_follow_the_log(db, bob)


def test_responses_about_one_fact_at_the_same_moment_all_move_its_memory(
    bare_db: Database, bob: Actor, database_url: str
) -> None:
    published(bare_db, BY_ID["titan-air.cloze"], BY_ID["titan-air.short_answer"])
    tabs = [begun(bare_db, bob, choice=Choice(1), chance=Random(seed)) for seed in range(6)]
    moments = [NOW + number * MINUTE for number in range(6)]

    def respond(number: int) -> Shown:
        with opened(database_url) as tab:
            response = "nitrogen" if number % 2 else "neon"
            return sittings.answer(tab, bob, tabs[number], 0, response, None, moments[number])

    at_once(6, respond)
    assert len(attempts(bare_db, bob)) == len(evidence(bare_db, bob)["titan-air"]) == 6
    with bare_db.reading() as connection:
        assert cards_by_fact(connection, bob.id)["titan-air"].reviews == 6
    assert_memories_follow_the_log(bare_db, bob)


def test_a_class_that_answers_in_the_same_second_is_stored_whole(sqlite_url: str) -> None:
    with opened(sqlite_url) as db:
        published(db)
        learners = [create_profile(db, f"Learner {number}", "learner", NOW).actor for number in range(100)]
        begun_by = {learner: begun(db, learner, chance=Random(learner.id), choice=Choice(2)) for learner in learners}
        first = {learner: planned(db, learner, sitting_id) for learner, sitting_id in begun_by.items()}

        def respond(number: int) -> list[Given | None]:
            learner = learners[number]
            return [
                sittings.answer(db, learner, begun_by[learner], place, right(question), 1.0, NOW).given
                for place, question in enumerate(first[learner])
            ]

        told = at_once(len(learners), respond)
        assert all(given and given.is_right for pair in told for given in pair)
        for learner in learners:
            assert len(attempts(db, learner)) == 2
            assert len(evidence(db, learner)) == 2
            assert_memories_follow_the_log(db, learner)


def test_nothing_of_a_response_is_kept_when_the_middle_of_it_fails(bare_db: Database, bob: Actor) -> None:
    sitting_id = sitting_with(bare_db, bob, "titan-air.short_answer")
    with bare_db.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE card RENAME TO no_card")
        connection.exec_driver_sql("CREATE TABLE card AS SELECT * FROM no_card")  # without the key that a card needs
    with pytest.raises(Exception, match="ON CONFLICT"):
        sittings.answer(bare_db, bob, sitting_id, 0, "nitrogen", None, NOW)
    assert attempts(bare_db, bob) == []
    assert evidence(bare_db, bob) == {}


def test_an_answer_shows_no_key_before_it_is_given(db: Database, bob: Actor) -> None:
    before = shown(db, bob, begun(db, bob))
    assert isinstance(before.question, Question)
    assert before.given is None
    assert "key" not in type(before.interaction).model_fields
