"""QTI 1.2 is read as the standard, Canvas, Blackboard and D2L write it."""

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
    PNG,
    earns,
    equals,
    feedback,
    fib,
    labels,
    legacy,
    lid,
    material,
    members,
    old,
    only,
    package,
    reasons,
    refused,
)  # fmt: skip

STEM = material("<p>Which planet has <strong>rings</strong>?</p>")
CHOICE = old(STEM + lid("Venus", "Saturn", "Mars"), earns(equals("B")), kind="multiple_choice_question")


def test_a_choice_of_canvas_is_a_multiple_choice() -> None:
    question = only(legacy(CHOICE))
    assert isinstance(question, MultipleChoice)
    assert question.stem == "Which planet has **rings**?"
    assert (question.options, question.key, question.ordered) == (("Venus", "Saturn", "Mars"), "Saturn", False)


def test_the_quiz_is_the_topic_and_the_ident_the_id() -> None:
    question = only(legacy(CHOICE, title="Planets"))
    assert (question.topic, question.id) == ("Planets", "qti-i1")


def test_a_bank_of_canvas_is_the_topic() -> None:
    named = "<qtimetadatafield><fieldlabel>bank_title</fieldlabel><fieldentry>My bank</fieldentry></qtimetadatafield>"
    bank = f"<objectbank ident='b'><qtimetadata>{named}</qtimetadata>{CHOICE}</objectbank>"
    data = f"<questestinterop>{bank}</questestinterop>"
    assert only(data.encode()).topic == "My bank"


def test_a_quiz_without_items_is_listed() -> None:
    assert "holds no question" in refused(legacy())


POINTS = "<qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>{}</fieldentry></qtimetadatafield>"


def worth(points: str) -> str:
    return CHOICE.replace("</qtimetadata>", POINTS.format(points) + "</qtimetadata>").replace("i1", f"i{points}")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (legacy(worth("1"), worth("1.0")), False),
        (legacy(worth("1"), worth("2.5")), True),
        (legacy("<selection_ordering><selection><selection_number>1</selection_number></selection>"
                f"</selection_ordering>{CHOICE}"), True),
    ],
)  # fmt: skip
def test_what_a_quiz_says_about_points_and_draws_is_told(data: bytes, told: bool) -> None:
    assert any("The rules of the test" in reason for reason in reasons(data)) is told


def test_an_item_that_stands_alone_is_read() -> None:
    assert only(CHOICE.encode()).topic == "Imported"


def test_true_and_false_are_a_judgement() -> None:
    question = only(legacy(old(STEM + lid("True", "False"), earns(equals("A")), kind="true_false_question")))
    assert isinstance(question, TrueFalse)
    assert question.key == "True"


def test_options_that_are_not_shuffled_keep_their_order() -> None:
    question = only(legacy(old(STEM + lid("a1", "b1", more='shuffle="No"'), earns(equals("A")))))
    assert isinstance(question, MultipleChoice)
    assert question.ordered


AND = f"<and>{equals('A')}<not>{equals('B')}</not>{equals('C')}<not>{equals('D')}</not></and>"


def test_several_answers_of_canvas_are_a_multiple_response() -> None:
    item = old(STEM + lid("a1", "b1", "c1", "d1", cardinality="Multiple"), earns(AND), kind="multiple_answers_question")
    question = only(legacy(item))
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("a1", "c1")
    assert "Partly right responses are marked otherwise" in reasons(legacy(item))[0]


def test_several_answers_that_add_up_are_a_multiple_response() -> None:
    each = (earns(equals(one), "50", "Add", more='continue="Yes"') for one in "AC")
    question = only(legacy(old(STEM + lid("a1", "b1", "c1", cardinality="Multiple"), "".join(each))))
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("a1", "c1")


def test_a_short_answer_takes_each_way_to_write_it() -> None:
    condition = earns(equals("Saturn") + equals("Kronos"))
    question = only(legacy(old(STEM + fib(), condition, kind="short_answer_question")))
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("Saturn", "Kronos")


def test_a_line_drawn_in_a_short_answer_is_its_gap() -> None:
    question = only(legacy(old(material("The __________ has rings.") + fib(), earns(equals("Saturn")))))
    assert isinstance(question, Cloze)
    assert question.stem == "The _____ has rings."


