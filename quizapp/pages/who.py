"""Who is learning: choose a profile, or make one."""

import streamlit as st

from quizapp.errors import QuizappError
from quizapp.services import people
from quizapp.ui import browser, layout, visit
from quizapp.ui.text import plain_line


def main() -> None:
    """Draw the profiles, the form for a new one, and the way to be nobody."""
    layout.narrow("Who is learning?")
    if visit.chosen() == "":
        browser.remember("")
    layout.heading("Who is learning?")
    known = people.profiles(visit.database())
    for profile in known:
        choice(profile)
    if known:
        st.header("Someone new", anchor=False)
    else:
        st.markdown("Everyone who learns here has a name, so that the quiz knows what each of you remembers.")
    new_profile()
    if visit.current():
        st.button("Forget me in this browser", type="tertiary", on_click=visit.forget)


def choice(profile: people.Profile) -> None:
    """Draw a profile that can be chosen."""
    if st.button(plain_line(profile.actor.name), key=f"profile-{profile.actor.id}", width="stretch"):
        enter(profile)


def new_profile() -> None:
    """Draw the form for a new profile; what is wrong with a name is said below it."""
    with st.form("new-profile", border=False):
        name = st.text_input("Name", max_chars=people.LONGEST_NAME, autocomplete="nickname")
        teaches = st.checkbox("I also write questions")
        if st.form_submit_button("Start learning", type="primary"):
            try:
                made = people.create_profile(visit.database(), name, "teacher" if teaches else "learner", visit.now())
            except QuizappError as error:
                layout.advise(str(error))
            else:
                enter(made)


def enter(profile: people.Profile) -> None:
    """Let someone be the one who is learning, and begin their day."""
    visit.choose(profile.token)
    st.switch_page("pages/today.py")


main()
