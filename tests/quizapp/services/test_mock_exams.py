"""A mock exam: the server's clock ends it, the last answer to each question counts, and nothing is told before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from question_bank.interactions import Response
from question_bank.marking import NotAnAnswer
from quizapp.domain.modes import Mode
from quizapp.errors import NotFound, Refused
from quizapp.services import mock_exams, progress, sittings
from quizapp.services.corrections import undo
from quizapp.services.people import Actor, create_profile
from quizapp.services.replay import replay
from quizapp.services.shown import Shown
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact
from quizapp.storage.tables import attempt
from tests.quizapp.people import HOUR, MINUTE, MS, NOW, at_once, begun, opened, planned
from tests.quizapp.planets import FACT_IDS, right, wrong

MINUTES = 10
UP = NOW + MINUTES * MINUTE


@pytest.fixture
def exam(db: Database, bob: Actor) -> str:
    """Give an exam of bob's about all six facts, of ten minutes."""
    return begun(db, bob, choice=Choice(mode=Mode.EXAM, minutes=MINUTES))


def give(db: Database, actor: Actor, exam: str, position: int, response: Response, at: datetime = NOW) -> Shown:
    return mock_exams.answer(db, actor, exam, position, response, 2.0, at)


def look(db: Database, actor: Actor, exam: str, at: datetime = NOW) -> mock_exams.Exam:
    return mock_exams.look(db, actor, exam, at)


def scores(db: Database, actor: Actor, exam: str) -> list[float | None]:
    return [item.given and item.given.score for item in sittings.summary(db, actor, exam).items]


def test_an_exam_has_as_many_minutes_as_were_asked_for(db: Database, bob: Actor, exam: str) -> None:
    seen = look(db, bob, exam, NOW + 30 * timedelta(seconds=1))
    assert (seen.sitting.deadline, seen.seconds_left, seen.is_over) == (UP, MINUTES * 60 - 30, False)
    assert (len(seen.places), seen.left_open, seen.flagged) == (6, 6, 0)


@pytest.mark.parametrize("respond", [right, wrong])
def test_an_answer_is_kept_and_not_marked_before_the_end(db: Database, bob: Actor, exam: str, respond: object) -> None:
    response = (right if respond is right else wrong)(planned(db, bob, exam)[2])
    told = give(db, bob, exam, 2, response)
    for seen in (told, look(db, bob, exam).places[2], sittings.place(db, bob, exam, 2)):
        assert seen is not None
        assert (seen.given, seen.kept, seen.to_repeat, seen.following) == (None, response, 0, None)
    assert look(db, bob, exam).left_open == 5
    assert sittings.summary(db, bob, exam).answered == []
    assert progress.overview(db, bob, NOW, UTC).history == []


def test_questions_are_answered_in_any_order_and_marked_at_the_end(db: Database, bob: Actor, exam: str) -> None:
    questions = planned(db, bob, exam)
    for position in (4, 0, 2):
        give(db, bob, exam, position, (wrong if position == 0 else right)(questions[position]))
    mock_exams.hand_in(db, bob, exam, NOW + MINUTE)
    assert scores(db, bob, exam) == [0, None, 1, None, 1, None]
    (in_history,) = progress.overview(db, bob, NOW + HOUR, UTC).history
    assert (in_history.answered, in_history.score, in_history.sitting.ended_at) == (3, 2, NOW + MINUTE)


def test_an_answer_can_be_changed_and_the_last_one_counts(db: Database, bob: Actor, exam: str) -> None:
    question = planned(db, bob, exam)[0]
    for response in (wrong(question), right(question), wrong(question), right(question)):
        assert give(db, bob, exam, 0, response).kept == response
    mock_exams.hand_in(db, bob, exam, NOW + MINUTE)
    assert scores(db, bob, exam)[0] == 1
    with db.reading() as connection:
        cards = cards_by_fact(connection, bob.id)
        assert connection.scalar(select(func.count()).select_from(attempt)) == 4  # the log keeps them all
    assert {card.reviews for card in cards.values()} == {1}
    assert replay(db).changed == 0
    assert progress.today(db, bob, NOW + HOUR, UTC).practised_today == 1


