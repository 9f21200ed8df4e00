"""Question elements of Moodle’s XML as the fields of our kinds."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from question_bank.facts import GAP
from question_bank.formats.moodle_xml import multianswer
from question_bank.formats.moodle_xml.document import Element, child_text, text_in
from question_bank.formats.moodle_xml.texts import Texts, raw_text
from question_bank.kinds.several_gaps import Filling

Fields = dict[str, Any]
FEEDBACK = "The feedback to single answers was left out."
PARTLY = "Answers that earn a part of the mark earn nothing here."
CASED = "Capital letters do not count here."
_FORMULA = "Its text and answers are computed from formulas, which are not taken."
_NOT_TAKEN = {
    "description": "It is a description, which asks nothing.",
    "essay": "It is an essay, which only a person can mark.",
    "calculated": _FORMULA,
    "calculatedsimple": _FORMULA,
    "calculatedmulti": _FORMULA,
    "formulas": _FORMULA,
    "stack": "It needs a computer algebra system to be marked.",
    "coderunner": "Its answers are programs, which have to be run to be marked.",
    "random": "It stands for any question of its category, and is none itself.",
    "randomsamatch": "It is put together from other questions of its category, and is none itself.",
    "ddmarker": "Its answers are places in a picture, which are not taken.",
    "ddimageortext": "Its answers are places in a picture, which are not taken.",
}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


class NotTaken(ValueError):
    """A question cannot be imported; the message says why."""


class Answer(NamedTuple):
    """An answer, and the part of the mark that it earns, in percent."""

    element: Element
    weight: float


def fields_of(question: Element, texts: Texts) -> Fields:
    """Return the fields that a question element says, apart from its id and topic.

    Raises:
        NotTaken: it is of no kind that can be graded, or it says nothing that can be.
    """
    sort = (question.get("type") or "").strip()
    if reason := _NOT_TAKEN.get(sort):
        raise NotTaken(reason)
    if sort not in _READERS:
        raise NotTaken(f"It is of the type “{sort}”, which is not taken.")
    found = {"stem": _stem(question, sort, texts), "explanation": texts.of(question.find("generalfeedback"))}
    found |= _READERS[sort](question, found["stem"], texts)
    _lose_what_stands_around(question, texts)
    return found


def _stem(question: Element, sort: str, texts: Texts) -> str:
    if sort in _EMBEDDING:
        return ""
    said = texts.of(question.find("questiontext"))
    if sort == "shortanswer":
        said = multianswer.UNDERLINE.sub(GAP, said)
    return "\n\n".join(filter(None, (said, texts.old_picture(question))))


def _lose_what_stands_around(question: Element, texts: Texts) -> None:
    if any(child_text(one, "text") or text_in(one) for one in question.iterchildren("hint")):
        texts.lose("Its hints were left out.")
    combined = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    if any(child_text(question, name) for name in combined):
        texts.lose("The feedback to right, partly right and wrong responses was left out.")
    if any(text_in(one) for one in question.iter("feedback", "feedbacktext")):
        texts.lose(FEEDBACK)
    if child_text(question, "usecase") == "1" or child_text(question, "casesensitive") == "1":
        texts.lose(CASED)
    if (grade := child_text(question, "defaultgrade")) and number_in(grade) not in (1, None):
        texts.lose(f"It counts {number_in(grade):g} marks in Moodle, and as much as any other here.")
    if child_text(question, "hidden") == "1":
        texts.lose("That it is hidden in Moodle was left out.")


def number_in(text: str) -> float | None:
    """Return the finite number that a text is, or nothing."""
    text = text.strip().replace(",", ".")
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    return value if math.isfinite(value) else None


def _is_true(text: str) -> bool:
    return text.lower() in ("1", "true", "yes")


def _answers(question: Element) -> list[Answer]:
    return [Answer(one, _weight(one)) for one in question.iterchildren("answer")]


def _weight(answer: Element) -> float:
    source = answer.get("fraction") or child_text(answer, "fraction") or "0"
    weight = number_in(source.removesuffix("%"))
    if weight is None:
        raise NotTaken(f"“{source[:20]}” is no number that says what part of the mark an answer earns.")
    return weight


def _choice(question: Element, stem: str, texts: Texts) -> Fields:
    answers = _answers(question)
    if len(answers) < 2:
        raise NotTaken("It has fewer than two answers to choose from.")
    options = [texts.of(one.element) for one in answers]
    shuffled = child_text(question, "shuffleanswers")
    common = {"options": options, "ordered": bool(shuffled) and not _is_true(shuffled)}
    if _is_true(child_text(question, "single") or "true") and question.get("type") != "oumultiresponse":
        return common | _single(options, answers, texts)
    return common | _several(options, answers, question.get("type") == "oumultiresponse", texts)


def _single(options: list[str], answers: Sequence[Answer], texts: Texts) -> Fields:
    full = [option for option, one in zip(options, answers, strict=True) if one.weight >= 100]
    if not full:
        raise NotTaken("None of its answers is right in full.")
    if len(full) > 1:
        texts.lose("Any one of several right answers would do; here all of them have to be chosen.")
        return {"kind": "multiple_response", "keys": full}
    if any(0 < one.weight < 100 for one in answers):
        texts.lose(PARTLY)
    if any(one.weight < 0 for one in answers):
        texts.lose("Wrong answers that cost marks cost nothing here.")
    return {"kind": "multiple_choice", "key": full[0]}


def _several(options: list[str], answers: Sequence[Answer], by_count: bool, texts: Texts) -> Fields:
    keys = [option for option, one in zip(options, answers, strict=True) if one.weight > 0]
    if not keys:
        raise NotTaken("None of its answers is marked as right.")
    share = 100 / len(keys)
    if by_count:
        texts.lose(
            "Its own way of marking was left out: a right choice earns an equal share, and a wrong one costs it."
        )
    elif any(abs(abs(one.weight) - share) > 0.1 for one in answers):
        texts.lose("Its own weights were left out: a right choice earns an equal share, and a wrong one costs it.")
    return {"kind": "multiple_response", "keys": keys}


def _true_false(question: Element, stem: str, texts: Texts) -> Fields:
    right = {raw_text(one.element).strip().lower() for one in _answers(question) if one.weight > 0}
    if right not in ({"true"}, {"false"}):
        raise NotTaken("It does not say whether the statement is true or false.")
    return {"kind": "true_false", "key": right.pop().capitalize()}


def _typed(question: Element, stem: str, texts: Texts) -> Fields:
    answers = _answers(question)
    full = [raw_text(one.element).strip() for one in answers if one.weight >= 100]
    if any(0 < one.weight < 100 for one in answers):
        texts.lose(PARTLY)
    plain = [one.replace("\\*", "*") for one in full if not re.search(r"(?<!\\)\*", one)]
    if len(plain) < len(full):
        texts.lose("Answers with “*” for any text were left out.")
    if not plain:
        raise NotTaken("None of its answers is right in full and without “*” for any text.")
    return {"kind": "cloze" if stem.count(GAP) == 1 else "short_answer", "accepted": plain}


def _numeric(question: Element, stem: str, texts: Texts) -> Fields:
    answers = _answers(question)
    full = [one for one in answers if one.weight >= 100 and raw_text(one.element).strip() != "*"]
    if any(0 < one.weight < 100 for one in answers):
        texts.lose(PARTLY)
    if len(full) != 1:
        raise NotTaken(f"It has {len(full) or 'no'} figures that are right in full, and needs exactly one.")
    source = raw_text(full[0].element).strip()
    value, tolerance = number_in(source), number_in(child_text(full[0].element, "tolerance") or "0")
    if value is None or tolerance is None:
        raise NotTaken(f"“{source[:40]}” is no figure, or how far off it may be is none.")
    if child_text(question, "tolerancetype") in ("1", "3"):
        raise NotTaken("How far off the figure may be is not given in its own unit.")
    return {"kind": "numeric", "value": value, "tolerance": abs(tolerance), "unit": _unit(question, texts)}


def _unit(question: Element, texts: Texts) -> str | None:
    """Return the unit that the figure is given in, unless Moodle does not show it."""
    units = [(child_text(one, "unit_name"), number_in(child_text(one, "multiplier"))) for one in question.iter("unit")]
    names = [name for name, _ in units if name]
    unit = next((name for name, times in units if name and times == 1), None)
    if rest := [name for name in names if name != unit]:
        texts.lose(f"Other units were left out: {', '.join(rest)}.")
    if unit and child_text(question, "unitgradingtype") in ("1", "2"):
        texts.lose("The unit is shown here, and not asked for.")
    return unit


def _matching(question: Element, stem: str, texts: Texts) -> Fields:
    pairs, rest = [], []
    for one in question.iterchildren("subquestion"):
        answer = one.find("answer")
        right = "" if answer is None else texts.of(answer) if answer.get("format") else raw_text(answer).strip()
        left = texts.of(one)
        if left:
            pairs.append((left, right))
        elif right:
            rest.append(right)
    if child_text(question, "shuffleanswers") and not _is_true(child_text(question, "shuffleanswers")):
        texts.lose("That its sides keep their order was left out.")
    known = [right for _, right in pairs]
    return {"kind": "matching", "pairs": pairs, "distractors": [one for one in dict.fromkeys(rest) if one not in known]}


def _ordering(question: Element, stem: str, texts: Texts) -> Fields:
    answers = sorted(_answers(question), key=lambda one: one.weight)
    select, count = child_text(question, "selecttype").upper(), number_in(child_text(question, "selectcount")) or 0
    if select not in ("", "0", "ALL") and 2 <= count < len(answers):
        texts.lose(f"All {len(answers)} items are shown, not only {count:g} of them.")
    if child_text(question, "gradingtype").upper() not in ("", "0", "ABSOLUTE_POSITION", "ABSOLUTE"):
        texts.lose("It is marked by the items at their own places, not by Moodle’s other ways.")
    return {"kind": "ordering", "items": [texts.of(one.element) for one in answers]}


def _true_false_rows(question: Element, stem: str, texts: Texts) -> Fields:
    """Read a table in which every row is right in one column."""
    columns = {one.get("number"): texts.of(one.find("responsetext")) for one in question.iterchildren("column")}
    right = {
        one.get("rownumber"): columns.get(one.get("columnnumber"), "")
        for one in question.iterchildren("weight")
        if (number_in(child_text(one, "value")) or 0) > 0
    }
    rows = [
        (texts.of(one.find("optiontext")), right.get(one.get("number"), "")) for one in question.iterchildren("row")
    ]
    rest = [one for one in columns.values() if one not in right.values()]
    texts.lose("Every row is marked by itself, not by Moodle’s other ways.")
    return {"kind": "matching", "pairs": rows, "distractors": rest}


def _cloze(question: Element, stem: str, texts: Texts) -> Fields:
    element = question.find("questiontext")
    if element is None:
        raise NotTaken("It has no text.")
    try:
        found = multianswer.embedded(raw_text(element), texts.of_html)
    except multianswer.BadGap as reason:
        raise NotTaken(str(reason)) from reason
    texts.lose(*found.lost)
    stem = "\n\n".join(filter(None, (texts.read(found.source, element), texts.old_picture(question))))
    return _gaps(stem, found.fillings)


def _gaps(stem: str, fillings: Sequence[Filling]) -> Fields:
    if len(fillings) == 1 and not fillings[0].wrong:
        return {"kind": "cloze", "stem": stem, "accepted": list(fillings[0].accepted)}
    return {"kind": "several_gaps", "stem": stem, "fillings": [one.model_dump(mode="json") for one in fillings]}


def _selected(question: Element, stem: str, texts: Texts) -> Fields:
    """Read a text with [[1]], filled from lists of choices or by dragging."""
    element = question.find("questiontext")
    boxes = [(_box(one, texts), child_text(one, "group")) for one in question.iterchildren("selectoption", "dragbox")]
    source = multianswer.UNDERLINE.sub("____", "" if element is None else raw_text(element))
    numbers = [int(one) for one in re.findall(r"\[\[(\d{1,3})\]\]", source)]
    _refuse_many(numbers)
    if element is None or not numbers:
        raise NotTaken("It has no gaps such as [[1]].")
    if bad := next((one for one in numbers if not 1 <= one <= len(boxes)), None):
        raise NotTaken(f"There is no choice {bad} for the gap [[{bad}]].")
    if question.get("type") == "ddwtos":
        texts.lose("Choices are picked from a list for each gap, not dragged.")
    fillings = [_filling(boxes, boxes[number - 1]) for number in numbers]
    return _gaps(texts.read(re.sub(r"\[\[\d{1,3}\]\]", GAP, source), element), fillings)


def _refuse_many(gaps: Sequence[object]) -> None:
    if len(gaps) > multianswer.MOST:
        raise NotTaken(f"It has more than {multianswer.MOST} gaps.")


def _box(one: Element, texts: Texts) -> str:
    return texts.of_html(raw_text(one).strip())


def _filling(boxes: Iterable[tuple[str, str]], right: tuple[str, str]) -> Filling:
    wrong = dict.fromkeys(text for text, group in boxes if group == right[1] and text != right[0])
    return Filling(accepted=(right[0],), wrong=tuple(wrong))


def _bracketed(question: Element, stem: str, texts: Texts) -> Fields:
    """Read the plug-in “gapfill”: what fills a gap stands in brackets in the text."""
    element = question.find("questiontext")
    signs = child_text(question, "delimitchars")
    opening, closing = (signs[0], signs[-1]) if signs else ("[", "]")
    source = multianswer.UNDERLINE.sub("____", "" if element is None else raw_text(element))
    pattern = rf"{re.escape(opening)}([^{re.escape(opening + closing)}]+){re.escape(closing)}"
    found = re.findall(pattern, source)
    _refuse_many(found)
    keys = [texts.of_html(one).split("|") for one in found]
    if element is None or not keys:
        raise NotTaken(f"It has no gaps such as {opening}word{closing}.")
    if any("!!" in one for key in keys for one in key):
        raise NotTaken("A gap of it may stay empty, which is not taken.")
    if child_text(question, "answerdisplay") == "gapfill":
        fillings = [Filling(accepted=tuple(filter(None, key))) for key in keys]
    else:
        wrong = [
            texts.of_html(raw_text(one.element)).replace("\\,", ",") for one in _answers(question) if one.weight <= 0
        ]
        options = dict.fromkeys((*(one for key in keys for one in key), *wrong))
        fillings = [Filling(accepted=(key[0],), wrong=tuple(one for one in options if one not in key)) for key in keys]
        texts.lose("Choices are picked from a list for each gap.")
        if any(len(key) > 1 for key in keys):
            texts.lose("Where several choices would do, only the first is offered.")
    return _gaps(texts.read(re.sub(pattern, GAP, source), element), fillings)


_READERS: dict[str, Callable[[Element, str, Texts], Fields]] = {
    "multichoice": _choice, "oumultiresponse": _choice, "truefalse": _true_false, "shortanswer": _typed,
    "numerical": _numeric, "matching": _matching, "match": _matching, "ddmatch": _matching, "ordering": _ordering,
    "mtf": _true_false_rows, "multianswer": _cloze, "cloze": _cloze, "gapselect": _selected, "ddwtos": _selected,
    "gapfill": _bracketed,
}  # fmt: skip
_EMBEDDING = frozenset(("multianswer", "cloze", "gapselect", "ddwtos", "gapfill"))
