"""What became of a response, with a sign and a word, never by colour alone."""

from quizapp.ui.text import plain_line

RIGHT = ":material/check_circle:"
WRONG = ":material/cancel:"


def right(words: str) -> str:
    """Return Markdown that says what is right; the words may be anyone's."""
    return f":green[{RIGHT} {plain_line(words)}]"


def wrong(words: str) -> str:
    """Return Markdown that says what is wrong; the words may be anyone's."""
    return f":red[{WRONG} {plain_line(words)}]"
