"""What all questions share: which problems keep them from being asked, and how they are changed."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from question_bank.question import LONGEST_STEM
from tests.question_bank.samples import choice, citation, typed


@pytest.mark.parametrize("field", ["stem", "topic", "explanation"])
def test_a_missing_text_is_named(field: str) -> None:
    found = choice(**{field: ""}).problems()
    assert [problem.field for problem in found] == [field]
    assert found[0].message.endswith(".")


def test_white_space_alone_is_no_text() -> None:
    assert [problem.field for problem in choice(stem="  \n ").problems()] == ["stem"]


def test_a_stem_that_is_too_long_is_named() -> None:
    assert choice(stem="x" * LONGEST_STEM).problems() == []
    found = choice(stem="x" * (LONGEST_STEM + 1)).problems()
    assert [problem.message for problem in found] == [f"Shorten the question to {LONGEST_STEM} characters."]


def test_all_problems_are_said_at_once() -> None:
    found = choice(stem="", topic="", explanation="", key="").problems()
    assert {problem.field for problem in found} == {"stem", "topic", "explanation", "key"}


def test_a_changed_question_is_checked() -> None:
    assert choice().changed(key="Mars").key == "Mars"
    with pytest.raises(ValidationError):
        choice().changed(options=5)


def test_a_change_leaves_the_question_itself_alone() -> None:
    before = choice()
    before.changed(stem="Other?")
    assert before == choice()


def test_a_change_keeps_everything_else() -> None:
    asked = typed(citations=(citation(),), voice="Galileo", as_of="1610")
    again = asked.changed(stem="Other?")
    assert again.model_dump(exclude={"stem"}) == asked.model_dump(exclude={"stem"})


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        choice().changed(colour="red")
