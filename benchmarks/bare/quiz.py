"""The least quiz that is one: progress, a question, four options, feedback, Next."""

import streamlit as st

LENGTH = 40
OPTIONS = ("2012", "2016", "2019", "2021")


def answer(option: str) -> None:
    """Keep what was chosen."""
    st.session_state.given = option


def go_on() -> None:
    """Go to the next question."""
    st.session_state.place += 1
    st.session_state.given = None


place = st.session_state.setdefault("place", 0)
given = st.session_state.setdefault("given", None)
number = place % LENGTH + 1
key = OPTIONS[place % len(OPTIONS)]
st.title("Quiz")
st.progress(number / LENGTH, f"{number} of {LENGTH}")
st.subheader(f"In which year did the pipeline between the towns number {number} and {number + 1} begin operating?")
for option in OPTIONS:
    st.button(option, key=f"option-{place}-{option}", on_click=answer, args=(option,), disabled=given is not None)
if given is not None:
    (st.success if given == key else st.error)("Right." if given == key else "Not right.")
    st.markdown(f"The pipeline between the towns number {number} and {number + 1} began operating in {key}.")
    st.caption("The article’s author · An article about pipelines · paragraph 3 · as of 2021")
    st.button("Next", key="next", on_click=go_on)
