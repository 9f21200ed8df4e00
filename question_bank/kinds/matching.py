"""Matching: give each item on the left what belongs to it on the right.

Marked as Moodle marks it: every right pair earns 1/n. Right sides may be shared, and wrong ones added.
"""

from collections import Counter
from collections.abc import Mapping
from math import inf
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from question_bank.interactions import Interaction, Pair, Response
from question_bank.lines import joined, split
from question_bank.marking import Mark, NotAnAnswer, Part, first_number
from question_bank.model import Problem
from question_bank.question import Demand, EditField, Examples, Question, alike_problems
from question_bank.responses import pairs_in

ADVICE = "Choose something for every item."
FEWEST, MOST = 2, 9


class Matching(Question):
    """Pairs of a left and a right side; `distractors` belong to no left side, `ascending` options keep their order."""

    title: ClassVar = "Match"
    demands: ClassVar = Demand.CHOOSE
    edit_fields: ClassVar = (
        EditField("lines", "Pairs", "lines", "One on each line, such as “Mercury = 88 days”.", fills="pairs"),
        EditField("distractors", "More answers, which fit nothing", "lines", "One on each line; none is needed."),
    )
    kind: Literal["matching"] = "matching"
    pairs: tuple[tuple[str, str], ...]
    distractors: tuple[str, ...] = ()
    each_once: bool = False
    ascending: bool = False

    @model_validator(mode="before")
    @classmethod
    def _pairs_from_lines(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Let writers give lines with an equals sign instead of pairs."""
        fields = dict(data)
        if "lines" in fields:
            fields["pairs"] = tuple(_sides(line) for line in fields.pop("lines"))
        return fields

    @property
    def lines(self) -> tuple[str, ...]:
        """The pairs as they are written."""
        return tuple(joined(pair, "=") for pair in self.pairs)

    @property
    def options(self) -> tuple[str, ...]:
        """All right sides once, and the distractors."""
        return tuple(dict.fromkeys((*(right for _, right in self.pairs), *self.distractors)))

    @property
    def answer(self) -> str:
        """The pairs."""
        return _said(dict(self.pairs))

    @property
    def right_response(self) -> Response:
        """The right side of each left one."""
        return dict(self.pairs)

    @property
    def asked(self) -> str:
        """The stem and what stands on both sides, without what belongs together."""
        return "\n".join((self.stem, *sorted(left for left, _ in self.pairs), *sorted(self.options)))

    def interaction(self) -> Interaction:
        """Ask for one of the options for each item."""
        lefts = tuple(left for left, _ in self.pairs)
        options = tuple(sorted(self.options, key=_rank)) if self.ascending else self.options
        return Pair(lefts=lefts, options=options, each_once=self.each_once, ascending=self.ascending)

    def parse(self, response: Response) -> Response:
        """Accept an option for each left side and, where each is given once, no option twice."""
        given = pairs_in(response, ADVICE)
        if given.keys() != dict(self.pairs).keys() or not set(given.values()) <= set(self.options):
            raise NotAnAnswer(ADVICE)
        if self.each_once and (twice := _twice(list(given.values()))):
            raise NotAnAnswer(f"Choose “{twice}” for one item only.")
        return {left: given[left] for left, _ in self.pairs}

    def grade(self, response: Response) -> Mark:
        """Score the share of right pairs."""
        given = pairs_in(response)
        return Mark.of_parts(
            Part(asked=left, given=given[left], right=right, is_right=given[left] == right)
            for left, right in self.pairs
        )

    def classify(self, response: Response) -> str:
        """Name the pairs given."""
        return _said(pairs_in(response))

    def guess_score(self) -> float:
        """Return one over the number of options, as Moodle does."""
        return 1 / len(self.options)

    def kind_problems(self) -> list[Problem]:
        """Ask for enough whole pairs, for left sides that differ and for something to choose from."""
        lefts, rights = [left for left, _ in self.pairs], [right for _, right in self.pairs]
        if not FEWEST <= len(self.pairs) <= MOST:
            return [Problem(field="lines", message=f"Give {FEWEST} to {MOST} pairs.")]
        if "" in (*lefts, *rights):
            return [Problem(field="lines", message="Write both sides of each pair with an equals sign between them.")]
        if not 2 <= len(self.options) <= MOST:
            return [
                Problem(field="lines", message=f"Give 2 to {MOST} different answers, those that fit nothing included.")
            ]
        if self.each_once and (twice := _twice(rights)):
            return [Problem(field="lines", message=f"Two items have the answer “{twice}”, and each may be given once.")]
        if wrong := set(self.distractors) & set(rights):
            return [
                Problem(field="distractors", message=f"“{min(wrong)}” is right for an item, so it is no wrong answer.")
            ]
        return alike_problems(lefts, "lines") or alike_problems(self.options, "distractors")

    @classmethod
    def examples(cls) -> Examples:
        """Ask how long planets take to go round the sun."""
        question = cls(
            id="example", stem="How long does each planet take to go round the sun?", topic="Planets",
            explanation="The farther out, the slower.",
            pairs=(("Mercury", "88 days"), ("Earth", "one year"), ("Saturn", "29 years")), distractors=("a week",),
        )  # fmt: skip
        right = {"Mercury": "88 days", "Earth": "one year", "Saturn": "29 years"}
        return Examples(
            question,
            right=(right, {"Saturn": "29 years", "Mercury": "88 days", "Earth": "one year"}),
            wrong=({"Mercury": "a week", "Earth": "a week", "Saturn": "a week"},),
            not_answers=({}, "88 days", ["88 days"], {"Mercury": "88 days"}, {**right, "Earth": "a day"}),
            partly=({**right, "Mercury": "a week"},),
        )


def _sides(line: str) -> tuple[str, str]:
    left, *rest = split(line, "=")
    return left, " = ".join(rest)


def _rank(text: str) -> tuple[float, str]:
    """Return the figure in a text, by which it is sorted; words come last."""
    try:
        return first_number(text), text
    except NotAnAnswer:
        return inf, text


def _said(pairs: Mapping[str, str]) -> str:
    return "; ".join(f"{left}: {right}" for left, right in pairs.items())


def _twice(texts: list[str]) -> str | None:
    return next((text for text, number in Counter(texts).items() if number > 1), None)
