"""Packages of QTI 2.1 and 3.0 hold what a question asks, and our own import gets all of it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from question_bank.formats.exchange import Exported
from question_bank.formats.qti import FORMAT, FORMAT_3, read, write, write_3
from question_bank.formats.qti.processing import Processing
from question_bank.formats.qti.tree import parsed
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import Filling, SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.question import Rival
from tests.question_bank.formats.qti.making import PNG, members, package, without_provenance
from tests.question_bank.formats.strategies import CONTROLS, banks, one_of_each_kind, questions
from tests.question_bank.samples import choice, citation, number, typed

Write = Callable[[Sequence[AnyQuestion], Mapping[str, bytes]], Exported]
EACH = pytest.mark.parametrize("write", [write, write_3], ids=["2.1", "3.0"])
ONE_OF_EACH = one_of_each_kind()
SOURCED = choice(
    id="rings/planet choice", facts=("rings",), citations=(citation(),), voice="Galileo", as_of="1610",
    conflicts=(Rival(fact="moons", statement="They are.", voice="Huygens", as_of="1655", citations=(citation(),)),),
)  # fmt: skip


def items(data: bytes) -> dict[str, bytes]:
    return {name: content for name, content in members(data).items() if name.startswith("items/")}


def item_of(question: AnyQuestion, write: Write = write) -> etree._Element:
    """Return the item of a question, in the names of QTI 2."""
    (data,) = items(write([question], {}).data).values()
    return parsed(data)


@EACH
@settings(deadline=None)
@given(banks())
def test_what_is_written_is_read_back_whole(write: Write, bank: list[AnyQuestion]) -> None:
    written = write(bank, {})
    imported = read(written.data)
    assert list(imported.questions) == bank
    assert imported.troubles == ()
    assert write(imported.questions, imported.files) == written


@EACH
def test_every_kind_is_written_and_read_back(write: Write) -> None:
    written = write(ONE_OF_EACH, {})
    assert list(read(written.data).questions) == ONE_OF_EACH
    assert len(items(written.data)) == len(ONE_OF_EACH)


@EACH
def test_sources_and_rivals_come_back(write: Write) -> None:
    assert list(read(write([SOURCED], {}).data).questions) == [SOURCED]


@settings(deadline=None)
@given(CONTROLS.map(lambda signs: f"What{signs}is it?"))
def test_signs_that_xml_cannot_hold_come_back(stem: str) -> None:
    asked: list[AnyQuestion] = [choice(stem=stem)]
    assert list(read(write(asked, {}).data).questions) == asked
    assert list(read(write_3(asked, {}).data).questions) == asked


@EACH
def test_the_same_questions_make_the_same_bytes(write: Write) -> None:
    assert write(ONE_OF_EACH, {"a.png": PNG}).data == write(ONE_OF_EACH, {"a.png": PNG}).data


@EACH
def test_nothing_is_a_package_without_items(write: Write) -> None:
    assert items(write([], {}).data) == {}


WORDS = st.text("abcdefghijklmnopqrstuvwxyzäé", min_size=3, max_size=12).filter(
    lambda one: one not in ("true", "false")
)
SAME = ("multiple_choice", "multiple_response", "true_false", "short_answer", "ordering", "matching")
OURS = {"id", "topic", "facts", "citations", "voice", "as_of", "conflicts", "ascending"}


def compared(question: AnyQuestion) -> dict[str, object]:
    """Return what another program can know of a question, without what has no order or no limit there."""
    fields = {name: value for name, value in question.model_dump().items() if name not in OURS}
    if isinstance(question, Matching):
        rights = [right for _, right in question.pairs]
        fields |= {
            "distractors": sorted(question.distractors),
            "each_once": len(set(rights)) == len(rights) and question.each_once,
        }
    if isinstance(question, ShortAnswer):
        fields["accepted"] = tuple(dict.fromkeys(question.accepted))
    return fields


@EACH
@settings(deadline=None)
@given(questions(*SAME, text=WORDS, provenance=False))
def test_another_program_reads_the_same_question(write: Write, question: AnyQuestion) -> None:
    """Our reader of anyone's items stands for it, without what only we have written beside the item."""
    (again,) = read(without_provenance(write([question], {}).data)).questions
    assert compared(again) == compared(question)


