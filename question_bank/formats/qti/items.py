"""Items of QTI 2.0, 2.1, 2.2 and 3.0, which differ in names only once they are parsed."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace

from question_bank.formats.qti.declared import NUMBERS, Declared, whole
from question_bank.formats.qti.model import Feedback, Field, Given, Item, NotTaken, NotUnderstood, Option, Sort
from question_bank.formats.qti.pictures import resolved
from question_bank.formats.qti.processing import Processing, tolerance
from question_bank.formats.qti.texts import Texts
from question_bank.formats.qti.tree import Element, text_in
from question_bank.kinds.several_gaps import MOST as MOST_GAPS
from question_bank.question import LONGEST_STEM

_SAID = {
    "extendedTextInteraction": "It asks for a free text, which a person has to mark.",
    "associateInteraction": "It asks to link items within one list, which is not a kind of question here.",
    "hottextInteraction": "It asks to pick words in a text, which is not a kind of question here.",
    "hotspotInteraction": "It asks to pick a place in a picture, which is not a kind of question here.",
    "selectPointInteraction": "It asks to pick a place in a picture, which is not a kind of question here.",
    "positionObjectInteraction": "It asks to place something in a picture, which is not a kind of question here.",
    "positionObjectStage": "It asks to place something in a picture, which is not a kind of question here.",
    "graphicOrderInteraction": "It asks to order places in a picture, which is not a kind of question here.",
    "graphicAssociateInteraction": "It asks to link places in a picture, which is not a kind of question here.",
    "graphicGapMatchInteraction": "It asks to put something into a picture, which is not a kind of question here.",
    "sliderInteraction": "It asks to move a slider, which is not a kind of question here.",
    "mediaInteraction": "It plays a recording or film, which is not a kind of question here.",
    "drawingInteraction": "It asks for a drawing, which is not a kind of question here.",
    "uploadInteraction": "It asks for a file to be handed in, which is not a kind of question here.",
    "customInteraction": "It needs a program of its own to be shown.",
    "portableCustomInteraction": "It needs a program of its own to be shown.",
}  # fmt: skip
_INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
_BLOCKS = ("choiceInteraction", "orderInteraction", "matchInteraction", "gapMatchInteraction")
_HINTS = ("endAttemptInteraction", "infoControl")
_COMPARISONS = ("match", "member", "contains", "equal", "stringMatch", "equalRounded", "gt", "gte", "lt", "lte")
_SHORT = 60
"""Characters: a longer text declared right is a model for those who mark, not an answer to be typed."""
_SOLUTIONS = ("solution", "modelanswer", "rationale")


@dataclass
class Around:
    """What a package brings for its items: scoring rules by file name, and passages by member."""

    templates: dict[str, Element] = field(default_factory=dict)
    passages: dict[str, Element] = field(default_factory=dict)
    base: str = ""

    def at(self, base: str) -> "Around":
        """Return the same, as seen from a member."""
        return replace(self, base=base)

    def passage(self, reference: str) -> Element | None:
        """Return the passage that a reference means."""
        return self.passages.get(resolved(self.base, reference))


def read_item(root: Element, place: str, texts: Texts, around: Around) -> Item:
    """Read an item with what its package brings for it.

    Raises:
        NotTaken: it asks for something that no kind of question here asks for.
    """
    body = root.find("itemBody")
    if body is None:
        raise NotTaken("It has no body: there is nothing to ask.")
    _refuse(root, body)
    _fill_in(root, around.templates)
    try:
        return _Reader(root, body, Processing(root), texts, around).item(place)
    except NotUnderstood as reason:
        raise NotTaken(f"What it declares was not understood: {reason}.") from reason


def _refuse(root: Element, body: Element) -> None:
    worked_out = root.find("templateProcessing")
    if worked_out is not None and len(worked_out):
        raise NotTaken("It draws its figures or texts by chance, which questions here do not do.")
    if root.get("adaptive") == "true":
        raise NotTaken("It changes with each attempt (adaptive), which questions here do not do.")
    found = [str(one.tag) for one in body.iter() if str(one.tag) in _SAID or one.tag in (*_BLOCKS, *_INLINE)]
    for tag in found:
        if tag in _SAID and tag != "extendedTextInteraction":
            raise NotTaken(_SAID[tag])
    if not found:
        raise NotTaken("It asks nothing: it is a text to read.")
    if len(found) > 1 and any(tag not in _INLINE for tag in found):
        raise NotTaken(f"It asks for {len(found)} things in one item, which is not a kind of question here.")
    if len(found) > MOST_GAPS:
        raise NotTaken(f"It has {len(found)} gaps, and a question here has at most {MOST_GAPS}.")
    if next(body.iter("include"), None) is not None or next(body.iter("printedVariable"), None) is not None:
        raise NotTaken("Part of its text stands elsewhere or is worked out when it is shown.")


def _fill_in(root: Element, templates: Mapping[str, Element]) -> None:
    """Put the rules of a template that the package brings where the item refers to it."""
    rules = root.find("responseProcessing")
    if rules is None or len(rules):
        return
    name = (rules.get("templateLocation") or rules.get("template") or "").split("/")[-1]
    for rule in templates.get(name, ()):
        rules.append(deepcopy(rule))


class _Reader:
    def __init__(self, root: Element, body: Element, processing: Processing, texts: Texts, around: Around) -> None:
        self._root, self._body, self._processing, self._texts = root, body, processing, texts
        self._around = around
        self._readers: dict[str, Callable[[Element, Declared], Field]] = {
            "choiceInteraction": self._choice,
            "orderInteraction": self._order,
            "matchInteraction": self._match,
            "gapMatchInteraction": self._gap_match,
            "inlineChoiceInteraction": self._inline_choice,
            "textEntryInteraction": self._text_entry,
            "extendedTextInteraction": self._extended,
        }

    def item(self, place: str) -> Item:
        """Read the whole item."""
        asked = [one for one in self._body.iter() if str(one.tag) in self._readers]
        fields = [self._readers[str(one.tag)](one, self._declared(one)) for one in asked]
        item = Item(
            place=place, id=self._root.get("identifier", "").strip(), text=self._text(asked[0]), fields=fields,
            score=self._processing.score, cost=sum(1 for _ in self._root.iter()), feedback=self._feedback(),
        )  # fmt: skip
        self._put_passages_before(item)
        self._note(item)
        return item

    def _cost(self) -> int:
        rules = self._root.find("responseProcessing")
        return len(self._processing.responses) + (0 if rules is None else sum(1 for _ in rules.iter()))

    def _put_passages_before(self, item: Item) -> None:
        """Put what is to be read before the text, if it is not too long for a question."""
        for reference in self._root.iter("assessmentStimulusRef"):
            passage = self._around.passage(reference.get("href", ""))
            text = "" if passage is None else self._texts.of(passage.find("stimulusBody"))
            title = reference.get("title") or reference.get("identifier") or "without a name"
            if not text:
                item.note(f"the passage “{title}”, which the file does not hold")
            elif len(text) + len(item.text) > LONGEST_STEM - 10:
                item.note(f"the passage “{title}”, which is too long to stand in a question")
            else:
                item.text = f"{text}\n\n{item.text}"

    def _declared(self, interaction: Element) -> Declared:
        name = interaction.get("responseIdentifier", "").strip()
        if name not in self._processing.responses:
            raise NotTaken(f"It asks for the response “{name}”, which it does not declare.")
        return self._processing.responses[name]

    def _text(self, first: Element) -> str:
        """Return the text of the body and the prompt, with marks where something is filled in."""
        block = first if first.tag in _BLOCKS or first.tag == "extendedTextInteraction" else None
        around = self._texts.of(self._body, *_INLINE, without=frozenset((*_BLOCKS, *_HINTS, "extendedTextInteraction")))
        if block is None:
            return around
        asked = [around, self._texts.of(block.find("prompt"))]
        if block.tag == "gapMatchInteraction":
            asked.append(self._texts.of(block, "gap", without=frozenset({"prompt", "gapText", "gapImg"})))
        return "\n".join(text for text in asked if text)

    def _choice(self, one: Element, declared: Declared) -> Field:
        many = declared.cardinality != "single" and one.get("maxChoices") != "1"
        options = self._options(one.iterfind("simpleChoice"))
        most = whole(one.get("maxChoices"), 0)
        found = self._field(declared, "many" if many else "one", options)
        found.shuffled = one.get("shuffle") == "true"
        found.only = most if many and 0 < most < len(options) else None
        return found

    def _inline_choice(self, one: Element, declared: Declared) -> Field:
        return self._field(declared, "one", self._options(one.iterfind("inlineChoice")), inline=True)

    def _order(self, one: Element, declared: Declared) -> Field:
        options = self._options(one.iterfind("simpleChoice"))
        if 0 < whole(one.get("maxChoices"), 0) < len(options):
            raise NotTaken("It asks to pick some of the items and to order them, which is not a kind of question here.")
        return self._field(declared, "order", options)

    def _match(self, one: Element, declared: Declared) -> Field:
        sides = [self._options(side.iterfind("simpleAssociableChoice")) for side in one.iterfind("simpleMatchSet")]
        if len(sides) != 2:
            raise NotTaken("It asks for pairs, and has not two lists to pair.")
        return self._field(declared, "pairs", sides[0], sides[1])

    def _gap_match(self, one: Element, declared: Declared) -> Field:
        if one.find("gapImg") is not None:
            raise NotTaken("It asks to put pictures into gaps, which is not a kind of question here.")
        gaps = tuple(Option(gap.get("identifier", ""), "a gap") for gap in one.iter("gap"))
        return self._field(declared, "gaps", self._options(one.iterfind("gapText")), gaps)

    def _text_entry(self, one: Element, declared: Declared) -> Field:
        if declared.cardinality == "record":
            raise NotTaken("It takes a typed response apart (record), which is not read here.")
        return self._field(declared, "number" if declared.base_type in NUMBERS else "text", inline=True)

    def _extended(self, one: Element, declared: Declared) -> Field:
        is_short = bool(declared.correct) and len(_plain(declared.correct[0])) <= _SHORT
        if declared.base_type != "string" or not (declared.mapped or is_short):
            raise NotTaken(_SAID["extendedTextInteraction"])
        return self._field(declared, "text")

    def _options(self, found: Iterable[Element]) -> tuple[Option, ...]:
        return tuple(
            Option(
                id=one.get("identifier", "").strip(), text=self._texts.of(one),
                most=whole(one.get("matchMax"), 1), fixed=one.get("fixed") == "true",
            )
            for one in found
        )  # fmt: skip

    def _field(
        self, declared: Declared, sort: Sort, options: tuple[Option, ...] = (), targets: tuple[Option, ...] = (),
        inline: bool = False,
    ) -> Field:  # fmt: skip
        """Return a field with what is declared right, and the responses that mapping and rules know."""
        ranked = sorted(declared.mapped.items(), key=lambda entry: -entry[1])
        known: list[Given] = [(key,) for key, _ in ranked]
        if declared.cardinality != "single":
            known.insert(0, tuple(key for key, marks in ranked if marks > 0))
        return Field(
            declared.id, sort, options, targets, inline, correct=tuple(map(_plain, declared.correct)),
            clues=tuple(dict.fromkeys((*known, *self._compared(declared)))),
        )  # fmt: skip

    def _compared(self, declared: Declared) -> list[Given]:
        """Return the values that the rules compare a response with, and all that it should hold."""
        found: list[Given] = []
        members: list[str] = []
        rules = self._root.find("responseProcessing")
        for term in () if rules is None else rules.iter(*_COMPARISONS):
            if not any(one.get("identifier") == declared.id for one in term.iterfind("variable")):
                continue
            values = tuple(text_in(one) for one in term.iter("baseValue"))
            found += [values] if values else []
            members += values if term.tag == "member" else ()
            if term.tag == "equal":
                found += _limits(term, values or tuple(map(_plain, declared.correct)))
        return [*found, *([tuple(dict.fromkeys(members))] if members else [])]

    def _feedback(self) -> list[Feedback]:
        """Return all texts that are shown after a response."""
        found = []
        for one in self._root.iter("modalFeedback", "feedbackBlock", "feedbackInline"):
            when = f"{one.get('outcomeIdentifier', '')} {one.get('identifier', '')}"
            if text := self._texts.of(one):
                found.append(Feedback(when, text, one.get("showHide") == "hide"))
        for one in self._root.iter("rubricBlock"):
            if one.get("use", "").casefold() in _SOLUTIONS and (text := self._texts.of(one)):
                found.append(Feedback("", text, unless=True))
        return found

    def _note(self, item: Item) -> None:
        item.note(*self._texts.notes)
        if next(self._body.iter(*_HINTS), None) is not None:
            item.note("a hint")
        if any(self._is_for_markers(one) and text_in(one) for one in self._root.iter("rubricBlock")):
            item.note("notes for those who mark")

    def _is_for_markers(self, rubric: Element) -> bool:
        return "candidate" not in rubric.get("view", "") and rubric.get("use", "").casefold() not in _SOLUTIONS


def _limits(term: Element, values: tuple[str, ...]) -> list[Given]:
    limits: list[Given] = []
    for value in values:
        try:
            limits += [(f"{limit!r}",) for limit in tolerance(term, float(value))]
        except ValueError:
            continue
    return limits


def _plain(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value!r}".removesuffix(".0") if isinstance(value, float) else value
