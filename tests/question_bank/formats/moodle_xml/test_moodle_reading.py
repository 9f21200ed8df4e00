"""Questions of Moodle's XML are read as Moodle means them, and what is left out is listed."""

from __future__ import annotations

import base64

import pytest

from question_bank.formats import moodle_xml
from question_bank.formats.exchange import Imported
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import Filling, SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from question_bank.kinds.true_false import TrueFalse

PNG = b"\x89PNG\r\n\x1a\nrest"


def item(kind: str, inside: str = "", stem: str = "Which?", feedback: str = "Because.") -> str:
    return (
        f'<question type="{kind}"><name><text>Name</text></name><questiontext format="html"><text><![CDATA[{stem}]]>'
        f'</text></questiontext><generalfeedback format="html"><text>{feedback}</text></generalfeedback>{inside}'
        "</question>"
    )


def answer(text: str, fraction: str = "0", more: str = "") -> str:
    return f'<answer fraction="{fraction}"><text><![CDATA[{text}]]></text>{more}</answer>'


def read(*items: str) -> Imported:
    return moodle_xml.read(f"<quiz>{''.join(items)}</quiz>".encode())


def only(*items: str) -> AnyQuestion:
    (question,) = read(*items).questions
    return question


def reasons(*items: str) -> str:
    return " ".join(trouble.reason for trouble in read(*items).troubles)


def refusal(source: str) -> str:
    found = read(source)
    assert not found.questions
    (trouble,) = found.troubles
    assert trouble.place == "question 1 “Name”, line 1"
    return trouble.reason


def test_one_right_answer_makes_a_multiple_choice() -> None:
    question = only(item("multichoice", answer("<b>Mars</b>", "100") + answer("Venus") + "<single>true</single>"))
    assert isinstance(question, MultipleChoice)
    assert (question.stem, question.explanation) == ("Which?", "Because.")
    assert (question.options, question.key, question.ordered) == (("**Mars**", "Venus"), "**Mars**", False)


def test_options_that_are_not_shuffled_keep_their_order() -> None:
    source = answer("1", "100") + answer("2") + "<shuffleanswers>0</shuffleanswers>"
    question = only(item("multichoice", source))
    assert isinstance(question, MultipleChoice)
    assert question.ordered


def test_several_shares_of_the_mark_make_a_multiple_response() -> None:
    shares = answer("A", "50") + answer("B", "50") + answer("C", "-50") + "<single>false</single>"
    question = only(item("multichoice", shares))
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("A", "B")
    assert not read(item("multichoice", shares)).troubles


def test_other_weights_are_listed() -> None:
    shares = answer("A", "90") + answer("B", "10") + answer("C", "0") + "<single>false</single>"
    assert "Its own weights were left out" in reasons(item("multichoice", shares))


def test_a_choice_without_a_right_answer_is_listed() -> None:
    assert refusal(item("multichoice", answer("A", "50") + answer("B"))) == "None of its answers is right in full."


def test_true_and_false() -> None:
    question = only(item("truefalse", answer("true", "0") + answer("false", "100")))
    assert isinstance(question, TrueFalse)
    assert question.key == "False"


def test_short_answers_are_taken_literally() -> None:
    question = only(item("shortanswer", answer("a < b", "100") + answer("2\\*3", "100") + answer("no", "0")))
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("a < b", "2*3")


def test_wildcards_are_listed() -> None:
    assert "“*” for any text" in reasons(item("shortanswer", answer("Mars", "100") + answer("M*", "100")))
    assert "“*” for any text" in refusal(item("shortanswer", answer("M*", "100")))


def test_a_short_answer_with_a_line_in_its_text_is_a_cloze() -> None:
    question = only(item("shortanswer", answer("Saturn", "100"), stem="The rings of ________ are wide."))
    assert isinstance(question, Cloze)
    assert question.stem == "The rings of _____ are wide."


def test_a_figure_has_a_tolerance_and_a_unit() -> None:
    unit = "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>"
    question = only(item("numerical", answer("1,5", "100", "<tolerance>0.1</tolerance>") + unit))
    assert isinstance(question, Numeric)
    assert (question.value, question.tolerance, question.unit) == (1.5, 0.1, "km")


def test_other_units_are_listed() -> None:
    units = "".join(
        f"<unit><multiplier>{times}</multiplier><unit_name>{name}</unit_name></unit>"
        for times, name in ((1, "km"), (1000, "m"))
    )
    assert "Other units were left out: m." in reasons(item("numerical", answer("1", "100") + f"<units>{units}</units>"))


@pytest.mark.parametrize("figure", ["", "many", "1e999", "nan"])
def test_what_is_no_figure_is_listed(figure: str) -> None:
    assert "is no figure" in refusal(item("numerical", answer(figure, "100")))


@pytest.mark.parametrize("kind", ["matching", "match", "ddmatch"])
def test_pairs_and_answers_that_fit_nothing(kind: str) -> None:
    sides = (("frog", "amphibian"), ("cat", "mammal"), ("", "insect"))
    pairs = "".join(
        f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>" for left, right in sides
    )
    question = only(item(kind, pairs))
    assert isinstance(question, Matching)
    assert question.pairs == (("frog", "amphibian"), ("cat", "mammal"))
    assert question.distractors == ("insect",)


