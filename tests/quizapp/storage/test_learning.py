"""What a learner has learnt is found by fact, in the order of the bank and of time, and only the learner's own."""

from __future__ import annotations

from quizapp.domain.memory import Card, Evidence, Review
from quizapp.services.people import Actor
from quizapp.storage import answers, bank, learning
from quizapp.storage.answers import Attempt, Item
from quizapp.storage.database import Database
from tests.quizapp.people import DAY, HOUR, MS, NOW
from tests.quizapp.planets import BY_ID, FACT_IDS, FACTS, QUESTIONS

CARD = Card(2.3065, 2.1181, NOW, NOW + 2 * DAY, 1, 0)
BETTER = Card(11.0, 2.0, NOW + 2 * DAY, NOW + 13 * DAY, 2, 1)


def put_card(db: Database, learner: Actor, fact_id: str, card: Card) -> None:
    with db.writing_directly() as direct:
        answers.put_card(direct, learner.id, fact_id, card)


def add_review(db: Database, learner: Actor, fact_id: str, attempt_id: str, review: Review) -> None:
    with db.writing_directly() as direct:
        answers.add_review(direct, learner.id, fact_id, attempt_id, review)


def add_attempt(db: Database, learner: Actor, question_id: str, attempt_id: str, **when: object) -> bool:
    item = Item("s", 1, 0, attempt_id, question_id, 1, "", "", None, None)
    with db.writing_directly() as direct:
        return answers.add_attempt(direct, Attempt(item, learner.id, "r", 1.0, None, when["at"]))  # type: ignore[arg-type]


def test_facts_come_in_the_order_of_the_bank_with_the_learner_s_cards(db: Database, bob: Actor, charlie: Actor) -> None:
    put_card(db, bob, "saturn-moons", CARD)
    put_card(db, charlie, "rings-seen", BETTER)
    with db.reading() as connection:
        found = learning.facts_with_cards(connection, bob.id)
    assert [(one.id, one.statement, one.topic) for one in found] == [(f.id, f.sentence(), f.topic) for f in FACTS]
    assert {one.id: one.card for one in found if one.card} == {"saturn-moons": CARD}


def test_facts_are_narrowed_by_topics_and_articles(db: Database, bob: Actor) -> None:
    with db.reading() as connection:
        for topics, articles, expected in (
            (["Moons"], [], FACT_IDS[3:]),
            (["Moons", "Saturn"], [], FACT_IDS),
            ([], ["saturn"], (*FACT_IDS[:3], "titan-air")),
            (["Moons"], ["saturn"], ("titan-air",)),
            (["Suns"], [], ()),
            ([], ["unknown"], ()),
        ):
            found = learning.facts_with_cards(connection, bob.id, topics, articles)
            assert tuple(one.id for one in found) == expected, (topics, articles)


def test_facts_that_no_question_asks_about_are_left_out(db: Database, bob: Actor) -> None:
    asked = [one.id for one in QUESTIONS if "rings-seen" in one.facts]
    with db.writing() as connection:
        bank.set_withdrawn(connection, asked[:1], withdrawn=True, edited=False)
        assert "rings-seen" in [one.id for one in learning.facts_with_cards(connection, bob.id)]
        bank.set_withdrawn(connection, asked, withdrawn=True, edited=False)
        assert "rings-seen" not in [one.id for one in learning.facts_with_cards(connection, bob.id)]


def test_questions_are_found_with_when_this_learner_last_answered_them(
    db: Database, bob: Actor, charlie: Actor
) -> None:
    add_attempt(db, bob, "rings-seen.cloze", "a1", at=NOW)
    add_attempt(db, bob, "rings-seen.cloze", "a2", at=NOW + HOUR)
    add_attempt(db, charlie, "rings-seen.numeric", "a3", at=NOW)
    with db.reading() as connection:
        found = learning.questions_of_facts(connection, bob.id, ["rings-seen", "mars-moons"])
    assert [(one.fact_id, one.question_id, one.kind) for one in found] == [
        (fact_id, question.id, question.kind)
        for question in QUESTIONS
        for fact_id in question.facts
        if fact_id in ("rings-seen", "mars-moons")
    ]
    assert {one.question_id: one.answered_at for one in found if one.answered_at} == {"rings-seen.cloze": NOW + HOUR}
    assert {one.version for one in found} == {1}


