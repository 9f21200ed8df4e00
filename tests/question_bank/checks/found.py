"""What the checks say, as tests ask for it."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank.bank import Bank
from question_bank.checks import check, check_question
from question_bank.kinds import AnyQuestion
from tests.question_bank.samples import bank, entity

SMALL = bank(
    entities=(
        entity("Saturn", "Kronos"),
        entity("Jupiter", "Jove"),
        entity("United States", "US", "Washington", sort="country"),
    )
)


def found(question: AnyQuestion, bank: Bank = SMALL) -> dict[str, str]:
    """Return what each rule says about a question, by the rule's name."""
    return {finding.rule: finding.message for finding in check_question(question, bank)}


def found_in(questions: Sequence[AnyQuestion], bank: Bank = SMALL) -> set[str]:
    return {finding.rule for finding in check(questions, bank)}
