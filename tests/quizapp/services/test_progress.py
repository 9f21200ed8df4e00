"""What a learner is told about what is due, known and fading adds up, on the learner's own days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from quizapp.domain.memory import retrievability
from quizapp.services import progress, questions, sittings
from quizapp.services.people import Actor, create_profile
from quizapp.services.progress import ACTIVITY_DAYS, FORECAST_DAYS, Today
from quizapp.services.sittings import Choice
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact
from quizapp.storage.tables import attempt
from tests.quizapp.people import DAY, HOUR, MINUTE, NOW, begun, planned, practised, published
from tests.quizapp.planets import BY_ID, FACT_IDS, FACTS, QUESTIONS, right, wrong

BERLIN, AUCKLAND, HONOLULU = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland"), ZoneInfo("Pacific/Honolulu")
MONDAY = date(2026, 5, 4)


def today(db: Database, actor: Actor, now: datetime = NOW, zone: tzinfo = UTC) -> Today:
    return progress.today(db, actor, now, zone)


def recall(db: Database, actor: Actor, now: datetime) -> dict[str, float]:
    with db.reading() as connection:
        return {fact_id: retrievability(card, now) for fact_id, card in cards_by_fact(connection, actor.id).items()}


def practise_one(db: Database, actor: Actor, now: datetime) -> None:
    """Answer one question, whatever is due."""
    sitting_id = sittings.begin(db, actor, Choice(1), now, now + 900 * DAY, Random(1))
    assert sitting_id is not None
    sittings.answer(db, actor, sitting_id, 0, right(planned(db, actor, sitting_id)[0]), None, now)
    sittings.end(db, actor, sitting_id, now)


def test_for_a_newcomer_everything_is_new(db: Database, bob: Actor) -> None:
    assert today(db, bob) == Today(
        due=0, new=6, known=0, facts=6, streak=0, practised_today=0, unfinished=None
    )  # fmt: skip


def test_without_a_bank_there_is_nothing_to_do(bare_db: Database, bob: Actor) -> None:
    assert today(bare_db, bob)[:4] == (0, 0, 0, 0)
    overview = progress.overview(bare_db, bob, NOW, UTC)
    assert (overview.by_topic, overview.by_article, overview.fading, overview.history) == ([], [], [], [])


def test_what_was_practised_is_new_no_more(db: Database, bob: Actor) -> None:
    practised(db, bob, choice=Choice(2))
    counts = today(db, bob, NOW + HOUR)
    assert (counts.due, counts.new, counts.facts, counts.practised_today) == (0, 4, 6, 2)


def test_what_falls_due_before_the_day_ends_is_due_today(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=wrong)  # due again at the same time tomorrow, a few minutes later for each
    assert today(db, bob, NOW + 18 * HOUR).due == 0  # half past three in the night: still today
    assert today(db, bob, NOW + 19 * HOUR).due == 6


def test_what_is_due_depends_on_where_the_day_ends(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=wrong)
    evening = NOW + 11 * HOUR  # 20:30 in UTC, and 08:30 of the next day in Auckland
    assert today(db, bob, evening, UTC).due == 0
    assert today(db, bob, evening, AUCKLAND).due == 6


def test_today_s_counts_agree_with_the_sitting_that_follows(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=wrong, choice=Choice(3))
    counts = today(db, bob, NOW + DAY)
    asked = {fact for question in planned(db, bob, begun(db, bob, NOW + DAY)) for fact in question.facts}
    assert counts.due + counts.new == len(asked) == 6


def test_known_is_the_number_of_facts_that_would_be_recalled_now(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=lambda question: (right if question.topic == "Moons" else wrong)(question))
    for now in (NOW + HOUR, NOW + DAY, NOW + 60 * DAY):
        assert today(db, bob, now).known == pytest.approx(sum(recall(db, bob, now).values()))
    assert today(db, bob, NOW + HOUR).known > today(db, bob, NOW + 60 * DAY).known > 0


def test_withdrawn_questions_are_not_counted(db: Database, alice: Actor, bob: Actor) -> None:
    practised(db, bob)
    for question in QUESTIONS:
        if question.facts[0] == "widest-rings":
            questions.set_withdrawn(db, alice, question.id, True)
    assert today(db, bob, NOW + 900 * DAY)[:2] == (5, 0)
    assert len(progress.overview(db, bob, NOW + DAY, UTC).fading) == 5


def test_practice_counts_for_the_learner_s_day(db: Database, bob: Actor) -> None:
    practised(db, bob, NOW.replace(hour=1, minute=30), choice=Choice(2))  # 03:30 in Berlin: still Sunday
    monday = NOW
    assert today(db, bob, monday, UTC).practised_today == 0
    assert today(db, bob, monday, BERLIN).practised_today == 0
    assert today(db, bob, monday, AUCKLAND).practised_today == 2
    assert today(db, bob, NOW.replace(hour=1, minute=45), BERLIN).practised_today == 2


def test_a_streak_counts_days_in_a_row(db: Database, subtests: pytest.Subtests) -> None:
    for hours_ago, streak in {
        (0,): 1,
        (24,): 1,
        (0, 24, 48): 3,
        (24, 48, 72): 3,
        (48, 72): 0,
        (0, 48): 1,
        (0, 1, 2, 24): 2,
    }.items():
        with subtests.test(str(hours_ago)):
            learner = create_profile(db, str(hours_ago), "learner", NOW).actor
            for ago in sorted(hours_ago, reverse=True):
                practise_one(db, learner, NOW - ago * HOUR)
            assert today(db, learner).streak == streak


def test_a_streak_goes_by_nights_that_end_at_four_where_the_learner_is(db: Database, bob: Actor) -> None:
    for text in ("2026-05-02 22:00", "2026-05-04 03:30", "2026-05-04 12:00"):  # Saturday, Sunday night, Monday
        practise_one(db, bob, datetime.fromisoformat(text).replace(tzinfo=BERLIN))
    monday_evening = datetime(2026, 5, 4, 20, tzinfo=BERLIN)
    assert today(db, bob, monday_evening, BERLIN).streak == 3
    assert today(db, bob, monday_evening, AUCKLAND).streak == 2
    assert today(db, bob, monday_evening, HONOLULU)[4:6] == (2, 0)  # there it is Monday's morning


def test_a_streak_survives_the_change_of_the_clocks(db: Database, bob: Actor) -> None:
    evenings = [datetime(2026, 3, day, 23, 30, tzinfo=BERLIN) for day in range(26, 32)]
    for evening in evenings:
        practise_one(db, bob, evening)
    assert today(db, bob, evenings[-1] + HOUR, BERLIN).streak == 6


def test_a_streak_may_last_for_any_number_of_days(db: Database, subtests: pytest.Subtests) -> None:
    for length in (26, 27, 28, 29, 111, 112, 113, 1_000):
        with subtests.test(str(length)):
            learner = create_profile(db, f"{length} days", "learner", NOW).actor
            known = {"learner_id": learner.id, "sitting_id": "s", "question_id": "q", "version": 1, "score": 1.0}
            rows = [
                known | {"id": f"{length}, {ago}", "response": "r", "answered_at": NOW - ago * DAY}
                for ago in (*range(length), length + 1)
            ]
            with db.writing() as connection:
                connection.execute(insert(attempt), rows)
            assert today(db, learner)[4:6] == (length, 1)
            assert today(db, learner, NOW + DAY + HOUR)[4:6] == (length, 0)


def test_what_was_begun_and_not_ended_is_offered(db: Database, bob: Actor) -> None:
    sitting_id = begun(db, bob)
    found = today(db, bob).unfinished
    assert found is not None
    assert found.id == sitting_id
    sittings.end(db, bob, sitting_id, NOW)
    assert today(db, bob).unfinished is None


def test_topics_and_articles_add_up_to_their_facts(db: Database, bob: Actor) -> None:
    practised(db, bob, choice=Choice(topics=("Saturn",)))
    now = NOW + 5 * DAY
    overview, remembered = progress.overview(db, bob, now, UTC), recall(db, bob, now)
    saturn = [one for one in FACTS if one.topic == "Saturn"]
    assert [(share.name, share.facts, share.learnt) for share in overview.by_topic] == [
        ("Saturn", 3, 3),
        ("Moons", 3, 0),
    ]
    assert [share.known for share in overview.by_topic] == [
        pytest.approx(sum(remembered[one.id] for one in saturn)), 0,
    ]  # fmt: skip
    assert sum(share.known for share in overview.by_topic) == pytest.approx(today(db, bob, now).known)


def test_a_fact_that_stands_in_two_articles_counts_for_both(db: Database, bob: Actor) -> None:
    shares = {share.name: share.facts for share in progress.overview(db, bob, NOW, UTC).by_article}
    assert shares == {"Saturn": 4, "Moons": 3}
    assert sum(shares.values()) == len(FACTS) + 1


def test_fading_facts_stand_with_the_weakest_first(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=lambda question: (right if question.topic == "Moons" else wrong)(question))
    now = NOW + 3 * DAY
    fading = progress.overview(db, bob, now, UTC).fading
    assert [one.recall for one in fading] == sorted(recall(db, bob, now).values())
    assert {one.fact_id: one.recall for one in fading} == recall(db, bob, now)
    assert {one.topic for one in fading[:3]} == {"Saturn"}
    assert {one.fact_id: (one.statement, one.topic) for one in fading} == {
        one.id: (one.sentence(), one.topic) for one in FACTS
    }
    with db.reading() as connection:
        assert {one.fact_id: one.due for one in fading} == {
            fact_id: card.due for fact_id, card in cards_by_fact(connection, bob.id).items()
        }


def test_only_as_much_is_listed_as_was_asked_for(db: Database, bob: Actor) -> None:
    for day in range(4):
        practised(db, bob, NOW + 60 * day * DAY)
    overview = progress.overview(db, bob, NOW + 200 * DAY, UTC, most=2)
    whole = progress.overview(db, bob, NOW + 200 * DAY, UTC)
    assert (list(overview.fading), list(overview.history)) == (list(whole.fading)[:2], list(whole.history)[:2])
    assert len(whole.fading) == 6
    assert len(whole.history) == 4


def test_the_forecast_counts_every_card_on_the_day_it_falls_due(db: Database, bob: Actor) -> None:
    practised(db, bob, respond=lambda question: (right if question.topic == "Moons" else wrong)(question))
    forecast = progress.overview(db, bob, NOW, UTC).forecast
    assert [day for day, _ in forecast] == [MONDAY + n * DAY for n in range(FORECAST_DAYS)]
    with db.reading() as connection:
        due = [card.due.date() for card in cards_by_fact(connection, bob.id).values()]
    assert dict(forecast) == {day: due.count(day) for day, _ in forecast}
    assert sum(count for _, count in forecast) == 6


def test_what_is_overdue_is_forecast_for_today(db: Database, bob: Actor) -> None:
    practised(db, bob)
    forecast = progress.overview(db, bob, NOW + 90 * DAY, UTC).forecast
    assert forecast[0] == (MONDAY + 90 * DAY, 6)
    assert sum(count for _, count in forecast[1:]) == 0


def test_activity_shows_every_day_up_to_today(db: Database, bob: Actor) -> None:
    for ago in (ACTIVITY_DAYS, ACTIVITY_DAYS - 1, 3, 3, 0):
        practise_one(db, bob, NOW - ago * DAY)
    activity = progress.overview(db, bob, NOW, UTC).activity
    assert [day for day, _ in activity] == [MONDAY - n * DAY for n in reversed(range(ACTIVITY_DAYS))]
    assert {day: count for day, count in activity if count} == {
        MONDAY - (ACTIVITY_DAYS - 1) * DAY: 1, MONDAY - 3 * DAY: 2, MONDAY: 1,
    }  # fmt: skip


def test_activity_goes_by_the_learner_s_days(db: Database, bob: Actor) -> None:
    practise_one(db, bob, datetime(2026, 5, 4, 3, 30, tzinfo=BERLIN))
    practise_one(db, bob, datetime(2026, 5, 4, 4, 30, tzinfo=BERLIN))
    activity = dict(progress.overview(db, bob, NOW, BERLIN).activity)
    assert (activity[MONDAY - DAY], activity[MONDAY]) == (1, 1)


def test_history_tells_the_newest_sitting_first_with_its_score(db: Database, bob: Actor) -> None:
    older = practised(db, bob, NOW, wrong, Choice(topics=("Moons",)))
    newer = begun(db, bob, NOW + HOUR)
    first, second = planned(db, bob, newer)[:2]
    sittings.answer(db, bob, newer, 0, right(first), None, NOW + HOUR)
    sittings.answer(db, bob, newer, 1, wrong(second), None, NOW + HOUR + MINUTE)
    sittings.end(db, bob, newer, NOW + 2 * HOUR)
    history = progress.overview(db, bob, NOW + 3 * HOUR, UTC).history
    assert [(one.sitting.id, one.sitting.title, one.answered, one.score) for one in history] == [
        (newer, "All topics", 2, 1.0), (older, "Moons", 3, 0.0),
    ]  # fmt: skip
    assert history[0].sitting.ended_at == NOW + 2 * HOUR
    assert history[1].sitting.ended_at is None


def test_a_sitting_without_a_response_is_no_history(db: Database, bob: Actor) -> None:
    begun(db, bob)
    assert progress.overview(db, bob, NOW, UTC).history == []


def test_what_others_do_is_not_one_s_own_progress(db: Database, bob: Actor, charlie: Actor) -> None:
    before, overview = today(db, charlie), progress.overview(db, charlie, NOW, UTC)
    practised(db, bob)
    assert today(db, charlie) == before
    assert progress.overview(db, charlie, NOW, UTC) == overview


def test_a_fact_without_a_citation_belongs_to_no_article(db: Database, alice: Actor, bob: Actor) -> None:
    shown = BY_ID["widest-rings.multiple_choice"].model_dump(include={"kind", "stem", "key", "explanation"})
    own = questions.save(db, alice, shown | {"topic": "Own", "distractors": ("Mars",)}, NOW)
    overview = progress.overview(db, bob, NOW, UTC)
    assert [(share.name, share.facts) for share in overview.by_topic] == [("Saturn", 3), ("Moons", 3), ("Own", 1)]
    assert sum(share.facts for share in overview.by_article) == 7
    assert own not in FACT_IDS
    assert today(db, bob).facts == 7


def test_an_article_whose_facts_are_gone_is_listed_no_more(bare_db: Database, bob: Actor) -> None:
    published(bare_db, *(question for question in QUESTIONS if question.topic == "Saturn"))
    overview = progress.overview(bare_db, bob, NOW + timedelta(days=1), UTC)
    assert [share.name for share in overview.by_article] == ["Saturn"]