def test_a_text_around_the_entry_is_a_text_with_a_gap() -> None:
    question = only(
        legacy(old(f"<flow>{material('Saturn has ')}{fib()}{material(' rings.')}</flow>", earns(equals("wide"))))
    )
    assert isinstance(question, Cloze)
    assert question.stem.startswith("Saturn has")


def within(low: str, high: str) -> str:
    return f'<vargte respident="response1">{low}</vargte><varlte respident="response1">{high}</varlte>'


@pytest.mark.parametrize(
    ("condition", "value", "tolerance"),
    [
        (f"<or>{equals('4.5')}<and>{within('4', '5')}</and></or>", 4.5, 0.5),
        (within("1.0", "22.0"), 11.5, 10.5),
        (f"<or>{equals('7')}<and>{within('7', '7')}</and></or>", 7, 0),
        (equals("42"), 42, 0),
        (f"{within('4', '4')}{equals('4')}", 4, 0),
        ('<or><varequal respident="response1">5</varequal><and><vargt respident="response1">4</vargt>'
         '<varlte respident="response1">6</varlte></and></or>', 5, 1),
    ],
)  # fmt: skip
def test_a_figure_of_canvas_is_right_within_limits(condition: str, value: float, tolerance: float) -> None:
    question = only(legacy(old(STEM + fib(kind="Decimal"), earns(condition), kind="numerical_question")))
    assert isinstance(question, Numeric)
    assert (question.value, question.tolerance) == (value, tolerance)


def test_several_right_figures_are_not_taken() -> None:
    item = old(STEM + fib(kind="Decimal"), earns(equals("3")) + earns(equals("9")), kind="numerical_question")
    assert "Several numbers are right" in refused(legacy(item))


def matching(*pairs: tuple[str, str, str], label: bool = True) -> str:
    """Return a matching of several responses: identifier, left side and the right option."""
    answers = "".join(
        lid("88 days", "a year", "a week", id=id, label=material(left, "text/plain")) for id, left, _ in pairs
    )
    each = "".join(earns(equals(right, id), "50", "Add", more="") for id, _, right in pairs)
    return old(material("How long is a year?") + answers, each, kind="matching_question")


def test_a_matching_of_several_responses_is_one_matching() -> None:
    question = only(legacy(matching(("r1", "Mercury", "A"), ("r2", "Earth", "B"))))
    assert isinstance(question, Matching)
    assert question.stem == "How long is a year?"
    assert question.pairs == (("Mercury", "88 days"), ("Earth", "a year"))
    assert question.distractors == ("a week",)


def test_right_sides_of_a_matching_may_be_shared() -> None:
    question = only(legacy(matching(("r1", "Mercury", "A"), ("r2", "Venus", "A"))))
    assert isinstance(question, Matching)
    assert question.pairs == (("Mercury", "88 days"), ("Venus", "88 days"))


def test_a_matching_that_is_all_or_nothing_is_read_too() -> None:
    answers = lid("x1", "y1", id="r1", label=material("L1")) + lid("x1", "y1", id="r2", label=material("L2"))
    condition = earns(f"<and>{equals('A', 'r1')}{equals('B', 'r2')}</and>")
    question = only(legacy(old(STEM + answers, condition)))
    assert isinstance(question, Matching)
    assert question.pairs == (("L1", "x1"), ("L2", "y1"))


CATEGORIES = old(
    STEM
    + lid("a1", "b1", "c1", id="r1", cardinality="Multiple", label=material("First"))
    + lid("a1", "b1", "c1", id="r2", cardinality="Multiple", label=material("Second")),
    earns(equals("A", "r1") + equals("C", "r1"), "50", "Add", more="") + earns(equals("B", "r2"), "50", "Add", more=""),
    kind="categorization_question",
)


def test_categories_are_a_matching_of_what_belongs_to_them() -> None:
    question = only(legacy(CATEGORIES))
    assert isinstance(question, Matching)
    assert question.pairs == (("a1", "First"), ("b1", "Second"), ("c1", "First"))