def test_items_are_ordered_by_their_places() -> None:
    question = only(item("ordering", answer("c", "3") + answer("a", "1") + answer("b", "2")))
    assert isinstance(question, Ordering)
    assert question.items == ("a", "b", "c")


@pytest.mark.parametrize(("kind", "box"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_gaps_are_filled_from_choices_of_their_group(kind: str, box: str) -> None:
    words = (("cat", 1), ("dog", 1), ("mat", 2), ("rug", 2))
    boxes = "".join(f"<{box}><text>{word}</text><group>{group}</group></{box}>" for word, group in words)
    question = only(item(kind, boxes, "The [[1]] on the [[3]]"))
    assert isinstance(question, SeveralGaps)
    assert question.stem == "The _____ on the _____"
    assert question.fillings == (
        Filling(accepted=("cat",), wrong=("dog",)),
        Filling(accepted=("mat",), wrong=("rug",)),
    )


def test_a_gap_without_its_choice_is_listed() -> None:
    assert refusal(item("gapselect", stem="The [[1]]")) == "There is no choice 1 for the gap [[1]]."


@pytest.mark.parametrize("kind", ["cloze", "multianswer"])
def test_embedded_answers_are_gaps(kind: str) -> None:
    stem = "{1:SHORTANSWER:=Saturn~%100%Kronos~%50%Mars#No} has {:MCV:ice\\}~=rock &amp; ice~%0%gas}, {2:NM:=1.5:0.1}"
    found = read(item(kind, stem=stem))
    (question,) = found.questions
    assert isinstance(question, SeveralGaps)
    assert question.stem == "_____ has _____, _____"
    assert question.fillings == (
        Filling(accepted=("Saturn", "Kronos")),
        Filling(accepted=("rock & ice",), wrong=("ice}", "gas")),
        Filling(accepted=("1.5",)),
    )
    said = reasons(item(kind, stem=stem))
    assert "feedback to single answers" in said
    assert "weights of its gaps" in said
    assert "how far they may be off" in said


@pytest.mark.parametrize(
    ("stem", "reason"),
    [
        ("No gap", "It has no embedded answers"),
        ("{1:MULTICHOICE}", "not written as Moodle reads it"),
        ("{1:SHORTANSWER:=a", "not written as Moodle reads it"),
        ("{1:MC:=a}", "only one answer"),
        ("{1:MC:a~%50%b}", "no answer that is right in full"),
        ("{1:MR:=a~=b~c}", "several right answers"),
        ("{1:XY:=a}", "does not know"),
        ("{1:NM:=zero}", "asks for a figure"),
    ],
)
def test_embedded_answers_that_cannot_be_taken_are_listed(stem: str, reason: str) -> None:
    assert reason in refusal(item("cloze", stem=stem))


def test_words_in_brackets_are_gaps_of_the_plug_in_gapfill() -> None:
    typed = only(item("gapfill", "<answerdisplay>gapfill</answerdisplay>", "The [cat|kitten] on the [mat]"))
    assert isinstance(typed, SeveralGaps)
    assert typed.fillings == (Filling(accepted=("cat", "kitten")), Filling(accepted=("mat",)))
    chosen = only(item("gapfill", answer("rug") + "<answerdisplay>dropdown</answerdisplay>", "The [cat]"))
    assert isinstance(chosen, SeveralGaps)
    assert chosen.fillings == (Filling(accepted=("cat",), wrong=("rug",)),)


def test_rows_that_are_true_or_false_are_a_matching() -> None:
    columns = "".join(
        f'<column number="{number}"><responsetext><text>{said}</text></responsetext></column>'
        for number, said in ((1, "True"), (2, "False"))
    )
    rows = "".join(
        f'<row number="{number}"><optiontext><text>{said}</text></optiontext></row><weight rownumber="{number}" '
        f'columnnumber="{number}"><value>1.0</value></weight>'
        for number, said in ((1, "Mars is red"), (2, "Venus is blue"))
    )
    question = only(item("mtf", rows + columns))
    assert isinstance(question, Matching)
    assert question.pairs == (("Mars is red", "True"), ("Venus is blue", "False"))


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("essay", "which only a person can mark"),
        ("description", "asks nothing"),
        ("calculated", "formulas"),
        ("coderunner", "programs"),
        ("ddmarker", "places in a picture"),
        ("unheard", "of the type “unheard”"),
    ],
)
def test_types_that_are_not_taken_are_listed_with_a_reason(kind: str, reason: str) -> None:
    assert reason in refusal(item(kind))


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<hint><text>Red</text></hint>", "Its hints were left out."),
        ("<correctfeedback><text>Yes</text></correctfeedback>", "right, partly right and wrong responses"),
        ("<tags><tag><text>moon</text></tag><tag><text>sun</text></tag></tags>", "Its tags were left out: sun."),
        ("<defaultgrade>2.5</defaultgrade>", "It counts 2.5 marks"),
        ("<hidden>1</hidden>", "hidden in Moodle"),
        ("<penalty>0.33</penalty>", "What further tries cost was left out of 1 questions"),
    ],
)
def test_what_is_left_out_of_a_question_is_listed(inside: str, reason: str) -> None:
    found = read(item("truefalse", answer("true", "100") + inside))
    assert len(found.questions) == 1
    assert reason in found.troubles[0].reason