@EACH
@pytest.mark.parametrize(
    "question",
    [one for one in ONE_OF_EACH if one.kind not in ("error_spotting", "flashcard")],
    ids=lambda one: one.kind,
)
def test_another_program_reads_each_kind(write: Write, question: AnyQuestion) -> None:
    (again,) = read(without_provenance(write([question], {}).data)).questions
    assert again.kind == {"who_says_so": "multiple_choice"}.get(question.kind, question.kind)
    assert {**compared(again), "kind": ""} == {**compared(question), "kind": ""}


RIGHT: dict[str, AnyQuestion] = {
    "multiple_choice": choice(), "several": MultipleResponse(
        id="several", stem="Which?", topic="T", explanation="E", options=("a1", "b1", "c1", "d1"), keys=("a1", "c1")
    ),
}  # fmt: skip


def share(question: AnyQuestion, *given: str, **more: tuple[str, ...]) -> float:
    """Return what an item earns by its own rule."""
    return Processing(item_of(question)).score(more or {"RESPONSE": given}).score


def test_a_choice_earns_all_or_nothing() -> None:
    assert [share(RIGHT["multiple_choice"], id) for id in "ABCD"] == [0, 1, 0, 0]


def test_several_keys_earn_what_they_earn_here() -> None:
    question = RIGHT["several"]
    for picks in (("A",), ("A", "C"), ("A", "B"), ("A", "B", "C"), ("B", "D"), ("A", "B", "C", "D")):
        ours = question.grade(question.parse([f"{id.lower()}1" for id in picks]))
        assert share(question, *picks) == pytest.approx(ours.score)


def test_an_order_earns_a_share_for_each_place() -> None:
    question = Ordering(id="o", stem="Order?", topic="T", explanation="E", items=("w1", "x1", "y1", "z1"))
    assert share(question, "A", "B", "C", "D") == pytest.approx(1)
    assert share(question, "B", "A", "C", "D") == pytest.approx(0.5)
    assert share(question, "B", "C", "D", "A") == 0


def test_pairs_earn_a_share_each() -> None:
    question = Matching(id="m", stem="Match", topic="T", explanation="E", pairs=(("l1", "r1"), ("l2", "r2")))
    assert share(question, "L1 R1", "L2 R2") == pytest.approx(1)
    assert share(question, "L1 R1", "L2 R1") == pytest.approx(0.5)


def test_gaps_earn_a_share_each_however_they_are_filled() -> None:
    fillings = (Filling(accepted=("ice", "frost")), Filling(accepted=("big",), wrong=("small",)))
    question = SeveralGaps(id="g", stem="_____ is _____.", topic="T", explanation="E", fillings=fillings)
    for first, second, expected in (("ice", "C1", 1), ("FROST", "C1", 1), ("fire", "C1", 0.5), ("fire", "C2", 0)):
        assert share(question, RESPONSE_1=(first,), RESPONSE_2=(second,)) == pytest.approx(expected)


@pytest.mark.parametrize(("given", "expected"), [("145", 1), ("147", 1), ("143", 1), ("147.5", 0), ("142", 0)])
def test_a_figure_is_right_within_its_tolerance(given: str, expected: float) -> None:
    assert share(number(tolerance=2), given) == expected


def test_a_typed_answer_is_right_whatever_its_case() -> None:
    question = typed(accepted=("Saturn", "the ringed planet"))
    assert [share(question, given) for given in ("saturn", "THE RINGED PLANET", "Mars")] == [1, 1, 0]


@EACH
@pytest.mark.parametrize("question", ONE_OF_EACH, ids=lambda question: question.kind)
def test_an_item_has_the_parts_that_every_program_needs(write: Write, question: AnyQuestion) -> None:
    root = item_of(question, write)
    assert root.tag == "assessmentItem"
    assert {"identifier", "title", "adaptive", "timeDependent"} <= set(root.attrib)
    tags = [str(child.tag) for child in root]
    order = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
    assert tags == sorted(tags, key=order.index)
    responses = {one.get("identifier") for one in root.iterfind("responseDeclaration")}
    asked = {one.get("responseIdentifier") for one in root.iter() if str(one.tag).endswith("Interaction")}
    assert asked == responses


@EACH
@pytest.mark.parametrize("question", ONE_OF_EACH, ids=lambda question: question.kind)
def test_identifiers_are_declared_once_and_used(write: Write, question: AnyQuestion) -> None:
    root = item_of(question, write)
    offered = [one.get("identifier", "") for one in root.find("itemBody").iter() if one.get("identifier")]  # type: ignore[union-attr]
    assert len(offered) == len(set(offered)) or question.kind == "several_gaps"
    for declared in root.iterfind("responseDeclaration"):
        if declared.get("baseType") in ("identifier", "directedPair"):
            right = [part for one in declared.iter("value") for part in (one.text or "").split()]
            assert set(right) <= set(offered)


