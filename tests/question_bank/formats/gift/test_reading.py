"""Questions are understood as Moodle understands them, and what we cannot mark is listed with its reason."""

from __future__ import annotations

import pytest

from question_bank.formats import gift
from question_bank.formats.exchange import Imported, Refused
from question_bank.formats.foreign import MOST_QUESTIONS
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import TrueFalse


def read(text: str) -> Imported:
    return gift.read(text.encode())


def only(text: str) -> AnyQuestion:
    found = read(text)
    assert len(found.questions) == 1, found.troubles
    return found.questions[0]


def reasons(text: str) -> list[str]:
    return [trouble.reason for trouble in read(text).troubles]


def refusal(text: str) -> str:
    found = read(text)
    assert not found.questions
    return found.troubles[0].reason


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ("{#1822}", Numeric),
        ("{#1822 ~ =}", Numeric),
        ("{~a =b -> c}", MultipleChoice),
        ("{=a ~b}", MultipleChoice),
        ("{~%100%a ~b}", MultipleResponse),
        ("{=a->b =c->d}", Matching),
        ("{T}", TrueFalse),
        ("{FALSE#wrong#right}", TrueFalse),
        ("{true}", ShortAnswer),
        ("{=T}", ShortAnswer),
        ("{=a =b}", ShortAnswer),
        ("{a}", ShortAnswer),
        ("{a -> b}", ShortAnswer),
        ("{=a} after", Cloze),
        ("{>3 ALL VERTICAL ABSOLUTE SHOW none\na\nb\nc\n}", Ordering),
    ],
)
def test_the_type_is_decided_in_moodles_order(answers: str, kind: type) -> None:
    assert type(only(f"What is it? {answers}")) is kind


def test_one_right_choice() -> None:
    question = only("Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}")
    assert isinstance(question, MultipleChoice)
    assert (question.options, question.key) == (("Grant", "Jefferson", "no one"), "no one")
    assert question.stem == "Who's buried in Grant's tomb?"


def test_a_missing_word_is_a_gap_in_the_stem() -> None:
    assert only("Grant is {~buried =entombed ~living} in a tomb.").stem == "Grant is _____ in a tomb."


def test_weights_make_several_right_choices() -> None:
    question = only("Which two? {~%50%yes ~%-50%no ~%50%also ~%-50%never}")
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("yes", "also")


def test_weights_as_we_mark_are_no_trouble() -> None:
    assert reasons("Which? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-33.33333%d}") == []


@pytest.mark.parametrize("answers", ["~%50%a ~%50%b ~c", "~%50%a ~%50%b ~%-100%c", "~%70%a ~%30%b ~%-50%c"])
def test_other_weights_are_listed(answers: str) -> None:
    (reason,) = reasons(f"Which? {{{answers}}}")
    assert reason.startswith("Its own weights were left out")
    assert reason.endswith("The question itself was imported.")


def test_several_choices_that_are_each_right_have_to_be_chosen_together() -> None:
    question = only("Name the seasons {=spring =summer ~easter}")
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("spring", "summer")
    assert reasons("Name the seasons {=spring =summer ~easter}") == [
        "Any one of several right answers would do; here all of them have to be chosen. "
        "The question itself was imported."
    ]


def test_half_right_choices_are_wrong_here_and_listed() -> None:
    text = "Difficult.{~wrong ~%50%half ~%-20%bad =full}"
    question = only(text)
    assert isinstance(question, MultipleChoice)
    assert question.distractors == ("wrong", "half", "bad")
    assert reasons(text)[0].startswith("Answers that earn a part of the mark earn nothing here.")


def test_a_weight_after_an_equals_sign_is_no_text() -> None:
    question = only("Which? {=%100%a ~%0%b}")
    assert isinstance(question, MultipleChoice)
    assert question.options == ("a", "b")


def test_feedback_to_answers_is_left_out_and_listed() -> None:
    text = "Which? {=a#Yes! ~b#No.\n####Because.}"
    assert only(text).explanation == "Because."
    assert reasons(text) == ["The feedback to single answers was left out. The question itself was imported."]


@pytest.mark.parametrize(("answers", "key"), [("T", "True"), ("TRUE", "True"), ("F", "False"), ("FALSE#a#b", "False")])
def test_true_or_false(answers: str, key: str) -> None:
    question = only(f"The sun rises in the east.{{{answers}}}")
    assert isinstance(question, TrueFalse)
    assert question.key == key


def test_typed_answers_all_count() -> None:
    question = only("Two plus two equals {=four =4}")
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("four", "4")


def test_a_typed_missing_word_is_a_cloze() -> None:
    question = only("Two plus two equals {=four =4}.")
    assert isinstance(question, Cloze)
    assert question.stem == "Two plus two equals _____."


