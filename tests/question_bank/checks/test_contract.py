"""What all rules keep, and what they say of sound questions."""

from __future__ import annotations

from inspect import isfunction, signature
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.bank import Bank
from question_bank.checks import (
    BANK_RULES,
    QUESTION_RULES,
    Finding,
    Severity,
    check,
    check_question,
    options,
    sources,
    spread,
    stems,
)
from question_bank.checks.rules import BankRule, Rule
from question_bank.generate import generate
from question_bank.kinds import KINDS, AnyQuestion
from tests.question_bank.checks.found import SMALL, found
from tests.question_bank.samples import bank, card, choice, gapped, judged, one_of_each, several

RULES: tuple[Rule | BankRule, ...] = (*QUESTION_RULES, *BANK_RULES)
plain_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.from_regex(
    r"(which|not|a|an|this|[0-9]{1,4}|[$%,.?_ -]| ){0,20}", fullmatch=True
)


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
    assert str(Finding("rule", Severity.NOTE, "rings.choice", "Shorten it.")) == "rings.choice: Shorten it."
    assert str(Finding("rule", Severity.NOTE, None, "Spread them.")) == "bank: Spread them."


def test_findings_name_rule_and_question() -> None:
    finding = check_question(choice(key=""), SMALL)[0]
    assert finding == Finding("unsound", Severity.ERROR, "choice", "Give the right answer.")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_source_a_severity_a_sentence_and_says_what_it_is_for(rule: Rule | BankRule) -> None:
    assert rule.severity in Severity
    assert len(rule.source.split()) >= 3
    assert rule.sentence == "{}" or rule.sentence[0].isupper() or rule.sentence.startswith("“{}”")
    assert rule.sentence.endswith((".", "”", "{}"))
    assert rule.find.__doc__


def test_no_two_rules_have_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_rule_is_in_the_registry() -> None:
    modules = (options, sources, spread, stems)
    written = {
        name
        for module in modules
        for name, thing in vars(module).items()
        if isfunction(thing) and thing.__module__ == module.__name__ and signature(thing).parameters.keys() & {"bank"}
        if not name.startswith("_")
    }
    assert written == {rule.name for rule in RULES}


def test_only_what_is_wrong_for_certain_keeps_a_question_from_learners() -> None:
    errors = {rule.name for rule in RULES if rule.severity is Severity.ERROR}
    assert errors == {"unsound", "options_alike", "distractor_true", "false_is_true", "guessable"}


def test_the_documentation_names_every_rule_with_its_severity() -> None:
    documented = (Path(__file__).parents[3] / "docs" / "checks.md").read_text("utf-8")
    for rule in RULES:
        assert f"| {rule.name} | {rule.severity.name.lower()} |" in documented


@pytest.mark.parametrize("text", ["{}", "{0}", "{answer", "100 %s", "“”"])
def test_signs_of_programs_in_a_question_stay_what_they_are(text: str) -> None:
    one, more = f"rings {text}", f"rings {text} and Mars"
    asked = choice(stem="What is it?", options=("Venus", one, more), key="Venus")
    said = [finding.message for finding in check_question(asked, SMALL)]
    assert f"The option “{more}” holds all that “{one}” says: make sure that only one is right." in said


@settings(deadline=None)
@given(one=plain_texts, other=plain_texts, stem=plain_texts)
def test_whatever_is_written_is_checked_without_a_crash(one: str, other: str, stem: str) -> None:
    asked = [choice(stem=stem, options=(one, other, "x"), key=one), gapped(stem=stem, accepted=(one, other))]
    asked += [
        judged(stem=stem),
        card(stem=stem, accepted=(one,)),
        several(stem=stem, options=(one, other), keys=(one,)),
    ]
    check(asked, SMALL)
