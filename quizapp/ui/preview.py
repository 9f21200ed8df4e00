"""A question as learners will see it, drawn while a teacher writes it."""

from random import Random

import streamlit as st

from question_bank.interactions import ChooseOne, Interaction, SelfRate
from question_bank.kinds import AnyQuestion
from question_bank.marking import Rating
from quizapp.services.sittings import Given, Shown
from quizapp.ui import interactions
from quizapp.ui.sources import source_lines
from quizapp.ui.text import plain, plain_line


def draw(stem: str, question: AnyQuestion | None) -> None:
    """Draw a question as it looks once it was answered rightly, as far as it is written."""
    st.markdown("**How learners see it**, once they have answered rightly")
    with st.container(border=True):
        if not stem.strip():
            st.markdown(":gray[Your question appears here while you write it.]")
            return
        st.header(plain_line(stem), anchor=False)
        if question is None:
            st.markdown(":gray[The rest follows when its fields can be read.]")
            return
        shown = _answered(question)
        interactions.draw(shown)
        verdict = "Noted." if isinstance(shown.interaction, SelfRate) else "Right."
        st.markdown(f":green[{interactions.RIGHT} **{verdict}**]")
        for line in filter(None, [plain(question.explanation), *source_lines(question)]):
            st.markdown(line)


def _answered(question: AnyQuestion) -> Shown:
    interaction = _without_blanks(question.interaction().arranged(Random(0)))
    rated = isinstance(interaction, SelfRate)
    response = Rating.GOOD.name.capitalize() if rated else question.answer
    return Shown(
        sitting_id="", length=1, position=0, attempt_id="preview", question=question, interaction=interaction,
        given=Given(response, 1.0),
    )  # fmt: skip


def _without_blanks(interaction: Interaction) -> Interaction:
    """Leave out options that are not written yet."""
    if isinstance(interaction, ChooseOne):
        return ChooseOne(options=tuple(filter(None, interaction.options)), ordered=True)
    return interaction
