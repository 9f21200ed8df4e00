"""Real GIFT files that other people wrote: each question is imported, or listed with place and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from question_bank.formats import gift
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_response import MultipleResponse

FOLDER = Path(__file__).parent.parent / "samples" / "gift"
READ = {
    "TFTwoFeedback": ("true_false", "true_false"),
    "categorySpecialCharacter": (),
    "descriptionTitleEscapedColon": ("true_false",),
    "escapeAll": ("multiple_choice",),
    "escapeColon": ("multiple_response",),
    "escapeEquals": ("multiple_choice",),
    "formatExamples": ("multiple_choice",),
    "mcHTMLComment": ("multiple_choice",),
    "multiLineFeedback1": ("multiple_choice", "multiple_choice"),
    "multipleAnswersFloat": ("multiple_response",),
    "newlineAndLaTeX": (),
    "numerical1": ("numeric",) * 8,
    "shortAnswerNotMatching": ("multiple_choice", "multiple_choice"),
    "symbolsAll": ("true_false",),
    "tag_id_and_two_tags": (),
    "type_inferred_multiline_markdown": ("short_answer",),
}


def path(name: str) -> Path:
    return FOLDER / f"fuhrmanator__{name}.gift"


def test_all_samples_are_tested() -> None:
    assert {path(name) for name in READ} == set(FOLDER.iterdir())


@pytest.mark.parametrize("name", READ)
def test_each_question_is_imported_or_listed(name: str) -> None:
    found = gift.read(path(name).read_bytes())
    assert tuple(question.kind for question in found.questions) == READ[name]
    assert all(question.problems() == [] for question in found.questions)
    assert found.questions or found.troubles
    assert all(trouble.place.startswith(("line ", "the whole file")) for trouble in found.troubles)
    assert all(trouble.reason.endswith(".") for trouble in found.troubles)


@pytest.mark.parametrize("name", [name for name, kinds in READ.items() if kinds])
def test_what_was_imported_is_written_and_read_back(name: str) -> None:
    found = gift.read(path(name).read_bytes())
    written = gift.write(found.questions, found.files)
    assert gift.read(written.data).questions == found.questions


def test_signs_come_out_as_they_are_meant() -> None:
    (question,) = gift.read(path("symbolsAll").read_bytes()).questions
    assert question.stem.endswith("such as `-=[];',./~!@#$%^&*()_+{}|:\"<>?")


def test_html_becomes_text() -> None:
    (question,) = gift.read(path("formatExamples").read_bytes()).questions
    assert (question.stem, question.answer) == ("The sun rises in which direction?", "The east.")


def test_weights_in_thirds_are_three_right_answers() -> None:
    (question,) = gift.read(path("multipleAnswersFloat").read_bytes()).questions
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("Africa", "Asia", "Antarctica")


def test_arrows_in_choices_make_no_pairs() -> None:
    found = gift.read(path("shortAnswerNotMatching").read_bytes())
    assert not any(isinstance(question, Matching) for question in found.questions)