def test_withdrawn_questions_are_not_found_for_a_fact(db: Database, bob: Actor) -> None:
    with db.writing() as connection:
        bank.set_withdrawn(connection, ["rings-seen.cloze"], withdrawn=True, edited=False)
        found = learning.questions_of_facts(connection, bob.id, ["rings-seen"])
    assert [one.question_id for one in found] == ["rings-seen.numeric"]


def test_for_no_facts_there_are_no_questions(db: Database, bob: Actor) -> None:
    with db.reading() as connection:
        assert learning.questions_of_facts(connection, bob.id, []) == []


def test_moments_of_answers_come_oldest_first_from_a_moment_on(db: Database, bob: Actor, charlie: Actor) -> None:
    for number, at in enumerate((NOW + DAY, NOW, NOW + HOUR, NOW - MS)):
        add_attempt(db, bob, "rings-seen.cloze", f"b{number}", at=at)
    add_attempt(db, charlie, "rings-seen.cloze", "c", at=NOW)
    with db.reading() as connection:
        assert learning.answered_moments(connection, bob.id, NOW) == [NOW, NOW + HOUR, NOW + DAY]
        assert learning.answered_moments(connection, bob.id, NOW + 2 * DAY) == []


def test_reviews_come_oldest_first_for_each_fact(db: Database, bob: Actor, charlie: Actor) -> None:
    first, second, third = Evidence(1, 0.25), Evidence(0, 0.5), Evidence(1, 0, 4)
    add_review(db, bob, "rings-seen", "a1", Review(NOW + DAY, third))
    add_review(db, bob, "rings-seen", "a3", Review(NOW, first))
    add_review(db, bob, "mars-moons", "a2", Review(NOW + HOUR, second))
    add_review(db, charlie, "rings-seen", "a9", Review(NOW, second))
    with db.reading() as connection:
        assert learning.reviews_by_fact(connection, bob.id) == {
            "rings-seen": [Review(NOW, first), Review(NOW + DAY, third)],
            "mars-moons": [Review(NOW + HOUR, second)],
        }


def test_a_card_comes_back_to_the_last_digit(db: Database, bob: Actor) -> None:
    card = Card(1 / 3 * 1e-3, 10 / 3, NOW + MS, NOW + 36_500 * DAY, 2**31 - 1, 7)
    put_card(db, bob, "rings-seen", card)
    with db.reading() as connection:
        assert learning.cards_by_fact(connection, bob.id) == {"rings-seen": card}


def test_a_card_takes_the_place_of_the_one_before(db: Database, bob: Actor) -> None:
    for card in (CARD, BETTER):
        put_card(db, bob, "rings-seen", card)
    with db.reading() as connection:
        assert learning.cards_by_fact(connection, bob.id) == {"rings-seen": BETTER}


def test_cards_of_facts_that_are_gone_are_kept(db: Database, bob: Actor) -> None:
    put_card(db, bob, "no-longer-in-the-bank", CARD)
    with db.reading() as connection:
        assert learning.cards_by_fact(connection, bob.id) == {"no-longer-in-the-bank": CARD}
        assert all(one.card is None for one in learning.facts_with_cards(connection, bob.id))


def test_facts_are_found_with_the_articles_they_stand_in(db: Database) -> None:
    with db.reading() as connection:
        found = learning.articles_of_facts(connection)
    assert found == {one.id: {cited.article for cited in one.citations} for one in FACTS}
    assert found["titan-air"] == {"saturn", "moons"}
    assert {one for question in BY_ID.values() for one in question.facts} == set(found)