def test_the_same_answer_again_changes_nothing(db: Database, bob: Actor, exam: str, database_url: str) -> None:
    response = right(planned(db, bob, exam)[0])
    with opened(database_url) as other_tab:
        told = at_once(8, lambda n: give((db, other_tab)[n % 2], bob, exam, 0, response))
    assert len({one.attempt_id for one in told}) == 1
    with db.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(attempt)) == 1


def test_two_tabs_at_the_same_moment_leave_one_answer(db: Database, bob: Actor, exam: str, database_url: str) -> None:
    question = planned(db, bob, exam)[0]
    with opened(database_url) as other_tab:
        at_once(8, lambda n: give((db, other_tab)[n % 2], bob, exam, 0, (right, wrong)[n % 2](question)))
    mock_exams.hand_in(db, bob, exam, NOW)
    assert scores(db, bob, exam)[0] in (0, 1)
    with db.reading() as connection:
        assert {card.reviews for card in cards_by_fact(connection, bob.id).values()} == {1}
    assert replay(db).changed == 0


def test_what_is_no_answer_is_not_kept_and_leaves_the_earlier_one(db: Database, bob: Actor, exam: str) -> None:
    question = planned(db, bob, exam)[0]
    give(db, bob, exam, 0, right(question))
    for nothing in ("", "\0", ["x"], {"a": "b"}):
        with pytest.raises(NotAnAnswer):
            give(db, bob, exam, 0, nothing)
    assert look(db, bob, exam).places[0].kept == right(question)


@pytest.mark.parametrize("at", [UP - MS, UP - MINUTE])
def test_up_to_the_last_moment_answers_are_taken(db: Database, bob: Actor, exam: str, at: datetime) -> None:
    give(db, bob, exam, 0, right(planned(db, bob, exam)[0]), at)
    assert look(db, bob, exam, UP).is_over
    assert scores(db, bob, exam)[0] == 1


@pytest.mark.parametrize("at", [UP, UP + MS, UP + HOUR])
def test_when_the_time_is_up_nothing_is_taken_and_what_was_given_counts(
    db: Database, bob: Actor, exam: str, at: datetime
) -> None:
    questions = planned(db, bob, exam)
    give(db, bob, exam, 0, right(questions[0]), UP - MINUTE)
    for position, response in ((0, wrong(questions[0])), (1, right(questions[1]))):
        with pytest.raises(Refused, match="what you gave before counts"):
            give(db, bob, exam, position, response, at)
    with pytest.raises(Refused):
        mock_exams.flag(db, bob, exam, 1, True, at)
    seen = look(db, bob, exam, at)
    assert (seen.is_over, seen.seconds_left, seen.sitting.ended_at) == (True, 0, UP)
    assert scores(db, bob, exam) == [1, None, None, None, None, None]


def test_nobody_has_to_look_for_what_was_given_to_count(db: Database, bob: Actor, exam: str) -> None:
    give(db, bob, exam, 0, right(planned(db, bob, exam)[0]))
    with db.reading() as connection:
        assert cards_by_fact(connection, bob.id)
    seen = progress.overview(db, bob, UP + HOUR, UTC)
    assert [(one.answered, one.score, one.sitting.ended_at) for one in seen.history] == [(1, 1, UP)]
    assert progress.today(db, bob, UP + HOUR, UTC).unfinished is None
    assert scores(db, bob, exam)[0] == 1


def test_an_exam_that_runs_is_the_unfinished_sitting(db: Database, bob: Actor, exam: str) -> None:
    unfinished = progress.today(db, bob, NOW + MINUTE, UTC).unfinished
    assert unfinished is not None
    assert (unfinished.id, unfinished.mode, unfinished.deadline) == (exam, Mode.EXAM, UP)


