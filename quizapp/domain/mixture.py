"""A memory of which one is not certain: FSRS-6 states with the chance of each, moved by evidence.

`docs/memory.md` derives it. A state is (stability, difficulty, chance); the chances of a mixture add up to one.
"""

from itertools import pairwise
from math import exp, log, sqrt

from quizapp.domain.evidence import Likelihood
from quizapp.domain.fsrs6 import AGAIN, Model

MOST = 8
"""A mixture holds no more states than this."""
ALIKE = 0.01
"""Two neighbours become one when chance × (difference of log stability)² is below; see docs/memory.md, Merging."""
_SURELY = 1 - 1e-9
_PRECISION = 1e-3
"""The relative size of the last step; Newton's method squares what is wrong, so the result is exact to 1e-6."""

Possible = tuple[float, float, float]
Mixture = tuple[Possible, ...]
_Seen = tuple[float, float, float, float]  # and its chance of recall at a moment


def retrievability(model: Model, mixture: Mixture, days: float) -> float:
    """Return the mean chance of recall after a time."""
    factor, decay = model.factor * days, model.decay
    recall = 0.0
    for stability, _, chance in mixture:
        recall += chance * (1 + factor / stability) ** decay
    return recall


def interval(model: Model, mixture: Mixture, retention: float) -> float:
    """Return the days after which the mean chance of recall has fallen to a retention."""
    return model.interval(mixture[0][0], retention) if len(mixture) == 1 else _fallen(model, mixture, retention)[0]


def settled(model: Model, mixture: Mixture, retention: float) -> tuple[Mixture, float]:
    """Merge a mixture, and return with it the days after which the mean chance of recall has fallen to a retention."""
    if len(mixture) == 1:
        return mixture, model.interval(mixture[0][0], retention)
    days, at, recalls = _fallen(model, mixture, retention)
    return _merged(model, [(*state, recall) for state, recall in zip(mixture, recalls, strict=True)], at), days


def begun(model: Model, evidence: Likelihood, known_before: float) -> Mixture:
    """Return the mixture after the first response to a fact, which was known before with a chance."""
    known, unknown = known_before * evidence.recalled, (1 - known_before) * evidence.forgotten
    after = [(*model.first(evidence.rating), known)] if known > 0 else []
    if unknown > 0:
        after.append((*model.first(AGAIN), unknown))
    return _shared_out(after, known + unknown)


def moved(
    model: Model, mixture: Mixture, evidence: Likelihood, days: float, same_day: bool
) -> tuple[Mixture, float]:  # fmt: skip
    """Return the mixture after a later response, before merging, and the chance that the fact was recalled.

    Each state has recalled the fact or has not: it becomes two, weighted by how well each explains the evidence.
    """
    likely, unlikely, rating = evidence
    after: list[Possible] = []
    was_known = was_unknown = 0.0
    factor, decay = model.factor * days, model.decay
    for stability, difficulty, chance in mixture:
        recall = (1 + factor / stability) ** decay
        known = chance * recall * likely
        unknown = chance * (1 - (recall if recall < _SURELY else _SURELY)) * unlikely
        if known > 0:
            was_known += known
            if same_day:
                grown = model.on_the_same_day(stability, rating)
            else:
                grown = model.recalled(stability, difficulty, recall, rating)
            after.append((grown, model.difficulty(difficulty, rating), known))
        if unknown > 0:
            was_unknown += unknown
            if same_day:
                left = model.on_the_same_day(stability, AGAIN)
            else:
                left = model.forgotten(stability, difficulty, recall)
            after.append((left, model.difficulty(difficulty, AGAIN), unknown))
    whole = was_known + was_unknown
    return _shared_out(after, whole), was_known / whole


def _fallen(model: Model, mixture: Mixture, retention: float) -> tuple[float, float, list[float]]:
    """Return the days until a retention, and the moment of the last look with each state's chance of recall then.

    Newton's method on what is a straight line for a single state and bends downwards for several, from between the
    moments at which two means of the states' rates, one too high and one too low, would get there.
    """
    decay, power = model.decay, 1 / model.decay
    rates = [(model.factor / stability, chance) for stability, _, chance in mixture]
    target = retention**power
    arithmetic = geometric = 0.0
    for rate, chance in rates:
        arithmetic += chance * rate
        geometric += chance * log(rate)
    days: float = (target - 1) / sqrt(arithmetic * exp(geometric))
    while True:
        mean = slope = 0.0
        recalls = []
        for rate, chance in rates:
            base = 1 + rate * days
            recall = base**decay
            recalls.append(recall)
            recall *= chance
            mean += recall
            slope += recall * rate / base
        line = mean**power
        step = (target - line) * mean / (line * slope)
        if abs(step) <= _PRECISION * days:
            return days + step, days, recalls
        days = max(days + step, days / 10)


def _merged(model: Model, states: list[_Seen], days: float) -> Mixture:
    """Merge neighbours that are alike, and then, while there are too many, the two that are most alike.

    The mean chance of recall after some days, at which the states were seen, stays exact.
    """
    states.sort()
    kept: list[_Seen] = []
    one, lost = states[0], 0.0
    for other in states[1:]:
        low, _, chance, _ = one
        high, _, more, _ = other
        lost += chance * more / (chance + more) * (high - low) ** 2 / (low * high)  # as in _apart, without a call
        if lost > ALIKE:
            kept.append(one)
            one, lost = other, 0.0
        else:
            one = _joined(model, one, other, days)
    kept.append(one)
    while len(kept) > MOST:
        apart = [_apart(one, other) for one, other in pairwise(kept)]
        place = apart.index(min(apart))
        kept[place : place + 2] = [_joined(model, kept[place], kept[place + 1], days)]
    return tuple([state[:3] for state in kept])


def _apart(one: _Seen, other: _Seen) -> float:
    """Return by how much two states spread the log of stability: what is lost when they are one."""
    low, _, chance, _ = one
    high, _, more, _ = other
    return chance * more / (chance + more) * (high - low) ** 2 / (low * high)


def _joined(model: Model, one: _Seen, other: _Seen, days: float) -> _Seen:
    """Return the state that is recalled after some days with the mean chance of two."""
    low, hard, chance, recall = one
    high, harder, more, better = other
    share = chance / (chance + more)
    recall = share * recall + (1 - share) * better
    stability = days * model.factor / (recall ** (1 / model.decay) - 1)
    return min(max(stability, low), high), share * hard + (1 - share) * harder, chance + more, recall


def _shared_out(states: list[Possible], whole: float) -> Mixture:
    if len(states) == 1:
        return ((states[0][0], states[0][1], 1.0),)
    return tuple([(stability, difficulty, chance / whole) for stability, difficulty, chance in states])