def blanks(kind: str, *, text: str = "Roses are [one], violets are [two].") -> str:
    answers = lid("red", "rot", id="response_one", label=material("one", "text/plain"))
    answers += lid("blue", "blau", id="response_two", label=material("two", "text/plain"))
    each = earns(equals("A", "response_one"), "50", "Add", more="") + earns(
        equals("A", "response_two"), "50", "Add", more=""
    )
    return old(material(text) + answers, each, kind=kind)


def test_blanks_of_canvas_take_all_that_is_listed_for_them() -> None:
    question = only(legacy(blanks("fill_in_multiple_blanks_question")))
    assert isinstance(question, SeveralGaps)
    assert question.stem == "Roses are _____, violets are _____."
    assert [filling.accepted for filling in question.fillings] == [("red", "rot"), ("blue", "blau")]


def test_menus_of_canvas_are_gaps_that_are_chosen() -> None:
    question = only(legacy(blanks("multiple_dropdowns_question")))
    assert isinstance(question, SeveralGaps)
    assert [(filling.accepted, filling.wrong) for filling in question.fillings] == [
        (("red",), ("rot",)), (("blue",), ("blau",)),
    ]  # fmt: skip


def test_gaps_stand_in_the_order_of_the_text() -> None:
    question = only(legacy(blanks("multiple_dropdowns_question", text="Violets are [two], roses are [one].")))
    assert isinstance(question, SeveralGaps)
    assert [filling.answer for filling in question.fillings] == ["blue", "red"]


def test_blanks_of_blackboard_are_named_by_their_ident() -> None:
    presentation = material("A [x] and a [y].") + fib("x") + fib("y")
    either = f"<and><or>{equals('cat', 'x')}{equals('lion', 'x')}</or><or>{equals('dog', 'y')}</or></and>"
    question = only(legacy(old(presentation, earns(either, "SCORE.max"))))
    assert isinstance(question, SeveralGaps)
    assert question.stem == "A _____ and a _____."
    assert question.fillings[0].accepted == ("cat", "lion")


def test_an_order_is_an_ordering() -> None:
    condition = earns(equals("B") + equals("C") + equals("A"))
    question = only(legacy(old(STEM + lid("Mars", "Venus", "Earth", cardinality="Ordered"), condition)))
    assert isinstance(question, Ordering)
    assert question.items == ("Venus", "Earth", "Mars")


SHOWN = "".join(
    f'<respcondition continue="Yes"><conditionvar>{test}</conditionvar>'
    f'<displayfeedback feedbacktype="Response" linkrefid="{id}"/></respcondition>'
    for test, id in (("<other/>", "general_fb"), (equals("A"), "A_fb"), (equals("B"), "B_fb"))
)


def test_feedback_to_the_right_answer_is_the_explanation_and_the_rest_is_told() -> None:
    after = feedback("general_fb", "<p>They are of ice.</p>") + feedback("B_fb", "Yes.") + feedback("A_fb", "No.")
    item = old(
        STEM + lid("Venus", "Saturn"),
        SHOWN + earns(equals("B"), shown="correct_fb"),
        after=after + feedback("correct_fb", "Right!"),
    )
    assert only(legacy(item)).explanation == "They are of ice.\nYes.\nRight!"
    assert reasons(legacy(item)) == ["Left out: feedback to other responses. The question itself was imported."]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("essay_question", "a person has to mark"),
        ("file_upload_question", "a file to be handed in"),
        ("text_only_question", "asks nothing"),
        ("calculated_question", "by chance"),
        ("formula_question", "a formula"),
        ("hot_spot_question", "a place in a picture"),
        ("Opinion Scale", "an opinion"),
        ("cc.essay.v0p1", "a person has to mark"),
    ],
)
def test_other_sorts_are_listed_with_their_reason(kind: str, reason: str) -> None:
    assert reason in refused(legacy(old(STEM + fib(), "", kind=kind)))


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (old(STEM, ""), "asks nothing"),
        (old(STEM + fib(), ""), "a person has to mark"),
        (old(STEM + lid("a1", "b1"), ""), "names no right answer"),
        (old(STEM + lid("a1", ""), earns(equals("A"))), "One of its options has no text"),
        (old(lid("a1", "b1"), earns(equals("A"))), "no text that asks"),
        (old(STEM + lid("a1", "b1"), earns(equals("A")) + earns(equals("B"))), "Several options are right"),
        (old(STEM + fib(), earns(equals("?"))), "letter or digit"),
        (old(STEM + lid("a1", "b1") + fib("r2"), earns(equals("A"))), "asks for 2 things"),
        (old(STEM + '<response_xy ident="r"><render_hotspot/></response_xy>', ""), "a place in a picture"),
        (old(STEM + '<response_lid ident="r"><render_slider/></response_lid>', ""), "a slider"),
        ("<item ident='x'/>", "no presentation"),
    ],
)
def test_what_cannot_be_asked_here_is_listed(item: str, reason: str) -> None:
    assert reason in refused(legacy(item))


