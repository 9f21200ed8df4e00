"""A sitting asks what suits the learner: confusable facts apart, then together; what was confused before counts too."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest

from question_bank.kinds import AnyQuestion
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.short_answer import ShortAnswer
from quizapp.domain.memory import Card
from quizapp.domain.planning import SETTLED
from quizapp.services import choosing, sittings
from quizapp.services.people import Actor
from quizapp.services.questions import set_withdrawn
from quizapp.services.sittings import Choice
from quizapp.storage import answers
from quizapp.storage.database import Database
from tests.quizapp.people import DAY, HOUR, NOW, begun, planned, published
from tests.quizapp.planets import QUESTIONS, bank_of, fact

COUNTS = {"uranus": "28", "neptune": "16", "pluto": "5"}
"""Moons: of these, the first two are near."""


def moons(planet: str) -> str:
    return f"{planet}-moons"


def asked_about(planet: str, kind: type[MultipleChoice | ShortAnswer], **fields: object) -> AnyQuestion:
    known = {"id": f"{moons(planet)}.{kind.__name__}", "facts": [moons(planet)], "topic": "Moons", "explanation": "So."}
    return kind.model_validate(known | {"stem": f"How many moons has {planet}?"} | fields)


FACTS = [fact(moons(one), f"{one.title()} has {{it}} moons.", count, "moons") for one, count in COUNTS.items()]
CHOICES = [asked_about(one, MultipleChoice, options=["1", "5", "16", "28"], key=count) for one, count in COUNTS.items()]
TYPED = [asked_about(one, ShortAnswer, accepted=[count]) for one, count in COUNTS.items()]
TOGETHER = Matching(
    id="together", facts=(moons("uranus"), moons("neptune")), topic="Moons", explanation="So.", stem="How many moons?",
    pairs=(("Uranus", "28"), ("Neptune", "16")),
)  # fmt: skip
NEAR, FAR = (moons("uranus"), moons("neptune")), moons("pluto")


@pytest.fixture
def db(bare_db: Database) -> Database:
    published(bare_db, *CHOICES, *TYPED, TOGETHER, bank=bank_of(*FACTS))
    return bare_db


def know(db: Database, actor: Actor, fact_id: str, stability: float, due: datetime = NOW) -> None:
    with db.writing_directly() as direct:
        card = Card(stability, 5, due - stability * DAY, due, 2, 0, round(stability))
        answers.put_card(direct, actor.id, fact_id, card)


def asked(db: Database, actor: Actor, length: int = 10, now: datetime = NOW) -> list[AnyQuestion]:
    return planned(db, actor, begun(db, actor, now, choice=Choice(length)))


def facts_asked(db: Database, actor: Actor, now: datetime = NOW) -> set[str]:
    return {one for question in asked(db, actor, now=now) for one in question.facts}


def test_near_facts_are_not_begun_in_one_sitting(db: Database, bob: Actor) -> None:
    assert facts_asked(db, bob) == {NEAR[0], FAR}


def test_a_near_fact_waits_for_the_other_to_settle_while_there_are_others(db: Database, bob: Actor) -> None:
    know(db, bob, NEAR[0], SETTLED - 1, due=NOW + 5 * DAY)
    assert [one.facts for one in asked(db, bob)] == [(FAR,), (NEAR[1],)]
    know(db, bob, NEAR[0], SETTLED, due=NOW + 5 * DAY)
    assert [one.facts for one in asked(db, bob)] == [(NEAR[1],), (FAR,)]


def test_near_facts_that_are_settled_are_asked_together(db: Database, bob: Actor) -> None:
    for fact_id in NEAR:
        know(db, bob, fact_id, 60)
    for seed in range(9):
        sitting_id = begun(db, bob, chance=Random(seed), choice=Choice(1))
        (question,) = planned(db, bob, sitting_id)
        assert question.id == "together" or question in CHOICES  # both show the near figures side by side


def test_a_question_about_several_facts_waits_until_all_are_settled(db: Database, bob: Actor) -> None:
    know(db, bob, NEAR[0], 60)
    know(db, bob, NEAR[1], SETTLED - 1, due=NOW + 9 * DAY)
    questions = {planned(db, bob, begun(db, bob, chance=Random(n), choice=Choice(1)))[0].id for n in range(20)}
    assert "together" not in questions


def test_a_fact_asked_about_with_another_is_not_asked_about_again(db: Database, bob: Actor) -> None:
    for fact_id in (*NEAR, FAR):
        know(db, bob, fact_id, 60)
    for seed in range(12):
        sitting = planned(db, bob, begun(db, bob, chance=Random(seed)))
        facts = [one for question in sitting for one in question.facts]
        assert sorted(facts) == sorted((*NEAR, FAR))


def test_what_a_learner_confused_once_is_kept_apart_from_then_on(db: Database, bob: Actor, charlie: Actor) -> None:
    sitting_id = begun(db, bob)
    asked_first = planned(db, bob, sitting_id)
    place = next(n for n, one in enumerate(asked_first) if one.facts == (FAR,))
    sittings.answer(db, bob, sitting_id, place, COUNTS["uranus"], None, NOW)
    later = NOW + 2 * DAY
    assert facts_asked(db, charlie, later) == {NEAR[0], FAR}
    assert facts_asked(db, bob, later) == {FAR, NEAR[1]}


def test_a_wrong_answer_that_answers_no_other_fact_confuses_nothing(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    place = next(n for n, one in enumerate(planned(db, bob, sitting_id)) if one.facts == (FAR,))
    sittings.answer(db, bob, sitting_id, place, "1", None, NOW)
    assert facts_asked(db, bob, NOW + 2 * DAY) == {FAR, NEAR[0]}


def test_a_wrong_answer_that_answers_many_facts_confuses_none(bare_db: Database, bob: Actor) -> None:
    many = [
        fact(f"f{n}", f"The {word} of it is {{it}}.", "ice", "moons")
        for n, word in enumerate(("core", "crust", "sea", "cap"))
    ]
    other = fact("air", "Its air is {it}.", "gas", "saturn")
    questions = [
        ShortAnswer(id=one.id, facts=(one.id,), topic="Moons", explanation="So.", stem="What?", accepted=(answer,))
        for one, answer in [*((one, "ice") for one in many), (other, "gas")]
    ]
    published(bare_db, *questions, bank=bank_of(*many, other))
    sitting_id = begun(bare_db, bob, choice=Choice(articles=("saturn",)))
    sittings.answer(bare_db, bob, sitting_id, 0, "ice", None, NOW)
    assert len(asked(bare_db, bob, now=NOW + 2 * DAY)) == 5


def test_a_fact_is_not_asked_by_the_same_question_twice_running(db: Database, bob: Actor) -> None:
    last: dict[str, str] = {}
    for days in (0, 0.1, 4, 4.1, 30, 30.1, 200, 900):
        at = NOW + days * DAY
        sitting_id = begun(db, bob, at)
        for place, question in enumerate(planned(db, bob, sitting_id)):
            assert all(last.get(one) != question.id for one in question.facts)
            last.update(dict.fromkeys(question.facts, question.id))
            sittings.answer(db, bob, sitting_id, place, question.right_response, None, at)
    assert set(last) == {*NEAR, FAR}


def test_topics_are_those_of_facts_that_are_asked_about(bare_db: Database, alice: Actor, bob: Actor) -> None:
    published(bare_db)
    assert choosing.topics(bare_db, bob) == ["Moons", "Saturn"]
    for question in QUESTIONS:
        if question.topic == "Moons":
            set_withdrawn(bare_db, alice, question.id, True)
    assert choosing.topics(bare_db, alice) == choosing.topics(bare_db, bob) == ["Saturn"]


def test_every_topic_on_offer_has_something_to_ask(bare_db: Database, bob: Actor) -> None:
    published(bare_db)
    for topic in choosing.topics(bare_db, bob):
        assert asked(bare_db, bob, now=NOW + HOUR)
        assert planned(bare_db, bob, begun(bare_db, bob, choice=Choice(topics=(topic,))))
