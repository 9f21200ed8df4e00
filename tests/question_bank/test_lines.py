"""Texts on a line are read back as they were written, even with the sign between them inside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.lines import joined, split

TEXT = st.text("ab =|~\\", min_size=1, max_size=8).map(str.strip).filter(bool)
SIGN = st.sampled_from("=|~")


@given(st.lists(TEXT, min_size=1, max_size=5).map(tuple), SIGN)
def test_what_is_joined_is_split_again(texts: tuple[str, ...], sign: str) -> None:
    assert split(joined(texts, sign), sign) == texts


@pytest.mark.parametrize(
    ("line", "texts"),
    [("a = b", ("a", "b")), ("a=b", ("a", "b")), (r"a \= b = c", ("a = b", "c")), ("a", ("a",)), ("= b", ("", "b"))],
)
def test_people_may_leave_out_the_spaces(line: str, texts: tuple[str, ...]) -> None:
    assert split(line, "=") == texts
