"""Questions come in from files all together or not at all, once however often, and go out again with what they had."""

from __future__ import annotations

import gc
import json
from random import Random
from typing import Any
from zlib import crc32

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from question_bank.formats import FORMATS
from question_bank.kinds import AnyQuestion, read_question_json
from question_bank.kinds.multiple_choice import MultipleChoice
from quizapp.errors import Refused
from quizapp.services import exchange, questions, sittings
from quizapp.services.exchange import Done, Preview
from quizapp.services.people import Actor
from quizapp.services.pictures import MOST_POINTS, pictures
from quizapp.services.publishing import Report
from quizapp.services.sittings import Choice
from quizapp.storage.bank import Search, found_bodies
from quizapp.storage.database import Database
from quizapp.storage.learning import facts_with_cards
from quizapp.storage.tables import fact, question, question_fact, question_version
from tests.quizapp.people import DAY, HOUR, LONG_AGO, NOW, at_once, begun, planned, published
from tests.quizapp.pictures import picture
from tests.quizapp.planets import BY_ID, EVERY_KIND, QUESTIONS

RED = "// [id:red]\nWhich planet is red? {=Mars ~Venus ####Rust makes Mars red.}\n\n"
BIG = "// [id:big]\nWhich planet is the largest? {=Jupiter ~Venus}\n\n"
PICTURE, OTHER_PICTURE = picture("red"), picture("blue")


def previewed(db: Database, actor: Actor, text: str, name: str = "week.gift", **wanted: Any) -> Preview:
    return exchange.preview_import(db, actor, name, text.encode(), **wanted)


def imported(db: Database, actor: Actor, text: str, name: str = "week.gift", **wanted: Any) -> Done:
    return exchange.import_questions(db, actor, previewed(db, actor, text, name, **wanted), NOW)


def states(preview: Preview) -> list[tuple[str, str]]:
    return [(one.question.stem, one.state) for one in preview.questions]


def stems(db: Database, actor: Actor) -> list[str]:
    return [row.stem for row in questions.search(db, actor, Search()).rows if not row.withdrawn]


def rows_of(db: Database) -> dict[str, int]:
    with db.reading() as connection:
        tables = (question, question_version, question_fact, fact)
        return {one.name: connection.scalar(select(func.count()).select_from(one)) or 0 for one in tables}


def as_lines(*asked: AnyQuestion, **files: bytes) -> str:
    named = {name.replace("_", "."): data for name, data in files.items()}
    return FORMATS["jsonl"].write(asked, named).data.decode()


def shows(name: str, id: str = "shown") -> MultipleChoice:
    return MultipleChoice(
        id=id, stem=f"What is this? ![rings](file:{name})", topic="T", explanation="E", options=("a", "b"), key="a"
    )


def test_a_preview_tells_what_is_new_and_keeps_nothing(db: Database, alice: Actor) -> None:
    before = rows_of(db)
    preview = previewed(db, alice, RED + BIG + "Describe Mars. {}\n")
    assert preview.format == "GIFT"
    assert states(preview) == [("Which planet is red?", "new"), ("Which planet is the largest?", "new")]
    assert preview.count("new") == 2
    assert [one.place for one in preview.troubles] == ["line 7"]
    assert rows_of(db) == before


def test_imported_questions_are_found_first_and_asked(db: Database, alice: Actor, bob: Actor) -> None:
    done = imported(db, alice, RED + BIG)
    assert len(done.added) == 2
    assert (done.updated, done.unchanged) == ([], [])
    assert stems(db, alice)[:2] == ["Which planet is the largest?", "Which planet is red?"]
    asked = {one.id for one in planned(db, bob, begun(db, bob, choice=Choice(40)))}
    assert set(done.added) <= asked


def test_each_gets_a_fact_of_its_own_that_says_what_it_teaches(db: Database, alice: Actor, bob: Actor) -> None:
    red, big = imported(db, alice, RED + BIG).added
    assert questions.read(db, alice, red).question.facts == (red,)
    with db.reading() as connection:
        said = {one.id: (one.statement, one.topic) for one in facts_with_cards(connection, bob.id)}
    assert said[red] == ("Rust makes Mars red.", "Imported")
    assert said[big] == ("Which planet is the largest? Jupiter", "Imported")


def test_importing_twice_doubles_nothing_and_makes_no_version(db: Database, alice: Actor) -> None:
    first = imported(db, alice, RED + BIG)
    before = rows_of(db)
    assert states(previewed(db, alice, RED + BIG)) == [
        ("Which planet is red?", "same"),
        ("Which planet is the largest?", "same"),
    ]
    assert imported(db, alice, RED + BIG) == Done(unchanged=list(first.added), added=[], updated=[])
    assert rows_of(db) == before


