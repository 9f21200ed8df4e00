"""Teachers keep the bank: they find, write, edit and withdraw; learners meet questions in sittings only."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from question_bank.kinds import KINDS, AnyQuestion, read_question_json
from quizapp.errors import NotAllowed, NotFound, Unsound
from quizapp.services import questions
from quizapp.services.people import Actor
from quizapp.services.questions import PAGE
from quizapp.services.sittings import Choice
from quizapp.storage.bank import Search
from quizapp.storage.database import Database
from quizapp.storage.learning import facts_with_cards
from quizapp.storage.tables import question_version
from tests.quizapp.people import DAY, HOUR, NOW, at_once, begun, opened, planned, practised, published
from tests.quizapp.planets import BY_ID, EVERY_KIND, FACTS, MOONS, QUESTIONS, SATURN

RINGS = "widest-rings.multiple_choice"
KIND_NAMES = sorted(KINDS)
STANDS_IN = {one.id: {cited.article for cited in one.citations} for one in FACTS}


def found(db: Database, actor: Actor, **wanted: Any) -> list[str]:
    return [row.id for row in questions.search(db, actor, Search(**wanted)).rows]


def form(question: AnyQuestion, **fields: Any) -> dict[str, Any]:
    """Return a question as the form of a teacher sends it."""
    shown = question.model_dump(include={"kind", "stem", "topic", "explanation", "ordered"})
    own = {edit.name: getattr(question, edit.name) for edit in question.edit_fields}
    return shown | own | fields


def of_kind(kind: str) -> AnyQuestion:
    return next(question for question in EVERY_KIND if question.kind == kind)


def versions(db: Database, question_id: str) -> list[tuple[int, int | None, AnyQuestion]]:
    """Return number, author and question of every version that was kept."""
    columns = (question_version.c.version, question_version.c.author_id, question_version.c.body)
    with db.reading() as connection:
        mine = select(*columns).where(question_version.c.question_id == question_id).order_by("version")
        rows = connection.execute(mine).all()
    return [(version, author, read_question_json(body)) for version, author, body in rows]


def asked(db: Database, actor: Actor, now: Any = NOW) -> set[str]:
    sittings_ids = [begun(db, actor, now, Random(seed), Choice(40)) for seed in range(12)]
    return {question.id for sitting_id in sittings_ids for question in planned(db, actor, sitting_id)}


def test_an_empty_search_finds_all_in_the_order_of_the_bank(db: Database, alice: Actor) -> None:
    assert found(db, alice) == list(BY_ID)


def test_teachers_find_by_words_of_stem_answer_options_and_topic(
    db: Database, alice: Actor, subtests: pytest.Subtests
) -> None:
    for text, ids in {
        "phobos": ["mars-moons.short_answer"],
        "PHOBOS": ["mars-moons.short_answer"],
        "phob": ["mars-moons.short_answer"],
        "mars phobos": ["mars-moons.short_answer"],
        "phobos   mars": ["mars-moons.short_answer"],
        "phobos venus": [],
        "neptune": ["widest-rings.multiple_choice"],
        "nitrogen": ["titan-air.cloze", "titan-air.short_answer"],
        "Saturn’s": ["saturn-moons.flashcard"],
        "widest rings": ["widest-rings.multiple_choice", "widest-rings.true_false"],
    }.items():
        with subtests.test(text):
            assert found(db, alice, text=text) == ids
            assert questions.search(db, alice, Search(text=text)).total == len(ids)


ODD = ("100% sure", "snake_case", "a/b", "back\\slash", "O'Neill", 'say "so"', "ÄÖÜ Straße", "москва", "7[a-z]*")


def test_signs_of_patterns_are_searched_as_they_are(
    db: Database, alice: Actor, bob: Actor, subtests: pytest.Subtests
) -> None:
    written = {words: questions.save(db, alice, form(BY_ID[RINGS], stem=words), NOW) for words in ODD}
    for text in ("%", "_", "/", "\\", "'", '"', "[", "*", "100%", "e_c", "back\\", "a/b"):
        with subtests.test(text):
            ours = {one for words, one in written.items() if text in words}
            shipped = {one.id for one in QUESTIONS if text in one.stem}
            assert ours
            assert set(found(db, alice, text=text)) == set(found(db, bob, text=text)) == ours | shipped


@pytest.mark.parametrize("teaches", [True, False], ids=["teacher", "learner"])
def test_case_does_not_count_in_any_alphabet(
    db: Database, alice: Actor, bob: Actor, teaches: bool, subtests: pytest.Subtests
) -> None:
    own = questions.save(db, alice, form(BY_ID[RINGS], stem="ÄÖÜ Straße Москва"), NOW)
    for text in ("ÄÖÜ", "äöü", "STRASSE", "straße", "Москва", "МОСКВА"):
        with subtests.test(text):
            assert found(db, alice if teaches else bob, text=text) == [own]


def test_a_search_is_narrowed_by_topic_kind_article_and_origin(
    db: Database, alice: Actor, bob: Actor, subtests: pytest.Subtests
) -> None:
    moons = [one.id for one in QUESTIONS if one.topic == "Moons"]
    of_saturn = [one.id for one in QUESTIONS if any("saturn" in STANDS_IN[fact_id] for fact_id in one.facts)]
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"topic": "Moons"}, moons),
        ({"topic": "Suns"}, []),
        ({"kind": "cloze"}, ["rings-seen.cloze", "titan-air.cloze"]),
        ({"article": "saturn"}, of_saturn),
        ({"article": "moons"}, moons),
        ({"article": "pluto"}, []),
        ({"own_only": True}, []),
        ({"topic": "Moons", "kind": "flashcard"}, ["mars-moons.flashcard"]),
        ({"text": "moons", "article": "saturn", "kind": "multiple_choice"}, ["saturn-moons.multiple_choice"]),
    ]
    for wanted, ids in cases:
        with subtests.test(str(wanted)):
            assert found(db, alice, **wanted) == found(db, bob, **wanted) == ids
            assert questions.search(db, alice, Search(**wanted)).total == len(ids)


def test_own_questions_come_first_the_newest_before_the_others(db: Database, alice: Actor) -> None:
    first, second = (questions.save(db, alice, form(BY_ID[RINGS]), NOW + n * HOUR) for n in range(2))
    assert found(db, alice) == [second, first, *BY_ID]
    assert found(db, alice, own_only=True) == [second, first]


def test_pages_follow_one_another_without_a_gap(bare_db: Database, alice: Actor) -> None:
    many = [BY_ID[RINGS].changed(id=f"q{n:03}") for n in range(2 * PAGE + 3)]
    published(bare_db, *many)
    pages = [questions.search(bare_db, alice, Search(), page) for page in range(4)]
    assert [row.id for page in pages for row in page.rows] == [question.id for question in many]
    assert [len(page.rows) for page in pages] == [PAGE, PAGE, 3, 0]
    assert {page.total for page in pages} == {len(many)}


def test_learners_find_nothing_that_would_tell_an_answer(db: Database, bob: Actor) -> None:
    assert found(db, bob) == list(BY_ID)
    assert found(db, bob, text="phobos") == ["mars-moons.short_answer"]
    for answer in ("deimos", "nitrogen", "neptune"):
        stems = [one.id for one in QUESTIONS if answer in one.stem.casefold()]
        assert found(db, bob, text=answer) == stems
    shown = questions.search(db, bob, Search(text="phobos")).rows[0]
    assert "Deimos" not in map(str, shown)


def test_learners_do_not_find_what_is_not_asked(db: Database, alice: Actor, bob: Actor) -> None:
    questions.set_withdrawn(db, alice, RINGS, True)
    assert RINGS not in found(db, bob)
    assert RINGS in found(db, alice)


def test_topics_are_listed_by_name_once(db: Database, bob: Actor) -> None:
    assert questions.topics(db, bob) == ["Moons", "Saturn"]


def test_topics_of_withdrawn_questions_are_listed_for_those_who_can_ask_them_again(
    db: Database, alice: Actor, bob: Actor
) -> None:
    for question in QUESTIONS:
        if question.topic == "Moons":
            questions.set_withdrawn(db, alice, question.id, True)
    assert questions.topics(db, bob) == ["Saturn"]
    assert questions.topics(db, alice) == ["Moons", "Saturn"]


def test_articles_are_listed_in_order_with_all_that_is_known_of_them(db: Database, bob: Actor) -> None:
    assert questions.articles(db, bob) == {"saturn": SATURN, "moons": MOONS}


TEACHING: list[Callable[[Database, Actor], object]] = [
    lambda db, actor: questions.read(db, actor, RINGS),
    lambda db, actor: questions.read(db, actor, "no such question"),
    lambda db, actor: questions.save(db, actor, form(BY_ID[RINGS]), NOW),
    lambda db, actor: questions.save(db, actor, form(BY_ID[RINGS]), NOW, RINGS),
    lambda db, actor: questions.save(db, actor, {}, NOW),
    lambda db, actor: questions.set_withdrawn(db, actor, RINGS, True),
    lambda db, actor: questions.set_withdrawn(db, actor, RINGS, False),
]


def test_learners_are_refused_whatever_they_ask_of_the_bank(
    db: Database, alice: Actor, bob: Actor, subtests: pytest.Subtests
) -> None:
    for number, do in enumerate(TEACHING):
        with subtests.test(str(number)):
            with pytest.raises(NotAllowed, match="Only teachers"):
                do(db, bob)
            assert found(db, alice) == list(BY_ID)
            assert [version for version, *_ in versions(db, RINGS)] == [1]
            assert not questions.read(db, alice, RINGS).row.withdrawn


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_new_question_of_any_kind_is_kept_whole_and_asked_in_the_next_sitting(
    bare_db: Database, alice: Actor, bob: Actor, kind: str
) -> None:
    fields = form(of_kind(kind), stem=f"News: {of_kind(kind).stem}", topic=" News ")
    question_id = questions.save(bare_db, alice, fields, NOW)
    kept = questions.read(bare_db, alice, question_id)
    assert form(kept.question) == fields | {"topic": "News"}
    assert (kept.question.id, kept.question.facts) == (question_id, (question_id,))
    assert (kept.row.version, kept.row.edited, kept.row.shipped_digest) == (1, False, None)
    assert planned(bare_db, bob, begun(bare_db, bob)) == [kept.question]
    assert questions.topics(bare_db, bob) == ["News"]


def test_what_is_saved_joins_the_next_sitting_but_not_one_begun_before(db: Database, alice: Actor, bob: Actor) -> None:
    before = begun(db, bob)
    own = questions.save(db, alice, form(BY_ID[RINGS]), NOW)
    assert own not in {question.id for question in planned(db, bob, before)}
    assert own in asked(db, bob)


def test_an_edit_makes_a_new_version_and_keeps_the_old(db: Database, alice: Actor) -> None:
    edited = form(BY_ID[RINGS], stem="Which planet wears rings?", distractors=("Jupiter", "Mars"))
    assert questions.save(db, alice, edited, NOW, RINGS) == RINGS
    (one, nobody, before), (two, author, after) = versions(db, RINGS)
    assert (one, nobody, before) == (1, None, BY_ID[RINGS])
    assert (two, author) == (2, alice.id)
    assert form(after) == edited
    kept = questions.read(db, alice, RINGS)
    assert kept.question == after
    assert (kept.row.version, kept.row.edited) == (2, True)


def test_an_edit_keeps_where_the_question_comes_from(db: Database, alice: Actor) -> None:
    contested = "saturn-moons.multiple_choice"
    questions.save(db, alice, form(BY_ID[contested], stem="How many moons has Saturn?"), NOW, contested)
    kept, before = questions.read(db, alice, contested).question, BY_ID[contested]
    assert kept.conflicts
    assert (kept.facts, kept.citations, kept.conflicts) == (before.facts, before.citations, before.conflicts)
    assert (kept.voice, kept.as_of) == (before.voice, before.as_of)


def test_an_edited_question_stays_in_its_place_and_is_found_by_its_new_words(db: Database, alice: Actor) -> None:
    questions.save(db, alice, form(BY_ID[RINGS], stem="Which giant wears rings?", topic="Giants"), NOW, RINGS)
    assert found(db, alice) == list(BY_ID)
    assert found(db, alice, text="giant") == [RINGS]
    assert found(db, alice, text="which planet has the widest") == []
    assert questions.topics(db, alice) == ["Giants", "Moons", "Saturn"]


def test_an_edit_may_change_the_kind(bare_db: Database, alice: Actor, bob: Actor) -> None:
    published(bare_db, BY_ID[RINGS])
    typed = form(of_kind("short_answer"), stem="Which planet has rings?", accepted=("Saturn",))
    questions.save(bare_db, alice, typed, NOW, RINGS)
    assert questions.read(bare_db, alice, RINGS).row.kind == "short_answer"
    assert found(bare_db, alice, kind="multiple_choice") == []
    (asked_now,) = planned(bare_db, bob, begun(bare_db, bob))
    assert form(asked_now) == typed


def test_a_sitting_shows_the_version_that_it_began_with_after_an_edit(
    bare_db: Database, alice: Actor, bob: Actor
) -> None:
    published(bare_db, BY_ID[RINGS])
    before = begun(bare_db, bob)
    questions.save(bare_db, alice, form(BY_ID[RINGS], explanation="Edited."), NOW, RINGS)
    after = begun(bare_db, bob)
    assert [question.explanation for question in planned(bare_db, bob, after)] == ["Edited."]
    assert planned(bare_db, bob, before) == [BY_ID[RINGS]]


def test_an_own_question_is_edited_with_the_fact_that_it_asks_about(
    bare_db: Database, alice: Actor, bob: Actor
) -> None:
    own = questions.save(bare_db, alice, form(BY_ID[RINGS]), NOW)
    practised(bare_db, bob)
    questions.save(bare_db, alice, form(BY_ID[RINGS], explanation="Rings!", topic="Giants"), NOW + HOUR, own)
    assert [number for number, *_ in versions(bare_db, own)] == [1, 2]
    assert questions.read(bare_db, alice, own).question.facts == (own,)
    with bare_db.reading() as connection:
        (one,) = facts_with_cards(connection, bob.id)
    assert (one.id, one.statement, one.topic) == (own, "Rings!", "Giants")
    assert one.card is not None


@pytest.mark.parametrize("question_id", [None, RINGS], ids=["new", "edit"])
def test_a_question_with_problems_is_refused_with_all_of_them(
    db: Database, alice: Actor, question_id: str | None, subtests: pytest.Subtests
) -> None:
    choice, number = form(BY_ID[RINGS]), form(of_kind("numeric"))
    for wrong, problem in (
        (choice | {"stem": ""}, "Write the question."),
        (choice | {"topic": "", "explanation": ""}, "Name a topic"),
        (choice | {"distractors": ("Saturn!",)}, "Two options say the same"),
        (choice | {"topic": "x" * 81}, "Shorten the topic"),
        (choice | {"explanation": "odd\x00"}, "invisible sign"),
        (number | {"value": "many"}, "Give a number"),
    ):
        with subtests.test(problem):
            with pytest.raises(Unsound, match=problem) as raised:
                questions.save(db, alice, wrong, NOW, question_id)
            assert raised.value.problems == tuple(questions.draft(wrong).problems)
            assert found(db, alice) == list(BY_ID)
            assert len(versions(db, RINGS)) == 1


def test_what_is_not_there_is_not_found(db: Database, alice: Actor, subtests: pytest.Subtests) -> None:
    for question_id in ("", "no such question", "own-0", "%", "' OR 1=1 --", "x" * 500):
        with subtests.test(question_id):
            with pytest.raises(NotFound, match="choose another in the list"):
                questions.read(db, alice, question_id)
            with pytest.raises(NotFound):
                questions.save(db, alice, form(BY_ID[RINGS]), NOW, question_id)
            with pytest.raises(NotFound):
                questions.set_withdrawn(db, alice, question_id, True)
            assert found(db, alice) == list(BY_ID)


def test_a_withdrawn_question_is_not_asked_until_it_is_asked_again(db: Database, alice: Actor, bob: Actor) -> None:
    questions.set_withdrawn(db, alice, RINGS, True)
    assert RINGS not in asked(db, bob)
    questions.set_withdrawn(db, alice, RINGS, False)
    assert RINGS in asked(db, bob)


def test_a_withdrawn_question_can_be_read_and_edited_and_stays_withdrawn(
    db: Database, alice: Actor, bob: Actor
) -> None:
    questions.set_withdrawn(db, alice, RINGS, True)
    questions.save(db, alice, form(BY_ID[RINGS], stem="Which planet wears rings?"), NOW, RINGS)
    kept = questions.read(db, alice, RINGS)
    assert kept.row.withdrawn
    assert kept.question.stem == "Which planet wears rings?"
    assert RINGS not in asked(db, bob)


def test_withdrawing_twice_is_withdrawing_once(db: Database, alice: Actor) -> None:
    for _ in range(2):
        questions.set_withdrawn(db, alice, RINGS, True)
    questions.set_withdrawn(db, alice, RINGS, False)
    assert not questions.read(db, alice, RINGS).row.withdrawn
    assert len(versions(db, RINGS)) == 1


def test_a_fact_whose_questions_are_all_withdrawn_is_not_asked_about(db: Database, alice: Actor, bob: Actor) -> None:
    for question in QUESTIONS:
        if question.facts != ("rings-seen",):
            questions.set_withdrawn(db, alice, question.id, True)
    assert asked(db, bob) == {"rings-seen.numeric", "rings-seen.cloze"}


def test_teachers_who_save_one_question_at_the_same_moment_make_a_version_each(database_url: str, alice: Actor) -> None:
    with opened(database_url) as db:
        published(db)

    def save(number: int) -> str:
        with opened(database_url) as other:
            return questions.save(other, alice, form(BY_ID[RINGS], stem=f"Stem {number}?"), NOW, RINGS)

    assert at_once(5, save) == [RINGS] * 5
    with opened(database_url) as db:
        kept = versions(db, RINGS)
        assert [number for number, *_ in kept] == [1, 2, 3, 4, 5, 6]
        assert {question.stem for _, _, question in kept[1:]} == {f"Stem {n}?" for n in range(5)}
        assert questions.read(db, alice, RINGS).question == kept[-1][2]


def test_teachers_who_add_questions_at_the_same_moment_all_keep_theirs(database_url: str, alice: Actor) -> None:
    def add(number: int) -> str:
        with opened(database_url) as other:
            return questions.save(other, alice, form(BY_ID[RINGS], stem=f"Stem {number}?"), NOW)

    ids = at_once(5, add)
    with opened(database_url) as db:
        assert sorted(found(db, alice)) == sorted(ids)
        assert {questions.read(db, alice, one).question.stem for one in ids} == {f"Stem {n}?" for n in range(5)}


def test_markup_of_a_teacher_is_kept_as_it_was_typed(bare_db: Database, alice: Actor, bob: Actor) -> None:
    stem = "$147 billion :red[or] <b>$5</b> **2*3*4** `x` [a](http://b) --flag \u202etxt?"
    own = questions.save(bare_db, alice, form(BY_ID[RINGS], stem=stem), NOW)
    assert questions.read(bare_db, alice, own).question.stem == stem
    assert planned(bare_db, bob, begun(bare_db, bob, NOW + DAY))[0].stem == stem
