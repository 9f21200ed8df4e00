"""Cards, reviews and preferences come back from both engines as they were kept, to the last bit."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.domain.fsrs6 import WEIGHTS, Model
from quizapp.domain.memory import PREFERENCES, Card, Evidence, Preferences, Review, replayed
from quizapp.services.people import Actor
from quizapp.storage import answers, memories
from quizapp.storage.corrections import Correction, add_corrections
from quizapp.storage.database import Database
from quizapp.storage.learning import cards_by_fact, facts_with_cards, reviews_by_fact
from quizapp.storage.memories import card_of, card_values, preferences_of, zone_of
from tests.quizapp.people import DAY, NOW

ON_ONE_DATABASE = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
EVIDENCE = st.builds(
    Evidence, st.floats(0, 1), st.sampled_from([0, 0.25, 1 / 3, 0.5]), st.none() | st.integers(1, 4),
    st.floats(0, 0.2), st.none() | st.integers(1, 3), st.integers(0, 3),
)  # fmt: skip
GAPS = st.timedeltas(0 * DAY, 300 * DAY).map(lambda gap: gap - gap % (DAY / 86_400_000))
ZONES = st.sampled_from([UTC, ZoneInfo("Asia/Tokyo"), ZoneInfo("America/St_Johns")])


@st.composite
def logs(draw: st.DrawFn) -> list[Review]:
    at, log = NOW, []
    for gap, evidence, zone in draw(st.lists(st.tuples(GAPS, EVIDENCE, ZONES), min_size=1, max_size=10)):
        at += gap + DAY / 86_400_000
        log.append(Review(at, evidence, zone, draw(st.none() | st.integers(1, 400))))
    return log


@ON_ONE_DATABASE
@given(logs())
def test_cards_and_logs_come_back_to_the_last_bit(db: Database, bob: Actor, log: list[Review]) -> None:
    card = replayed(log)
    assert card is not None
    with db.writing_directly() as direct:
        direct.cursor.execute("DELETE FROM review")
        for place, review in enumerate(log):
            answers.add_review(direct, bob.id, "titan-air", f"{place:032x}", review)
        answers.put_card(direct, bob.id, "titan-air", card)
        assert memories.cards(direct, bob.id) == {"titan-air": card}
        assert [(fact_id, list(found)) for fact_id, found in memories.logs(direct, bob.id)] == [("titan-air", log)]
    with db.reading() as connection:
        assert cards_by_fact(connection, bob.id) == {"titan-air": card}
        assert reviews_by_fact(connection, bob.id) == {"titan-air": log}
        assert [one.card for one in facts_with_cards(connection, bob.id) if one.card] == [card]


def test_one_state_needs_no_more_room_than_its_summary() -> None:
    one, two = (replayed([Review(NOW, Evidence(1, guess))]) for guess in (0, 0.5))
    assert one is not None
    assert two is not None
    assert card_values(1, "f", one)["states"] is None
    assert len(card_values(1, "f", two)["states"]) == 2 * 24


def test_a_card_that_is_not_there_is_none() -> None:
    assert card_of([None] * len(Card._fields)) is None


@pytest.mark.parametrize("name", ["Nowhere/Atlantis", "", "UTC+05:00", "../etc/passwd"])
def test_an_unknown_zone_counts_as_utc(name: str) -> None:
    assert zone_of(name) is UTC


def test_a_known_zone_is_itself() -> None:
    assert zone_of(str(ZoneInfo("Asia/Tokyo"))) == ZoneInfo("Asia/Tokyo")
    assert zone_of(str(UTC)) is UTC


def test_nothing_said_means_the_usual_preferences() -> None:
    assert preferences_of(None) == PREFERENCES
    assert preferences_of("{}") == PREFERENCES


def test_preferences_are_each_learner_s_own(db: Database, bob: Actor, charlie: Actor) -> None:
    wanted = Preferences(0.85, 365, Model((1.0, *WEIGHTS[1:])))
    with db.writing_directly() as direct:
        memories.say(direct, bob.id, retention=0.85, longest=365, weights=wanted.model.w, new_a_day=5)
        found = memories.preferences(direct, bob.id)
        assert (found.retention, found.longest, found.model.w) == (0.85, 365, wanted.model.w)
        assert memories.preferences(direct, charlie.id) == PREFERENCES


def test_what_is_said_of_one_thing_leaves_the_others_as_they_are(db: Database, bob: Actor) -> None:
    with db.writing_directly() as direct:
        assert memories.said(direct, bob.id) == {}
        memories.say(direct, bob.id, retention=0.85, new_a_day=5)
        memories.say(direct, bob.id, retention=0.8)
        assert memories.said(direct, bob.id) == {"retention": 0.8, "new_a_day": 5}


def test_a_corrected_review_is_read_with_the_last_correction_and_one_that_counts_no_longer_not_at_all(
    db: Database, bob: Actor, charlie: Actor
) -> None:
    log = [Review(NOW + day * DAY, Evidence(0, 0.25, hints=day)) for day in range(3)]
    with db.writing_directly() as direct:
        for learner in (bob, charlie):
            for review in log:
                answers.add_review(direct, learner.id, "titan-air", f"{learner.id}-{review.evidence.hints}", review)
        made = [(f"{bob.id}-0", Correction(1, 0.5, 0.25)), (f"{bob.id}-0", Correction(2, 1, 0.5))]
        add_corrections(direct, bob.id, [*made, (f"{bob.id}-2", Correction(1, None, 0))], None, NOW)
        ((_, mine),) = ((fact_id, list(found)) for fact_id, found in memories.logs(direct, bob.id))
        ((_, theirs),) = ((fact_id, list(found)) for fact_id, found in memories.logs(direct, charlie.id))
    assert mine == [log[0]._replace(evidence=Evidence(1, 0.5)), log[1]]
    assert theirs == log


def test_everybody_is_listed_with_the_number_of_their_reviews(db: Database, bob: Actor, charlie: Actor) -> None:
    with db.writing_directly() as direct:
        for fact_id in ("titan-air", "mars-moons"):
            answers.add_review(direct, charlie.id, fact_id, "a", Review(NOW, Evidence(1, 0)))
        assert memories.learners(direct) == [(bob.id, 0), (charlie.id, 2)]
