"""Scoring in QTI 1.2: its conditions are run, with what Canvas, Blackboard and others leave out."""

from collections.abc import Iterator, Mapping

from question_bank.formats.qti.model import Given, Givens, NotUnderstood, Outcome
from question_bank.formats.qti.tree import Element, text_in

Cardinalities = Mapping[str, str]
"""What each response takes: “one”, “many”, “order”, “text” or “number”."""

_NEAR = 1e-9


class Conditions:
    """The scoring of one item of QTI 1.2."""

    def __init__(self, item: Element, sorts: Cardinalities) -> None:
        self._sorts = sorts
        self._conditions = list(item.iterfind("resprocessing/respcondition"))
        self._declared = {one.get("varname", "SCORE"): one for one in item.iter("decvar")}
        self._target = self._choose_target()

    def _choose_target(self) -> str:
        """Return the variable that holds the score: by its name, else the first."""
        written = [_name(one) for condition in self._conditions for one in condition.iterfind("setvar")]
        names = list(dict.fromkeys(written)) or list(self._declared)
        wanted = (
            *(name for name in names if name.upper() == "SCORE"),
            *(name for name in names if "score" in name.lower()),
            *(name for name in names if "correct" in name.lower() and "incorrect" not in name.lower()),
            *names,
        )
        return next(iter(wanted), "SCORE")

    def score(self, givens: Givens) -> Outcome:
        """Return the score of a response, and which feedback it calls for.

        Raises:
            NotUnderstood: a condition is beyond what is read.
        """
        score, shown, met = self._number(self._declared.get(self._target), "defaultval"), set(), False
        for condition in self._conditions:
            variables = condition.find("conditionvar")
            is_other = variables is not None and variables.find("other") is not None and len(variables) == 1
            if not (not met if is_other else self._holds_all(variables, givens)):
                continue
            score = self._changed(score, condition)
            shown |= {one.get("linkrefid", "") for one in condition.iterfind("displayfeedback")}
            met = met or (not is_other and (condition.find("setvar") is not None or _is_called_right(condition)))
            if condition.get("continue", "Yes") == "No":
                break
        return Outcome(score, frozenset(shown))

    def clues(self, response: str) -> tuple[Given, ...]:
        """Return what the conditions that earn marks ask of a response, and all else they compare it with."""
        asked = [self._asked(condition, response) for condition in self._conditions if self._earns(condition)]
        singly: list[Given] = [(one,) for given in asked for one in given]
        compared: list[Given] = [(text_in(one),) for one in self._comparisons(response)]
        if self._sorts.get(response) not in ("many", "order"):
            return tuple(dict.fromkeys((*singly, *compared)))
        whole = tuple(dict.fromkeys(one for given in asked for one in given))
        return tuple(dict.fromkeys(given for given in (*asked, whole, *compared) if given))

    def _comparisons(self, response: str) -> Iterator[Element]:
        for condition in self._conditions:
            for one in condition.iter("varequal", "vargte", "varlte", "vargt", "varlt"):
                if one.get("respident") == response:
                    yield one

    def _asked(self, condition: Element, response: str) -> Given:
        return tuple(
            text_in(one)
            for one in condition.iter("varequal")
            if one.get("respident") == response and not any(above.tag == "not" for above in one.iterancestors())
        )

    def _earns(self, condition: Element) -> bool:
        try:
            return self._changed(0.0, condition) > 0
        except NotUnderstood:
            return False

    def _changed(self, score: float, condition: Element) -> float:
        """Return the score after what a condition sets; Blackboard sets nothing and shows that it was right."""
        written = [one for one in condition.iterfind("setvar") if _name(one) == self._target]
        if not written and _is_called_right(condition):
            return score + 1
        for one in written:
            score = _set(score, one.get("action", "Set"), self._amount(one))
        return score

    def _amount(self, setvar: Element) -> float:
        said = text_in(setvar)
        if said.endswith(".max"):
            return self._number(self._declared.get(said.removesuffix(".max")), "maxvalue") or 1.0
        return _float(said)

    def _number(self, declared: Element | None, name: str) -> float:
        return 0.0 if declared is None else _float(declared.get(name) or "0")

    def _holds_all(self, above: Element | None, givens: Givens) -> bool:
        """Say whether what stands together in a condition holds.

        Values that one response cannot have at once are ways to be right: Canvas and Blackboard write them so.
        """
        if above is None:
            return False
        values: list[Element] = []
        rest: list[Element] = []
        for one in above:
            is_value = one.tag == "varequal" and self._sorts.get(one.get("respident", "")) in ("one", "text", "number")
            (values if is_value else rest).append(one)
        held = [self._holds(one, givens) for one in rest]
        ways: dict[str, bool] = {}
        for one in values:
            response = one.get("respident", "")
            ways[response] = ways.get(response, False) or self._holds(one, givens)
        return all((*held, *ways.values()))

    def _holds(self, term: Element, givens: Givens) -> bool:
        match term.tag:
            case "and":
                return all(self._holds(one, givens) for one in term)
            case "or":
                return any(self._holds(one, givens) for one in term)
            case "not":
                return not self._holds_all(term, givens)
            case "other":
                return True
            case "unanswered":
                return not any(givens.get(term.get("respident", ""), ()))
            case "varequal" | "varsubstring":
                return self._is_equal(term, givens.get(term.get("respident", ""), ()))
            case "vargt" | "vargte" | "varlt" | "varlte":
                return self._is_within(term, givens.get(term.get("respident", ""), ()))
        raise NotUnderstood(f"the condition “{term.tag}”")

    def _is_equal(self, term: Element, given: Given) -> bool:
        wanted, sort = text_in(term), self._sorts.get(term.get("respident", ""), "one")
        if sort == "order":
            place = self._place(term)
            return place < len(given) and given[place] == wanted
        if sort not in ("text", "number"):
            return wanted in given
        if sort == "number" and _is_float(wanted):
            return any(_is_float(one) and abs(float(one) - float(wanted)) <= _NEAR for one in given)
        if term.get("case", "No") != "Yes":
            wanted, given = wanted.casefold(), tuple(one.casefold() for one in given)
        return any(wanted in one if term.tag == "varsubstring" else wanted == one.strip() for one in given)

    def _place(self, term: Element) -> int:
        """Return the place in the order that a comparison is about."""
        if index := term.get("index"):
            return int(_float(index)) - 1
        above = next((one for one in term.iterancestors() if one.tag == "conditionvar"), term)
        return [one for one in above.iter("varequal") if one.get("respident") == term.get("respident")].index(term)

    def _is_within(self, term: Element, given: Given) -> bool:
        if not given or not _is_float(given[0]):
            return False
        value, limit = float(given[0]), _float(text_in(term))
        return {
            "vargt": value > limit, "vargte": value >= limit - _NEAR,
            "varlt": value < limit, "varlte": value <= limit + _NEAR,
        }[str(term.tag)]  # fmt: skip


def _is_called_right(condition: Element) -> bool:
    return any(one.get("linkrefid", "").lower() == "correct" for one in condition.iterfind("displayfeedback"))


def _name(setvar: Element) -> str:
    return setvar.get("varname") or setvar.get("variablename") or "SCORE"


def _set(score: float, action: str, amount: float) -> float:
    match action:
        case "Add":
            return score + amount
        case "Subtract":
            return score - amount
        case "Multiply":
            return score * amount
        case "Divide":
            return score / amount if amount else score
    return amount


def _float(text: str) -> float:
    if not _is_float(text):
        raise NotUnderstood(f"“{text}” as a number")
    return float(text)


def _is_float(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
