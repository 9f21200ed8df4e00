"""The signs of our rich text are drawn as what they mean, and everything else as it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.rich.signs import FENCE, INLINE
from quizapp.ui.rich import rich, rich_line, rich_stem
from quizapp.ui.text import plain, plain_line


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("It is *red*.", r"It is *red*\."),
        ("**Mars**, *not* Venus", r"**Mars**\, *not* Venus"),
        ("**the *red* one**", "**the *red* one**"),
        ("Use `a*b`", "Use `a*b`"),
        ("H~2~O and x^10^", "H₂O and x¹⁰"),
        ("x~max~ and 5^th^", r"x$_{\text{max}}$ and 5$^{\text{th}}$"),
        ("x~$~", r"x\$"),
        (r"so \(x^2\) is", r"so $x^2$ is"),
        (r"\(\$5\)", plain(r"\(\$5\)")),
        (r"2\*3\*4 and \`x\`", r"2\*3\*4 and \`x\`"),
        ("![rings](file:a.png) of what?", "rings of what\\?"),
        ("![](file:a.png)", "the picture"),
    ],
)
def test_signs_mean_what_they_say(text: str, markdown: str) -> None:
    assert rich(text) == markdown


@pytest.mark.parametrize("text", ["2*3*4", "$147 billion", ":red[x]", "a * b * c", "5 ~ 6", "snake_case", "# x", "<b>"])
def test_what_is_no_sign_stays_as_it_is(text: str) -> None:
    assert rich(text) == plain(text)
    assert rich_line(text) == plain_line(text)


def test_lines_of_code_are_drawn_as_code() -> None:
    assert rich(f"Run:\n{FENCE}\nx = 1\n:red[y]\n{FENCE}\nDone.") == "Run\\:\n\n`x = 1`  \n`:red[y]`\n\nDone\\."


def test_a_space_after_a_sign_may_be_broken_at() -> None:
    assert rich("*Mars* is red") == "*Mars* is red"


@given(st.text())
def test_a_line_stays_a_line(text: str) -> None:
    assert len(rich_line(text).splitlines()) <= 1


@given(st.text().filter(lambda text: not INLINE.search(text) and FENCE not in text))
def test_a_text_without_signs_is_drawn_as_plain(text: str) -> None:
    assert rich(text) == plain(text)


@given(st.text("*~^`!$:[]()\\<>#ab2 -"))
def test_no_colour_link_or_heading_comes_of_signs(text: str) -> None:
    escaped_code_or_formula = r"\\.|`[^`]*`|\$[^$]*\$"
    assert not set(re.sub(escaped_code_or_formula, "", rich(text))) & set("[]:<>#")


def test_a_stem_leaves_out_the_pictures_that_are_drawn_below_it() -> None:
    assert rich_stem("What is ![rings](file:a.png) this?") == r"What is this\?"
    assert rich_stem("![rings](file:a.png)") == "rings"