@EACH
def test_the_explanation_is_shown_after_any_response(write: Write) -> None:
    root = item_of(choice(explanation="It has rings."), write)
    feedback = root.find("modalFeedback")
    assert feedback is not None
    assert "".join(map(str, feedback.itertext())) == "It has rings."
    (shown,) = (
        one for one in root.iterfind("outcomeDeclaration") if one.get("identifier") == feedback.get("outcomeIdentifier")
    )
    assert [value.text for value in shown.iter("value")] == [feedback.get("identifier")]


@EACH
def test_text_with_signs_becomes_elements(write: Write) -> None:
    root = item_of(choice(stem="What is **this**?\n\n- one\n- two", options=("*a*", "b < c"), key="*a*"), write)
    assert [one.tag for one in root.iterfind("itemBody/div/*")] == ["p", "ul"]
    assert [one.tag for one in root.iter("em", "strong")] == ["strong", "em"]
    assert "b < c" in "".join(map(str, root.itertext()))


@EACH
def test_gaps_stand_where_they_belong(write: Write) -> None:
    question = Cloze(id="c", stem="The **big** _____ has rings.", topic="T", explanation="E", accepted=("planet",))
    body = item_of(question, write).find("itemBody")
    assert body is not None
    entry = next(body.iter("textEntryInteraction"))
    assert (entry.getprevious().tag, entry.tail) == ("strong", " has rings.")  # type: ignore[union-attr]


@EACH
def test_the_parts_of_a_statement_can_be_picked(write: Write) -> None:
    (question,) = (one for one in ONE_OF_EACH if one.kind == "error_spotting")
    texts = [one.text for one in item_of(question, write).iter("hottext")]
    assert texts == list(question.options)


def test_figures_that_ascend_keep_their_order() -> None:
    question = Matching(
        id="m", stem="When?", topic="T", explanation="E", pairs=(("b1", "1900"), ("a1", "1800")), ascending=True
    )
    right = item_of(question).findall("itemBody//simpleMatchSet")[1]
    assert [(one.text, one.get("fixed")) for one in right] == [("1800", "true"), ("1900", "true")]


def test_the_manifest_names_every_file_and_no_other() -> None:
    data = write([choice(stem="![A](file:a.png) Which?"), number()], {"a.png": PNG, "unused.png": PNG}).data
    manifest = parsed(members(data)["imsmanifest.xml"])
    named = {one.get("href") for one in manifest.iter("file")}
    assert named == set(members(data)) - {"imsmanifest.xml"}
    assert {one.get("href") for one in manifest.iter("resource")} == set(items(data))


def test_the_dialects_name_themselves() -> None:
    types = {
        one.get("type")
        for way in (write, write_3)
        for one in parsed(members(way([choice()], {}).data)["imsmanifest.xml"]).iter("resource")
    }
    assert types == {"imsqti_item_xmlv2p1", "imsqti_item_xmlv3p0"}
    assert [format.title for format in (FORMAT, FORMAT_3)] == ["QTI 2.1 package", "QTI 3.0 package"]
    assert FORMAT.read is FORMAT_3.read


@EACH
def test_pictures_travel_with_their_questions(write: Write) -> None:
    asked: list[AnyQuestion] = [choice(stem="What is ![a planet](file:mars.png)?")]
    written = write(asked, {"mars.png": PNG})
    assert written.losses == []
    assert members(written.data)["files/mars.png"] == PNG
    (image,) = item_of(asked[0], write).iter("img")
    assert (image.get("src"), image.get("alt")) == ("../files/mars.png", "a planet")
    imported = read(written.data)
    assert list(imported.questions) == asked
    assert imported.files == {"mars.png": PNG}


@EACH
def test_another_program_finds_the_pictures_too(write: Write) -> None:
    written = write([choice(stem="What is ![a planet](file:mars.png)?")], {"mars.png": PNG})
    imported = read(without_provenance(written.data))
    assert imported.questions[0].stem == "What is ![a planet](file:mars.png)?"
    assert imported.files == {"mars.png": PNG}


