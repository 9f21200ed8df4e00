"""The least quiz that is one: progress, a question, four options, Submit, feedback, Next."""

import streamlit as st

LENGTH = 40
OPTIONS = ("2012", "2016", "2019", "2021")


def submit() -> None:
    """Keep what was chosen."""
    state = st.session_state
    state.given = state[f"choice-{state.place}"]


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
st.radio("Your answer", OPTIONS, index=None, key=f"choice-{place}", disabled=given is not None)
if given is None:
    st.button("Submit", key="submit", on_click=submit)
else:
    (st.success if given == key else st.error)("Right." if given == key else "Not right.")
    st.markdown(f"The pipeline between the towns number {number} and {number + 1} began operating in {key}.")
    st.caption("The article’s author · An article about pipelines · paragraph 3 · as of 2021")
    st.button("Next", key="next", on_click=go_on)
