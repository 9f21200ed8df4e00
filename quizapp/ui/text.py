"""Text from people and articles, shown as it is: Streamlit reads every label as Markdown and more."""

import re
from functools import lru_cache

_JOINER = "\u2060"  # a word joiner: invisible, and stops what Streamlit rewrites after Markdown was parsed
_MARKS = re.compile(r"[!-/:-@\[-`{-~]")
_REWRITTEN = re.compile(
    r"(?<=-)(?=[->])|(?<=<)(?=[-=])|(?<=[>~])(?==)|(?<=[A-Za-z0-9])(?=:)(?=:[/a-z])"
    r"|(?<=:)(?=streamlit:)|(?<=[A-Za-z0-9._+-])(?=@)|(?<=www)(?=\.)",
    re.IGNORECASE,
)
_INDENT = re.compile(r"(?m)^[ \t]+")


@lru_cache(maxsize=4096)  # a question is drawn at least twice, and many learners are asked it
def plain(text: str) -> str:
    """Return Markdown that shows exactly this text: `$147 billion`, `:red[…]` and `2*3*4` stay what they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _MARKS.sub(r"\\\g<0>", _REWRITTEN.sub(_JOINER, text))
    text = _INDENT.sub(lambda found: "\u00a0" * len(found.group().expandtabs(4)), text)
    return text.replace("\n", "  \n")


def plain_line(text: str) -> str:
    """Return the same for headings and labels, which show one line."""
    return plain(" ".join(text.split()))
