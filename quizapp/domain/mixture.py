"""A memory of which one is not certain: FSRS-6 states with the chance of each, moved by evidence.

`docs/memory.md` derives it. A state is (stability, difficulty, chance); the chances of a mixture add up to one.
"""

from math import log

from quizapp.domain.evidence import Likelihood
from quizapp.domain.fsrs6 import AGAIN, Model

MOST = 8
"""A mixture holds no more states than this."""
ALIKE = 0.02
"""Two neighbours become one when chance × (difference of log stability)² is below; see docs/memory.md, Merging."""
_SURELY = 1 - 1e-9
_PRECISION = 1e-9

Possible = tuple[float, float, float]
Mixture = tuple[Possible, ...]


def retrievability(model: Model, mixture: Mixture, days: float) -> float:
    """Return the mean chance of recall after a time."""
    factor, decay = model.factor * days, model.decay
    recall = 0.0
    for stability, _, chance in mixture:
        recall += chance * (1 + factor / stability) ** decay
    return recall


def interval(model: Model, mixture: Mixture, retention: float) -> float:
    """Return the days after which the mean chance of recall has fallen to a retention.

    Newton's method on what is a straight line for a single state; from below it never steps too far.
    """
    if len(mixture) == 1:
        return model.interval(mixture[0][0], retention)
    decay, power = model.decay, 1 / model.decay
    rates = [(model.factor / stability, chance) for stability, _, chance in mixture]
    target = retention**power - 1
    days: float = target / sum([rate * chance for rate, chance in rates])
    for _ in range(50):
        recall = slope = 0.0
        for rate, chance in rates:
            base = 1 + rate * days
            part = chance * base**decay
            recall += part
            slope += part * rate / base
        line = recall**power
        step = (target + 1 - line) * recall / (line * slope)
        days += step
        if abs(step) <= _PRECISION * days:
            break
    return days


def begun(model: Model, known_before: float, evidence: Likelihood) -> tuple[Mixture, float]:
    """Return the mixture after the first response to a fact, and the chance that the fact was known."""
    known, unknown = known_before * evidence.recalled, (1 - known_before) * evidence.forgotten
    after = [(*model.first(evidence.rating), known)] if known > 0 else []
    if unknown > 0:
        after.append((*model.first(AGAIN), unknown))
    return _normalised(after), known / (known + unknown)


def moved(
    model: Model, mixture: Mixture, evidence: Likelihood, days: float, same_day: bool
) -> tuple[Mixture, float]:  # fmt: skip
    """Return the mixture after a later response, before merging, and the chance that the fact was recalled.

    Each state has recalled the fact or has not: it becomes two, weighted by how well each explains the evidence.
    """
    likely, unlikely, rating = evidence
    after: list[Possible] = []
    was_known = 0.0
    for stability, difficulty, chance in mixture:
        recall = model.retrievability(stability, days)
        known = chance * recall * likely
        unknown = chance * (1 - min(recall, _SURELY)) * unlikely
        if known > 0:
            was_known += known
            if same_day:
                grown = model.on_the_same_day(stability, rating)
            else:
                grown = model.recalled(stability, difficulty, recall, rating)
            after.append((grown, model.difficulty(difficulty, rating), known))
        if unknown > 0:
            if same_day:
                left = model.on_the_same_day(stability, AGAIN)
            else:
                left = model.forgotten(stability, difficulty, recall)
            after.append((left, model.difficulty(difficulty, AGAIN), unknown))
    return _normalised(after), was_known / sum([chance for _, _, chance in after])


def merged(model: Model, mixture: Mixture, days: float) -> Mixture:
    """Merge neighbours that are alike, and more until there are few enough; the mean after some days stays exact."""
    if len(mixture) == 1:
        return mixture
    states, alike = sorted(mixture), ALIKE
    while True:
        kept = states[:1]
        for state in states[1:]:
            last = kept[-1]
            together = last[2] + state[2]
            if last[2] * state[2] / together * log(state[0] / last[0]) ** 2 > alike:
                kept.append(state)
            else:
                kept[-1] = _joined(model, last, state, days)
        if len(kept) <= MOST:
            return tuple(kept)
        states, alike = kept, alike * 2


def _joined(model: Model, one: Possible, other: Possible, days: float) -> Possible:
    chance = one[2] + other[2]
    share = one[2] / chance
    recall = share * model.retrievability(one[0], days) + (1 - share) * model.retrievability(other[0], days)
    stability = min(max(days / model.interval(1, recall), one[0]), other[0])
    return stability, share * one[1] + (1 - share) * other[1], chance


def _normalised(states: list[Possible]) -> Mixture:
    if len(states) == 1:
        return ((states[0][0], states[0][1], 1.0),)
    whole = sum([chance for _, _, chance in states])
    return tuple([(stability, difficulty, chance / whole) for stability, difficulty, chance in states])
