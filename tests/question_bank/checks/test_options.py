"""The rules for options find the faults they are for, and nothing in sound questions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.question_bank.checks.found import found
from tests.question_bank.samples import choice, judged, several


@pytest.mark.parametrize(
    ("options", "alike"),
    [(("Saturn", "Jupiter", "Jove"), "“Jupiter” and “Jove”"), (("Saturn", "Mars", "Kronos"), "“Saturn” and “Kronos”")],
)
def test_options_that_mean_the_same_are_named(options: tuple[str, ...], alike: str) -> None:
    assert found(choice(options=options))["options_alike"] == f"Two options mean the same: {alike}."


def test_a_key_that_is_much_longer_is_named() -> None:
    longer = ("Venus", "Mars", "Earth", "Saturn and its moons")
    assert "much longer" in found(choice(options=longer, key=longer[-1]))["key_stands_out"]


@pytest.mark.parametrize(
    "fields",
    [
        {"options": ("Venus", "Mars", "Mercury"), "key": "Mercury"},
        {"options": ("the moons of Jupiter", "the rings of Saturn itself"), "key": "the rings of Saturn itself"},
        {"options": ("5", "50000"), "key": "50000", "ordered": True},
        {"options": ("Neptune", "Mars"), "key": "Mars"},
    ],
)
def test_a_key_that_is_a_little_longer_or_a_figure_is_not_named(fields: dict[str, Any]) -> None:
    assert "key_stands_out" not in found(choice(**fields))


@pytest.mark.parametrize(
    "option",
    ["All of the above", "none of the above", "Both of these", "any of the others", "All of the answers", "A and B"],
)
def test_an_option_for_all_others_is_named(option: str) -> None:
    assert option in found(choice(options=("Saturn", "Mars", option)))["catch_all_option"]


@pytest.mark.parametrize("option", ["all planets", "none", "the above-ground rings", "Alpha and Beta"])
def test_an_option_that_only_sounds_like_it_is_not_named(option: str) -> None:
    assert "catch_all_option" not in found(choice(options=("Saturn", "Mars", option)))


@pytest.mark.parametrize(
    "option", ["Both B and C", "either A or B", "B & D", "Two of these", "the above", "(A) and (C)."]
)
def test_an_option_for_two_others_is_named(option: str) -> None:
    assert "catch_all_option" in found(choice(options=("Saturn", "Mars", option)))


@pytest.mark.parametrize(
    "options",
    [("P(Z > 2)", "P(Z < 2)"), ("x + 1", "x - 1"), ("9", "−9"), ("i", "-i"), ("240 + 12", "240 × 12"), ("A", "~A")],
)
def test_options_that_differ_in_a_sign_of_mathematics_are_not_alike(options: tuple[str, ...]) -> None:
    asked = found(choice(options=options, key=options[0], stem="What is it?"))
    assert not asked.keys() & {"options_alike", "unsound"}


@pytest.mark.parametrize("options", [("S-400", "S400"), ("the ring", "Ring."), ("a  ring", "“a ring”")])
def test_options_that_differ_in_spelling_alone_are_alike(options: tuple[str, ...]) -> None:
    assert len(found(choice(options=options, key=options[0])).keys() & {"options_alike", "unsound"}) == 1


@pytest.mark.parametrize(
    ("options", "overlap"),
    [
        (("1–10", "5–20", "30–40"), "“1–10” and “5–20”"),
        (("less than 1%", "less than 2%", "5%"), "“less than 1%” and “less than 2%”"),
        (("more than 5 million", "5 to 7 million", "1 million"), "“more than 5 million” and “5 to 7 million”"),
        (("at least 17", "at least 13", "between 1 and 5"), "“at least 17” and “at least 13”"),
    ],
)
def test_ranges_that_share_figures_are_named(options: tuple[str, ...], overlap: str) -> None:
    assert found(choice(options=options, key=options[0]))["options_overlap"] == f"Two options overlap: {overlap}."


@pytest.mark.parametrize(
    "options",
    [
        ("1–10", "11–20"),
        ("0–10", "10–20"),
        ("under 5", "over 5"),
        ("30–90 minutes", "at least 3 hours"),
        ("20–10", "12–15"),
        ("5 and 12", "10 and 12"),
        ("1", "1–x"),
    ],
)
def test_ranges_that_only_touch_are_not_named(options: tuple[str, ...]) -> None:
    assert "options_overlap" not in found(choice(options=options, key=options[0]))


@given(start=st.integers(0, 10**6), size=st.integers(2, 10**4), shift=st.integers(1, 10**4))
def test_ranges_overlap_exactly_where_one_begins_before_the_other_ends(start: int, size: int, shift: int) -> None:
    ranges = (f"{start}–{start + size}", f"{start + shift}–{start + shift + size}")
    assert ("options_overlap" in found(choice(options=ranges, key=ranges[0]))) == (shift < size)


def test_an_option_that_adds_to_another_is_named() -> None:
    asked = choice(options=("ice", "ice and dust", "gas"), key="ice")
    assert "“ice and dust” holds all that “ice” says" in found(asked)["option_in_option"]
    assert "option_in_option" not in found(choice(options=("ice", "ice cream", "sand and gas"), key="ice"))


@pytest.mark.parametrize("stem", ["Saturn is an _____.", "A planet with rings is an", "It turns into an:"])
def test_an_article_that_does_not_fit_all_options_is_named(stem: str) -> None:
    assert "“an”" in found(choice(stem=stem, options=("icy ball", "rock", "star"), key="icy ball"))["article_cue"]


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("It is a _____.", ("rock", "star", "unit", "European one", "one-off")),
        ("It is an _____.", ("icy ball", "hour", "8-sided one", "MRI scan", "X-ray", "uninhabited one")),
        ("It is a/an", ("icy ball", "rock")),
        ("It is a(n) _____.", ("icy ball", "rock")),
        ("Which is a source of vitamin A", ("icy ball", "rock")),
        ("What is a planet?", ("icy ball", "rock")),
    ],
)
def test_an_article_that_fits_all_options_or_is_none_is_not_named(stem: str, options: tuple[str, ...]) -> None:
    assert "article_cue" not in found(choice(stem=stem, options=options, key=options[0]))


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("What are found around Saturn?", ("rings of ice", "a moon", "a comet")),
        ("Around Saturn are", ("the rings", "a moon", "a comet")),
        ("What is found around Saturn?", ("a moon", "rings", "comets")),
    ],
)
def test_a_key_that_alone_fits_the_number_of_the_stem_is_named(stem: str, options: tuple[str, ...]) -> None:
    assert f"Only “{options[0]}”" in found(choice(stem=stem, options=options, key=options[0]))["plural_cue"]


@pytest.mark.parametrize(
    ("stem", "options", "key"),
    [
        ("What are found around Saturn?", ("rings", "moons", "a comet"), "rings"),
        ("What are found around Saturn?", ("a ring", "moons", "comets"), "a ring"),
        ("Who saw rings?", ("astronomers", "a poet", "a king"), "astronomers"),
        ("What is physics?", ("a science", "an art", "a craft"), "a science"),
    ],
)
def test_a_key_that_has_the_number_of_others_or_of_no_stem_is_not_named(
    stem: str, options: tuple[str, ...], key: str
) -> None:
    assert "plural_cue" not in found(choice(stem=stem, options=options, key=key))


def test_a_word_of_the_stem_that_only_the_key_repeats_is_named() -> None:
    asked = choice(stem="Which body of icy rings is it?", options=("the ringed planet", "a comet", "a star"))
    asked = asked.changed(key="the ringed planet")
    assert found(asked)["stem_echo"] == "Only the right answer repeats a word of the question: “ringed”."


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("Which body of icy rings is it?", ("the ringed planet", "a ringed star", "a comet")),
        ("Which of the ones is it?", ("the one", "a star", "a comet")),
        ("What was seen in 1610?", ("the 1610 comet", "a star", "a moon")),
    ],
)
def test_words_that_others_repeat_too_or_that_mean_little_are_not_named(stem: str, options: tuple[str, ...]) -> None:
    assert "stem_echo" not in found(choice(stem=stem, options=options, key=options[0]))


@pytest.mark.parametrize("word", ["always", "never", "completely", "Nobody", "everyone", "impossible"])
def test_absolute_words_in_wrong_options_alone_are_named(word: str) -> None:
    asked = choice(options=("Saturn", f"Mars, {word}", "Venus"))
    assert f"“{word}”" in found(asked)["absolutes_in_distractors"]
    assert "absolutes_in_distractors" not in found(
        asked.changed(options=(f"{word} Saturn", f"{word} Mars"), key=f"{word} Saturn")
    )


@pytest.mark.parametrize(
    ("options", "odd"),
    [
        (("$5 million", "$7 million", "9 million"), "9 million"),
        (("10%", "20%", "30"), "30"),
        (("1610", "1612", "Galileo"), "Galileo"),
        (("5", "7", "$9", "11"), "$9"),
    ],
)
def test_an_option_of_another_sort_than_the_figures_is_named(options: tuple[str, ...], odd: str) -> None:
    assert found(choice(options=options, key=options[0]))["mixed_sorts"].startswith(f"The option “{odd}”")


@pytest.mark.parametrize(
    "options",
    [
        ("$5", "$7", "0"), ("5", "−7", "9"), ("5", "7", "none of these"), ("5", "7", "It cannot be told"),
        ("360", "1200", "5400"), ("5", "2√2", "7"), ("rings", "moons", "7"), ("10%", "20 percent", "12.5%"),
    ],
)  # fmt: skip
def test_figures_of_one_sort_and_ways_out_are_not_named(options: tuple[str, ...]) -> None:
    assert "mixed_sorts" not in found(choice(options=options, key=options[0]))


def test_true_and_false_are_no_options_that_somebody_wrote() -> None:
    assert found(judged(stem="It is true that Saturn has rings.")) == {}


def test_the_options_of_a_question_with_several_keys_are_held_to_the_same() -> None:
    asked = several(options=("Saturn", "Kronos", "None of these"), keys=("Saturn", "Kronos"))
    assert found(asked).keys() >= {"options_alike", "catch_all_option"}
