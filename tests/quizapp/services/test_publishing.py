"""The shipped bank is published by id and digest: once, in place, and never over what a teacher did."""

from __future__ import annotations

from datetime import UTC
from random import Random

import pytest
from sqlalchemy import select

from question_bank.bank import UnsoundBank
from question_bank.facts import Fact
from question_bank.kinds import AnyQuestion
from quizapp.domain.days import end_of_day
from quizapp.services import questions, sittings
from quizapp.services.people import Actor
from quizapp.services.publishing import SHIPPED, Report, publish_shipped, shipped_digest
from quizapp.services.replay import replay
from quizapp.services.sittings import Choice
from quizapp.storage import bank as storage
from quizapp.storage.bank import Search
from quizapp.storage.database import Database
from quizapp.storage.learning import articles_of_facts, cards_by_fact, facts_with_cards
from quizapp.storage.tables import question_version
from tests.quizapp.people import DAY, NOW, at_once, begun, opened, planned, practised, published, shown
from tests.quizapp.planets import BANK, BY_ID, DIGEST, FACT_IDS, FACTS, QUESTIONS, bank_of, fact, right

RINGS = "widest-rings.multiple_choice"
OTHERS = tuple(question for question in QUESTIONS if question.id != RINGS)
NEW_RINGS = BY_ID[RINGS].changed(stem="Which planet wears the widest rings?")
SECOND = "b" * 64


def ids_asked(db: Database, actor: Actor) -> set[str]:
    """List every question that sittings of the learner ask by chance."""
    found: set[str] = set()
    for seed in range(12):
        sitting_id = begun(db, actor, chance=Random(seed), choice=Choice(40))
        found |= {question.id for question in planned(db, actor, sitting_id)}
    return found


def versions(db: Database, question_id: str) -> list[int]:
    with db.reading() as connection:
        mine = question_version.c.question_id == question_id
        return list(connection.scalars(select(question_version.c.version).where(mine).order_by("version")))


def edited(question: AnyQuestion) -> dict[str, object]:
    """Return the fields of a question as a teacher's form sends them, with another stem."""
    fields = question.model_dump(exclude={"id", "facts", "citations", "voice", "as_of", "conflicts"})
    return {**fields, "stem": "What did the teacher ask?"}


def test_the_first_publishing_adds_all_in_the_order_of_the_bank(bare_db: Database, alice: Actor) -> None:
    report = published(bare_db)
    assert report == Report(added=tuple(BY_ID))
    found = questions.search(bare_db, alice, Search())
    assert [row.id for row in found.rows] == list(BY_ID)
    assert {row.version for row in found.rows} == {1}


def test_a_bank_with_an_error_in_a_question_is_not_published_at_all(bare_db: Database, alice: Actor) -> None:
    keyless = BY_ID[RINGS].changed(key="Pluto")
    with pytest.raises(UnsoundBank, match=f"{RINGS}: The right answer must be one of the options."):
        published(bare_db, *OTHERS, keyless)
    assert questions.search(bare_db, alice, Search()).total == 0


def test_what_is_published_can_be_read_back_whole(db: Database, alice: Actor) -> None:
    for question in QUESTIONS:
        assert questions.read(db, alice, question.id).question == question
    assert list(questions.articles(db, alice).values()) == list(BANK.articles)


def test_facts_and_the_articles_they_stand_in_are_published(db: Database, bob: Actor) -> None:
    with db.reading() as connection:
        facts = facts_with_cards(connection, bob.id)
        articles = articles_of_facts(connection)
        digest = storage.published_digest(connection, SHIPPED)
    assert [(one.id, one.statement, one.topic) for one in facts] == [(f.id, f.sentence(), f.topic) for f in FACTS]
    assert articles == {one.id: {cited.article for cited in one.citations} for one in FACTS}
    assert digest == DIGEST


def test_publishing_again_unchanged_changes_nothing(db: Database) -> None:
    assert published(db, now=NOW + DAY) == Report()
    assert {tuple(versions(db, one)) for one in BY_ID} == {(1,)}


def test_a_changed_question_becomes_a_new_version_in_its_place(db: Database, alice: Actor) -> None:
    assert published(db, NEW_RINGS, *OTHERS) == Report(updated=(RINGS,))
    assert questions.read(db, alice, RINGS).question == NEW_RINGS
    assert versions(db, RINGS) == [1, 2]
    assert [row.id for row in questions.search(db, alice, Search()).rows] == list(BY_ID)
    assert questions.search(db, alice, Search(text="wears")).total == 1


