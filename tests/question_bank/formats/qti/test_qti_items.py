"""Items of QTI 2 and 3 become questions of the kind that asks the same."""

from __future__ import annotations

import pytest

from question_bank.formats.qti import read
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import TrueFalse
from tests.question_bank.formats.qti.making import (
    SCORE,
    choice,
    choices,
    declared,
    in_30,
    item,
    mapping,
    only,
    plus,
    reasons,
    refused,
    rule,
    score,
    template,
    when,
)  # fmt: skip

RANDOM = (
    '<templateProcessing><setTemplateValue identifier="X"><randomInteger min="1" max="9"/></setTemplateValue>'
    "</templateProcessing>"
)
GIVEN = '<variable identifier="RESPONSE"/>'
ENTRY = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
CHOICE = item(choice("Venus", "Saturn", "Mars"), declared("B"))
MANY = item(
    choice("Venus", "Saturn", "Mars", "Uranus", most=0),
    declared("B,D", cardinality="multiple", more=mapping({"B": 0.5, "D": 0.5, "A": -0.5, "C": -0.5}, 'lowerBound="0"')),
    template("map_response"),
)
TYPED = item(
    f"<p>Which planet has rings?</p><div>{ENTRY}</div>",
    declared("Saturn", base="string", more=mapping({"Saturn": 1, "Kronos": 1})),
    template("map_response"),
)
GAP = item(f"<p>The planet {ENTRY} has rings.</p>", declared("Saturn", base="string"))
INLINE = item(
    '<p>Saturn is <inlineChoiceInteraction responseIdentifier="RESPONSE">'
    f"{choices('big', 'small', tag='inlineChoice')}</inlineChoiceInteraction>.</p>",
    declared("A"),
)
ORDER = item(
    '<orderInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>Nearest first</prompt>'
    f"{choices('Mars', 'Venus', 'Earth')}</orderInteraction>",
    declared("B,C,A", cardinality="ordered"),
)
SIDES = (
    '<matchInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>How long is a year?</prompt>'
    '<simpleMatchSet><simpleAssociableChoice identifier="M" matchMax="1">Mercury</simpleAssociableChoice>'
    '<simpleAssociableChoice identifier="E" matchMax="1">Earth</simpleAssociableChoice></simpleMatchSet>'
    '<simpleMatchSet><simpleAssociableChoice identifier="X" matchMax="{most}">88 days</simpleAssociableChoice>'
    '<simpleAssociableChoice identifier="Y" matchMax="{most}">a year</simpleAssociableChoice>'
    '<simpleAssociableChoice identifier="Z" matchMax="{most}">a week</simpleAssociableChoice></simpleMatchSet>'
    "</matchInteraction>"
)
PAIRS = {"M X": 0.5, "E Y": 0.5}
MATCH = item(
    SIDES.format(most=2),
    declared("M X,E Y", cardinality="multiple", base="directedPair", more=mapping(PAIRS)),
    template("map_response"),
)
WORDS = (
    '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false"><prompt>Fill in.</prompt>'
    '<gapText identifier="W" matchMax="{most}">winter</gapText>'
    '<gapText identifier="S" matchMax="{most}">summer</gapText>'
    '<gapText identifier="A" matchMax="{most}">autumn</gapText>'
    '<p>Now is the <gap identifier="G1"/> made <gap identifier="G2"/>.</p></gapMatchInteraction>'
)
GAP_MATCH = item(
    WORDS.format(most=0),
    declared("W G1,S G2", cardinality="multiple", base="directedPair", more=mapping({"W G1": 1, "S G2": 1})),
    template("map_response"),
)
ALL = [CHOICE, MANY, TYPED, GAP, INLINE, ORDER, MATCH, GAP_MATCH]


def number(test: str, correct: str = "4.5") -> bytes:
    """Return an item that asks for a figure and marks it with a test."""
    return item(f"<p>How much?</p><p>{ENTRY}</p>", declared(correct, base="float"), rule(when(test, score())))


def test_a_single_choice_is_a_multiple_choice() -> None:
    question = only(CHOICE)
    assert isinstance(question, MultipleChoice)
    assert (question.stem, question.options, question.key) == ("Which?", ("Venus", "Saturn", "Mars"), "Saturn")
    assert reasons(CHOICE) == []


def test_a_multiple_choice_is_a_multiple_response() -> None:
    question = only(MANY)
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("Saturn", "Uranus")
    assert reasons(MANY) == []