def test_a_question_that_says_something_else_becomes_a_new_version_about_the_same_fact(
    db: Database, alice: Actor
) -> None:
    red, _ = imported(db, alice, RED + BIG).added
    mended = RED.replace("Which planet is red?", "Which planet looks red?")
    (seen,) = previewed(db, alice, mended).questions
    assert (seen.state, seen.asked_before) == ("changed", "Which planet is red?")
    assert imported(db, alice, mended).updated == [red]
    kept = questions.read(db, alice, red)
    assert (kept.question.stem, kept.row.version, kept.question.facts) == ("Which planet looks red?", 2, (red,))
    assert stems(db, alice)[:2] == ["Which planet is the largest?", "Which planet looks red?"]


def test_a_topic_that_is_given_counts_for_all(db: Database, alice: Actor) -> None:
    red, big = imported(db, alice, RED + BIG, topic="  Our  planets ").added
    assert {questions.read(db, alice, one).row.topic for one in (red, big)} == {"Our planets"}


def test_a_topic_that_is_too_long_is_cut_and_listed(db: Database, alice: Actor) -> None:
    preview = previewed(db, alice, "$CATEGORY: " + "x" * 100 + "\n\n" + RED)
    assert preview.questions[0].question.topic == "x" * 79 + "…"
    assert preview.troubles[0].reason == "Its topic was cut to 80 characters. The question itself was imported."


def test_a_withdrawn_question_comes_back(db: Database, alice: Actor) -> None:
    red, big = imported(db, alice, RED + BIG).added
    assert exchange.withdraw_imported(db, alice, [red, big]) == 2
    assert "Which planet is red?" not in stems(db, alice)
    assert [one.state for one in previewed(db, alice, RED).questions] == ["back"]
    assert imported(db, alice, RED).updated == [red]
    assert stems(db, alice)[0] == "Which planet is red?"


def test_undoing_an_import_leaves_the_bank_that_ships_alone(db: Database, alice: Actor) -> None:
    before = stems(db, alice)
    added = imported(db, alice, RED).added
    assert exchange.withdraw_imported(db, alice, [*added, QUESTIONS[0].id, "no such question"]) == 1
    assert stems(db, alice) == before


def test_the_bank_that_ships_is_edited_by_an_import_and_publishing_leaves_that_alone(
    db: Database, alice: Actor
) -> None:
    rings = BY_ID["widest-rings.multiple_choice"]
    written = as_lines(rings.changed(stem="Which planet has the widest rings of all?"))
    assert imported(db, alice, written, "a.jsonl").updated == [rings.id]
    kept = questions.read(db, alice, rings.id)
    assert kept.row.edited
    assert kept.question.facts == rings.facts
    assert kept.question.citations == rings.citations
    assert published(db, *QUESTIONS, digest="b" * 64, now=NOW + DAY) == Report((), (), (), ())
    changed = rings.changed(stem="Another?")
    report = published(db, changed, *QUESTIONS[1:], digest="c" * 64, now=NOW + DAY)
    assert report.left_alone == (rings.id,)


def test_a_file_without_provenance_does_not_take_it_away(db: Database, alice: Actor) -> None:
    rings = BY_ID["saturn-moons.multiple_choice"]
    bare = rings.changed(facts=(), citations=(), conflicts=(), stem="How many moons has Saturn?")
    imported(db, alice, as_lines(bare), "a.jsonl")
    assert questions.read(db, alice, rings.id).question == rings.changed(stem="How many moons has Saturn?")


def test_facts_that_are_not_here_are_replaced_by_one_of_its_own(db: Database, alice: Actor) -> None:
    asked = BY_ID["titan-air.short_answer"].changed(id="new", facts=("titan-air", "nowhere"))
    stranger = asked.changed(id="stranger", facts=("nowhere",))
    imported(db, alice, as_lines(asked, stranger), "a.jsonl")
    assert questions.read(db, alice, "new").question.facts == ("titan-air",)
    assert questions.read(db, alice, "stranger").question.facts == ("stranger",)


@pytest.mark.parametrize("id", ["x" * 300, "a\nb", "\u202e"])
def test_an_id_that_cannot_be_kept_is_replaced_by_one_that_stays_the_same(db: Database, alice: Actor, id: str) -> None:
    text = as_lines(BY_ID["titan-air.cloze"].changed(id="?", facts=())).replace('"?"', json.dumps(id))
    (added,) = imported(db, alice, text, "a.jsonl").added
    assert added.startswith("import-")
    assert imported(db, alice, text, "a.jsonl").unchanged == [added]


