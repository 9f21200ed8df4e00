"""The time that is left of an exam, shown; what counts is the server's clock."""

from pathlib import Path

import streamlit as st

_HTML = """<span class="shown" role="timer"></span><span class="said" role="status"></span>"""
_CSS = """
.shown {
  display: block;
  text-align: end;
  color: var(--st-text-color);
  font: 0.875rem var(--st-font);
  font-variant-numeric: tabular-nums;
}
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""
_timer = st.components.v2.component(
    "quizapp.timer", html=_HTML, css=_CSS, js=Path(__file__).with_name("timer.js").read_text("utf-8")
)


def draw(seconds_left: float) -> None:
    """Draw the time that is left; when it is up, the page runs again."""
    _timer(key="timer", data={"left": round(seconds_left, 1)}, on_up_change=lambda: None)
