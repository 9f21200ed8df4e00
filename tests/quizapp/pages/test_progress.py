"""The page about progress, as a learner opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from question_bank.responses import in_words
from quizapp.domain.memory import Evidence, Review
from quizapp.services import decisions, questions
from quizapp.services.people import Profile, create_profile
from quizapp.services.publishing import publish_shipped
from quizapp.services.replay import rebuild
from quizapp.services.sittings import Choice, summary
from quizapp.storage import answers
from quizapp.storage.database import Database
from quizapp.ui import history, visit
from tests.quizapp.people import DAY, LONG_AGO, begun, practised, published
from tests.quizapp.planets import right, wrong
from tests.quizapp.visits import labels, press, said, serving, sound, unescaped, visited


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Let the page's clock stand at noon, far from where a learner's day ends."""
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(visit, "now", lambda: noon)
    return noon


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        yield db


@pytest.fixture
def bob(quiz: Database) -> Profile:
    published(quiz, now=LONG_AGO)
    return create_profile(quiz, "Bob", "learner", LONG_AGO)


def test_a_new_learner_reads_what_will_be_here_and_is_offered_the_first_step(bob: Profile) -> None:
    page = visited("progress", bob)
    assert "Nothing has been asked yet" in said(page)
    press(page, "Answer your first questions")
    assert "sitting" in page.query_params


def test_a_sitting_that_was_only_begun_is_no_progress(quiz: Database, bob: Profile, now: datetime) -> None:
    begun(quiz, bob.actor, now)
    assert "Nothing has been asked yet" in said(visited("progress", bob))


def test_the_title_says_how_many_facts_would_be_recalled(quiz: Database, bob: Profile, now: datetime) -> None:
    practised(quiz, bob.actor, now - DAY / 24)
    page = visited("progress", bob)
    assert said(page).startswith("You would recall about 6 of 6 facts today")
    assert "You have learnt 6 of them" in said(page)


def test_every_picture_says_in_words_what_it_shows(quiz: Database, bob: Profile, now: datetime) -> None:
    practised(quiz, bob.actor, now - DAY / 24)
    topics, articles, ahead, behind = (one.proto.alt for one in visited("progress", bob).get("vega_lite_chart"))
    assert "Moons: about 3 of 3 facts, 3 learnt." in topics
    assert "Saturn: about 4 of 4 facts, 4 learnt." in articles
    assert "6 facts from" in ahead
    assert "6 questions from" in behind


def test_every_picture_has_a_table(quiz: Database, bob: Profile, now: datetime) -> None:
    practised(quiz, bob.actor, now - DAY / 24)
    page = visited("progress", bob)
    tables = [unescaped(one.label) for one in page.expander if one.table]
    assert tables == ["The same as a table"] * 4 + ["The 6 most faded facts as a table"]
    assert dict(page.table[0].value.iloc[0]) == {"Topic": "Saturn", "Would recall": 3, "Learnt": 3, "All facts": 3}


def test_what_fades_most_stands_first_with_its_chance_and_its_day(quiz: Database, bob: Profile, now: datetime) -> None:
    practised(quiz, bob.actor, now - 40 * DAY, right, Choice(topics=["Saturn"]))
    practised(quiz, bob.actor, now - 30 * DAY, wrong, Choice(topics=["Moons"]))
    page = visited("progress", bob)
    rows = page.table[4].value
    assert list(rows["Chance"]) == sorted(rows["Chance"])
    assert {"Saturn has 82 moons.", "The moons of Mars are Phobos and Deimos."} <= {
        unescaped(fact) for fact in rows["Fact"][:3]
    }
    assert "Moons, was due on" in said(page)


def test_sittings_are_listed_newest_first_with_their_score_in_words(
    quiz: Database, bob: Profile, now: datetime
) -> None:  # fmt: skip
    practised(quiz, bob.actor, now - 3 * DAY, right, Choice(3, topics=["Saturn"]))
    practised(quiz, bob.actor, now - 2 * DAY, wrong, Choice(3, topics=["Moons"]))
    newest, oldest = (label for label in labels(visited("progress", bob).expander) if "right" in label)
    assert newest.startswith("**Moons**, 0 of 3 right")
    assert oldest.startswith("**Saturn**, 3 of 3 right")


def test_a_sitting_that_is_opened_shows_every_answer_and_where_it_stands(
    quiz: Database, bob: Profile, now: datetime
) -> None:  # fmt: skip
    sitting_id = practised(quiz, bob.actor, now - DAY / 24, wrong)
    page = visited("progress", bob)
    assert "Your answer" not in said(page)
    page.session_state[f"sitting-{sitting_id}"] = True
    shown = said(page.run())
    for item in summary(quiz, bob.actor, sitting_id).answered:
        assert item.given is not None
        assert f"**{item.question.stem}**" in shown
        assert f"Right answer:] **{item.question.answer}**" in shown
        assert in_words(item.given.response) in shown
        assert item.question.explanation in shown
    assert shown.count("Not right") + shown.count("Not recalled") == 6
    assert "The article’s author · Moons · paragraph 1" in shown
    assert "Another article says otherwise: Saturn has" in shown


