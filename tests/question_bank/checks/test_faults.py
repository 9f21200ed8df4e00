"""A fault is found whatever sound question it is put into."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.faults import FAULTS
from question_bank.bank import Bank, load_bank
from question_bank.checks import QUESTION_RULES, check_question
from question_bank.generate import generate
from question_bank.kinds import AnyQuestion

ALWAYS_FOUND = (
    "unsound", "answer_in_stem", "long_stem", "plain_negative", "options_alike", "options_overlap", "option_in_option",
    "article_cue", "source_unnamed", "false_is_true",
)  # fmt: skip


@cache
def bank() -> Bank:
    return load_bank()


@cache
def can_have(rule: str) -> list[AnyQuestion]:
    """Return the questions of the shipped bank into which the fault of a rule can be put."""
    return [question for question in generate(bank()) if FAULTS[rule](question, bank(), Random(0))]


@pytest.mark.parametrize("rule", ALWAYS_FOUND)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_a_fault_is_found_whatever_the_question(rule: str, data: st.DataObject, seed: int) -> None:
    question = data.draw(st.sampled_from(can_have(rule)))
    changed = FAULTS[rule](question, bank(), Random(seed))
    assume(changed is not None)
    assert changed is not None
    assert rule not in {finding.rule for finding in check_question(question, bank())}
    assert rule in {finding.rule for finding in check_question(changed, bank())}


@pytest.mark.parametrize("rule", FAULTS)
def test_most_faults_of_a_rule_are_found(rule: str) -> None:
    chance = Random(rule)
    put = [FAULTS[rule](question, bank(), chance) for question in chance.sample(can_have(rule), len(can_have(rule)))]
    touched = [question for question in put if question][:200]
    found = sum(rule in {finding.rule for finding in check_question(one, bank())} for one in touched)
    assert found > len(touched) / 2


def test_there_is_a_fault_for_every_rule_for_a_question_but_those_between_facts() -> None:
    assert {rule.name for rule in QUESTION_RULES} - FAULTS.keys() == {"second_key"}