def test_each_item_is_listed_with_its_place() -> None:
    imported = read(legacy(old(STEM, "", id="x1"), CHOICE, old(STEM, "", id="x2")))
    assert [trouble.place for trouble in imported.troubles] == ["item x1", "item x2"]
    assert len(imported.questions) == 1


BLACKBOARD = """<questestinterop><assessment title="Pool"><section><item maxattempts="0"><itemmetadata>
<bbmd_asi_object_id>_7_1</bbmd_asi_object_id><bbmd_questiontype>{kind}</bbmd_questiontype></itemmetadata>
<presentation><flow class="Block"><flow class="QUESTION_BLOCK"><flow class="FORMATTED_TEXT_BLOCK">
<material><mat_extension><mat_formattedtext type="HTML">&lt;b&gt;Classify&lt;/b&gt; them.</mat_formattedtext>
</mat_extension></material></flow></flow>
<flow class="RESPONSE_BLOCK">{answers}</flow>{rights}</flow></presentation>
<resprocessing scoremodel="SumOfScores"><outcomes><decvar defaultval="0.0" maxvalue="3.0" varname="SCORE"/></outcomes>
{conditions}<respcondition title="incorrect"><conditionvar><other/></conditionvar>
<setvar action="Set" variablename="SCORE">0.0</setvar>
<displayfeedback linkrefid="incorrect"/></respcondition></resprocessing>
<itemfeedback ident="correct"><flow_mat>{right}</flow_mat></itemfeedback></item></section></assessment>
</questestinterop>"""


def blackboard(kind: str, answers: str, conditions: str, rights: str = "") -> bytes:
    return BLACKBOARD.format(
        kind=kind, answers=answers, rights=rights, conditions=conditions, right=material("Well done.")
    ).encode()


def correct(condition: str, setvar: bool = False) -> str:
    held = '<setvar action="Set" variablename="SCORE">SCORE.max</setvar>' if setvar else ""
    return (
        f"<respcondition><conditionvar>{condition}</conditionvar>{held}"
        '<displayfeedback feedbacktype="Response" linkrefid="correct"/></respcondition>'
    )


def test_a_choice_of_blackboard_earns_what_the_score_can_be() -> None:
    question = only(blackboard("Multiple Choice", lid("cat", "frog", id="r"), correct(equals("B", "r"), setvar=True)))
    assert isinstance(question, MultipleChoice)
    assert (question.id, question.topic, question.stem) == ("qti-_7_1", "Pool", "**Classify** them.")
    assert (question.key, question.explanation) == ("frog", "Well done.")


def test_a_blank_of_blackboard_is_right_where_it_is_called_so() -> None:
    conditions = correct(equals("frog", "r")) + correct(equals("toad", "r"))
    question = only(blackboard("Fill in the Blank", fib("r"), conditions))
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("frog", "toad")


def row(id: str, text: str, first: str) -> str:
    ids = "".join(f'<response_label ident="{first}{number}"/>' for number in (1, 2))
    return (
        f'<flow class="Block"><response_lid ident="{id}" rcardinality="Single"><render_choice>{ids}</render_choice>'
        f'</response_lid><flow class="FORMATTED_TEXT_BLOCK">{material(text)}</flow></flow>'
    )


