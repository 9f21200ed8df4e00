"""What a sitting asks a learner: the facts by what they know of them, each by the question that suits it best."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from json import loads
from random import Random
from typing import NamedTuple

from question_bank.checks.pairs import giveaways
from question_bank.kinds import KINDS, AnyQuestion
from question_bank.marking import compact
from quizapp.domain import forms, modes, planning
from quizapp.domain.modes import Mode
from quizapp.domain.planning import NO_LIMITS, UNPLANNED, Candidate, Learning, Limits
from quizapp.services import exams
from quizapp.services.learnings import learnings
from quizapp.services.people import Actor
from quizapp.services.shown import question_of
from quizapp.storage import bank, learning
from quizapp.storage.database import Connection, Database

RESERVE = 2
"""For each place in a sitting so many facts are looked at: some have no question that may stand beside the others."""
MISSED = 300
"""As many of the newest wrong responses say what a learner confuses."""
COMMON = 3
"""A wrong response that is the answer to more facts than these does not say which of them was meant."""


class Choice(NamedTuple):
    """What a learner wants to practise; no topics or articles means all, and `minutes` are for a mock exam."""

    length: int = 10
    topics: Sequence[str] = ()
    articles: Sequence[str] = ()
    mode: Mode = Mode.PRACTICE
    minutes: int = 10

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds that fit, if not all: cards in their own mode, in an exam none that learners mark themselves."""
        if self.mode not in (Mode.CARDS, Mode.EXAM):
            return ()
        return [name for name, kind in KINDS.items() if kind.self_rated == (self.mode is Mode.CARDS)]


class Confusions(NamedTuple):
    """The answers of each fact, compact, and the facts that a learner may confuse it with."""

    answers: Mapping[str, frozenset[str]]
    pairs: Mapping[str, set[str]]


def topics(db: Database, actor: Actor) -> list[str]:
    """List the topics that a sitting can be about."""
    with db.reading() as connection:
        return learning.topics(connection)


def chosen(
    connection: Connection,
    actor: Actor,
    choice: Choice,
    now: datetime,
    until: datetime,
    chance: Random,
    zone: tzinfo,
    limits: Limits = NO_LIMITS,
    missed: Mapping[str, datetime] | None = None,
) -> list[tuple[str, int]]:
    """Return the questions of a sitting, each with its version, about what its mode is for.

    Practice is about facts due before a moment and new ones; practice of everything keeps to the plan for the actor's
    exam, if there is one. `missed` says when facts were missed.
    """
    known = _confusions(connection, actor)
    facts = learnings(connection, actor, now, choice.topics, choice.articles, choice.kinds)
    most = RESERVE * choice.length
    match choice.mode:
        case Mode.PRACTICE | Mode.CARDS:
            is_all = choice == Choice(choice.length)
            plan = exams.planned(connection, actor, now, zone) if is_all else None
            wanted = planning.choose_facts(facts, most, now, until, known.pairs, plan or UNPLANNED, limits)
        case Mode.MISSED:
            wanted = modes.choose_missed(facts, missed or {}, most)
        case Mode.CRAM:
            wanted = modes.choose_weakest(facts, most, now)
        case Mode.EXAM:
            wanted = modes.choose_any(facts, most, chance)
    settled = {id for id, card in learning.cards_by_fact(connection, actor.id).items() if planning.is_settled(card)}
    facts, questions = _with_candidates(connection, actor, wanted, known, choice.kinds)
    preferences = learning.preferences(connection, actor.id)
    asked = forms.choose_questions(facts, choice.length, now, chance, settled, _apart(questions.values()), preferences)
    return [(one.question_id, one.version) for one in asked]


def _confusions(connection: Connection, actor: Actor) -> Confusions:
    answers = {
        fact_id: frozenset(map(compact, said.values())) for fact_id, said in bank.answers_of_facts(connection).items()
    }
    pairs = learning.confusable_facts(connection)
    for one, other in _confused(learning.missed_responses(connection, actor.id, MISSED), answers):
        pairs.setdefault(one, set()).add(other)
        pairs.setdefault(other, set()).add(one)
    return Confusions(answers, pairs)


def _confused(
    missed: Sequence[tuple[str, str]], answers: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Yield the facts whose answers a learner gave when asked about others."""
    asking: dict[str, list[str]] = {}
    for fact_id, all_of_it in answers.items():
        for one in all_of_it:
            asking.setdefault(one, []).append(fact_id)
    for fact_id, kept in missed:
        response = loads(kept)
        given = compact(response) if isinstance(response, str) else ""
        others = asking.get(given, ())
        if given not in answers.get(fact_id, ()) and len(others) <= COMMON:
            yield from ((fact_id, other) for other in others if other != fact_id)


def _with_candidates(
    connection: Connection, actor: Actor, wanted: Sequence[Learning], known: Confusions, kinds: Sequence[str]
) -> tuple[list[Learning], dict[str, AnyQuestion]]:
    """Return facts with the questions that could be asked about them, and these by id."""
    found: dict[str, list[Candidate]] = {fact.fact_id: [] for fact in wanted}
    questions: dict[str, AnyQuestion] = {}
    for one in learning.questions_of_facts(connection, actor.id, list(found)):
        if kinds and one.kind not in kinds:
            continue
        questions[one.question_id] = question = question_of(one.body)
        compares = _compared(question, known.pairs.get(one.fact_id, ()), known.answers)
        candidate = Candidate(
            one.question_id, one.version, one.kind, question.demands, question.guess_score(), one.answered_at,
            question.facts, compares,
        )  # fmt: skip
        found[one.fact_id].append(candidate)
    return [fact._replace(candidates=found[fact.fact_id]) for fact in wanted], questions


def _apart(questions: Iterable[AnyQuestion]) -> dict[str, set[str]]:
    """Return which questions one of them gives away, or is given away by."""
    found: dict[str, set[str]] = {}
    for one, other in giveaways(list(questions)):
        found.setdefault(one.id, set()).add(other.id)
        found.setdefault(other.id, set()).add(one.id)
    return found


def _compared(
    question: AnyQuestion, others: Sequence[str] | set[str], answers: Mapping[str, frozenset[str]]
) -> frozenset[str]:  # fmt: skip
    """Return the facts that a question shows beside its own: it asks about them too, or offers their answers."""
    found = question.options_to_compare
    offered = frozenset(map(compact, found.options)) if found and others else frozenset()
    return frozenset(
        other for other in others if other in question.facts or not offered.isdisjoint(answers.get(other, ()))
    )
