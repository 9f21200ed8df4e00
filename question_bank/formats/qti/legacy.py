"""Items of QTI 1.2, as the standard has them and as Canvas, Blackboard, D2L and text2qti write them."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.formats.qti.conditions import Conditions
from question_bank.formats.qti.model import MARK, Feedback, Field, Given, Givens, Item, NotTaken, Option, Outcome, Sort
from question_bank.formats.qti.texts import Texts
from question_bank.formats.qti.tree import Element, text_in
from question_bank.kinds.several_gaps import MOST as MOST_GAPS
from question_bank.marking import normalise

_ANSWERS = ("response_lid", "response_str", "response_num", "response_grp", "response_xy", "response_extension")
_TYPED = ("response_str", "response_num")
_NUMERIC = ("decimal", "integer", "scientific")
_SAID = {
    "essay": "It asks for a free text, which a person has to mark.",
    "file_upload": "It asks for a file to be handed in, which is not a kind of question here.",
    "file_response": "It asks for a file to be handed in, which is not a kind of question here.",
    "text_only": "It asks nothing: it is a text to read.",
    "calculated": "It draws its figures by chance, which questions here do not do.",
    "formula": "It asks for a formula, which is not a kind of question here.",
    "hot_spot": "It asks to pick a place in a picture, which is not a kind of question here.",
    "hotspot": "It asks to pick a place in a picture, which is not a kind of question here.",
    "stimulus": "It asks nothing: it is a text to read.",
    "opinion_scale": "It asks for an opinion: no answer is right.",
    "likert": "It asks for an opinion: no answer is right.",
    "jumbled_sentence": "It asks to put words into a sentence, which is not read in this dialect.",
    "quiz_bowl": "It asks for a question that fits an answer, which is not a kind of question here.",
}
_SORTS: dict[str, Sort] = {"Multiple": "many", "Ordered": "order"}
_PAIRS = "*pairs"
_PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|bmp)\b", re.IGNORECASE)
_BLACKBOARD = {
    "true_false.true": "True", "true_false.false": "False", "yes_no.true": "Yes", "yes_no.false": "No",
    "right_wrong.true": "Right", "right_wrong.false": "Wrong",
    "agree_disagree.true": "Agree", "agree_disagree.false": "Disagree",
}  # fmt: skip


def items_in(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield the items of a document with the title of what holds them."""
    for item in root.iter("item"):
        holders = [one for one in item.iterancestors() if one.tag in ("assessment", "objectbank", "section")]
        titles = [one.get("title", "").strip() or _labels(one).get("bank_title", "") for one in reversed(holders)]
        yield item, next(filter(None, titles), "")


def has_rules(root: Element) -> bool:
    """Say whether a quiz draws some of its questions, or gives them different points."""
    points = {_labels(item).get("points_possible", "1").rstrip("0").rstrip(".") or "0" for item in root.iter("item")}
    return next(root.iter("selection_number"), None) is not None or len(points) > 1


def name_of(item: Element) -> str:
    """Return what an item is called in its file."""
    return (item.get("ident") or text_in(item.find("itemmetadata/bbmd_asi_object_id"))).strip()


def _labels(element: Element) -> dict[str, str]:
    """Return the metadata of an element: label and entry, and what has an element of its own."""
    holders = [
        one for path in ("itemmetadata", "qtimetadata", "itemmetadata/qtimetadata") for one in element.iterfind(path)
    ]
    found = {}
    for holder in holders:
        for one in holder:
            if one.tag == "qtimetadatafield":
                found[text_in(one.find("fieldlabel"))] = text_in(one.find("fieldentry"))
            elif len(one) == 0:
                found[str(one.tag)] = text_in(one)
    return found


@dataclass
class _Answer:
    """One thing to answer: its element, the words that stand beside it, and its options."""

    element: Element
    label: str
    options: tuple[Option, ...]
    typed: bool

    @property
    def id(self) -> str:
        return self.element.get("ident", "")


def read_item(element: Element, place: str, texts: Texts) -> Item:
    """Read an item of QTI 1.2.

    Raises:
        NotTaken: it asks for something that no kind of question here asks for.
    """
    return _Reader(element, texts).item(place)


