"""Foreign files are decoded, their questions get ids that stay, and each is kept or listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats.exchange import LARGEST_FILE, LONGEST_QUOTE, Refused
from question_bank.formats.foreign import (
    LONGEST_TEXT,
    MOST_TROUBLES,
    Found,
    decoded,
    explained,
    made,
    made_id,
    numbered_lines,
)
from question_bank.kinds.multiple_choice import MultipleChoice
from tests.question_bank.samples import choice, judged

GERMAN = "Die Größe der Löwen überrascht: schöne Bären mögen süße Äpfel und Öl.\n"
RUSSIAN = "Какая планета самая большая в Солнечной системе? Это Юпитер, а не Сатурн.\n"
FIELDS = {"id": "x", "kind": "true_false", "stem": "So?", "topic": "T", "explanation": "", "key": "True"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, "水\n", "🚀\n"])
def test_unicode_is_read_without_trouble(text: str, encoding: str) -> None:
    file = decoded(text.encode(encoding))
    assert (file.text, file.troubles) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(encoding: str) -> None:
    assert decoded(GERMAN.encode(encoding)).text == GERMAN


@pytest.mark.parametrize(("text", "encoding"), [(GERMAN, "cp1252"), (GERMAN, "latin-1"), (RUSSIAN * 3, "cp1251")])
def test_older_encodings_are_guessed_and_said(text: str, encoding: str) -> None:
    file = decoded(text.encode(encoding))
    assert file.text == text
    assert "not UTF-8" in file.troubles[0].reason


def test_the_line_of_the_first_strange_byte_is_named() -> None:
    assert decoded(b"one\ntwo\n" + GERMAN.encode("cp1252")).troubles[0].place == "line 3"


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    file = decoded((RUSSIAN * 3).encode() + b"\xff\n" + RUSSIAN.encode())
    assert file.text.startswith(RUSSIAN)
    assert "replaced" in file.troubles[0].reason
    assert file.troubles[0].place == "line 4"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_becomes_one(end: str) -> None:
    assert decoded(f"a{end}b{end}{end}c".encode()).text == "a\nb\n\nc"


def test_what_cannot_be_shown_is_left_out_and_said() -> None:
    file = decoded(("a text with many words\n" * 9 + "and a \0 in it\x07").encode())
    assert file.text.endswith("and a  in it")
    assert (file.troubles[0].place, file.troubles[0].reason[:12]) == ("line 10", "2 characters")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"PK\x03\x04\x14\0", "zip"),
        (b"SQLite format 3\0", "database"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\0" * 100, "no text"),
        (bytes(range(32)) * 20, "no text"),
        (b"x" * (LARGEST_FILE + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        decoded(data)
    assert str(refused.value).endswith(".")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert "\r" not in decoded(data).text
    except Refused as reason:
        text = str(reason)
        assert text.endswith(".")


@given(st.text(max_size=50))
def test_lines_are_numbered_as_they_stand(text: str) -> None:
    assert list(numbered_lines(text)) == list(enumerate(text.split("\n"), 1))


def test_an_id_depends_on_each_text() -> None:
    assert made_id("a", "b", "c") == made_id("a", "b", "c")
    assert len({made_id("a", "b", "c"), made_id("a", "bc"), made_id("x", "b", "c"), made_id("a", "c", "b")}) == 4


def test_an_explanation_names_the_answer() -> None:
    assert explained("Saturn") == "The right answer is Saturn."
    assert explained("Yes!") == "The right answer is Yes!"


def test_a_question_is_made_or_the_reason_is_said() -> None:
    question = made(FIELDS)
    assert not isinstance(question, str)
    assert question.explanation == "The right answer is True."
    assert made(FIELDS | {"explanation": "Because."}) == judged(
        id="x", stem="So?", topic="T", explanation="Because.", facts=()
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"stem": ""}, "Write the question."),
        ({"key": "Maybe"}, "true or false"),
        ({"kind": "riddle"}, "It was not understood"),
        ({"key": None}, "It was not understood: key: Input should be a valid string."),
        ({"stem": "x" * (LONGEST_TEXT + 1)}, "longer than 50,000 characters"),
    ],
)
def test_what_makes_no_question_has_a_reason(fields: dict[str, object], reason: str) -> None:
    said = made(FIELDS | fields)
    assert isinstance(said, str)
    assert reason in said


def test_the_same_question_is_kept_once() -> None:
    found = Found()
    assert found.take(choice(), "line 1")
    assert not found.take(choice(), "line 9")
    assert found.troubles[0].reason == "The same question stands at line 1: it was imported once."


def test_another_question_with_the_same_id_gets_one_that_stays() -> None:
    ids = []
    for _ in range(2):
        found = Found()
        found.take(choice(), "line 1")
        found.take(choice(stem="Another?"), "line 2")
        ids.append([question.id for question in found.imported().questions])
    assert ids[0] == ids[1]
    assert ids[0][0] == "choice"
    assert ids[0][1].startswith("choice-")


def test_what_was_left_out_is_said_once_and_that_the_question_was_imported() -> None:
    found = Found()
    found.partly("line 1", ["The hint.", "The hint.", "The colour."])
    found.partly("line 2", [])
    assert [trouble.reason for trouble in found.troubles] == ["The hint. The colour. The question itself was imported."]


def test_troubles_quote_in_short_and_end_somewhere() -> None:
    found = Found()
    found.trouble("line 1", "No.", "word " * 1_000_000)
    assert len(found.troubles[0].text) == LONGEST_QUOTE + 1
    for number in range(MOST_TROUBLES - 1):
        found.trouble(f"line {number}", "No.")
    with pytest.raises(Refused, match="another format"):
        found.trouble("line 1", "No.")


def test_files_go_with_what_was_found() -> None:
    found = Found()
    found.take(choice(), "line 1")
    imported = found.imported({"a.png": b"x"})
    assert isinstance(imported.questions[0], MultipleChoice)
    assert imported.files == {"a.png": b"x"}


@pytest.mark.parametrize("text", ["Was ist Köln?;eine Stadt", "Qué día es?;lunes", "Où est Besançon?", "Å ta på?;Ø"])
def test_a_few_accents_are_no_chinese(text: str) -> None:
    assert decoded(f"question;answer\n{text}\n".encode("cp1252")).text.splitlines()[1] == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("中国的首都是哪里？答案是北京。" * 3, "gb18030"), ("日本の首都はどこですか。" * 4, "shift_jis")],
)
def test_whole_words_above_ascii_are_not_taken_for_accents(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)).text == text
