"""Sittings: begun, continued, answered, looked back on. A response is committed before its feedback is returned."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from json import dumps
from random import Random
from typing import NamedTuple

from question_bank.interactions import Response
from question_bank.kinds import AnyQuestion
from question_bank.marking import NotAnAnswer
from question_bank.responses import all_texts
from quizapp.domain import days, schedule
from quizapp.domain.evidence import Confidence, Evidence
from quizapp.domain.memory import Card, Review, counts_at, reviewed
from quizapp.domain.modes import Mode, missed_at
from quizapp.errors import NotFound, Refused
from quizapp.services import preferences
from quizapp.services.choosing import Choice as Choice
from quizapp.services.choosing import chosen
from quizapp.services.identifiers import new_id
from quizapp.services.people import Actor
from quizapp.services.shown import Given, Shown, question_of, shown
from quizapp.storage import answers, bank, learning, memories, places, sittings
from quizapp.storage.database import Connection, Database, Direct

LENGTHS = (5, 10, 20, 40)
LOADS = timedelta(days=1_000)
"""How far ahead a sitting knows how many facts are due; beyond, facts lie far apart anyway."""


class Summary(NamedTuple):
    """A sitting looked back on: its places, where missed questions were asked again, and the last place answered."""

    sitting: sittings.SittingRow
    items: Sequence[Shown]
    repeats: Sequence[Shown] = ()
    last: int | None = None

    @property
    def answered(self) -> list[Shown]:
        """The places with a response."""
        return [item for item in self.items if item.given]

    @property
    def missed(self) -> list[Shown]:
        """The places with a response that was not right."""
        return [item for item in self.answered if item.given and not item.given.is_right]

    @property
    def last_answered(self) -> Shown | None:
        """The place that was answered last."""
        return next((item for item in (*self.items, *self.repeats) if item.position == self.last), None)

    @property
    def mended(self) -> int:
        """How many of the missed questions were right when they were asked again."""
        return sum(item.given is not None and item.given.is_right for item in self.repeats)


def begin(
    db: Database, actor: Actor, choice: Choice, now: datetime, until: datetime, chance: Random, zone: tzinfo = UTC
) -> str | None:
    """Plan a sitting of what its mode asks about; return its id, or None if there is nothing to ask.

    Practice is about facts due before a moment and new ones. It keeps to what the actor's daily limits leave of today.
    The days after which its facts are asked again begin in the zone where the learner is.
    """
    limits = preferences.wanted(db, actor).limits
    missed = _missed(db, actor, now) if choice.mode is Mode.MISSED else {}
    with db.reading() as connection:
        title = _title(connection, choice)
        left = preferences.left_today(connection, actor, now, zone, limits)
        asked = chosen(connection, actor, choice, now, until, chance, zone, left, missed)
        items = [_item(connection, *one, place, now, chance) for place, one in enumerate(asked)]
        loads = _loads(connection, actor, now, zone)
    if not items:
        return None
    deadline = now + timedelta(minutes=choice.minutes) if choice.mode is Mode.EXAM else None
    row = sittings.SittingRow(new_id(now), choice.mode, title, len(items), now, None, deadline)
    with db.writing() as connection:
        items = [item._replace(sitting_id=row.id) for item in items]
        sittings.add_sitting(connection, actor.id, row, items, zone, loads)
    return row.id


def place(db: Database, actor: Actor, sitting_id: str, wanted: int | None = None) -> Shown | None:
    """Return a place of a sitting: the wanted one, or else the first without a response, or None if there is none."""
    with db.reading_directly() as direct:
        item = None if wanted is None else answers.item_at(direct, actor.id, sitting_id, wanted)
        if item is None:
            first_open = sittings.first_open(direct, actor.id, sitting_id)
            item = None if first_open is None else answers.item_at(direct, actor.id, sitting_id, first_open)
    return shown(item) if item else None


def answer(
    db: Database,
    actor: Actor,
    sitting_id: str,
    position: int,
    response: Response,
    seconds: float | None,
    now: datetime,
    confidence: Confidence | None = None,
    hints: int = 0,
) -> Shown:
    """Mark a response, commit it with its reviews and cards, and return the place with what was given and the next one.

    The first response counts: a second click, another tab or a late rerun gets the first one back.

    Raises:
        NotAnAnswer: the response cannot be marked; the message says what to give instead.
        NotFound: the learner has no such sitting, or it has no such place.
    """
    with db.writing_directly() as direct:
        answers.lock(direct, actor.id)
        asked = answers.asked(direct, actor.id, sitting_id, position)
        if asked is None:
            raise NotFound("This question is in none of your sittings: begin a new one.")
        item, mode = asked.item, Mode(asked.item.mode)
        if mode is Mode.EXAM:
            raise Refused("An exam is answered on its own page: go on there.")
        if item.response is not None:
            return shown(item)
        question = question_of(item.body)
        parsed = read(question, response)
        mark = question.grade(parsed)
        kept = dumps(parsed, ensure_ascii=False)
        if answers.add_attempt(direct, answers.Attempt(item, actor.id, kept, mark.score, seconds, now)):
            if item.repeats is None and mode.is_scheduled:
                remember(direct, actor, asked, Evidence.of(mark, question.guess_score(), confidence, hints), now)
            item = _followed_up(direct, item, mark.is_right, now)
    following = shown(asked.following._replace(to_repeat=item.to_repeat)) if asked.following else None
    return shown(item)._replace(given=Given(parsed, mark.score), following=following)


def end(db: Database, actor: Actor, sitting_id: str, now: datetime) -> None:
    """End a sitting; what was not answered stays as it was."""
    with db.writing() as connection:
        sittings.end_sitting(connection, actor.id, sitting_id, now)


def summary(db: Database, actor: Actor, sitting_id: str) -> Summary:
    """Look back on a sitting.

    Raises:
        NotFound: the learner has no such sitting.
    """
    with db.reading() as connection:
        row = sittings.sitting_row(connection, actor.id, sitting_id)
        if row is None:
            raise NotFound("This sitting is not one of yours: begin a new one.")
        items = [shown(item) for item in sittings.items(connection, actor.id, sitting_id)]
        last = sittings.last_answered(connection, actor.id, sitting_id)
    planned = [item for item in items if item.repeats is None]
    return Summary(row, planned, [item for item in items if item.repeats is not None], last)


def unfinished(db: Database, actor: Actor) -> sittings.SittingRow | None:
    """Return the learner's newest sitting that has not ended."""
    with db.reading() as connection:
        return sittings.open_sitting(connection, actor.id)


