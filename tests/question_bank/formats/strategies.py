"""Hypothesis strategies that every format is tested with: sound questions of all kinds, with texts hard to write.

Use `questions()`, `questions("matching", "numeric")`, `banks()` (several questions with ids of their own), and other
texts where these are too much: `@given(banks(text=PLAIN))`. Texts hold the signs of every format, line ends and tabs,
but no other control characters (`CONTROLS` are for those who want them) and no carriage returns.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from question_bank.facts import AUTHOR, GAP, Citation
from question_bank.kinds import KINDS, AnyQuestion, read_question
from question_bank.kinds.several_gaps import Filling
from question_bank.kinds.true_false import CHOICES
from question_bank.marking import compact, normalise
from question_bank.question import Rival

SIGNS = "{}=~#:\\%-><&\"'`´;,|$*_[]()^!?./@+\t\n "
SNIPPETS = (
    "->", "####", "//", "\n//", "\n\n", "%50%", "%-50%", "%100%", "[html]", "[markdown]", "::", "$CATEGORY: x", "...",
    "{}", "=}", "<b>fett</b>", "<script>alert(1)</script>", "&amp;", "&#x27;", "]]>", "<!--", "-->", "<![CDATA[",
    "<br>", "{{c1::Saturn}}", "{1:SHORTANSWER:=Ja}", "[[1]]", "\\n", "\\", "\\\\", "\\(x^2\\)", "$$x$$",
    "$147 billion", ":red[no]", "ANSWER: A", "A. ", "B) ", "=HYPERLINK(1)", "-1", "+1", "@SUM", "\"", "\"\"", "a;b",
    "a,b", "a\tb", "#separator:tab", "T", "FALSE", "1822:5", "1..2", "_____ _____ ", "*stark*", "**", "~sub~",
    "^sup^", "- eins\n- zwei", "1. eins", "![alt](file:x.png)", "../../x", "NULL", "None", "1e5", "\ufeff", "\u200b",
    "\u2028", "\u0085", "\u00a0", "\u0301", "\U0001f680", "中文", "עברית", "Größe", "ﬁ", "İ",
)  # fmt: skip
CONTROLS = st.text(st.characters(categories=["Cc"]), max_size=4)

PLAIN = st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x17F), min_size=1, max_size=12)
"""Words of letters and digits."""


def _stripped(text: str) -> str:
    return text.strip().strip("\x1c\x1d\x1e\x1f")


_PIECE = st.one_of(
    PLAIN,
    st.text(SIGNS, max_size=6),
    st.sampled_from(SNIPPETS),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=8),
)
NASTY = st.lists(_PIECE, min_size=1, max_size=4).map("".join).map(_stripped).filter(bool)
"""Texts with what formats stumble over."""


def ids() -> SearchStrategy[str]:
    """Return ids as the bank makes them, and now and then one that a person made up."""
    made = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4}){0,3}", fullmatch=True)
    return st.one_of(made, made, made, NASTY.map(lambda text: _stripped(text[:30])).filter(bool))


@st.composite
def citations(draw: DrawFn) -> Citation:
    """Draw a place in an article."""
    start = draw(st.integers(0, 500))
    return Citation(
        article=draw(ids()),
        paragraph=draw(st.integers(1, 99)),
        start=start,
        end=start + draw(st.integers(1, 200)),
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
    )


def _few(one: SearchStrategy[Any], least: int = 0, most: int = 2) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, min_size=least, max_size=most).map(tuple)


def rivals(text: SearchStrategy[str]) -> SearchStrategy[Rival]:
    """Return what other articles say."""
    return st.builds(Rival, fact=text, statement=text, voice=text, as_of=text, citations=_few(citations()))


@st.composite
def _common(draw: DrawFn, text: SearchStrategy[str], provenance: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": draw(ids()), "stem": draw(text), "topic": draw(text), "explanation": draw(text)}
    if provenance and draw(st.booleans()):
        fields |= {
            "facts": draw(_few(ids())),
            "citations": draw(_few(citations())),
            "voice": draw(st.just(AUTHOR) | text),
            "as_of": draw(st.just("") | text),
            "conflicts": draw(_few(rivals(text), most=1)),
        }
    return fields


def _options(text: SearchStrategy[str], least: int = 2, most: int = 5) -> SearchStrategy[list[str]]:
    return st.lists(text, min_size=least, max_size=most, unique_by=lambda one: normalise(one) or one)


def _typable(text: SearchStrategy[str]) -> SearchStrategy[str]:
    return st.one_of(text, PLAIN).filter(lambda one: bool(normalise(one)))


@st.composite
def _chosen(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    options = draw(_options(text, most=9))
    return {"options": options, "key": draw(st.sampled_from(options)), "ordered": draw(st.booleans())}


@st.composite
def _several(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    options = draw(_options(text, most=9))
    keys = draw(st.lists(st.sampled_from(options), min_size=1, max_size=len(options) - 1, unique=True))
    return {"options": options, "keys": keys, "ordered": draw(st.booleans())}


@st.composite
def _judged(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    return {"key": draw(st.sampled_from(CHOICES))}


@st.composite
def _spotted(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    parts = draw(_options(text, most=4))
    stem = "".join(draw(st.just(" ") | text.map(lambda one: f" {one} ")) + part for part in parts)
    key = draw(st.sampled_from(parts))
    correction = draw(text.filter(lambda one: compact(one) != compact(key)))
    return {"stem": stem[:600], "options": parts, "key": key, "correction": correction}


@st.composite
def _typed(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    return {"accepted": draw(_few(_typable(text), 1, 4))}


@st.composite
def _figure(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    figures = st.one_of(
        st.integers(-3000, 3000).map(float),
        st.decimals(-1000, 1000, places=2).map(float),
        st.floats(allow_nan=False, allow_infinity=False),
    )
    tolerance = st.one_of(st.just(0.0), st.just(0.5), figures.map(abs))
    return {"value": draw(figures), "tolerance": draw(tolerance), "unit": draw(st.none() | text)}


def _with_gaps(draw: DrawFn, text: SearchStrategy[str], number: int) -> str:
    return GAP.join(draw(st.just(" ") | text.map(lambda one: one.replace("_", " "))) for _ in range(number + 1))


@st.composite
def _cloze(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    return {"stem": _with_gaps(draw, text, 1), "accepted": draw(_few(_typable(text), 1, 3))}


@st.composite
def _fillings(draw: DrawFn, text: SearchStrategy[str]) -> Filling:
    accepted = draw(_few(_typable(text), 1, 2))
    taken = normalise(accepted[0])
    wrong = _options(text.filter(lambda one: (normalise(one) or one) != taken), 0, 3)
    return Filling(accepted=accepted, wrong=tuple(draw(wrong)))


@st.composite
def _gaps(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    fillings = draw(_few(_fillings(text), 1, 3))
    return {"stem": _with_gaps(draw, text, len(fillings)), "fillings": fillings}


@st.composite
def _ordering(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    return {"items": draw(_options(text, 3, 6))}


@st.composite
def _matching(draw: DrawFn, text: SearchStrategy[str]) -> dict[str, Any]:
    lefts = draw(_options(text, 2, 4))
    options = draw(_options(text, 2, 6))
    each_once = draw(st.booleans()) and len(options) >= len(lefts)
    rights = options[: len(lefts)] if each_once else [draw(st.sampled_from(options)) for _ in lefts]
    rest = tuple(one for one in options if one not in rights)
    pairs = list(zip(lefts, rights, strict=True))
    return {"pairs": pairs, "distractors": rest, "each_once": each_once, "ascending": draw(st.booleans())}


_OWN = {
    "multiple_choice": _chosen,
    "multiple_response": _several,
    "true_false": _judged,
    "error_spotting": _spotted,
    "who_says_so": _chosen,
    "short_answer": _typed,
    "numeric": _figure,
    "cloze": _cloze,
    "several_gaps": _gaps,
    "ordering": _ordering,
    "matching": _matching,
    "flashcard": _typed,
}
assert _OWN.keys() == KINDS.keys(), "a new kind needs a strategy here"


@st.composite
def _of_kind(draw: DrawFn, kind: str, text: SearchStrategy[str], provenance: bool) -> AnyQuestion:
    return read_question({"kind": kind, **draw(_common(text, provenance)), **draw(_OWN[kind](text))})


def questions(*kinds: str, text: SearchStrategy[str] = NASTY, provenance: bool = True) -> SearchStrategy[AnyQuestion]:
    """Return sound questions of some kinds, or of all; `provenance` adds facts, citations, voices and conflicts."""
    each = [_of_kind(kind, text, provenance) for kind in kinds or KINDS]
    return st.one_of(each).filter(lambda question: not question.problems())


def banks(
    *kinds: str, text: SearchStrategy[str] = NASTY, provenance: bool = True, most: int = 4
) -> SearchStrategy[list[AnyQuestion]]:
    """Return questions with different ids."""
    asked = questions(*kinds, text=text, provenance=provenance)
    return st.lists(asked, min_size=1, max_size=most, unique_by=lambda question: question.id)


def one_of_each_kind() -> list[AnyQuestion]:
    """Return each kind's own example, with an id of its own."""
    return [
        read_question({**kind.examples().question.model_dump(), "id": f"example-{name}"})
        for name, kind in KINDS.items()
    ]