def test_a_sitting_goes_on_with_the_version_that_it_began_with(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    before = planned(db, bob, sitting_id)
    published(db, *(question.changed(stem=f"{question.stem} New?") for question in QUESTIONS))
    assert planned(db, bob, sitting_id) == before
    assert all(question.stem.endswith("New?") for question in planned(db, bob, begun(db, bob)))


def test_a_question_that_a_teacher_edited_is_left_alone_and_reported(db: Database, alice: Actor) -> None:
    questions.save(db, alice, edited(BY_ID[RINGS]), NOW, RINGS)
    assert published(db, NEW_RINGS, *OTHERS) == Report(left_alone=(RINGS,))
    assert questions.read(db, alice, RINGS).question.stem == "What did the teacher ask?"
    assert versions(db, RINGS) == [1, 2]


def test_an_edited_question_that_did_not_change_is_not_worth_a_report(db: Database, alice: Actor) -> None:
    questions.save(db, alice, edited(BY_ID[RINGS]), NOW, RINGS)
    assert published(db) == Report()


def test_a_question_that_is_gone_is_withdrawn_and_not_asked(db: Database, alice: Actor, bob: Actor) -> None:
    assert published(db, *OTHERS) == Report(withdrawn=(RINGS,))
    assert questions.read(db, alice, RINGS).row.withdrawn
    assert "widest-rings.true_false" in ids_asked(db, bob)
    assert RINGS not in ids_asked(db, bob)


def test_a_question_that_is_gone_is_reported_once(db: Database) -> None:
    published(db, *OTHERS)
    assert published(db, *OTHERS) == Report()


@pytest.mark.parametrize("returning", [BY_ID[RINGS], NEW_RINGS], ids=["as it was", "changed"])
def test_a_question_that_returns_is_asked_again(db: Database, alice: Actor, bob: Actor, returning: AnyQuestion) -> None:
    published(db, *OTHERS)
    assert published(db, returning, *OTHERS) == Report(updated=(RINGS,))
    assert not questions.read(db, alice, RINGS).row.withdrawn
    assert questions.read(db, alice, RINGS).question == returning
    assert RINGS in ids_asked(db, bob)


def test_a_question_that_a_teacher_withdrew_stays_withdrawn(db: Database, alice: Actor, bob: Actor) -> None:
    questions.set_withdrawn(db, alice, RINGS, True)
    assert published(db) == Report()
    assert published(db, NEW_RINGS, *OTHERS) == Report(left_alone=(RINGS,))
    assert questions.read(db, alice, RINGS).row.withdrawn
    assert RINGS not in ids_asked(db, bob)


def test_a_question_that_a_teacher_withdrew_and_asks_again_is_kept_up_to_date(db: Database, alice: Actor) -> None:
    questions.set_withdrawn(db, alice, RINGS, True)
    questions.set_withdrawn(db, alice, RINGS, False)
    assert published(db, NEW_RINGS, *OTHERS) == Report(updated=(RINGS,))


def test_an_edited_question_that_is_gone_is_left_alone_and_still_asked(db: Database, alice: Actor, bob: Actor) -> None:
    questions.save(db, alice, edited(BY_ID[RINGS]), NOW, RINGS)
    without_rings = bank_of(*FACTS[1:])
    rest = [question for question in QUESTIONS if "widest-rings" not in question.facts]
    report = published(db, *rest, bank=without_rings)
    assert report == Report(withdrawn=("widest-rings.true_false",), left_alone=(RINGS,))
    assert RINGS in ids_asked(db, bob)


def test_what_a_teacher_wrote_is_not_the_bank_s_to_withdraw(db: Database, alice: Actor, bob: Actor) -> None:
    own = questions.save(db, alice, edited(BY_ID[RINGS]), NOW)
    assert published(db, *OTHERS) == Report(withdrawn=(RINGS,))
    assert not questions.read(db, alice, own).row.withdrawn
    assert own in ids_asked(db, bob)


def test_a_fact_that_is_gone_is_not_asked_about_and_its_memories_stay(db: Database, bob: Actor) -> None:
    practised(db, bob)
    without_rings = bank_of(*FACTS[1:])
    published(db, *(question for question in QUESTIONS if "widest-rings" not in question.facts), bank=without_rings)
    with db.reading() as connection:
        assert [one.id for one in facts_with_cards(connection, bob.id)] == list(FACT_IDS[1:])
    published(db)
    with db.reading() as connection:
        returned = {one.id: one.card for one in facts_with_cards(connection, bob.id)}
    assert set(returned) == set(FACT_IDS)
    assert returned["widest-rings"] is not None


def test_new_facts_and_questions_join_the_old(db: Database, alice: Actor) -> None:
    pluto = fact("pluto", "Pluto is a {it}.", "dwarf planet", "moons", topic="Dwarfs")
    asked = BY_ID[RINGS].changed(id="pluto.multiple_choice", facts=("pluto",), topic="Dwarfs", stem="What is Pluto?")
    assert published(db, *QUESTIONS, asked, bank=bank_of(*FACTS, pluto)) == Report(added=("pluto.multiple_choice",))
    assert questions.search(db, alice, Search(topic="Dwarfs")).total == 1


def test_a_question_that_asks_about_other_facts_now_moves_their_memories(db: Database, bob: Actor) -> None:
    moved = BY_ID["titan-air.cloze"].changed(facts=("titan-air", "widest-rings"))
    published(db, moved, *(question for question in QUESTIONS if question.id != moved.id))
    published(db, moved, digest=SECOND)
    practised(db, bob, choice=Choice(1))
    with db.reading() as connection:
        learnt = {one.id for one in facts_with_cards(connection, bob.id) if one.card}
    assert learnt == {"titan-air", "widest-rings"}


def test_a_fact_worded_anew_keeps_its_memory_and_shows_its_new_words(db: Database, bob: Actor) -> None:
    practised(db, bob)
    reworded = fact("widest-rings", "{it} wears the widest rings.", "Saturn", "moons", topic="Rings")
    published(db, bank=bank_of(reworded, *FACTS[1:]))
    with db.reading() as connection:
        first = facts_with_cards(connection, bob.id)[0]
        assert articles_of_facts(connection)["widest-rings"] == {"moons"}
    assert (first.statement, first.topic) == ("Saturn wears the widest rings.", "Rings")
    assert first.card is not None


def rings(answer: str, statement: str = "The planet with the widest rings is {it}.") -> Fact:
    return fact("widest-rings", statement, answer, "saturn")


def test_a_fact_with_another_answer_is_learnt_anew(db: Database, bob: Actor) -> None:
    practised(db, bob)
    report = published(db, NEW_RINGS, *OTHERS, bank=bank_of(rings("Jupiter"), *FACTS[1:]), now=NOW + DAY)
    assert report == Report(updated=(RINGS,), relearnt=("widest-rings",))
    with db.reading() as connection:
        cards = {one.id: one.card for one in facts_with_cards(connection, bob.id)}
    assert cards.pop("widest-rings") is None
    assert all(cards.values())
    assert "widest-rings" in planned(db, bob, begun(db, bob, NOW + DAY, choice=Choice(40)))[-1].facts


def test_what_was_learnt_of_another_answer_does_not_come_back_by_a_replay(db: Database, bob: Actor) -> None:
    practised(db, bob)
    published(db, NEW_RINGS, *OTHERS, bank=bank_of(rings("Jupiter"), *FACTS[1:]), now=NOW + DAY)
    assert replay(db).changed == 0
    practised(db, bob, NOW + 2 * DAY)
    assert replay(db).changed == 0
    with db.reading() as connection:
        card = cards_by_fact(connection, bob.id)["widest-rings"]
    assert (card.reviews, card.reviewed_at) == (1, card.reviewed_at)


@pytest.mark.parametrize(
    "same", [rings("saturn"), rings("Saturn", "{it} wears the widest rings.")], ids=["spelt anew", "worded anew"]
)
def test_a_fact_with_the_same_answer_in_other_words_keeps_its_memory(db: Database, bob: Actor, same: Fact) -> None:
    practised(db, bob)
    assert published(db, NEW_RINGS, *OTHERS, bank=bank_of(same, *FACTS[1:])).relearnt == ()
    with db.reading() as connection:
        assert "widest-rings" in cards_by_fact(connection, bob.id)


def test_a_fact_whose_answer_was_not_kept_yet_keeps_its_memory(db: Database, bob: Actor) -> None:
    practised(db, bob)
    with db.writing() as connection:
        connection.exec_driver_sql("UPDATE fact SET answers = NULL")
    assert published(db, bank=bank_of(rings("Jupiter"), *FACTS[1:])).relearnt == ()
    assert published(db, bank=bank_of(rings("Neptune"), *FACTS[1:])).relearnt == ("widest-rings",)


def test_a_sitting_under_way_leaves_out_what_asks_for_an_answer_of_before(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    before = [question.id for question in planned(db, bob, sitting_id)]
    news = [question.changed(stem=f"{question.stem} New?") for question in QUESTIONS]
    published(db, *news, bank=bank_of(rings("Jupiter"), *FACTS[1:]))
    assert [question.id for question in planned(db, bob, sitting_id)] == [
        one for one in before if "widest-rings" not in BY_ID[one].facts
    ]


def test_a_sitting_under_way_leaves_out_what_is_withdrawn_and_keeps_what_was_answered(
    db: Database, alice: Actor, bob: Actor
) -> None:
    sitting_id = begun(db, bob)
    first, second, *others = planned(db, bob, sitting_id)
    sittings.answer(db, bob, sitting_id, 0, right(first), None, NOW)
    published(db, *(one for one in QUESTIONS if one.id not in (first.id, second.id)))
    questions.set_withdrawn(db, alice, others[0].id, True)
    assert planned(db, bob, sitting_id) == [first, *others[1:]]
    assert shown(db, bob, sitting_id).question == others[1]


def test_a_sitting_of_which_all_is_withdrawn_has_no_place(db: Database, alice: Actor, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    for question in planned(db, bob, sitting_id):
        questions.set_withdrawn(db, alice, question.id, True)
    assert sittings.place(db, bob, sitting_id) is None
    assert sittings.summary(db, bob, sitting_id).items == []


def test_sittings_that_ended_stay_as_they_were(db: Database, alice: Actor, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    before = planned(db, bob, sitting_id)
    sittings.end(db, bob, sitting_id, NOW)
    questions.set_withdrawn(db, alice, before[0].id, True)
    assert planned(db, bob, sitting_id) == before


@pytest.mark.parametrize("again", [False, True], ids=["an empty database", "a published database"])
def test_processes_that_publish_at_the_same_moment_publish_once(database_url: str, again: bool) -> None:
    with opened(database_url) as db:
        if again:
            published(db)
    news = tuple(question.changed(stem=f"{question.stem} New?") for question in QUESTIONS)

    def publish(_: int) -> Report:
        with opened(database_url) as other:
            return published(other, *(news if again else QUESTIONS))

    reports = at_once(4, publish)
    expected = Report(updated=tuple(BY_ID)) if again else Report(added=tuple(BY_ID))
    assert sorted(reports, key=str) == sorted([expected, Report(), Report(), Report()], key=str)
    with opened(database_url) as db:
        assert {tuple(versions(db, one)) for one in BY_ID} == {(1, 2) if again else (1,)}


def test_a_publishing_that_fails_changes_nothing(db: Database, alice: Actor) -> None:
    stray = BY_ID[RINGS].changed(id="stray", facts=("no-such-fact",))
    with pytest.raises(Exception, match=r"FOREIGN KEY|foreign key"):
        published(db, NEW_RINGS, *OTHERS, stray, digest=SECOND)
    assert questions.read(db, alice, RINGS).question == BY_ID[RINGS]
    with db.reading() as connection:
        assert storage.published_digest(connection, SHIPPED) == DIGEST


def test_the_shipped_bank_is_published_once(bare_db: Database, alice: Actor, bob: Actor) -> None:
    report = publish_shipped(bare_db, NOW)
    assert report is not None
    assert len(report.added) > 500
    assert report._replace(added=[]) == Report([], [], [], [], [])
    assert publish_shipped(bare_db, NOW + DAY) is None
    assert questions.search(bare_db, alice, Search()).total == len(report.added)
    sitting_id = sittings.begin(bare_db, bob, Choice(40), NOW, end_of_day(NOW, UTC), Random(1))
    assert sitting_id is not None
    assert len(planned(bare_db, bob, sitting_id)) == 40


def test_the_shipped_bank_is_published_again_when_its_digest_is_another(bare_db: Database) -> None:
    publish_shipped(bare_db, NOW)
    with bare_db.writing() as connection:
        storage.note_published(connection, SHIPPED, "0" * 64, NOW)
    assert publish_shipped(bare_db, NOW) == Report([], [], [], [], [])
    with bare_db.reading() as connection:
        assert storage.published_digest(connection, SHIPPED) == shipped_digest()


def test_the_digest_of_the_shipped_bank_stays_the_same_from_call_to_call() -> None:
    assert shipped_digest() == shipped_digest()
    assert len(shipped_digest()) == 64