def _missed(db: Database, actor: Actor, now: datetime) -> dict[str, datetime]:
    """Find when facts were missed that were missed the last time or lately."""
    with db.reading_directly() as direct:
        logs = memories.logs(direct, actor.id)
        return {fact_id: at for fact_id, log in logs if (at := missed_at(log, now))}


def _item(
    connection: Connection, question_id: str, version: int, position: int, now: datetime, chance: Random
) -> answers.Item:
    body = bank.question_body(connection, question_id, version)
    if body is None:
        raise AssertionError(f"version {version} of {question_id} was never kept")
    interaction = question_of(body).interaction().arranged(chance)
    shown_as = interaction.model_dump_json()
    return answers.Item("", 0, position, new_id(now), question_id, version, body, shown_as, None, None)


def read(question: AnyQuestion, response: Response) -> Response:
    """Return a response in the form in which it is kept and graded.

    Raises:
        NotAnAnswer: it cannot be marked; the message says what to give instead.
    """
    if any("\0" in text for text in all_texts(response)):
        raise NotAnAnswer("Give the answer anew: there is an invisible sign in it.")
    return question.parse(response)


def remember(direct: Direct, actor: Actor, asked: answers.Asked, evidence: Evidence, now: datetime) -> None:
    """Move the cards of the facts, each to the day with the fewest due facts of those that suit its memory."""
    for fact_id in asked.cards:
        review, after = reviewing(actor, asked, fact_id, evidence, now)
        answers.add_review(direct, actor.id, fact_id, asked.item.attempt_id, review)
        answers.put_card(direct, actor.id, fact_id, after)


def reviewing(
    actor: Actor, asked: answers.Asked, fact_id: str, evidence: Evidence, now: datetime
) -> tuple[Review, Card]:  # fmt: skip
    """Return the review that evidence about a fact is, and the card after it."""
    card = asked.cards[fact_id]
    at = counts_at(card, now)
    today = days.day_of(now, asked.zone).toordinal()
    chance = schedule.chance_of(actor.id, fact_id, card.reviews if card else 0)
    choose = partial(schedule.least_loaded, loads=asked.loads, first=today, chance=chance)
    after = reviewed(card, Review(at, evidence, asked.zone), asked.preferences, choose)
    return Review(at, evidence, asked.zone, after.interval), after


def _followed_up(direct: Direct, item: answers.Item, is_right: bool, now: datetime) -> answers.Item:
    """Plan a missed question anew, at the end of its sitting; return the item with what is then to be repeated."""
    to_repeat = item.to_repeat - (item.repeats is not None)
    if is_right:
        return item._replace(to_repeat=to_repeat)
    attempt_id = new_id(now)
    interaction = question_of(item.body).interaction().arranged(Random(attempt_id))
    places.repeat(direct, item, attempt_id, interaction.model_dump_json())
    return item._replace(to_repeat=to_repeat + 1)


def _loads(connection: Connection, actor: Actor, now: datetime, zone: tzinfo) -> dict[int, int]:
    """Count the facts due on each of the next days, by the day's ordinal."""
    counts: Counter[int] = Counter()
    for due, count in learning.due_moments(connection, actor.id, now + LOADS):
        counts[days.day_of(due, zone).toordinal()] += count
    return counts


def _title(connection: Connection, choice: Choice) -> str:
    titles = {body["id"]: body["title"] for body in bank.article_bodies(connection)}
    parts = [*choice.topics, *(titles[one] for one in choice.articles if one in titles)]
    return ", ".join(parts) or "All topics"