def test_nobody_sees_the_sittings_of_others(quiz: Database, bob: Profile, now: datetime) -> None:
    practised(quiz, bob.actor, now)
    charlie = create_profile(quiz, "Charlie", "learner", LONG_AGO)
    assert "Nothing has been asked yet" in said(visited("progress", charlie))


def test_long_histories_come_in_pages(quiz: Database, bob: Profile, now: datetime) -> None:
    for days in range(history.PAGE + 2, 0, -1):
        practised(quiz, bob.actor, now - days * DAY, wrong, Choice(1))
    page = visited("progress", bob)
    assert sum("right" in label for label in labels(page.expander)) == history.PAGE
    (pages,) = page.pagination
    pages.set_value(2).run()
    assert sum("right" in label for label in labels(page.expander)) == 2


def test_what_a_teacher_wrote_is_shown_as_it_is(quiz: Database, bob: Profile, now: datetime) -> None:
    teacher = create_profile(quiz, "Alice", "teacher", LONG_AGO).actor
    fields = {"kind": "flashcard", "stem": "$5?", "accepted": ("*five*",), "topic": ":red[x]", "explanation": "# 5 $ 5"}
    questions.save(quiz, teacher, fields, LONG_AGO)
    practised(quiz, bob.actor, now, right, Choice(topics=[":red[x]"]))
    page = visited("progress", bob)
    assert "\\# 5 \\$ 5" in [one.value for one in page.markdown]
    assert page.table[0].value["Topic"].iloc[-1] == "\\:red\\[x\\]"


def statements_of(page: AppTest) -> int:
    """Count the statements that a run of a page sends to the database."""
    engine, sent = visit.database().engine, []

    def note(*arguments: object) -> None:
        sent.append(arguments)

    event.listen(engine, "before_cursor_execute", note)
    page.run()
    event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def test_the_page_of_the_whole_bank_asks_the_database_no_more_often_than_that_of_a_small_one(
    quiz: Database, now: datetime
) -> None:
    published(quiz, now=LONG_AGO)
    bob = create_profile(quiz, "Bob", "learner", LONG_AGO)
    practised(quiz, bob.actor, now - 7 * DAY, right, Choice(2))
    few = statements_of(visited("progress", bob))
    publish_shipped(quiz, LONG_AGO)
    for days in range(6):
        practised(quiz, bob.actor, now - days * DAY, right, Choice(40))
    assert 0 < statements_of(visited("progress", bob)) == few


def test_facts_that_do_not_stick_are_shown_with_what_may_help(quiz: Database, bob: Profile, now: datetime) -> None:
    assert "Facts that do not stick" not in said(visited("progress", bob))
    with quiz.writing_directly() as direct:
        for day in range(12):
            review = Review(now - (20 - day) * DAY, Evidence(float(day not in (5, 7, 9, 11)), 0))
            answers.add_review(direct, bob.actor.id, "titan-air", f"{day}", review)
        rebuild(direct, bob.actor.id)
    practised(quiz, bob.actor, now)
    page = visited("progress", bob)
    assert "Facts that do not stick" in said(page)
    assert re.search(r"Missed 4 of 1[12] times, where (less than once|about 1 time) was to be expected", said(page))
    assert "read what it rests on" in said(page)
    assert "What it rests on" in labels(page.expander)


def test_a_fact_that_is_missed_all_too_often_can_be_stopped_at_once(
    quiz: Database, bob: Profile, now: datetime
) -> None:
    with quiz.writing_directly() as direct:
        for day in range(24):
            review = Review(now - (30 - day) * DAY, Evidence(float(day % 2 == 0 or day < 4), 0))
            answers.add_review(direct, bob.actor.id, "titan-air", f"{day}", review)
        rebuild(direct, bob.actor.id)
    practised(quiz, bob.actor, now)
    page = press(visited("progress", bob), "Stop asking this")
    assert "Facts that do not stick" not in said(page)
    assert "Facts at rest" in said(page)


def test_facts_at_rest_are_listed_and_can_be_asked_again(quiz: Database, bob: Profile) -> None:
    now = datetime.now(UTC)
    practised(quiz, bob.actor, now - DAY)
    assert "Facts at rest" not in said(visited("progress", bob))
    decisions.suspend(quiz, bob.actor, ["titan-air"], now)
    decisions.bury(quiz, bob.actor, ["rings-seen"], now, UTC)
    page = visited("progress", bob)
    assert "Facts at rest" in said(page)
    assert "stopped today" in said(page)
    assert "comes back tomorrow" in said(page)
    sound([one for one in page.button if one.label == "Ask again"][1].click().run())
    assert [one.fact_id for one in decisions.resting(quiz, bob.actor, now)] == ["rings-seen"]
    press(page, "Ask again")
    assert "Facts at rest" not in said(page)
