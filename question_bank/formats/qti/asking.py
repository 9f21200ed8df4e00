"""An item becomes a question: its scoring says which response is right, and which kind marks as nearly as it can."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from question_bank.facts import GAP
from question_bank.formats import foreign
from question_bank.formats.qti import gapped, paired
from question_bank.formats.qti.model import (
    Budget,
    Field,
    Given,
    Givens,
    Item,
    NotTaken,
    NotUnderstood,
    Outcome,
    joined_candidates,
)  # fmt: skip
from question_bank.interactions import Response
from question_bank.kinds import AnyQuestion
from question_bank.kinds.true_false import CHOICES
from question_bank.marking import NotAnAnswer, normalise

NEAR = 1e-6
_SEVERAL = "Several options are right, of which one is to be picked; a question here has one right option."
_FALSE = {"true": "True", "false": "False"}

Fields = dict[str, Any]


class Right:
    """The right response to an item, found by letting the item score what may be right."""

    def __init__(self, item: Item, budget: Budget) -> None:
        self._item, self._budget = item, budget
        self._understood = True
        self.givens, self.outcome = self._best()

    @property
    def is_understood(self) -> bool:
        """Say whether the scoring was understood; else what is declared right counts."""
        return self._understood

    def with_given(self, field: Field, given: Given) -> float:
        """Return the share of the full score that the right response earns with something else given to a field."""
        if not self._understood:
            return float(given == field.correct)
        try:
            return self._scored({**self.givens, field.id: given}).score / self.outcome.score
        except NotUnderstood:
            return 0.0

    def _scored(self, givens: Givens) -> Outcome:
        self._budget.take(self._item.cost)
        return self._item.score(givens)

    def _best(self) -> tuple[dict[str, Given], Outcome]:
        declared = {one.id: one.correct for one in self._item.fields}
        try:
            scored = [(givens, self._scored(givens)) for givens in joined_candidates(self._item.fields)]
            best = self._improved(max(scored, key=lambda entry: entry[1].score))
        except NotUnderstood as reason:
            if not all(declared.values()):
                raise NotTaken(f"Its rule for marks was not understood: {reason}.") from reason
            why = f"Its rule for marks was not understood ({reason}): what it declares right was taken."
            return self._declared(why, declared, Outcome(0.0))
        if best[1].score > NEAR and any(best[0].values()):
            return best
        return self._declared("Its rule gives no marks: what it declares right was taken.", declared, scored[0][1])

    def _declared(self, why: str, declared: dict[str, Given], outcome: Outcome) -> tuple[dict[str, Given], Outcome]:
        """Return what is declared right, for want of a rule that says more."""
        if not all(declared.values()):
            raise NotTaken("It names no right answer.")
        self._understood = False
        self._item.remarks.append(why)
        return declared, outcome

    def _improved(self, best: tuple[dict[str, Given], Outcome]) -> tuple[dict[str, Given], Outcome]:
        """Let each field in turn take the clue that earns most."""
        for field in self._item.fields:
            for given in (*field.clues, *((option.id,) for option in field.options if field.sort == "one")):
                tried = {**best[0], field.id: given}
                outcome = self._scored(tried)
                if outcome.score > best[1].score + NEAR:
                    best = (tried, outcome)
        return best


def question_of(item: Item, topic: str, id: str, budget: Budget) -> AnyQuestion:
    """Return the question that an item asks; what was left out is noted in the item.

    Raises:
        NotTaken: it cannot be asked here.
    """
    _refuse_empty(item)
    right = Right(item, budget)
    fields = _MAKERS[_sort(item)](item, right)
    if not fields["stem"].strip():
        raise NotTaken("It has no text that asks something.")
    item.note(*_feedback_notes(item, right.outcome))
    fields |= {"id": id, "topic": topic, "explanation": _explanation(item, right.outcome)}
    made = foreign.made(fields)
    if isinstance(made, str):
        raise NotTaken(f"It breaks a rule for questions here: {made}")
    item.remarks += _marking_remarks(item, made, right)
    return made


def _refuse_empty(item: Item) -> None:
    if any(not option.text.strip() for field in item.fields for option in (*field.options, *field.targets)):
        left_out = f" Left out: {'; '.join(item.notes)}." if item.notes else ""
        raise NotTaken(f"One of its options has no text.{left_out}")


def _sort(item: Item) -> str:
    if len(item.fields) == 1 and not (item.fields[0].inline and item.fields[0].sort == "one"):
        return item.fields[0].sort
    return "several"


def _explanation(item: Item, outcome: Outcome) -> str:
    shown = [one.text for one in item.feedback if one.is_shown(outcome)]
    return "\n".join(dict.fromkeys((*filter(None, (item.explanation,)), *shown)))


def _feedback_notes(item: Item, outcome: Outcome) -> list[str]:
    return ["feedback to other responses"] if any(not one.is_shown(outcome) for one in item.feedback) else []


def _choice(item: Item, right: Right) -> Fields:
    (field,) = item.fields
    shares = {option.id: right.with_given(field, (option.id,)) for option in field.options}
    keys = [id for id, share in shares.items() if share >= 1 - NEAR]
    if len(keys) != 1:
        raise NotTaken(_SEVERAL if keys else "None of its options is right.")
    if any(NEAR < share < 1 - NEAR for share in shares.values()):
        item.note("marks for options that are partly right")
    if any(share < -NEAR for share in shares.values()):
        item.note("marks taken off for wrong options")
    options, key = tuple(option.text for option in field.options), field.names[keys[0]]
    if judged := _judged(options, key):
        return {"kind": "true_false", "stem": item.text, "key": judged}
    return {"kind": "multiple_choice", "stem": item.text, "options": options, "key": key,
            "ordered": _kept(item, field)}  # fmt: skip


def _judged(options: tuple[str, ...], key: str) -> str | None:
    plain = tuple(_FALSE.get(option.strip(" .").casefold(), "") for option in options)
    return _FALSE[key.strip(" .").casefold()] if sorted(plain) == sorted(CHOICES) else None


def _kept(item: Item, field: Field) -> bool:
    """Say whether the options keep their order."""
    if field.shuffled and any(option.fixed for option in field.options):
        if all(option.fixed for option in field.options):
            return True
        item.note("the shuffling of all options but those that keep their place")
        return True
    return not field.shuffled


def _choices(item: Item, right: Right) -> Fields:
    (field,) = item.fields
    keys = tuple(field.names[id] for id in right.givens[field.id] if id in field.names)
    if field.only:
        item.note(f"the limit of {field.only} options to pick")
    return {"kind": "multiple_response", "stem": item.text, "keys": keys,
            "options": tuple(option.text for option in field.options), "ordered": _kept(item, field)}  # fmt: skip


def _order(item: Item, right: Right) -> Fields:
    (field,) = item.fields
    items = tuple(field.names[id] for id in right.givens[field.id] if id in field.names)
    if len(items) != len(field.options):
        raise NotTaken("Its right order does not hold all items.")
    return {"kind": "ordering", "stem": item.text, "items": items}


def _accepted(field: Field, right: Right) -> tuple[str, ...]:
    known = (right.givens[field.id], field.correct, *field.clues)
    ways = (one for one in known if len(one) == 1 and right.with_given(field, one) >= 1 - NEAR)
    accepted = tuple(way for way in dict.fromkeys(way.strip() for (way,) in ways) if normalise(way))
    if not accepted:
        raise NotTaken("It names no answer that has a letter or digit to be typed.")
    return accepted


def _text(item: Item, right: Right) -> Fields:
    (field,) = item.fields
    accepted = _accepted(field, right)
    if any(NEAR < right.with_given(field, one) < 1 - NEAR for one in field.clues):
        item.note("answers that are partly right")
    stem = gapped.stem_of_one(item.text)
    kind = "cloze" if stem.count(GAP) == 1 else "short_answer"
    return {"kind": kind, "stem": stem, "accepted": accepted}


def _number(item: Item, right: Right) -> Fields:
    (field,) = item.fields
    value, tolerance = gapped.figure(field, lambda given: right.with_given(field, given) >= 1 - NEAR)
    text, unit = gapped.unit_of(item.text)
    stem = gapped.stem_of_one(text)
    return {"kind": "numeric", "stem": stem, "value": value, "tolerance": tolerance, "unit": unit}


def _several(item: Item, right: Right) -> Fields:
    fillings = [
        gapped.chosen(field, lambda given, field=field: right.with_given(field, given) >= 1 - NEAR)  # type: ignore[misc]
        if field.sort == "one"
        else {"accepted": _accepted(field, right)}
        for field in item.fields
    ]
    return gapped.gaps(item.text, fillings)


def _pairs(item: Item, right: Right) -> Fields:
    (field,) = item.fields
    return paired.matching(item, field, right.givens[field.id])


def _gaps(item: Item, right: Right) -> Fields:
    (field,) = item.fields
    return paired.gaps(item, field, right.givens[field.id])


_MAKERS: Mapping[str, Callable[[Item, Right], Fields]] = {
    "one": _choice,
    "many": _choices,
    "order": _order,
    "text": _text,
    "number": _number,
    "several": _several,
    "pairs": _pairs,
    "gaps": _gaps,
}


def _marking_remarks(item: Item, made: AnyQuestion, right: Right) -> list[str]:
    """Say so if a response that is partly right earns another share here."""
    if not right.is_understood:
        return []
    for given, response in _probes(item, made, right):
        there = max(0.0, right.with_given(item.fields[0], given))
        try:
            here = made.grade(made.parse(response)).score
        except NotAnAnswer:
            continue
        if abs(there - here) > 0.01:
            return [
                f"Partly right responses are marked otherwise: one that gets {there:.0%} there gets {here:.0%} here."
            ]
    return []


def _probes(item: Item, made: AnyQuestion, right: Right) -> Iterable[tuple[Given, Response]]:
    """Yield responses that are partly right, in the item's words and in ours."""
    field = item.fields[0]
    given = tuple(id for id in right.givens[field.id] if id in field.names)
    if made.kind == "multiple_response":
        wrong = [option.id for option in field.options if option.id not in given]
        for some in (given[:-1] or given, (*given, wrong[0]) if wrong else ()):
            if some and some != given:
                yield some, [field.names[id] for id in some]
    elif made.kind == "ordering":
        some = (given[1], given[0], *given[2:])
        yield some, [field.names[id] for id in some]
