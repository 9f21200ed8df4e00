"""Profiles: names that can be told apart and read, tokens that stand for one person."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.errors import NotAllowed, QuizappError, Refused
from quizapp.services.people import (
    LONGEST_NAME,
    Actor,
    Role,
    create_profile,
    must_teach,
    profiles,
    remembered,
)
from quizapp.storage.database import Database
from tests.quizapp.people import NOW, at_once, opened

ON_ONE_DATABASE = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def names(db: Database) -> list[str]:
    return [one.actor.name for one in profiles(db)]


def added(db: Database, name: str, role: Role = "learner") -> Actor:
    return create_profile(db, name, role, NOW).actor


@pytest.mark.parametrize("role", ["learner", "teacher"])
def test_a_profile_is_what_was_asked_for(bare_db: Database, role: Role) -> None:
    made = create_profile(bare_db, "Dora", role, NOW)
    assert (made.actor.name, made.actor.role, made.actor.teaches) == ("Dora", role, role == "teacher")
    assert profiles(bare_db) == [made]


def test_profiles_are_listed_by_name_whatever_its_case(bare_db: Database) -> None:
    for name in ("charlie", "Bob", "alice", "Émile", "Zoe"):
        added(bare_db, name)
    assert names(bare_db)[:3] == ["alice", "Bob", "charlie"]
    assert set(names(bare_db)[3:]) == {"Émile", "Zoe"}


def test_without_profiles_the_list_is_empty(bare_db: Database) -> None:
    assert profiles(bare_db) == []


def test_spaces_around_and_between_are_trimmed(bare_db: Database) -> None:
    typed = {"  Dora ": "Dora", "\tBob\n": "Bob", "Dora   de  la Cruz": "Dora de la Cruz", "Dora\u00a0B.": "Dora B."}
    for given_name, name in typed.items():
        assert added(bare_db, given_name).name == name
    assert sorted(names(bare_db)) == sorted(typed.values())


SAME = (
    ("Bob", "Bob"),
    ("Bob", "BOB"),
    ("Bob", "  bOb "),
    ("Émile", "émile"),
    ("Émile", "E\u0301mile"),
    ("Straße", "STRASSE"),
    ("Bob", "Ｂｏｂ"),
    ("Ole Bob", "ole  bob"),
    ("ﬁn", "fin"),
)


def test_a_name_that_reads_the_same_is_taken(bare_db: Database, subtests: pytest.Subtests) -> None:
    for number, (first, second) in enumerate(SAME):
        with subtests.test(f"{first} {second}"):
            added(bare_db, f"{number} {first}")
            with pytest.raises(Refused, match="is taken: choose it in the list"):
                added(bare_db, f"{number} {second}")
    assert sorted(names(bare_db)) == [f"{number} {first}" for number, (first, _) in enumerate(SAME)]


def test_similar_names_are_different_people(bare_db: Database) -> None:
    for name in ("Bob", "Bo b", "Bob.", "Rob", "Bob 2"):
        added(bare_db, name)
    assert len(names(bare_db)) == 5


HOSTILE = [
    "Robert'); DROP TABLE person;--",
    '"><script>alert(1)</script>',
    "$147 billion and $5",
    ":red[Bob] **bold** `code`",
    "../../etc/passwd",
    "%s %(name)s {name} \\",
    "=HYPERLINK(1)",
    "🦊",
    "李克強",
    "عمر",
    "NULL",
    "0",
    "ﷺ",
    "a" * LONGEST_NAME,
    "ß" * LONGEST_NAME,
    "İ" * LONGEST_NAME,
]


def test_an_odd_name_is_kept_as_it_is(bare_db: Database, subtests: pytest.Subtests) -> None:
    for name in HOSTILE:
        with subtests.test(ascii(name)):
            made = create_profile(bare_db, name, "learner", NOW)
            assert made.actor.name == name
            assert remembered(bare_db, made.token) == made.actor
    assert sorted(names(bare_db)) == sorted(HOSTILE)


UNREADABLE = (
    ("", "Type a name"),
    ("  \n\t ", "Type a name"),
    ("\u3000\u2003", "Type a name"),
    ("a" * (LONGEST_NAME + 1), "Shorten the name"),
    ("ﷺ" * LONGEST_NAME, "Shorten the name"),
    ("a" * 10_000, "Shorten the name"),
    ("Bob\u202egnp", "invisible"),
    ("B\u200bob", "invisible"),
    ("\u2066Bob", "invisible"),
    ("Bob\x00", "invisible"),
    ("Bob\x1b[31m", "invisible"),
    ("Bob\ud800", "invisible"),
    ("Bob\ue000", "invisible"),
    ("Bob\U000e0041", "invisible"),
)


def test_a_name_that_cannot_be_read_is_refused(bare_db: Database, subtests: pytest.Subtests) -> None:
    for name, because in UNREADABLE:
        with subtests.test(ascii(name[:20])), pytest.raises(Refused, match=because):
            added(bare_db, name)
    assert profiles(bare_db) == []


@ON_ONE_DATABASE
@given(st.text(max_size=LONGEST_NAME + 5))
def test_any_name_is_kept_readable_or_refused_with_a_sentence(bare_db: Database, name: str) -> None:
    before = len(profiles(bare_db))
    try:
        kept, refusal = added(bare_db, name).name, ""
    except QuizappError as error:
        kept, refusal = None, str(error)
    if kept is None:
        assert refusal.endswith(".")
        assert len(profiles(bare_db)) == before
    else:
        assert kept in names(bare_db)
        assert kept.split() == name.split()
        assert not any(unicodedata.category(sign).startswith("C") for sign in kept)


def test_every_profile_has_a_token_of_its_own_that_nobody_guesses(bare_db: Database) -> None:
    tokens = [create_profile(bare_db, f"Bob {n}", "learner", NOW).token for n in range(20)]
    assert len(set(tokens)) == 20
    assert min(map(len, tokens)) >= 43  # 32 bytes


def test_a_token_stands_for_its_person(bare_db: Database) -> None:
    one, other = create_profile(bare_db, "Bob", "learner", NOW), create_profile(bare_db, "Alice", "teacher", NOW)
    assert remembered(bare_db, one.token) == one.actor
    assert remembered(bare_db, other.token) == other.actor


def test_a_token_that_is_unknown_stands_for_nobody(bare_db: Database, subtests: pytest.Subtests) -> None:
    create_profile(bare_db, "Bob", "learner", NOW)
    for token in (None, "", "unknown", "' OR 1=1 --", "%", "é" * 300, "\x00", "\ud800"):
        with subtests.test(ascii(token)):
            assert remembered(bare_db, token) is None


def test_a_token_in_other_letters_stands_for_nobody(bare_db: Database) -> None:
    token = create_profile(bare_db, "Bob", "learner", NOW).token
    assert remembered(bare_db, token.swapcase()) is None


def test_people_who_take_one_name_at_the_same_moment_get_it_once(database_url: str) -> None:
    def take(_: int) -> Actor | Refused:
        with opened(database_url) as db:
            try:
                return added(db, "Bob")
            except Refused as refusal:
                return refusal

    taken = at_once(6, take)
    with opened(database_url) as db:
        assert names(db) == ["Bob"]
    assert sum(isinstance(one, Actor) for one in taken) == 1
    assert {str(one) for one in taken if isinstance(one, Refused)} == {
        "“Bob” is taken: choose it in the list, or add something to the name."
    }


def test_only_teachers_teach(alice: Actor, bob: Actor) -> None:
    must_teach(alice)
    with pytest.raises(NotAllowed, match="Only teachers may write questions"):
        must_teach(bob)


def test_a_role_that_is_unknown_may_not_teach(bare_db: Database) -> None:
    made = create_profile(bare_db, "Eve", "headmaster", NOW)  # type: ignore[arg-type]
    assert remembered(bare_db, made.token) == Actor(made.actor.id, "Eve", "learner")
