"""The feedback to a response, in one shape everywhere: verdict, fact, who says so and where, who says otherwise."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import streamlit as st

from question_bank.facts import AUTHOR, Article, Citation
from question_bank.interactions import ChooseOne, SelfRate
from question_bank.question import Rival
from quizapp.services import questions
from quizapp.services.sittings import Shown
from quizapp.storage.database import Database
from quizapp.ui import asking, visit
from quizapp.ui.interactions import RIGHT, WRONG
from quizapp.ui.text import plain, plain_line

AGAIN = ":material/replay:"


def draw(shown: Shown) -> None:
    """Draw the feedback to a response, and the way on beside its first line: it is at hand however long the rest is."""
    question = shown.question
    with st.container(horizontal=True, vertical_alignment="center", key="verdict"):
        _verdict(shown)
        _way_on(shown)
    source = where(question.voice, question.citations, question.as_of)
    st.markdown(f"{plain(question.explanation)}\n\n:gray[{plain(source)}]")
    for rival in question.conflicts:
        _other_voice(rival)


def where(voice: str, citations: Sequence[Citation], as_of: str) -> str:
    """Say who says so, in which article, section and paragraph, and as of when."""
    said_by = "The article’s author" if voice == AUTHOR else voice
    places = [_place(one, list(cited)) for one, cited in groupby(citations, key=lambda cited: cited.article)]
    return " · ".join([said_by, *places, *([f"as of {as_of}"] if as_of else [])])


def _verdict(shown: Shown) -> None:
    """Say in a word how a response was marked; a screen reader reads it out at once, for it is an alert."""
    right = shown.given is not None and shown.given.is_right
    if isinstance(shown.interaction, SelfRate):
        st.info("**Noted.**" if right else "**It will come again soon.**", icon=None if right else AGAIN)
    elif right:
        st.success("**Right.**", icon=RIGHT)
    elif isinstance(shown.interaction, ChooseOne):
        st.error("**Not right.**", icon=WRONG)
    else:
        st.error(f"**Not right. The answer is “{plain_line(shown.question.answer)}”.**", icon=WRONG)


def _way_on(shown: Shown) -> None:
    last = shown.position + 1 == shown.length
    st.button(
        "See summary" if last else "Next",
        key=f"next-{shown.attempt_id}",
        type="primary",
        shortcut="Enter",
        on_click=asking.go_to,
        args=(asking.END if last else shown.position + 1,),
    )


def _place(article_id: str, citations: Sequence[Citation]) -> str:
    """Name an article with the paragraphs that are cited, each run of them after the section it is in."""
    article = _articles().get(article_id)
    if article is None:
        return article_id
    numbers = sorted({cited.paragraph for cited in citations})
    runs = [_run(section, list(run)) for section, run in groupby(numbers, key=article.section)]
    return f"{article.title} · {'; '.join(runs)}"


def _run(section: str | None, numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    paragraphs = f"paragraphs {', '.join(first)} and {last}" if first else f"paragraph {last}"
    return f"{section}, {paragraphs}" if section else paragraphs


def _other_voice(rival: Rival) -> None:
    with st.container(border=True):
        source = where(rival.voice, rival.citations, rival.as_of)
        st.markdown(
            f"**Another article says otherwise**\n\n{plain(rival.statement)}\n\n:gray[{plain(source)}]"
        )  # fmt: skip


def _articles() -> Mapping[str, Article]:
    here = visit.here()
    return _articles_of(here.db)


@lru_cache(maxsize=4)
def _articles_of(db: Database) -> Mapping[str, Article]:
    """Keep the articles of a bank, which are the same for everyone."""
    return questions.articles(db, visit.here().actor)
