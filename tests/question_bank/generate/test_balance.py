"""Chance that is drawn from ids: the same in every run, and spread evenly over a bank."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from question_bank.generate.balance import LEAD, balance, draw, shuffled

IDS = st.lists(st.text("abcdefgh", min_size=1, max_size=4), max_size=60, unique=True)
CHOICES = st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True)


@given(st.text())
def test_a_draw_is_at_least_nothing_and_less_than_one(seed: str) -> None:
    assert 0 <= draw(seed) < 1


def test_draws_are_spread_over_the_whole_range() -> None:
    tenths = Counter(int(draw(f"seed {number}") * 10) for number in range(2000))
    assert all(140 < tenths[tenth] < 260 for tenth in range(10))


def test_draws_are_the_same_in_every_process() -> None:
    code = "from question_bank.generate.balance import draw; print(repr(draw('rings')))"
    environments = [{**os.environ, "PYTHONHASHSEED": seed} for seed in ("1", "2")]
    command = [sys.executable, "-c", code]
    runs = {subprocess.check_output(command, text=True, env=environment).strip() for environment in environments}
    assert runs == {repr(draw("rings"))}


@given(st.lists(st.text(), unique=True), st.text())
def test_shuffling_loses_nothing_and_forgets_the_order_before(things: list[str], seed: str) -> None:
    mixed = shuffled(things, seed)
    assert sorted(mixed) == sorted(things)
    assert mixed == shuffled(reversed(things), seed)


def test_another_seed_shuffles_otherwise() -> None:
    things = list("abcdefgh")
    assert shuffled(things, "one") != shuffled(things, "two")


@given(st.dictionaries(st.text("abcdefgh", min_size=1), CHOICES, max_size=40))
def test_every_id_gets_one_of_its_own_numbers(choices: dict[str, list[int]]) -> None:
    given_numbers = balance(choices)
    assert given_numbers.keys() == choices.keys()
    assert all(given_numbers[one] in choices[one] for one in choices)


@given(IDS)
def test_numbers_are_given_about_equally_often(ids: list[str]) -> None:
    counts = Counter(balance({one: range(4) for one in ids}).values())
    assert max(counts[number] for number in range(4)) - min(counts[number] for number in range(4)) <= LEAD + 1


@given(IDS)
def test_the_order_of_the_ids_does_not_count(ids: list[str]) -> None:
    assert balance({one: range(4) for one in ids}) == balance({one: range(4) for one in reversed(ids)})


def test_who_has_no_choice_is_made_up_for_by_the_others() -> None:
    choices: dict[str, tuple[int, ...]] = {f"fixed {number}": (3,) for number in range(10)}
    choices |= {f"free {number}": (0, 1, 2, 3) for number in range(30)}
    counts = Counter(balance(choices).values())
    assert all(8 <= counts[number] <= 12 for number in range(4))


def test_a_new_id_changes_few_of_the_others() -> None:
    ids = {f"fact {number}": range(4) for number in range(200)}
    before, after = balance(ids), balance(ids | {"a new fact": range(4)})
    assert sum(before[one] != after[one] for one in ids) <= 50
