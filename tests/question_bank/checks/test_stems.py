"""The rules for stems find the faults they are for, and nothing in sound questions."""

from __future__ import annotations

import pytest

from question_bank.kinds import AnyQuestion
from tests.question_bank.checks.found import found
from tests.question_bank.samples import card, choice, flawed, gapped, gaps, judged, number, several, source, typed

CARD = card()


def test_a_missing_key_is_named() -> None:
    assert found(choice(key="Pluto"))["unsound"] == "The right answer must be one of the options."


@pytest.mark.parametrize(
    "question",
    [
        choice(stem="Which planet with rings is Saturn?"),
        choice(stem="What are the rings of Kronos called?"),
        typed(stem="Which planet has Saturn’s rings?"),
        typed(stem="Which planet is it?", accepted=("Mars", "planet")),
        gapped(stem="Saturn is the ringed _____."),
        number(stem="How many of the 145 moons are known?"),
        number(stem="How many of 1,000 moons are known?", value=1000),
        CARD.changed(stem="It shines because it is ice, but why?"),
        several(stem="Which planets, Saturn among them, have rings?"),
        gaps(stem="In 1610, Galileo, or _____, saw the _____ of Saturn."),
        source(stem="Who but Galileo says that the rings are ears?"),
        flawed(stem="In 1610, Newton, not Galileo, saw the rings of Saturn."),
    ],
)
def test_a_stem_that_holds_the_answer_is_named(question: AnyQuestion) -> None:
    assert "contains its answer" in found(question)["answer_in_stem"]


@pytest.mark.parametrize(
    "question",
    [
        choice(stem="Which planet has Jupiter beside it?"),
        choice(options=("us", "them"), key="US", stem="Which country is it for us?"),
        number(stem="How many moons does the S-145 see?"),
        number(stem="How many moons were seen in 1450?"),
        judged(stem="Saturn is Saturn."),
    ],
)
def test_a_stem_that_only_looks_like_holding_the_answer_is_not_named(question: AnyQuestion) -> None:
    assert "answer_in_stem" not in found(question)


def test_a_long_stem_is_named() -> None:
    assert "long_stem" not in found(choice(stem="word " * 34 + "word?"))
    assert "36 words" in found(choice(stem="word " * 35 + "word?"))["long_stem"]


@pytest.mark.parametrize(
    "question",
    [
        choice(stem="Which planet has rings"),
        typed(stem="In which year were they seen."),
        number(stem="How many moons are there:"),
        judged(stem="Does Saturn have rings?"),
        judged(stem="Saturn has rings"),
        gapped(stem="The ringed planet is _____"),
        gaps(stem="_____ saw _____"),
        flawed(stem="In 1610, Newton saw the rings of Saturn"),
        several(stem="Which are planets"),
    ],
)
def test_a_stem_that_does_not_end_as_its_kind_should_is_named(question: AnyQuestion) -> None:
    assert "unfinished_stem" in found(question)


@pytest.mark.parametrize(
    "question",
    [
        choice(stem="Who asked “why?”"),
        choice(stem="A planet with rings is"),
        typed(stem="Name the ringed planet."),
        CARD.changed(stem="Rings"),
        judged(stem="He called it “the ringed one.”"),
        gapped(stem="Is it _____?"),
    ],
)
def test_a_stem_may_end_in_quotation_marks_or_be_ended_by_the_options(question: AnyQuestion) -> None:
    assert "unfinished_stem" not in found(question)


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("Which planet was Recently found?", "recently"),
        ("What is now known?", "now"),
        ("What was found last year?", "last year"),
        ("What grew over the past decade?", "over the past decade"),
        ("What has grown in recent years?", "in recent years"),
        ("What was found long ago?", "ago"),
    ],
)
def test_relative_times_are_named(stem: str, word: str) -> None:
    said = found(choice(stem=stem))["relative_time"]
    assert said == f"Replace “{word}” by a time: it means something else next year."


