"""Notes become the questions that their cards ask."""

from __future__ import annotations

import pytest

from question_bank.formats import anki
from question_bank.formats.exchange import Imported
from question_bank.kinds.cloze import Cloze
from question_bank.kinds.flashcard import Flashcard
from question_bank.kinds.several_gaps import SeveralGaps
from question_bank.kinds.short_answer import ShortAnswer
from tests.question_bank.formats.anki.making import (
    BASIC,
    CLOZE,
    LINE,
    REVERSED,
    TYPED,
    Note,
    Type,
    only,
    package,
    read,
    reasons,
)

PNG = b"\x89PNG\r\n\x1a\n and what follows"


def shown(front: str, media: dict[str, bytes]) -> Imported:
    return anki.read(package([Note((front, "back"))], BASIC, **media))


def test_a_front_and_a_back_are_a_flashcard() -> None:
    question = only("What is red?", "Mars")
    assert isinstance(question, Flashcard)
    assert (question.id, question.stem, question.accepted) == ("anki-guid", "What is red?", ("Mars",))
    assert question.explanation == "The right answer is Mars."


def test_a_deck_is_the_topic() -> None:
    assert only("What is red?", "Mars").topic == "Planets / Outer"


@pytest.mark.parametrize(("tags", "topic"), [("", "Imported"), (" planets::red  big ", "planets / red")])
def test_a_note_without_a_deck_of_its_own_has_its_first_tag_as_topic(tags: str, topic: str) -> None:
    (question,) = anki.read(package([Note(("a", "b"), tags=tags, deck=1)], BASIC)).questions
    assert question.topic == topic


def test_a_card_in_a_filtered_deck_belongs_where_it_came_from() -> None:
    (question,) = anki.read(package([Note(("a", "b"), deck=3, home=2)], BASIC)).questions
    assert question.topic == "Planets / Outer"


def test_a_reversed_card_is_a_second_question() -> None:
    found = read("Rot", "red", type=REVERSED)
    assert [(one.id, one.stem, one.answer) for one in found.questions] == [
        ("anki-guid", "Rot", "red"),
        ("anki-guid-back", "red", "Rot"),
    ]


def test_only_the_cards_that_there_are_are_questions() -> None:
    found = anki.read(package([Note(("Rot", "red"), cards=(1,))], REVERSED))
    assert [one.id for one in found.questions] == ["anki-guid-back"]


def test_a_note_without_cards_is_read_by_its_templates() -> None:
    found = anki.read(package([Note(("Rot", "red"), cards=())], REVERSED))
    assert len(found.questions) == 2


def test_a_typed_answer_is_a_short_answer() -> None:
    question = only("What is red?", "Mars", type=TYPED)
    assert isinstance(question, ShortAnswer)
    assert (question.stem, question.accepted) == ("What is red?", ("Mars",))


def test_what_is_too_long_to_type_is_a_flashcard() -> None:
    found = read("What?", "long " * 50, type=TYPED)
    assert isinstance(found.questions[0], Flashcard)
    assert reasons(found) == [
        "What is to be typed is too long or shows a picture: it became a flashcard. The question itself was imported."
    ]


def test_a_deletion_is_a_gap() -> None:
    question = only("{{c1::Saturn}} has rings.", "of ice", type=CLOZE)
    assert isinstance(question, Cloze)
    assert (question.id, question.stem, question.accepted) == ("anki-guid-c1", "_____ has rings.", ("Saturn",))
    assert question.explanation == "of ice"


def test_each_number_is_a_question_and_several_gaps_of_one_number_are_one() -> None:
    found = read("{{c1::Saturn}} and {{c2::Jupiter}} are {{c1::giants}}.", "", type=CLOZE)
    several, single = found.questions
    assert isinstance(several, SeveralGaps)
    assert (several.stem, several.answer) == ("_____ and Jupiter are _____.", "Saturn; giants")
    assert isinstance(single, Cloze)
    assert (single.id, single.stem) == ("anki-guid-c2", "Saturn and _____ are giants.")


