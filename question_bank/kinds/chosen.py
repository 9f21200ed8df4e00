"""What the kinds answered by picking one of several options share."""

from question_bank.interactions import ChooseOne, Interaction, Response
from question_bank.marking import Mark, NotAnAnswer
from question_bank.question import Compared, Question
from question_bank.responses import text_in

MOST_OPTIONS = 9
"""As many as there are keys to pick them by."""


class Chosen(Question):
    """One key among options; `ordered` keeps them in their order, as figures are shown from low to high."""

    options: tuple[str, ...]
    key: str
    ordered: bool = False

    @property
    def distractors(self) -> tuple[str, ...]:
        """The wrong options."""
        return tuple(option for option in self.options if option != self.key)

    @property
    def answer(self) -> str:
        """The key."""
        return self.key

    @property
    def right_response(self) -> Response:
        """The key."""
        return self.key

    @property
    def options_to_compare(self) -> Compared | None:
        """The key among the options."""
        return Compared(self.options, (self.key,), self.ordered)

    def interaction(self) -> Interaction:
        """Ask for one of the options."""
        return ChooseOne(options=self.options, ordered=self.ordered)

    def parse(self, response: Response) -> Response:
        """Accept exactly one of the options."""
        if response not in self.options:
            raise NotAnAnswer("Choose one of the options.")
        return response

    def grade(self, response: Response) -> Mark:
        """Score 1 for the key."""
        return Mark(score=float(response == self.key))

    def classify(self, response: Response) -> str:
        """Name the option that was picked."""
        return text_in(response)

    def guess_score(self) -> float:
        """Return one over the number of options: Moodle's mean of all options' scores."""
        return 1 / len(self.options)
