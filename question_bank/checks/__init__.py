"""Item-writing faults: of a question by itself, and of a bank as a whole. One small function, one rule.

Every rule has a source, a severity that follows how noisy it is on questions by experts, and the sentence that a
teacher reads; docs/checks.md shows them with what was measured.
"""

from collections.abc import Sequence

from question_bank.bank import Bank
from question_bank.checks import options, sources, spread, stems
from question_bank.checks.rules import BankRule, Finding, Rule, Severity
from question_bank.question import Question

__all__ = ["BANK_RULES", "QUESTION_RULES", "Finding", "Severity", "check", "check_question"]

QUESTION_RULES: tuple[Rule, ...] = (*stems.RULES, *options.RULES, *sources.RULES)
BANK_RULES: tuple[BankRule, ...] = spread.RULES


def check(questions: Sequence[Question], bank: Bank) -> list[Finding]:
    """Return the faults of each question and of all together."""
    found = [finding for question in questions for finding in check_question(question, bank)]
    return found + [finding for rule in BANK_RULES for finding in rule.findings(questions, bank)]


def check_question(question: Question, bank: Bank) -> list[Finding]:
    """Return the faults of a question by itself."""
    return [finding for rule in QUESTION_RULES for finding in rule.findings(question, bank)]
