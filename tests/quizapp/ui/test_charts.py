"""Pictures of progress: what they show, say and leave out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from quizapp.services.progress import Share
from quizapp.ui import charts, fading
from quizapp.ui.charts import Colours

TODAY = date(2026, 11, 22)
INK = Colours(accent="#112233", pale="#445566", ground="#778899", text="#000000", quiet="#333333")
SHARES = [Share("Trade", 23, 8, 6.6), Share("Regions", 18, 0, 0.0)]


def drawn(picture: Any, field: str) -> list[dict[str, Any]]:
    """Return the rows of a layer that draws a field."""
    return [row for rows in picture.to_dict()["datasets"].values() for row in rows if field in row]


def counts(first: date, *numbers: int) -> list[tuple[date, int]]:
    return [(first + timedelta(days=place), number) for place, number in enumerate(numbers)]


def ticks(numbers: Sequence[int], first: date) -> list[str]:
    rows = drawn(charts.days_picture(counts(first, *numbers), TODAY, "fact", INK), "tick")
    return list(dict.fromkeys(row["tick"] for row in rows if row["tick"]))


def test_a_bar_has_what_is_recalled_what_faded_and_what_was_never_asked() -> None:
    parts = [row for row in drawn(charts.shares_picture(SHARES, INK), "part") if "said" in row]
    found = [(row["part"], row["start"], row["end"]) for row in parts]
    assert found == [
        ("Would recall", 0, 6.6), ("Fading", 6.6, 8), ("Not asked yet", 8, 23), ("Not asked yet", 0, 18),
    ]  # fmt: skip


def test_every_bar_has_its_numbers_beside_it() -> None:
    rows = drawn(charts.shares_picture(SHARES, INK), "numbers")
    assert {row["numbers"] for row in rows} == {"7 of 23", "0 of 18"}


def test_bars_and_their_names_do_not_overlap() -> None:
    shares = [Share("A name that is much too long for one line of a small phone", 3, 1, 1.0), *SHARES]
    rows = drawn(charts.shares_picture(shares, INK), "numbers")
    assert rows[0]["name"].count("\n") == 1
    for above, below in pairwise(rows):
        assert (
            above["title"] + charts._LINE * (above["name"].count("\n") + 1)
            <= above["top"]
            < above["bottom"]
            < below["title"]
        )


def test_the_picture_is_as_high_as_its_bars() -> None:
    picture = charts.shares_picture(SHARES, INK)
    assert picture.to_dict()["height"] == max(row["bottom"] for row in drawn(picture, "numbers"))


def test_the_text_says_the_same_as_the_bars() -> None:
    assert charts.shares_text(SHARES) == (
        "What you would recall today. Trade: about 7 of 23 facts, 8 learnt. Regions: about 0 of 18 facts, 0 learnt."
    )


def test_days_are_as_high_as_their_number() -> None:
    rows = drawn(charts.days_picture(counts(TODAY, 10, 0, 5), TODAY, "fact", INK), "said")
    heights = {row["said"]: row["bottom"] - row["top"] for row in rows if row["count"]}
    assert heights == {"Sunday 22 November: 10 facts": 100, "Tuesday 24 November: 5 facts": 50}


def test_days_without_anything_draw_no_bars_and_divide_by_nothing() -> None:
    picture = charts.days_picture(counts(TODAY, 0, 0), TODAY, "fact", INK)
    assert [row for row in drawn(picture, "number") if row["number"]] == []
    assert charts.days_text(counts(TODAY, 0, 0), "fact") == "0 facts from Sunday 22 November to Monday 23 November. "


def test_two_weeks_have_all_their_numbers_and_four_only_the_highest_and_today() -> None:
    fortnight = drawn(charts.days_picture(counts(TODAY, *range(1, 15)), TODAY, "fact", INK), "number")
    assert {row["number"] for row in fortnight if row["number"]} == {str(number) for number in range(1, 15)}
    first = TODAY - timedelta(days=27)
    month = drawn(charts.days_picture(counts(first, *range(27), 3), TODAY, "fact", INK), "number")
    assert {row["number"] for row in month if row["number"]} == {"26", "3"}


def test_today_and_the_mondays_are_named_where_they_have_room() -> None:
    assert ticks([1] * 14, TODAY) == ["Today", "30 Nov"]
    assert ticks([1] * 28, TODAY - timedelta(days=27)) == ["26 Oct", "2 Nov", "9 Nov", "Today"]


@pytest.mark.parametrize(("chance", "said"), [(0.0, "0 %"), (0.654, "65 %"), (0.999, "99 %"), (1.0, "100 %")])
def test_only_certainty_is_a_hundred_percent(chance: float, said: str) -> None:
    assert fading.percent(chance) == said


def test_colours_mix_with_the_ground() -> None:
    assert charts._mixed("#ffffff", "#000000", 0.5) == "#808080"
    assert charts._mixed("#123456", "#ffffff", 1) == "#123456"
