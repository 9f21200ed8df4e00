"""What is written as Moodle XML is read back, also what other programs do not see of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from question_bank.formats import moodle_xml
from question_bank.kinds import KINDS, AnyQuestion
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.several_gaps import Filling, SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from tests.question_bank.formats.strategies import banks, one_of_each_kind
from tests.question_bank.samples import COMMON, citation

PNG = b"\x89PNG\r\n\x1a\nrest"


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(st.data())
@pytest.mark.parametrize("kind", KINDS)
def test_every_question_is_read_back_and_written_the_same(kind: str, data: st.DataObject) -> None:
    bank = data.draw(banks(kind, most=2))
    written = moodle_xml.write(bank, {})
    read = moodle_xml.read(written.data)
    assert list(read.questions) == bank
    assert moodle_xml.write(read.questions, {}).data == written.data


def written(*questions: AnyQuestion) -> str:
    return moodle_xml.write(questions, {}).data.decode()


def test_sound_questions_need_no_comment_and_lose_nothing() -> None:
    of_moodle = [one for one in one_of_each_kind() if one.kind not in ("flashcard", "error_spotting", "who_says_so")]
    exported = moodle_xml.write(of_moodle, {})
    assert b"<!--" not in exported.data
    assert exported.losses == []
    assert moodle_xml.read(exported.data).troubles == ()


def test_kinds_that_moodle_lacks_are_named_as_losses() -> None:
    exported = moodle_xml.write(one_of_each_kind(), {})
    lost = {loss.question for loss in exported.losses}
    assert lost == {"example-flashcard", "example-error_spotting", "example-who_says_so"}
    assert "Moodle has no “Flashcard”" in " ".join(loss.lost for loss in exported.losses)


def test_provenance_is_a_loss_and_comes_back_from_a_comment() -> None:
    question = ShortAnswer(id="a", stem="Who?", accepted=("me",), citations=(citation(),), **COMMON)
    exported = moodle_xml.write([question], {})
    said = "Other programs will not see which facts it asks about, where they stand: it stands in a comment."
    assert exported.losses[0].lost == said
    assert moodle_xml.read(exported.data).questions == (question,)


def test_when_someone_has_changed_the_text_the_text_counts() -> None:
    card = Flashcard(id="a", stem="Who?", accepted=("me",), citations=(citation(),), **COMMON)
    (read,) = moodle_xml.read(written(card).replace("Who?", "Whom?").encode()).questions
    assert read.stem == "Whom?"
    assert read.citations == card.citations


def test_a_comment_that_is_not_understood_is_listed() -> None:
    source = written(Flashcard(id="a", stem="Who?", accepted=("me",), **COMMON)).replace('{"of"', '{"of')
    found = moodle_xml.read(source.encode())
    assert isinstance(found.questions[0], ShortAnswer)
    assert "was not understood" in found.troubles[0].reason


def test_texts_are_written_as_html_that_moodle_shows() -> None:
    options = ("5 < 6", "*x*")
    root = etree.fromstring(
        written(MultipleChoice(id="a", stem="**Who** is\nhe?", options=options, key="*x*", **COMMON)).encode()
    )
    assert root.findtext(".//questiontext/text") == "<p><strong>Who</strong> is<br>he?</p>"
    assert [one.text for one in root.iterfind(".//answer/text")] == ["<p>5 &lt; 6</p>", "<p><em>x</em></p>"]


def test_texts_that_html_would_change_are_written_as_plain_text() -> None:
    root = etree.fromstring(written(ShortAnswer(id="a", stem="a  b", accepted=("c",), **COMMON)).encode())
    text = root.find(".//questiontext")
    assert text is not None
    assert (text.get("format"), text.findtext("text")) == ("plain_text", "a  b")


def test_gaps_are_written_as_embedded_answers() -> None:
    fillings = (Filling(accepted=("a~b", "c")), Filling(accepted=("d}",), wrong=("#e", "f")))
    root = etree.fromstring(
        written(SeveralGaps(id="a", stem="{1:SA:=x} _____ and _____", fillings=fillings, **COMMON)).encode()
    )
    assert root.findtext(".//questiontext/text") == (
        "<p>&#123;1:SA:=x} {1:SHORTANSWER:=a&#126;b~=c} and {1:MULTICHOICE:=d&#125;~&#35;e~f}</p>"
    )


def test_pictures_are_written_once_for_every_text_that_shows_them() -> None:
    question = ShortAnswer(id="a", stem="![x](file:a.png) ![y](file:a.png)", accepted=("b",), **COMMON)
    exported = moodle_xml.write([question], {"a.png": PNG, "other.png": PNG})
    read = moodle_xml.read(exported.data)
    assert exported.data.count(b"<file") == 1
    assert (read.questions, read.files) == ((question,), {"a.png": PNG})


def test_a_picture_that_is_missing_is_a_loss() -> None:
    question = ShortAnswer(id="a", stem="![x](file:a.png)", accepted=("b",), **COMMON)
    exported = moodle_xml.write([question], {})
    assert "The picture a.png is missing." in [loss.lost for loss in exported.losses]
    assert moodle_xml.read(exported.data).questions == (question,)


def test_a_category_begins_where_the_topic_changes() -> None:
    common = {**COMMON, "topic": "Space / Moons"}
    asked = [ShortAnswer(id=id, stem=f"{id}?", accepted=("b",), **common) for id in ("a", "b")]
    assert written(*asked).count("<category>") == 1
    assert "$course$/top/Space/Moons" in written(*asked)


def test_no_questions_make_an_empty_quiz() -> None:
    assert moodle_xml.read(moodle_xml.write([], {}).data).questions == ()
