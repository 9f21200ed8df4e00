"""The rules for a bank find the faults they are for, and nothing in sound banks."""

from __future__ import annotations

import pytest

from question_bank.checks import check
from question_bank.kinds import AnyQuestion
from tests.question_bank.checks.found import SMALL, found_in
from tests.question_bank.samples import bank, choice, judged, matching, ordering, typed


def words(*places: int) -> list[AnyQuestion]:
    """Return choices of which the last option is the longest, and whose keys stand at these places."""
    options = ("aaa", "bbb", "ccc", "dddd")
    stems = (f"Which one fits place {number}?" for number in range(len(places)))
    keys = (
        (f"choice-{number}", stem, options[place])
        for number, (stem, place) in enumerate(zip(stems, places, strict=True))
    )
    return [choice(id, stem=stem, options=options, key=key) for id, stem, key in keys]


def figures(*ranks: int) -> list[AnyQuestion]:
    """Return choices among ordered figures whose keys have these ranks."""
    options = ("10", "20", "30", "40")
    return [
        choice(f"sum-{number}", stem=f"How much is sum {number}?", options=options, key=options[rank], ordered=True)
        for number, rank in enumerate(ranks)
    ]


def test_keys_that_are_longest_too_often_are_found() -> None:
    assert "key_too_often_longest" in found_in(words(*[3] * 20, *[0, 1, 2] * 7))
    assert "key_too_often_longest" not in found_in(words(*[0, 1, 2, 3] * 10))


def test_a_few_questions_say_nothing_about_habits() -> None:
    assert not found_in([*words(3), *figures(2)]) & {"key_too_often_longest", "keys_uneven", "guessable"}


@pytest.mark.parametrize(
    "questions",
    [
        words(*[0] * 20, *[1, 2, 3] * 5),
        figures(*[1] * 20, *[0, 2, 3] * 5),
        [judged(f"judged-{number}", stem=f"Ring {number} turns.") for number in range(12)],
    ],
)
def test_keys_that_are_spread_unevenly_are_found(questions: list[AnyQuestion]) -> None:
    assert "keys_uneven" in found_in(questions)


def test_keys_that_are_spread_evenly_are_not_found() -> None:
    turns = [judged(f"judged-{n}", stem=f"Ring {n} turns.", key=("True", "False")[n % 2]) for n in range(12)]
    assert "keys_uneven" not in found_in([*words(*[0, 1, 2, 3] * 8), *figures(*[0, 1, 2, 3] * 8), *turns])


def test_a_bank_that_a_habit_gets_right_is_found() -> None:
    assert "guessable" in found_in(words(*[3] * 20, *[0, 1, 2] * 10))
    assert "guessable" in found_in(figures(*[1, 2] * 25, *[0, 3] * 5))
    assert "guessable" not in found_in([*words(*[0, 1, 2, 3] * 8), *figures(*[0, 1, 2, 3] * 8)])


def test_the_same_question_of_the_same_kind_is_named() -> None:
    findings = check([choice("one"), choice("two", stem="which planet has  rings?"), typed("three")], SMALL)
    twice = [finding for finding in findings if finding.rule == "asked_twice"]
    assert [(finding.question, finding.message) for finding in twice] == [("two", "The question one asks the same.")]


def test_the_same_stem_about_other_things_is_another_question() -> None:
    orders = [ordering("one"), ordering("two", items=("Saturn", "Uranus", "Neptune"))]
    pairs = [matching("three"), matching("four", pairs=(("Io", "42 hours"), ("Titan", "16 days")))]
    assert "asked_twice" not in found_in([*orders, *pairs])
    assert "asked_twice" in found_in([*orders, ordering("five", items=orders[0].items[::-1])])


def test_a_fact_that_is_asked_too_rarely_is_named() -> None:
    findings = check([choice("one"), judged("two"), choice("three", stem="Who?", facts=("galileo",))], bank())
    rare = [finding.message for finding in findings if finding.rule == "asked_too_rarely"]
    assert rare == [
        "The fact galileo has 1 questions: it needs at least 2.",
        "The fact reason has 0 questions: it needs at least 2.",
    ]


def test_a_habit_is_held_against_a_bank_only_where_chance_does_not_explain_it() -> None:
    assert "guessable" not in found_in(words(*[3] * 8, *[0, 1, 2] * 4))


def test_questions_that_ask_nearly_the_same_are_named_with_the_first() -> None:
    one = choice("one", stem="Which planet has the widest rings of ice?")
    two = choice("two", stem="The widest rings of ice has which planet?")
    [found] = [finding for finding in check([one, two], SMALL) if finding.rule == "nearly_the_same"]
    assert (found.question, found.message) == (
        "two", "The question one asks nearly the same: “Which planet has the widest rings of ice?”",
    )  # fmt: skip


def test_what_is_asked_twice_in_the_same_words_is_named_once() -> None:
    assert found_in([choice("one"), choice("two")]) & {"asked_twice", "nearly_the_same"} == {"asked_twice"}


def test_answers_that_clash_are_named() -> None:
    found = check([choice("one"), typed("two", accepted=("Venus",))], SMALL)
    assert "The wrong answer “Venus” is the right one in two, which asks the same." in [one.message for one in found]


def test_a_question_that_gives_away_one_of_another_fact_is_named() -> None:
    asked = typed("who", stem="Who saw the rings of Saturn first?", accepted=("Galileo",), facts=("who",))
    told = judged("when", stem="Galileo saw the rings of Saturn.", facts=("when",))
    found = [one for one in check([asked, told], SMALL) if one.rule == "gives_another_away"]
    assert [(one.question, one.message) for one in found] == [
        ("when", "It tells the answer “Galileo” of who: do not put both into one quiz.")
    ]
    assert "gives_another_away" not in found_in([asked, told.changed(facts=("who",))])
