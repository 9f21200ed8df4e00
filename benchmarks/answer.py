"""The answer path: response → marked → attempt, review and card committed → next question in hand.

    .venv/bin/python -m benchmarks.answer [--cards 1000 10000 100000] [--blocks 40] [--steps 25] [--folder DIR]

Contestants, each with the same number of cards, half of them reviewed before, in turn within one run:

* ours: `sittings.answer`, which brings the next question, SQLite in WAL mode with synchronous FULL
* floor: the same statements through `sqlite3` alone, without marking, memory or models
* Anki: `answer_card`, `get_queued_cards` and the text of the next card, FSRS on (WAL, synchronous FULL)
* Anki, textless: the same without the text, which leaves the learner with the next card's number, not its question

Every answer of all four is on disk before the next one begins. Measure on a real disk: in memory, a commit is free.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from struct import pack
from time import time

import anki.collection  # noqa: F401 - anki.cards cannot be imported before it
from anki.cards import Card as AnkiCard
from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId, UpdateDeckConfigs
from anki.scheduler.v3 import CardAnswer
from anki.scheduler.v3 import Scheduler as AnkiScheduler

from benchmarks.measure import WARM_UP, Timing, interleaved, ratio, tail_ratio
from question_bank.kinds.multiple_choice import MultipleChoice
from quizapp.domain.memory import Evidence, Review, reviewed
from quizapp.services import people, sittings
from quizapp.services.questions import row_of, version_of
from quizapp.services.shown import Shown
from quizapp.storage import answers, bank
from quizapp.storage.database import Database, migrate
from quizapp.storage.sittings import SittingRow, add_sitting

LENGTH = 20
STATES = pack("<9d", 0.6021, 7.0124, 0.0371, 2.3065, 2.1181, 0.1629, 10.9626, 2.1112, 0.8)
STEM = "In which year did the pipeline between the towns number {} and number {} begin operating?"


class Ours:
    """Our own services on a database with a question for each fact."""

    def __init__(self, folder: Path, cards: int, steps: int) -> None:
        self.db = _filled(folder / "ours.sqlite", cards)
        self.actor = people.create_profile(self.db, "Ada", "learner", datetime.now(UTC)).actor
        _reviewed_half(self.db, self.actor, cards)
        self.sittings = iter(_planned(self.db, self.actor, Random(2).sample(range(cards), min(cards, steps))))
        self.shown = self.begun()

    def step(self) -> None:
        """Answer the question in hand and take the next one."""
        shown, now = self.shown, datetime.now(UTC)
        answered = sittings.answer(
            self.db, self.actor, shown.sitting_id, shown.position, shown.question.answer, 2.0, now
        )
        self.shown = answered.following or self.begun()

    def begun(self) -> Shown:
        """Take the first question of the next sitting."""
        first = sittings.place(self.db, self.actor, next(self.sittings), 0)
        assert first
        return first


class Floor(Ours):
    """The statements of our answer path, run by the driver alone."""

    def __init__(self, folder: Path, cards: int, steps: int) -> None:
        super().__init__(folder, cards, steps)
        self.cursor = self.db.lend().cursor()
        dialect = self.db.engine.dialect
        names = ("_ITEM", "_ASKED", "_ADD_ATTEMPT", "ADD_REVIEW", "PUT_CARD")
        self.sql = {name: getattr(answers, name).sql(dialect) for name in names}
        self.at = (self.shown.sitting_id, self.shown.position, self.actor.id)

    def step(self) -> None:
        """Run the statements with the values that a right response would bring."""
        run, sql, now = self.cursor.execute, self.sql, int(time() * 1000)
        sitting, place, learner = self.at
        run("BEGIN IMMEDIATE")
        row = run(sql["_ASKED"], self.at).fetchall()[0]
        found = dict(zip([column[0] for column in self.cursor.description], row, strict=True))
        attempt_id, question, fact = found["attempt_id"], found["question_id"], found["fact_id"]
        run(sql["_ADD_ATTEMPT"], (attempt_id, learner, sitting, question, 1, "2019", 1.0, 2.0, now))
        run(sql["ADD_REVIEW"], (learner, fact, attempt_id, now, "UTC", 1.0, 0.25, 0.0, None, None, 0, 1))
        run(sql["PUT_CARD"], (learner, fact, 2.5, 5.0, now, now + 86_400_000, 1, 0, 1, STATES))
        run("COMMIT")
        self.at = (sitting, place + 1, learner)
        if found["position"] == LENGTH - 1:
            self.at = (f"{int(sitting, 16) + LENGTH:032x}", 0, learner)
            run(sql["_ITEM"], self.at).fetchall()


class Anki:
    """Anki's own core through its public calls."""

    def __init__(self, folder: Path, cards: int, shows: bool) -> None:
        folder.mkdir()
        self.collection = _anki_collection(folder / "collection.anki2", cards)
        assert isinstance(self.collection.sched, AnkiScheduler)
        self.scheduler = self.collection.sched
        self.shows = shows
        self.take()

    def take(self) -> None:
        """Fetch the next card, and its text if that is asked for."""
        self.queued = self.scheduler.get_queued_cards().cards[0]
        self.card = AnkiCard(self.collection, backend_card=self.queued.card)
        self.card.start_timer()
        if self.shows:
            self.card.question()

    def step(self) -> None:
        """Answer the card in hand with Good and take the next one."""
        states = self.queued.states
        answer = self.scheduler.build_answer(card=self.card, states=states, rating=CardAnswer.GOOD)
        self.scheduler.answer_card(answer)
        self.take()


