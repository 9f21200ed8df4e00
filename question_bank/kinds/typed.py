"""What the kinds answered by typing a word share: accepted answers, and how a response is compared."""

import re
from collections.abc import Iterable

from question_bank.interactions import Interaction, Response, TypeText
from question_bank.marking import Mark, NotAnAnswer, compact, normalise
from question_bank.model import Problem
from question_bank.question import Question
from question_bank.responses import text_in

LONGEST_RESPONSE = 200
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
SHORTEST_WITH_HINT = 4
"""Letters or digits of an answer of which the first does not tell the rest."""


def typed_text(response: Response) -> str:
    """Return a response that has a letter or a digit in it.

    Raises:
        NotAnAnswer: it has none, or it is too long.
    """
    given = text_in(response)
    if not normalise(given):
        raise NotAnAnswer("Type an answer first.")
    if len(given) > LONGEST_RESPONSE:
        raise NotAnAnswer(f"Shorten the answer to {LONGEST_RESPONSE} characters.")
    return given.strip()


def is_accepted(given: str, accepted: Iterable[str]) -> bool:
    """Say whether a typed answer is an accepted one, whatever its case, marks and spaces."""
    return compact(given) in {compact(one) for one in accepted}


class Typed(Question):
    """A question answered by typing; the first accepted answer is the one shown."""

    accepted: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The accepted answer that is shown."""
        return self.accepted[0] if self.accepted else ""

    @property
    def right_response(self) -> Response:
        """The accepted answer that is shown."""
        return self.answer

    @property
    def secrets(self) -> tuple[str, ...]:
        """The accepted answers."""
        return self.accepted

    @property
    def hint(self) -> str | None:
        """How the answer begins, and of how many words it is; nothing where that would tell it."""
        words = _ARTICLE.sub("", self.answer).split()
        if len(compact(self.answer)) < SHORTEST_WITH_HINT:
            return None
        many = f" and has {len(words)} words" if len(words) > 1 else ""
        return f"It begins with “{words[0][0]}”{many}."

    def interaction(self) -> Interaction:
        """Ask for a word or a short expression."""
        return TypeText()

    def parse(self, response: Response) -> Response:
        """Accept any text that has a letter or a digit in it."""
        return typed_text(response)

    def grade(self, response: Response) -> Mark:
        """Score 1 if the response is an accepted answer, whatever its case, marks and spaces."""
        return Mark(score=float(is_accepted(text_in(response), self.accepted)))

    def classify(self, response: Response) -> str:
        """Return the accepted answer that is shown, or what was typed without what does not count."""
        given = text_in(response)
        return self.answer if is_accepted(given, self.accepted) else normalise(given)

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
