"""Flashcards: recall, turn over, and say how well it went."""

from __future__ import annotations

import pytest

from question_bank.interactions import SelfRate
from question_bank.kinds.flashcard import Flashcard
from question_bank.marking import RATINGS, NotAnAnswer, Rating
from tests.question_bank.samples import COMMON

CARD = Flashcard(id="card", stem="Why does it shine?", accepted=("its rings are ice",), **COMMON)


def test_the_back_is_shown_and_rated() -> None:
    assert CARD.interaction() == SelfRate(answer="its rings are ice")
    assert CARD.answer == "its rings are ice"


def test_the_ratings_are_those_of_the_memory() -> None:
    assert RATINGS == ("Again", "Hard", "Good", "Easy")


@pytest.mark.parametrize(("response", "rating"), list(zip(RATINGS, Rating, strict=True)))
def test_the_rating_is_kept_and_only_again_scores_nothing(response: str, rating: Rating) -> None:
    mark = CARD.grade(CARD.parse(response))
    assert mark.rating is rating
    assert mark.score == (0 if rating is Rating.AGAIN else 1)


@pytest.mark.parametrize("response", ["", "again", "GOOD", "3", "its rings are ice"])
def test_nothing_else_is_a_rating(response: str) -> None:
    with pytest.raises(NotAnAnswer, match="Again, Hard, Good, Easy"):
        CARD.parse(response)


def test_a_card_without_a_back_is_named() -> None:
    assert [problem.field for problem in CARD.changed(accepted=()).problems()] == ["accepted"]
