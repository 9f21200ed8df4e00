"""What is written is GIFT that Moodle reads, and what only this program reads stands in a comment."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given

from question_bank.formats import gift
from question_bank.formats.gift.signs import blocks, hidden, parts
from question_bank.kinds import AnyQuestion
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.error_spotting import ErrorSpotting
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import SeveralGaps
from tests.question_bank.formats.strategies import one_of_each_kind, questions
from tests.question_bank.samples import COMMON, choice, citation, gapped, judged, number, typed

EVERY = one_of_each_kind()


def body(question: AnyQuestion) -> str:
    """Return what is written of a question below its comments and its category."""
    text = gift.write([question], {}).data.decode()
    return "\n".join(line for line in text.split("\n\n", 1)[1].split("\n") if not line.startswith("//")).strip()


def losses(question: AnyQuestion) -> list[str]:
    return [loss.lost for loss in gift.write([question], {}).losses]


def read_back(question: AnyQuestion) -> AnyQuestion:
    (found,) = gift.read(gift.write([question], {}).data).questions
    return found


def test_one_right_choice() -> None:
    assert body(choice()) == "Which planet has rings?{\n\t~Venus\n\t=Saturn\n\t~Mars\n\t~Earth\n\t####It is so.\n}"


def test_several_right_choices_have_weights_of_moodles_list() -> None:
    question = MultipleResponse(id="x", stem="Which?", options=("a", "b", "c", "d"), keys=("a", "b", "c"), **COMMON)
    assert body(question).split("\n\t")[1:5] == ["~%33.33333%a", "~%33.33333%b", "~%33.33333%c", "~%-33.33333%d"]


def test_true_or_false() -> None:
    assert body(judged(key="False")).startswith("Saturn has rings.{FALSE\n\t####")


def test_typed_answers_are_right_in_full() -> None:
    assert body(typed(accepted=("Saturn", "S*"))).split("\n\t")[1:3] == ["=%100%Saturn", "=%100%S\\\\*"]


def test_a_gap_is_a_missing_word() -> None:
    question = gapped(stem="The planet _____ has rings.")
    assert body(question).startswith("The planet {\n\t=%100%Saturn")
    assert body(question).endswith("} has rings.")


def test_a_gap_at_the_end_is_written_out() -> None:
    assert body(gapped(stem="The planet with rings is _____")).startswith("The planet with rings is _____{")


def test_figures() -> None:
    assert "{#\n\t=%100%145:0.5\n" in body(number(tolerance=0.5))


def test_pairs_and_what_fits_nothing() -> None:
    question = Matching(id="x", stem="Match.", pairs=(("a->b", "c"), ("d", "e -> f")), distractors=("g",), **COMMON)
    assert body(question).split("\n\t")[1:4] == ["=[html]a-&gt;b -> c", "=d -> e -> f", "= -> g"]
    assert read_back(question) == question


def test_items_in_order_are_written_for_moodles_ordering() -> None:
    question = Ordering(id="x", stem="Order.", items=("a=b", "//c", "{d}", "0", "e\\f"), **COMMON)
    lines = body(question).split("\n")
    assert lines[0] == "Order.{>5 ALL VERTICAL ABSOLUTE_POSITION SHOW none"
    assert lines[1:6] == ["a=b", "&#47;/c", "&#123;d&#125;", "&#48;", "e\\\\f"]
    assert read_back(question) == question


def test_an_error_to_be_spotted_is_a_choice_that_says_what_to_look_for() -> None:
    question = ErrorSpotting.examples().question
    assert isinstance(question, ErrorSpotting)
    assert "\\n\\nWhich part is wrong?{" in body(question)
    assert read_back(question) == question


def test_several_gaps_cannot_be_written() -> None:
    question = SeveralGaps.examples().question
    assert isinstance(question, SeveralGaps)
    written = gift.write([question, choice()], {})
    assert [loss.lost for loss in written.losses if loss.question == question.id] == [
        "GIFT has one gap to a question, and no more."
    ]
    assert [one.id for one in gift.read(written.data).questions] == ["choice"]


@pytest.mark.parametrize(
    "question", [one for one in EVERY if not isinstance(one, SeveralGaps)], ids=lambda one: one.kind
)
def test_every_kind_but_several_gaps_is_read_back(question: AnyQuestion) -> None:
    assert read_back(question) == question


def test_a_category_is_written_where_the_topic_changes() -> None:
    asked = [choice("a", topic="X"), choice("b", topic="X", stem="Two?"), choice("c", topic="Y / Z", stem="Three?")]
    text = gift.write(asked, {}).data.decode()
    assert re.findall(r"\$CATEGORY: (.*)", text) == ["$course$/top/X", "$course$/top/Y/Z"]


def test_an_id_is_written_as_moodle_has_it() -> None:
    assert "// [id:a\\]b]\n" in gift.write([choice("a]b")], {}).data.decode()


@pytest.mark.parametrize(
    ("stem", "start"),
    [
        ("// no comment", "[plain]// no"),
        ("$CATEGORY: x", "[plain]$CATEGORY\\: x"),
        ("[html] is a prefix", "[plain][html] is"),
        ("a < b", "[plain]a < b"),
        ("::name::", "\\:\\:name\\:\\:"),
        ("a **bold** word", "[html]<p>a <strong>bold</strong> word</p>"),
        ("one\ntwo", "one\\ntwo"),
    ],
)
def test_a_stem_is_written_in_the_format_that_keeps_it(stem: str, start: str) -> None:
    assert body(choice(stem=stem)).startswith(start)
    assert read_back(choice(stem=stem)).stem == stem


def test_an_option_that_looks_like_a_weight_is_none() -> None:
    question = choice(options=("%50%a", "%50%b"), key="%50%a")
    assert read_back(question) == question


def test_typed_answers_with_an_arrow_stand_alone() -> None:
    question = typed(accepted=("a -> b", "a to b"))
    assert "{\n\ta -> b\n\t####" in body(question)
    assert losses(question)[0].startswith("Other programs will not see which facts it asks about, some of the accepted")
    assert read_back(question) == question


def test_what_gift_cannot_hold_is_kept_in_a_comment_and_said() -> None:
    question = number(unit="moons", citations=(citation(),), voice="Galileo", as_of="1610")
    assert read_back(question) == question
    assert losses(question) == [
        "Other programs will not see which facts it asks about, where they stand, who says so, as of when, the unit: "
        "it stands in a comment."
    ]


def test_a_kind_that_gift_has_not_is_said() -> None:
    question = Flashcard(id="card", stem="Why?", accepted=("so",), **COMMON)
    assert "Other programs will take it for another kind than “Flashcard”." in losses(question)


def test_what_gift_holds_in_full_is_no_loss() -> None:
    assert losses(choice(facts=())) == []


def test_pictures_are_a_loss() -> None:
    question = choice(stem="What is ![the moon](file:moon.png)?", facts=())
    assert losses(question) == ["GIFT holds no pictures: moon.png left out."]
    assert read_back(question).stem == "What is the moon?"


def test_when_someone_changed_the_text_the_text_counts() -> None:
    question = choice(options=("a\r\nb", "c"), key="c", voice="Galileo")
    written = gift.write([question], {}).data
    (found,) = gift.read(written.replace(b"=c", b"=changed")).questions
    assert isinstance(found, MultipleChoice)
    assert found.key == "changed"
    assert found.voice == "Galileo"


def test_a_comment_that_does_not_fit_any_more_is_left_out_and_said() -> None:
    question = Flashcard(id="card", stem="Why?", accepted=("so",), **COMMON)
    text = gift.write([question], {}).data.decode()
    changed = re.sub(r"\{\n\t=.*", "{T}", text, flags=re.DOTALL)
    found = gift.read(changed.encode())
    assert [one.kind for one in found.questions] == ["true_false"]
    assert "did not fit any more" in found.troubles[0].reason


@pytest.mark.parametrize("comment", ["{", "[]", '"x"', "{" * 5000, '{"kind": "riddle"}', '{"stem": 5}'])
def test_a_comment_that_is_not_understood_harms_nothing(comment: str) -> None:
    found = gift.read(f"// quizapp: {comment}\nOne? {{T}}".encode())
    assert [one.stem for one in found.questions] == ["One?"]


def test_a_comment_holds_no_id_or_tag_for_moodle() -> None:
    text = gift.write([choice(voice="[id:x] [tag:y]")], {}).data.decode()
    assert text.count("[id:") == 1
    assert "[tag:" not in text
    assert gift.read(text.encode()).questions[0].voice == "[id:x] [tag:y]"


@given(questions())
def test_what_is_written_is_one_block_with_one_pair_of_braces(question: AnyQuestion) -> None:
    text = gift.write([question], {}).data.decode()
    for block in list(blocks(text))[1:]:
        bare = hidden(block.text)
        assert bare.count("{") == bare.count("}") == 1
        assert parts(block.text).answers


@given(questions())
def test_comments_are_lines_of_their_own_that_are_plain_json(question: AnyQuestion) -> None:
    for line in gift.write([question], {}).data.decode().split("\n"):
        if line.startswith("// quizapp: "):
            assert json.loads(line.removeprefix("// quizapp: "))["of"]


def test_a_cloze_keeps_its_kind_whatever_its_gap_stands_in() -> None:
    for stem in ("_____", "_____ is it", "is it _____", "a\n_____\nb", "[_____]", "{_____}", "**_____**"):
        question = gapped(stem=stem)
        assert isinstance(question, Cloze)
        assert read_back(question) == question


def test_no_questions_make_an_empty_file() -> None:
    assert gift.write([], {}).data == b""
