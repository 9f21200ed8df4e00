"""Questions as items: each kind as the interaction that asks it and the rule that marks it, in the names of QTI 2."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from question_bank.facts import GAP
from question_bank.formats.exchange import CannotExpress
from question_bank.formats.qti.markup import Dialect, filled, flow, inline, made, words
from question_bank.formats.qti.tree import Element
from question_bank.kinds import AnyQuestion
from question_bank.kinds.chosen import Chosen
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.error_spotting import PROMPT, ErrorSpotting
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import Filling, SeveralGaps
from question_bank.kinds.typed import Typed

SHOWN = "explanation"
_RESPONSE, _SCORE, _FEEDBACK = "RESPONSE", "SCORE", "FEEDBACK"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGN = 0xE100
"""Private characters from here on stand for what is put into a text."""


class Parts(NamedTuple):
    """What an item is made of: declarations of responses, the body's elements, and the rule for marks."""

    declared: list[Element]
    body: list[Element]
    rule: Element | str | None


def item(question: AnyQuestion, identifier: str, dialect: Dialect) -> Element:
    """Return a question as an item in the names of QTI 2, without namespaces."""
    parts = _parts(question)
    root = made(
        "assessmentItem", identifier=identifier, title=_title(question), adaptive="false", timeDependent="false"
    )
    for declared in parts.declared:
        root.append(declared)
    root.append(made("outcomeDeclaration", _default("0"), identifier=_SCORE, cardinality="single", baseType="float"))
    root.append(
        made("outcomeDeclaration", _default(SHOWN), identifier=_FEEDBACK, cardinality="single", baseType="identifier")
    )
    root.append(made("itemBody", *parts.body))
    if isinstance(parts.rule, str):
        root.append(made("responseProcessing", template=f"{dialect.templates}{parts.rule}{dialect.template_suffix}"))
    elif parts.rule is not None:
        root.append(parts.rule)
    root.append(_feedback(question, dialect))
    return root


def _title(question: AnyQuestion) -> str:
    title = words(question.stem)
    return title if len(title) <= 60 else f"{title[:59]}…"


def _feedback(question: AnyQuestion, dialect: Dialect) -> Element:
    """Return the explanation; it is shown after any response, for its outcome never changes."""
    body = flow(question.explanation)
    feedback = made("modalFeedback", outcomeIdentifier=_FEEDBACK, identifier=SHOWN, showHide="show")
    feedback.append(made("contentBody", body) if dialect.is_dashed else body)
    return feedback


def _parts(question: AnyQuestion) -> Parts:
    for kind, parts in _WRITERS:
        if isinstance(question, kind):
            return parts(question)
    raise CannotExpress(f"QTI has no item for “{question.title}”.")


def _chosen(question: Chosen) -> Parts:
    ids = dict(zip(question.options, _LETTERS, strict=False))
    choices = [_as(flow(option), "simpleChoice", identifier=id) for option, id in ids.items()]
    ask = made(
        "choiceInteraction", *choices, responseIdentifier=_RESPONSE, shuffle=_said(not question.ordered), maxChoices="1"
    )
    return Parts([_declared("identifier", [ids[question.key]])], [flow(question.stem), ask], "match_correct")


def _several(question: MultipleResponse) -> Parts:
    ids = dict(zip(question.options, _LETTERS, strict=False))
    choices = [_as(flow(option), "simpleChoice", identifier=id) for option, id in ids.items()]
    ask = made(
        "choiceInteraction", *choices, responseIdentifier=_RESPONSE, shuffle=_said(not question.ordered), maxChoices="0"
    )
    share = 1 / len(question.keys)
    marks = {id: share if option in question.keys else -share for option, id in ids.items()}
    declared = _declared("identifier", [ids[key] for key in question.keys], "multiple", _mapping(marks, lowerBound="0"))
    return Parts([declared], [flow(question.stem), ask], "map_response")


