"""The feedback to a response, in one shape everywhere: verdict, fact, who says so and where, who says otherwise."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

import streamlit as st

from question_bank.facts import AUTHOR, Article, Citation
from question_bank.interactions import SelfRate, TypeNumber, TypeText
from question_bank.question import Rival
from quizapp.services import questions
from quizapp.services.shown import Shown
from quizapp.storage.database import Database
from quizapp.ui import afterwards, asking, visit
from quizapp.ui.rich import draw_pictures, rich, rich_line
from quizapp.ui.signs import RIGHT, WRONG
from quizapp.ui.text import plain

AGAIN, PARTLY = ":material/replay:", ":material/contrast:"


def draw(shown: Shown) -> None:
    """Draw the feedback, the way on beside its first line (at hand however long the rest is), and what else to do."""
    question = shown.question
    with st.container(horizontal=True, vertical_alignment="center", key="verdict"):
        _verdict(shown)
        _way_on(shown)
    st.markdown(statement(question.explanation, question.voice, question.citations, question.as_of))
    draw_pictures([question.explanation])
    for rival in question.conflicts:
        _other_voice(rival)
    afterwards.draw(shown)


def where(voice: str, citations: Sequence[Citation], as_of: str) -> str:
    """Say who says so, in which article, section and paragraph, and as of when; a teacher's own may say less."""
    said_by = voice[:1].upper() + voice[1:] if voice != AUTHOR else "The article’s author" if citations else ""
    cited: dict[str, list[int]] = {}
    for one in citations:
        cited.setdefault(one.article, []).append(one.paragraph)
    places = [_place(article_id, sorted(set(numbers))) for article_id, numbers in cited.items()]
    return " · ".join(filter(None, [said_by, "; also ".join(places), as_of and f"as of {as_of}"]))


def statement(text: str, voice: str, citations: Sequence[Citation], as_of: str) -> str:
    """Return Markdown of what is said, with where it stands below it."""
    source = where(voice, citations, as_of)
    return rich(text) + (f"\n\n:gray[{plain(source)}]" if source else "")


def _verdict(shown: Shown) -> None:
    """Say in a word how a response was marked; a screen reader reads it out at once, for it is an alert."""
    right = shown.given is not None and shown.given.is_right
    if isinstance(shown.interaction, SelfRate):
        st.info("**Noted.**" if right else "**It will come again soon.**", icon=None if right else AGAIN)
    elif right:
        st.success("**Right.**", icon=RIGHT)
    elif shown.given and shown.given.is_partly_right:
        st.warning(f"**Partly right: {_share(shown.given.score)}.**", icon=PARTLY)
    elif isinstance(shown.interaction, TypeText | TypeNumber):
        st.error(f"**Not right. The answer is “{rich_line(shown.question.answer)}”.**", icon=WRONG)
    else:
        st.error("**Not right.**", icon=WRONG)


def _share(score: float) -> str:
    """Say a share as one speaks of it."""
    found = Fraction(score).limit_denominator(9)
    return "half" if found == Fraction(1, 2) else f"{found.numerator} of {found.denominator}"


def _way_on(shown: Shown) -> None:
    """Draw the button that goes on; `focus.js` goes there, and a screen reader reads the explanation with it."""
    last = shown.is_last
    st.button(
        "See summary" if last else "Next",
        key=f"next-{shown.attempt_id}",
        type="primary",
        shortcut="Enter",
        on_click=asking.go_to,
        args=(asking.END if last else shown.position + 1,),
    )


def _place(article_id: str, numbers: Sequence[int]) -> str:
    """Name an article with the paragraphs that are cited, each run of them after the section it is in."""
    article = _articles(visit.database()).get(article_id)
    if article is None:
        return "an article that is not here any more"
    runs = [_run(section, list(run)) for section, run in groupby(numbers, key=article.section)]
    return f"{article.title} · {'; '.join(runs)}"


def _run(section: str | None, numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    paragraphs = f"paragraphs {', '.join(first)} and {last}" if first else f"paragraph {last}"
    return f"{section}, {paragraphs}" if section else paragraphs


def _other_voice(rival: Rival) -> None:
    with st.container(border=True):
        said = statement(rival.statement, rival.voice, rival.citations, rival.as_of)
        st.markdown(f"**Another article says otherwise**\n\n{said}")


@lru_cache(maxsize=4)
def _articles(db: Database) -> Mapping[str, Article]:
    """Keep the articles of a bank, which are the same for everyone."""
    return questions.articles(db, visit.here().actor)
