"""Questions from a file: chosen, looked at as they were understood, added with a click, and taken back with another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import streamlit as st

from question_bank.formats.exchange import IMPORTED, Trouble
from question_bank.kinds import KINDS
from quizapp.errors import QuizappError
from quizapp.services import exchange, questions
from quizapp.services.checking import checked
from quizapp.services.exchange import Done, Preview, Understood
from quizapp.ui import dates, layout, visit
from quizapp.ui.rich import draw_pictures, rich_line
from quizapp.ui.text import plain_line
from quizapp.ui.visit import Visit

PAGE = 20
LARGEST = 20
"""Megabytes, as the readers of the formats have it."""
FORMATS = (
    "GIFT, Moodle XML, QTI, Anki decks, Aiken, Excel and CSV tables, text from Quizlet, or our own JSON Lines. "
    "Nothing is added before you have seen how each question was understood."
)
_STATES = {"new": "new", "changed": "changes what is there", "back": "asked again", "same": "already there"}


@dataclass
class Import:
    """What is remembered of an import: the file and how it was understood, what was done, and whether it was undone."""

    round: int = 0
    read: tuple[str, str] = ("", "")
    preview: Preview | None = None
    refused: str = ""
    done: Done | None = None
    undone: bool = False
    lock: Lock = field(default_factory=Lock)


def draw(here: Visit) -> None:
    """Draw the choice of a file, what is in it, and the way on."""
    current = _current()
    above = st.container()
    file = st.file_uploader("A file with questions", key=f"import-{current.round}", max_upload_size=LARGEST)
    if file is None:
        if current.done:
            with above:
                _draw_done(current, current.done)
        layout.hint(FORMATS)
        return
    topic = st.selectbox(
        "Topic", questions.topics(here.db, here.actor), index=None, key=f"import-topic-{current.round}",
        accept_new_options=True, placeholder="As the file says; or choose or type one for all",
    )  # fmt: skip
    _read(here, current, file, topic or "")
    if current.refused:
        layout.advise(current.refused)
    elif current.preview:
        _draw_preview(current, current.preview)


def _current() -> Import:
    current: Import = st.session_state.setdefault("import", Import())
    return current


def _read(here: Visit, current: Import, file: Any, topic: str) -> None:
    """Read a file once, however often the page is drawn."""
    if current.read == (file.file_id, topic):
        return
    current.preview, current.refused = None, ""
    with st.spinner(f"Reading {plain_line(file.name)} …"):
        try:
            current.preview = exchange.preview_import(here.db, here.actor, file.name, file.getvalue(), topic=topic)
        except QuizappError as error:
            current.refused = str(error)
    current.read, current.done = (file.file_id, topic), None


def _draw_preview(current: Import, preview: Preview) -> None:
    st.markdown(_summary(preview))
    if preview.count("new", "changed", "back"):
        st.button(_what_to_do(preview), type="primary", on_click=_add, args=(current, preview))
    _draw_troubles([one for one in preview.troubles if not one.is_partial])
    if preview.questions:
        st.header("As they were understood", anchor=False)
        for one in _some(preview.questions, "understood"):
            _draw_understood(one, preview)
    _draw_changes([one for one in preview.troubles if one.is_partial])


def _summary(preview: Preview) -> str:
    """Say what the file is and how much of it was understood."""
    number = len(preview.questions)
    said = f"Read as {preview.format}: {dates.counted(number, 'question')}."
    if number and preview.count("same") == number:
        said += " All of them are in the bank already, word for word."
    elif same := preview.count("same"):
        said += f" {same:,} of them {'is' if same == 1 else 'are'} in the bank already, word for word."
    return plain_line(said)


def _what_to_do(preview: Preview) -> str:
    """Name what the button does: “Add 27 questions”, “Add 20 questions and change 7”."""
    counts = {
        "add {}": preview.count("new"),
        "change {}": preview.count("changed"),
        "ask {} again": preview.count("back"),
    }
    first, *others = ((words, number) for words, number in counts.items() if number)
    said = [first[0].format(_questions(first[1])), *(words.format(f"{number:,}") for words, number in others)]
    label = " and ".join(said)
    return label[0].upper() + label[1:]


def _questions(number: int) -> str:
    return dates.counted(number, "question")


def _draw_troubles(troubles: Sequence[Trouble]) -> None:
    """List what was not understood and stays out."""
    if troubles:
        st.header("Not imported", anchor=False)
    for one in _some(troubles, "troubles"):
        st.markdown(_trouble(one, one.reason))


def _draw_changes(troubles: Sequence[Trouble]) -> None:
    """Offer to see what was left out of questions that are imported."""
    if troubles:
        with st.expander(f"{dates.counted(len(troubles), 'remark')} on what was left out of these questions"):
            for one in _some(troubles, "changes"):
                st.markdown(_trouble(one, one.reason.removesuffix(IMPORTED)))


def _trouble(one: Trouble, reason: str) -> str:
    place = one.place[:1].upper() + one.place[1:]
    quote = f"  \n:small[:gray[{plain_line(one.text)}]]" if one.text else ""
    return f"**{plain_line(place)}:** {plain_line(reason)}{quote}"


def _draw_understood(one: Understood, preview: Preview) -> None:
    question = one.question
    about = [KINDS[question.kind].title, question.topic, *([_STATES[one.state]] if one.state != "new" else [])]
    st.markdown(
        f"{rich_line(question.stem)}  \n:small[{rich_line(question.answer)}]  \n"
        f":small[:gray[{plain_line(' · '.join(about))}]]"
        + (f"  \n:small[:gray[It asked before: {rich_line(one.asked_before)}]]" if one.asked_before else "")
    )
    draw_pictures([question.model_dump_json()], files=preview.files)
    for advice in checked(question).advice:
        st.markdown(f":small[:gray[:material/lightbulb: {plain_line(advice)}]]")


def _some(every: Sequence[Any], name: str) -> Sequence[Any]:
    """Return the part of a long list that is on the chosen page, and draw the choice of another."""
    if len(every) <= PAGE:
        return every
    page = st.pagination(-(-len(every) // PAGE), key=f"import-{name}-{_current().round}", max_visible_pages=5)
    return every[(page - 1) * PAGE : page * PAGE]


def _add(current: Import, preview: Preview) -> None:
    """Add the questions once, however often the button is clicked, and make room for another file."""
    here = visit.here()
    with current.lock:
        if current.done is None:
            current.done = exchange.import_questions(here.db, here.actor, preview, here.now)
            current.preview, current.undone = None, False
            current.round += 1


def _draw_done(current: Import, done: Done) -> None:
    if current.undone:
        st.info(f"Taken back: {_questions(len(done.added))} will not be asked.", icon=":material/undo:")
        return
    said = [f"{_questions(len(done.added))} added"] * bool(done.added)
    said += [f"{_questions(len(done.updated))} changed"] * bool(done.updated)
    st.success(f"{' and '.join(said)}: asked from the next sitting on.", icon=":material/check_circle:")
    if done.added:
        st.button(f"Take back the {_questions(len(done.added))}", on_click=_undo, args=(current, done))


def _undo(current: Import, done: Done) -> None:
    here = visit.here()
    exchange.withdraw_imported(here.db, here.actor, done.added)
    current.undone = True
