"""Templates are filled as Anki fills them, without their scripts and looks."""

from __future__ import annotations

import pytest

from question_bank.formats.anki.templates import ANSWER, Broken, filled, filtered, is_blank, named, shown, side

FIELDS = {"Front": "a<b>b</b>", "Back": "c", "Empty": "<br> &nbsp;", "Kanji": "日本[にほん]語[ご]"}


def told(source: str, *without: str) -> str:
    return filled(side(source).parts, FIELDS, frozenset(without))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{Front}} {{ Back }}", "a<b>b</b> c"),
        ("{{#Back}}x{{/Back}}{{^Back}}y{{/Back}}", "x"),
        ("{{#Empty}}x{{/Empty}}{{^Empty}}y{{/Empty}}", "y"),
        ("{{#Nowhere}}x{{/Nowhere}}{{^Nowhere}}y{{/Nowhere}}", "y"),
        ("{{#Back}}1{{#Front}}2{{^Empty}}3{{/Empty}}{{/Front}}{{/Back}}", "123"),
        ("{{FrontSide}}{{Tags}}{{Nowhere}}|", "|"),
        ("{{text:Front}}", "ab"),
        ("{{cloze:text:Front}}", "ab"),
        ("{{type:Back}}", "c"),
        ("{{tts en_GB voices=x:Back}}|", "|"),
        ("{{furigana:Kanji}}", "日本 (にほん)語 (ご)"),
        ("{{kana:Kanji}}", "にほんご"),
        ("{{kanji:Kanji}}", "日本語"),
        ("{{unknown:Back}}", "c"),
        ("{ {x} } {{}} {{{Back}}}", "{ {x} } {{}} {c}"),
        ("a{{!a comment}}b", "ab"),
        ("<!-- {{Back}} -->x", "x"),
        ("<style>.a{}</style><b class='x'>{{Back}}</b>", "c"),
        ("<div class=a onclick='x'>{{Back}}</div><h1>t</h1>", "<div>c</div><br>t<br>"),
        ("<img src='{{Back}}.png'>", "<img src='c.png'>"),
        ("x<hr id=answer>y", f"x{ANSWER}y"),
        ("x<HR class='q' id = \"answer\" />y", f"x{ANSWER}y"),
        ("x<hr>y", "x<br>y"),
    ],
)
def test_a_template_is_filled(source: str, text: str) -> None:
    assert told(source) == text


def test_fields_can_be_left_out() -> None:
    assert told("{{Front}}{{#Back}}, {{Back}}{{/Back}}", "Front", "Back") == ", "


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{#Front}}x", "“{{#Front}}” in it is not closed"),
        ("{{/Front}}", "“{{/Front}}” in it closes nothing"),
        ("{{#Front}}{{#Back}}{{/Front}}{{/Back}}", "“{{/Front}}” in it closes nothing"),
        ("{{#Front}}" * 30, "its conditions are nested too deeply"),
    ],
)
def test_conditions_that_do_not_match_are_refused(source: str, reason: str) -> None:
    with pytest.raises(Broken) as broken:
        side(source)
    assert str(broken.value) == reason


def test_a_script_is_told_and_looks_are_not() -> None:
    assert side("<SCRIPT>x</SCRIPT>{{Front}}").has_script
    assert not side("<style>x</style><font color=red>{{Front}}</font>").has_script


def test_all_fields_that_may_be_shown_are_named_with_their_filters() -> None:
    found = shown(side("{{a:b:Front}}{{#Back}}{{^Empty}}{{type:Back}}{{/Empty}}{{/Back}}{{FrontSide}}").parts)
    assert [(one.field, one.filters) for one in found] == [("Front", ("b", "a")), ("Back", ("type",))]


def test_fields_on_which_something_depends_are_named_too() -> None:
    assert named(side("{{a:Front}}{{#Back}}{{^Empty}}x{{/Empty}}{{/Back}}").parts) == {"Front", "Back", "Empty"}
    assert named([]) == set()


@pytest.mark.parametrize("source", ["", " ", "<br>", "<BR/>", "<div><br></div>", "\n&nbsp;", "<div></div>"])
def test_what_anki_takes_for_empty(source: str) -> None:
    assert is_blank(source)


@pytest.mark.parametrize("source", ["x", "0", "<img>", "<b></b>", "&amp;"])
def test_what_anki_takes_for_filled(source: str) -> None:
    assert not is_blank(source)


@pytest.mark.parametrize(
    "sign", ["{{", "{{ ", "{{#", "<", "<hr ", "<img ", "</", "}}", "{{a}}", "{{#a}}{{/a}}", "<hr id="]
)
def test_a_template_of_nothing_but_signs_is_read_to_its_end(sign: str) -> None:
    assert len(told(sign * (90_000 // len(sign)))) <= 90_000


@pytest.mark.parametrize("sign", ["<!--", "<script>", "<style>", "<script></style>"])
def test_what_is_never_closed_reaches_to_the_end(sign: str) -> None:
    assert told("a" + sign * 50_000) == "a"


def test_scripts_and_fonts_in_a_template_may_be_long() -> None:
    assert told(f"<style>{'x' * 500_000}</style><script>{'y' * 500_000}</script >{{{{Back}}}}") == "c"


def test_a_template_that_is_far_too_long_is_refused() -> None:
    with pytest.raises(Broken, match=r"^it is longer than 100,000 characters$"):
        side("x" * 100_001)


def test_a_card_that_its_fields_make_far_too_long_is_refused() -> None:
    parts = side("{{Long}}" * 10_000).parts
    with pytest.raises(Broken, match=r"^with its fields it is longer than 100,000 characters$"):
        filled(parts, {"Long": "x" * 50_000})


def test_filters_stand_a_hostile_field() -> None:
    assert filtered("[" * 50_000, ("furigana",)) == "[" * 50_000
    assert filtered("<" * 50_000, ("text",)) == "<" * 50_000
