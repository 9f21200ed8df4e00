"""Pictures of progress, in the colours of the theme; each with a text for those who cannot see it, and a table."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import Any, NamedTuple

import altair as alt
import streamlit as st

from quizapp.services.progress import Overview, Share
from quizapp.ui import dates
from quizapp.ui.text import plain_line

Counts = Sequence[tuple[date, int]]

_PARTS = RECALLED, FADING, NEW = ["Would recall", "Fading", "Not asked yet"]
_NAME_WIDTH = 46
"""Characters of a name that fit on a line of a small phone."""
_LINE, _BAR, _GAP, _KEY = 18, 14, 14, 11
_NUMBERS = 76
"""Pixels kept free at the right for what stands beside a bar."""
_FLOOR, _HIGHEST = 124, 100
"""Pixels from the top to the foot of the days' bars, and the height of the highest."""


class Colours(NamedTuple):
    """What a picture is drawn with."""

    accent: str
    pale: str
    ground: str
    text: str
    quiet: str


def colours() -> Colours:
    """Return the colours of the theme that the learner sees now."""
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    accent, paper, ink = (
        str(st.get_option(f"theme.{scheme}.{name}") or fallback)
        for name, fallback in (
            ("primaryColor", "#3b7dbd"),
            ("backgroundColor", "#15181c" if scheme == "dark" else "#ffffff"),
            ("textColor", "#eeeeee" if scheme == "dark" else "#222222"),
        )
    )
    return Colours(
        accent, _mixed(accent, paper, 0.45), _mixed(ink, paper, 0.13), ink, _mixed(ink, paper, 0.72)
    )  # fmt: skip


def draw_all(seen: Overview, today: date) -> None:
    """Draw what is known, what comes and what was done."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("By topic", anchor=False)
        draw_shares(seen.by_topic, "Topic")
    with right:
        st.header("By article", anchor=False)
        draw_shares(seen.by_article, "Article")
        st.header(f"Due in the next {len(seen.forecast)} days", anchor=False)
        draw_days(seen.forecast, today, "fact")
    st.header(f"Answered in the last {len(seen.activity)} days", anchor=False)
    draw_days(seen.activity, today, "question")


def draw_shares(shares: Sequence[Share], what: str) -> None:
    """Draw what is known of groups of facts, the largest first; `what` names a group, such as “Topic”."""
    ordered = sorted(shares, key=lambda share: -share.facts)
    st.altair_chart(shares_picture(ordered, colours()), alt=shares_text(ordered))
    table = [
        {what: plain_line(one.name), RECALLED: round(one.known), "Learnt": one.learnt, "All facts": one.facts}
        for one in ordered
    ]
    _table(table)


def draw_days(counts: Counts, today: date, noun: str) -> None:
    """Draw a number for each of some days; `noun` says what is counted, in the singular."""
    st.altair_chart(days_picture(counts, today, noun, colours()), alt=days_text(counts, noun))
    _table([{"Day": dates.weekday(day), f"{noun.capitalize()}s": count} for day, count in counts])


def shares_picture(shares: Sequence[Share], use: Colours) -> alt.LayerChart:
    """Return one bar for each group, its name above it and its numbers beside it; below a line that explains them."""
    rows, height = _placed(shares)
    most = max((share.facts for share in shares), default=1)
    across = alt.Scale(domain=[0, most], range=[0, alt.ExprRef(f"width - {_NUMBERS}")])
    shade = alt.Color(
        "part:N", legend=None, scale=alt.Scale(domain=_PARTS, range=[use.accent, use.pale, use.ground])
    )  # fmt: skip
    bars = _rects([part for row in rows for part in _parts(row)], shade).encode(
        x=alt.X("start:Q", scale=across, axis=None), x2="end:Q", tooltip="said:N", description="said:N"
    )
    keys = _rects(_keys(), shade).encode(x=alt.X("start:Q", scale=None, axis=None), x2="end:Q")
    key_names = _texts(_keys(), use.text).encode(
        x=alt.X("name:Q", scale=None, axis=None), y=alt.value(2 + _KEY / 2), text="part:N"
    )
    names = _texts(rows, use.text, baseline="top", fontSize=14, lineHeight=_LINE, lineBreak="\n").encode(
        x=alt.value(0), y=alt.Y("title:Q", scale=None, axis=None), text="name:N"
    )
    numbers = _texts(rows, use.quiet, align="right").encode(
        x=alt.value("width"), y=alt.Y("middle:Q", scale=None, axis=None), text="numbers:N"
    )
    return _layered(height, bars, keys, key_names, names, numbers)


def shares_text(shares: Sequence[Share]) -> str:
    """Say in words what the bars show."""
    return "What you would recall today. " + " ".join(f"{_said(share)}." for share in shares)


def days_picture(counts: Counts, today: date, noun: str, use: Colours) -> alt.LayerChart:
    """Return a bar for each day, with dates below and numbers above where there is room."""
    rows = _day_rows(counts, today, noun)
    across = alt.Scale(domain=[0, len(rows)])
    shade = alt.Color("today:N", legend=None, scale=alt.Scale(domain=[True, False], range=[use.accent, use.pale]))
    bars = _rects([row for row in rows if row["count"]], shade).encode(
        x=alt.X("start:Q", scale=across, axis=None), x2="end:Q", tooltip="said:N", description="said:N"
    )
    ground = alt.Chart(_data([{}])).mark_rule(color=use.ground, strokeWidth=2, aria=False).encode(
        x=alt.value(0), x2=alt.value("width"), y=alt.value(_FLOOR)
    )  # fmt: skip
    numbers = _texts([row for row in rows if row["number"]], use.text, align="center", baseline="bottom", dy=-4).encode(
        x=alt.X("middle:Q", scale=across, axis=None), y=alt.Y("top:Q", scale=None, axis=None), text="number:N"
    )
    ticks = [
        _texts([row for row in rows if row["side"] == side], use.quiet, align=side, baseline="top").encode(
            x=alt.X(f"{edge}:Q", scale=across, axis=None), y=alt.value(_FLOOR + 8), text="tick:N"
        )
        for side, edge in (("left", "start"), ("right", "end"))
    ]
    return _layered(_FLOOR + 26, bars, ground, numbers, *ticks)


def days_text(counts: Counts, noun: str) -> str:
    """Say in words what the bars show."""
    said = [f"{dates.weekday(day)}: {count}" for day, count in counts if count]
    total = dates.counted(sum(count for _, count in counts), noun)
    first, last = dates.weekday(counts[0][0]), dates.weekday(counts[-1][0])
    return f"{total} from {first} to {last}. " + (", ".join(said) + "." if said else "")


def _data(rows: Sequence[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=list(rows))


def _rects(rows: Sequence[dict[str, Any]], shade: alt.Color) -> alt.Chart:
    y = alt.Y("top:Q", scale=None, axis=None)
    drawn: alt.Chart = alt.Chart(_data(rows)).mark_rect().encode(y=y, y2="bottom:Q", color=shade)
    return drawn


def _texts(rows: Sequence[dict[str, Any]], colour: str, **style: Any) -> alt.Chart:
    """Draw texts; readers of screens hear the bars' own descriptions instead."""
    style = {"align": "left", "baseline": "middle", "fontSize": 13, **style}
    drawn: alt.Chart = alt.Chart(_data(rows)).mark_text(color=colour, aria=False, **style)
    return drawn