def test_feedback_to_answers_is_listed() -> None:
    source = item("truefalse", answer("true", "100", "<feedback><text>Yes</text></feedback>"))
    assert "The feedback to single answers was left out." in reasons(source)


def test_the_category_is_the_topic_and_else_the_first_tag() -> None:
    category = '<question type="category"><category><text>$course$/top/Space/Moons</text></category></question>'
    question = item("truefalse", answer("true", "100"))
    tagged = item("truefalse", answer("true", "100") + "<tags><tag><text>moon</text></tag></tags>")
    assert only(category, question).topic == "Space / Moons"
    assert only(tagged).topic == "moon"
    assert only(question).topic == "Imported"


def test_without_feedback_the_answer_explains() -> None:
    assert only(item("truefalse", answer("true", "100"), feedback="")).explanation == "The right answer is True."


def test_ids_are_the_id_number_or_stay_the_same() -> None:
    named = item("truefalse", answer("true", "100") + "<idnumber>tf-1</idnumber>")
    numbered = item("truefalse", answer("true", "100") + "<idnumber>12</idnumber>")
    bare = item("truefalse", answer("true", "100"))
    assert (only(named).id, only(numbered).id) == ("tf-1", "moodle-12")
    assert only(bare).id == only(bare).id
    assert only(bare).id.startswith("moodle-name-")


def test_the_same_question_is_imported_once() -> None:
    bare = item("truefalse", answer("true", "100"))
    found = read(bare, bare)
    assert len(found.questions) == 1
    assert "it was imported once" in found.troubles[0].reason


@pytest.mark.parametrize(
    ("format", "source", "text"),
    [
        ("html", "a\n<b>b</b>", "a **b**"),
        ("plain_text", "a\n<b>b</b>", "a\n<b>b</b>"),
        ("moodle_auto_format", "a\nb", "a\nb"),
        ("moodle_auto_format", "a\n<b>b</b>", "a\n**b**"),
        ("moodle_auto_format", "$$x$$", "\\(x\\)"),
        ("markdown", "*a*", "*a*"),
    ],
)
def test_texts_are_read_in_their_formats(format: str, source: str, text: str) -> None:
    asked = item("truefalse", answer("true", "100"), stem=source)
    asked = asked.replace('<questiontext format="html">', f'<questiontext format="{format}">')
    assert only(asked).stem == text


def with_file(address: str, name: str, data: bytes) -> str:
    file = f'<file name="{name}" encoding="base64">{base64.b64encode(data).decode()}</file>'
    asked = item("truefalse", answer("true", "100"), stem=f'Look: <img src="{address}" alt="a moon">')
    return asked.replace("</questiontext>", f"{file}</questiontext>")


def test_pictures_are_kept_as_files() -> None:
    found = read(with_file("@@PLUGINFILE@@/my%20moon.png", "my moon.png", PNG))
    assert found.questions[0].stem == "Look: ![a moon](file:my_moon.png)"
    assert found.files == {"my_moon.png": PNG}


def test_pictures_of_one_name_and_two_contents_are_both_kept() -> None:
    first, second = (with_file("@@PLUGINFILE@@/a.png", "a.png", PNG + tail) for tail in (b"1", b"2"))
    found = read(first, second)
    assert sorted(found.files.values()) == [PNG + b"1", PNG + b"2"]
    assert len({question.stem for question in found.questions}) == 2


def test_pictures_written_into_the_text_are_kept() -> None:
    source = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    found = read(item("truefalse", answer("true", "100"), stem=f'<img src="{source}">'))
    assert found.files == {"picture.png": PNG}


def test_the_picture_of_an_old_question_follows_its_text() -> None:
    old = f"<image>moodle.png</image><image_base64>{base64.b64encode(PNG).decode()}</image_base64>"
    found = read(item("truefalse", answer("true", "100") + old))
    assert found.questions[0].stem == "Which?\n\n![](file:moodle.png)"


@pytest.mark.parametrize(
    ("address", "name", "data", "reason"),
    [
        ("@@PLUGINFILE@@/a.svg", "a.svg", b"<svg/>", "only PNG, JPEG, GIF and WebP are taken"),
        ("@@PLUGINFILE@@/b.png", "a.png", PNG, "no text shows it"),
        ("https://example.org/a.png", "a.png", PNG, "a picture at https://example.org/a.png"),
    ],
)
def test_files_that_are_not_taken_are_listed(address: str, name: str, data: bytes, reason: str) -> None:
    found = read(with_file(address, name, data))
    assert reason in found.troubles[0].reason
    assert found.questions[0].stem == "Look: a moon"
    assert not found.files
