"""Identifiers never meet and sort by time."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.identifiers import new_id
from tests.quizapp.people import DAY, MS, NOW


def test_an_id_is_thirty_two_hexadecimal_digits() -> None:
    assert re.fullmatch("[0-9a-f]{32}", new_id(NOW))


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id(NOW) for _ in range(1_000)}) == 1_000


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_a_later_id_sorts_after_an_earlier_one(later: int, since: int) -> None:
    moment = NOW + (since % 10**9) * MS
    assert new_id(moment) < new_id(moment + (later % 10**9 + 1) * MS)


def test_ids_sort_over_centuries() -> None:
    ids = [new_id(NOW + years * 365 * DAY) for years in range(0, 2_000, 100)]
    assert ids == sorted(ids)
