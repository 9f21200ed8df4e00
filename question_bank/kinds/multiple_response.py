"""Multiple response: pick every key out of two to nine options.

Marked as QTI's `map_response` does it, with a mapping that has bounds: of n keys, each one picked earns 1/n, each wrong
pick costs 1/n, and the sum never falls below 0. In Moodle these are the fractions 100 % / n and −100 % / n.
"""

from collections.abc import Mapping
from math import comb
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from question_bank.interactions import ChooseMany, Interaction, Response
from question_bank.kinds.chosen import MOST_OPTIONS
from question_bank.marking import Mark, NotAnAnswer, Part
from question_bank.model import Problem
from question_bank.question import Compared, Demand, EditField, Examples, Question, alike_problems
from question_bank.responses import texts_in

ADVICE = "Choose at least one of the options."
CHOSEN, LEFT_OUT = "chosen", "left out"


class MultipleResponse(Question):
    """Several keys among options; `ordered` keeps them in their order."""

    title: ClassVar = "Several right answers"
    demands: ClassVar = Demand.CHOOSE
    edit_fields: ClassVar = (
        EditField("keys", "Right answers", "lines", "One on each line."),
        EditField("distractors", "Wrong answers", "lines", "One on each line; each costs a key.", fills="options"),
    )  # fmt: skip
    kind: Literal["multiple_response"] = "multiple_response"
    options: tuple[str, ...]
    keys: tuple[str, ...]
    ordered: bool = False

    @model_validator(mode="before")
    @classmethod
    def _options_from_distractors(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Let writers give keys and distractors instead of keys and options."""
        fields = dict(data)
        if "distractors" in fields:
            fields["options"] = (*fields.get("keys", ()), *fields.pop("distractors"))
        return fields

    @property
    def distractors(self) -> tuple[str, ...]:
        """The wrong options."""
        return tuple(option for option in self.options if option not in self.keys)

    @property
    def answer(self) -> str:
        """The keys."""
        return ", ".join(self.keys)

    @property
    def right_response(self) -> Response:
        """The keys."""
        return list(self.keys)

    @property
    def options_to_compare(self) -> Compared | None:
        """The keys among the options."""
        return Compared(self.options, self.keys, self.ordered)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The keys."""
        return self.keys

    def interaction(self) -> Interaction:
        """Ask for all options that are right."""
        return ChooseMany(options=self.options, ordered=self.ordered)

    def parse(self, response: Response) -> Response:
        """Accept one or more of the options, each once; their order does not count."""
        given = set(texts_in(response, ADVICE))
        if not given or not given <= set(self.options):
            raise NotAnAnswer(ADVICE)
        return [option for option in self.options if option in given]

    def grade(self, response: Response) -> Mark:
        """Score the keys that were picked less the wrong picks, in shares of all keys, and not below 0."""
        given = texts_in(response)
        hits = sum(option in self.keys for option in given)
        score = max(0.0, (2 * hits - len(given)) / max(1, len(self.keys)))
        return Mark(score=score, parts=tuple(self._part(option, option in given) for option in self.options))

    def classify(self, response: Response) -> str:
        """Name what was picked."""
        given = texts_in(response)
        return ", ".join(option for option in self.options if option in given)

    def guess_score(self) -> float:
        """Return the mean over all picks of at least one option; Moodle gives none, for it cannot know the habit."""
        keys, wrong = len(self.keys), len(self.options) - len(self.keys)
        earned = sum(
            comb(keys, hits) * comb(wrong, misses) * (hits - misses) / keys
            for hits in range(keys + 1)
            for misses in range(min(hits, wrong + 1))
        )
        return earned / ((1 << len(self.options)) - 1)

    def kind_problems(self) -> list[Problem]:
        """Ask for right and wrong options that differ."""
        if not self.keys:
            return [Problem(field="keys", message="Give at least one right answer.")]
        if not self.distractors:
            return [Problem(field="distractors", message="Give at least one wrong answer.")]
        if len(self.options) > MOST_OPTIONS:
            return [Problem(field="distractors", message=f"Give at most {MOST_OPTIONS} answers, right and wrong ones.")]
        if not set(self.keys) <= set(self.options) or len(set(self.keys)) < len(self.keys):
            return [Problem(field="keys", message="Each right answer must be one of the options, and stand once.")]
        return alike_problems(self.options, "distractors")

    @classmethod
    def examples(cls) -> Examples:
        """Ask which planets have rings."""
        question = cls(
            id="example", stem="Which of these planets have rings?", topic="Planets",
            explanation="Neptune’s rings are faint, Saturn’s are wide.",
            options=("Mars", "Saturn", "Venus", "Neptune"), keys=("Saturn", "Neptune"),
        )  # fmt: skip
        return Examples(
            question,
            right=(["Saturn", "Neptune"], ["Neptune", "Saturn"]),
            wrong=(["Mars"], ["Saturn", "Venus"], ["Mars", "Saturn", "Venus", "Neptune"]),
            not_answers=([], "Saturn", ["Pluto"], ["Saturn", ""], {"Saturn": "Neptune"}),
            partly=(["Saturn"], ["Saturn", "Neptune", "Mars"]),
        )

    def _part(self, option: str, chosen: bool) -> Part:
        is_key = option in self.keys
        words = {True: CHOSEN, False: LEFT_OUT}
        return Part(asked=option, given=words[chosen], right=words[is_key], is_right=chosen == is_key)