def test_a_text_entry_below_the_question_is_a_short_answer() -> None:
    question = only(TYPED)
    assert isinstance(question, ShortAnswer)
    assert (question.stem, question.accepted) == ("Which planet has rings?", ("Saturn", "Kronos"))


def test_a_text_entry_in_a_sentence_is_a_cloze() -> None:
    question = only(GAP)
    assert isinstance(question, Cloze)
    assert question.stem == "The planet _____ has rings."


def test_an_inline_choice_is_a_gap_that_is_chosen() -> None:
    question = only(INLINE)
    assert isinstance(question, SeveralGaps)
    assert question.stem == "Saturn is _____."
    assert (question.fillings[0].accepted, question.fillings[0].wrong) == (("big",), ("small",))


def test_an_order_interaction_is_an_ordering() -> None:
    question = only(ORDER)
    assert isinstance(question, Ordering)
    assert question.items == ("Venus", "Earth", "Mars")


def test_a_match_interaction_is_a_matching_with_what_fits_nothing() -> None:
    question = only(MATCH)
    assert isinstance(question, Matching)
    assert question.pairs == (("Mercury", "88 days"), ("Earth", "a year"))
    assert question.distractors == ("a week",)
    assert not question.each_once


def test_right_sides_that_fit_once_are_given_once() -> None:
    data = item(SIDES.format(most=1), declared("M X,E Y", cardinality="multiple", base="directedPair"))
    question = only(data)
    assert isinstance(question, Matching)
    assert question.each_once


def test_a_match_whose_left_sides_are_shared_is_turned_round() -> None:
    body = SIDES.format(most=1).replace('identifier="M" matchMax="1"', 'identifier="M" matchMax="2"')
    question = only(item(body, declared("M X,M Y,E Z", cardinality="multiple", base="directedPair")))
    assert isinstance(question, Matching)
    assert question.pairs == (("88 days", "Mercury"), ("a year", "Mercury"), ("a week", "Earth"))


def test_a_gap_match_is_a_text_with_gaps_that_offer_all_words() -> None:
    question = only(GAP_MATCH)
    assert isinstance(question, SeveralGaps)
    assert question.stem == "Fill in.\nNow is the _____ made _____."
    assert [filling.accepted for filling in question.fillings] == [("winter",), ("summer",)]
    assert question.fillings[0].wrong == ("summer", "autumn")
    assert reasons(GAP_MATCH) == []


def test_words_that_fit_one_gap_only_are_told() -> None:
    data = item(WORDS.format(most=1), declared("W G1,S G2", cardinality="multiple", base="directedPair"))
    assert "each word fits one gap only" in reasons(data)[0]


@pytest.mark.parametrize("data", ALL)
def test_qti_3_is_read_as_qti_2(data: bytes) -> None:
    assert read(in_30(data)) == read(data)


def test_gaps_of_both_sorts_make_one_text() -> None:
    body = (
        '<p>A <textEntryInteraction responseIdentifier="R1"/> is <inlineChoiceInteraction responseIdentifier="R2">'
        f"{choices('red', 'green', tag='inlineChoice')}</inlineChoiceInteraction>.</p>"
    )
    responses = declared("rose", id="R1", base="string") + declared("A", id="R2")
    question = only(item(body, responses, ""))
    assert isinstance(question, SeveralGaps)
    assert question.stem == "A _____ is _____."
    assert [filling.accepted for filling in question.fillings] == [("rose",), ("red",)]
    assert [filling.wrong for filling in question.fillings] == [(), ("green",)]


def test_lines_drawn_in_a_text_with_gaps_are_no_gaps() -> None:
    body = f"<p>Line: ______ and {ENTRY} here.</p>"
    question = only(item(body, declared("x1", base="string")))
    assert question.stem == "Line: … and _____ here."


def test_one_line_drawn_in_a_text_with_the_entry_below_is_the_gap() -> None:
    body = f"<p>The _________ has rings.</p><p>{ENTRY}</p>"
    question = only(item(body, declared("Saturn", base="string")))
    assert isinstance(question, Cloze)
    assert question.stem == "The _____ has rings."


@pytest.mark.parametrize(("yes", "no"), [("True", "False"), ("true", "false"), ("TRUE", "False.")])
def test_true_and_false_are_a_judgement(yes: str, no: str) -> None:
    question = only(item(choice(yes, no, prompt="Saturn has rings."), declared("A")))
    assert isinstance(question, TrueFalse)
    assert question.key == "True"


