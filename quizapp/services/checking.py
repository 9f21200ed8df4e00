"""What the checks say of a question while a teacher writes it: what keeps it from learners, and what is advised."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from question_bank.bank import Bank, load_bank
from question_bank.checks import QUESTION_RULES, Finding, Severity, check_question
from question_bank.kinds import AnyQuestion
from question_bank.model import Problem

_ERRORS = tuple(rule for rule in QUESTION_RULES if rule.severity is Severity.ERROR and rule.name != "unsound")


class Checked(NamedTuple):
    """The errors, beside the fields where they are mended, and advice, the weightiest first."""

    problems: Sequence[Problem]
    advice: Sequence[str]


def checked(question: AnyQuestion) -> Checked:
    """Hold a question against the rules, the names and the facts of the bank that ships."""
    found = check_question(question, _bank())
    errors = [one for one in found if one.severity is Severity.ERROR]
    others = sorted((one for one in found if one not in errors), key=lambda one: -one.severity)
    problems = [Problem(field=_field(question, one), message=one.message) for one in errors if one.rule != "unsound"]
    return Checked([*question.problems(), *problems], [one.message for one in others])


def errors(question: AnyQuestion) -> list[str]:
    """Return what keeps a question from learners, besides what its kind says of it."""
    return [finding.message for rule in _ERRORS for finding in rule.findings(question, _bank())]


@cache
def _bank() -> Bank:
    return load_bank()


def _field(question: AnyQuestion, finding: Finding) -> str:
    """Return the field of the form in which a fault is mended."""
    lines = [edit.name for edit in question.edit_fields if edit.sort == "lines"]
    return lines[0] if finding.about == "options" and lines else "stem"
