"""Questions across facts: orderings in time, matchings along one relation, and those with several keys."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from question_bank.bank import Bank
from question_bank.generate.balance import draw, shuffled
from question_bank.generate.common import shared
from question_bank.groups import Belongs, Relation
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.ordering import Ordering
from question_bank.marking import first_number


def ordered(bank: Bank) -> Iterator[Ordering]:
    """Yield orderings of four or five events that happened in different years."""
    for relation in bank.relations:
        for size, half in ((relation.size, 0), (relation.size + 1, 1)) if relation.order else ():
            for pairs in _sets(relation, size)[half::2]:
                in_time = sorted(pairs, key=lambda pair: first_number(pair.right))
                yield Ordering(
                    id=_id(relation, pairs, "ordering"),
                    stem=relation.order,
                    items=tuple(pair.left for pair in in_time),
                    **shared(bank, [bank.fact_by_id[pair.fact] for pair in in_time]),
                )


def paired(bank: Bank) -> Iterator[Matching]:
    """Yield matchings along each relation, with one answer more than is needed where there is one."""
    for relation in bank.relations:
        for pairs in _sets(relation, relation.size):
            sides = tuple((pair.left, bank.named(pair.right, pair.fact)) for pair in pairs)
            yield Matching(
                id=_id(relation, pairs, "matching"),
                stem=relation.match,
                pairs=sides,
                distractors=_distractors(relation, pairs),
                ascending=relation.ascending,
                **shared(bank, [bank.fact_by_id[pair.fact] for pair in pairs]),
            )


def with_several_keys(bank: Bank) -> Iterator[MultipleResponse]:
    """Yield the questions with several keys."""
    for several in bank.several:
        first = several.facts[0]
        yield MultipleResponse(
            id=f"{first}.multiple_response",
            stem=bank.named(several.stem, first),
            options=tuple(shuffled((*several.keys, *several.distractors), several.stem)),
            keys=several.keys,
            **shared(bank, [bank.fact_by_id[one] for one in several.facts]),
        )


def _sets(relation: Relation, size: int) -> list[list[Belongs]]:
    """Return sets of pairs that differ on the right; one grows from each pair, so that a new one changes few others."""
    grown = [_grown(relation, first, size) for first in relation.pairs]
    full = {frozenset(pair.left for pair in pairs): pairs for pairs in grown if len(pairs) == size}
    return sorted(full.values(), key=lambda pairs: draw(f"{relation.id} {_digest(pairs)}"))[: relation.most]


def _grown(relation: Relation, first: Belongs, size: int) -> list[Belongs]:
    """Return a pair with those that chance puts beside it, in the relation's order."""
    nearest = sorted(relation.pairs, key=lambda pair: draw(f"{relation.id} {first.left} {pair.left}"))
    chosen = [first]
    for pair in nearest:
        taken = {one.left if relation.shared else one.right for one in chosen}
        is_new = pair not in chosen and (relation.shared or pair.right == "{title}" or pair.right not in taken)
        if len(chosen) < size and is_new:
            chosen.append(pair)
    return [pair for pair in relation.pairs if pair in chosen]


def _distractors(relation: Relation, pairs: Sequence[Belongs]) -> tuple[str, ...]:
    """Return wrong right sides: those written for the relation, else one that belongs to a pair not asked about."""
    if relation.distractors or relation.shared:
        return relation.distractors
    used = {pair.right for pair in pairs}
    rest = (pair.right for pair in relation.pairs if pair.right not in used)
    return tuple(shuffled(dict.fromkeys(rest), f"{relation.id} {_digest(pairs)}"))[:1]


def _id(relation: Relation, pairs: Sequence[Belongs], kind: str) -> str:
    return f"{relation.id}.{_digest(pairs)}.{kind}"


def _digest(pairs: Sequence[Belongs]) -> str:
    """Name a set of pairs by its facts, whatever the wording."""
    return sha256(" ".join(sorted(pair.fact for pair in pairs)).encode()).hexdigest()[:8]
