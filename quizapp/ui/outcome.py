"""What there was to choose from, once it is answered: no longer buttons, but a list that stands where they stood."""

from collections.abc import Sequence

import streamlit as st


def draw(lines: Sequence[str]) -> None:
    """Draw the options with their numbers; a line is Markdown, and what became of the option ends it."""
    with st.container(key="outcome"):
        st.markdown("\n".join(f"1. {line}" for line in lines))


def draw_pairs(lines: Sequence[str]) -> None:
    """Draw items, each with what it was given and what belongs to it."""
    with st.container(key="outcome"):
        st.markdown("\n".join(f"- {line}" for line in lines))