def test_a_hint_stands_after_its_gap() -> None:
    assert only("{{c1::Saturn::a planet}} has rings.", "", type=CLOZE).stem == "_____ (a planet) has rings."


def test_a_deletion_may_hold_signs_of_html() -> None:
    question = only("{{c1::<b>H<sub>2</sub>O</b>}} is wet &amp; {{c1::a &lt; b}}.", "", type=CLOZE)
    assert (question.stem, question.answer) == ("_____ is wet & _____.", "**H~2~O**; a < b")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Look: {{c1::<img src='x.png'>}}", "![](file:x.png)"),
        ("So: {{c1::" + "long " * 50 + "}}", ("long " * 50).strip()),
        ("All: " + "{{c1::one}} " * 10, "; ".join(["one"] * 10)),
        ("That \\( {{c1::x}} + 1 \\)", "x"),
        ("\\[ 2 {{c1::x}} \\] and", "x"),
        ("Sign {{c1::→}} or {{c1::x}}", "→; x"),
    ],
)
def test_what_is_hidden_and_cannot_be_typed_is_turned_over(text: str, answer: str) -> None:
    found = read(text, "", type=CLOZE, x__png=PNG)
    (question,) = found.questions
    assert isinstance(question, Flashcard)
    assert question.answer == answer
    assert reasons(found)[0].startswith("What is hidden cannot be typed: it became a flashcard.")


def test_formulas_beside_a_gap_are_no_reason() -> None:
    assert isinstance(only("\\(x\\) is {{c1::big}} and \\(y\\)", "", type=CLOZE), Cloze)


def test_a_text_without_deletions_is_listed() -> None:
    assert reasons(read("Nothing here", "", type=CLOZE)) == ["It has no gap: nothing stands in {{c1::…}}."]


@pytest.mark.parametrize(
    "type",
    [
        Type(("Occlusion", "Image"), (("{{cloze:Occlusion}}{{Image}}", "{{cloze:Occlusion}}{{Image}}"),), True),
        Type(("Image", "Question Mask"), (("{{Image}}{{Question Mask}}", "{{Image}}"),)),
    ],
    ids=["Anki's own", "the add-on's"],
)
def test_hidden_parts_of_a_picture_are_listed(type: Type) -> None:
    found = read("{{c1::image-occlusion:rect:left=.1:top=.2}}", "<img src='x.png'>", type=type, x__png=PNG)
    assert not found.questions
    assert reasons(found) == ["It hides parts of a picture, which no kind of question here does."]


def test_templates_say_what_is_asked_and_what_is_answered() -> None:
    type = Type(
        ("Country", "Capital", "River", "Notes"),
        (
            ("<h1>What is the capital of {{Country}}?</h1>", f"{{{{FrontSide}}}}{LINE}{{{{Capital}}}}<p>{{{{Notes}}}}"),
            ("{{#River}}Which river is in {{Country}}?{{/River}}", "{{Country}}: {{River}}"),
        ),
    )
    found = read("France", "Paris", "Seine", "since 987", type=type)
    assert [(one.stem, one.answer, one.explanation) for one in found.questions] == [
        ("What is the capital of France?", "Paris", "since 987"),
        ("Which river is in France?", "Seine", "The right answer is Seine."),
    ]


def test_a_back_that_only_repeats_the_front_is_taken_as_it_stands() -> None:
    type = Type(("Word",), (("{{Word}}?", "{{Word}}!"),))
    assert only("yes", type=type).answer == "yes!"


def test_an_explanation_that_is_the_whole_back_is_the_answer() -> None:
    type = Type(("Front", "Notes"), (("{{Front}}", f"{LINE}{{{{Notes}}}}"),))
    assert only("What?", "this", type=type).answer == "this"


def test_a_hint_on_the_front_is_left_out_and_listed() -> None:
    type = Type(("Front", "Back", "Help"), (("{{Front}}{{hint:Help}}", f"{LINE}{{{{Back}}}}"),))
    found = read("What is red?", "Mars", "a god", type=type)
    assert found.questions[0].stem == "What is red?"
    assert reasons(found) == ["Its hint was left out: Help. The question itself was imported."]