def _keys() -> list[dict[str, Any]]:
    """Place what explains the shades on one line at the top."""
    starts = (0, 112, 186)
    return [
        {"part": part, "start": start, "end": start + _KEY, "name": start + _KEY + 7, "top": 2, "bottom": 2 + _KEY}
        for part, start in zip(_PARTS, starts, strict=True)
    ]


def _placed(shares: Sequence[Share]) -> tuple[list[dict[str, Any]], int]:
    """Give each group its place from top to bottom; long names take several lines."""
    rows, top = [], _KEY + _GAP + 6
    for share in shares:
        name = wrap(share.name, _NAME_WIDTH) or [""]
        bar = top + _LINE * len(name) + 2
        rows.append({
            "name": "\n".join(name), "title": top, "top": bar, "middle": bar + _BAR / 2, "bottom": bar + _BAR,
            "numbers": f"{round(share.known)} of {share.facts}", "said": _said(share),
            "known": share.known, "learnt": share.learnt, "facts": share.facts,
        })  # fmt: skip
        top = bar + _BAR + _GAP
    return rows, max(top - _GAP, 1)


def _parts(row: dict[str, Any]) -> list[dict[str, Any]]:
    edges = [0, row["known"], row["learnt"], row["facts"]]
    return [
        {"part": part, "start": start, "end": end, "top": row["top"], "bottom": row["bottom"], "said": row["said"]}
        for part, start, end in zip(_PARTS, edges, edges[1:], strict=False)
        if end > start
    ]


def _said(share: Share) -> str:
    return f"{share.name}: about {round(share.known)} of {dates.counted(share.facts, 'fact')}, {share.learnt} learnt"


def _day_rows(counts: Counts, today: date, noun: str) -> list[dict[str, Any]]:
    """Give each day its bar; numbers stand over all bars of two weeks, of more days over today and the highest."""
    highest, most = max(counts, key=lambda one: one[1])
    roomy = len(counts) <= 14
    return [
        {
            "start": place + 0.12, "middle": place + 0.5, "end": place + 0.88, "count": count, "today": day == today,
            "top": _FLOOR - _HIGHEST * count / max(most, 1), "bottom": _FLOOR,
            "number": str(count) if count and (roomy or day in (highest, today)) else "",
            "said": f"{dates.weekday(day)}: {dates.counted(count, noun)}",
            "tick": _tick(day, today, len(counts) // 4), "side": "right" if place == len(counts) - 1 else "left",
        }
        for place, (day, count) in enumerate(counts)
    ]  # fmt: skip


def _tick(day: date, today: date, room: int) -> str:
    """Name today, and the Mondays that are far enough from it to have room on a phone."""
    if day == today:
        return "Today"
    return dates.short(day) if day.weekday() == 0 and abs((day - today).days) >= room else ""


def _layered(height: int, *layers: alt.Chart) -> alt.LayerChart:
    """Put layers on top of each other; their places are in data in one and in pixels in another."""
    layered = alt.layer(*layers, height=height, padding=0, resolve=alt.Resolve(scale={"x": "independent"}))
    picture: alt.LayerChart = layered.configure_view(stroke=None)
    return picture


def _table(rows: list[dict[str, Any]]) -> None:
    with st.expander("The same as a table", type="compact"):
        st.table(rows, border="horizontal", hide_index=True, hide_header=False, width="content")


def _mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour as it looks on a ground when it covers only a share of it."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)