def test_what_the_database_could_not_keep_is_listed_and_the_rest_imported(db: Database, alice: Actor) -> None:
    bad = BY_ID["titan-air.cloze"].changed(id="bad", explanation="a\0b")
    preview = previewed(db, alice, as_lines(bad, shows("x.png")), "a.jsonl")
    assert [one.question.id for one in preview.questions] == ["shown"]
    assert preview.troubles[0].reason == "There is an invisible sign in it: type it anew."
    exchange.import_questions(db, alice, preview, NOW)


def test_nothing_is_kept_when_the_database_refuses_a_part(db: Database, alice: Actor) -> None:
    preview = previewed(db, alice, RED + BIG)
    nameless: Any = {None: PICTURE}  # files are the last that is kept
    before = rows_of(db)
    with pytest.raises(DatabaseError):
        exchange.import_questions(db, alice, preview._replace(files=nameless), NOW)
    assert rows_of(db) == before


@pytest.mark.parametrize(
    ("name", "data", "format_name", "reason"),
    [
        ("a.gift", b"", None, "The file is empty."),
        ("a.docx", b"PK\x03\x04", None, "“a.docx” is in no format that can be read"),
        ("a.gift", b"x", "word", "“word” is no format"),
        ("a.gift", b"\0" * 99, None, "no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    db: Database, alice: Actor, name: str, data: bytes, format_name: str | None, reason: str
) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        exchange.preview_import(db, alice, name, data, format_name)
    assert str(refused.value).endswith(".")


def test_two_teachers_who_import_the_same_at_once_add_it_once(db: Database, alice: Actor) -> None:
    preview = previewed(db, alice, RED + BIG)
    done = at_once(4, lambda _: exchange.import_questions(db, alice, preview, NOW))
    assert sorted(len(one.added) for one in done) == [0, 0, 0, 2]
    assert sum(len(one.unchanged) for one in done) == 6


def test_a_preview_that_has_grown_old_is_compared_anew(db: Database, alice: Actor) -> None:
    preview = previewed(db, alice, RED)
    imported(db, alice, RED + BIG)
    assert exchange.import_questions(db, alice, preview, NOW + HOUR).added == []


def test_pictures_are_kept_under_names_of_what_is_in_them(db: Database, alice: Actor, bob: Actor) -> None:
    first = as_lines(shows("rings.PNG", "one"), rings_PNG=PICTURE, unused_gif=OTHER_PICTURE)
    second = as_lines(shows("rings.PNG", "two"), rings_PNG=OTHER_PICTURE)
    for text in (first, second, first):
        imported(db, alice, text, "a.jsonl")
    shown = [questions.read(db, alice, one).question.stem for one in ("one", "two")]
    names = [stem.partition("(file:")[2][:-1] for stem in shown]
    assert len(set(names)) == 2
    assert all(name.endswith(".png") for name in names)
    assert pictures(db, bob, [*names, "no.png"]) == {names[0]: PICTURE, names[1]: OTHER_PICTURE}
    assert pictures(db, bob, []) == {}


def test_the_ending_of_a_picture_is_that_of_what_is_in_it(db: Database, alice: Actor) -> None:
    for format, ending in {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "BMP": "bmp"}.items():
        text = as_lines(shows("x.tiff"), x_tiff=picture(format=format))
        (name,) = previewed(db, alice, text, "a.jsonl").files
        assert name.endswith(f".{ending}")


def large(size: int) -> bytes:
    """Return a picture that says of itself to be so wide and high."""
    small = picture()
    head = small[12:16] + size.to_bytes(4) * 2 + small[24:29]
    return small[:12] + head + crc32(head).to_bytes(4) + small[33:]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg onload='alert(1)'/>", "It is no picture that browsers draw"),
        (PICTURE[:20], "It is no picture that browsers draw"),
        (b"", "It is no picture that browsers draw"),
        (large(int(MOST_POINTS**0.5) + 1), "5,001 × 5,001 points: make it smaller."),
        (large(2**31 - 1), ""),
    ],
)
def test_what_is_no_picture_or_a_giant_is_left_out_and_told(
    db: Database, alice: Actor, data: bytes, reason: str
) -> None:
    preview = previewed(db, alice, as_lines(shows("x.png"), x_png=data), "a.jsonl")
    assert (len(preview.questions), preview.files) == (1, {})
    (trouble,) = preview.troubles
    assert trouble.place == "x.png"
    assert reason in trouble.reason
    assert trouble.reason.endswith(" It was left out.")


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_holds_what_is_asked_or_tells_what_it_lost(db: Database, alice: Actor, name: str) -> None:
    exported = exchange.export_questions(db, alice, name, Search())
    back = FORMATS[name].read(exported.data)
    told = {loss.question for loss in exported.losses}
    assert {one.id for one in QUESTIONS if one not in back.questions} <= told


