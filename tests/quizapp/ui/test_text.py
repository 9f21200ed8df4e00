"""Text from people and articles is shown as it is."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.ui.text import plain, plain_line

JOINER = "\u2060"
# What Streamlit and Markdown read as more than text; the browser tests look at the same in a page.
MARKUP = ["$147 billion, up from $120 billion", ":red[x]", "2*3*4", "a >= b", "<b>", "a -> b -- c", "www.a.b", "# x"]


def read(markdown: str) -> str:
    """Read text as CommonMark does when every mark is escaped."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace(JOINER, "")


@given(st.text())
def test_nothing_is_lost_or_added_but_white_space(text: str) -> None:
    assert read(plain(text)).split() == text.replace(JOINER, "").split()


@given(st.text(alphabet=string.printable))
def test_no_mark_is_left_that_could_mean_something(text: str) -> None:
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "", plain(text))
    assert not set(left) & set(string.punctuation)


@given(st.text())
def test_a_line_stays_a_line(text: str) -> None:
    assert len(plain_line(text).splitlines()) <= 1


@pytest.mark.parametrize("text", MARKUP)
def test_what_looks_like_markup_reads_as_written(text: str) -> None:
    assert read(plain(text)) == text


def test_lines_and_indents_stay() -> None:
    assert read(plain("one\r\n  two")) == "one  \n\u00a0\u00a0two"