def test_a_matching_of_blackboard_has_its_right_sides_apart() -> None:
    rights = "".join(f'<flow class="Block">{material(text)}</flow>' for text in ("mammal", "amphibian"))
    data = blackboard(
        "Matching", row("r1", "cat", "p") + row("r2", "frog", "q"),
        correct(equals("p1", "r1")) + correct(equals("q2", "r2")),
        f'<flow class="RIGHT_MATCH_BLOCK">{rights}</flow>',
    )  # fmt: skip
    question = only(data)
    assert isinstance(question, Matching)
    assert question.stem == "**Classify** them."
    assert question.pairs == (("cat", "mammal"), ("frog", "amphibian"))


@pytest.mark.parametrize(("right", "key"), [("yes_no.true", "Yes"), ("agree_disagree.true", "Agree")])
def test_blackboards_own_words_for_two_options_are_said_plainly(right: str, key: str) -> None:
    wrong = right.replace(".true", ".false")
    question = only(blackboard("Either/Or", lid(right, wrong, id="r"), correct(equals("A", "r"), setvar=True)))
    assert question.answer == key


def test_scores_of_other_names_count() -> None:
    condition = earns(equals("B"), "1").replace('varname="SCORE"', 'varname="que_score"')
    assert only(legacy(old(STEM + lid("a1", "b1"), condition))).answer == "b1"


def test_the_letter_case_of_answers_does_not_count_unless_it_says_so() -> None:
    strict = equals("NASA", more='case="Yes"')
    question = only(legacy(old(STEM + fib(), earns(strict) + earns(equals("nasa")))))
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("NASA", "nasa")


def test_a_condition_that_is_not_understood_is_told_and_nothing_is_guessed() -> None:
    item = old(STEM + lid("a1", "b1"), earns('<durequal respident="response1">3</durequal>'))
    assert "Its rule for marks was not understood: the condition “durequal”" in refused(legacy(item))


def test_pictures_of_canvas_are_kept_under_safe_names() -> None:
    stem = material('<p>What is it? <img src="%24IMS-CC-FILEBASE%24/my%20pics/a%20b.png" alt="A planet"></p>')
    quiz = legacy(old(stem + lid("a1", "b1"), earns(equals("A"))))
    imported = read(package({"quiz.xml": quiz, "web_resources/my pics/a b.png": PNG}))
    assert imported.questions[0].stem == "What is it? ![A planet](file:a_b.png)"
    assert imported.files == {"a_b.png": PNG}


def test_a_picture_that_is_not_there_is_told() -> None:
    stem = material('<p>What is it? <img src="planet.png" alt="A planet"></p>')
    data = legacy(old(stem + lid("a1", "b1"), earns(equals("A"))))
    assert only(data).stem == "What is it? A planet"
    assert "a picture at planet.png" in reasons(data)[0]


def test_equations_of_canvas_become_formulas() -> None:
    stem = material('<p>Solve <img class="equation_image" title="x^2" src="/equation_images/x" alt="x^2">.</p>')
    assert only(legacy(old(stem + lid("a1", "b1"), earns(equals("A"))))).stem == "Solve \\(x^2\\)."


def test_plain_text_is_taken_as_it_is() -> None:
    stem = material("Is 2*3*4 < 25 & so on?", "text/plain")
    assert only(legacy(old(stem + lid("a1", "b1"), earns(equals("A"))))).stem == "Is 2*3*4 < 25 & so on?"


def test_a_quiz_that_canvas_keeps_twice_is_read_once_where_it_is_whole() -> None:
    full, simple = legacy(CHOICE), legacy(CHOICE.replace("strong", "em"))
    data = package({"q/assessment_qti.xml": simple, "non_cc_assessments/q.xml.qti": full})
    imported = read(data)
    assert [question.stem for question in imported.questions] == ["Which planet has **rings**?"]
    assert imported.troubles[0].place == "q/assessment_qti.xml"
    assert "simpler form of the quiz in non_cc_assessments/q.xml.qti" in imported.troubles[0].reason
    assert set(members(data)) == {"q/assessment_qti.xml", "non_cc_assessments/q.xml.qti"}


def test_labels_within_flows_are_found() -> None:
    choices = f"<render_choice><flow_label>{labels('a1', 'b1')}</flow_label></render_choice>"
    answer = f'<response_lid ident="response1">{choices}</response_lid>'
    assert only(legacy(old(f"<flow>{STEM}{answer}</flow>", earns(equals("B"))))).answer == "b1"
