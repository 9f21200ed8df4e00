"""True or false: judge one statement."""

from __future__ import annotations

from typing import Any

import pytest

from question_bank.interactions import ChooseOne
from question_bank.marking import NotAnAnswer
from tests.question_bank.samples import judged


@pytest.mark.parametrize("key", ["True", "False"])
def test_the_key_alone_is_right(key: str) -> None:
    asked = judged(key=key)
    assert [asked.grade(asked.parse(response)).is_right for response in ("True", "False")] == [
        key == "True",
        key == "False",
    ]


def test_true_always_stands_first() -> None:
    assert judged().interaction() == ChooseOne(options=("True", "False"), ordered=True)


def test_half_of_all_guesses_are_right() -> None:
    assert judged().guess_score() == 0.5


@pytest.mark.parametrize("response", ["", "true", "TRUE", "yes", "1"])
def test_only_the_two_words_are_answers(response: str) -> None:
    with pytest.raises(NotAnAnswer, match="true or false"):
        judged().parse(response)


@pytest.mark.parametrize("fields", [{"key": ""}, {"key": "Maybe"}, {"options": ("Yes", "No")}])
def test_a_missing_key_is_named(fields: dict[str, Any]) -> None:
    found = judged(**fields).problems()
    assert [(problem.field, problem.message) for problem in found] == [
        ("key", "Say whether the statement is true or false.")
    ]
