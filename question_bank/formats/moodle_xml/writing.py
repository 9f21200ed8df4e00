"""Questions into Moodle’s XML."""

import base64
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from question_bank import rich
from question_bank.facts import GAP
from question_bank.formats.foreign import UNPRINTABLE
from question_bank.formats.gift.signs import path_of, topic_of
from question_bank.formats.moodle_xml import multianswer
from question_bank.formats.moodle_xml.asked import comment, left_over
from question_bank.formats.moodle_xml.document import Element
from question_bank.formats.moodle_xml.texts import as_html, escaped
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.error_spotting import PROMPT, ErrorSpotting
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import CHOICES, TrueFalse
from question_bank.kinds.who_says_so import WhoSaysSo

LONGEST_NAME = 80
LONGEST_ID = 100
"""Moodle keeps no more of an id number."""
_IN_WORDS = {
    "facts": "which facts it asks about", "citations": "where they stand", "voice": "who says so",
    "as_of": "as of when", "conflicts": "who says otherwise", "correction": "the correction",
    "each_once": "that each answer may be given once", "ascending": "that the answers keep their order",
    "accepted": "some of the accepted answers", "fillings": "all that fills its gaps",
}  # fmt: skip
_TYPES = {
    "multiple_choice": "multichoice", "multiple_response": "multichoice", "who_says_so": "multichoice",
    "error_spotting": "multichoice", "true_false": "truefalse", "short_answer": "shortanswer", "cloze": "shortanswer",
    "flashcard": "shortanswer", "numeric": "numerical", "matching": "matching", "ordering": "ordering",
    "several_gaps": "cloze",
}  # fmt: skip
_PICTURE = re.compile(r"!\[[^\]\n]*\]\(file:([^()\s]+)\)")
_BAD = re.compile(f"{UNPRINTABLE.pattern}|[\ud800-\udfff]")


