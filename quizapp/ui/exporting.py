"""Questions into a file: a format is chosen, what it cannot hold is told, and the file is taken."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from question_bank.formats import FORMATS
from question_bank.formats.exchange import Exported, Loss
from quizapp.services import exchange, questions
from quizapp.storage.bank import Search
from quizapp.ui import dates
from quizapp.ui.text import plain_line
from quizapp.ui.visit import Visit

_WRITTEN = "exported"
_MOST = 12


def draw(here: Visit) -> None:
    """Draw the choices, what is lost, and the way to the file."""
    name = st.selectbox("Format", list(FORMATS), format_func=lambda one: FORMATS[one].title, key="export-format")
    topic = st.selectbox(
        "Topic", questions.topics(here.db, here.actor), index=None, placeholder="All topics", key="export-topic"
    )
    own = st.toggle("Only our own questions", key="export-own")
    wanted = Search(topic=topic, own_only=own)
    number = exchange.count_asked(here.db, here.actor, wanted)
    if not number:
        st.markdown("There is no question to take out. Choose another topic.")
        return
    if st.button(f"Write {dates.counted(number, 'question')}"):
        with st.spinner("Writing …"):
            st.session_state[_WRITTEN] = (name, wanted, exchange.export_questions(here.db, here.actor, name, wanted))
    for_what, for_whom, exported = st.session_state.get(_WRITTEN, ("", None, None))
    if exported is not None and (for_what, for_whom) == (name, wanted):
        _draw_written(name, exported)


def _draw_written(name: str, exported: Exported) -> None:
    """Draw the way to the file, after what is not in it."""
    format = FORMATS[name]
    st.download_button(
        "Take the file", exported.data, f"questions{format.suffixes[0]}", type="primary", icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip
    if not exported.losses:
        st.success("It holds everything.", icon=":material/check_circle:")
        return
    st.header("What it does not hold", anchor=False)
    for said in _told(exported.losses):
        st.markdown(said)


def _told(losses: Sequence[Loss]) -> list[str]:
    """Return each loss once, the most frequent first, with the number of questions that it is about."""
    counts = Counter(loss.lost for loss in losses).most_common()
    told = [f"**{dates.counted(number, 'question')}:** {plain_line(lost)}" for lost, number in counts[:_MOST]]
    if rest := sum(number for _, number in counts[_MOST:]):
        told.append(f":gray[And the like of {dates.counted(rest, 'question')} more.]")
    return told
