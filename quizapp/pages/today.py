"""Today: what is due, what is new, and one step to take."""

import streamlit as st

from quizapp.services import exams, progress
from quizapp.ui import browser, exam, layout, outlook, visit

layout.narrow("Today")
chosen = visit.chosen()
if chosen is not None:
    browser.remember(chosen)
here = visit.here()
day = progress.today(here.db, here.actor, here.now, here.zone)
layout.heading(f"Hello, {here.actor.name}")
st.markdown(outlook.lead(day))
outlook.step(day, here.actor)
outlook.standing(day)
if day.facts:
    exam.draw(here, exams.outlook(here.db, here.actor, here.now, here.zone))
layout.way_to_preferences()