def test_an_export_is_narrowed_as_the_list_is_and_leaves_out_what_is_withdrawn(db: Database, alice: Actor) -> None:
    questions.set_withdrawn(db, alice, QUESTIONS[0].id, True)
    exported = exchange.export_questions(db, alice, "jsonl", Search(topic="Saturn"))
    ours = [one for one in QUESTIONS[1:] if one.topic == "Saturn"]
    assert list(FORMATS["jsonl"].read(exported.data).questions) == ours


def test_an_export_in_no_format_is_refused(db: Database, alice: Actor) -> None:
    with pytest.raises(Refused, match="“word” is no format"):
        exchange.export_questions(db, alice, "word", Search())


def test_everything_that_was_exported_comes_back_into_an_empty_bank(
    bare_db: Database, alice: Actor, bob: Actor
) -> None:
    asked = [*EVERY_KIND, shows("rings.png")]
    data = FORMATS["jsonl"].write(asked, {"rings.png": PICTURE}).data
    exchange.import_questions(bare_db, alice, exchange.preview_import(bare_db, alice, "a.jsonl", data), NOW)
    exported = exchange.export_questions(bare_db, alice, "jsonl", Search())
    again = exchange.preview_import(bare_db, alice, "b.jsonl", exported.data)
    assert {one.state for one in again.questions} == {"same"}
    assert len(again.questions) == len(asked)
    with bare_db.reading() as connection:
        kept = [read_question_json(body) for body in found_bodies(connection, Search())]
    provenance = {one.id: (one.citations, one.voice, one.conflicts) for one in kept}
    assert all(provenance[one.id] == (one.citations, one.voice, one.conflicts) for one in EVERY_KIND)
    assert sittings.begin(bare_db, bob, Choice(), LONG_AGO, LONG_AGO + DAY, Random(1))


def test_thousands_are_imported_and_found_again(db: Database, alice: Actor) -> None:
    text = "".join(f"// [id:q{number}]\nWhat is {number} + 1? {{#{number + 1}}}\n\n" for number in range(2_500))
    assert len(imported(db, alice, text).added) == 2_500
    assert len(imported(db, alice, text).unchanged) == 2_500
    assert exchange.withdraw_imported(db, alice, [f"q{number}" for number in range(2_500)]) == 2_500


def test_a_question_named_like_a_fact_of_an_article_leaves_that_fact_alone(
    db: Database, alice: Actor, bob: Actor
) -> None:
    text = RED.replace("[id:red]", "[id:titan-air]")
    with db.reading() as connection:
        before = {one.id: one.statement for one in facts_with_cards(connection, bob.id)}
    (added,) = imported(db, alice, text).added
    assert added != "titan-air"
    assert imported(db, alice, text).unchanged == [added]
    with db.reading() as connection:
        after = {one.id: one.statement for one in facts_with_cards(connection, bob.id)}
    assert after == before | {added: "Rust makes Mars red."}


def test_reading_and_keeping_leave_the_collector_of_garbage_as_it_was(db: Database, alice: Actor) -> None:
    imported(db, alice, RED)
    assert gc.isenabled()
    with pytest.raises(Refused):
        previewed(db, alice, "")
    assert gc.isenabled()


def test_what_the_checks_call_an_error_keeps_a_question_out(db: Database, alice: Actor) -> None:
    preview = previewed(db, alice, RED + "Who met the guest? {=China ~the People's Republic of China ~France}\n")
    assert [one.question.stem for one in preview.questions] == ["Which planet is red?"]
    (trouble,) = preview.troubles
    assert trouble.place == "“Who met the guest?”"
    assert "People's Republic of China" in trouble.reason


def test_taking_an_import_back_takes_it_out_of_sittings_under_way(db: Database, alice: Actor, bob: Actor) -> None:
    added = imported(db, alice, RED).added
    sitting = begun(db, bob, choice=Choice(40))
    assert added[0] in {one.id for one in planned(db, bob, sitting)}
    exchange.withdraw_imported(db, alice, added)
    assert added[0] not in {one.id for one in planned(db, bob, sitting)}
