"""Columns are understood by the names that people give them."""

from __future__ import annotations

import pytest

from question_bank.formats.table.columns import columns
from question_bank.formats.table.writing import HEADER


def meanings(header: str) -> dict[str, str]:
    """Return the meaning of each column by its name."""
    names = header.split(",")
    found = columns(names)
    told = {names[place]: meaning for meaning, place in found.places.items()}
    told |= {names[place]: "option" for place in found.options}
    told |= {names[place]: "wrong one" for place in found.wrong}
    return told | {names[place]: "points" for place in found.points}


def test_our_own_columns_mean_what_they_say() -> None:
    assert meanings(",".join(HEADER)) == {name: "more" if name == "quizapp" else name for name in HEADER}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Word,Meaning,Tags", {"Word": "question", "Meaning": "answer", "Tags": "topic"}),
        ("Question,Answer,Explanation", {"Question": "question", "Answer": "answer", "Explanation": "explanation"}),
        ("Frage,Antwort,Kategorie", {"Frage": "question", "Antwort": "answer", "Kategorie": "topic"}),
        ("Pregunta,Respuesta correcta,Tema", {"Pregunta": "question", "Respuesta correcta": "answer", "Tema": "topic"}),
        ("front,back,deck", {"front": "question", "back": "answer", "deck": "topic"}),
        ("quiz,category,question,answers,correct",
         {"category": "topic", "question": "question", "answers": "options", "correct": "answer"}),
        ("question,answers", {"question": "question", "answers": "answer"}),
        ("Question,1,2,3,Correct",
         {"Question": "question", "1": "option", "2": "option", "3": "option", "Correct": "answer"}),
        ("Question,A,B,Answer", {"Question": "question", "A": "option", "B": "option", "Answer": "answer"}),
        ("question_text,option_a,option_b,correct_letter,correct_option_text",
         {"question_text": "question", "option_a": "option", "option_b": "option", "correct_letter": "answer"}),
        ("Question,Answer A,Answer B,Points A,Points B",
         {"Question": "question", "Answer A": "option", "Answer B": "option",
          "Points A": "points", "Points B": "points"}),
        ("question,correct_answer,incorrect_answer_1,incorrect_answer_2",
         {"question": "question", "correct_answer": "answer",
          "incorrect_answer_1": "wrong one", "incorrect_answer_2": "wrong one"}),
        ("question,answer,wrong answers", {"question": "question", "answer": "answer", "wrong answers": "wrong"}),
        ("Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,"
         "Correct answer(s) - choose one",
         {"Question - max 120 characters": "question", "Answer 1 - max 75 characters": "option",
          "Answer 2 - max 75 characters": "option", "Correct answer(s) - choose one": "answer"}),
        ("question,answer,unit", {"question": "question", "answer": "answer", "unit": "topic"}),
        ("question,answer,tolerance,unit",
         {"question": "question", "answer": "answer", "tolerance": "tolerance", "unit": "unit"}),
    ],
)  # fmt: skip
def test_headers_of_real_files(header: str, expected: dict[str, str]) -> None:
    assert meanings(header) == expected
    assert columns(header.split(",")).are_enough


@pytest.mark.parametrize(
    "header", ["slot,type,which,mark", "question", "answer,options", "a,b", "", "1,2,3", "Question,Time"]
)
def test_without_a_question_and_an_answer_it_is_no_header(header: str) -> None:
    assert not columns(header.split(",")).are_enough


def test_what_has_no_meaning_is_listed_by_its_name() -> None:
    assert columns(["Question", "Answer", " Time ", "", "A visible"]).unknown == ["Time", "A visible"]


def test_of_two_columns_with_the_same_meaning_the_first_has_it() -> None:
    found = columns(["Question", "Answer", "Category", "Topic"])
    assert (found.places["topic"], found.unknown) == (2, ["Topic"])


def test_case_and_signs_do_not_count() -> None:
    assert columns(["QUESTION_TEXT", "correct-answer"]).are_enough


def test_a_name_without_end_takes_no_time() -> None:
    assert not columns(["option " * 100_000, "x" * 1_000_000]).are_enough
