"""The log is the truth: whatever was answered, and whenever, replaying the reviews gives the cards that are stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from random import Random
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from question_bank.interactions import Response
from question_bank.kinds import AnyQuestion
from question_bank.kinds.flashcard import Flashcard
from question_bank.marking import RATINGS
from quizapp.domain.memory import Card, replayed, reviewed
from quizapp.services import sittings
from quizapp.services.people import Actor, create_profile
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, reviews_by_fact
from tests.quizapp.people import NOW, planned, practised
from tests.quizapp.planets import right, wrong

EVER = datetime(2150, 1, 1, tzinfo=UTC)
# A failure is shown as it was found: to make it smaller, Hypothesis would live hundreds of lives on the database.
ON_ONE_DATABASE = settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
_numbers = count()


class Answer(NamedTuple):
    """A response to the next place of a sitting, some time after the one before."""

    after: timedelta
    is_right: bool
    rating: str


class Practice(NamedTuple):
    """A sitting some time after the one before."""

    after: timedelta
    seed: int
    answers: Sequence[Answer]


def answers_after(gaps: st.SearchStrategy[timedelta]) -> st.SearchStrategy[list[Answer]]:
    return st.lists(st.builds(Answer, gaps, st.booleans(), st.sampled_from(RATINGS)), min_size=1, max_size=6)


def practices(
    between: st.SearchStrategy[timedelta], within: st.SearchStrategy[timedelta]
) -> st.SearchStrategy[list[Practice]]:
    return st.lists(st.builds(Practice, between, st.integers(0, 1000), answers_after(within)), min_size=1, max_size=5)


FORWARD = practices(st.timedeltas(timedelta(0), timedelta(days=500)), st.timedeltas(timedelta(0), timedelta(hours=9)))
BACK_AND_FORTH = practices(
    st.timedeltas(timedelta(hours=-3), timedelta(hours=3)),
    st.sampled_from([timedelta(0), timedelta(microseconds=1), timedelta(microseconds=-900), timedelta(hours=-1)]),
)


def respond(question: AnyQuestion, answer: Answer) -> Response:
    if isinstance(question, Flashcard):
        return answer.rating
    return right(question) if answer.is_right else wrong(question)


def live(db: Database, learner: Actor, life: Sequence[Practice]) -> int:
    """Practise as a life says, and return how many reviews that made."""
    now, reviews = NOW, 0
    for practice in life:
        now += practice.after
        wanted = Choice(length=len(practice.answers))
        sitting_id = sittings.begin(db, learner, wanted, now, EVER, Random(practice.seed))
        assert sitting_id is not None
        questions = planned(db, learner, sitting_id)
        for position, (question, answer) in enumerate(zip(questions, practice.answers, strict=False)):
            now += answer.after
            sittings.answer(db, learner, sitting_id, position, respond(question, answer), None, now)
            reviews += len(question.facts)
    return reviews


def assert_replay_gives_the_stored_cards(db: Database, learner: Actor, reviews: int) -> None:
    with db.reading() as connection:
        log, cards = reviews_by_fact(connection, learner.id), cards_by_fact(connection, learner.id)
    assert {fact_id: replayed(mine) for fact_id, mine in log.items()} == cards
    assert sum(map(len, log.values())) == reviews
    for mine in log.values():
        assert all(earlier.at < later.at for earlier, later in pairwise(mine))


def remembered(cards: dict[str, Card]) -> dict[str, Card]:
    return {fact_id: card._replace(interval=0, due=card.reviewed_at) for fact_id, card in cards.items()}


def newcomer(db: Database) -> Actor:
    return create_profile(db, f"Learner {next(_numbers)}", "learner", NOW).actor


@ON_ONE_DATABASE
@given(FORWARD)
def test_replaying_the_log_gives_the_stored_cards_exactly(db: Database, life: list[Practice]) -> None:
    learner = newcomer(db)
    assert_replay_gives_the_stored_cards(db, learner, live(db, learner, life))


@ON_ONE_DATABASE
@given(BACK_AND_FORTH)
def test_replay_holds_when_the_clock_stands_still_or_is_set_back(db: Database, life: list[Practice]) -> None:
    learner = newcomer(db)
    assert_replay_gives_the_stored_cards(db, learner, live(db, learner, life))


@ON_ONE_DATABASE
@given(FORWARD, FORWARD)
def test_lives_beside_one_another_do_not_mix(db: Database, mine: list[Practice], other: list[Practice]) -> None:
    alone, first, second = (newcomer(db) for _ in range(3))
    live(db, alone, mine)
    for learner, life in ((first, mine), (second, other)):
        live(db, learner, life)
    with db.reading() as connection:
        ours, theirs = (cards_by_fact(connection, learner.id) for learner in (first, alone))
    # Which of the days that suit a memory is taken is each learner's own chance; it does not touch the memory.
    assert remembered(ours) == remembered(theirs)


def test_a_card_that_was_lost_is_made_anew_from_the_log(db: Database, bob: Actor) -> None:
    for day in range(4):
        practised(db, bob, NOW + timedelta(days=11 * day), respond=right if day % 2 else wrong)
    with db.reading() as connection:
        log, cards = reviews_by_fact(connection, bob.id), cards_by_fact(connection, bob.id)
    assert len(cards) == 6
    for fact_id, card in cards.items():
        assert replayed(log[fact_id]) == card
        assert replayed(log[fact_id][:-1]) != card
        assert reviewed(replayed(log[fact_id][:-1]), log[fact_id][-1]) == card


def test_what_the_clock_says_below_a_millisecond_does_not_part_log_and_card(db: Database) -> None:
    for microseconds in (1, 499, 500, 501, 999, 123_456):
        learner = newcomer(db)
        for day in (0, 3, 30):
            practised(db, learner, NOW + timedelta(days=day, microseconds=microseconds * (day + 1)))
        with db.reading() as connection:
            log, cards = reviews_by_fact(connection, learner.id), cards_by_fact(connection, learner.id)
        assert {fact_id: replayed(mine) for fact_id, mine in log.items()} == cards, microseconds
