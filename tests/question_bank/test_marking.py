"""Marking compares typed text and figures by form and by value."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from question_bank.marking import Mark, NotAnAnswer, Rating, compact, first_number, is_near, normalise, said

ANY_TEXT = st.text(max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Beijing", "BEIJING"),
        ("São Paulo", "sao paulo"),
        ("the United States", "United States"),
        ("The the answer", "answer"),
        ("good-neighborliness", "good neighborliness"),
        ("  Power   of Siberia ", "power of siberia"),
        ("Putin’s", "Putin's"),
        ("“no limits”", "no limits"),
        ("U.S.", "US"),
        ("U.S", "US"),
        ("U.S.A.", "usa"),
        ("1,000,000", "1000000"),
        ("Straße", "strasse"),
        ("½", "1⁄2"),
        ("end.", "end"),
        ("a_b", "a b"),
    ],
)
def test_what_does_not_count_is_taken_away(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Li Qiang", "Li Keqiang"),
        ("40.7", "407"),
        ("40.7", "40"),
        (".5", "5"),
        ("$147", "147"),
        ("30%", "30"),
        ("€5", "£5"),
        ("1,00", "100"),
        ("Russia", "Russian"),
        ("atone", "at one"),
    ],
)
def test_what_counts_is_kept(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize("text", ["", " ", "…", "?!", "“”", "\u200b", "-"])
def test_text_without_letters_and_digits_becomes_nothing(text: str) -> None:
    assert normalise(text) == ""


def test_an_article_alone_stays() -> None:
    assert normalise("The") == "the"
    assert normalise("an a") == "a"


def test_an_article_inside_stays() -> None:
    assert normalise("Lord of the Rings") == "lord of the rings"
    assert normalise("Another day") == "another day"


@given(ANY_TEXT)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(ANY_TEXT)
def test_normal_forms_are_trimmed_and_have_single_spaces(text: str) -> None:
    form = normalise(text)
    assert form == " ".join(form.split())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=40))
def test_case_never_counts(text: str) -> None:
    assert normalise(text) == normalise(text.upper()) == normalise(text.title())


@given(ANY_TEXT, st.sampled_from(["", " ", "  ", "\t", "\n", " . "]))
def test_space_and_stops_around_never_count(text: str, around: str) -> None:
    assert normalise(f"{around} {text} {around}") == normalise(f" {text} ")


@pytest.mark.parametrize(
    ("one", "other"),
    [("S-400", "S400"), ("S 400", "s400"), ("30 %", "30%"), ("$ 5 bn", "$5bn"), ("near-Arctic", "neararctic")],
)
def test_compact_forms_do_not_count_spaces(one: str, other: str) -> None:
    assert compact(one) == compact(other)


@given(ANY_TEXT)
def test_compact_forms_have_no_space(text: str) -> None:
    assert not any(character.isspace() for character in compact(text))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("147", 147),
        ("$147 billion", 147),
        ("about 40 times", 40),
        ("40.7 %", 40.7),
        (".5", 0.5),
        ("-3", -3),
        ("\u22123", -3),
        ("+3", 3),
        ("1,234,567.5", 1_234_567.5),
        ("1 234 567", 1_234_567),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        ("1'234", 1234),
        ("2019 or 2020", 2019),
        ("1960s", 1960),
        ("in 2021, 5 countries", 2021),
    ],
)
def test_the_first_figure_is_read(text: str, figure: float) -> None:
    assert first_number(text) == figure


@pytest.mark.parametrize("text", ["", "many", "%", "seven", "-", "."])
def test_a_text_without_a_figure_is_no_answer(text: str) -> None:
    with pytest.raises(NotAnAnswer, match="no number"):
        first_number(text)


@pytest.mark.parametrize("text", ["40,7", "3,14 per cent", "about 0,5"])
def test_a_decimal_comma_is_asked_back_instead_of_being_marked_wrong(text: str) -> None:
    with pytest.raises(NotAnAnswer, match="with a point"):
        first_number(text)


@given(st.integers(-(10**12), 10**12))
def test_any_whole_number_is_read_with_and_without_commas(value: int) -> None:
    assert first_number(str(value)) == value
    assert first_number(f"{value:,}") == value


@given(st.decimals(-(10**9), 10**9, places=3))
def test_any_decimal_is_read_in_words_around_it(value: object) -> None:
    assert first_number(f"roughly {value} euros") == float(str(value))


@given(ANY_TEXT)
def test_reading_a_figure_gives_one_or_asks_back(text: str) -> None:
    with suppress(NotAnAnswer):
        assert isinstance(first_number(text), float)


@pytest.mark.parametrize(("value", "tolerance"), [(10, 0), (9.5, 0.5), (10.5, 0.5), (12, 2)])
def test_a_figure_at_the_edge_of_the_tolerance_is_near(value: float, tolerance: float) -> None:
    assert is_near(value, 10, tolerance)


@pytest.mark.parametrize(("value", "tolerance"), [(10.01, 0), (9.49, 0.5), (-10, 1)])
def test_a_figure_beyond_the_tolerance_is_not_near(value: float, tolerance: float) -> None:
    assert not is_near(value, 10, tolerance)


def test_binary_fractions_do_not_cost_a_mark() -> None:
    assert is_near(0.3, 0.1 + 0.2, 0)
    assert is_near(40.8, 40.7, 0.1)


@given(st.floats(-1e12, 1e12), st.floats(0, 1e6))
def test_every_figure_is_near_itself(value: float, tolerance: float) -> None:
    assert is_near(value, value, tolerance)


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_lies_between_nothing_and_everything(score: float) -> None:
    with pytest.raises(ValidationError):
        Mark(score=score)


def test_only_a_full_score_is_right() -> None:
    assert Mark(score=1).is_right
    assert not Mark(score=0.99).is_right
    assert not Mark(score=0).is_right


def test_ratings_have_the_numbers_of_fsrs() -> None:
    assert [(rating.name, int(rating)) for rating in Rating] == [("AGAIN", 1), ("HARD", 2), ("GOOD", 3), ("EASY", 4)]


@pytest.mark.parametrize(
    ("one", "other"), [("S-400", "S 400"), ("a ring", "The Ring."), ("x+1", "x + 1"), ("5–7", "5-7")]
)
def test_options_are_the_same_whatever_their_spelling(one: str, other: str) -> None:
    assert said(one) == said(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x + 1", "x - 1"),
        ("9", "-9"),
        ("9", "−9"),
        ("a < b", "a > b"),
        ("2/3", "23"),
        ("A", "~A"),
        ("3 – 1", "3 + 1"),
        ("(3, -2)", "(-3, 2)"),
        ("M~x", "~Mx"),
    ],
)
def test_options_that_differ_in_a_sign_of_mathematics_are_not_the_same(one: str, other: str) -> None:
    assert said(one) != said(other)


@given(ANY_TEXT)
def test_accents_are_taken_off_plain_and_other_texts_alike(text: str) -> None:
    assert normalise(text + " é") == normalise(f"{normalise(text)} e") or not normalise(text).isascii()
