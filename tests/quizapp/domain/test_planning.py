"""A sitting asks what is due, most faded first, then new facts; never two at once that are easily confused."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory import Card, retrievability
from quizapp.domain.planning import SETTLED, Learning, Pairs, choose_facts, interleaved, is_settled
from tests.quizapp.people import DAY, HOUR, NOW

UNTIL = NOW + 18 * HOUR


def card(stability: float = 5, reviewed: datetime = NOW - 5 * DAY, due: datetime = NOW) -> Card:
    return Card(stability, 5, reviewed, due, 1, 0)


def fact(id: str, card: Card | None = None, group: str = "") -> Learning:
    return Learning(id, card, (), group)


def pairs(*both: str) -> Pairs:
    """Return pairs, each written as “one/other”."""
    found = defaultdict(set)
    for one, other in (pair.split("/") for pair in both):
        found[one].add(other)
        found[other].add(one)
    return found


CARDS = st.builds(
    lambda stability, ago, interval: card(stability, NOW - ago * DAY, NOW + (interval - ago) * DAY),
    st.floats(0.1, 900),
    st.integers(0, 300),
    st.integers(1, 600),
)
FACTS = st.lists(st.tuples(st.none() | CARDS, st.sampled_from("abc")), max_size=14).map(
    lambda drawn: [Learning(f"f{n}", card, (), group) for n, (card, group) in enumerate(drawn)]
)
PAIRS = st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13)), max_size=20).map(
    lambda drawn: pairs(*(f"f{one}/f{other}" for one, other in drawn if one != other))
)


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


def test_new_facts_of_one_article_come_in_the_order_of_the_bank() -> None:
    assert ids(choose_facts([fact("b"), fact("a"), fact("c")], 2, NOW, UNTIL)) == ["b", "a"]


def test_a_sitting_full_of_what_is_due_brings_nothing_new() -> None:
    facts = [fact("new"), *(fact(f"due{n}", card()) for n in range(3))]
    assert ids(choose_facts(facts, 3, NOW, UNTIL)) == ["due0", "due1", "due2"]


def test_from_nothing_nothing_is_chosen() -> None:
    assert choose_facts([], 10, NOW, UNTIL) == []


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


def test_new_facts_of_several_articles_come_in_turn() -> None:
    facts = [fact("a1", None, "a"), fact("a2", None, "a"), fact("b1", None, "b"), fact("b2", None, "b")]
    assert ids(choose_facts(facts, 4, NOW, UNTIL)) == ["a1", "b1", "a2", "b2"]


def test_a_long_article_and_a_short_one_come_to_their_end_together() -> None:
    facts = [fact(f"a{n}", None, "a") for n in range(6)] + [fact(f"b{n}", None, "b") for n in range(2)]
    assert ids(interleaved(facts)) == ["a0", "a1", "b0", "a2", "a3", "a4", "b1", "a5"]


@given(FACTS)
def test_putting_articles_in_turn_keeps_the_order_of_each(facts: list[Learning]) -> None:
    found = interleaved(facts)
    assert sorted(ids(found)) == sorted(ids(facts))
    for group in "abc":
        assert [one for one in found if one.group == group] == [one for one in facts if one.group == group]


@given(st.integers(1, 9), st.integers(1, 9))
def test_neighbours_are_of_one_article_only_where_it_is_the_longer_one(long: int, short: int) -> None:
    facts = [fact(f"a{n}", None, "a") for n in range(long)] + [fact(f"b{n}", None, "b") for n in range(short)]
    neighbours = {one.group for one, other in pairwise(interleaved(facts)) if one.group == other.group}
    assert neighbours <= ({"a"} if long > short else {"b"} if short > long else set())


def test_two_new_facts_that_are_easily_confused_are_not_begun_together() -> None:
    facts = [fact("a"), fact("b"), fact("c")]
    assert ids(choose_facts(facts, 3, NOW, UNTIL, pairs("a/b"))) == ["a", "c"]


def test_a_new_fact_waits_while_one_that_it_is_confused_with_is_young() -> None:
    young = fact("young", card(SETTLED - 0.1, due=UNTIL + DAY))
    facts = [young, fact("alike"), fact("b"), fact("c")]
    assert ids(choose_facts(facts, 3, NOW, UNTIL, pairs("young/alike"))) == ["b", "c", "alike"]


def test_a_new_fact_takes_its_turn_once_the_other_is_settled() -> None:
    settled = fact("settled", card(SETTLED, due=UNTIL + DAY))
    facts = [settled, fact("alike"), fact("b")]
    assert ids(choose_facts(facts, 2, NOW, UNTIL, pairs("settled/alike"))) == ["alike", "b"]


def test_a_settled_fact_and_a_new_one_that_is_confused_with_it_do_not_meet() -> None:
    facts = [fact("settled", card(SETTLED)), fact("alike"), fact("b")]
    assert ids(choose_facts(facts, 3, NOW, UNTIL, pairs("settled/alike"))) == ["settled", "b"]


def test_two_settled_facts_meet() -> None:
    facts = [fact("one", card(SETTLED)), fact("other", card(SETTLED + 1))]
    assert ids(choose_facts(facts, 2, NOW, UNTIL, pairs("one/other"))) == ["one", "other"]


@given(FACTS, st.integers(0, 15), PAIRS)
def test_two_confusable_facts_meet_only_when_both_are_settled(facts: list[Learning], length: int, apart: Pairs) -> None:
    chosen = {one.fact_id: one.card for one in choose_facts(facts, length, NOW, UNTIL, apart)}
    meeting = [(id, other) for id in chosen for other in apart.get(id, ()) if other in chosen]
    assert all(is_settled(chosen[one]) and is_settled(chosen[other]) for one, other in meeting)


@given(FACTS, PAIRS)
def test_what_is_left_out_could_be_confused_with_what_is_asked(facts: list[Learning], apart: Pairs) -> None:
    chosen = set(ids(choose_facts(facts, len(facts), NOW, UNTIL, apart)))
    left = [one.fact_id for one in facts if one.card is None or one.card.due < UNTIL if one.fact_id not in chosen]
    assert all(chosen & set(apart.get(id, ())) for id in left)


def test_a_fact_without_a_card_is_not_settled() -> None:
    assert not is_settled(None)
