"""The form in which a teacher writes a question: fields of any kind, what is wrong beside them, and a preview."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import streamlit as st

from question_bank.kinds import KINDS
from question_bank.model import Problem
from question_bank.question import EditField, Question
from quizapp.errors import Unsound
from quizapp.services import questions
from quizapp.services.questions import Kept
from quizapp.ui import dates, fields, layout, preview, visit
from quizapp.ui.visit import Visit

NEW = "new"
"""What the address says instead of an id when a question is added."""

SAVED = "Saved: it is asked like this from the next sitting on."

_ADDRESS = "edit"
_COMMON = ("stem", "explanation", "topic")
_THOUSANDS = re.compile(r"(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))")

Typed = Mapping[str, str]
"""What stands in the fields, by the name of the field."""


@dataclass
class Form:
    """What is remembered of a form beside what is typed: the question as it was, and how far the teacher got."""

    kept: Kept | None
    tried: bool = False
    left: bool = False
    saved: bool = False
    lock: Lock = field(default_factory=Lock)


def wanted() -> str | None:
    """Return the question that the address asks to edit, or `NEW`."""
    return visit.address(_ADDRESS)


def open_form(target: str) -> None:
    """Go to the form of a question."""
    st.switch_page("pages/questions.py", query_params={_ADDRESS: target})


def draw(here: Visit, target: str) -> None:
    """Draw the form of a question."""
    form = _form(here, target)
    kind = KINDS[form.kept.question.kind if form.kept else st.session_state[_key(target, "kind")]]
    typed = {name: st.session_state[key] or "" for name, key in _keys(target, kind).items()}
    before = form.kept.question if form.kept else None
    given = read_fields(kind, typed, before)
    written = questions.draft(given, before)
    layout.heading("Edit the question" if form.kept else "Add a question")
    if form.left:
        _offer_fresh_start(target, form)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _draw_fields(here, target, kind, form, written.problems if form.tried else ())
        _draw_ways_on(here, form, given, typed != _initial(kind, form.kept))
    with right:
        preview.draw(typed["stem"], written.question)
        preview.advise([] if written.problems else written.advice)


def finished(target: str) -> str:
    """Close a form that was saved and return what to say of it, or nothing if it is still open."""
    form: Form | None = st.session_state.get(_form_key(target))
    if form is None or not form.saved:
        return ""
    _close(target)
    return SAVED


def read_fields(kind: type[Question], typed: Typed, kept: Question | None = None) -> dict[str, Any]:
    """Return the fields of a question as they were typed; what the form does not show stays as it was kept."""
    own = [edit for edit in kind.edit_fields if not _may_be_left_out(kind, edit, typed)]
    common = {name: typed[name] for name in _COMMON}
    if kept and all(typed[edit.name] == shown(getattr(kept, edit.name)) for edit in kind.edit_fields):
        return {**kept.model_dump(exclude={"id"}), **common}
    return {
        "kind": kind.model_fields["kind"].default,
        **common,
        **{one.name: read(one, typed[one.name]) for one in own},
    }


def read(edit: EditField, text: str) -> Any:
    """Return what was typed into a field as questions are read from plain data."""
    if edit.sort == "lines":
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    return _THOUSANDS.sub("", text.strip()) if edit.sort == "number" else text


def shown(value: Any) -> str:
    """Return a value of a question as it is typed."""
    if isinstance(value, tuple):
        return "\n".join(value)
    return f"{value:.12g}" if isinstance(value, float) else str(value or "")


def _may_be_left_out(kind: type[Question], edit: EditField, typed: Typed) -> bool:
    known = kind.model_fields.get(edit.name)
    return not typed[edit.name].strip() and known is not None and not known.is_required()


def _form_key(target: str) -> str:
    return f"form-{target}"


def _key(target: str, name: str, sort: str = "") -> str:
    """Name a widget: kinds share what has the same name and sort, so that a change of kind loses nothing."""
    return f"{target}-{name}-{sort}".rstrip("-")


def _keys(target: str, kind: type[Question]) -> dict[str, str]:
    own = {edit.name: _key(target, edit.name, edit.sort) for edit in kind.edit_fields}
    return {**{name: _key(target, name) for name in _COMMON}, **own}


def _form(here: Visit, target: str) -> Form:
    """Return the form; when it is opened, it is filled with what the question says."""
    form: Form | None = st.session_state.get(_form_key(target))
    if form is None:
        form = Form(None if target == NEW else questions.read(here.db, here.actor, target))
        st.session_state[_form_key(target)] = form
        _fill(target, form)
    return form


def _fill(target: str, form: Form) -> None:
    kinds = [type(form.kept.question)] if form.kept else list(KINDS.values())
    st.session_state[_key(target, "kind")] = kinds[0].model_fields["kind"].default
    for kind in kinds:
        for name, text in _initial(kind, form.kept).items():
            st.session_state[_keys(target, kind)[name]] = text or None
    form.tried = form.left = False


def _initial(kind: type[Question], kept: Kept | None) -> dict[str, str]:
    names = (*_COMMON, *(edit.name for edit in kind.edit_fields))
    return {name: shown(getattr(kept.question, name)) if kept else "" for name in names}


def _draw_fields(
    here: Visit, target: str, kind: type[Question], form: Form, problems: Sequence[Problem]
) -> None:  # fmt: skip
    if form.kept is None:
        fields.kinds(_key(target, "kind"))
    keys = _keys(target, kind)
    fields.text("Question", keys["stem"], _of("stem", problems))
    for edit in kind.edit_fields:
        fields.own(edit, keys[edit.name], _of(edit.name, problems))
    fields.text("Explanation", keys["explanation"], _of("explanation", problems), "Shown after a response.")
    fields.topic(questions.topics(here.db, here.actor), keys["topic"], _of("topic", problems))
    if problems:
        fields.wrong(f"Mend {dates.counted(len(problems), 'field')} before it can be saved.")


def _of(name: str, problems: Sequence[Problem]) -> list[str]:
    return [problem.message for problem in problems if problem.field == name]


def _draw_ways_on(here: Visit, form: Form, given: Mapping[str, Any], changed: bool) -> None:
    with st.container(horizontal=True):
        save = st.button("Save question", type="primary")
        leave = st.button("Back to the list", type="tertiary")
    if save and (changed or form.kept is None):
        _save(here, form, given)
    elif save or leave:
        form.left = changed
        st.query_params.clear()
        st.rerun()


def _save(here: Visit, form: Form, given: Mapping[str, Any]) -> None:
    """Save once: a second click may run while the first is still at it, and would add the question again."""
    with form.lock:
        if not form.saved:
            form.tried = True
            try:
                questions.save(here.db, here.actor, given, here.now, form.kept.row.id if form.kept else None)
                form.saved = True
            except Unsound:
                pass  # the next run draws the problems beside their fields
    st.rerun()


def _offer_fresh_start(target: str, form: Form) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("You wrote this before and have not saved it yet.", width="content")
        if st.button("Start afresh", type="tertiary"):
            _fill(target, Form(form.kept))
            form.left = form.tried = False
            st.rerun()


def _close(target: str) -> None:
    for key in [key for key in st.session_state if str(key).startswith(f"{target}-")]:
        del st.session_state[key]
    del st.session_state[_form_key(target)]
    st.query_params.clear()
