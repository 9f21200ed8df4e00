"""An answer names its option by text, by letter or by number, as the whole table does."""

from __future__ import annotations

import pytest

from question_bank.formats.table.answers import How, NoSuchOption, keys_of, listed, way_of

OPTIONS = ["Venus", "Mars", "2", "The Moon"]


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("", []),
        ("one", ["one"]),
        ("one\ntwo", ["one", "two"]),
        ("one | two|three", ["one", "two", "three"]),
        ("one; two", ["one", "two"]),
        ("a;b\nc|d", ["a;b", "c|d"]),
        (r"a\|b|c", ["a|b", "c"]),
        ("one||two", ["one", "two"]),
        ("red, white and blue", ["red, white and blue"]),
    ],
)
def test_texts_in_a_cell(cell: str, texts: list[str]) -> None:
    assert listed(cell) == texts


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        (["Mars", "Venus"], "text"),
        (["A", "d"], "letter"),
        (["A, B", "C"], "letter"),
        (["Option A", "option_b"], "letter"),
        (["1", "4"], "number"),
        (["1.0", "3.0"], "number"),
        (["0", "3"], "number from 0"),
        (["0", "4"], "number"),
        (["Mars", "A"], "text"),
        (["2", "2"], "text"),
        ([], "text"),
    ],
)
def test_the_whole_table_says_how_answers_are_named(answers: list[str], way: How) -> None:
    assert way_of((answer, OPTIONS) for answer in answers) == way


@pytest.mark.parametrize(
    ("answer", "way", "keys"),
    [
        ("Mars", "text", ["Mars"]),
        ("mars.", "text", ["Mars"]),
        ("Mars | Venus", "text", ["Mars", "Venus"]),
        ("Mars, Venus", "text", ["Mars", "Venus"]),
        ("2", "text", ["2"]),
        ("2", "number", ["Mars"]),
        ("2", "number from 0", ["2"]),
        ("B", "letter", ["Mars"]),
        ("b)", "letter", ["Mars"]),
        ("A|B|D", "letter", ["Venus", "Mars", "The Moon"]),
        ("1 and 2", "number", ["Venus", "Mars"]),
        ("B) Mars", "text", ["Mars"]),
        ("B: Mars", "text", ["Mars"]),
        ("B", "text", ["Mars"]),
        ("Mars", "letter", ["Mars"]),
        ("A, A", "letter", ["Venus"]),
        ("the moon", "text", ["The Moon"]),
    ],
)
def test_an_answer_means_an_option(answer: str, way: How, keys: list[str]) -> None:
    assert keys_of(answer, OPTIONS, way) == keys


def test_the_very_text_goes_before_one_that_is_like_it() -> None:
    assert keys_of("s-400", ["S 400", "s-400"], "text") == ["s-400"]


@pytest.mark.parametrize("answer", ["Pluto", "E", "9", "A, Pluto", "?", "B) Venus and more"])
def test_an_answer_that_means_none_is_said(answer: str) -> None:
    with pytest.raises(NoSuchOption, match="none of those to choose from"):
        keys_of(answer, OPTIONS, "text")


def test_white_space_without_end_takes_no_time() -> None:
    with pytest.raises(NoSuchOption):
        keys_of("x" + " " * 1_000_000 + "y", OPTIONS, "text")