def _spotted(question: ErrorSpotting) -> Parts:
    """Return hot text, with one part to pick."""
    ids = dict(zip(question.options, _LETTERS, strict=False))
    marked, signs, end = "", {}, 0
    for number, (part, id) in enumerate(ids.items()):
        at = question.stem.index(part, end)
        marked += question.stem[end:at] + chr(_SIGN + number)
        signs[chr(_SIGN + number)] = _as(inline(part, "span"), "hottext", identifier=id)
        end = at + len(part)
    text = filled(marked + question.stem[end:], signs)
    prompt = made("prompt", PROMPT)
    ask = made("hottextInteraction", prompt, text, responseIdentifier=_RESPONSE, maxChoices="1")
    return Parts([_declared("identifier", [ids[question.key]])], [ask], "match_correct")


def _typed(question: Typed) -> Parts:
    declared = _declared("string", [question.answer], "single", _ways(question.accepted, 1))
    entry = made("textEntryInteraction", responseIdentifier=_RESPONSE, expectedLength="40")
    return Parts([declared], [flow(question.stem), made("div", entry)], "map_response")


def _cloze(question: Cloze) -> Parts:
    declared = _declared("string", [question.answer], "single", _ways(question.accepted, 1))
    entry = made("textEntryInteraction", responseIdentifier=_RESPONSE, expectedLength="40")
    sign = chr(_SIGN)
    return Parts([declared], [filled(question.stem.replace(GAP, sign), {sign: entry})], "map_response")


def _card(question: Flashcard) -> Parts:
    """Return a free text with its answer declared, and no rule: a person has to mark it."""
    ask = made("extendedTextInteraction", responseIdentifier=_RESPONSE)
    return Parts([_declared("string", [question.answer])], [flow(question.stem), ask], None)


def _number(question: Numeric) -> Parts:
    entry = made("textEntryInteraction", responseIdentifier=_RESPONSE, expectedLength="12")
    line = made("div", entry, *([f" {question.unit}"] if question.unit else []))
    margin = repr(question.tolerance)
    test = made("equal", _variable(_RESPONSE), made("correct", identifier=_RESPONSE), toleranceMode="absolute",
                tolerance=f"{margin} {margin}")  # fmt: skip
    rule = made("responseProcessing", _when(test, _set(_SCORE, _base("float", "1"))))
    return Parts([_declared("float", [repr(question.value)])], [flow(question.stem), line], rule)


def _gaps(question: SeveralGaps) -> Parts:
    share = 1 / len(question.fillings)
    declared, signs, text = [], {}, question.stem
    for number, filling in enumerate(question.fillings, 1):
        name, sign = f"{_RESPONSE}_{number}", chr(_SIGN + number)
        text = text.replace(GAP, sign, 1)
        one, signs[sign] = _gap(filling, name, share)
        declared.append(one)
    total = made("sum", *(made("mapResponse", identifier=one.get("identifier", "")) for one in declared))
    return Parts(declared, [filled(text, signs)], made("responseProcessing", _set(_SCORE, total)))


def _gap(filling: Filling, name: str, share: float) -> tuple[Element, Element]:
    if not filling.options:
        declared = _declared("string", [filling.answer], "single", _ways(filling.accepted, share), name)
        return declared, made("textEntryInteraction", responseIdentifier=name, expectedLength="20")
    ids = _numbered(filling.options, "C")
    choices = [made("inlineChoice", words(option), identifier=id) for option, id in ids.items()]
    marks = _mapping({ids[filling.answer]: share})
    declared = _declared("identifier", [ids[filling.answer]], "single", marks, name)
    return declared, made("inlineChoiceInteraction", *choices, responseIdentifier=name, shuffle="true")


