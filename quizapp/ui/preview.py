"""A question as learners will see it, drawn while a teacher writes it."""

from collections.abc import Sequence
from random import Random

import streamlit as st

from question_bank.interactions import ChooseOne, Interaction, SelfRate, TypeNumber, TypeText
from question_bank.kinds import AnyQuestion
from quizapp.services.shown import Given, Shown
from quizapp.ui import interactions, signs
from quizapp.ui.rich import rich, rich_line, rich_stem
from quizapp.ui.sources import source_lines
from quizapp.ui.text import plain_line


def draw(stem: str, question: AnyQuestion | None) -> None:
    """Draw a question as it looks once it was answered rightly, as far as it is written."""
    st.markdown("**How learners see it**, once they have answered rightly")
    with st.container(border=True):
        if not stem.strip():
            st.markdown(":gray[Your question appears here while you write it.]")
            return
        if question is None or not _can_be_drawn(question):
            st.header(rich_line(stem), anchor=False)
            st.markdown(":gray[The rest follows when its fields can be read.]")
            return
        shown = _answered(question)
        st.header(rich_stem(interactions.stem(shown)), anchor=False)
        interactions.draw(shown)
        verdict = "Noted." if isinstance(shown.interaction, SelfRate) else "Right."
        st.markdown(f":green[{signs.RIGHT} **{verdict}**]")
        for line in filter(None, [rich(question.explanation), *source_lines(question)]):
            st.markdown(line)


def advise(advice: Sequence[str]) -> None:
    """Say what could be better about a question; it can be saved as it is."""
    if advice:
        st.markdown("**Worth another look**")
        st.markdown("\n".join(f"- {plain_line(one)}" for one in advice))


def _can_be_drawn(question: AnyQuestion) -> bool:
    """Say whether a question can be shown: simple ones as far as they are written, others when they are sound."""
    simple = isinstance(question.interaction(), ChooseOne | TypeText | TypeNumber | SelfRate)
    return simple or not question.kind_problems()


def _answered(question: AnyQuestion) -> Shown:
    interaction = _without_blanks(question.interaction().arranged(Random(0)))
    return Shown(
        sitting_id="", length=1, position=0, attempt_id="preview", question=question, interaction=interaction,
        given=Given(question.right_response, 1.0),
    )  # fmt: skip


def _without_blanks(interaction: Interaction) -> Interaction:
    """Leave out options that are not written yet."""
    if isinstance(interaction, ChooseOne):
        return interaction.model_copy(update={"options": tuple(filter(None, interaction.options))})
    return interaction
