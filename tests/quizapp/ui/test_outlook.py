"""What Today says, for every way that a day can be."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.services.progress import Today
from quizapp.storage.sittings import SittingRow
from quizapp.ui import outlook
from tests.quizapp.people import NOW
from tests.quizapp.visits import unescaped


def day(**known: Any) -> Today:
    fields = {"due": 0, "new": 0, "known": 0.0, "facts": 9, "streak": 0, "practised_today": 0, "unfinished": None}
    return Today(**{"learnt": 9} | fields | known)


OPEN = SittingRow("id", "practice", "Trade *and* war", 10, NOW, None)
DAYS = {
    "There are no questions yet.": day(facts=0),
    "There are 9 facts to learn here.": day(new=9),
    "There is 1 fact to learn here.": day(new=1, facts=1),
    "1 fact is due today, and 1 is new.": day(due=1, new=1),
    "4 facts are planned for your exam today.": day(planned=4, new=5),
    "1 fact is planned for your exam today, and 1 other is due.": day(planned=1, due=1),
    "4 facts are planned for your exam today, and 3 others are due.": day(planned=4, due=3),
    "3 facts are due today, and 4 are new.": day(due=3, new=4),
    "3 facts are due today.": day(due=3),
    "4 facts are new.": day(new=4),
    "Nothing is due today and nothing is new.": day(),
    "Your sitting “Trade *and* war” is still open.": day(due=3, new=4, unfinished=OPEN),
}
OFFERS = {
    "Practise 1 planned fact": day(planned=1, due=9),
    "Practise 12 planned facts": day(planned=12, new=3),
    "Practise 20 of 60 planned facts": day(planned=60),
    "Practise 1 due fact": day(due=1),
    "Practise 12 due facts": day(due=12, new=3),
    "Practise 20 of 57 due facts": day(due=57),
    "Learn 1 new fact": day(new=1),
    "Learn 10 new facts": day(new=150),
}


@pytest.mark.parametrize("sentence", DAYS)
def test_the_lead_says_what_there_is_to_do(sentence: str) -> None:
    assert unescaped(outlook.lead(DAYS[sentence])).startswith(sentence)


@pytest.mark.parametrize("words", OFFERS)
def test_the_offer_names_the_step_in_facts(words: str) -> None:
    assert outlook.offer(OFFERS[words]) == words


def test_the_habit_counts_days_and_questions_as_one_speaks() -> None:
    assert outlook.habit(day(streak=1, practised_today=1)) == "Practised 1 day in a row · 1 question answered today"
    assert outlook.habit(day(streak=3)) == "Practised 3 days in a row · 0 questions answered today"
    assert outlook.habit(day()).startswith("No practice yesterday or today")
