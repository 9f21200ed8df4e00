"""The questions of the bank as a list: searched, narrowed down, opened, stopped and asked again."""

from zlib import crc32

import streamlit as st

from question_bank.kinds import KINDS
from question_bank.question import Question
from quizapp.services import questions
from quizapp.services.questions import PAGE, Kept
from quizapp.storage.bank import QuestionRow, Search
from quizapp.ui import dates, editor, layout, visit
from quizapp.ui.rich import draw_pictures, rich, rich_line
from quizapp.ui.sources import source_lines
from quizapp.ui.text import plain_line
from quizapp.ui.visit import Visit

FOR_LEARNERS = (
    "You meet these questions when you practise. Their answers are shown there, after yours; teachers see them here."
)
_ROUND = "bank-round"
"""Counts how often everything was shown anew: the filters of a new round are new widgets, and empty."""


def draw(here: Visit, said: str) -> None:
    """Draw the list, after what is to be said of the question that was written last."""
    _draw_head(here)
    if said:
        st.success(said, icon=":material/check_circle:")
    if not here.actor.teaches:
        st.markdown(FOR_LEARNERS)
    wanted = _draw_search(here)
    key = f"bank-page-{crc32(repr(wanted).encode())}"  # another search begins on its own first page
    found = questions.search(here.db, here.actor, wanted, (st.session_state.get(key) or 1) - 1)
    if not found.total:
        _draw_nothing(here, wanted)
        return
    st.markdown(f":gray[{plain_line(_count(here, found.total, wanted))}]")
    with st.container(gap="xsmall" if here.actor.teaches else "small"):
        for row in found.rows:
            _draw_row(here, row)
    if found.total > PAGE:
        st.pagination(-(-found.total // PAGE), key=key, max_visible_pages=5, persist_state="session")


def show_all() -> None:
    """Forget words and filters."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _draw_head(here: Visit) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        layout.heading("Questions")
        if here.actor.teaches:
            _draw_ways_to_add()


def _draw_ways_to_add() -> None:
    with st.container(horizontal=True, width="content"):
        if st.button("Import or export"):
            st.switch_page("pages/exchange.py")
        if st.button("Add a question", type="primary"):
            editor.open_form(editor.NEW)


def _draw_search(here: Visit) -> Search:
    hint = "Question or answer" if here.actor.teaches else "Words of the question"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search", type="search", key=_key("words"), live=True, placeholder=hint, persist_state="session"
        )
        with st.popover("Filter", icon=":material/filter_list:"):
            topic = _choice("Topic", "All topics", {one: one for one in questions.topics(here.db, here.actor)})
            kind = _choice("Kind", "All kinds", {name: kind.title for name, kind in KINDS.items()})
            articles = questions.articles(here.db, here.actor)
            article = _choice("Article", "All articles", {name: one.title for name, one in articles.items()})
            own = here.actor.teaches and st.toggle(
                "Only our own questions", key=_key("own"), persist_state="session"
            )  # fmt: skip
    return Search(words or "", topic, kind, article, own)


def _choice(label: str, everything: str, names: dict[str, str]) -> str | None:
    return st.selectbox(
        label, list(names), index=None, format_func=lambda name: names.get(name, name), placeholder=everything,
        key=_key(label), persist_state="session",
    )  # fmt: skip


def _key(name: str) -> str:
    return f"bank-{name}-{st.session_state.get(_ROUND, 0)}"


def _count(here: Visit, total: int, wanted: Search) -> str:
    """Say how many questions there are, and what the list is narrowed down to."""
    article = questions.articles(here.db, here.actor)[wanted.article].title if wanted.article else ""
    kind = KINDS[wanted.kind].title if wanted.kind else ""
    own = "our own" if wanted.own_only else ""
    return " · ".join(filter(None, [dates.counted(total, "question"), wanted.topic, kind, article, own]))


def _draw_nothing(here: Visit, wanted: Search) -> None:
    """Say why the list is empty, and offer the way out."""
    if wanted == Search():
        st.markdown("There are no questions yet." + (" Add the first one." if here.actor.teaches else ""))
        return
    st.markdown("No question fits. Try fewer words or another filter.")
    st.button("Show all questions", on_click=show_all)


def _draw_row(here: Visit, row: QuestionRow) -> None:
    label = f"{rich_line(row.stem)}  \n:small[:gray[{plain_line(_about(row))}]]"
    if not here.actor.teaches:
        st.markdown(label)
        return
    opened = st.expander(label, key=_open_key(row.id), on_change="rerun")
    if opened.open:
        with opened:
            _draw_question(here, questions.read(here.db, here.actor, row.id))


def _about(row: QuestionRow) -> str:
    own = "our own" if row.shipped_digest is None else "edited" if row.edited else ""
    return " · ".join(filter(None, [KINDS[row.kind].title, row.topic, own, "not asked" if row.withdrawn else ""]))


def _draw_question(here: Visit, kept: Kept) -> None:
    """Draw what a teacher may know and do."""
    for line in [_answers(kept.question), rich(kept.question.explanation), *source_lines(kept.question)]:
        st.markdown(line)
    draw_pictures([kept.question.model_dump_json()])
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Edit", key=f"edit-{kept.row.id}"):
            editor.open_form(kept.row.id)
        st.button(
            "Ask again" if kept.row.withdrawn else "Stop asking", key=f"stop-{kept.row.id}", on_click=_set_withdrawn,
            args=(kept.row.id, not kept.row.withdrawn),
        )  # fmt: skip
        st.markdown(f":gray[Version {kept.row.version}]", width="content")


def _set_withdrawn(question_id: str, withdrawn: bool) -> None:
    """Stop asking or ask again, and keep the question open, where either can be undone."""
    here = visit.here()
    questions.set_withdrawn(here.db, here.actor, question_id, withdrawn)
    st.session_state[_open_key(question_id)] = True


def _open_key(question_id: str) -> str:
    return f"open-{question_id}"


def _answers(question: Question) -> str:
    """Return what only this kind of question has, each with its label."""
    values = {edit.label: getattr(question, edit.name) for edit in question.edit_fields}
    said = {label: " / ".join(one) if isinstance(one, tuple) else editor.shown(one) for label, one in values.items()}
    return "  \n".join(f":gray[{plain_line(label)}:] {rich_line(one)}" for label, one in said.items() if one)
