"""Who says so: pick the voice, or the article, that holds what the stem says; for facts in conflict."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from question_bank.kinds.chosen import MOST_OPTIONS, Chosen
from question_bank.model import Problem
from question_bank.question import Compared, Demand, EditField, Examples, alike_problems, blank_problem


class WhoSaysSo(Chosen):
    """The one who says so among those who do not; the stem says what, and names nobody."""

    title: ClassVar = "Who says so"
    demands: ClassVar = Demand.CHOOSE
    edit_fields: ClassVar = (
        EditField("key", "Who says so", "line", "A person, a body or an article."),
        EditField(
            "others", "Who does not", "lines", "One on each line; one of them may say the opposite.", fills="options"
        ),
    )
    kind: Literal["who_says_so"] = "who_says_so"

    @model_validator(mode="before")
    @classmethod
    def _options_from_others(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Let writers give who says so and who does not instead of options."""
        fields = dict(data)
        if "others" in fields:
            fields["options"] = (fields.get("key", ""), *fields.pop("others"))
        return fields

    @property
    def others(self) -> tuple[str, ...]:
        """Those who do not say so."""
        return self.distractors

    @property
    def asked(self) -> str:
        """The stem and who could say so: the source is named there."""
        return "\n".join((self.stem, *sorted(self.options)))

    @property
    def secrets(self) -> tuple[str, ...]:
        """Who says so."""
        return (self.key,)

    @property
    def options_to_compare(self) -> Compared | None:
        """Nothing: voices and titles are as long as they are."""
        return None

    def kind_problems(self) -> list[Problem]:
        """Ask for someone who says so, and for others who do not."""
        found = blank_problem(self.key, "key", "Name who says so.")
        if len(self.options) < 2:
            found.append(Problem(field="others", message="Name at least one who does not say so."))
        elif len(self.options) > MOST_OPTIONS:
            found.append(Problem(field="others", message=f"Name at most {MOST_OPTIONS - 1} who do not say so."))
        elif self.key:
            found += alike_problems(self.options, "others")
        if self.key not in self.options:
            found.append(Problem(field="key", message="Who says so must be one of those to choose from."))
        return found

    @classmethod
    def examples(cls) -> Examples:
        """Ask who put the sun in the middle."""
        question = cls(
            id="example", stem="Who says that the planets go round the sun?", topic="Planets",
            explanation="Ptolemy and Tycho put the earth in the middle.",
            options=("Ptolemy", "Copernicus", "Tycho"), key="Copernicus",
        )  # fmt: skip
        return Examples(question, right=("Copernicus",), wrong=("Ptolemy",), not_answers=("", "Kepler", ["Copernicus"]))
