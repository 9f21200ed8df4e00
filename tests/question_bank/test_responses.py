"""A response of another shape than the one asked for is no answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.interactions import Response
from question_bank.marking import NotAnAnswer
from question_bank.responses import all_texts, in_words, pairs_in, text_in, texts_in

SHAPES: list[tuple[Callable[..., Response], Response]] = [
    (text_in, "Saturn"),
    (texts_in, ["Saturn"]),
    (pairs_in, {"Saturn": "rings"}),
]


@pytest.mark.parametrize(("reader", "response"), SHAPES)
def test_a_response_of_its_shape_is_returned(reader: Callable[..., Response], response: Response) -> None:
    assert reader(response) == response


@pytest.mark.parametrize(("reader", "own"), SHAPES)
def test_a_response_of_another_shape_is_asked_back_with_the_advice(
    reader: Callable[..., Response], own: Response
) -> None:
    for _, other in SHAPES:
        if other != own:
            with pytest.raises(NotAnAnswer, match=r"^Pick one\.$"):
                reader(other, "Pick one.")
            with pytest.raises(NotAnAnswer):
                reader(other)


@pytest.mark.parametrize(
    ("response", "texts", "words"),
    [
        ("Saturn", ["Saturn"], "Saturn"),
        (["Saturn", "Mars"], ["Saturn", "Mars"], "Saturn; Mars"),
        ({"Io": "Jupiter", "Titan": "Saturn"}, ["Io", "Jupiter", "Titan", "Saturn"], "Io: Jupiter; Titan: Saturn"),
        ("", [""], ""),
        ([], [], ""),
        ({}, [], ""),
    ],
)
def test_a_response_of_any_shape_is_read_in_a_line(response: Response, texts: list[str], words: str) -> None:
    assert list(all_texts(response)) == texts
    assert in_words(response) == words