class _Reader:
    def __init__(self, element: Element, texts: Texts) -> None:
        self._element, self._texts = element, texts
        self._labels = _labels(element)
        self._right_texts: list[str] = []
        self._pieces: list[str] = []
        self._answers: list[_Answer] = []

    @property
    def _type(self) -> str:
        named = ("question_type", "cc_profile", "bbmd_questiontype", "qmd_questiontype", "wct_questiontype")
        return next((self._labels[name] for name in named if name in self._labels), "")

    def item(self, place: str) -> Item:
        """Read the whole item."""
        kind = self._type.lower().replace(" ", "_")
        for word, reason in _SAID.items():
            if word in kind:
                raise NotTaken(reason)
        presentation = self._element.find("presentation")
        if presentation is None:
            raise NotTaken("It has no presentation: there is nothing to ask.")
        self._walk(presentation)
        if not self._answers:
            raise NotTaken("It asks nothing: it is a text to read.")
        if len(self._answers) > MOST_GAPS:
            raise NotTaken(f"It asks for {len(self._answers)} things, and a question here for at most {MOST_GAPS}.")
        item = self._asked(place)
        item.cost = sum(1 for one in self._element.iterfind("resprocessing") for _ in one.iter())
        item.feedback = self._feedback()
        item.note(*self._texts.notes)
        return item

    def _walk(self, above: Element) -> None:
        """Collect texts and answers in reading order."""
        for one in above:
            if one.tag == "material":
                self._pieces.append(self._material(one))
            elif one.tag in _ANSWERS:
                self._answers.append(self._answer(one))
                self._pieces.append(MARK)
            elif self._is_row(one):
                self._answers.append(self._answer(next(one.iter(*_ANSWERS)), self._beside(one)))
                self._pieces.append(MARK)
            elif one.get("class") == "RIGHT_MATCH_BLOCK":
                self._right_texts = [text for text in map(self._materials, one) if text]
            else:
                self._walk(one)

    def _is_row(self, flow: Element) -> bool:
        """Say whether a block holds one response and the words beside it, as a row of a matching does."""
        answers = list(flow.iter(*_ANSWERS))
        return (
            flow.tag == "flow" and len(answers) == 1 and answers[0].getparent() is flow and answers[0].tag not in _TYPED
        )

    def _beside(self, flow: Element) -> str:
        rest = (one for one in flow if one.tag not in _ANSWERS)
        materials = (material for one in rest for material in one.iter("material"))
        return "\n".join(filter(None, map(self._material, materials)))

    def _answer(self, one: Element, beside: str = "") -> _Answer:
        if one.tag in ("response_xy", "response_extension") or next(one.iter("render_hotspot"), None) is not None:
            raise NotTaken("It asks to pick a place in a picture, which is not a kind of question here.")
        if next(one.iter("render_slider"), None) is not None:
            raise NotTaken("It asks to move a slider, which is not a kind of question here.")
        options = tuple(
            Option(label.get("ident", "").strip(), self._materials(label), fixed=label.get("rshuffle") == "No")
            for label in one.iter("response_label")
        )
        label = "\n".join(filter(None, (beside, *map(self._material, one.iterfind("material")))))
        typed = one.tag in _TYPED or next(one.iter("render_choice", "render_extension"), None) is None
        return _Answer(one, label, options, typed)

    def _asked(self, place: str) -> Item:
        """Decide what the answers are: one of a kind, gaps in the text, or the sides of a matching."""
        text = self._joined()
        if all(token in text for token in self._tokens()) and (
            "blanks" in self._type or "dropdown" in self._type or len(self._answers) > 1
        ):
            return self._gapped(place)
        if len(self._answers) == 1:
            return self._single(place)
        if all(answer.typed for answer in self._answers):
            return self._fields(place, self._flowing(), self._answers, inline=True)
        if any(answer.typed for answer in self._answers):
            raise NotTaken(
                f"It asks for {len(self._answers)} things in one item, which is not a kind of question here."
            )
        return self._paired(place)

    def _joined(self) -> str:
        return "\n".join(filter(None, (piece for piece in self._pieces if piece != MARK))).strip()

    def _flowing(self) -> str:
        """Return the text with marks; a single answer after all of it has a line of its own."""
        is_last = len(self._answers) == 1 and self._pieces[-1] == MARK
        return ("\n" if is_last else " ").join(filter(None, self._pieces))

    def _tokens(self) -> list[str]:
        """Return how the text names each answer: by its label or, in New Quizzes, by its ident."""
        text = self._joined()
        named = [(f"[{one.label}]", f"[{one.id.removeprefix('response_')}]") for one in self._answers]
        return [next((token for token in both if token in text), both[0]) for both in named]

    def _single(self, place: str) -> Item:
        (answer,) = self._answers
        if answer.typed:
            return self._fields(place, self._flowing(), self._answers, inline=True)
        text = "\n".join(filter(None, (self._joined(), answer.label)))
        return self._fields(place, text, self._answers, inline=False)

    def _gapped(self, place: str) -> Item:
        text = self._joined()
        entries = sorted(zip(self._tokens(), self._answers, strict=True), key=lambda entry: text.index(entry[0]))
        for token, answer in entries:
            text = text.replace(token, MARK, 1)
            types = {label.get("answer_type") for label in answer.element.iter("response_label")}
            answer.typed = answer.typed or (_are_ways(answer, self._type) and not types & {"dropdown", "wordbank"})
        return self._fields(place, text, [answer for _, answer in entries], inline=True)

    def _fields(self, place: str, text: str, answers: list[_Answer], inline: bool) -> Item:
        conditions = Conditions(self._element, {one.id: self._sort(one) for one in answers})
        fields = [self._field(one, conditions, inline) for one in answers]
        return Item(place, name_of(self._element), text, fields, _Listed(conditions, answers).score)

    def _field(self, answer: _Answer, conditions: Conditions, inline: bool) -> Field:
        clues = conditions.clues(answer.id)
        if answer.typed and not clues:
            raise NotTaken(_SAID["essay"])
        if answer.typed and answer.options and answer.element.tag not in _TYPED:
            clues = tuple((option.text,) for option in answer.options)
        choices = next(answer.element.iter("render_choice", "ims_render_object"), None)
        shuffled = choices is None or choices.get("shuffle") != "No" or "bbmd_questiontype" in self._labels
        return Field(
            answer.id, self._sort(answer), () if answer.typed else answer.options, inline=inline, shuffled=shuffled,
            clues=clues,
        )  # fmt: skip

    def _sort(self, answer: _Answer) -> Sort:
        if answer.typed:
            fib = next(answer.element.iter("render_fib"), None)
            numeric = fib is not None and fib.get("fibtype", "").lower() in _NUMERIC
            compared = any(
                one.get("respident") == answer.id for one in self._element.iter("vargte", "vargt", "varlte", "varlt")
            )
            return "number" if numeric or compared or answer.element.tag == "response_num" else "text"
        return _SORTS.get(answer.element.get("rcardinality", "Single"), "one")

    def _paired(self, place: str) -> Item:
        """Return one matching for several responses with the same options."""
        stem, lefts = self._sides()
        texts = dict.fromkeys(text for one in self._answers for text in self._rights(one).values())
        targets = tuple(Option(f"R{number}", text, 0) for number, text in enumerate(texts))
        options = tuple(Option(f"L{number}", left) for number, left in enumerate(lefts))
        conditions = Conditions(self._element, {one.id: self._sort(one) for one in self._answers})
        pairing = _Pairing(conditions, self._answers, [self._rights(one) for one in self._answers], targets)
        field = Field(_PAIRS, "pairs", options, targets, clues=(pairing.clue(),))
        return Item(place, name_of(self._element), stem, [field], pairing.score)

    def _rights(self, answer: _Answer) -> dict[str, str]:
        """Return the texts of an answer's options; Blackboard writes them apart, in the same order."""
        texts = [option.text for option in answer.options]
        if not any(texts) and len(self._right_texts) == len(texts):
            texts = self._right_texts
        return {option.id: text for option, text in zip(answer.options, texts, strict=True)}

    def _sides(self) -> tuple[str, list[str]]:
        """Return the stem and the left sides: the answers' own labels, or the texts before them."""
        if all(answer.label for answer in self._answers):
            return self._joined(), [answer.label for answer in self._answers]
        lefts: list[str] = []
        before: list[str] = []
        stem: list[str] = []
        for piece in self._pieces:
            if piece == MARK:
                lefts.append(before.pop() if before else "")
                stem += before
                before = []
            elif piece:
                before.append(piece)
        return "\n".join([*stem, *before]), lefts

    def _materials(self, above: Element) -> str:
        return "\n".join(filter(None, map(self._material, above.iter("material"))))

    def _material(self, material: Element) -> str:
        return "\n".join(filter(None, (self._shown(one) for one in material.iter() if one is not material)))

    def _shown(self, one: Element) -> str:
        match one.tag:
            case "mattext" | "matemtext" | "mat_formattedtext" | "localizable_mattext":
                return self._text(one)
            case "matimage":
                return self._texts.of_html(f'<img src="{html.escape(one.get("uri", ""))}" alt=""/>')
            case "matapplication" if _PICTURE.search(one.get("uri", "") + one.get("label", "")):
                return self._texts.of_html(f'<img src="{html.escape(one.get("uri", ""))}" alt=""/>')
            case "mataudio" | "matvideo" | "matapplet" | "matapplication":
                self._texts.notes.append("a recording, film or program")
            case "matbreak":
                return "\n"
        return ""

    def _text(self, one: Element) -> str:
        if len(one):
            return self._texts.of(one)
        source = one.text or ""
        kind = (one.get("texttype") or one.get("type") or "text/plain").lower()
        if "html" in kind or one.tag == "mat_formattedtext":
            return self._texts.of_html(source)
        return _BLACKBOARD.get(source.strip()) or self._texts.of_plain(source)

    def _feedback(self) -> list[Feedback]:
        found = []
        for one in self._element.iterfind("itemfeedback"):
            if text := self._materials(one):
                name = one.get("ident", "")
                found.append(Feedback(name, text))
        return found


