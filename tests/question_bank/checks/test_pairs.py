"""Questions beside each other: near-duplicates, giveaways, contradictions; and an index that misses none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.checks.pairs import (
    ALIKE,
    TOLD,
    About,
    Index,
    contradictions,
    giveaways,
    gives_away,
    near_duplicates,
)
from question_bank.kinds import AnyQuestion
from tests.question_bank.checks.found import SMALL
from tests.question_bank.samples import bank, choice, flawed, gapped, judged, number, several, typed

SEEN = typed("who", stem="Who saw the rings of Saturn first?", accepted=("Galileo",), facts=("who",))


@pytest.mark.parametrize(
    "question",
    [
        choice(stem="When did Galileo first see the rings of Saturn?", facts=("when",)),
        judged(stem="Galileo saw the rings of Saturn.", facts=("when",)),
        gapped(stem="Galileo saw the rings of Saturn in _____.", accepted=("1610",), facts=("when",)),
    ],
)
def test_a_question_that_names_the_answer_and_the_matter_of_another_gives_it_away(question: AnyQuestion) -> None:
    assert gives_away(question, SEEN)
    assert list(giveaways([SEEN, question])) == [(question, SEEN)]


@pytest.mark.parametrize(
    "question",
    [
        judged(stem="Galileo saw the moons of Jupiter.", facts=("when",)),
        judged(stem="The rings of Saturn are wide.", facts=("when",)),
        judged(stem="Galileo saw the rings of Saturn.", key="False", facts=("when",)),
        flawed(stem="In 1666, Galileo saw the rings of Saturn.", options=("In 1666", "Galileo"), key="In 1666"),
    ],
)
def test_a_question_about_another_matter_or_that_is_false_gives_nothing_away(question: AnyQuestion) -> None:
    assert not gives_away(question, SEEN)


def test_an_answer_is_given_away_by_its_other_names() -> None:
    asked = typed(stem="Which planet has the widest rings?", accepted=("Saturn",), facts=("one",))
    told = judged(stem="Kronos is the planet of the widest rings.", facts=("other",))
    assert gives_away(told, asked, SMALL)
    assert not gives_away(told, asked)


def test_what_the_question_itself_says_is_not_given_away() -> None:
    asked = several(stem="Which planets, Saturn among them, have rings?", keys=("Saturn",))
    assert not gives_away(judged(stem="Saturn is a planet that has rings."), asked)


def test_figures_are_given_away_by_their_value() -> None:
    asked = number(stem="How many kilometres wide are the rings of Saturn?", value=282000, facts=("width",))
    assert gives_away(judged(stem="The rings of Saturn are 282,000 kilometres wide."), asked)
    assert not gives_away(judged(stem="The rings of Saturn are 282 kilometres wide."), asked)


def test_the_name_of_an_article_is_not_what_a_question_is_about() -> None:
    asked = typed(stem="Who, in the article on Saturn, drew maps?", accepted=("Mars",), facts=("one",))
    told = judged(stem="In the article on Saturn, Mars is red.", facts=("two",))
    assert not gives_away(told, asked, bank())


def test_questions_of_one_fact_are_not_paired_as_no_sitting_has_both() -> None:
    told = judged(stem="Galileo saw the rings of Saturn.", facts=("who", "when"))
    assert gives_away(told, SEEN)
    assert list(giveaways([SEEN, told])) == []


def test_near_duplicates_share_most_words_and_the_answer() -> None:
    one = choice("one", stem="Which planet has the widest rings of ice?", facts=())
    two = choice("two", stem="The widest rings of ice has which planet?", facts=())
    assert list(near_duplicates([one, two])) == [(two, one)]


def test_near_duplicates_of_one_fact_may_say_the_answer_in_other_words() -> None:
    one = typed("one", stem="Which planet has the widest rings?", accepted=("Saturn",))
    two = typed("two", stem="Which planet has the widest ring?", accepted=("planet Saturn",))
    assert list(near_duplicates([one, two])) == [(two, one)]
    assert list(near_duplicates([one, two.changed(facts=("other",))])) == []


@pytest.mark.parametrize(
    "other",
    [
        typed("two", stem="Which planet has the widest rings of ice?"),
        choice("two", stem="Which planet has the widest rings of dust and gas?"),
        choice("two", stem="Which planet has the widest rings of ice?", key="Venus"),
        choice("two", stem="Which planet has the widest rings of ice in 1610?"),
    ],
)
def test_another_kind_answer_matter_or_figure_makes_another_question(other: AnyQuestion) -> None:
    one = choice("one", stem="Which planet has the widest rings of ice?")
    assert list(near_duplicates([one, other])) == []


def test_statements_to_be_judged_are_near_duplicates_only_within_a_fact() -> None:
    one = judged("one", stem="The rings of Saturn are made of ice and dust.")
    two = judged("two", stem="The ring of Saturn is made of dust and ice.")
    assert list(near_duplicates([one, two])) == [(two, one)]
    assert list(near_duplicates([one, two.changed(facts=("other",))])) == []
    assert list(near_duplicates([one, two.changed(key="False")])) == []


def test_each_near_duplicate_is_named_once_with_the_first() -> None:
    alike = [choice(str(place), stem="Which planet has the widest rings of ice?") for place in range(4)]
    assert [(one.id, first.id) for one, first in near_duplicates(alike)] == [("1", "0"), ("2", "0"), ("3", "0")]


def test_the_right_answer_that_is_wrong_elsewhere_contradicts() -> None:
    one, two = choice("one"), typed("two", accepted=("Venus",))
    assert list(contradictions([one, two])) == [(one, two, "Venus")]


def test_other_questions_and_other_signs_do_not_contradict() -> None:
    assert list(contradictions([choice("one"), typed("two", stem="Which planet is it?", accepted=("Venus",))])) == []
    plus, minus = (choice(sign, stem=f"How much is 2 {sign} 1?", options=("3", "1")) for sign in "+-")
    assert list(contradictions([plus.changed(key="3"), minus.changed(key="1")])) == []


WORDS = [f"word{letter}" for letter in "abcdefgh"]


@given(st.lists(st.frozensets(st.sampled_from(WORDS), min_size=1), max_size=12), st.sampled_from([ALIKE, TOLD]))
def test_the_index_misses_nothing_that_shares_enough(texts: list[frozenset[str]], share: float) -> None:
    entries = [About(choice(str(place)), text, ()) for place, text in enumerate(texts)]
    index = Index(entries)
    for wanted in texts:
        found = {entry.question.id for entry in index.sharing(wanted, share)}
        enough = {one.question.id for one in entries if len(one.roots & wanted) >= share * len(wanted)}
        assert enough <= found


@given(st.lists(st.lists(st.sampled_from([*WORDS, "Galileo"]), min_size=2, max_size=6).map(" ".join), max_size=8))
def test_the_pairs_are_those_that_looking_at_all_would_find(stems: list[str]) -> None:
    questions = [typed(str(n), stem=stem, accepted=("Galileo",), facts=(str(n),)) for n, stem in enumerate(stems)]
    every = {(one.id, other.id) for one in questions for other in questions if gives_away(one, other)}
    assert {(one.id, other.id) for one, other in giveaways(questions)} == every
