"""Signs, lines, braces and categories mean in GIFT what they mean to Moodle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats.gift.signs import (
    LONGEST,
    BadBraces,
    Block,
    blocks,
    category,
    escaped,
    hidden,
    parts,
    path_of,
    shown,
    topic_of,
)
from tests.question_bank.formats.strategies import NASTY

PLACEHOLDERS = {":": "&&058;", "#": "&&035;", "=": "&&061;", "{": "&&123;", "}": "&&125;", "~": "&&126;", "n": "&&010"}


def moodle_pre(text: str) -> str:
    """Hide escaped signs as Moodle does: one replacement after the other."""
    text = text.replace("\\\\", "&&092;")
    for sign, placeholder in PLACEHOLDERS.items():
        text = text.replace(f"\\{sign}", placeholder)
    return text.replace("&&092;", "\\")


def moodle_post(text: str) -> str:
    for sign, placeholder in PLACEHOLDERS.items():
        text = text.replace(placeholder, "\n" if sign == "n" else sign)
    return text


def block(*lines: str) -> Block:
    (only,) = blocks("\n".join(lines))
    return only


@given(st.text(r"\:#={}~nab& " + "\n", max_size=20))
def test_escapes_are_undone_as_moodle_undoes_them(text: str) -> None:
    assert shown(hidden(text)) == moodle_post(moodle_pre(text))


@given(st.text(r"\:#={}~nab ", max_size=20))
def test_what_is_hidden_is_what_moodle_hides(text: str) -> None:
    pre = moodle_pre(text)
    for sign in ":#={}~":
        assert hidden(text).count(sign) == pre.replace("&&0", "").replace("&&1", "").count(sign)


@given(NASTY)
def test_what_is_escaped_is_shown_again(text: str) -> None:
    assert shown(hidden(escaped(text))) == text
    assert "\n" not in escaped(text)


@given(NASTY)
def test_no_sign_of_an_escaped_text_means_anything(text: str) -> None:
    assert not set(hidden(escaped(text))) & set(":#={}~\n")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"a \: b", "a : b"),
        (r"a \\n b", r"a \n b"),
        (r"a \n b", "a \n b"),
        (r"\\\\", r"\\"),
        (r"\\\:", r"\:"),
        (r"\x \- \>", r"\x \- \>"),
        ("\\", "\\"),
    ],
)
def test_an_escape_stands_for_its_sign(source: str, said: str) -> None:
    assert shown(hidden(source)) == said


def test_a_blank_line_ends_a_block() -> None:
    found = list(blocks("one\ntwo\n\n \t\nthree"))
    assert [(one.number, one.text) for one in found] == [(1, "one\ntwo"), (5, "three")]


def test_lines_are_trimmed() -> None:
    assert block("  a {", "\t=b ", "}").text == "a {\n=b\n}"


def test_comments_do_not_end_a_block_and_become_a_space() -> None:
    found = block("// first", "a", "  // second", "b")
    assert (found.number, found.text, found.comments) == (2, "a\n \nb", "// first\n// second")


def test_two_slashes_inside_a_line_are_no_comment() -> None:
    assert block("see http://x.org // there").text == "see http://x.org // there"


def test_a_block_of_comments_is_none() -> None:
    assert list(blocks("// one\n// two\n\nthree")) == [block("", "", "", "three")]


def test_the_place_is_the_first_line_that_is_no_comment() -> None:
    assert block("", "// one", "", "// two", "three").place == "line 5"


@pytest.mark.parametrize("line", ["x" * (LONGEST + 1), "// " + "x" * LONGEST])
def test_a_block_beyond_all_measure_is_marked(line: str) -> None:
    found = list(blocks(f"{line}\nq{{T}}\n\nnext{{F}}"))
    assert [one.is_too_long for one in found] == [True, False]
    assert found[1].number == 4


@pytest.mark.parametrize(
    ("comments", "id", "tags"),
    [
        ("// [id:393]", "393", []),
        ("// [tag:fred] [tag:barney-wilma]", "", ["fred", "barney-wilma"]),
        (r"// [id:a\]b] [tag:x\]y]", "a]b", ["x]y"]),
        ("// [id: spaced ] [id:second]", "spaced", []),
        ("// question: 7  name: x", "", []),
        ("// [tag:a<b]", "", []),
        ("// [id:]", "", []),
    ],
)
def test_id_and_tags_stand_in_comments(comments: str, id: str, tags: list[str]) -> None:
    found = block(comments, "q{T}")
    assert (found.id, found.tags) == (id, tags)


def test_the_name_stands_between_double_colons() -> None:
    found = parts(r"::Title\: one:: What? {T}")
    assert (found.name, found.stem) == ("Title: one", "What? ")


def test_a_name_that_does_not_end_is_text() -> None:
    assert parts("::What? {T}").stem == "What? "


def test_nothing_is_put_where_answers_end_the_text() -> None:
    assert parts("Grant is buried {T}").stem == "Grant is buried "


@pytest.mark.parametrize("after", [" in a tomb.", ".", '";'])
def test_a_gap_is_put_where_text_follows_the_answers(after: str) -> None:
    assert parts("Grant is {~a =b}" + after).stem == f"Grant is _____{after}"


def test_the_first_brace_of_either_sort_counts() -> None:
    found = parts("a {=b {c} d} e")
    assert (found.answers, found.stem) == ("=b {c", "a _____ d} e")


def test_the_last_four_hashes_begin_the_general_feedback() -> None:
    found = parts("a{=b#c ####d #### e}")
    assert (found.answers, found.feedback) == ("=b#c ####d", " e")


def test_escaped_hashes_begin_nothing() -> None:
    assert parts(r"a{=b\#\#\#\#c}").feedback == ""


def test_a_text_without_braces_has_no_answers() -> None:
    assert parts("just text").answers is None


@pytest.mark.parametrize("text", ["a {b", "a b}", "a } b {"])
def test_braces_must_match(text: str) -> None:
    with pytest.raises(BadBraces):
        parts(text)


def test_a_category_stands_at_the_start() -> None:
    assert category("$CATEGORY: a/b ") == "a/b"
    assert category("The $CATEGORY: a/b") is None


def test_what_follows_a_category_without_a_blank_line_is_not_lost() -> None:
    found = block("$CATEGORY: a", "What? {T}")
    assert category(found.text) == "a"
    assert found.after_first_line() == Block(2, "", "What? {T}")


@pytest.mark.parametrize(
    ("path", "topic"),
    [
        ("$course$/top/Default for Unit 1: Topic", "Default for Unit 1: Topic"),
        ("$system$/a/b", "a / b"),
        ("tom/dick/harry", "tom / dick / harry"),
        ("top/x", "x"),
        ("TCP//IP/layers", "TCP/IP / layers"),
        ("$course$", ""),
        ("$course$/top", ""),
    ],
)
def test_the_topic_is_the_path_without_what_stands_above_all(path: str, topic: str) -> None:
    assert topic_of(path) == topic


@pytest.mark.parametrize(
    "topic", ["Planets", "a / b", "TCP/IP", "/", "a/", "/ / /", "and/or / nor", "$x$", "50 % : {a}", "top"]
)
def test_a_topic_is_read_back_from_its_path(topic: str) -> None:
    assert topic_of(category(f"$CATEGORY: {path_of(topic)}") or "") == topic
