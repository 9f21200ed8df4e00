"""Cards rebuilt from the log of reviews alone: after a change of weights, preferences, or the weighing of evidence."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from quizapp.domain.evidence import WEIGHING, Weighing
from quizapp.domain.memory import replayed
from quizapp.storage import answers, memories
from quizapp.storage.database import Database, Direct

Progress = Callable[[int, int], None]
"""Is told how many reviews are replayed, of how many."""


class Replayed(NamedTuple):
    """What a replay went through, and how many of the cards came out other than they were kept."""

    reviews: int
    cards: int
    changed: int


def replay(db: Database, progress: Progress = lambda done, of: None, weighing: Weighing = WEIGHING) -> Replayed:
    """Rebuild everyone's cards, learner by learner, each in one transaction; learners may go on answering meanwhile."""
    with db.reading_directly() as direct:
        learners = memories.learners(direct)
    return _replay_all(db, learners, progress, weighing)


def renew(db: Database, progress: Progress = lambda done, of: None) -> Replayed:
    """Rebuild the cards of those who have cards of an earlier memory, as after an upgrade."""
    with db.reading_directly() as direct:
        outdated = memories.outdated(direct)
        learners = [one for one in memories.learners(direct) if one[0] in outdated] if outdated else []
    return _replay_all(db, learners, progress, WEIGHING)


def rebuild(direct: Direct, learner_id: int, weighing: Weighing = WEIGHING) -> Replayed:
    """Rebuild a learner's cards, in a transaction that is open."""
    answers.lock(direct, learner_id)
    preferences = memories.preferences(direct, learner_id)._replace(weighing=weighing)
    kept = memories.cards(direct, learner_id)
    made = ((fact_id, replayed(log, preferences)) for fact_id, log in memories.logs(direct, learner_id))
    rebuilt = {fact_id: card for fact_id, card in made if card}
    changed = [(fact_id, card) for fact_id, card in rebuilt.items() if kept.get(fact_id) != card]
    removed = kept.keys() - rebuilt.keys()
    memories.put_cards(direct, learner_id, changed)
    memories.remove_cards(direct, learner_id, removed)
    return Replayed(sum(card.reviews for card in rebuilt.values()), len(rebuilt), len(changed) + len(removed))


def rebuild_facts(direct: Direct, learner_id: int, fact_ids: Sequence[str]) -> None:
    """Rebuild a learner's cards of some facts, in a transaction that is open and has locked the learner."""
    preferences = memories.preferences(direct, learner_id)
    made = {fact_id: replayed(memories.log(direct, learner_id, fact_id), preferences) for fact_id in fact_ids}
    memories.put_cards(direct, learner_id, [(fact_id, card) for fact_id, card in made.items() if card])
    memories.remove_cards(direct, learner_id, [fact_id for fact_id, card in made.items() if card is None])


def _replay_all(db: Database, learners: Sequence[tuple[int, int]], progress: Progress, weighing: Weighing) -> Replayed:
    total, done, cards, changed = sum(reviews for _, reviews in learners), 0, 0, 0
    for learner_id, reviews in learners:
        with db.writing_directly() as direct:
            one = rebuild(direct, learner_id, weighing)
        done, cards, changed = done + reviews, cards + one.cards, changed + one.changed
        progress(done, total)
    return Replayed(done, cards, changed)