def test_half_right_typed_answers_earn_nothing_and_are_listed() -> None:
    text = "From where? {=Nazareth =%75%Nazereth}"
    question = only(text)
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("Nazareth",)
    assert reasons(text)[0].startswith("Answers that earn a part")


def test_stars_for_any_text_are_left_out_and_listed() -> None:
    text = "Which animal? {=Frog =*toad* =%0%*#Completely wrong}"
    question = only(text)
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("Frog",)
    assert "“*” for any text" in reasons(text)[0]


def test_an_escaped_star_is_a_star() -> None:
    question = only(r"Which sign multiplies? {=a\\*b}")
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("a*b",)


@pytest.mark.parametrize(
    ("answers", "value", "tolerance"),
    [
        ("#1822", 1822, 0),
        ("#1822:5", 1822, 5),
        ("#3.141..3.142", 3.1415, 0.0005),
        ("#-3.142..-3.141", -3.1415, 0.0005),
        ("#-1", -1, 0),
        ("#1e3:0.5", 1000, 0.5),
        ("#\n=%100%9:0#Yes\n=%0%5:0#No", 9, 0),
        ("#3:2~#Completely wrong", 3, 2),
        ("# = 7", 7, 0),
    ],
)
def test_figures_and_how_far_off_they_may_be(answers: str, value: float, tolerance: float) -> None:
    question = only(f"How many? {{{answers}}}")
    assert isinstance(question, Numeric)
    assert (question.value, question.tolerance) == (value, tolerance)


@pytest.mark.parametrize("answers", ["#", "#=5 =7", "#many", "#1:x", "#1..", "#nan", "#1e999:0", "#" + "9" * 100, "#*"])
def test_what_is_no_single_figure_is_listed(answers: str) -> None:
    assert refusal(f"How many? {{{answers}}}")


def test_pairs() -> None:
    question = only("Match. {=Canada -> Ottawa =Italy->Rome = -> Paris}")
    assert isinstance(question, Matching)
    assert question.pairs == (("Canada", "Ottawa"), ("Italy", "Rome"))
    assert question.distractors == ("Paris",)


def test_a_pair_without_an_arrow_is_listed() -> None:
    assert "“Italy” has none" in refusal("Match. {=Canada -> Ottawa =Italy}")


def test_an_ordering_shows_all_items_and_says_so() -> None:
    text = "Put in order.{>2 ALL HORIZONTAL RELATIVE_ALL_PREVIOUS_AND_NEXT SHOW none\nModular\nObject\nOriented\n}"
    question = only(text)
    assert isinstance(question, Ordering)
    assert question.items == ("Modular", "Object", "Oriented")
    assert "All 3 items are shown" in reasons(text)[0]
    assert "items at their own places" in reasons(text)[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Just words.", "description"),
        ("Write an essay. {}", "essay"),
        ("Write an essay. {####with feedback}", "essay"),
        ("Open {=a", "one is not closed"),
        ("Close =a}", "opens the answers is missing"),
        ("{T}", "Write the question."),
        ("Which? {~a ~b}", "None of its answers is marked as right."),
        ("Which? {~a}", "only one answer"),
        ("Which? {=a ~A}", "Two options say the same"),
        ("Which? {=a ~b ~c ~d ~e ~f ~g ~h ~i ~j}", "at most 8 wrong answers"),
        ("Match. {=a->b =c->b}", "2 to 9 different answers"),
        ("Say. {=?!}", "no letter or digit"),
        ("x" * 601 + "{T}", "Shorten the question"),
    ],
)
def test_what_cannot_be_marked_is_listed_with_the_reason(text: str, reason: str) -> None:
    assert reason in refusal(text)


def test_a_trouble_has_its_line_and_its_text() -> None:
    (trouble,) = read("One? {T}\n\n// a comment\nWrite an essay. {}\n").troubles
    assert (trouble.place, trouble.text) == ("line 4", "Write an essay. {}")


def test_a_blank_line_inside_braces_ends_the_question_as_in_moodle() -> None:
    found = read("Which? {\n=a\n\n~b\n}\n\nNext? {T}")
    assert [question.stem for question in found.questions] == ["Next?"]
    assert [trouble.place for trouble in found.troubles] == ["line 1", "line 4"]
    assert "a blank line ends a question" in found.troubles[0].reason


def test_a_category_is_the_topic_of_what_follows() -> None:
    found = read("One? {T}\n\n$CATEGORY: $course$/top/Space/Planets\n\nTwo? {T}\n\n$CATEGORY: Moons\nThree? {T}")
    assert [question.topic for question in found.questions] == ["Imported", "Space / Planets", "Moons"]


def test_the_first_tag_is_the_topic_where_there_is_no_category() -> None:
    found = read("// [tag:fred] [tag:wilma]\nOne? {T}")
    assert found.questions[0].topic == "fred"
    assert found.troubles[0].reason == "Its tags were left out: wilma. The question itself was imported."


