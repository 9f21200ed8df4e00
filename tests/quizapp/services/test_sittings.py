"""A sitting is planned from what fades, survives being left, belongs to one learner, and can be looked back on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest

from question_bank.interactions import ChooseOne
from question_bank.kinds.multiple_choice import MultipleChoice
from quizapp.domain.days import end_of_day
from quizapp.domain.modes import Mode
from quizapp.errors import NotFound
from quizapp.services import sittings
from quizapp.services.people import Actor
from quizapp.services.sittings import LENGTHS, Choice
from quizapp.storage.bank import set_withdrawn
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact
from tests.quizapp.people import DAY, HOUR, MINUTE, NOW, begun, opened, planned, practised, published, shown
from tests.quizapp.planets import BY_ID, FACT_IDS, FACT_IDS_IN_TURN, QUESTIONS, right, wrong

HOSTILE_IDS = ["", "unknown", "%", "' OR 1=1 --", "0" * 32, "x" * 5_000, "é"]


@pytest.fixture
def db(bare_db: Database) -> Database:
    """Give the tiny bank with questions about one fact each, so that it is known for which fact one was chosen."""
    published(bare_db, *(question.changed(facts=question.facts[:1]) for question in QUESTIONS))
    return bare_db


def facts_of(db: Database, actor: Actor, sitting_id: str) -> list[str]:
    """List the facts that a sitting asks about."""
    return [question.facts[0] for question in planned(db, actor, sitting_id)]


def try_to_begin(db: Database, actor: Actor, now: datetime, choice: Choice) -> str | None:
    return sittings.begin(db, actor, choice, now, end_of_day(now, UTC), Random(7))


def answered(db: Database, actor: Actor, sitting_id: str, position: int, now: datetime = NOW) -> None:
    question = shown(db, actor, sitting_id, position).question
    sittings.answer(db, actor, sitting_id, position, right(question), None, now)


def test_a_first_sitting_asks_about_new_facts_of_all_articles_in_turn(db: Database, bob: Actor) -> None:
    assert facts_of(db, bob, begun(db, bob, choice=Choice(4))) == list(FACT_IDS_IN_TURN[:4])


def test_a_sitting_is_as_long_as_was_asked_for_or_as_there_are_facts(db: Database, bob: Actor) -> None:
    for length in (1, 3, 6, 40):
        sitting_id = begun(db, bob, choice=Choice(length))
        assert len(planned(db, bob, sitting_id)) == shown(db, bob, sitting_id).length == min(length, 6)


def test_the_lengths_on_offer_grow() -> None:
    assert list(LENGTHS) == sorted(set(LENGTHS))
    assert Choice().length in LENGTHS


def test_what_is_due_comes_before_what_is_new(db: Database, bob: Actor) -> None:
    practised(db, bob, choice=Choice(2, topics=("Moons",)))
    order = facts_of(db, bob, begun(db, bob, NOW + 30 * DAY))
    assert set(order[:2]) == {"saturn-moons-before", "titan-air"}
    assert order[2:] == ["widest-rings", "rings-seen", "mars-moons", "saturn-moons"]


def test_what_faded_most_comes_first(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=lambda question: (right if "rings-seen" in question.facts else wrong)(question))
    later = NOW + 30 * DAY
    order = facts_of(db, bob, begun(db, bob, later))
    assert order[-1] == "rings-seen"
    assert set(order) == set(FACT_IDS)


def test_what_is_not_due_today_is_not_asked(db: Database, bob: Actor) -> None:
    practised(db, bob, choice=Choice(2))
    assert facts_of(db, bob, begun(db, bob, NOW + HOUR)) == list(FACT_IDS_IN_TURN[2:])


def test_what_falls_due_later_today_is_asked_today(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=wrong)  # due again in a day
    due = NOW + DAY
    early = due.replace(hour=5)
    assert early < due
    assert len(planned(db, bob, begun(db, bob, early))) == 6


def test_without_anything_to_ask_there_is_no_sitting(db: Database, bob: Actor) -> None:
    practised(db, bob)
    assert try_to_begin(db, bob, NOW + HOUR, Choice()) is None
    assert sittings.unfinished(db, bob) is not None  # the practice itself, which was not ended


def test_an_empty_bank_asks_nothing(bare_db: Database, bob: Actor) -> None:
    assert try_to_begin(bare_db, bob, NOW, Choice()) is None
    assert sittings.unfinished(bare_db, bob) is None


def test_memories_of_others_do_not_count(db: Database, bob: Actor, charlie: Actor) -> None:
    practised(db, bob)
    assert facts_of(db, charlie, begun(db, charlie, NOW + HOUR)) == list(FACT_IDS_IN_TURN)


def test_a_sitting_asks_about_the_chosen_topics_and_articles(
    db: Database, bob: Actor, subtests: pytest.Subtests
) -> None:
    moons = {"saturn-moons-before", "mars-moons", "titan-air"}
    for choice, facts, title in (
        (Choice(), set(FACT_IDS), "All topics"),
        (Choice(topics=("Moons",)), moons, "Moons"),
        (Choice(topics=("Moons", "Saturn")), set(FACT_IDS), "Moons, Saturn"),
        (Choice(articles=("moons",)), moons, "Moons"),
        (Choice(articles=("saturn",)), {"widest-rings", "rings-seen", "saturn-moons", "titan-air"}, "Saturn"),
        (Choice(topics=("Moons",), articles=("saturn",)), {"titan-air"}, "Moons, Saturn"),
        (Choice(topics=("Moons",), articles=("gone", "saturn")), {"titan-air"}, "Moons, Saturn"),
    ):
        with subtests.test(str(choice)):
            sitting_id = begun(db, bob, choice=choice)
            assert set(facts_of(db, bob, sitting_id)) == facts
            assert sittings.summary(db, bob, sitting_id).sitting.title == title


def test_a_choice_that_nothing_fits_makes_no_sitting(db: Database, bob: Actor) -> None:
    for choice in (Choice(topics=("Suns",)), Choice(articles=("gone",)), Choice(length=0)):
        assert try_to_begin(db, bob, NOW, choice) is None, choice
    assert sittings.unfinished(db, bob) is None


def test_chance_alone_decides_which_questions_are_asked(db: Database, bob: Actor, charlie: Actor) -> None:
    for seed in range(5):
        ours, theirs = (sittings.summary(db, one, begun(db, one, chance=Random(seed))).items for one in (bob, charlie))
        assert [one.question for one in ours] == [one.question for one in theirs]
        assert [one.interaction for one in ours] == [one.interaction for one in theirs]
    assert len({tuple(one.id for one in planned(db, bob, begun(db, bob, chance=Random(n)))) for n in range(9)}) > 1


def test_another_question_is_asked_about_a_fact_next_time(db: Database, bob: Actor) -> None:
    first = {question.id for question in planned(db, bob, practised(db, bob))}
    next_time = {question.id for question in planned(db, bob, begun(db, bob, NOW + 60 * DAY))}
    assert len(first) == len(next_time) == 6
    assert first.isdisjoint(next_time)


def test_a_question_that_was_shown_but_not_answered_does_not_count_as_asked(bare_db: Database, bob: Actor) -> None:
    published(bare_db, BY_ID["titan-air.cloze"], BY_ID["mars-moons.flashcard"])
    begun(bare_db, bob)
    assert len(planned(bare_db, bob, begun(bare_db, bob))) == 2


def test_options_are_shuffled_but_stay_the_same_when_looked_at_again(bare_db: Database, bob: Actor) -> None:
    rings = BY_ID["widest-rings.multiple_choice"]
    assert isinstance(rings, MultipleChoice)
    published(bare_db, rings)
    orders = set()
    for seed in range(12):
        sitting_id = begun(bare_db, bob, chance=Random(seed))
        one = shown(bare_db, bob, sitting_id).interaction
        assert isinstance(one, ChooseOne)
        assert sorted(one.options) == sorted(rings.options)
        assert shown(bare_db, bob, sitting_id, 0).interaction == one
        with opened(bare_db.engine.url.render_as_string(hide_password=False)) as other_device:
            assert shown(other_device, bob, sitting_id).interaction == one
            assert sittings.summary(other_device, bob, sitting_id).items[0].interaction == one
        orders.add(one.options)
    assert len(orders) > 4


def test_options_whose_order_means_something_are_not_shuffled(bare_db: Database, bob: Actor) -> None:
    published(bare_db, BY_ID["saturn-moons.multiple_choice"])
    for seed in range(6):
        interaction = shown(bare_db, bob, begun(bare_db, bob, chance=Random(seed))).interaction
        assert interaction == ChooseOne(options=("146", "210", "274"), ordered=True)


def test_what_is_shown_before_the_response_is_the_question_without_a_score(db: Database, bob: Actor) -> None:
    first = shown(db, bob, begun(db, bob))
    assert (first.position, first.length, first.given) == (0, 6, None)
    assert first.question.facts == ("widest-rings",)


def test_a_sitting_goes_on_at_the_first_place_without_a_response(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    for position in range(6):
        assert shown(db, bob, sitting_id).position == position
        answered(db, bob, sitting_id, position)
    assert sittings.place(db, bob, sitting_id) is None


def test_a_place_that_was_left_out_is_where_the_sitting_goes_on(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    for position in (0, 1, 3, 4, 5):
        answered(db, bob, sitting_id, position)
    assert shown(db, bob, sitting_id).position == 2


def test_a_wanted_place_is_shown(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    answered(db, bob, sitting_id, 0)
    for wanted in (0, 1, 5):
        assert shown(db, bob, sitting_id, wanted).position == wanted
        assert (shown(db, bob, sitting_id, wanted).given is None) == (wanted != 0)


def test_a_place_that_is_none_becomes_the_first_without_a_response(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    answered(db, bob, sitting_id, 0)
    for wanted in (-1, 6, 99, 10**6):
        assert shown(db, bob, sitting_id, wanted).position == 1, wanted


def test_in_a_sitting_that_is_answered_there_is_no_other_place(db: Database, bob: Actor) -> None:
    sitting_id = practised(db, bob)
    assert sittings.place(db, bob, sitting_id, 6) is None
    assert shown(db, bob, sitting_id, 5).given is not None


def test_a_sitting_is_found_again_after_it_was_left(db: Database, bob: Actor, database_url: str) -> None:
    sitting_id = begun(db, bob)
    answered(db, bob, sitting_id, 0)
    before = shown(db, bob, sitting_id)
    db.close()
    with opened(database_url) as after_a_restart:
        unfinished = sittings.unfinished(after_a_restart, bob)
        assert unfinished is not None
        assert unfinished.id == sitting_id
        assert shown(after_a_restart, bob, unfinished.id) == before


def test_the_newest_sitting_that_has_not_ended_is_the_unfinished_one(db: Database, bob: Actor, charlie: Actor) -> None:
    older, newer = begun(db, bob, NOW), begun(db, bob, NOW + MINUTE)
    begun(db, charlie, NOW + HOUR)
    found = sittings.unfinished(db, bob)
    assert found is not None
    assert (found.id, found.mode, found.started_at, found.ended_at, found.length) == (
        newer, Mode.PRACTICE, NOW + MINUTE, None, 6,
    )  # fmt: skip
    sittings.end(db, bob, newer, NOW + HOUR)
    found = sittings.unfinished(db, bob)
    assert found is not None
    assert found.id == older
    sittings.end(db, bob, older, NOW + HOUR)
    assert sittings.unfinished(db, bob) is None


def test_a_sitting_ends_once(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    sittings.end(db, bob, sitting_id, NOW + HOUR)
    sittings.end(db, bob, sitting_id, NOW + 2 * HOUR)
    assert sittings.summary(db, bob, sitting_id).sitting.ended_at == NOW + HOUR


def test_a_sitting_that_ended_early_keeps_its_responses(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    answered(db, bob, sitting_id, 0)
    sittings.end(db, bob, sitting_id, NOW + HOUR)
    assert len(sittings.summary(db, bob, sitting_id).answered) == 1


def test_others_cannot_end_a_sitting(db: Database, bob: Actor, charlie: Actor) -> None:
    sitting_id = begun(db, bob)
    sittings.end(db, charlie, sitting_id, NOW)
    assert sittings.summary(db, bob, sitting_id).sitting.ended_at is None


TOUCHING: list[Callable[[Database, Actor, str], object]] = [
    lambda db, actor, sitting_id: sittings.answer(db, actor, sitting_id, 0, "Saturn", None, NOW),
    lambda db, actor, sitting_id: sittings.summary(db, actor, sitting_id),
]


@pytest.mark.parametrize("touch", TOUCHING, ids=["answer", "look back"])
def test_others_cannot_touch_a_sitting_not_even_teachers(
    db: Database, alice: Actor, bob: Actor, charlie: Actor, touch: Callable[[Database, Actor, str], object]
) -> None:
    sitting_id = begun(db, bob)
    for other in (alice, charlie):
        with pytest.raises(NotFound, match="begin a new one"):
            touch(db, other, sitting_id)
        assert sittings.place(db, other, sitting_id) is None
        assert sittings.place(db, other, sitting_id, 0) is None
    assert sittings.summary(db, bob, sitting_id).answered == []
    with db.reading() as connection:
        assert [cards_by_fact(connection, one.id) for one in (alice, bob, charlie)] == [{}, {}, {}]


def test_an_id_that_nobody_made_is_not_found(db: Database, bob: Actor) -> None:
    begun(db, bob)
    for sitting_id in HOSTILE_IDS:
        assert sittings.place(db, bob, sitting_id) is None
        sittings.end(db, bob, sitting_id, NOW)
        for touch in TOUCHING:
            with pytest.raises(NotFound):
                touch(db, bob, sitting_id)
    assert sittings.unfinished(db, bob) is not None


def test_a_place_that_no_sitting_has_cannot_be_answered(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    for position in (-1, 6, 10**6):
        with pytest.raises(NotFound):
            sittings.answer(db, bob, sitting_id, position, "Saturn", None, NOW)


def test_a_question_that_is_withdrawn_meanwhile_can_still_be_answered(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    with db.writing() as connection:
        set_withdrawn(connection, list(BY_ID), withdrawn=True, edited=False)
    answered(db, bob, sitting_id, 0)
    assert shown(db, bob, sitting_id, 0).given is not None


def test_a_summary_tells_what_was_answered_and_what_was_missed(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    questions = planned(db, bob, sitting_id)
    for position, respond in enumerate((right, wrong, right, wrong)):
        sittings.answer(db, bob, sitting_id, position, respond(questions[position]), 3.0, NOW)
    summary = sittings.summary(db, bob, sitting_id)
    assert summary.sitting.length == len(summary.items) == 6
    assert [item.position for item in summary.items] == list(range(6))
    assert [item.position for item in summary.answered] == [0, 1, 2, 3]
    assert [item.position for item in summary.missed] == [1, 3]
    assert [item.given and item.given.is_right for item in summary.items] == [True, False, True, False, None, None]


def test_a_summary_of_a_sitting_without_responses_is_empty(db: Database, bob: Actor) -> None:
    summary = sittings.summary(db, bob, begun(db, bob))
    assert (summary.answered, summary.missed) == ([], [])
