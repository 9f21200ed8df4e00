"""A sitting asks what is due, most faded first, then new facts; each by a question that suits the memory."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory import Card, retrievability
from quizapp.domain.planning import MATURE, Candidate, Learning, choose_facts, choose_questions
from tests.quizapp.people import DAY, HOUR, NOW

KINDS = ("multiple_choice", "true_false", "numeric", "cloze")
UNTIL = NOW + 18 * HOUR


def card(stability: float = 5, reviewed: datetime = NOW - 5 * DAY, due: datetime = NOW) -> Card:
    return Card(stability, 5, reviewed, due, 1, 0)


def fact(id: str, card: Card | None = None, *candidates: Candidate) -> Learning:
    return Learning(id, card, candidates)


def question(id: str, kind: str = "cloze", recalls: bool = True, asked_at: datetime | None = None) -> Candidate:
    return Candidate(id, 1, kind, recalls, asked_at)


CARDS = st.builds(
    lambda stability, ago, interval: card(stability, NOW - ago * DAY, NOW + (interval - ago) * DAY),
    st.floats(0.1, 900),
    st.integers(0, 300),
    st.integers(1, 600),
)
CANDIDATES = st.builds(
    lambda number, kind, recalls, ago: question(f"q{number}", kind, recalls, ago and NOW - ago * DAY),
    st.integers(0, 12),
    st.sampled_from(KINDS),
    st.booleans(),
    st.none() | st.integers(1, 30),
)
FACTS = st.lists(
    st.tuples(st.none() | CARDS, st.lists(CANDIDATES, max_size=4, unique_by=lambda one: one.question_id)), max_size=12
).map(lambda drawn: [Learning(f"f{n}", card, candidates) for n, (card, candidates) in enumerate(drawn)])
SEEDS = st.integers(0, 2**32)


def ids(facts: list[Learning]) -> list[str]:
    return [fact.fact_id for fact in facts]


def test_what_is_due_comes_before_what_is_new() -> None:
    facts = [fact("new"), fact("due", card()), fact("newer")]
    assert ids(choose_facts(facts, 10, NOW, UNTIL)) == ["due", "new", "newer"]


def test_the_most_faded_comes_first() -> None:
    facts = [fact("fresh", card(50)), fact("faded", card(1)), fact("between", card(5))]
    assert ids(choose_facts(facts, 10, NOW, UNTIL)) == ["faded", "between", "fresh"]


def test_what_is_not_due_yet_is_left_for_another_day() -> None:
    facts = [fact("today", card(due=UNTIL - timedelta(milliseconds=1))), fact("tomorrow", card(due=UNTIL))]
    assert ids(choose_facts(facts, 10, NOW, UNTIL)) == ["today"]


def test_new_facts_come_in_the_order_of_the_bank() -> None:
    assert ids(choose_facts([fact("b"), fact("a"), fact("c")], 2, NOW, UNTIL)) == ["b", "a"]


def test_a_sitting_full_of_what_is_due_brings_nothing_new() -> None:
    facts = [fact("new"), *(fact(f"due{n}", card()) for n in range(3))]
    assert ids(choose_facts(facts, 3, NOW, UNTIL)) == ["due0", "due1", "due2"]


def test_from_nothing_nothing_is_chosen() -> None:
    assert choose_facts([], 10, NOW, UNTIL) == []
    assert choose_questions([], Random(1)) == []


@given(FACTS, st.integers(0, 15))
def test_as_many_facts_are_chosen_as_there_are_up_to_the_length(facts: list[Learning], length: int) -> None:
    chosen = choose_facts(facts, length, NOW, UNTIL)
    possible = [one for one in facts if one.card is None or one.card.due <= UNTIL]
    assert len(chosen) == min(length, len(possible))
    assert len(set(ids(chosen))) == len(chosen)
    assert all(one in possible for one in chosen)


@given(FACTS, st.integers(0, 15))
def test_nothing_that_is_left_out_is_more_faded_than_what_is_asked(facts: list[Learning], length: int) -> None:
    def recall(one: Learning) -> float:
        return retrievability(one.card, NOW) if one.card else 2.0  # new facts come after all others

    chosen = choose_facts(facts, length, NOW, UNTIL)
    left = [one for one in facts if one not in chosen and (one.card is None or one.card.due <= UNTIL)]
    assert [recall(one) for one in chosen] == sorted(map(recall, chosen))
    assert not chosen or all(recall(one) >= recall(chosen[-1]) for one in left)


@given(FACTS, SEEDS)
def test_each_question_is_asked_once(facts: list[Learning], seed: int) -> None:
    counts = Counter(one.question_id for one in choose_questions(facts, Random(seed)))
    assert not counts or max(counts.values()) == 1


@given(FACTS, SEEDS)
def test_a_fact_gets_a_question_unless_all_of_its_own_are_taken(facts: list[Learning], seed: int) -> None:
    taken: set[str] = set()
    rest = iter(choose_questions(facts, Random(seed)))
    for one in facts:
        open_ones = {candidate.question_id for candidate in one.candidates} - taken
        if open_ones:
            chosen = next(rest)
            assert chosen in one.candidates
            assert chosen.question_id in open_ones
            taken.add(chosen.question_id)
    assert next(rest, None) is None


@given(FACTS, SEEDS)
def test_the_same_chance_chooses_the_same_questions(facts: list[Learning], seed: int) -> None:
    assert choose_questions(facts, Random(seed)) == choose_questions(facts, Random(seed))


@given(SEEDS)
def test_the_question_of_last_time_is_not_asked_again_while_there_is_another(seed: int) -> None:
    last, before = question("last", asked_at=NOW - DAY), question("before", asked_at=NOW - 9 * DAY)
    asked = choose_questions([fact("f", card(), last, before)], Random(seed))
    assert [one.question_id for one in asked] == ["before"]


def test_the_question_of_last_time_is_better_than_none() -> None:
    last = question("last", asked_at=NOW - DAY)
    assert choose_questions([fact("f", card(), last)], Random(1)) == [last]


@given(SEEDS)
def test_an_old_memory_is_asked_to_produce_the_answer(seed: int) -> None:
    recognise, recall = question("recognise", "true_false", recalls=False), question("recall", asked_at=NOW - 9 * DAY)
    other = question("other", "true_false", recalls=False, asked_at=NOW - DAY)
    asked = choose_questions([fact("f", card(stability=MATURE), recognise, recall, other)], Random(seed))
    assert asked == [recall]


def test_a_young_memory_may_recognise_the_answer() -> None:
    recognise, recall = question("recognise", "true_false", recalls=False), question("recall")
    young = [fact("f", card(stability=MATURE - 0.01), recognise, recall)]
    assert {choose_questions(young, Random(seed))[0].question_id for seed in range(40)} == {"recognise", "recall"}


def test_an_old_memory_recognises_where_nothing_else_is_asked() -> None:
    recognise = question("recognise", "true_false", recalls=False)
    assert choose_questions([fact("f", card(stability=100), recognise)], Random(1)) == [recognise]


@given(SEEDS)
def test_another_question_matters_more_than_producing_the_answer(seed: int) -> None:
    recognise = question("recognise", "true_false", recalls=False)
    recall = question("recall", asked_at=NOW - DAY)
    assert choose_questions([fact("f", card(stability=100), recall, recognise)], Random(seed)) == [recognise]


@given(SEEDS)
def test_kinds_change_so_that_a_sitting_does_not_grow_dull(seed: int) -> None:
    facts = [fact(f"f{n}", None, *(question(f"{n}.{kind}", kind) for kind in KINDS)) for n in range(8)]
    kinds = Counter(one.kind for one in choose_questions(facts, Random(seed)))
    assert kinds == dict.fromkeys(KINDS, 2)


@given(SEEDS)
def test_a_question_never_met_goes_before_one_met_already(seed: int) -> None:
    met = question("met", asked_at=NOW - 20 * DAY)
    last = question("last", asked_at=NOW - DAY)
    asked = choose_questions([fact("f", card(), met, last, question("fresh"))], Random(seed))
    assert [one.question_id for one in asked] == ["fresh"]


def test_between_equals_chance_decides() -> None:
    facts = [fact("f", None, question("a"), question("b"), question("c"))]
    counts = Counter(choose_questions(facts, Random(seed))[0].question_id for seed in range(300))
    assert counts.keys() == {"a", "b", "c"}
    assert min(counts.values()) > 60


def test_a_question_about_two_facts_is_asked_for_the_first_of_them() -> None:
    both = question("both")
    facts = [fact("f", None, both), fact("g", None, both), fact("h", None, both, question("own"))]
    assert [one.question_id for one in choose_questions(facts, Random(1))] == ["both", "own"]


@pytest.mark.parametrize("asked_at", [None, NOW - DAY])
def test_the_version_that_was_found_is_the_version_asked(asked_at: datetime | None) -> None:
    one = Candidate("q", 7, "cloze", True, asked_at)
    assert choose_questions([fact("f", None, one)], Random(1)) == [one]