def test_vague_words_are_named_once() -> None:
    said = found(choice(stem="Which planet is often seen, often early?"))["vague_words"]
    assert said == "“often” means something else to everyone: say how often or how much."


@pytest.mark.parametrize(
    "stem",
    [
        "Which snow is known?",
        "Who nowhere saw it?",
        "What was found in the year 1610?",
        "What died 66 million years ago?",
        "Who came soon after Galileo?",
    ],
)
def test_words_that_hold_vague_ones_are_not_named(stem: str) -> None:
    assert not found(choice(stem=stem)).keys() & {"vague_words", "relative_time"}


def test_a_story_has_a_time_of_its_own() -> None:
    story = "Jo is 40. She fell a week ago. " + "She was well before that. " * 8 + "What does she have?"
    assert "relative_time" not in found(choice(stem=story))


@pytest.mark.parametrize(
    "stem",
    [
        "This planet has rings.",
        "These have rings.",
        "Such planets have rings.",
        "They have rings.",
        "It has rings.",
        "Its rings are wide.",
        "both have rings.",
        "Both of them have rings.",
    ],
)
def test_a_stem_that_points_back_is_named(stem: str) -> None:
    assert "nothing comes before" in found(judged(stem=stem))["points_back"]


@pytest.mark.parametrize(
    "stem",
    [
        "Both planets have rings.",
        "Both Saturn and Mars turn.",
        "Both the planets turn.",
        "Italy is there.",
        "Items fly.",
    ],
)
def test_a_stem_that_names_what_it_means_is_not_named(stem: str) -> None:
    assert "points_back" not in found(judged(stem=stem))


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("When was he born?", "he"),
        ("In which year did they see the rings?", "they"),
        ("What is the above statement about?", "the above statement"),
        ("Which planet is described above?", "described above"),
    ],
)
def test_a_pronoun_or_a_place_without_what_it_stands_for_is_named(stem: str, word: str) -> None:
    assert f"“{word}”" in found(typed(stem=stem))["points_back"]


@pytest.mark.parametrize(
    "stem",
    [
        "When did Galileo see his first moon?",
        "In his letter, whom does Galileo thank?",
        "Those who saw the rings called them what?",
        "It is Saturn that has which rings?",
        "Which planet is above Mars?",
    ],
)
def test_a_pronoun_with_what_it_stands_for_is_not_named(stem: str) -> None:
    assert "points_back" not in found(typed(stem=stem))


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("Which of these is not a planet?", "not"),
        ("Which planet does not have rings?", "not"),
        ("Which planets cannot be seen?", "cannot"),
        ("All of these have rings, except", "except"),
        ("All planets have moons except which one?", "except"),
    ],
)
def test_a_negative_that_does_not_stand_out_is_named(stem: str, word: str) -> None:
    assert found(choice(stem=stem))["plain_negative"].endswith(f"stand out: “{word.upper()}”.")


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is NOT a planet?",
        "All of these have rings EXCEPT",
        "Why does Saturn not float?",
        "Where has Saturn not been seen?",
        "Which planet do people who do not look up miss?",
    ],
)
def test_a_negative_that_stands_out_or_decides_nothing_is_not_named(stem: str) -> None:
    assert "plain_negative" not in found(choice(stem=stem))


def test_a_negative_without_options_is_not_named() -> None:
    assert "plain_negative" not in found(typed(stem="Which planet is not visible?"))


@pytest.mark.parametrize(
    "question",
    [
        choice(stem="Which is larger, Saturn or Mars?"),
        typed(stem="Which is larger, Mars or Saturn?"),
        typed(stem="What are the two of them?", accepted=("two",)),
        typed(stem="Which letter follows K in the rings of K?", accepted=("K",)),
    ],
)
def test_a_stem_that_offers_its_answer_among_others_is_not_named(question: AnyQuestion) -> None:
    assert "answer_in_stem" not in found(question)


def test_decimals_with_a_comma_in_a_stem_are_no_trouble() -> None:
    assert "answer_in_stem" not in found(number(stem="How much is 0,1 of it?"))