def test_other_words_for_true_and_false_stay_options() -> None:
    question = only(item(choice("richtig", "falsch", prompt="Saturn hat Ringe."), declared("A")))
    assert isinstance(question, MultipleChoice)


def test_the_body_and_the_prompt_are_the_stem() -> None:
    body = f"<p>Look at <em>this</em>.</p>{choice('a1', 'b1', prompt='What is it?')}"
    assert only(item(body, declared("A"))).stem == "Look at *this*.\nWhat is it?"


@pytest.mark.parametrize(("shuffle", "ordered"), [("true", False), ("false", True)])
def test_options_keep_their_order_where_they_are_not_shuffled(shuffle: str, ordered: bool) -> None:
    question = only(item(choice("a1", "b1", "c1", shuffle=shuffle), declared("A")))
    assert isinstance(question, MultipleChoice)
    assert question.ordered is ordered


def test_an_option_that_keeps_its_place_keeps_all_in_theirs_and_is_told() -> None:
    body = choice("a1", "b1", "none").replace('identifier="C"', 'identifier="C" fixed="true"')
    question = only(item(body, declared("A")))
    assert isinstance(question, MultipleChoice)
    assert question.ordered
    assert "the shuffling of all options but those that keep their place" in reasons(item(body, declared("A")))[0]


def test_options_that_all_keep_their_places_are_in_order() -> None:
    data = item(choice("a1", "b1", more='fixed="true"'), declared("A"))
    assert only(data).model_dump()["ordered"] is True
    assert reasons(data) == []


def test_how_many_may_be_picked_is_told() -> None:
    body = choice("a1", "b1", "c1", "d1", most=2)
    data = item(body, declared("A,B", cardinality="multiple"))
    assert "the limit of 2 options to pick" in reasons(data)[0]


EQUAL = (
    '<equal toleranceMode="{mode}" tolerance="{by}"><variable identifier="RESPONSE"/>'
    '<correct identifier="RESPONSE"/></equal>'
)
BETWEEN = (
    '<and><gte><variable identifier="RESPONSE"/><baseValue baseType="float">4</baseValue></gte>'
    '<lte><variable identifier="RESPONSE"/><baseValue baseType="float">5</baseValue></lte></and>'
)


@pytest.mark.parametrize(
    ("test", "value", "tolerance"),
    [
        (EQUAL.format(mode="exact", by="0"), 4.5, 0),
        (EQUAL.format(mode="absolute", by="0.5 0.5"), 4.5, 0.5),
        (EQUAL.format(mode="absolute", by="0.25"), 4.5, 0.25),
        (EQUAL.format(mode="relative", by="10 10"), 4.5, 0.45),
        (EQUAL.format(mode="absolute", by="0 1"), 5, 0.5),
        (BETWEEN, 4.5, 0.5),
        ('<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>', 4.5, 0),
    ],
)
def test_a_figure_is_right_within_what_the_rule_allows(test: str, value: float, tolerance: float) -> None:
    question = only(number(test))
    assert isinstance(question, Numeric)
    assert question.value == value
    assert question.tolerance == pytest.approx(tolerance)


def test_a_limit_on_one_side_is_not_taken() -> None:
    test = '<gte><variable identifier="RESPONSE"/><baseValue baseType="float">4</baseValue></gte>'
    assert "any number above or below a limit" in refused(number(test))


def test_several_right_numbers_are_not_taken() -> None:
    more = mapping({"3": 1, "7": 1})
    data = item(f"<p>Which?</p><p>{ENTRY}</p>", declared("3", base="integer", more=more), template("map_response"))
    assert "Several numbers are right" in refused(data)