def test_ids_of_the_file_are_kept_and_mere_numbers_are_told_apart() -> None:
    found = read("// [id:rings-1]\nOne? {T}\n\n// [id:393]\nTwo? {T}")
    assert [question.id for question in found.questions] == ["rings-1", "gift-393"]


def test_questions_without_an_id_get_the_same_one_each_time() -> None:
    again = [read(f"{before}Two? {{T}}").questions[-1].id for before in ("", "One? {T}\n\n", "// comment\n")]
    assert len(set(again)) == 1
    assert again[0].startswith("gift-")


def test_names_are_left_out_and_said_once() -> None:
    found = read("::Q1::One? {T}\n\n::Q2::Two? {T}\n\n::Three?::Three? {T}")
    assert len(found.troubles) == 1
    assert "2 in the file" in found.troubles[0].reason


def test_a_question_that_stands_twice_is_imported_once() -> None:
    found = read("One? {T}\n\nOne? {T}")
    assert len(found.questions) == 1
    assert found.troubles[0].reason == "The same question stands at line 1: it was imported once."


def test_questions_with_the_same_stem_and_other_answers_are_both_imported() -> None:
    found = read("One? {=a}\n\nOne? {=b}")
    assert len({question.id for question in found.questions}) == 2


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[html]<p>a <b>bold</b> word</p>", "a **bold** word"),
        ("[html]x &lt; y", "x < y"),
        ("[plain]a <b>tag</b>", "a <b>tag</b>"),
        ("[moodle]a <b>tag</b>", "a **tag**"),
        ("a <b>tag</b>", "a **tag**"),
        ("x < y and z > x", "x < y and z > x"),
        ("[markdown]a **bold** word", "a **bold** word"),
        ("[odd]a", "[odd]a"),
        ("one\ntwo", "one\ntwo"),
        (r"one\ntwo", "one\ntwo"),
        (r"[html]one\ntwo", "one two"),
        (r"$ 1 \\neq 0 $", r"$ 1 \neq 0 $"),
    ],
)
def test_texts_have_formats(source: str, said: str) -> None:
    assert only(f"{source}{{T}}").stem == said


def test_answers_have_the_format_of_the_stem_unless_they_name_another() -> None:
    question = only("[html]<p>Which?</p>{=<p>x &amp; y</p> ~[plain]<p>}")
    assert isinstance(question, MultipleChoice)
    assert question.options == ("x & y", "<p>")


def test_typed_answers_have_no_format() -> None:
    question = only("[html]<p>Which?</p>{=[html]&lt;p&gt;x}")
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("&lt;p&gt;x",)


def test_pictures_are_left_out_and_listed() -> None:
    found = read(r'[html]What is <img src\="@@PLUGINFILE@@/moon.png" alt\="this">?{=Moon}')
    assert found.questions[0].stem == "What is this?"
    assert "moon.png" in found.troubles[0].reason


def test_an_explanation_is_made_where_there_is_none() -> None:
    assert only("Who? {=no one}").explanation == "The right answer is no one."
    assert only("Who? {=no one####Nobody.}").explanation == "Nobody."


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_any_line_end_will_do(end: str) -> None:
    found = gift.read(f"One?{end}{{T}}{end}{end}Two? {{F}}".encode())
    assert [question.stem for question in found.questions] == ["One?", "Two?"]


def test_other_encodings_are_read_and_named() -> None:
    found = gift.read("Größe der Löwen und Bären, schön für die Köche? {=groß}".encode("cp1252"))
    assert found.questions[0].stem.startswith("Größe der Löwen")
    assert "not UTF-8" in found.troubles[0].reason


def test_utf_16_and_marks_are_read() -> None:
    for data in ("Größe? {T}".encode("utf-16"), "\ufeffGröße? {T}".encode()):
        assert gift.read(data).questions[0].stem == "Größe?"


@pytest.mark.parametrize("data", [b"", b" \n ", b"PK\x03\x04\0\0", b"%PDF-1.7\n\0\0", b"\x00\x01\x02" * 50])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        gift.read(data)


def test_a_file_of_too_many_questions_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match="split it"):
        gift.read("".join(f"s{i}{{T}}\n\n" for i in range(MOST_QUESTIONS + 1)).encode())


HOSTILE = [
    "{" * 50_000,
    "a{" + "~" * 50_000 + "}",
    "a{" + "=a->b" * 15_000 + "}",
    "// " + "[tag:a]" * 10_000 + "\nq{T}",
    "[html]" + "<b>" * 20_000 + "{T}",
    "a{>3 " + " \n" * 30_000 + "}",
    "a{=" + "*a " * 20_000 + "}",
    '// quizapp: {"a":' + "[" * 50_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read_or_listed_quickly(text: str) -> None:
    found = read(text + "\n\nlast{T}")
    assert len(found.questions) + len(found.troubles) >= 1
