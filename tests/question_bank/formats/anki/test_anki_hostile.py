"""Files that are made to do harm, or are broken, are refused in a sentence, or do none."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from question_bank.formats import anki
from question_bank.formats.anki.package import unpacked
from question_bank.formats.exchange import LARGEST_FILE, Refused
from tests.question_bank.formats.anki.hostile import HOSTILE, changed, current, entry, outcome
from tests.question_bank.formats.anki.making import BASIC, Note, collection, package, packed, reasons, squeezed

HARMLESS = {
    "a note with a crowd of cards": "0 questions, 1 troubles.",
    "deletions in deletions": "0 questions, 2 troubles.",
    "signs that never end": "0 questions, 6 troubles.",
    "html nested without end": "0 questions, 2 troubles.",
}
SAID = {
    "an endless view": "“notes” in it is no table",
    "an endless view of cards": "“cards” in it is no table",
    "a virtual table": "“notes” in it is no table",
    "a column that is worked out": "“notes” in it is worked out",
    "a circle of pages": "The collection is broken or made to do harm",
    "a huge cell": "a text in it has over 5,000,000 bytes",
    "a huge description": "a text in it has over 5,000,000 bytes",
    "a deep description": "its note types or decks cannot be read",
    "a crowd of tables": "far more tables than Anki makes",
    "a crowd of cards": "more than 100,000 cards",
    "a field on thousands of cards": "more text than can be read in a moment",
    "thousands of long notes": "more text than can be read in a moment",
    "thousands of deletions": "more text than can be read in a moment",
    "a bomb of zeros": "unpacks to more than a question bank needs",
    "a list of media that is a bomb": "unpacks to more than a question bank needs",
    "a picture that is a bomb": "unpacks to more than a question bank needs",
    "many pictures that are bombs": "its pictures have more than 50 MB",
    "a deflated bomb": "unpacks to more than a question bank needs",
    "a part cut short": "ends too early",
    "a list of media nested without end": "its list of media cannot be read",
    "a newer version": "of version 99, made by a newer Anki",
    "a stub": "holds only a note that asks for a newer Anki",
    "a broken collection beside a stub": "cannot be unpacked",
    "no collection": "holds no collection of Anki",
    "another program's database": "no collection of Anki",
    "words": "neither a package of Anki nor a collection",
    "nothing": "neither a package of Anki nor a collection",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the hostile files, each made once."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = {name: folder / str(place) for place, name in enumerate(HOSTILE)}
    for name, path in paths.items():
        path.write_bytes(HOSTILE[name]())
    return paths


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_refused_in_a_sentence_or_harmless(made: dict[str, Path], name: str) -> None:
    data = made[name].read_bytes()
    assert len(data) < LARGEST_FILE
    said = outcome(data)
    assert said == HARMLESS.get(name, said)
    assert SAID.get(name, "") in said
    assert name in HARMLESS or "questions, " not in said
    assert said.endswith(("export it again.", ".", "?"))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
def test_no_hostile_file_takes_much_memory(made: dict[str, Path]) -> None:
    command = [sys.executable, "-m", "tests.question_bank.formats.anki.hostile", *map(str, made.values())]
    root = Path(__file__).parents[4]
    told = json.loads(subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout)
    assert len(told["said"]) == len(HOSTILE)
    assert told["memory"] < 200_000_000


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("an endless view", "a bomb of zeros", "a huge cell", "a stub"):
        outcome(HOSTILE[name]())
    anki.read(package([Note(("a", "b"))], BASIC))
    assert not list(tmp_path.iterdir())


def test_a_trigger_is_never_run() -> None:
    script = "CREATE TRIGGER t AFTER UPDATE ON notes BEGIN DELETE FROM notes; END"
    assert outcome(changed(script)) == "1 questions, 0 troubles."


def test_views_and_tables_of_other_names_do_not_matter() -> None:
    script = "CREATE VIEW x AS SELECT * FROM notes; CREATE TABLE y (z); CREATE INDEX i ON notes (length(flds))"
    assert outcome(changed(script)) == "1 questions, 0 troubles."


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("UPDATE notes SET flds = NULL", "0 questions, 1 troubles."),
        ("UPDATE notes SET flds = x'610062ff'", "0 questions, 1 troubles."),
        ("UPDATE notes SET flds = CAST(x'61ff1f62ff' AS TEXT)", "1 questions, 0 troubles."),
        ("UPDATE notes SET flds = 5, guid = 6.5, tags = NULL", "0 questions, 1 troubles."),
        ("UPDATE notes SET mid = 'x'", "0 questions, 1 troubles."),
        ("UPDATE notes SET guid = NULL, tags = x'ff'", "1 questions, 1 troubles."),
        ("UPDATE cards SET ord = -1", "0 questions, 1 troubles."),
        ("UPDATE cards SET ord = 'x', did = NULL, nid = '1'", "1 questions, 0 troubles."),
        ("DROP TABLE cards", "The file is a database, but no collection of Anki."),
        ("DELETE FROM col", "0 questions, 1 troubles."),
        ("UPDATE col SET decks = '{}'", "1 questions, 0 troubles."),
        ("UPDATE col SET decks = '[]'", "The collection is broken: its note types or decks cannot be read."),
        ("UPDATE col SET models = NULL", "The collection is broken: its note types or decks cannot be read."),
        ("UPDATE col SET models = '{\"1\": {}}'", "The collection is broken: its note types or decks cannot be read."),
        ("UPDATE col SET models = '{\"x\": 5}'", "The collection is broken: its note types or decks cannot be read."),
    ],
)
def test_cells_of_another_sort_are_listed_or_refused(script: str, said: str) -> None:
    assert outcome(changed(script)) == said


WHOLE = collection([Note(("What is red?", "Mars"), f"g{n}") for n in range(30)], BASIC)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
@example(16, b"\x02\x00")
@example(28, b"\xff\xff\xff\xff")
@example(100, b"\x05")
@example(3787, b"\x80")
def test_damage_anywhere_is_refused_or_listed(place: int, damage: bytes) -> None:
    assert outcome(WHOLE[:place] + damage + WHOLE[place + len(damage) :]).endswith(".")


@pytest.mark.parametrize("size", range(0, len(WHOLE), 997))
def test_a_collection_cut_short_is_refused_or_listed(size: int) -> None:
    assert outcome(WHOLE[:size]).endswith(".")


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        anki.read(data)
    with pytest.raises(Refused):
        anki.read(b"SQLite format 3\0" + data)


@pytest.mark.parametrize(
    "listed",
    [b"{}", b"", b'{"0": 5}', b'{"../x": "x.png"}', b'{"9": "x.png"}', b'{"0": ""}', b'{"\xff": "\xff"}'],
)
def test_odd_lists_of_media_mean_that_there_are_none(listed: bytes) -> None:
    found = anki.read(
        packed({"collection.anki2": collection([Note(("<img src=x.png>y", "b"))], BASIC), "media": listed})
    )
    assert len(found.questions) == 1
    assert found.files == {}


@pytest.mark.parametrize("listed", [b"[]", b"5", b"{", b"null", b'"x"'])
def test_a_list_of_media_that_is_none_is_refused(listed: bytes) -> None:
    assert outcome(packed({"collection.anki2": WHOLE, "media": listed})) == (
        "The package is broken: its list of media cannot be read."
    )


@pytest.mark.parametrize("name", ["../../x.png", "/etc/x.png", "C:\\x.png", "a/b.png", ".png", "(x).png"])
def test_names_of_media_are_never_paths(name: str) -> None:
    png = b"\x89PNG\r\n\x1a\n"
    shown = collection([Note((f"<img src='{name}'>y", "b"))], BASIC)
    for data in (
        packed({"collection.anki2": shown, "media": json.dumps({"0": name}).encode(), "0": png}),
        current(squeezed(shown), entry(name), _0=squeezed(png)),
    ):
        (kept,) = anki.read(data).files
        assert kept.isprintable()
        assert not set("/\\()\0") & set(kept)


def test_a_package_that_is_too_large_is_refused() -> None:
    with pytest.raises(Refused, match="larger than 20 MB"):
        anki.read(bytes(LARGEST_FILE + 1))


def test_the_newest_collection_counts_whatever_lies_beside_it() -> None:
    new, old, stub = (collection([Note((name, "b"))], BASIC) for name in ("new", "old", "stub"))
    entries = {"collection.anki2": stub, "collection.anki21": old, "collection.anki21b": squeezed(new)}
    assert [one.stem for one in anki.read(packed(entries)).questions] == ["new"]
    del entries["collection.anki21b"]
    assert [one.stem for one in anki.read(packed(entries)).questions] == ["old"]
    del entries["collection.anki21"]
    assert [one.stem for one in anki.read(packed(entries)).questions] == ["stub"]


def test_a_note_that_asks_for_a_newer_anki_is_a_note_like_others_among_others() -> None:
    notes = [Note(("Please update to the latest Anki version", "b"), "g1"), Note(("a", "b"), "g2")]
    found = anki.read(package(notes, BASIC))
    assert len(found.questions) == 2
    assert not reasons(found)


@given(st.binary(max_size=5_000), st.integers(1, 700))
def test_what_zstd_packed_comes_out_whole_in_pieces_of_any_size(data: bytes, size: int) -> None:
    small = squeezed(data)
    pieces = [small[start : start + size] for start in range(0, len(small), size)]
    assert b"".join(unpacked(pieces, len(data))) == data
    if data:
        with pytest.raises(Refused):
            list(unpacked(pieces, len(data) - 1))
