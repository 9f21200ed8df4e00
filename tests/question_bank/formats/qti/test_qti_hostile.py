"""Files that are made to do harm are refused in one sentence, quickly."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from question_bank.formats.exchange import LARGEST_FILE, Refused
from question_bank.formats.qti import read
from tests.question_bank.formats.qti.making import choice, declared, item, mapping, package, rule, score, template, when

SECONDS, MEGABYTES = 10, 200
ITEM = item(choice("Venus", "Saturn"), declared("B"))


def doctype(declarations: str, use: str) -> bytes:
    head, rest = ITEM.split(b"\n", 1)
    return head + f"<!DOCTYPE assessmentItem [{declarations}]>".encode() + rest.replace(b"Venus", use.encode())


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {one} "{f"&{two};" * 10}">' for one, two in zip("bcdefghij", "abcdefghi", strict=True)
)
HOSTILE = {
    "billion laughs": doctype(LAUGHS, "&j;"),
    "quadratic blow-up": doctype(f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 1000),
    "an external entity": doctype('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    "a parameter entity": doctype('<!ENTITY % a SYSTEM "http://localhost:1/x"> %a;', "x"),
    "deep nesting": b"<assessmentItem>" + b"<div>" * 200_000,
    "closed deep nesting": b"<assessmentItem><itemBody>"
    + b"<div>" * 230
    + b"</div>" * 230
    + b"</itemBody></assessmentItem>",
    "too large": b"<" + b" " * LARGEST_FILE,
    "more elements than memory holds": b"<questestinterop>" + b"<a/> " * 3_000_000 + b"</questestinterop>",
    "more attributes than memory holds": b"<assessmentItem "
    + b" ".join(b'a%d=""' % n for n in range(1_000_000))
    + b"/>",
    "zero bytes": b"\0" * 1000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_is_refused_in_a_sentence(data: bytes) -> None:
    tracemalloc.start()
    begun = time.monotonic()
    with pytest.raises(Refused, match=r"^[A-Z].*\.$"):
        read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - begun < SECONDS
    assert peak < MEGABYTES * 1_000_000


def test_the_secrets_of_the_machine_stay_where_they_are() -> None:
    data = b'<!DOCTYPE assessmentItem SYSTEM "file:///etc/passwd">' + ITEM.split(b"\n", 1)[1]
    assert "root:" not in read(data).questions[0].model_dump_json()


MATCH = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'


LARGE = mapping({f"k{n}": n for n in range(3000)})


@pytest.mark.parametrize(
    "data",
    [
        item(choice("a1", "b1"), declared("A"), rule(when("<and>" * 150 + MATCH + "</and>" * 150, score()))),
        item(choice("a1", "b1"), declared("A"), rule(when("<not>" * 90 + MATCH + "</not>" * 90, score()) * 3000)),
        item(choice("a1", "b1", most=0), declared("A", cardinality="multiple", more=LARGE)),
        item(choice(*(["x"] * 9)) + "<p>word </p>" * 50_000, declared("A")),
        item("<p>" + "*" * 200_000 + "</p>" + choice("a1", "b1"), declared("A")),
        item("<p>" + "<b>" * 150 + "deep" + "</b>" * 150 + "</p>" + choice("a1", "b1"), declared("A")),
    ],
    ids=["deep rule", "long rule", "large mapping", "long text", "many signs", "deep text"],
)  # fmt: skip
def test_what_is_large_but_sound_takes_no_long_time(data: bytes) -> None:
    begun = time.monotonic()
    imported = read(data)
    assert len(imported.questions) + len(imported.troubles) >= 1
    assert time.monotonic() - begun < SECONDS


def test_many_responses_with_many_clues_take_no_long_time() -> None:
    entries = "".join(f'<textEntryInteraction responseIdentifier="R{n}"/> and ' for n in range(40))
    marks = mapping({f"w{n}": 1 for n in range(100)})
    responses = "".join(declared("w1", id=f"R{n}", base="string", more=marks) for n in range(40))
    total = "".join(f'<mapResponse identifier="R{n}"/>' for n in range(40))
    rules = rule(f'<setOutcomeValue identifier="SCORE"><sum>{total}</sum></setOutcomeValue>')
    begun = time.monotonic()
    imported = read(item(f"<p>{entries}</p>", responses, rules))
    assert len(imported.troubles) == 1
    assert time.monotonic() - begun < SECONDS


def bomb(name: str, size: int, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        archive.writestr("item.xml", ITEM)
        archive.writestr(name, b"<a>" + b"\0" * size)
    return out.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """Return an archive that says that its files are small."""
    small = struct.pack("<I", 100)
    return data.replace(struct.pack("<I", size + 3), small)


def crowd(number: int) -> bytes:
    return package({f"{place}.txt": "" for place in range(number)})


ARCHIVES = {
    "a bomb": bomb("b.xml", 400_000_000),
    "a lying bomb": lying(bomb("b.xml", 400_000_000), 400_000_000),
    "a crowd": crowd(50_000),
    "half an archive": package({"a.xml": ITEM})[:-30],
    "a start and nothing else": b"PK\x03\x04 broken",
    "a broken file": package({"a.xml": ITEM * 9}).replace(ITEM[:40], b"x" * 40, 1),
}


@pytest.mark.parametrize("data", ARCHIVES.values(), ids=ARCHIVES.keys())
def test_an_archive_is_refused_in_a_sentence(data: bytes) -> None:
    test_it_is_refused_in_a_sentence(data)


def test_a_bomb_that_nobody_opens_does_no_harm() -> None:
    assert len(read(bomb("film.mp4", 100_000_000)).questions) == 1


def test_a_picture_that_is_a_bomb_is_refused() -> None:
    data = io.BytesIO(bomb("x.png", 60_000_000))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("p.xml", item('<p><img src="x.png"/></p>' + choice("a1", "b1"), declared("A"), id="p"))
    with pytest.raises(Refused):
        read(data.getvalue())


@pytest.mark.parametrize("name", ["../../x.xml", "/abs/x.xml", "C:\\x.xml", "..\\x.xml", "a\nb.xml"])
def test_names_in_archives_are_never_paths(name: str) -> None:
    with pytest.raises(Refused, match="name that no file should have"):
        read(package({name: ITEM}))


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999", "9" * 400, "0x1", "１"])
def test_odd_numbers_are_numbers_or_none(number: str) -> None:
    marks = mapping({"A": 1}).replace('mappedValue="1"', f'mappedValue="{number}"')
    body = choice("a1", "b1").replace('maxChoices="1"', f'maxChoices="{number}"')
    imported = read(item(body, declared("A", more=marks), template("map_response")))
    assert len(imported.questions) + len(imported.troubles) >= 1