def _filled(path: Path, cards: int) -> Database:
    migrate(f"sqlite:///{path}")
    db, now = Database(f"sqlite:///{path}"), datetime.now(UTC)
    facts = [
        {"id": f"fact-{n}", "position": n, "statement": "s", "topic": "Energy", "withdrawn": False}
        for n in range(cards)
    ]
    questions = [_question(n) for n in range(cards)]
    with db.writing() as connection:
        bank.put_facts(connection, facts, {})
        for begin in range(0, cards, 10_000):
            part = questions[begin : begin + 10_000]
            rows = [row_of(one, version=1, position=begin + n) for n, one in enumerate(part)]
            bank.put_questions(connection, rows, {one.id: one.facts for one in part})
            bank.add_versions(connection, [version_of(one, 1, None, now) for one in part])
    return db


def _question(n: int) -> MultipleChoice:
    return MultipleChoice(
        id=f"question-{n}", facts=(f"fact-{n}",), topic="Energy", stem=STEM.format(n, n + 1), as_of="2019",
        explanation=f"The pipeline between the towns number {n} and {n + 1} began operating in 2019. " * 3,
        options=("2012", "2016", "2019", "2021"), key="2019", ordered=True,
    )  # fmt: skip


def _reviewed_half(db: Database, actor: people.Actor, cards: int) -> None:
    chance, now = Random(1), datetime.now(UTC)
    with db.writing_directly() as direct:
        for n in range(0, cards, 2):
            review = Review(now - timedelta(days=30 * chance.random()), Evidence(1, 0.25))
            answers.put_card(direct, actor.id, f"fact-{n}", reviewed(None, review))


def _planned(db: Database, actor: people.Actor, order: list[int]) -> list[str]:
    """Plan sittings over questions in an order."""
    now, ids = datetime.now(UTC), []
    with db.writing() as connection:
        for begin in range(0, len(order), LENGTH):
            ids.append(f"{begin:032x}")
            items = [
                answers.Item(
                    ids[-1], LENGTH, place, f"{begin + place:032x}", f"question-{n}", 1, "",
                    _question(n).interaction().model_dump_json(), None, None,
                )
                for place, n in enumerate(order[begin : begin + LENGTH])
            ]  # fmt: skip
            add_sitting(connection, actor.id, SittingRow(ids[-1], "practice", "All", LENGTH, now, None), items)

    return ids


