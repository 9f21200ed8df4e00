"""Scoring in QTI 2 and 3: response processing is run, so that no two ways to write a rule need two readers."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from math import isfinite, prod

from question_bank.formats.qti.declared import NUMBERS, Declared, Plain, number, said, scalar, whole
from question_bank.formats.qti.model import Givens, NotUnderstood, Outcome
from question_bank.formats.qti.tree import Element, text_in

_TOLERANCE = 1e-9


class Processing:
    """The scoring of one item."""

    def __init__(self, item: Element) -> None:
        self.responses = {one.id: one for one in map(Declared.of, item.iterfind("responseDeclaration"))}
        self.outcomes = {one.id: one for one in map(Declared.of, item.iterfind("outcomeDeclaration"))}
        self._constants = [Declared.of(one) for one in item.iterfind("templateDeclaration")]
        self._rules = item.find("responseProcessing")
        self._values: dict[str, Plain] = {}
        self._target = self._choose_target()

    @property
    def is_given(self) -> bool:
        """Say whether the item has a rule for scoring at all."""
        return self._rules is not None and bool(len(self._rules) or self._template)

    @property
    def _template(self) -> str:
        given = "" if self._rules is None else self._rules.get("template") or self._rules.get("templateLocation") or ""
        return given.rstrip("/").split("/")[-1].removesuffix(".xml")

    def score(self, givens: Givens) -> Outcome:
        """Return the score of a response, and which feedback it calls for.

        Raises:
            NotUnderstood: a rule is beyond what is read.
        """
        self._values = dict(self._initial())
        responses = {
            name: tuple(scalar(one, declared.base_type) for one in givens.get(name, ()) if one != "")
            for name, declared in self.responses.items()
        }
        return Outcome(self._scored(responses), frozenset(self._shown()))

    def _scored(self, responses: Mapping[str, Plain]) -> float:
        if not self.is_given:
            return self._matched(responses)
        if self._rules is not None and len(self._rules):
            return self._run(responses)
        if self._template in ("match_correct", "CC2_match", "cc2_match", "CC2_match_basic"):
            return self._matched(self._main(responses))
        if self._template in ("map_response", "CC2_map_response", "cc2_map_response"):
            return sum(self.responses[name].marks(given) for name, given in self._main(responses).items() if given)
        raise NotUnderstood(f"the scoring template “{self._template}”")

    def _initial(self) -> Iterator[tuple[str, Plain]]:
        for name, declared in self.outcomes.items():
            zero: Plain = (0.0,) if declared.base_type in NUMBERS and declared.cardinality == "single" else ()
            yield name, declared.default or zero
        yield from ((one.id, one.default) for one in self._constants)
        yield "completionStatus", ("unknown",)

    def _shown(self) -> Iterator[str]:
        """Yield “outcome value” for each value of an outcome, as feedback asks for them."""
        for name in self._values:
            if name not in self.responses:
                yield from (f"{name} {said(value)}" for value in self._values[name])

    def _main(self, responses: Mapping[str, Plain]) -> Mapping[str, Plain]:
        """Return the one response that the templates look at, or all where none has its name."""
        return {"RESPONSE": responses["RESPONSE"]} if "RESPONSE" in responses else responses

    def _matched(self, responses: Mapping[str, Plain]) -> float:
        """Score 1 if every response is the declared one; marks stand in for those that declare none."""
        if all(self.responses[name].mapping is not None and not self.responses[name].correct for name in responses):
            return sum(self.responses[name].marks(given) for name, given in responses.items() if given)
        return float(all(self._is_correct(name, given) for name, given in responses.items()))

    def _is_correct(self, name: str, given: Plain) -> bool:
        declared = self.responses[name]
        return bool(given) and _same(given, declared.correct, declared.cardinality == "ordered")

    def _choose_target(self) -> str:
        """Return the outcome that holds the score: SCORE, or the first number that is set."""
        if self._rules is None:
            return "SCORE"
        written = [one.get("identifier", "") for one in self._rules.iter("setOutcomeValue", "lookupOutcomeValue")]
        numbers = [
            name for name in written if name in self.outcomes and self.outcomes[name].base_type in NUMBERS
        ]  # fmt: skip
        return "SCORE" if "SCORE" in written or not numbers else numbers[0]

    def _run(self, responses: Mapping[str, Plain]) -> float:
        self._values |= responses
        with suppress(_Finished):
            self._do(self._rules if self._rules is not None else ())
        final = self._values.get(self._target, ())
        return float(final[0]) if final and not isinstance(final[0], str) else 0.0

    def _do(self, rules: "Element | tuple[Element, ...]") -> None:
        for rule in rules:
            match rule.tag:
                case "setOutcomeValue":
                    self._values[rule.get("identifier", "")] = self._value(_only(rule))
                case "lookupOutcomeValue":
                    self._values[rule.get("identifier", "")] = self._looked_up(rule)
                case "responseCondition":
                    self._choose(rule)
                case "responseProcessingFragment":
                    self._do(rule)
                case "exitResponse":
                    raise _Finished
                case _:
                    raise NotUnderstood(f"the rule “{rule.tag}”")

    def _choose(self, condition: Element) -> None:
        for branch in condition:
            if branch.tag == "responseElse":
                self._do(branch)
                return
            if branch.tag not in ("responseIf", "responseElseIf") or not len(branch):
                raise NotUnderstood(f"the rule “{branch.tag}”")
            if _is_true(self._value(branch[0])):
                self._do(tuple(branch)[1:])
                return

    def _looked_up(self, rule: Element) -> Plain:
        declared = self.outcomes.get(rule.get("identifier", ""))
        if declared is None or declared.table is None:
            raise NotUnderstood("a look-up without a table")
        source = _first_number(self._value(_only(rule)))
        for entry in declared.table:
            at, target = number(entry.get("sourceValue")), entry.get("targetValue", "")
            if source == at or (entry.tag == "interpolationTableEntry" and source > at):
                return (scalar(target, declared.base_type),)
        default = declared.table.get("defaultValue")
        return (scalar(default, declared.base_type),) if default else ()

    def _value(self, term: Element) -> Plain:
        if reader := _TERMS.get(str(term.tag)):
            return reader(self, term)
        if combine := _COMBINED.get(str(term.tag)):
            return combine([self._value(one) for one in term])
        raise NotUnderstood(f"the expression “{term.tag}”")

    def _variable(self, term: Element) -> Plain:
        name = term.get("identifier", "").strip()
        if name not in self._values:
            raise NotUnderstood(f"the variable “{name}”, which is not declared")
        return self._values[name]

    def _response(self, term: Element) -> Declared:
        name = term.get("identifier", "").strip()
        if name not in self.responses:
            raise NotUnderstood(f"the response “{name}”, which is not declared")
        return self.responses[name]

    def _correct(self, term: Element) -> Plain:
        return self._response(term).correct

    def _map_response(self, term: Element) -> Plain:
        given = self._values[self._response(term).id]
        return (self._response(term).marks(given),) if given else (0.0,)

    def _default(self, term: Element) -> Plain:
        declared = self.outcomes.get(term.get("identifier", "")) or self._response(term)
        return declared.default

    def _match(self, term: Element) -> Plain:
        if len(term) != 2:
            raise NotUnderstood("“match” without two sides")
        left, right = self._value(term[0]), self._value(term[1])
        return (_same(left, right, any(map(self._is_ordered, term))),) if left and right else ()

    def _is_ordered(self, term: Element) -> bool:
        declared = self.responses.get(term.get("identifier", ""))
        return term.tag == "ordered" or (declared is not None and declared.cardinality == "ordered")

    def _equal(self, term: Element) -> Plain:
        sides = [self._value(one) for one in term]
        if len(sides) != 2 or not all(sides):
            return ()
        given, right = map(_first_number, sides)
        low, high = tolerance(term, right)
        return (low - _TOLERANCE <= given <= high + _TOLERANCE,)

    def _equal_rounded(self, term: Element) -> Plain:
        given, right = _two([self._value(one) for one in term])
        if not given or not right:
            return ()
        style = "g" if term.get("roundingMode", "significantFigures") == "significantFigures" else "f"
        form = f".{whole(term.get('figures'), 3)}{style}"
        return (format(_first_number(given), form) == format(_first_number(right), form),)

    def _index(self, term: Element) -> Plain:
        values, place = self._value(_only(term)), whole(term.get("n"), 1)
        return values[place - 1 : place] if place >= 1 else ()

    def _string_match(self, term: Element) -> Plain:
        sides = [said(value[0]) if value else "" for value in map(self._value, term)]
        if len(sides) != 2:
            raise NotUnderstood("“stringMatch” without two sides")
        if term.get("caseSensitive", "true") == "false":
            sides = [side.casefold() for side in sides]
        return (sides[1] in sides[0] if term.get("substring") == "true" else sides[0] == sides[1],)

    def _base_value(self, term: Element) -> Plain:
        return (scalar(text_in(term), term.get("baseType")),)


class _Finished(Exception):
    """The processing asks to stop."""


_TERMS: dict[str, Callable[[Processing, Element], Plain]] = {
    "variable": Processing._variable,
    "correct": Processing._correct,
    "default": Processing._default,
    "mapResponse": Processing._map_response,
    "baseValue": Processing._base_value,
    "match": Processing._match,
    "equal": Processing._equal,
    "equalRounded": Processing._equal_rounded,
    "stringMatch": Processing._string_match,
    "index": Processing._index,
    "null": lambda _, term: (),
}


def _compared(test: Callable[[float, float], bool]) -> Callable[[list[Plain]], Plain]:
    def compare(sides: list[Plain]) -> Plain:
        if len(sides) != 2 or not all(sides):
            return ()
        return (test(_first_number(sides[0]), _first_number(sides[1])),)

    return compare


def _flat(sides: list[Plain]) -> Plain:
    return tuple(value for side in sides for value in side)


def _member(sides: list[Plain]) -> Plain:
    one, many = _two(sides)
    return (one[0] in many,) if one and many else ()


def _contains(sides: list[Plain]) -> Plain:
    all_of_it, part = _two(sides)
    return (not Counter(part) - Counter(all_of_it),) if all_of_it and part else ()


def _divided(sides: list[Plain]) -> Plain:
    above, below = map(_first_number, _two(sides))
    return (above / below,) if below else ()


def _subtracted(sides: list[Plain]) -> Plain:
    one, two = map(_first_number, _two(sides))
    return (one - two,)


def _rounded(sides: list[Plain]) -> Plain:
    (value,) = _figures(sides) if len(_flat(sides)) == 1 else (0.0,)
    return (float(round(value)) if isfinite(value) else value,)


def _two(sides: list[Plain]) -> tuple[Plain, Plain]:
    if len(sides) != 2:
        raise NotUnderstood("an expression without two sides")
    return sides[0], sides[1]


def _figures(sides: list[Plain]) -> list[float]:
    return [_first_number((value,)) for value in _flat(sides)]


_COMBINED: dict[str, Callable[[list[Plain]], Plain]] = {
    "and": lambda sides: (all(map(_is_true, sides)),),
    "or": lambda sides: (any(map(_is_true, sides)),),
    "not": lambda sides: (not _is_true(sides[0]) if sides else False,),
    "isNull": lambda sides: (not any(sides),),
    "multiple": _flat,
    "ordered": _flat,
    "member": _member,
    "contains": _contains,
    "containerSize": lambda sides: (float(len(_flat(sides))),),
    "sum": lambda sides: (sum(_figures(sides)),),
    "product": lambda sides: (prod(_figures(sides)),),
    "subtract": _subtracted,
    "divide": _divided,
    "min": lambda sides: (min(_figures(sides)),) if any(sides) else (),
    "max": lambda sides: (max(_figures(sides)),) if any(sides) else (),
    "round": _rounded,
    "gt": _compared(lambda one, two: one > two),
    "gte": _compared(lambda one, two: one >= two),
    "lt": _compared(lambda one, two: one < two),
    "lte": _compared(lambda one, two: one <= two),
}


def tolerance(term: Element, right: float) -> tuple[float, float]:
    """Return the lowest and the highest number that an `equal` takes for right."""
    parts = [number(part) for part in term.get("tolerance", "").split()]
    low, high = (parts[0], parts[-1]) if parts else (0.0, 0.0)
    mode = term.get("toleranceMode", "exact")
    if mode == "absolute":
        return right - low, right + high
    if mode == "relative":
        return right - abs(right) * low / 100, right + abs(right) * high / 100
    return right, right


def _same(left: Plain, right: Plain, ordered: bool) -> bool:
    return left == right if ordered else Counter(left) == Counter(right)


def _is_true(value: Plain) -> bool:
    return bool(value) and value[0] is True


def _first_number(value: Plain) -> float:
    if not value:
        return 0.0
    return number(value[0]) if isinstance(value[0], str) else float(value[0])


def _only(element: Element) -> Element:
    if len(element) != 1:
        raise NotUnderstood(f"“{element.tag}” without one expression")
    return element[0]