def _ordering(question: Ordering) -> Parts:
    """Return an order in which each item at its own place earns its share."""
    ids = dict(zip(question.items, _LETTERS, strict=False))
    choices = [_as(flow(option), "simpleChoice", identifier=ids[option]) for option in sorted(question.items)]
    ask = made("orderInteraction", *choices, responseIdentifier=_RESPONSE, shuffle="true")
    rules = [
        _when(
            made("match", made("index", _variable(_RESPONSE), n=str(place)), _base("identifier", id)),
            _set(_SCORE, made("sum", _variable(_SCORE), _base("float", repr(1 / len(ids))))),
        )
        for place, id in enumerate(ids.values(), 1)
    ]
    declared = _declared("identifier", list(ids.values()), "ordered")
    return Parts([declared], [flow(question.stem), ask], made("responseProcessing", *rules))


def _matching(question: Matching) -> Parts:
    lefts = _numbered((left for left, _ in question.pairs), "L")
    options = sorted(question.options) if question.ascending else question.options
    rights = _numbered(options, "R")
    most = "1" if question.each_once else str(len(lefts))
    fixed = {"fixed": "true"} if question.ascending else {}
    left = [_as(flow(text), "simpleAssociableChoice", identifier=id, matchMax="1") for text, id in lefts.items()]
    right = [
        _as(flow(text), "simpleAssociableChoice", identifier=id, matchMax=most, **fixed) for text, id in rights.items()
    ]
    ask = made("matchInteraction", made("simpleMatchSet", *left), made("simpleMatchSet", *right),
               responseIdentifier=_RESPONSE, shuffle="true", maxAssociations=str(len(lefts)))  # fmt: skip
    pairs = [f"{lefts[one]} {rights[other]}" for one, other in question.pairs]
    marks = _mapping(dict.fromkeys(pairs, 1 / len(pairs)))
    return Parts([_declared("directedPair", pairs, "multiple", marks)], [flow(question.stem), ask], "map_response")


_WRITERS: Sequence[tuple[type, Callable[..., Parts]]] = (
    (ErrorSpotting, _spotted),
    (Chosen, _chosen),
    (MultipleResponse, _several),
    (Cloze, _cloze),
    (Flashcard, _card),
    (Typed, _typed),
    (Numeric, _number),
    (SeveralGaps, _gaps),
    (Ordering, _ordering),
    (Matching, _matching),
)


def _declared(
    base_type: str, correct: Sequence[str], cardinality: str = "single", mapping: Element | None = None,
    name: str = _RESPONSE,
) -> Element:  # fmt: skip
    right = made("correctResponse", *(made("value", one) for one in correct))
    declared = made("responseDeclaration", right, identifier=name, cardinality=cardinality, baseType=base_type)
    if mapping is not None:
        declared.append(mapping)
    return declared


def _mapping(marks: dict[str, float], **attributes: str) -> Element:
    entries = (made("mapEntry", mapKey=key, mappedValue=repr(value)) for key, value in marks.items())
    return made("mapping", *entries, defaultValue="0", **attributes)


def _ways(accepted: Sequence[str], share: float) -> Element:
    entries = (
        made("mapEntry", mapKey=" ".join(way.split()), mappedValue=repr(float(share)), caseSensitive="false")
        for way in dict.fromkeys(accepted)
    )
    return made("mapping", *entries, defaultValue="0")


def _as(element: Element, tag: str, **attributes: str) -> Element:
    element.tag = tag
    for name, value in attributes.items():
        element.set(name, value)
    return element


def _numbered(texts: Iterable[str], letter: str) -> dict[str, str]:
    """Return an identifier for each text."""
    return {text: f"{letter}{number}" for number, text in enumerate(texts, 1)}


def _default(value: str) -> Element:
    return made("defaultValue", made("value", value))


def _variable(name: str) -> Element:
    return made("variable", identifier=name)


def _base(base_type: str, value: str) -> Element:
    return made("baseValue", value, baseType=base_type)


def _set(name: str, value: Element) -> Element:
    return made("setOutcomeValue", value, identifier=name)


def _when(test: Element, then: Element) -> Element:
    return made("responseCondition", made("responseIf", test, then))


def _said(value: bool) -> str:
    return str(value).lower()