def test_what_stands_beside_the_entry_of_a_figure_is_its_unit() -> None:
    data = item(f"<p>How fast?</p><p>{ENTRY} km/h</p>", declared("30", base="integer"))
    question = only(data)
    assert isinstance(question, Numeric)
    assert (question.stem, question.value, question.unit) == ("How fast?", 30, "km/h")


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("hotspotInteraction", "pick a place in a picture"),
        ("associateInteraction", "link items"),
        ("hottextInteraction", "pick words in a text"),
        ("sliderInteraction", "move a slider"),
        ("uploadInteraction", "a file to be handed in"),
        ("drawingInteraction", "a drawing"),
        ("mediaInteraction", "plays a recording"),
        ("customInteraction", "a program of its own"),
        ("portableCustomInteraction", "a program of its own"),
        ("graphicGapMatchInteraction", "into a picture"),
        ("graphicOrderInteraction", "order places in a picture"),
        ("graphicAssociateInteraction", "link places in a picture"),
        ("positionObjectInteraction", "place something in a picture"),
        ("selectPointInteraction", "pick a place in a picture"),
        ("extendedTextInteraction", "a person has to mark"),
    ],
)
def test_other_interactions_are_listed_with_their_reason(tag: str, reason: str) -> None:
    assert reason in refused(item(f'<p>Do it.</p><{tag} responseIdentifier="RESPONSE"/>', declared(), ""))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (item("<p>Read this.</p>", ""), "asks nothing"),
        (item(choice("a1", "b1") * 2, declared("A")), "asks for 2 things"),
        (item(choice("a1", "b1"), declared("A"), more="").replace(b'adaptive="false"', b'adaptive="true"'), "adaptive"),
        (
            item(choice("a1", "b1"), declared("A"), outcomes=SCORE + RANDOM),
            "by chance",
        ),
        (item(choice("a1", "b1"), ""), "does not declare"),
        (item(choice("a1", "b1"), declared("")), "no right answer"),
        (item(choice("a1", "a1"), declared("A")), "Two options say the same"),
        (item(choice("a1"), declared("A")), "Give at least one wrong answer"),
        (item(choice(*"abcdefghij"), declared("A")), "at most 8 wrong answers"),
        (item(choice("a1", "b1", prompt=""), declared("A")), "no text that asks"),
        (item(choice("a1", "b1", prompt="x" * 601), declared("A")), "Shorten the question to 600 characters"),
        (item(choice("a1", ""), declared("A")), "One of its options has no text"),
        (item(choice("a1", '<video src="x.mp4"/>'), declared("A")), "no text. Left out: a film"),
        (item(f"<p>Why? {ENTRY}</p>", declared("?!", base="string")), "letter or digit"),
        (item(f"<p>{ENTRY}</p>", declared("4 m", base="float")), "“4 m” is no number"),
        (item(SIDES.format(most=1), declared("M X,M Y", cardinality="multiple", base="directedPair")), "one partner"),
        (
            item(WORDS.format(most=1), declared("W G1,S G1", cardinality="multiple", base="directedPair")),
            "several words",
        ),
        (item(WORDS.format(most=1), declared("W G1", cardinality="multiple", base="directedPair")), "one of its gaps"),
        (
            item(WORDS.format(most=1), declared("Q G1", cardinality="multiple", base="directedPair")),
            "none of its options",
        ),
        (item(f"<p>Say: <printedVariable identifier='X'/> {ENTRY}</p>", declared("x1", base="string")), "worked out"),
    ],
)
def test_what_cannot_be_asked_here_is_listed_with_its_reason(data: bytes, reason: str) -> None:
    assert reason in refused(data)


def test_constants_of_a_template_are_no_chance() -> None:
    constant = (
        '<templateDeclaration identifier="EACH" cardinality="single" baseType="float"><defaultValue><value>2</value>'
        "</defaultValue></templateDeclaration>"
    )
    earned = '<setOutcomeValue identifier="SCORE"><variable identifier="EACH"/></setOutcomeValue>'
    rules = rule(when(f"<match>{GIVEN}<correct identifier='RESPONSE'/></match>", earned))
    question = only(item(choice("a1", "b1"), declared("B"), rules, outcomes=SCORE + constant))
    assert question.answer == "b1"


def test_several_options_without_a_limit_have_none() -> None:
    body = choice("a1", "b1", "c1").replace('maxChoices="1"', "")
    marks = mapping({"A": 0.5, "B": 0.5, "C": -0.5}, 'lowerBound="0"')
    data = item(body, declared("A,B", cardinality="multiple", more=marks), template("map_response"))
    assert only(data).kind == "multiple_response"
    assert reasons(data) == []


def test_what_is_not_taken_is_quoted_with_its_place() -> None:
    trouble = read(item("<p>Draw  a\nhouse.</p><drawingInteraction/>", "", id="house")).troubles[0]
    assert trouble.place == "item house"
    assert trouble.text == "Draw a house."


def test_an_item_without_a_body_is_listed() -> None:
    data = item("", declared("A")).replace(b"<itemBody></itemBody>", b"")
    assert "no body" in refused(data)


def test_an_order_of_some_of_the_items_is_not_taken() -> None:
    body = ORDER.replace(b'shuffle="true"', b'shuffle="true" maxChoices="2"')
    assert "pick some of the items" in refused(body)


