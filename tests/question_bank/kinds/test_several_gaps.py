"""Several gaps: every one that is filled rightly earns a share, by typing or by choosing."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.facts import GAP
from question_bank.interactions import FillGaps, Gap
from question_bank.kinds.several_gaps import Filling, SeveralGaps, read_line
from question_bank.marking import NotAnAnswer
from tests.question_bank.samples import gaps

WORD = st.text("abcdefgh", min_size=1, max_size=5)
LINE = st.text("ab|~\\ .", min_size=1, max_size=8).map(str.strip).filter(lambda text: any(c in "ab" for c in text))


@st.composite
def questions(draw: st.DrawFn) -> SeveralGaps:
    words = draw(st.lists(WORD, min_size=3, max_size=8, unique=True))
    number = draw(st.integers(1, 4))
    fillings = [
        Filling(accepted=(word,), wrong=draw(st.sampled_from(((), tuple(w for w in words if w != word)))))
        for word in (draw(st.sampled_from(words)) for _ in range(number))
    ]
    return gaps(stem=f"It is {', '.join([GAP] * number)}.", fillings=fillings)


@st.composite
def answered(draw: st.DrawFn) -> tuple[SeveralGaps, list[str]]:
    asked = draw(questions())
    return asked, [draw(st.sampled_from(one.options or (one.answer, "zzz"))) for one in asked.fillings]


def score(asked: SeveralGaps, given: list[str]) -> float:
    return asked.grade(asked.parse(given)).score


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["Galileo", "rings"], 1),
        (["galilei ", "rings"], 1),
        (["Galileo", "moons"], 0.5),
        (["Newton", "rings"], 0.5),
        (["Newton", "storms"], 0),
    ],
)
def test_a_gap_filled_rightly_earns_half_of_two(given: list[str], expected: float) -> None:
    assert score(gaps(), given) == expected


@given(answered())
def test_scores_are_the_share_of_gaps(one: tuple[SeveralGaps, list[str]]) -> None:
    asked, given = one
    right = [filling.answer == text for filling, text in zip(asked.fillings, given, strict=True)]
    assert score(asked, given) == pytest.approx(sum(right) / len(right))
    assert (score(asked, given) == 1) == (given == asked.right_response)


@given(answered(), st.data())
def test_a_wrong_filling_never_helps(one: tuple[SeveralGaps, list[str]], data: st.DataObject) -> None:
    asked, given = one
    place = data.draw(st.integers(0, len(given) - 1))
    better = [*given[:place], asked.fillings[place].answer, *given[place + 1 :]]
    assert score(asked, better) >= score(asked, given)


def test_the_guess_score_is_the_mean_over_all_choices() -> None:
    fillings = (Filling(accepted=("a",), wrong=("b", "c")), Filling(accepted=("d",), wrong=("e",)))
    asked = gaps(stem=f"{GAP} and {GAP}.", fillings=fillings)
    guesses = [list(one) for one in product(*(filling.options for filling in fillings))]
    assert asked.guess_score() == pytest.approx(sum(score(asked, one) for one in guesses) / len(guesses))


def test_what_is_typed_cannot_be_guessed() -> None:
    assert gaps().guess_score() == pytest.approx(1 / 6)
    assert gaps(fillings=(Filling(accepted=("a",)), Filling(accepted=("b",)))).guess_score() == 0


def test_the_text_is_shown_with_its_gaps() -> None:
    shown = gaps().interaction()
    assert shown == FillGaps(text=gaps().stem, gaps=(Gap(), Gap(options=("rings", "moons", "storms"))))


def test_each_gap_is_a_part_of_the_mark() -> None:
    parts = gaps().grade(["galilei", "moons"]).parts
    assert [(part.asked, part.given, part.right, part.is_right) for part in parts] == [
        ("Gap 1", "galilei", "Galileo", True),
        ("Gap 2", "moons", "rings", False),
    ]


@pytest.mark.parametrize(
    ("given", "classed"),
    [(["GALILEI", "rings"], "Galileo; rings"), (["The  Newton!", "moons"], "newton; moons")],
)
def test_spellings_of_an_answer_are_counted_together(given: list[str], classed: str) -> None:
    assert gaps().classify(gaps().parse(given)) == classed


@pytest.mark.parametrize(
    "response", [[], ["Galileo"], ["Galileo", ""], ["", "rings"], ["?", "rings"], ["Galileo", "Rings"], "Galileo", {}]
)
def test_only_a_text_for_every_gap_is_an_answer(response: Any) -> None:
    with pytest.raises(NotAnAnswer, match="Fill every gap"):
        gaps().parse(response)


def test_a_filling_that_is_much_too_long_is_asked_back() -> None:
    with pytest.raises(NotAnAnswer, match="Shorten"):
        gaps().parse(["x" * 300, "rings"])


def test_writers_give_a_line_for_each_gap() -> None:
    made = gaps().changed(lines=["Galileo | Galilei", "rings ~ moons ~ storms"])
    assert made.fillings == gaps().fillings
    assert made.lines == ("Galileo | Galilei", "rings ~ moons ~ storms")


@given(st.lists(LINE, min_size=1, max_size=3, unique=True), st.lists(LINE, max_size=3, unique=True))
def test_signs_in_answers_survive_being_written_and_read(accepted: list[str], wrong: list[str]) -> None:
    filling = Filling(accepted=tuple(accepted), wrong=tuple(wrong))
    assert Filling.model_validate(read_line(filling.line)) == filling


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"stem": "No gap."}, "stem", "Mark 1 to 9 gaps"),
        ({"lines": []}, "lines", "Give what fills the gaps."),
        ({"stem": f"One {GAP}."}, "lines", "The text has 1 gap but the answer has 2 lines"),
        ({"lines": ["Galileo"]}, "lines", "The text has 2 gaps but the answer has 1 line"),
        ({"lines": ["Galileo", "?"]}, "lines", "Give an answer with a letter or a digit"),
        ({"lines": ["Galileo", ""]}, "lines", "Give an answer with a letter or a digit"),
        ({"lines": ["Galileo", "rings ~ Rings."]}, "lines", "Two options say the same: “rings”."),
    ],
)
def test_what_is_wrong_is_said_plainly(fields: dict[str, Any], field: str, message: str) -> None:
    found = gaps(**fields).problems()
    assert [problem.field for problem in found] == [field]
    assert found[0].message.startswith(message)
