"""Responses by their shape; one of another shape is no answer."""

from collections.abc import Iterator

from question_bank.interactions import Response
from question_bank.marking import NotAnAnswer


def text_in(response: Response, advice: str = "Type an answer first.") -> str:
    """Return a response that is a text.

    Raises:
        NotAnAnswer: it is none; the message is the advice.
    """
    if not isinstance(response, str):
        raise NotAnAnswer(advice)
    return response


def texts_in(response: Response, advice: str = "Answer first.") -> list[str]:
    """Return a response that is a list of texts.

    Raises:
        NotAnAnswer: it is none; the message is the advice.
    """
    if not isinstance(response, list):
        raise NotAnAnswer(advice)
    return response


def pairs_in(response: Response, advice: str = "Answer first.") -> dict[str, str]:
    """Return a response that gives a text for each of several.

    Raises:
        NotAnAnswer: it is none; the message is the advice.
    """
    if not isinstance(response, dict):
        raise NotAnAnswer(advice)
    return response


def all_texts(response: Response) -> Iterator[str]:
    """Yield every text in a response."""
    if isinstance(response, str):
        yield response
    elif isinstance(response, list):
        yield from response
    else:
        for pair in response.items():
            yield from pair


def in_words(response: Response) -> str:
    """Return a response as one reads it in a line."""
    if isinstance(response, dict):
        return "; ".join(f"{left}: {right}" for left, right in response.items())
    return response if isinstance(response, str) else "; ".join(response)