class Writer:
    """Writes questions as elements, with the pictures that their texts show."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._missing: list[str] = []

    def category(self, path: str) -> Element:
        """Write the category that the questions after it belong to."""
        element = etree.Element("question", type="category")
        _text(etree.SubElement(element, "category"), path)
        return element

    def question(self, question: AnyQuestion) -> tuple[Element, list[str]]:
        """Write a question, and say what other programs will not see of it."""
        self._missing = []
        element = etree.Element("question", type=_TYPES[question.kind])
        stem = f"{question.stem}\n\n{PROMPT}" if isinstance(question, ErrorSpotting) else question.stem
        _text(etree.SubElement(element, "name"), " ".join(question.stem.split())[:LONGEST_NAME])
        if isinstance(question, SeveralGaps):
            self._embedded(element, question)
        else:
            self._rich(element, "questiontext", stem)
        self._rich(element, "generalfeedback", question.explanation)
        for name, said in (
            ("defaultgrade", "1"),
            ("penalty", "0"),
            ("hidden", "0"),
            ("idnumber", question.id[:LONGEST_ID]),
        ):
            etree.SubElement(element, name).text = clean(said)
        self._answers(element, question)
        rest = left_over(question, element, topic_of(path_of(question.topic)))
        if rest:
            element.append(comment(rest, element))
        return element, _lost(question, rest) + [f"The picture {name} is missing." for name in self._missing]

    def _answers(self, element: Element, question: AnyQuestion) -> None:
        match question:
            case TrueFalse():
                for choice in CHOICES:
                    _text(self._answer(element, choice == question.key), choice.lower())
            case MultipleChoice() | WhoSaysSo() | ErrorSpotting():
                self._options(element, question, {True: "100", False: "0"}, (question.key,))
            case MultipleResponse():
                share = f"{100 / len(question.keys):.5f}".rstrip("0").rstrip(".")
                self._options(element, question, {True: share, False: f"-{share}"}, question.keys)
            case ShortAnswer() | Flashcard() | Cloze():
                etree.SubElement(element, "usecase").text = "0"
                for accepted in question.accepted:
                    _text(self._answer(element, True), accepted.replace("*", "\\*"))
            case Numeric():
                _figure(self._answer(element, True), element, question)
            case Matching():
                self._pairs(element, question)
            case Ordering():
                self._items(element, question)

    def _answer(self, element: Element, is_right: bool) -> Element:
        return etree.SubElement(element, "answer", fraction="100" if is_right else "0", format="moodle_auto_format")

    def _options(
        self,
        element: Element,
        question: MultipleChoice | WhoSaysSo | ErrorSpotting | MultipleResponse,
        fractions: Mapping[bool, str],
        keys: Iterable[str],
    ) -> None:
        several = isinstance(question, MultipleResponse)
        etree.SubElement(element, "single").text = "false" if several else "true"
        etree.SubElement(element, "shuffleanswers").text = "false" if question.ordered else "true"
        etree.SubElement(element, "answernumbering").text = "abc"
        for option in question.options:
            self._rich(element, "answer", option, fraction=fractions[option in keys])

    def _pairs(self, element: Element, question: Matching) -> None:
        etree.SubElement(element, "shuffleanswers").text = "true"
        for left, right in (*question.pairs, *(("", one) for one in question.distractors)):
            below = self._rich(element, "subquestion", left)
            _text(etree.SubElement(below, "answer"), right)

    def _items(self, element: Element, question: Ordering) -> None:
        kinds = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0", "gradingtype": "ABSOLUTE_POSITION"}
        for name, said in (kinds | {"showgrading": "SHOW", "numberingstyle": "none"}).items():
            etree.SubElement(element, name).text = said
        for place, item in enumerate(question.items, 1):
            self._rich(element, "answer", item, fraction=str(place))

    def _rich(self, above: Element, name: str, text: str, **attributes: str) -> Element:
        """Write a text as HTML if it can be read back from there, else as plain text."""
        source = as_html(text)
        element = etree.SubElement(above, name, {**attributes, "format": "plain_text" if source is None else "html"})
        _text(element, text if source is None else source)
        if source is not None:
            self._pictures(element, text)
        return element

    def _embedded(self, above: Element, question: SeveralGaps) -> None:
        element = etree.SubElement(above, "questiontext", format="html")
        source = as_html(question.stem)
        before, *after = (escaped(question.stem) if source is None else source).replace("{", "&#123;").split(GAP)
        gaps = [multianswer.put(filling, _option) for filling in question.fillings]
        _text(element, before + "".join(gap + piece for gap, piece in zip(gaps, after, strict=False)))
        self._pictures(element, question.stem)

    def _pictures(self, element: Element, text: str) -> None:
        for name in dict.fromkeys(_PICTURE.findall(text)):
            if name in self._files and rich.safe_name(name) == name:
                file = etree.SubElement(element, "file", name=name, path="/", encoding="base64")
                file.text = base64.b64encode(self._files[name]).decode()
            elif name not in self._missing:
                self._missing.append(name)


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _BAD.sub("", text)


def _text(element: Element, text: str) -> None:
    etree.SubElement(element, "text").text = clean(text)


def _option(text: str) -> str:
    source = as_html(text)
    return escaped(text) if source is None else re.sub(r"^<p>((?:(?!</?p>).)*)</p>$", r"\1", source)


def _figure(answer: Element, element: Element, question: Numeric) -> None:
    _text(answer, repr(question.value).removesuffix(".0"))
    etree.SubElement(answer, "tolerance").text = repr(question.tolerance).removesuffix(".0")
    if question.unit:
        unit = etree.SubElement(etree.SubElement(element, "units"), "unit")
        etree.SubElement(unit, "multiplier").text = "1"
        etree.SubElement(unit, "unit_name").text = clean(question.unit)
    for name, said in (("unitgradingtype", "0"), ("unitpenalty", "0"), ("showunits", "0"), ("unitsleft", "0")):
        etree.SubElement(element, name).text = said


def _lost(question: AnyQuestion, rest: Mapping[str, Any]) -> list[str]:
    lost = [_IN_WORDS[name] for name in rest if name in _IN_WORDS]
    said = [f"Other programs will not see {', '.join(lost)}: it stands in a comment."] if lost else []
    if "kind" in rest:
        said.append(f"Other programs will take it for another kind: Moodle has no “{question.title}”.")
    return said