def test_a_field_that_no_card_shows_is_listed_once() -> None:
    type = Type(("Front", "Back", "Secret"), BASIC.cards)
    found = anki.read(package([Note((f"a{n}", "b", "c"), f"g{n}") for n in range(3)], type))
    assert len(found.questions) == 3
    assert reasons(found) == ["The field “Secret” is on no card: it was left out of 3 notes."]


def test_pictures_come_along() -> None:
    found = shown('Who is <img src="m%C3%A4rs%201.png" alt="this">?', {"märs 1__png": PNG})
    assert found.questions[0].stem == "Who is ![this](file:märs_1.png)?"
    assert found.files == {"märs_1.png": PNG}
    assert not found.troubles


def test_two_pictures_whose_safe_names_are_the_same_are_told_apart() -> None:
    found = shown('<img src="a b.png"> <img src="a_b.png">', {"a b__png": PNG, "a_b__png": PNG + b"2"})
    assert found.questions[0].stem == "![](file:a_b.png) ![](file:a_b-2.png)"
    assert found.files == {"a_b.png": PNG, "a_b-2.png": PNG + b"2"}


@pytest.mark.parametrize("data", [b"<svg onload='alert(1)'/>", b"", b"GIF", b"%PDF-1.4"])
def test_what_is_no_picture_is_left_out_and_listed(data: bytes) -> None:
    found = read("Who is <img src=x.png>?", "Mars", x__png=data)
    assert found.files == {}
    assert reasons(found) == ["Left out of its text: a picture at x.png. The question itself was imported."]


@pytest.mark.parametrize("source", ["https://example.org/x.png", "../x.png", "/etc/x.png", "y.png", "data:image/png,x"])
def test_pictures_from_elsewhere_are_left_out_and_listed(source: str) -> None:
    found = read(f"Who is <img src='{source}'>?", "Mars", x__png=PNG)
    assert found.files == {}
    assert "Left out of its text: a picture" in reasons(found)[0]


def test_a_picture_of_a_question_that_was_not_imported_is_not_kept() -> None:
    assert read("<img src=x.png>", "", x__png=PNG).files == {}


def test_recordings_are_left_out_and_listed() -> None:
    found = read("How does it sound? [sound:a b.mp3]", "Moo", type=BASIC)
    assert found.questions[0].stem == "How does it sound?"
    assert reasons(found) == ["Its recordings were left out: a b.mp3. The question itself was imported."]


def test_a_side_that_is_only_a_recording_is_listed_with_it() -> None:
    assert reasons(read("[sound:a.mp3]", "Moo")) == [
        "Its front holds nothing that can be shown. Its recordings were left out: a.mp3."
    ]
    assert reasons(read("Moo", "[sound:a.mp3]")) == [
        "Its back holds nothing that can be shown. Its recordings were left out: a.mp3."
    ]


@pytest.mark.parametrize(("fields", "side"), [(("", "b"), "front"), (("a", ""), "back"), (("<br>", "b"), "front")])
def test_a_side_without_words_is_listed(fields: tuple[str, str], side: str) -> None:
    assert reasons(read(*fields)) == [f"It has no {side}."]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[$]x^2[/$]", "\\(x^2\\)"),
        ("[$$]x[/$$]", "\\[x\\]"),
        ("[latex]$x$[/latex]", "\\(x\\)"),
        ("[latex]$$x$$[/latex]", "\\[x\\]"),
        ("[latex]\\LaTeX[/latex]", "\\LaTeX"),
        ("<anki-mathjax>x</anki-mathjax>", "x"),
        ("<ruby>水<rp>(</rp><rt>みず</rt><rp>)</rp></ruby>", "水 (みず)"),
        ("a<br>b", "a\nb"),
        ("a<div>b</div>", "a\nb"),
        ("&lt;b&gt; [1] {{x}}", "<b> [1] {{x}}"),
    ],
)
def test_signs_of_anki_are_read(source: str, text: str) -> None:
    assert read(source, "back").questions[0].stem == text


