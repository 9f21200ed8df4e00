"""What the kinds answered by typing a word share: accepted answers, and how a response is compared."""

from question_bank.interactions import Interaction, Response, TypeText
from question_bank.marking import Mark, NotAnAnswer, compact, normalise
from question_bank.model import Problem
from question_bank.question import Question

LONGEST_RESPONSE = 200


class Typed(Question):
    """A question answered by typing; the first accepted answer is the one shown."""

    accepted: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The accepted answer that is shown."""
        return self.accepted[0] if self.accepted else ""

    def interaction(self) -> Interaction:
        """Ask for a word or a short expression."""
        return TypeText()

    def parse(self, response: Response) -> Response:
        """Accept any text that has a letter or a digit in it."""
        if not normalise(response):
            raise NotAnAnswer("Type an answer first.")
        if len(response) > LONGEST_RESPONSE:
            raise NotAnAnswer(f"Shorten the answer to {LONGEST_RESPONSE} characters.")
        return response.strip()

    def grade(self, response: Response) -> Mark:
        """Score 1 if the response is an accepted answer, whatever its case, marks and spaces."""
        return Mark(score=float(compact(response) in {compact(one) for one in self.accepted}))

    def guess_score(self) -> float:
        """Return 0: nobody guesses a word that is not shown."""
        return 0.0

    def kind_problems(self) -> list[Problem]:
        """Ask for at least one answer that can be typed."""
        if not self.accepted:
            return [Problem(field="accepted", message="Give at least one accepted answer.")]
        return [
            Problem(field="accepted", message=f"“{one}” has no letter or digit that could be typed.")
            for one in self.accepted
            if not normalise(one)
        ]
