"""Rows of delimited text are split as people mean them, even where quotes are stray."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats.rows import MOST_FIELDS, quoted, rows

FIELDS = st.text('ab ,;\t"\n#', max_size=6)


def split(text: str, delimiter: str = ",", comment: str = "") -> list[list[str]]:
    return [row.fields for row in rows(text, delimiter, comment)]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a,b", ["a", "b"]),
        ("a,,b,", ["a", "", "b", ""]),
        ('"a,b",c', ["a,b", "c"]),
        ('"a ""b"" c",d', ['a "b" c', "d"]),
        ('"a\nb",c', ["a\nb", "c"]),
        ('"",x', ["", "x"]),
        ('a, "b, c"', ["a", "b, c"]),
        ('"a" ,b', ["a", "b"]),
        ('He said "no",x', ['He said "no"', "x"]),
        ('"Fore!" is a cry,golf', ['"Fore!" is a cry', "golf"]),
        ('5" nail,x', ['5" nail', "x"]),
        ('"open,x', ['"open', "x"]),
        ('a,"', ["a", '"']),
        ('"source of the sun\\"",x', ['"source of the sun\\""', "x"]),
    ],
)
def test_a_row(text: str, fields: list[str]) -> None:
    assert split(text) == [fields]


def test_a_stray_quote_does_not_swallow_the_rest_of_the_file() -> None:
    assert split('a,"b\nc,d\ne,f') == [["a", '"b'], ["c", "d"], ["e", "f"]]


def test_blank_rows_do_not_count_but_their_lines_do() -> None:
    assert [(row.number, row.fields) for row in rows('a,b\n\n , \n"c\nd",e\nf,g', ",")] == [
        (1, ["a", "b"]),
        (4, ["c\nd", "e"]),
        (6, ["f", "g"]),
    ]


def test_the_place_is_the_line() -> None:
    assert [row.place for row in rows("\na", ",")] == ["line 2"]


def test_comments_do_not_count_unless_they_are_quoted() -> None:
    assert split('#a\nb,#c\n"#d",e', comment="#") == [["b", "#c"], ["#d", "e"]]


def test_a_delimiter_may_have_several_signs() -> None:
    assert split('a - b\n"c - d" - e', " - ") == [["a", "b"], ["c - d", "e"]]


def test_a_space_may_be_the_delimiter() -> None:
    assert split('a b\n"c d" e', " ") == [["a", "b"], ["c d", "e"]]


@given(st.lists(st.lists(FIELDS, min_size=2, max_size=4), max_size=4), st.sampled_from([",", ";", "\t", " - "]))
def test_what_is_quoted_is_read_back(table: list[list[str]], delimiter: str) -> None:
    text = "\n".join(delimiter.join(quoted(field, delimiter) for field in fields) for fields in table)
    assert split(text, delimiter, "#") == [fields for fields in table if any(field.strip() for field in fields)]


@given(st.lists(st.lists(FIELDS, min_size=2, max_size=4), max_size=4))
def test_what_other_programs_write_is_read(table: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(table)
    assert split(file.getvalue()) == [fields for fields in table if any(field.strip() for field in fields)]


@given(st.text('a,"\n ', max_size=40))
def test_no_sign_of_a_text_is_lost(text: str) -> None:
    kept = "".join(field for fields in split(text) for field in fields)
    assert kept.count("a") == text.count("a")


def test_a_row_has_no_more_fields_than_anyone_needs() -> None:
    (fields,) = split("," * 1000 + "x")
    assert len(fields) == MOST_FIELDS
    assert fields[-1].endswith(",x")
    (fields,) = split('"",' * 1000 + "x")
    assert len(fields) == MOST_FIELDS


@pytest.mark.parametrize(
    "text", ['"' * 200_000, '"a,' * 70_000, '"a\n' * 70_000, '""",' * 50_000, '"",""x' * 30_000, '"' + "x" * 200_000]
)
def test_quotes_that_never_end_take_no_time(text: str) -> None:
    start = time.process_time()
    assert split(text)
    assert time.process_time() - start < 2