def test_a_short_model_answer_is_typed_and_a_long_one_is_marked_by_people() -> None:
    body = '<p>Who?</p><extendedTextInteraction responseIdentifier="RESPONSE"/>'
    short = only(item(body, declared("Galileo", base="string")))
    assert isinstance(short, ShortAnswer)
    assert "a person has to mark" in refused(item(body, declared("He looked up. " * 9, base="string")))


def feedback(shown: str, text: str, tag: str = "modalFeedback") -> str:
    return f'<{tag} outcomeIdentifier="FEEDBACK" showHide="show" identifier="{shown}"><p>{text}</p></{tag}>'


FEEDBACK = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
TOLD = rule(
    when(
        '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>',
        score(),
        '<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">yes</baseValue></setOutcomeValue>',
    )
)


def test_what_is_shown_after_the_right_response_is_the_explanation() -> None:
    after = feedback("yes", "It has rings.") + feedback("no", "Look again.")
    data = item(
        choice("Venus", "Saturn"), declared("B"), TOLD, after=after,
        outcomes=FEEDBACK + '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>',
    )  # fmt: skip
    assert only(data).explanation == "It has rings."
    assert reasons(data) == ["Left out: feedback to other responses. The question itself was imported."]


def test_feedback_beside_the_options_is_no_part_of_them() -> None:
    body = choice(f"Venus {feedback('no', 'No!', 'feedbackInline')}", "Saturn")
    question = only(item(body, declared("B"), TOLD, outcomes=FEEDBACK))
    assert isinstance(question, MultipleChoice)
    assert question.options == ("Venus", "Saturn")


def test_without_feedback_the_explanation_names_the_answer() -> None:
    assert only(CHOICE).explanation == "The right answer is Saturn."


def test_notes_for_markers_and_hints_are_told() -> None:
    body = (
        f'{choice("a1", "b1")}<rubricBlock view="scorer"><p>Be kind.</p></rubricBlock><infoControl>Hint</infoControl>'
    )
    assert reasons(item(body, declared("A"))) == [
        "Left out: a hint; notes for those who mark. The question itself was imported."
    ]


def test_instructions_to_the_learner_are_part_of_the_stem() -> None:
    body = f'<rubricBlock view="candidate"><p>Read well.</p></rubricBlock>{choice("a1", "b1")}'
    assert only(item(body, declared("A"))).stem == "Read well.\nWhich?"


def test_a_solution_for_tutors_is_the_explanation() -> None:
    body = f'{choice("a1", "b1")}<rubricBlock view="tutor" use="solution"><p>Because.</p></rubricBlock>'
    assert only(item(body, declared("A"))).explanation == "Because."


def test_marks_given_in_another_way_are_told() -> None:
    data = item(choice("a1", "b1", "c1", most=0), declared("A,B", cardinality="multiple"))
    assert reasons(data) == [
        "Partly right responses are marked otherwise: one that gets 0% there gets 50% here. "
        "The question itself was imported."
    ]


def test_options_that_are_partly_right_are_told() -> None:
    marks = mapping({"A": 1, "B": 0.5, "C": -1})
    data = item(choice("a1", "b1", "c1"), declared("A", more=marks), template("map_response"))
    assert reasons(data) == [
        "Left out: marks for options that are partly right; marks taken off for wrong options. "
        "The question itself was imported."
    ]


def test_answers_that_are_partly_right_are_left_out_and_told() -> None:
    data = TYPED.replace(b'mapKey="Kronos" mappedValue="1"', b'mapKey="Kronos" mappedValue="0.5"')
    question = only(data)
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("Saturn",)
    assert "answers that are partly right" in reasons(data)[0]


def test_an_id_of_the_file_is_kept_so_that_a_second_import_does_not_double() -> None:
    assert only(CHOICE).id == "qti-q1"
    nameless = CHOICE.replace(b'identifier="q1"', b"")
    assert only(nameless).id == only(nameless).id != "qti-"


def test_entities_of_html_are_read_although_they_are_not_declared() -> None:
    question = only(item(choice("a&nbsp;1", "b&eacute;"), declared("B")))
    assert question.answer == "bé"


def test_several_right_conditions_add_up() -> None:
    rules = rule(*(
        when(f'<member><baseValue baseType="identifier">{one}</baseValue>{GIVEN}</member>', plus())
        for one in "AC"
    ))  # fmt: skip
    question = only(item(choice("a1", "b1", "c1", most=0), declared("", cardinality="multiple"), rules))
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("a1", "c1")
