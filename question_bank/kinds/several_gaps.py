"""A text with several gaps: each is filled by typing, or with one of the options it has.

Marked as Moodle marks embedded answers of equal weight: every right gap earns 1/n.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from question_bank.facts import GAP
from question_bank.interactions import FillGaps, Gap, Interaction, Response
from question_bank.kinds.typed import is_accepted, typed_text
from question_bank.lines import joined, split
from question_bank.marking import Mark, NotAnAnswer, Part, normalise
from question_bank.model import Problem, Value
from question_bank.question import Demand, EditField, Examples, Question, alike_problems
from question_bank.responses import texts_in

ADVICE = "Fill every gap."
MOST = 9


class Filling(Value):
    """What fills a gap, the answer that is shown first; with wrong answers it is chosen instead of typed."""

    accepted: tuple[str, ...]
    wrong: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """The answer that is shown."""
        return self.accepted[0] if self.accepted else ""

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen; nothing, if it is typed."""
        return (self.answer, *self.wrong) if self.wrong else ()

    @property
    def line(self) -> str:
        """The filling as people write it."""
        return joined((joined(self.accepted, "|"), *self.wrong), "~")

    def parsed(self, given: str) -> str:
        """Return what was given if it can be marked.

        Raises:
            NotAnAnswer: it is no option, or no letter or digit was typed.
        """
        if not self.options and normalise(given):
            return typed_text(given)
        if given not in self.options:
            raise NotAnAnswer(ADVICE)
        return given

    def is_right(self, given: str) -> bool:
        """Say whether it is what fills the gap."""
        return given == self.answer if self.options else is_accepted(given, self.accepted)


class SeveralGaps(Question):
    """A text with gaps, each drawn as a line of underscores, and what fills them in reading order."""

    title: ClassVar = "Fill several gaps"
    demands: ClassVar = Demand.CHOOSE
    stem_is: ClassVar = "text with gaps"
    edit_fields: ClassVar = (
        EditField(
            "lines", "What fills the gaps", "lines",
            f"Write {GAP} where a gap is, and one line here for each: “Saturn | Kronos” is typed either way, "
            "“Saturn ~ Mars ~ Venus” is chosen, the right one first.",
            fills="fillings",
        ),
    )  # fmt: skip
    kind: Literal["several_gaps"] = "several_gaps"
    fillings: tuple[Filling, ...]

    @model_validator(mode="before")
    @classmethod
    def _fillings_from_lines(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Let writers give lines instead of fillings."""
        fields = dict(data)
        if "lines" in fields:
            fields["fillings"] = tuple(read_line(line) for line in fields.pop("lines"))
        return fields

    @property
    def lines(self) -> tuple[str, ...]:
        """The fillings as they are written."""
        return tuple(filling.line for filling in self.fillings)

    @property
    def answer(self) -> str:
        """What fills the gaps."""
        return "; ".join(filling.answer for filling in self.fillings)

    @property
    def right_response(self) -> Response:
        """What fills the gaps."""
        return [filling.answer for filling in self.fillings]

    @property
    def secrets(self) -> tuple[str, ...]:
        """All that is right in a gap."""
        return tuple(way for filling in self.fillings for way in filling.accepted)

    def interaction(self) -> Interaction:
        """Ask for the gaps to be filled."""
        return FillGaps(text=self.stem, gaps=tuple(Gap(options=filling.options) for filling in self.fillings))

    def parse(self, response: Response) -> Response:
        """Accept a text for every gap: an option where there are some, else any with a letter or a digit in it."""
        given = texts_in(response, ADVICE)
        if len(given) != len(self.fillings):
            raise NotAnAnswer(ADVICE)
        return [filling.parsed(one) for filling, one in zip(self.fillings, given, strict=True)]

    def grade(self, response: Response) -> Mark:
        """Score the share of gaps that are filled rightly."""
        filled = zip(self.fillings, texts_in(response), strict=True)
        return Mark.of_parts(
            Part(asked=f"Gap {place}", given=given, right=filling.answer, is_right=filling.is_right(given))
            for place, (filling, given) in enumerate(filled, 1)
        )

    def classify(self, response: Response) -> str:
        """Return what fills the gaps: the answer where it is right, else what was given without what does not count."""
        filled = zip(self.fillings, texts_in(response), strict=True)
        return "; ".join(one.answer if one.is_right(given) else normalise(given) or given for one, given in filled)

    def guess_score(self) -> float:
        """Return the mean over the gaps, as Moodle does: one over the options, and nothing where it is typed."""
        return sum(1 / len(one.options) for one in self.fillings if one.options) / len(self.fillings)

    def kind_problems(self) -> list[Problem]:
        """Ask for as many fillings as there are gaps, each with an answer."""
        gaps = self.stem.count(GAP)
        if not self.fillings:
            return [Problem(field="lines", message="Give what fills the gaps."), *_gap_problems(gaps)]
        if found := _gap_problems(gaps):
            return found
        if gaps != len(self.fillings):
            said = f"The text has {_counted(gaps, 'gap')} but the answer has {_counted(len(self.fillings), 'line')}"
            return [Problem(field="lines", message=f"{said}: write one line for each gap.")]
        for filling in self.fillings:
            if not all(map(normalise, filling.accepted or ("",))):
                return [Problem(field="lines", message="Give an answer with a letter or a digit in it for every gap.")]
            if found := alike_problems(filling.options, "lines"):
                return found
        return []

    @classmethod
    def examples(cls) -> Examples:
        """Complete a statement about Saturn."""
        question = cls(
            id="example", stem=f"The planet with the widest rings is {GAP}, and they are mostly {GAP}.",
            topic="Planets", explanation="Its rings are pieces of ice, from grains to boulders.",
            fillings=(Filling(accepted=("Saturn", "Kronos")), Filling(accepted=("ice",), wrong=("dust", "gas"))),
        )  # fmt: skip
        return Examples(
            question,
            right=(["Saturn", "ice"], [" kronos.", "ice"]),
            wrong=(["Jupiter", "gas"],),
            not_answers=([], "Saturn", ["Saturn"], ["", "ice"], ["Saturn", ""], ["Saturn", "Ice"], {"1": "Saturn"}),
            partly=(["Saturn", "gas"], ["Jupiter", "ice"]),
        )


def read_line(line: str) -> dict[str, tuple[str, ...]]:
    """Return the fields of a filling that someone wrote on a line."""
    right, *wrong = split(line, "~")
    return {"accepted": tuple(way for way in split(right, "|") if way), "wrong": tuple(wrong)}


def _gap_problems(gaps: int) -> list[Problem]:
    if 1 <= gaps <= MOST:
        return []
    return [Problem(field="stem", message=f"Mark 1 to {MOST} gaps with five underscores each: {GAP}")]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