def _anki_collection(path: Path, cards: int) -> Collection:
    collection = Collection(str(path))
    basic, deck = collection.models.by_name("Basic"), collection.decks.id("bench")
    assert basic is not None
    assert deck is not None
    for begin in range(0, cards, 1000):
        requests = []
        for n in range(begin, min(begin + 1000, cards)):
            note = collection.new_note(basic)
            note.fields = [STEM.format(n, n + 1), "2019"]
            requests.append(AddNoteRequest(note=note, deck_id=deck))
        collection.add_notes(requests)
    limits = collection.decks.config_dict_for_deck_id(deck)
    limits["new"]["perDay"] = limits["rev"]["perDay"] = 9999
    collection.decks.update_config(limits)
    today = collection.sched.today
    collection.close()
    _seed_reviews(path, today)
    collection = Collection(str(path))
    collection.decks.select(deck)
    _switch_fsrs_on(collection, deck)
    return collection


def _seed_reviews(path: Path, today: int) -> None:
    """Give every other card a first lesson and a review, and make it due today, straight in the closed file."""
    log, day = [], 86_400_000
    with closing(sqlite3.connect(path)) as connection, connection:
        seen = [card for (card,) in connection.execute("SELECT id FROM cards ORDER BY id")][::2]
        for n, card in enumerate(seen):
            lesson = int(time() * 1000) - 12 * day + n
            log.append((lesson, card, -1, 3, 2, 0, 2500, 4000, 0))
            log.append((lesson + 2 * day, card, -1, 3, 10, 2, 2500, 4000, 1))
        connection.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", log)
        connection.executemany(
            "UPDATE cards SET type = 2, queue = 2, ivl = 10, due = ?, factor = 2500, reps = 2 WHERE id = ?",
            [(today, card) for card in seen],
        )


def _switch_fsrs_on(collection: Collection, deck: DeckId) -> None:
    """Switch FSRS on as the options do, which works out the memory of every card reviewed before."""
    now = collection.decks.get_deck_configs_for_update(deck)
    collection.decks.update_deck_configs(
        UpdateDeckConfigs(
            target_deck_id=deck,
            configs=[one.config for one in now.all_config],
            limits=now.current_deck.limits,
            new_cards_ignore_review_limit=True,
            fsrs=True,
        )
    )
    states = [collection.get_card(card).memory_state for card in collection.find_cards("deck:bench is:review")[:10]]
    assert all(states), "Anki holds no FSRS memory of the cards reviewed before"


def measured(cards: int, blocks: int, steps: int, folder: str | None) -> dict[str, Timing]:
    """Measure all contestants with a number of cards."""
    answered = (WARM_UP + blocks) * steps + LENGTH
    with tempfile.TemporaryDirectory(dir=folder) as made:
        here = Path(made)
        (here / "floor").mkdir()
        contestants = {
            "ours": Ours(here, cards, answered).step,
            "floor": Floor(here / "floor", cards, answered).step,
            "Anki": Anki(here / "anki", cards, shows=True).step,
            "Anki, textless": Anki(here / "textless", cards, shows=False).step,
        }
        return interleaved(contestants, blocks, steps)


def _said(found: tuple[float, float, float]) -> str:
    middle, low, high = found
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="The answer path beside Anki's.")
    parser.add_argument("--cards", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--blocks", type=int, default=30)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--folder", default=".", help="a folder on the disk to measure on")
    options = parser.parse_args()
    if (WARM_UP + options.blocks) * options.steps >= min(options.cards):
        parser.error("There are fewer cards than answers: name more cards, or fewer blocks or steps.")
    ours: dict[int, Timing] = {}
    print(f"{'cards':>8} {'contestant':14} {'p50 ms':>8} {'p95 ms':>8}  {'p50 to Anki (95 %)':>20} {'p95 to Anki':>20}")
    for cards in options.cards:
        found = measured(cards, options.blocks, options.steps, options.folder)
        ours[cards] = found["ours"]
        for name, timing in found.items():
            middle, tail = (_said(of(timing, found["Anki"])) for of in (ratio, tail_ratio))
            print(f"{cards:8} {name:14} {timing.p50:8.3f} {timing.p95:8.3f}  {middle:>20} {tail:>20}")
    if len(ours) > 1:
        few, many = ours[min(ours)], ours[max(ours)]
        print(f"ours at {max(ours):,} cards is {many.p50 / few.p50:.2f} × what it is at {min(ours):,}")


if __name__ == "__main__":
    main()
