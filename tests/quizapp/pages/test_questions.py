"""The page of the bank's questions: what learners read there, and how teachers keep it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from question_bank.kinds import KINDS
from question_bank.question import Question
from quizapp.services import questions
from quizapp.services.people import Profile, create_profile
from quizapp.storage.bank import Search
from quizapp.storage.database import Database
from quizapp.ui import bank_list, editor
from tests.quizapp.people import LONG_AGO, NOW, begun, planned, published
from tests.quizapp.planets import QUESTIONS
from tests.quizapp.visits import labels, outcome, press, said, serving, sound, visited

RINGS = "widest-rings.multiple_choice"
MOONS = "saturn-moons.multiple_choice"
LIST = "Which planet has the widest rings?"
WRITTEN = {"stem": "Which planet is the largest?", "explanation": "Jupiter outweighs all others.", "topic": "Planets"}


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        published(db, now=LONG_AGO)
        yield db


@pytest.fixture
def alice(quiz: Database) -> Profile:
    return create_profile(quiz, "Alice", "teacher", LONG_AGO)


@pytest.fixture
def bob(quiz: Database) -> Profile:
    return create_profile(quiz, "Bob", "learner", LONG_AGO)


def type_in(page: AppTest, target: str = editor.NEW, /, **texts: str) -> AppTest:
    """Type into the fields of the form, named as in the session."""
    for name, text in texts.items():
        page.session_state[f"{target}-{name.replace('__', '-')}"] = text
    return sound(page.run())


def opened(page: AppTest, question_id: str) -> AppTest:
    """Open a question in the list."""
    page.session_state[f"open-{question_id}"] = True
    return sound(page.run())


def narrowed(page: AppTest, label: str, value: str) -> AppTest:
    (box,) = [one for one in page.selectbox if one.label == label]
    return sound(box.set_value(value).run())


def found(quiz: Database, teacher: Profile, text: str) -> list[str]:
    return [row.id for row in questions.search(quiz, teacher.actor, Search(text)).rows]


# What learners see


def test_a_learner_reads_stems_and_why_there_is_no_more(bob: Profile) -> None:
    page = visited("questions", bob)
    assert bank_list.FOR_LEARNERS in said(page)
    assert all(question.stem in said(page) for question in QUESTIONS)
    assert labels(page.expander) == []
    assert labels(page.button) == []


def test_a_learner_cannot_find_a_question_by_its_answer(bob: Profile, alice: Profile) -> None:
    for profile, number in ((bob, 0), (alice, 2)):
        page = visited("questions", profile)
        page.text_input[0].set_value("nitrogen").run()
        assert said(page).count("nitrogen") == 0
        assert ("No question fits" in said(page)) == (number == 0)


def test_a_learner_does_not_see_what_is_not_asked(quiz: Database, alice: Profile, bob: Profile) -> None:
    questions.set_withdrawn(quiz, alice.actor, RINGS, True)
    assert LIST not in said(visited("questions", bob))
    assert any(LIST in label and "not asked" in label for label in labels(visited("questions", alice).expander))


@pytest.mark.parametrize("target", [editor.NEW, RINGS])
def test_a_learner_who_types_the_address_of_the_form_gets_the_list(bob: Profile, target: str) -> None:
    page = visited("questions", bob, edit=target)
    assert said(page).startswith("Questions")
    assert not page.text_area


# What teachers find


def test_a_teacher_sees_key_explanation_source_and_version(alice: Profile) -> None:
    shown = said(opened(visited("questions", alice), RINGS))
    assert "Right answer:] Saturn" in shown
    assert "Jupiter / Uranus / Neptune" in shown
    assert "The planet with the widest rings is Saturn. So it says." in shown
    assert "The article’s author · Saturn · paragraph 1" in shown
    assert "Version 1" in shown


def test_questions_are_found_by_words_and_filters(alice: Profile) -> None:
    page = visited("questions", alice)
    assert "12 questions" in said(page)
    page.text_input[0].set_value("TITAN air").run()
    assert "2 questions" in said(page)
    page.text_input[0].set_value("").run()
    narrowed(page, "Topic", "Moons")
    assert "6 questions · Moons" in said(page)
    narrowed(page, "Kind", "true_false")
    assert "1 question · Moons · True or false" in said(page)
    narrowed(page, "Article", "saturn")
    assert "No question fits" in said(page)
    press(page, "Show all questions")
    assert "12 questions" in said(page)


def test_long_lists_come_in_pages_and_a_new_search_begins_on_the_first(quiz: Database, alice: Profile) -> None:
    for number in range(questions.PAGE):
        fields = {**WRITTEN, "kind": "flashcard", "accepted": ("Jupiter",), "stem": f"Number {number}?"}
        questions.save(quiz, alice.actor, fields, NOW)
    page = visited("questions", alice)
    assert len(page.expander) == questions.PAGE
    page.pagination[0].set_value(2).run()
    assert len(page.expander) == len(QUESTIONS)
    page.text_input[0].set_value("number").run()
    assert len(page.expander) == questions.PAGE


def test_a_question_that_was_stopped_stays_open_and_can_be_asked_again(quiz: Database, alice: Profile) -> None:
    page = press(opened(visited("questions", alice), RINGS), "Stop asking")
    assert questions.read(quiz, alice.actor, RINGS).row.withdrawn
    press(page, "Ask again")
    assert not questions.read(quiz, alice.actor, RINGS).row.withdrawn


def test_an_empty_bank_says_so_and_how_to_begin(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(sqlite_url, monkeypatch) as db:
        page = visited("questions", create_profile(db, "Alice", "teacher", NOW))
    assert "There are no questions yet. Add the first one." in said(page)
    assert "Add a question" in labels(page.button)


# Writing a question


def test_an_empty_form_says_beside_each_field_what_to_do_once_saving_was_tried(alice: Profile) -> None:
    page = visited("questions", alice, edit=editor.NEW)
    assert "Write the question." not in said(page)
    press(page, "Save question")
    for message in ("Write the question.", "Give the right answer.", "Name a topic", "Mend 5 fields"):
        assert message in said(page)


def test_nothing_that_was_typed_is_lost_by_an_error_or_a_change_of_kind(alice: Profile) -> None:
    page = type_in(visited("questions", alice, edit=editor.NEW), stem="Largest?", key__line="Jupiter")
    press(page, "Save question")
    assert page.text_area[0].value == "Largest?"
    type_in(page, kind="numeric")
    type_in(page, kind="multiple_choice")
    assert page.text_area[0].value == "Largest?"
    assert page.text_input[0].value == "Jupiter"


def test_a_problem_goes_away_while_it_is_mended(alice: Profile) -> None:
    page = press(visited("questions", alice, edit=editor.NEW), "Save question")
    type_in(page, stem="Largest?")
    assert "Write the question." not in said(page)
    assert "Mend 4 fields" in said(page)


def test_the_preview_shows_what_learners_will_see_as_it_was_typed(alice: Profile) -> None:
    page = visited("questions", alice, edit=editor.NEW)
    assert "Your question appears here" in said(page)
    type_in(
        page, stem="Worth $5 or 5$ :red[each]?", key__line="*Yes*", distractors__lines="No\nPerhaps", explanation="So."
    )
    assert page.header[0].value == "Worth \\$5 or 5\\$ \\:red\\[each\\]\\?"
    assert sorted(outcome(page)) == ["*Yes*", "No", "Perhaps"]
    assert "So." in said(page)


def test_advice_is_shown_once_a_question_can_be_saved_and_forbids_nothing(quiz: Database, alice: Profile) -> None:
    page = visited("questions", alice, edit=editor.NEW)
    stem = "Which planet was found recently?"
    type_in(page, stem=stem, explanation="Neptune was.", topic="Saturn", key__line="Neptune")
    assert "Worth another look" not in said(page)
    type_in(page, distractors__lines="Mars\nVenus\nUranus")
    assert "Worth another look" in said(page)
    assert "Replace “recently” by a time" in said(page)
    press(page, "Save question")
    assert found(quiz, alice, stem) != []


def test_a_number_that_cannot_be_read_hides_no_other_problem(alice: Profile) -> None:
    page = type_in(visited("questions", alice, edit=editor.NEW), kind="numeric", value__number="many", stem="How many?")
    press(page, "Save question")
    assert "Give a number in digits" in said(page)
    assert "Name a topic" in said(page)
    assert "The rest follows when its fields can be read." in said(page)


def typed(kind: type[Question]) -> dict[str, str]:
    """Return what a teacher types to write the example of a kind."""
    example: Any = kind.examples().question
    own = {f"{edit.name}__{edit.sort}": editor.shown(getattr(example, edit.name)) for edit in kind.edit_fields}
    return {"kind": example.kind, "stem": example.stem, "explanation": example.explanation, "topic": "Moons", **own}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.title)
def test_a_question_of_every_kind_is_written_and_asked_in_the_next_sitting(
    kind: type[Question], quiz: Database, alice: Profile, bob: Profile
) -> None:
    page = press(type_in(visited("questions", alice, edit=editor.NEW), **typed(kind)), "Save question")
    assert editor.SAVED in said(page)
    assert "edit" not in page.query_params
    example = kind.examples()
    assert labels(page.expander)[0].startswith(example.question.stem)
    asked = planned(quiz, bob.actor, begun(quiz, bob.actor))
    (mine,) = [question for question in asked if question.stem == example.question.stem]
    assert (mine.kind, mine.answer) == (kind.model_fields["kind"].default, example.question.answer)
    assert all(mine.grade(mine.parse(response)).is_right for response in example.right)
    assert not any(mine.grade(mine.parse(response)).is_right for response in example.wrong)


def test_after_saving_the_form_is_empty_again(alice: Profile) -> None:
    page = press(type_in(visited("questions", alice, edit=editor.NEW), **typed(KINDS["cloze"])), "Save question")
    page.query_params["edit"] = editor.NEW
    sound(page.run())
    assert page.text_area[0].value is None


def test_what_was_typed_and_left_is_there_when_the_teacher_comes_back(alice: Profile) -> None:
    page = type_in(visited("questions", alice, edit=editor.NEW), stem="Half a question")
    press(page, "Back to the list")
    assert "edit" not in page.query_params
    page.query_params["edit"] = editor.NEW
    sound(page.run())
    assert page.text_area[0].value == "Half a question"
    assert "have not saved it yet" in said(page)
    press(page, "Start afresh")
    assert page.text_area[0].value is None


# Editing


def test_editing_fills_the_form_and_saves_a_new_version(quiz: Database, alice: Profile) -> None:
    page = visited("questions", alice, edit=RINGS)
    assert page.text_area[0].value == LIST
    type_in(page, RINGS, stem="Which planet has the widest rings of all?")
    press(page, "Save question")
    kept = questions.read(quiz, alice.actor, RINGS)
    assert (kept.question.stem, kept.row.version) == ("Which planet has the widest rings of all?", 2)
    assert kept.question.citations


def test_options_that_were_not_edited_keep_their_order(quiz: Database, alice: Profile) -> None:
    before: Any = questions.read(quiz, alice.actor, MOONS).question
    press(type_in(visited("questions", alice, edit=MOONS), MOONS, stem="How many moons?"), "Save question")
    after: Any = questions.read(quiz, alice.actor, MOONS).question
    assert (after.options, after.ordered) == (before.options, True)


def test_saving_without_a_change_makes_no_new_version(quiz: Database, alice: Profile) -> None:
    press(visited("questions", alice, edit=RINGS), "Save question")
    assert questions.read(quiz, alice.actor, RINGS).row.version == 1


def test_a_stopped_question_stays_stopped_when_it_is_edited(quiz: Database, alice: Profile) -> None:
    questions.set_withdrawn(quiz, alice.actor, RINGS, True)
    press(type_in(visited("questions", alice, edit=RINGS), RINGS, stem="Widest rings?"), "Save question")
    assert questions.read(quiz, alice.actor, RINGS).row.withdrawn


def test_a_question_that_is_not_there_says_what_to_do(alice: Profile) -> None:
    assert "choose another in the list" in said(visited("questions", alice, edit="nix"))


def test_own_questions_come_first_and_can_be_had_alone(quiz: Database, alice: Profile) -> None:
    questions.save(quiz, alice.actor, {**WRITTEN, "kind": "short_answer", "accepted": ("Jupiter",)}, NOW)
    page = visited("questions", alice)
    assert labels(page.expander)[0].startswith(WRITTEN["stem"])
    page.toggle[0].set_value(True).run()
    assert "1 question · our own" in said(page)
    assert found(quiz, alice, "outweighs") == []