def _are_ways(answer: _Answer, kind: str) -> bool:
    """Say whether what is listed for a gap are ways to write the answer, not options to choose from."""
    forms = [normalise(option.text) for option in answer.options]
    return "blanks" in kind or len(set(forms)) < max(2, len(forms))


class _Listed:
    """Scores typed answers that the file lists as options: any of them is as right as the one that earns marks."""

    def __init__(self, conditions: Conditions, answers: list[_Answer]) -> None:
        self._conditions = conditions
        self._ids: dict[str, dict[str, str]] = {}
        for one in answers:
            if one.typed and one.element.tag not in _TYPED and (clues := conditions.clues(one.id)):
                self._ids[one.id] = dict.fromkeys((option.text for option in one.options), clues[0][0])

    def score(self, givens: Givens) -> Outcome:
        """Score texts instead of identifiers."""
        return self._conditions.score(
            {name: tuple(self._ids.get(name, {}).get(one, one) for one in given) for name, given in givens.items()}
        )


class _Pairing:
    """Scores pairs instead of one response for each left side."""

    def __init__(
        self, conditions: Conditions, answers: list[_Answer], rights: list[dict[str, str]], targets: tuple[Option, ...]
    ) -> None:
        self._conditions, self._answers, self._rights = conditions, answers, rights
        self._targets = targets

    def clue(self) -> Given:
        """Return the pairs that the conditions earn marks for."""
        ids = {option.text: option.id for option in self._targets}
        found = []
        for number, (answer, rights) in enumerate(zip(self._answers, self._rights, strict=True)):
            clues = self._conditions.clues(answer.id)
            right = next((clue for clue in clues if all(one in rights for one in clue)), ())
            found += [f"L{number} {ids[rights[one]]}" for one in right]
        return tuple(found)

    def score(self, givens: Givens) -> Outcome:
        """Score pairs."""
        texts = {option.id: option.text for option in self._targets}
        given: dict[str, Given] = {one.id: () for one in self._answers}
        for pair in givens[_PAIRS]:
            left, _, right = pair.partition(" ")
            number = int(left[1:])
            ids = [id for id, text in self._rights[number].items() if text == texts.get(right)]
            given[self._answers[number].id] += tuple(ids[:1])
        return self._conditions.score(given)
