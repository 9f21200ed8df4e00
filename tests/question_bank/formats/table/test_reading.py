"""Rows of a table are understood by what they hold, or by the kind that they name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats import table
from question_bank.formats.exchange import Imported, Refused
from question_bank.formats.foreign import MOST_QUESTIONS
from question_bank.kinds import AnyQuestion
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.multiple_response import MultipleResponse
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.several_gaps import SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer

FOLDER = Path(__file__).parent.parent / "samples" / "table"


def read(*rows: str) -> Imported:
    return table.read("\n".join(rows).encode())


def only(*rows: str) -> AnyQuestion:
    found = read(*rows)
    assert len(found.questions) == 1, found.troubles
    return found.questions[0]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("Mars", "short_answer"),
        ("1989", "short_answer"),
        ("the red planet Mars itself", "short_answer"),
        ("the planet that is red because of its rust", "flashcard"),
        ("a very long word is Donaudampfschifffahrtsgesellschaft", "flashcard"),
        ("True", "true_false"),
        ("false", "true_false"),
        ("T", "short_answer"),
    ],
)
def test_a_row_without_a_kind_is_what_its_answer_makes_it(answer: str, kind: str) -> None:
    assert only("question,answer", f"What is red?,{answer}").kind == kind


def test_a_gap_in_the_question_is_to_be_filled() -> None:
    assert only("question,answer", "The red planet is _____.,Mars").kind == "cloze"


@pytest.mark.parametrize(
    "rows",
    [
        ("question,options,answer", "What is red?,Venus|Mars,Mars"),
        ("question,options,answer", "What is red?,Venus;Mars,2"),
        ("question,options,answer", 'What is red?,"Venus\nMars",B'),
        ("question,option a,option b,answer", "What is red?,Venus,Mars,B"),
        ("question,option a,option b,option c,answer", "What is red?,Venus,Mars,,Mars"),
        ("question,1,2,correct", "What is red?,Venus,Mars,2"),
        ("question;a;b;answer", "What is red?;Venus;Mars;b"),
        ("question\ta\tb\tanswer", "What is red?\tVenus\tMars\tb"),
        ("question,answer a,answer b,points a,points b", "What is red?,Venus,Mars,0,1"),
        ("kind,question,options,answer", "mc,What is red?,Venus|Mars,B) Mars"),
        ("Some title", "", "question,options,answer", "What is red?,Venus|Mars,Mars"),
        ("sep=;", "question;options;answer", "What is red?;Venus|Mars;Mars"),
        ("question,options,answer,", "What is red?,Venus|Mars,Mars,"),
        (' "question" , "options" , "answer" ', '"What is red?" , "Venus|Mars" , "Mars"'),
    ],
)
def test_one_right_choice(rows: tuple[str, ...]) -> None:
    question = only(*rows)
    assert isinstance(question, MultipleChoice)
    assert (question.stem, question.options, question.key) == ("What is red?", ("Venus", "Mars"), "Mars")


@pytest.mark.parametrize(
    "rows",
    [
        ("question,answer,wrong answer 1,wrong answer 2", "What is red?,Mars,Venus,Saturn"),
        ("question,answer,distractors", "What is red?,Mars,Venus|Saturn"),
    ],
)
def test_the_right_answer_beside_wrong_ones(rows: tuple[str, str]) -> None:
    question = only(*rows)
    assert isinstance(question, MultipleChoice)
    assert (question.key, question.distractors) == ("Mars", ("Venus", "Saturn"))


@pytest.mark.parametrize(
    "rows",
    [
        ("question,options,answer", "Which?,a|b|c,a|c"),
        ("question,a,b,c,answer", 'Which?,a,b,c,"A, C"'),
        ("question,1,2,3,correct", 'Which?,a,b,c,"1,3"'),
        ("question,a,b,c,points a,points b,points c", "Which?,a,b,c,1,0,0.5"),
        ("type,question,options,answer", "checkbox,Which?,a|b|c,a;c"),
    ],
)
def test_several_right_choices(rows: tuple[str, str]) -> None:
    question = only(*rows)
    assert isinstance(question, MultipleResponse)
    assert question.keys == ("a", "c")


def test_numbers_of_options_count_from_where_the_table_counts() -> None:
    head = "question,options,correct"
    assert [one.answer for one in read(head, "One?,a|b,1", "Two?,a|b,2").questions] == ["a", "b"]
    assert [one.answer for one in read(head, "One?,a|b,0", "Two?,a|b,1").questions] == ["a", "b"]
    assert [one.answer for one in read(head, "One?,4|5,4", "Two?,1|2,2").questions] == ["4", "2"]


@pytest.mark.parametrize(
    ("cell", "key"), [("True", "True"), ("f", "False"), ("richtig", "True"), ("no", "False"), ("0", "False")]
)
def test_true_or_false(cell: str, key: str) -> None:
    assert only("type,question,answer", f"tf,Mars is red.,{cell}").answer == key


def test_true_and_false_among_options() -> None:
    assert only("question,options,answer", "Mars is red.,True|False,A").answer == "True"
    assert only("type,question,a,b,answer", "true/false,Mars is red.,True,False,B").answer == "False"


def test_a_figure_with_its_unit() -> None:
    question = only("kind,question,answer,tolerance,unit", "numeric,How many days?,88,0.5,days")
    assert isinstance(question, Numeric)
    assert (question.value, question.tolerance, question.unit) == (88, 0.5, "days")


def test_several_accepted_answers() -> None:
    question = only("question,answer,accepted", "What is red?,Mars|the planet Mars,Ares; the red one")
    assert isinstance(question, ShortAnswer)
    assert question.accepted == ("Mars", "the planet Mars", "Ares", "the red one")


def test_items_in_order() -> None:
    question = only("kind,question,answer", "order,From the sun?,Venus|Earth|Mars")
    assert isinstance(question, Ordering)
    assert question.items == ("Venus", "Earth", "Mars")


@pytest.mark.parametrize("sign", ["=", " = ", "->", " → ", ": ", "=>"])
def test_pairs(sign: str) -> None:
    question = only("kind,question,answer,options", f"matching,Match.,Mars{sign}red|Venus{sign}white,blue")
    assert isinstance(question, Matching)
    assert (question.pairs, question.distractors) == ((("Mars", "red"), ("Venus", "white")), ("blue",))


def test_several_gaps() -> None:
    question = only("kind,question,answer", 'gaps,"_____ is red, _____ has rings.","Mars | Ares\nSaturn ~ Venus"')
    assert isinstance(question, SeveralGaps)
    assert question.lines == ("Mars | Ares", "Saturn ~ Venus")


def test_a_named_kind_goes_before_what_the_answer_looks_like() -> None:
    assert isinstance(only("type,question,answer", "Flashcard,What is red?,Mars"), Flashcard)


def test_topic_and_explanation_have_columns() -> None:
    question = only("question,answer,category,feedback", "What is red?,Mars,Planets,Rust.")
    assert (question.topic, question.explanation) == ("Planets", "Rust.")


def test_topic_and_explanation_are_made_where_there_are_none() -> None:
    question = only("question,answer", "What is red?,Mars")
    assert (question.topic, question.explanation) == ("Imported", "The right answer is Mars.")


def test_an_id_of_the_file_is_kept_if_it_is_more_than_a_number() -> None:
    found = read("id,question,answer", "mars-1,What is red?,Mars", "7,What is white?,Venus")
    assert found.questions[0].id == "mars-1"
    assert found.questions[1].id.startswith("table-")


def test_importing_twice_gives_the_same_ids() -> None:
    assert read("question,answer", "a?,b", "c?,d").questions[1:] == read("question,answer", "c?,d").questions


def test_html_becomes_text_and_what_is_lost_is_listed() -> None:
    found = read("question,answer", '"<p style=""color: red"">What is <b>red</b>?</p>",Mars', "Is 1 < 2 or 3 > 2?,yes")
    assert [one.stem for one in found.questions] == ["What is **red**?", "Is 1 < 2 or 3 > 2?"]
    assert found.troubles[0].reason.startswith("Left out of its text: colours and fonts.")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,Mars,", "It has no question."),
        (",What?,,", "It has no right answer."),
        ("essay,What?,Mars,", "The kind “essay” is none that can be imported."),
        ("mc,What?,Mars,", "It has nothing to choose from."),
        ("mc,What?,Pluto,Mars|Venus", "“Pluto” is none of those to choose from."),
        ("mc,What?,,Mars|Venus", "It does not say which answer is right."),
        ("mc,What?,mars,Mars|mars!", "Two options say the same"),
        ("tf,What?,perhaps,", "“perhaps” is neither true nor false."),
        ("numeric,What?,many,", "There is no number"),
        ("matching,What?,Mars and red,", "Give 2 to 9 pairs."),
        ("ordering,What?,a|b,", "Give 3 to 9 items."),
        ("cloze,What?,Mars,", "Mark the one gap"),
        ("error spotting,What?,a,a|b", "It was not understood: correction: Field required."),
        ("sa,What?,?!,", "no letter or digit"),
    ],
)
def test_a_row_that_makes_no_question_is_listed(row: str, reason: str) -> None:
    found = read("kind,question,answer,options", "sa,What is red?,Mars,", row)
    assert len(found.questions) == 1
    assert [trouble.place for trouble in found.troubles] == ["line 3"]
    assert reason in found.troubles[0].reason


def test_columns_without_meaning_are_listed_once() -> None:
    found = read("question,answer,time", "a?,b,60", "c?,d,60")
    assert [(one.place, one.reason) for one in found.troubles] == [("line 1", "The column “time” was left out.")]


def test_lines_above_the_header_are_listed() -> None:
    found = read("My quiz,2024", "", "question,answer", "a?,b")
    assert [(one.place, one.text) for one in found.troubles] == [("line 1", "My quiz | 2024")]
    assert len(found.questions) == 1


@pytest.mark.parametrize("text", ["a,b\nc,d", "slot,type\n1,x", "question\nWhat?", "just words"])
def test_a_table_without_a_header_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match="No column is named “question”"):
        read(text)


def test_the_preview_says_how_columns_and_rows_are_understood() -> None:
    (found,) = table.preview("Frage;Antwort A;Antwort B;richtig;Zeit\nWas?;x;y;B;9\nWer?;x;y;Z;9".encode("cp1252"))
    assert found.read_as == "utf-8, semicolon between columns"
    assert (
        found.columns == {"Frage": "question", "Antwort A": "option", "Antwort B": "option"}
        or "richtig" in found.columns
    )
    assert [row.place for row in found.rows] == ["line 2", "line 3"]


def test_the_preview_of_a_row_has_its_question_or_the_reason() -> None:
    (found,) = table.preview(b"question,a,b,answer\nWhat?,x,y,B\nWho?,x,y,Z\n")
    assert found.columns == {"question": "question", "a": "option", "b": "option", "answer": "answer"}
    first, second = found.rows
    assert first.question is not None
    assert (first.question.answer, second.question) == ("y", None)
    assert second.reason == "The right answer “Z” is none of those to choose from."
    assert second.text == "Who? | x | y | Z"


CELLS = st.sampled_from(["", "a", "B", "1", "True", "mc", "a|b", "<b>x</b>", "_____", "x=y"])


@given(st.lists(st.lists(CELLS, min_size=4, max_size=6), max_size=4))
def test_every_row_is_imported_or_listed(rows: list[list[str]]) -> None:
    found = read("kind,question,answer,options", *(",".join(row) for row in rows))
    told = {trouble.place for trouble in found.troubles}
    filled = [number for number, row in enumerate(rows, 2) if any(cell.strip() for cell in row)]
    assert len(found.questions) + len(told) >= len(filled)
    assert all(question.problems() == [] for question in found.questions)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        table.read(data)
    except Refused as reason:
        said = str(reason)
        assert said.endswith(".")


def test_cells_of_200_kilobytes_are_listed() -> None:
    found = read("question,answer", f'"{"x" * 200_000}",b', "c?,d")
    assert [one.stem for one in found.questions] == ["c?"]
    assert "longer than 50,000 characters" in found.troubles[0].reason


def test_a_million_rows_are_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match=f"more than {MOST_QUESTIONS:,} rows: split it"):
        table.read(b"question,answer\n" + b"a?,b\n" * 1_000_000)


@pytest.mark.parametrize(
    "data",
    [
        b"," * 1_000_000,
        b'question,answer\n"' + b"x" * 1_000_000,
        b"question,answer\n" + b'"a,' * 300_000,
        b"question,a,b,answer\nq,x,y," + b" \t" * 400_000 + b"z",
    ],
)
def test_hostile_tables_are_read_or_refused_quickly(data: bytes) -> None:
    try:
        found = table.read(data)
    except Refused:
        return
    assert len(found.questions) + len(found.troubles) <= 1000


READ = {
    "2anki__Japanese_Words_71594f63607d440fa080879385ec0acc.csv": (3, 0),
    "moabzomg__template.csv": (21, 19),
    "wwarobert__sample_with_explanations.csv": (15, 0),
    "HoleInOneStudios__Science-Quiz_2.xlsx": (6, 7),
    "HoleInOneStudios__data.xlsx": (50, 26),
}


@pytest.mark.parametrize("name", READ)
def test_real_files_are_read(name: str) -> None:
    found = table.read((FOLDER / name).read_bytes())
    assert (len(found.questions), len(found.troubles)) == READ[name]
    assert all(question.problems() == [] for question in found.questions)
    assert table.read(table.write(found.questions, {}).data).questions == found.questions


def test_all_samples_are_tested() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(READ)
