"""HTML becomes our text with signs, and our text becomes HTML that is read as the same text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank import rich

PAIRS = [
    ("<p>A <em>word</em> and <strong>two</strong></p>", "A *word* and **two**"),
    ("<p>H<sub>2</sub>O, x<sup>n</sup></p>", "H~2~O, x^n^"),
    ("<p>Type <code>a*b</code></p>", "Type `a*b`"),
    ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"),
    ("<p>Moons</p><ul><li>Titan</li><li>Rhea</li></ul><p>of Saturn</p>", "Moons\n- Titan\n- Rhea\n\nof Saturn"),
    ('<ol start="3"><li>c</li><li>d</li></ol>', "3. c\n4. d"),
    ("<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n  1. b"),
    ("<pre>if x:\n    y()</pre>", "```\nif x:\n    y()\n```"),
    ("<p>\\(a*b*c\\)</p>", "\\(a*b*c\\)"),
    ('<p><img src="a.png" alt="A moon"></p>', "![A moon](file:a.png)"),
    ("<p>5 &lt; 6 &amp; 7</p>", "5 < 6 & 7"),
    ("<p><strong><em>both</em></strong></p>", "***both***"),
]


@pytest.mark.parametrize(("html", "text"), PAIRS)
def test_each_sign_stands_for_html_in_both_ways(html: str, text: str) -> None:
    assert rich.to_text(html).text == text
    assert rich.to_html(text) == html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("  a \n b&nbsp;c ", "a b c"),
        ("<b>bold </b>x", "**bold** x"),
        ("<b>a<br>b</b>", "**a**\n**b**"),
        ("<b> </b>x<i></i>", "x"),
        ("<h2>Head</h2>Text", "**Head**\n\nText"),
        ("$$x^2$$ and <span>y</span>", "\\(x^2\\) and y"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<!-- hidden -->b", "ab"),
        ("<math><annotation encoding='application/x-tex'>x^2</annotation></math>", "\\(x^2\\)"),
        ('<img class="texrender" alt="x^2" src="tex.php">', "\\(x^2\\)"),
        ("", ""),
        ("a < b", "a < b"),
    ],
)
def test_what_has_no_sign_of_its_own_becomes_plain(html: str, text: str) -> None:
    assert rich.to_text(html).text == text


@pytest.mark.parametrize(
    ("html", "dropped"),
    [
        ("<u>x</u>", "underlining"),
        ("<s>x</s>", "crossing out"),
        ('<span style="color:red">x</span>', "colours and fonts"),
        ("<table><tr><td>x</td></tr></table>", "the layout of a table"),
        ("x<script>alert(1)</script>", "a script"),
        ("x<video src='a.mp4'></video>", "a film"),
        ('<a href="https://example.org">x</a>', "a link to https://example.org"),
        ('x<img src="https://example.org/a.png">', "a picture at https://example.org/a.png"),
        ("e<i>x</i>ample", "emphasis inside a word"),
    ],
)
def test_what_is_left_out_is_named(html: str, dropped: str) -> None:
    assert rich.to_text(html).dropped == (dropped,)


def test_a_link_that_shows_its_address_loses_nothing() -> None:
    assert rich.to_text('<a href="https://example.org">https://example.org</a>').dropped == ()


def test_scripts_and_their_text_do_not_come_through() -> None:
    assert rich.to_text("<p>x<script>alert(1)</script><style>p{}</style></p>").text == "x"


def test_signs_that_are_meant_literally_are_escaped() -> None:
    read = rich.to_text("<p>*x* and 2*3*4</p>")
    assert read.text == "\\*x* and 2*3*4"
    assert rich.to_html(read.text) == "<p>*x* and 2*3*4</p>"


def test_cells_of_a_table_are_set_apart() -> None:
    source = "<table><tr><th>a </th><td><p>b</p></td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert rich.to_text(source).text == "**a** | b\n1 | 2"


def test_code_in_a_table_is_kept() -> None:
    assert "| b" in rich.to_text("<table><tr><td><pre>a</pre></td><td>b</td></tr></table>").text


def test_pictures_are_named_without_their_folders() -> None:
    read = rich.to_text('<img src="@@PLUGINFILE@@/a%20b.png"><img src="../../etc/c.png">')
    assert read.images == ("a_b.png", "c.png")
    assert rich.to_html("![x](file:a.png)", "media/") == '<p><img src="media/a.png" alt="x"></p>'


def test_no_html_in_a_text_survives_as_html() -> None:
    assert rich.to_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert '"><script' not in rich.to_html('![" onerror="x](file:"><script>.png)')


def test_a_text_nested_too_deeply_keeps_its_words() -> None:
    read = rich.to_text("<div>" * 5000 + "x" + "</div>" * 5000)
    assert read.text == "x"
    assert read.dropped == ("its layout, for it is nested too deeply",)


@pytest.mark.parametrize("piece", ["\\(", "![", "**x ", "<b>a</b>x", "<br>", "`", "$$", "<ul><li>", "~a", "</p>"])
def test_long_texts_are_cut_instead_of_taking_long(piece: str) -> None:
    began = time.perf_counter()
    rich.to_html(rich.to_text(piece * 300_000).text)
    assert time.perf_counter() - began < 5


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert rich.to_text(text).text == rich.to_text(text).text.strip()


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<ul>", "<li>", "</ul>", "<br>", "<sub>",
                                 "</sub>", "a", " ", "b c", "*", "\\", "~", "<pre>", "</pre>", "<td>", "1. ", "- ",
                                 "&lt;", "<code>", "</code>", "`"]), max_size=12))  # fmt: skip
def test_text_of_html_is_settled_after_it_has_been_read_twice(pieces: list[str]) -> None:
    once = rich.to_text(rich.to_html(rich.to_text("".join(pieces)).text)).text
    twice = rich.to_text(rich.to_html(once)).text
    assert rich.to_text(rich.to_html(twice)).text == twice


@given(st.text("ab .,*~^`!\\$[]()\n\t\u00a0-1", max_size=40))
def test_text_without_elements_is_read_as_it_is_inside_of_one(text: str) -> None:
    assert rich.to_text(text) == rich.to_text(f"<span>{text}</span>")
