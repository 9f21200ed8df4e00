"""Each rule finds the fault it is for, and is silent on a sound question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from question_bank.bank import Bank
from question_bank.checks import BANK_RULES, QUESTION_RULES, Finding, check, check_question
from question_bank.generate import generate
from question_bank.kinds import KINDS, AnyQuestion
from question_bank.kinds.multiple_choice import MultipleChoice
from tests.question_bank.samples import (
    bank,
    card,
    choice,
    entity,
    fact,
    flawed,
    gapped,
    gaps,
    judged,
    matching,
    number,
    one_of_each,
    ordering,
    several,
    slot,
    source,
    typed,
)

SMALL = bank(
    entities=(
        entity("Saturn", "Kronos"),
        entity("Jupiter", "Jove"),
        entity("United States", "US", "Washington", sort="country"),
    )
)
CARD = card()


def found(question: AnyQuestion, bank: Bank = SMALL) -> dict[str, str]:
    """Return what each rule says about a question, by the rule's name."""
    return {finding.rule: finding.message for finding in check_question(question, bank)}


def found_in(questions: Sequence[AnyQuestion], bank: Bank = SMALL) -> set[str]:
    return {finding.rule for finding in check(questions, bank)}


@pytest.mark.parametrize("question", one_of_each(), ids=lambda one: one.kind)
def test_a_sound_question_of_every_kind_has_no_fault(question: AnyQuestion) -> None:
    assert found(question) == {}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_the_examples_of_the_kinds_have_no_fault(kind: Any) -> None:
    assert found(kind.examples().question) == {}


def test_what_is_generated_from_sound_facts_has_no_fault() -> None:
    assert check(generate(bank()), bank()) == []


def test_a_question_without_a_fact_of_the_bank_is_checked_too() -> None:
    assert found(choice(facts=())) == {}
    assert found(choice(facts=("unknown",))) == {}


def test_an_empty_bank_has_nothing_to_say() -> None:
    assert check([], Bank(articles=(), entities=(), facts=())) == []


def test_a_finding_reads_as_a_sentence_with_its_place() -> None:
    assert str(Finding("rule", "rings.choice", "Shorten it.")) == "rings.choice: Shorten it."
    assert str(Finding("rule", None, "Spread them.")) == "bank: Spread them."


def test_findings_name_rule_and_question() -> None:
    finding = check_question(choice(key=""), SMALL)[0]
    assert (finding.rule, finding.question, finding.message) == ("unsound", "choice", "Give the right answer.")


def test_every_rule_says_what_it_is_for() -> None:
    for rule in (*QUESTION_RULES, *BANK_RULES):
        assert rule.__doc__


def test_a_missing_key_is_named() -> None:
    assert found(choice(key="Pluto"))["unsound"] == "The right answer must be one of the options."


@pytest.mark.parametrize(
    ("options", "alike"),
    [(("Saturn", "Jupiter", "Jove"), "“Jupiter” and “Jove”"), (("Saturn", "Mars", "Kronos"), "“Saturn” and “Kronos”")],
)
def test_options_that_mean_the_same_are_named(options: tuple[str, ...], alike: str) -> None:
    assert found(choice(options=options))["options_alike"] == f"Two options mean the same: {alike}."


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


def test_a_long_stem_is_named() -> None:
    assert "long_stem" not in found(choice(stem="word " * 34 + "word?"))
    assert "36 words" in found(choice(stem="word " * 35 + "word?"))["long_stem"]


@pytest.mark.parametrize(
    "question",
    [
        choice(stem="The ringed planet"),
        typed(stem="Name the ringed planet."),
        number(stem="The number of moons"),
        CARD.changed(stem="Shine"),
        judged(stem="Does Saturn have rings?"),
        judged(stem="Saturn has rings"),
        gapped(stem="The ringed planet is _____"),
        gapped(stem="The ringed planet is Mars."),
        gaps(stem="_____ saw _____"),
        flawed(stem="In 1610, Newton saw the rings of Saturn"),
        several(stem="Choose the planets."),
    ],
)
def test_a_stem_that_does_not_end_as_its_kind_should_is_named(question: AnyQuestion) -> None:
    assert "unfinished_stem" in found(question)


@pytest.mark.parametrize(
    "question",
    [choice(stem="Who asked “why?”"), judged(stem="He called it “the ringed one.”"), gapped(stem="Is it _____?")],
)
def test_a_stem_may_end_in_quotation_marks(question: AnyQuestion) -> None:
    assert "unfinished_stem" not in found(question)


def sourced(**fields: Any) -> Bank:
    """Return a bank of a fact that must name its source, with the rival it may need."""
    return bank(fact(**fields), fact("moons", conflicts=fields.get("conflicts", ()) and ["rings"]))


@pytest.mark.parametrize(
    "fields",
    [{"status": "opinion"}, {"status": "forecast"}, {"voice": "critics"}, {"conflicts": ["moons"]}],
)
def test_a_view_put_as_everybodys_is_named(fields: dict[str, Any]) -> None:
    assert "Say in the question whose view this is" in found(choice(), sourced(**fields))["source_unnamed"]


