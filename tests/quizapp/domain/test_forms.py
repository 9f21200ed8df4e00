"""A fact is asked about by the most demanding question that is likely enough to be answered, and never by the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.question import Demand
from quizapp.domain.forms import GROWN, LIKELY_ENOUGH, Known, chance_of_success, choose_questions
from quizapp.domain.memory import Card, Preferences
from quizapp.domain.planning import Candidate, Learning
from tests.quizapp.people import DAY, NOW

RECOGNISE, CHOOSE, RECALL = Demand
GUESS = {RECOGNISE: 0.5, CHOOSE: 0.25, RECALL: 0.0}
KINDS = ("multiple_choice", "true_false", "numeric", "cloze")


def card(stability: float = 5, faded: float = 1.0) -> Card:
    """Return a card reviewed so long ago, in its stabilities: after 1 of them the chance of recall is 0.9."""
    return Card(stability, 5, NOW - faded * stability * DAY, NOW, 1, 0)


def fact(id: str, card: Card | None = None, *candidates: Candidate) -> Learning:
    return Learning(id, card, candidates)


def question(
    id: str, demands: Demand = RECALL, ago: float | None = None, kind: str = "", facts: Sequence[str] = (),
    compares: Sequence[str] = (),
) -> Candidate:  # fmt: skip
    asked_at = None if ago is None else NOW - ago * DAY
    return Candidate(id, 1, kind or demands.name, demands, GUESS[demands], asked_at, facts, compares)


ALL = (question("judge", RECOGNISE), question("pick", CHOOSE), question("type", RECALL))
CARDS = st.builds(card, st.floats(0.1, 900), st.floats(0, 30))
CANDIDATES = st.builds(
    lambda number, demands, ago, facts: question(f"q{number}", demands, ago, facts=[f"f{one}" for one in facts]),
    st.integers(0, 12),
    st.sampled_from(Demand),
    st.none() | st.integers(1, 30),
    st.sets(st.integers(0, 11), max_size=3),
)


def asking_about(id: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    return [one._replace(facts={id, *one.facts}) for one in candidates]


FACTS = st.lists(
    st.tuples(st.none() | CARDS, st.lists(CANDIDATES, max_size=4, unique_by=lambda one: one.question_id)), max_size=12
).map(
    lambda drawn: [
        Learning(f"f{n}", card, asking_about(f"f{n}", candidates)) for n, (card, candidates) in enumerate(drawn)
    ]
)
SEEDS = st.integers(0, 2**32)


def asked(facts: Sequence[Learning], seed: int = 1, length: int = 99, settled: Sequence[str] = ()) -> list[str]:
    return [one.question_id for one in choose_questions(facts, length, NOW, Random(seed), settled)]


@pytest.mark.parametrize(
    ("stability", "faded", "expected"),
    [
        (2, 1, "pick"),
        (7, 1, "pick"),
        (20, 1, "pick"),
        (30, 1, "type"),
        (300, 1, "type"),
        (2, 0.2, "type"),  # asked long before it is due
        (300, 3, "pick"),  # asked long after
        (2, 6, "judge"),
    ],
)
def test_the_most_demanding_question_that_is_likely_enough_is_asked(
    stability: float, faded: float, expected: str
) -> None:
    assert {asked([fact("f", card(stability, faded), *ALL)], seed)[0] for seed in range(9)} == {expected}


def test_a_new_fact_is_recognised_before_it_is_recalled() -> None:
    assert {asked([fact("f", None, *ALL)], seed)[0] for seed in range(40)} == {"judge", "pick"}


def test_what_is_almost_forgotten_is_recognised() -> None:
    assert {asked([fact("f", card(300, 90), *ALL)], seed)[0] for seed in range(40)} == {"judge", "pick"}


def test_a_young_memory_is_asked_to_recall_where_nothing_else_is_asked() -> None:
    assert asked([fact("f", None, question("type"))]) == ["type"]


def test_an_old_memory_recognises_where_nothing_else_is_asked() -> None:
    assert asked([fact("f", card(100), question("judge", RECOGNISE))]) == ["judge"]


def test_those_who_want_to_be_asked_later_recall_at_lower_chances() -> None:
    late = fact("f", card(300, 2.5), *ALL)  # a chance of recall of 0.82
    usual, relaxed = (
        choose_questions([late], 1, NOW, Random(1), preferences=Preferences(retention=retention))[0].demands
        for retention in (0.9, 0.8)
    )
    assert (usual, relaxed) == (CHOOSE, RECALL)


@given(st.floats(0.01, 0.99), st.floats(0, 1000), st.floats(0.001, 1000), st.sampled_from(Demand))
def test_success_grows_with_recall_and_with_age(recall: float, stability: float, more: float, demands: Demand) -> None:
    one = question("q", demands)
    here = chance_of_success(one, Known(recall, stability))
    assert GUESS[demands] <= here <= 1
    assert chance_of_success(one, Known(recall, stability + more)) >= here
    assert chance_of_success(one, Known(recall + (1 - recall) / 2, stability)) > here


@given(st.floats(0.01, 0.99), st.floats(0, 1000))
def test_the_more_a_question_demands_the_less_likely_is_success(recall: float, stability: float) -> None:
    chances = [chance_of_success(question("q", demands), Known(recall, stability)) for demands in Demand]
    assert all(easier > harder for easier, harder in pairwise(chances))


@given(st.floats(0.01, 0.99))
def test_recalling_is_hardly_harder_once_a_memory_is_old(recall: float) -> None:
    assert chance_of_success(question("q"), Known(recall, 1000 * GROWN)) == pytest.approx(recall, abs=0.001)


def test_what_is_known_for_certain_or_not_at_all_stays_so() -> None:
    assert chance_of_success(question("q"), Known(1.0)) == 1
    assert chance_of_success(question("q"), Known(0.0)) == 0


def test_a_memory_due_at_the_usual_retention_is_recalled_from_about_three_weeks_on() -> None:
    chances = {days: chance_of_success(question("q"), Known(0.9, days)) for days in (18, 32)}
    assert chances[18] < LIKELY_ENOUGH < chances[32]


@given(FACTS, SEEDS)
def test_each_question_is_asked_once(facts: list[Learning], seed: int) -> None:
    counts = Counter(asked(facts, seed))
    assert not counts or max(counts.values()) == 1


@given(FACTS, SEEDS)
def test_no_fact_is_asked_about_twice(facts: list[Learning], seed: int) -> None:
    chosen = choose_questions(facts, 99, NOW, Random(seed))
    counts = Counter(one for asked in chosen for one in asked.facts)
    assert not counts or max(counts.values()) == 1


@given(FACTS, SEEDS, st.integers(0, 5))
def test_no_more_questions_are_chosen_than_wanted(facts: list[Learning], seed: int, length: int) -> None:
    assert asked(facts, seed, length) == asked(facts, seed)[:length]


@given(FACTS, SEEDS)
def test_a_fact_without_a_question_has_none_that_may_stand_beside_the_others(facts: list[Learning], seed: int) -> None:
    chosen = choose_questions(facts, 99, NOW, Random(seed))
    covered = {fact for one in chosen for fact in one.facts}
    taken = {one.question_id for one in chosen}
    for one in facts:
        if one.fact_id not in covered and not any(candidate.question_id in taken for candidate in one.candidates):
            assert all(covered & set(candidate.facts) for candidate in one.candidates)


@given(FACTS, SEEDS)
def test_the_same_chance_chooses_the_same_questions(facts: list[Learning], seed: int) -> None:
    assert asked(facts, seed) == asked(facts, seed)


@given(st.none() | CARDS, st.permutations(list(Demand)), SEEDS)
def test_the_question_of_last_time_is_not_asked_again_while_there_is_another(
    card: Card | None, demands: list[Demand], seed: int
) -> None:
    questions = [question(f"q{ago}", one, ago) for ago, one in enumerate(demands, start=1)]
    assert asked([fact("f", card, *questions)], seed)[0] != "q1"


def test_the_question_of_last_time_is_better_than_none() -> None:
    assert asked([fact("f", card(), question("last", ago=1))]) == ["last"]


@given(SEEDS)
def test_kinds_change_so_that_a_sitting_does_not_grow_dull(seed: int) -> None:
    facts = [fact(f"f{n}", None, *(question(f"{n}.{kind}", CHOOSE, None, kind) for kind in KINDS)) for n in range(8)]
    assert Counter(one.kind for one in choose_questions(facts, 8, NOW, Random(seed))) == dict.fromkeys(KINDS, 2)


@given(SEEDS)
def test_a_question_never_met_goes_before_one_met_already(seed: int) -> None:
    questions = [question("met", ago=20), question("last", ago=1), question("fresh")]
    assert asked([fact("f", card(), *questions)], seed) == ["fresh"]


def test_between_equals_chance_decides() -> None:
    facts = [fact("f", None, question("a"), question("b"), question("c"))]
    counts = Counter(asked(facts, seed)[0] for seed in range(300))
    assert counts.keys() == {"a", "b", "c"}
    assert min(counts.values()) > 60


def test_a_fact_that_a_question_about_several_asks_about_gets_no_other() -> None:
    both = question("both", CHOOSE, facts=["f", "g"])
    facts = [fact("f", card(), both), fact("g", card(), both, question("own", facts=["g"]))]
    assert asked(facts, settled=["f", "g"]) == ["both"]


def test_a_question_about_a_fact_that_is_new_waits_until_that_is_settled() -> None:
    together, alone = question("together", CHOOSE, facts=["f", "new"]), question("alone", RECOGNISE, facts=["f"])
    facts = [fact("f", card(), together, alone)]
    assert asked(facts, settled=["f"]) == ["alone"]
    assert asked(facts, settled=["f", "new"]) == ["together"]


def test_facts_that_are_settled_are_brought_together_to_be_told_apart() -> None:
    contrast, typed = question("contrast", CHOOSE, compares=["g"]), question("typed", RECALL)
    facts = [fact("f", card(100), typed, contrast)]
    assert asked(facts, settled=["f"]) == ["typed"]
    assert asked(facts, settled=["f", "g"]) == ["contrast"]


def test_a_contrast_is_not_asked_every_time() -> None:
    contrast, typed = question("contrast", CHOOSE, ago=30, compares=["g"]), question("typed", RECALL, ago=60)
    assert asked([fact("f", card(100), typed, contrast)], settled=["f", "g"]) == ["typed"]


def test_a_young_fact_is_not_contrasted() -> None:
    contrast, judged = question("contrast", RECALL, compares=["g"]), question("judged", RECOGNISE)
    assert asked([fact("f", card(2), contrast, judged)], settled=["g"]) == ["judged"]


def test_questions_that_give_each_other_away_do_not_share_a_sitting() -> None:
    facts = [fact("f", None, question("a")), fact("g", None, question("tells a"), question("harmless", ago=1))]
    apart = {"a": ["tells a"], "tells a": ["a"]}
    chosen = choose_questions(facts, 9, NOW, Random(1), (), apart)
    assert [one.question_id for one in chosen] == ["a", "harmless"]


def test_a_fact_is_left_for_another_sitting_when_its_only_question_is_given_away() -> None:
    facts = [fact("f", None, question("a")), fact("g", None, question("b")), fact("h", None, question("c"))]
    chosen = choose_questions(facts, 2, NOW, Random(1), (), {"a": ["b"], "b": ["a"]})
    assert [one.question_id for one in chosen] == ["a", "c"]


@pytest.mark.parametrize("asked_at", [None, NOW - DAY])
def test_the_version_that_was_found_is_the_version_asked(asked_at: datetime | None) -> None:
    one = Candidate("q", 7, "cloze", RECALL, 0.0, asked_at)
    assert choose_questions([fact("f", None, one)], 1, NOW, Random(1)) == [one]


def test_from_nothing_nothing_is_chosen() -> None:
    assert choose_questions([], 10, NOW, Random(1)) == []
