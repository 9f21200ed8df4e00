"""The text of questions, with the signs of `question_bank.rich`: emphasis, code, formulas, and pictures below it."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import streamlit as st

from question_bank.rich.signs import FENCE, INLINE
from quizapp.services.pictures import pictures
from quizapp.ui import visit
from quizapp.ui.text import plain

_LOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_HIGH = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\(file:[^()\s]{1,200}\)")
_SIMPLE = re.compile(r"[A-Za-z0-9+\-=(),. ]+")
_FENCED = re.compile(rf"(?m)^{FENCE}\n(.*?)\n{FENCE}$", re.DOTALL)
_WIDEST = 480


@lru_cache(maxsize=4096)
def rich(text: str) -> str:
    """Return Markdown that shows a text of a question; what is no sign of ours stays what it is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n\n".join(_blocks(text)) if FENCE in text else _inline(text)


@lru_cache(maxsize=16_384)
def rich_line(text: str) -> str:
    """Return the same for headings and labels, which show one line."""
    return _inline(" ".join(text.split()))


@lru_cache(maxsize=4096)
def rich_stem(text: str) -> str:
    """Return the same for a stem whose pictures are drawn below it."""
    return rich_line(_PICTURE.sub("", text)) or rich_line(text)


def draw_pictures(
    texts: Iterable[str], captioned: bool = False, files: Mapping[str, bytes] | None = None
) -> None:  # fmt: skip
    """Draw the pictures that texts show, in their order, each once; `files` are those that the bank has not yet."""
    shown = {name: alt for text in texts if "](file:" in text for name, alt in _pictures_in(text)}
    if not shown:
        return
    here = visit.here()
    kept = files if files is not None else pictures(here.db, here.actor, list(shown))
    for name, alt in shown.items():
        if name in kept:
            with st.container(width=_WIDEST):
                st.image(kept[name], caption=plain(alt) if captioned and alt else None, alt=alt or "the picture")


def _pictures_in(text: str) -> list[tuple[str, str]]:
    return [(found["name"], found["alt"]) for found in INLINE.finditer(text) if found["name"]]


def _blocks(text: str) -> Iterable[str]:
    """Yield the text between lines of code, and the code."""
    place = 0
    for found in _FENCED.finditer(text):
        if before := text[place : found.start()].strip("\n"):
            yield _inline(before)
        yield "  \n".join(f"`{line}`" if "`" not in line else plain(line) for line in found[1].split("\n") if line)
        place = found.end()
    if rest := text[place:].strip("\n"):
        yield _inline(rest)


def _inline(text: str) -> str:
    written, place = [], 0
    for found in INLINE.finditer(text):
        written += [_between(text[place : found.start()], place), _sign(found)]
        place = found.end()
    return "".join([*written, _between(text[place:], place)])


def _between(text: str, place: int) -> str:
    """Return what stands between signs; a space after one is no indent."""
    start = len(text) - len(text.lstrip(" ")) if place else 0
    return text[:start] + plain(text[start:])


def _sign(found: re.Match[str]) -> str:
    """Write one of our signs in Streamlit’s Markdown."""
    name = found.lastgroup
    said = found[name] if name else ""
    match name:
        case "strong" | "em":
            mark = "**" if name == "strong" else "*"
            return f"{mark}{_inline(said)}{mark}"
        case "code":
            return f"`{said}`"
        case "formula":
            return _formula(said)
        case "sub" | "sup":
            return _shifted(said, name == "sub")
        case "name":
            return plain(found["alt"] or "the picture")
    return plain(said)


def _formula(said: str) -> str:
    inner = said[2:-2].strip()
    return plain(said) if "$" in inner or not inner else f"${inner}$"


def _shifted(said: str, is_low: bool) -> str:
    moved = said.translate(_LOW if is_low else _HIGH)
    if not any(sign.isascii() for sign in moved):
        return moved
    return f"${'_' if is_low else '^'}{{\\text{{{said}}}}}$" if _SIMPLE.fullmatch(said) else plain(said)