def test_handing_in_ends_it_once(db: Database, bob: Actor, exam: str) -> None:
    for at in (NOW + MINUTE, NOW + 2 * MINUTE, UP + HOUR):
        mock_exams.hand_in(db, bob, exam, at)
    assert look(db, bob, exam, UP + HOUR).sitting.ended_at == NOW + MINUTE
    with pytest.raises(Refused):
        give(db, bob, exam, 0, right(planned(db, bob, exam)[0]), NOW + 2 * MINUTE)


def test_handing_in_too_late_ends_it_when_the_time_was_up(db: Database, bob: Actor, exam: str) -> None:
    mock_exams.hand_in(db, bob, exam, UP + HOUR)
    assert look(db, bob, exam, UP + HOUR).sitting.ended_at == UP


def test_flags_come_and_go(db: Database, bob: Actor, exam: str) -> None:
    for position in (1, 3):
        mock_exams.flag(db, bob, exam, position, True, NOW)
    mock_exams.flag(db, bob, exam, 1, False, NOW)
    assert [place.flagged for place in look(db, bob, exam).places] == [False, False, False, True, False, False]
    give(db, bob, exam, 3, right(planned(db, bob, exam)[3]))
    assert look(db, bob, exam).flagged == 1


def test_an_exam_goes_on_after_a_restart_as_it_was(db: Database, bob: Actor, exam: str, database_url: str) -> None:
    give(db, bob, exam, 0, right(planned(db, bob, exam)[0]))
    mock_exams.flag(db, bob, exam, 5, True, NOW)
    before = look(db, bob, exam, NOW + MINUTE)
    db.close()
    with opened(database_url) as after_a_restart:
        assert look(after_a_restart, bob, exam, NOW + MINUTE) == before


def test_an_exam_is_answered_as_an_exam_alone(db: Database, bob: Actor, exam: str) -> None:
    question = planned(db, bob, exam)[0]
    with pytest.raises(Refused, match="on its own page"):
        sittings.answer(db, bob, exam, 0, right(question), None, NOW)
    told = give(db, bob, exam, 0, right(question))
    with pytest.raises(Refused, match="change it while the exam goes on"):
        undo(db, bob, exam, 0, told.attempt_id, NOW)
    practice = begun(db, bob)
    with pytest.raises(NotFound):
        give(db, bob, practice, 0, "Saturn")
    with pytest.raises(NotFound):
        look(db, bob, practice)


@pytest.mark.parametrize("position", [-1, 6, 10**6])
def test_what_is_no_place_is_not_found(db: Database, bob: Actor, exam: str, position: int) -> None:
    with pytest.raises(NotFound):
        give(db, bob, exam, position, "x")
    with pytest.raises(NotFound):
        mock_exams.flag(db, bob, exam, position, True, NOW)


def test_what_was_answered_stays_out_of_the_order_of_questions(db: Database, bob: Actor, charlie: Actor) -> None:
    """The facts of an exam are reviewed like others: the memory of bob alone moves."""
    exam = begun(db, bob, choice=Choice(mode=Mode.EXAM))
    for position, question in enumerate(planned(db, bob, exam)):
        give(db, bob, exam, position, right(question))
    with db.reading() as connection:
        assert set(cards_by_fact(connection, bob.id)) == set(FACT_IDS)
        assert cards_by_fact(connection, charlie.id) == {}


MOVES = st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(0, 12)), max_size=14)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_whatever_was_given_in_time_last_counts(db: Database, moves: list[tuple[int, bool, int]]) -> None:
    actor = create_profile(db, f"Learner {Random().getrandbits(60)}", "learner", NOW).actor
    exam = begun(db, actor, choice=Choice(mode=Mode.EXAM, minutes=MINUTES))
    questions, last = planned(db, actor, exam), dict[int, float]()
    for position, is_right, minute in sorted(moves, key=lambda move: move[2]):
        response = (right if is_right else wrong)(questions[position])
        try:
            give(db, actor, exam, position, response, NOW + minute * MINUTE)
        except Refused:
            assert minute >= MINUTES
        else:
            last[position] = float(is_right)
    look(db, actor, exam, UP)
    assert scores(db, actor, exam) == [last.get(position) for position in range(6)]
    assert replay(db).changed == 0
