"""Files that are broken or made to do harm are refused in a sentence, or read as far as they are whole."""

from __future__ import annotations

import time

import pytest

from question_bank.formats import moodle_xml
from question_bank.formats.exchange import Refused


def asked(stem: str = "Is it?") -> str:
    return (
        f'<question type="truefalse"><name><text>n</text></name><questiontext format="html"><text>{stem}</text>'
        '</questiontext><answer fraction="100"><text>true</text></answer></question>'
    )


def quiz(*items: str) -> str:
    return f"<quiz>{''.join(items)}</quiz>"


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (LAUGHS + quiz(asked("&b;")), "declares entities"),
        ('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + quiz(asked("&a;")), "declares entities"),
        (LAUGHS + quiz(asked("&b;"), asked("<")), "declares entities"),
        ("<quiz>" + "<a>" * 220 + "</a>" * 220 + "</quiz>", "nested more than 200 deep"),
        ("<quiz>" + "<a>" * 200_000, "nested more than 200 deep"),
        ("<html><body>x</body></html>", "begins with <html>"),
        ("plain text", "no Moodle XML"),
        ("", "is empty"),
        ("x" * 20_000_001, "larger than 20 MB"),
        (quiz(asked() * 20_001), "more than 20000: split it"),
        (quiz(asked("<") * 20_001), "more than 20000: split it"),
    ],
)
def test_what_cannot_be_read_is_refused(source: str, reason: str) -> None:
    began = time.perf_counter()
    with pytest.raises(Refused, match=reason) as refused:
        moodle_xml.read(source.encode())
    assert "\n" not in str(refused.value)
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_files_are_read_in_the_encoding_that_they_name(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    found = moodle_xml.read((head + quiz(asked("Größe"))).encode(encoding))
    assert found.questions[0].stem == "Größe"


def test_a_wrong_encoding_is_guessed_and_listed() -> None:
    found = moodle_xml.read(quiz(asked("Die Größe des Übels")).encode("cp1252"))
    assert found.questions[0].stem == "Die Größe des Übels"
    assert "not UTF-8" in found.troubles[0].reason


def test_of_a_broken_file_the_whole_questions_are_read() -> None:
    found = moodle_xml.read(quiz(asked("one"), "\n", asked("a & b"), asked("three")).encode())
    assert [question.stem for question in found.questions] == ["one", "three"]
    (trouble,) = found.troubles
    assert trouble.place == "question 2, line 2"
    assert "no well-formed XML" in trouble.reason
    assert "a & b" in trouble.text


def test_of_a_file_that_is_cut_off_the_end_is_listed() -> None:
    found = moodle_xml.read(("<quiz>" + asked("one") + "\n" + asked("two")[:80]).encode())
    assert [question.stem for question in found.questions] == ["one"]
    assert found.troubles[0].place == "line 2"
    assert "ends in the middle" in found.troubles[0].reason


def test_named_entities_of_html_are_read() -> None:
    found = moodle_xml.read(quiz(asked("a&nbsp;&uuml;&amp;&lt; <![CDATA[<b>&nbsp;x</b>]]>")).encode())
    assert found.questions[0].stem == "a ü&< **x**"


def test_characters_that_xml_forbids_are_listed() -> None:
    found = moodle_xml.read(quiz(asked("a\0b")).encode())
    assert found.questions[0].stem == "ab"
    assert "cannot be shown" in found.troubles[0].reason


@pytest.mark.parametrize(
    "stem",
    [
        "{1:SA:" * 500_000,
        "{1:SA:=a}" * 500_000,
        "\\(~*^`![" * 500_000,
        "&lt;div&gt;" * 500_000,
        "[[1]]" * 500_000,
        "_" * 5_000_000,
        "&lt;img src='data:image/png;base64,AAAA'&gt;" * 100_000,
    ],
)
@pytest.mark.parametrize("kind", ["cloze", "truefalse", "gapselect", "gapfill"])
def test_endless_texts_do_not_take_long(stem: str, kind: str) -> None:
    began = time.perf_counter()
    found = moodle_xml.read(quiz(asked(stem).replace("truefalse", kind)).encode())
    assert time.perf_counter() - began < 10
    assert found.troubles


def test_a_file_that_is_no_quiz_of_questions_is_listed_element_by_element() -> None:
    found = moodle_xml.read(quiz("<thing>what</thing>", asked()).encode())
    assert len(found.questions) == 1
    assert found.troubles[0].reason == "An element <thing> stands where questions are: it was left out."
