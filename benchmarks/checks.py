"""How well the checks find faults: put into sound questions, one for each rule, and looked for among untouched ones.

    .venv/bin/python -m benchmarks.checks [--seeds 5] [--experts FOLDER]

* sound questions: those of the bank that ships and, with a folder, those by experts (see `benchmarks/experts.py`)
* recall: the share of the faults put in that the rule finds; their words come from lists longer than the rule's
* precision: of what the rule says where as many questions have the fault as were left untouched
* alarms: the share of untouched questions of which the rule says something; among experts' some are real faults

Faults between questions (near-duplicates, giveaways, contradictions, second keys) are put beside the questions of the
bank that ships; faults of a whole bank are put into banks drawn from it, beside as many fair ones.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks import experts, pairs_of_faults
from benchmarks.faults import FAULTS
from question_bank import measures
from question_bank.bank import Bank, load_bank
from question_bank.checks import BANK_RULES, QUESTION_RULES, check_question
from question_bank.checks.rules import Rule
from question_bank.generate import generate
from question_bank.kinds import AnyQuestion

MOST = 400
"""Faults of one rule in one run."""


class Count(NamedTuple):
    """Faults put in and found, untouched questions and those that something was said of."""

    put: int = 0
    found: int = 0
    untouched: int = 0
    alarms: int = 0

    def __add__(self, other: tuple[int, ...]) -> Count:  # type: ignore[override]
        return Count(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def recall(self) -> str:
        return f"{self.found / self.put:.0%}" if self.put else "–"

    @property
    def precision(self) -> str:
        """At as many questions with the fault as without."""
        expected = self.put * self.alarms / self.untouched if self.untouched else 0
        said = self.found + expected
        return f"{self.found / said:.0%}" if said else "–"

    @property
    def alarm_rate(self) -> str:
        return f"{self.alarms / self.untouched:.2%}" if self.untouched else "–"


def one_rule(rule: Rule, questions: Sequence[AnyQuestion], bank: Bank, seed: int) -> Count:
    """Put the fault of a rule into some questions, and look for it in all."""
    chance = Random(f"{rule.name} {seed}")
    put = FAULTS.get(rule.name)
    touched: list[AnyQuestion] = []
    untouched: list[AnyQuestion] = []
    for question in chance.sample(questions, len(questions)):
        wanted = put and len(touched) < MOST and (len(touched) <= len(untouched) or len(touched) < MOST / 4)
        changed = put(question, bank, chance) if put and wanted else None
        if changed is None:
            untouched.append(question)
        elif not _finds(rule, question, bank):
            touched.append(changed)
    found, alarms = (sum(_finds(rule, one, bank) for one in some) for some in (touched, untouched))
    return Count(len(touched), found, len(untouched), alarms)


def _finds(rule: Rule, question: AnyQuestion, bank: Bank) -> bool:
    return next(iter(rule.findings(question, bank)), None) is not None


def table(name: str, questions: Sequence[AnyQuestion], bank: Bank, seeds: int) -> dict[str, Count]:
    """Print what each rule for a question finds."""
    print(f"\n{name}: {len(questions)} questions, {seeds} seeds")
    print(f"{'rule':26}{'severity':10}{'put in':>8}{'recall':>8}{'precision':>11}{'alarms':>9}")
    counts = {}
    for rule in QUESTION_RULES:
        counts[rule.name] = count = sum((one_rule(rule, questions, bank, seed) for seed in range(seeds)), Count())
        _print_line(rule.name, rule.severity.name.lower(), count)
    return counts


def between_questions(questions: Sequence[AnyQuestion], bank: Bank, seeds: int) -> None:
    """Print what the rules find that look at questions beside each other, and at banks."""
    print("\nBetween questions, and in banks as a whole")
    severities = {rule.name: rule.severity for rule in QUESTION_RULES} | {
        rule.name: rule.severity for rule in BANK_RULES
    }
    for name, way in pairs_of_faults.WAYS.items():
        counts = sum((Count(*way(questions, bank, Random(f"{name} {seed}"))) for seed in range(seeds)), Count())
        _print_line(name, severities[name].name.lower(), counts)


def real_questions(name: str, questions: Sequence[AnyQuestion], bank: Bank) -> None:
    """Print how many questions something is said of, by severity, and what someone scores who knows nothing."""
    begun = time.perf_counter()
    found = [check_question(question, bank) for question in questions]
    took = time.perf_counter() - begun
    print(f"\n{name}: {len(questions)} questions, checked one by one in {took:.1f} s")
    for severity in ("ERROR", "WARNING", "NOTE"):
        number = sum(any(one.severity.name == severity for one in findings) for findings in found)
        print(f"  {number / max(1, len(questions)):6.1%} have {'an' if severity[0] == 'E' else 'a'} {severity.lower()}")
    for solver in measures.SOLVERS:
        mean, number = measures.score(solver, questions)
        print(f"  takes {solver.takes}: {mean:.1%} of {number}")


def large(questions: Sequence[AnyQuestion], bank: Bank, wanted: int = 10_000) -> None:
    """Print how long the rules for a bank take on a large one: copies of the bank, each about things of its own."""
    copies = [_copy(question, number) for number in range(wanted // len(questions) + 1) for question in questions]
    print(f"\n{len(copies[:wanted])} questions, seconds")
    for rule in BANK_RULES:
        begun = time.perf_counter()
        found = sum(1 for _ in rule.findings(copies[:wanted], bank))
        print(f"  {rule.name:26}{time.perf_counter() - begun:6.2f}   {found} findings")


def _copy(question: AnyQuestion, number: int) -> AnyQuestion:
    words = " ".join(
        word + "abcdefghij"[number % 10] * (number // 10 + 1) * word.isalpha() for word in question.stem.split()
    )
    facts = tuple(f"{number}-{fact}" for fact in question.facts)
    return question.changed(id=f"{number}-{question.id}", stem=words, facts=facts)


def _print_line(name: str, severity: str, count: Count) -> None:
    print(f"{name:26}{severity:10}{count.put:8}{count.recall:>8}{count.precision:>11}{count.alarm_rate:>9}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--experts", type=Path, help="a folder of tables or JSON Lines with questions by others")
    wanted = parser.parse_args()
    bank = load_bank()
    questions = generate(bank)
    table("The bank that ships", questions, bank, wanted.seeds)
    between_questions(questions, bank, wanted.seeds)
    large(questions, bank)
    for name, theirs in experts.read(wanted.experts).items() if wanted.experts else ():
        real_questions(name, theirs, bank)
        table(name, theirs, bank, wanted.seeds)


if __name__ == "__main__":
    main()