@EACH
def test_a_missing_picture_is_a_loss(write: Write) -> None:
    losses = write([choice(stem="What is ![a planet](file:mars.png)?")], {}).losses
    assert [(loss.question, loss.lost) for loss in losses] == [("choice", "The picture mars.png is missing.")]


@EACH
def test_a_card_is_a_question_that_a_person_marks_and_that_is_a_loss(write: Write) -> None:
    card = Flashcard(id="card", stem="Why?", accepted=("so",), topic="T", explanation="E")
    assert [loss.question for loss in write([card], {}).losses] == ["card"]
    root = item_of(card, write)
    assert root.find("itemBody/extendedTextInteraction") is not None
    assert root.find("responseProcessing") is None


@EACH
def test_ids_of_every_sort_make_names_that_files_can_have(write: Write) -> None:
    ids = ("a b", "A", "a", "../x", "1st", "é", "x" * 200, "a/b", "")
    asked: list[AnyQuestion] = [choice(id=id) for id in ids]
    data = write(asked, {}).data
    names = [name.removeprefix("items/").removesuffix(".xml") for name in items(data)]
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(name.isascii() and not set(name) & set("/\\ .") - {"."} for name in names)
    assert list(read(data).questions) == asked


def changed(data: bytes, old: str, new: str) -> bytes:
    """Return a package whose items were changed by another program."""
    return package({
        name: content.replace(old.encode(), new.encode()) if name.startswith("items/") else content
        for name, content in members(data).items()
    })  # fmt: skip


@EACH
def test_an_item_that_was_changed_elsewhere_is_taken_as_it_stands_with_its_sources(write: Write) -> None:
    data = changed(write([SOURCED], {}).data, "Which planet has rings?</div>", "Which planet is ringed?</div>")
    imported = read(data)
    assert list(imported.questions) == [SOURCED.changed(stem="Which planet is ringed?")]
    assert "It was changed since it was exported" in imported.troubles[0].reason


@EACH
def test_a_kind_that_was_changed_elsewhere_stays_the_kind_that_it_was(write: Write) -> None:
    (question,) = (one for one in ONE_OF_EACH if one.kind == "who_says_so")
    imported = read(changed(write([question], {}).data, ">Tycho<", ">Kepler<"))
    assert imported.questions[0].kind == "who_says_so"
    assert "Kepler" in imported.questions[0].model_dump()["options"]


@EACH
def test_white_space_between_the_parts_is_no_change(write: Write) -> None:
    data = changed(write([SOURCED], {}).data, "\n<", "\n\n   <")
    assert list(read(data).questions) == [SOURCED]
    assert read(data).troubles == ()


@EACH
def test_a_card_that_was_changed_elsewhere_is_listed_if_it_cannot_be_read(write: Write) -> None:
    (question,) = (one for one in ONE_OF_EACH if one.kind == "error_spotting")
    imported = read(changed(write([question], {}).data, ">Newton<", ">Hooke<"))
    assert imported.questions == ()
    assert "pick words in a text" in imported.troubles[0].reason


START = b"<qti-assessment-item "


@pytest.mark.parametrize("held", ["{", "[]", json.dumps({"kind": "riddle"}), choice(stem="").model_dump_json()])
def test_provenance_that_is_none_is_not_believed(held: str) -> None:
    text = write_3([choice()], {}).data
    content = {
        name: data.replace(b"data-quizapp=", b"data-was=").replace(START, START + b"data-quizapp='%s' " % held.encode())
        if name.startswith("items/") else data
        for name, data in members(text).items()
    }  # fmt: skip
    (question,) = read(package(content)).questions
    assert (question.id, question.topic) == ("qti-choice", "Imported")


def test_a_single_item_of_qti_3_keeps_its_provenance_without_its_package() -> None:
    (data,) = items(write_3([SOURCED], {}).data).values()
    assert list(read(data).questions) == [SOURCED]


def test_a_single_item_of_qti_2_is_read_as_anyones() -> None:
    (data,) = items(write([SOURCED], {}).data).values()
    (question,) = read(data).questions
    assert isinstance(question, MultipleChoice)
    assert (question.stem, question.key) == (SOURCED.stem, SOURCED.key)
    assert question.facts == ()


def test_a_figure_without_a_package_keeps_its_unit() -> None:
    (data,) = items(write([number(unit="moons")], {}).data).values()
    (question,) = read(data).questions
    assert isinstance(question, Numeric)
    assert (question.stem, question.unit) == ("How many moons are known?", "moons")