def test_the_history_of_learning_is_left_out_and_listed_once() -> None:
    found = anki.read(package([Note((f"a{n}", "b"), f"g{n}", reps=n) for n in range(3)], BASIC))
    assert reasons(found) == ["The dates and intervals of 2 cards that were learned in Anki were not taken."]


def test_tags_are_listed_once_with_how_many_notes_have_them() -> None:
    notes = [Note((f"a{n}", "b"), f"g{n}", tags=" all odd " if n % 2 else "all") for n in range(4)]
    assert reasons(anki.read(package(notes, BASIC))) == ["Their tags were left out: all (4), odd (2)."]


def test_of_many_tags_the_most_frequent_are_named() -> None:
    notes = [Note((f"a{n}", "b"), f"g{n}", tags=f"all t{n}") for n in range(30)]
    (told,) = reasons(anki.read(package(notes, BASIC)))
    assert told.startswith("Their tags were left out: all (30), t0 (1),")
    assert told.endswith(" and 11 more.")


def test_notes_that_are_alike_are_told_apart_and_the_same_note_is_taken_once() -> None:
    notes = [Note(("a", "b")), Note(("a", "b")), Note(("a", "c"))]
    found = anki.read(package(notes, BASIC))
    assert [one.answer for one in found.questions] == ["b", "c"]
    assert len({one.id for one in found.questions}) == 2
    assert reasons(found) == ["The same question stands at note nid:1: it was imported once."]


def test_a_note_of_an_unknown_type_is_listed() -> None:
    (trouble,) = anki.read(package([Note(("a", "b"), type=9)], BASIC)).troubles
    assert (trouble.place, trouble.reason) == ("note nid:1", "Its note type is not in the file.")
    assert "a" in trouble.text


def test_a_card_without_a_template_is_listed() -> None:
    found = anki.read(package([Note(("a", "b"), cards=(0, 7))], BASIC))
    assert reasons(found) == ["Its card template is not in the file."]


def test_a_broken_template_is_listed_with_each_of_its_notes() -> None:
    type = Type(cards=(("{{#Front}}{{Front}}", "{{Back}}"), *BASIC.cards))
    found = anki.read(package([Note(("a", "b"), cards=(0, 1))], type))
    assert len(found.questions) == 1
    (trouble,) = found.troubles
    assert trouble.place == "note nid:1, card 1"
    assert trouble.reason == "Its card template “Card 1” is broken: “{{#Front}}” in it is not closed."


def test_a_question_that_is_not_sound_is_listed_with_its_reason() -> None:
    found = read("long " * 200, "b")
    assert reasons(found) == ["Shorten the question to 600 characters."]


def test_a_field_that_is_far_too_long_is_listed() -> None:
    assert reasons(read("a" * 50_001, "b")) == ["One of its texts is longer than 50,000 characters."]


def test_a_collection_without_notes_says_so() -> None:
    assert reasons(anki.read(package([], BASIC))) == ["It holds no notes."]


def test_a_script_in_a_template_is_left_out_and_listed_once() -> None:
    type = Type(cards=(("<script>document.write('{{Front}}')</script>{{Front}}", f"{LINE}{{{{Back}}}}"),))
    found = anki.read(package([Note(("a", "b"), "g1"), Note(("c", "d"), "g2")], type))
    assert [one.stem for one in found.questions] == ["a", "c"]
    assert reasons(found) == ["The script of the card was left out; its questions were read without it."]


def test_importing_twice_names_the_questions_the_same() -> None:
    data = package([Note(("a", "b"), "x}y|z"), Note(("{{c1::a}}", ""), "q", type=2)], BASIC, CLOZE)
    assert anki.read(data) == anki.read(data)
    assert [one.id for one in anki.read(data).questions] == ["anki-x}y|z", "anki-q-c1"]
