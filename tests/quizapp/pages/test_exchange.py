"""The page on which teachers bring questions in and take them out, without a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from question_bank.formats import FORMATS
from question_bank.kinds.multiple_choice import MultipleChoice
from quizapp.services import questions
from quizapp.services.people import Profile, create_profile
from quizapp.storage.bank import Search
from quizapp.storage.database import Database
from tests.quizapp.people import LONG_AGO, published
from tests.quizapp.pictures import picture
from tests.quizapp.planets import QUESTIONS
from tests.quizapp.visits import labels, press, said, serving, sound, visited

RED = "// [id:red]\nWhich planet is red? {=Mars ~Venus ####Rust makes Mars red.}\n\n"
BIG = "// [id:big]\nWhich planet is the largest? {=Jupiter ~Venus}\n\n"


@pytest.fixture
def quiz(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    with serving(sqlite_url, monkeypatch) as db:
        published(db, now=LONG_AGO)
        yield db


@pytest.fixture
def alice(quiz: Database) -> Profile:
    return create_profile(quiz, "Alice", "teacher", LONG_AGO)


@pytest.fixture
def page(alice: Profile) -> AppTest:
    return visited("exchange", alice)


def given(page: AppTest, text: str | bytes, name: str = "week.gift") -> AppTest:
    """Give the page a file."""
    data = text.encode() if isinstance(text, str) else text
    (field,) = page.file_uploader
    return sound(field.upload(name, data, "application/octet-stream").run())


def own_stems(quiz: Database, teacher: Profile) -> list[str]:
    rows = questions.search(quiz, teacher.actor, Search(own_only=True)).rows
    return [row.stem for row in rows if not row.withdrawn]


def exporting(page: AppTest, name: str) -> AppTest:
    page.session_state["way"] = "Export"
    sound(page.run())
    page.session_state["export-format"] = name
    return sound(page.run())


def test_a_learner_is_told_that_only_teachers_may(quiz: Database) -> None:
    page = visited("exchange", create_profile(quiz, "Bob", "learner", LONG_AGO))
    assert "Only teachers may write questions" in said(page)
    assert not page.file_uploader


def test_the_way_there_stands_on_the_page_of_questions_for_teachers(alice: Profile) -> None:
    assert "Import or export" in labels(visited("questions", alice).button)


def test_an_empty_page_says_which_files_are_read(page: AppTest) -> None:
    assert "GIFT, Moodle XML, QTI, Anki decks" in said(page)
    assert labels(page.button) == []


def test_a_file_is_shown_as_it_was_understood_before_anything_is_added(
    page: AppTest, quiz: Database, alice: Profile
) -> None:  # fmt: skip
    given(page, RED + BIG + "Describe Mars. {}\n")
    shown = said(page)
    assert "Read as GIFT: 2 questions." in shown
    assert "Which planet is red?  \n:small[Mars]  \n:small[:gray[Multiple choice · Imported]]" in shown
    assert "Not imported" in shown
    assert "**Line 7:** " in shown
    assert "Describe Mars" in shown
    assert labels(page.button) == ["Add 2 questions"]
    assert own_stems(quiz, alice) == []


def test_one_click_adds_them_and_another_takes_them_back(page: AppTest, quiz: Database, alice: Profile) -> None:
    given(page, RED + BIG)
    press(page, "Add 2 questions")
    assert own_stems(quiz, alice) == ["Which planet is the largest?", "Which planet is red?"]
    assert "2 questions added: asked from the next sitting on." in said(page)
    assert labels(page.button) == ["Take back the 2 questions"]
    press(page, "Take back the 2 questions")
    assert own_stems(quiz, alice) == []
    assert "Taken back: 2 questions will not be asked." in said(page)
    assert labels(page.button) == []


def test_a_second_file_says_what_is_there_and_what_changes(page: AppTest, quiz: Database, alice: Profile) -> None:
    press(given(page, RED), "Add 1 question")
    given(page, RED)
    assert "1 question. All of them are in the bank already, word for word." in said(page)
    assert labels(page.button) == []
    given(page, RED.replace("is red", "looks red") + BIG, "other.gift")
    assert "It asked before: Which planet is red?" in said(page)
    press(page, "Add 1 question and change 1")
    assert "1 question added and 1 question changed" in said(page)
    assert own_stems(quiz, alice) == ["Which planet is the largest?", "Which planet looks red?"]


def test_what_was_taken_back_can_be_asked_again(page: AppTest, quiz: Database, alice: Profile) -> None:
    press(given(page, RED), "Add 1 question")
    press(page, "Take back the 1 question")
    press(given(page, RED), "Ask 1 question again")
    assert own_stems(quiz, alice) == ["Which planet is red?"]


def test_a_topic_can_be_given_to_all(page: AppTest, quiz: Database, alice: Profile) -> None:
    given(page, RED)
    (box,) = page.selectbox
    sound(box.set_value("Saturn").run())
    press(page, "Add 1 question")
    assert [row.topic for row in questions.search(quiz, alice.actor, Search("Mars red")).rows] == ["Saturn"]


def test_what_was_left_out_of_questions_is_there_to_be_opened(page: AppTest) -> None:
    given(page, RED.replace("=Mars", "=Mars#Well done"))
    assert labels(page.expander) == ["1 remark on what was left out of these questions"]
    assert "The feedback to single answers was left out." in said(page)
    assert "Not imported" not in said(page)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("week.gift", b"", "The file is empty."),
        ("week.docx", b"words", "“week.docx” is in no format that can be read"),
        ("week.xml", b"<quiz><question", "question"),
        ("week.apkg", b"PK\x03\x04", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(page: AppTest, name: str, data: bytes, reason: str) -> None:
    given(page, data, name)
    assert reason in said(page)
    assert labels(page.button) == []
    assert "Something went wrong" not in said(page)


def test_long_lists_have_pages(page: AppTest) -> None:
    text = "".join(f"// [id:q{number}]\nWhat is {number} + 1? {{#{number + 1}}}\n\n" for number in range(50))
    given(page, text)
    assert "What is 19 + 1?" in said(page)
    assert "What is 20 + 1?" not in said(page)
    assert labels(page.button) == ["Add 50 questions"]


def test_pictures_are_shown_before_and_after_they_are_added(page: AppTest, alice: Profile) -> None:
    asked = MultipleChoice(
        id="shown", stem="What is this? ![rings](file:rings.png)", topic="T", explanation="It is.", options=("a", "b"),
        key="a",
    )  # fmt: skip
    given(page, FORMATS["jsonl"].write([asked], {"rings.png": picture()}).data, "a.jsonl")
    assert "What is this? rings" in said(page)
    assert len(page.get("image")) == 1
    press(page, "Add 1 question")
    bank = visited("questions", alice)
    bank.session_state["open-shown"] = True
    assert len(sound(bank.run()).get("image")) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_the_bank_is_written_in_every_format_with_what_it_loses(page: AppTest, name: str) -> None:
    exporting(page, name)
    press(page, f"Write {len(QUESTIONS)} questions")
    assert labels(page.get("download_button")) == ["Take the file"]
    assert ("What it does not hold" in said(page)) != ("It holds everything." in said(page))
    assert ("It holds everything." in said(page)) == (name == "jsonl")


def test_another_choice_makes_the_file_old(page: AppTest) -> None:
    press(exporting(page, "gift"), f"Write {len(QUESTIONS)} questions")
    page.session_state["export-topic"] = "Saturn"
    sound(page.run())
    assert not page.get("download_button")
    assert labels(page.button) == ["Write 6 questions"]


def test_nothing_to_take_out_is_said(page: AppTest) -> None:
    exporting(page, "gift")
    page.session_state["export-own"] = True
    sound(page.run())
    assert "There is no question to take out." in said(page)
    assert labels(page.button) == []