@pytest.mark.parametrize(
    ("fields", "stem"),
    [
        ({"status": "opinion"}, "According to the article on Saturn, which planet is it?"),
        ({"status": "forecast"}, "Which planet will it be, in the article on Saturn?"),
        ({"voice": "critics"}, "According to Critics, which planet is it?"),
        ({"voice": "critics"}, "Which planet is it in the article on Saturn?"),
        ({}, "Which planet is it?"),
    ],
)
def test_a_view_with_its_source_is_not_named(fields: dict[str, Any], stem: str) -> None:
    assert "source_unnamed" not in found(choice(stem=stem, options=("Mars", "Venus"), key="Mars"), sourced(**fields))


def test_the_author_of_an_article_is_named_by_the_article_alone() -> None:
    stem = "What does the author think of rings?"
    assert "source_unnamed" in found(choice(stem=stem), sourced(status="opinion"))


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
    ("stem", "word"),
    [
        ("Which planet is often seen?", "often"),
        ("Which planet was Recently found?", "recently"),
        ("What is now known?", "now"),
        ("What was found last year?", "last year"),
        ("What grew over the past decade?", "over the past decade"),
        ("What has grown in recent years?", "in recent years"),
        ("What was found long ago?", "ago"),
    ],
)
def test_vague_and_relative_words_are_named(stem: str, word: str) -> None:
    assert found(choice(stem=stem))["vague_words"] == f"Replace “{word}” by a time or a number."


@pytest.mark.parametrize("stem", ["Which snow is known?", "Who nowhere saw it?", "What was found in the year 1610?"])
def test_words_that_hold_vague_ones_are_not_named(stem: str) -> None:
    assert "vague_words" not in found(choice(stem=stem))


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


def rivals(**fields: Any) -> Bank:
    """Return a bank whose two facts say different things about the same."""
    asked = fact(slots={"planet": slot("Saturn", **fields)}, conflicts=["moons"])
    return bank(asked, fact("moons", statement="It is {x}.", slots={"x": slot("Mars")}, conflicts=["rings"]))


@pytest.mark.parametrize(
    ("bank", "wrong"),
    [
        (bank(fact(slots={"planet": slot("Saturn", also_true=["Jove"])}), entities=SMALL.entities), "Jupiter"),
        (bank(fact(slots={"planet": slot("Saturn", accepted=["Venus"])})), "Venus"),
        (rivals(), "Mars"),
        (bank(fact(), fact("other", slots={"planet": slot("Venus")})), "Venus"),
    ],
)
def test_a_distractor_that_is_right_too_is_named(bank: Bank, wrong: str) -> None:
    stem = "According to the article on Saturn, which one is it?"
    asked = choice(stem=stem, key="Saturn", options=(wrong, "Saturn", "Uranus"))
    assert found(asked, bank)["distractor_true"] == f"The wrong answer “{wrong}” is right too."


def test_a_distractor_that_answers_another_slot_is_not_named() -> None:
    both = fact(
        statement="{planet} is beside {other}.", slots={"planet": slot("Saturn"), "other": slot("Jupiter", "place")}
    )
    assert "distractor_true" not in found(choice(options=("Jupiter", "Saturn")), bank(both))


@pytest.mark.parametrize(("also", "named"), [("40 billion", True), ("41", False)])
def test_figures_that_are_right_too_are_told_by_their_value(also: str, named: bool) -> None:
    sums = fact(statement="It costs {x}.", slots={"x": slot("$50 billion", "money", also_true=[also])})
    asked = choice(options=("$40 billion", "$50 billion", "nothing"), key="$50 billion", ordered=True)
    assert ("distractor_true" in found(asked, bank(sums))) == named


def test_a_distractor_among_several_keys_that_is_right_too_is_named() -> None:
    asked = several(stem="According to the article on Saturn, which ones?", options=("Saturn", "Mars", "Venus"))
    rights = bank(fact(slots={"planet": slot("Saturn", also_true=["Venus"])}))
    assert "distractor_true" in found(asked.changed(keys=("Saturn",)), rights)
    assert "distractor_true" not in found(asked.changed(keys=("Saturn", "Venus")), rights)


def test_a_statement_with_an_error_that_is_a_fact_is_named() -> None:
    stem = "The planet with the widest rings is Saturn."
    asked = flawed(stem=stem, options=("The planet", "widest rings", "Saturn"), key="Saturn", correction="Mars")
    assert "it is a fact" in found(asked)["false_is_true"]


@pytest.mark.parametrize("fields", [{"voice": "Galileo"}, {"voice": "critics"}, {"status": "opinion"}])
def test_a_source_among_the_options_is_named_enough(fields: dict[str, Any]) -> None:
    asked = source(options=("Galileo", "critics", "All about Saturn"))
    assert "source_unnamed" not in found(asked, sourced(**fields))


def test_a_false_statement_that_is_a_fact_is_named() -> None:
    stem = "The planet with the widest rings is Saturn."
    assert "it is a fact" in found(judged(stem=stem, key="False"))["false_is_true"]
    assert found(judged(stem=stem)) == {}


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
    assert "guessable" in found_in(words(*[3] * 10, *[0, 1, 2] * 5))
    assert "guessable" in found_in(figures(*[1, 2] * 10, 0, 3, 0, 3))
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


def test_the_samples_of_this_file_are_choices() -> None:
    assert all(isinstance(one, MultipleChoice) for one in [*words(0), *figures(0)])
