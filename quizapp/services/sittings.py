"""Sittings: begun, continued, answered, looked back on. A response is committed before its feedback is returned."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache, partial
from json import dumps, loads
from random import Random
from typing import NamedTuple

from pydantic import TypeAdapter

from question_bank.interactions import Interaction, Response
from question_bank.kinds import KINDS, AnyQuestion, read_question_json
from question_bank.marking import NotAnAnswer, Part
from question_bank.responses import all_texts
from quizapp.domain import days, planning, schedule
from quizapp.domain.evidence import Confidence, Evidence
from quizapp.domain.memory import Review, counts_at, reviewed
from quizapp.errors import NotFound
from quizapp.services.identifiers import new_id
from quizapp.services.people import Actor
from quizapp.storage import answers, bank, learning, sittings
from quizapp.storage.database import Connection, Database, Direct

PRACTICE = "practice"
LENGTHS = (5, 10, 20, 40)
LOADS = timedelta(days=1_000)
"""How far ahead a sitting knows how many facts are due; beyond, facts lie far apart anyway."""

_INTERACTION: TypeAdapter[Interaction] = TypeAdapter(Interaction)


class Choice(NamedTuple):
    """What a learner wants to practise; no topics or articles means all."""

    length: int = 10
    topics: Sequence[str] = ()
    articles: Sequence[str] = ()


class Given(NamedTuple):
    """A response that was marked and committed."""

    response: Response
    score: float

    @property
    def is_right(self) -> bool:
        """Say whether the whole response was right."""
        return self.score >= 1

    @property
    def is_partly_right(self) -> bool:
        """Say whether some of the response was right."""
        return 0 < self.score < 1


class Shown(NamedTuple):
    """A place in a sitting: the question, how it is shown, and what was given once there is something.

    `following` is the next place where it is at hand, so that going on waits for nothing.
    """

    sitting_id: str
    length: int
    position: int
    attempt_id: str
    question: AnyQuestion
    interaction: Interaction
    given: Given | None
    following: "Shown | None" = None

    @property
    def parts(self) -> Sequence[Part]:
        """How the parts of the response were marked."""
        return self.question.grade(self.given.response).parts if self.given else ()


class Summary(NamedTuple):
    """A sitting looked back on."""

    sitting: sittings.SittingRow
    items: Sequence[Shown]

    @property
    def answered(self) -> list[Shown]:
        """The places with a response."""
        return [item for item in self.items if item.given]

    @property
    def missed(self) -> list[Shown]:
        """The places with a response that was not right."""
        return [item for item in self.answered if item.given and not item.given.is_right]


def begin(
    db: Database, actor: Actor, choice: Choice, now: datetime, until: datetime, chance: Random, zone: tzinfo = UTC
) -> str | None:
    """Plan a sitting of facts due before a moment and of new ones; return its id, or None if there is nothing to ask.

    The days after which its facts are asked again begin in the zone where the learner is.
    """
    with db.reading() as connection:
        title = _title(connection, choice)
        facts = _learnings(connection, actor, choice)
        chosen = planning.choose_facts(facts, choice.length, now, until)
        candidates = planning.choose_questions(_with_candidates(connection, actor, chosen), chance)
        items = [_item(connection, one, place, now, chance) for place, one in enumerate(candidates)]
        loads = _loads(connection, actor, now, zone)
    if not items:
        return None
    row = sittings.SittingRow(new_id(now), PRACTICE, title, len(items), now, None)
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
    return _shown(item) if item else None


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
        item = asked.item
        if item.response is not None:
            return _shown(item)
        question = _question(item.body)
        if any("\0" in text for text in all_texts(response)):
            raise NotAnAnswer("Give the answer anew: there is an invisible sign in it.")
        parsed = question.parse(response)
        mark = question.grade(parsed)
        kept = dumps(parsed, ensure_ascii=False)
        if answers.add_attempt(direct, answers.Attempt(item, actor.id, kept, mark.score, seconds, now)):
            _remember(direct, actor, asked, Evidence.of(mark, question.guess_score(), confidence, hints), now)
    following = _shown(asked.following) if asked.following else None
    given = Given(parsed, mark.score)
    return Shown(*_shown(item)[:-2], given, following)


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
        items = sittings.items(connection, actor.id, sitting_id)
    return Summary(row, [_shown(item) for item in items])


def unfinished(db: Database, actor: Actor) -> sittings.SittingRow | None:
    """Return the learner's newest sitting that has not ended."""
    with db.reading() as connection:
        return sittings.open_sitting(connection, actor.id)


@lru_cache(maxsize=4096)
def _question(body: str) -> AnyQuestion:
    return read_question_json(body)


@lru_cache(maxsize=4096)
def _interaction(shown_as: str) -> Interaction:
    return _INTERACTION.validate_json(shown_as)


def _shown(item: answers.Item) -> Shown:
    given = None if item.response is None or item.score is None else Given(loads(item.response), item.score)
    question, interaction = _question(item.body), _interaction(item.shown)
    return Shown(item.sitting_id, item.length, item.position, item.attempt_id, question, interaction, given)


def _learnings(connection: Connection, actor: Actor, choice: Choice) -> list[planning.Learning]:
    facts = learning.facts_with_cards(connection, actor.id, choice.topics, choice.articles)
    return [planning.Learning(fact.id, fact.card, ()) for fact in facts]


def _with_candidates(
    connection: Connection, actor: Actor, chosen: Sequence[planning.Learning]
) -> list[planning.Learning]:
    found: dict[str, list[planning.Candidate]] = {fact.fact_id: [] for fact in chosen}
    for one in learning.questions_of_facts(connection, actor.id, list(found)):
        recalls = KINDS[one.kind].recalls
        candidate = planning.Candidate(one.question_id, one.version, one.kind, recalls, one.answered_at)
        found[one.fact_id].append(candidate)
    return [fact._replace(candidates=found[fact.fact_id]) for fact in chosen]


def _item(
    connection: Connection, one: planning.Candidate, position: int, now: datetime, chance: Random
) -> answers.Item:
    body = bank.question_body(connection, one.question_id, one.version)
    if body is None:
        raise AssertionError(f"version {one.version} of {one.question_id} was never kept")
    interaction = _question(body).interaction().arranged(chance)
    shown_as = interaction.model_dump_json()
    return answers.Item("", 0, position, new_id(now), one.question_id, one.version, body, shown_as, None, None)


def _remember(direct: Direct, actor: Actor, asked: answers.Asked, evidence: Evidence, now: datetime) -> None:
    """Move the cards of the facts, each to the day with the fewest due facts of those that suit its memory."""
    today = days.day_of(now, asked.zone).toordinal()
    for fact_id, card in asked.cards.items():
        at = counts_at(card, now)
        chance = schedule.chance_of(actor.id, fact_id, card.reviews if card else 0)
        choose = partial(schedule.least_loaded, loads=asked.loads, first=today, chance=chance)
        after = reviewed(card, Review(at, evidence, asked.zone), asked.preferences, choose)
        kept = Review(at, evidence, asked.zone, after.interval)
        answers.add_review(direct, actor.id, fact_id, asked.item.attempt_id, kept)
        answers.put_card(direct, actor.id, fact_id, after)


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
