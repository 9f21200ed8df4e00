"""Archives are opened only if their names, sizes and places make sense, and unpacking is counted."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats.archive import FREE, MOST_FILES, MOST_TIMES, MOST_UNPACKED, open_archive
from question_bank.formats.exchange import Refused


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def refused(data: bytes, name: str = "a", limit: int = MOST_UNPACKED) -> str:
    with pytest.raises(Refused) as reason:
        open_archive(data).read(name, limit)
    assert str(reason.value).count(". ") == 0
    assert str(reason.value).endswith(".")
    return str(reason.value)


def test_files_are_read_by_name() -> None:
    archive = open_archive(packed({"a": b"one", "b/c.txt": b"two"}))
    assert archive.names() == ["a", "b/c.txt"]
    assert archive.read("b/c.txt", 3) == b"two"
    assert "a" in archive
    assert "x" not in archive


def test_folders_are_no_files() -> None:
    assert open_archive(packed({"b/": b"", "b/c": b"two"})).names() == ["b/c"]


def test_a_file_comes_in_pieces() -> None:
    pieces = list(open_archive(packed({"a": b"x" * 200_000})).pieces("a", 200_000))
    assert len(pieces) > 1
    assert b"".join(pieces) == b"x" * 200_000


def test_more_than_the_limit_is_refused() -> None:
    data = packed({"a": b"four"})
    assert open_archive(data).read("a", 4) == b"four"
    assert "“a” unpacks to more" in refused(data, limit=3)


@pytest.mark.parametrize(
    "name",
    ["../x", "../../x", "/etc/x", "C:\\x", "C:x", "..\\x", "a\\b", "a/../../x", "a/..", "..", "a\nb", "a\x7f"],
)
def test_names_that_no_file_should_have_are_refused(name: str) -> None:
    assert "a name that no file should have" in refused(packed({"a": b"", name: b"x"}))


@pytest.mark.parametrize("name", ["..x", "x..", "a..b/c", "...", "a/.b", "größe.png", "中文 .png", "ab:c", "CON"])
def test_odd_names_are_only_names(name: str) -> None:
    assert open_archive(packed({name: b"x"})).read(name, 1) == b"x"


def test_a_name_with_an_end_in_its_middle_is_refused() -> None:
    data = packed({"aXb": b"x"}).replace(b"aXb", b"a\x00b")
    assert "a name that no file should have" in refused(data)


def test_too_long_a_name_is_refused() -> None:
    assert "too long a name" in refused(packed({"n" * 501: b""}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"good")
        archive.writestr("a", b"bad")
    assert "“a” in it is there twice" in refused(out.getvalue())


def test_a_link_to_another_file_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("a")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "a link to another file" in refused(out.getvalue())


def test_what_is_locked_with_a_password_is_refused() -> None:
    data = bytearray(packed({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in refused(bytes(data))


def bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a", "w") as file:
        for _ in range(size // 1_000_000):
            file.write(bytes(1_000_000))
    return out.getvalue()


def test_a_bomb_is_refused_after_little_memory() -> None:
    data = bomb(512_000_000)
    assert len(data) < 600_000
    tracemalloc.start()
    refused(data, limit=10 * MOST_UNPACKED)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * max(FREE, len(data) * MOST_TIMES)


def test_sizes_that_lie_change_nothing() -> None:
    data = bomb(64_000_000)
    small = data.replace(struct.pack("<I", 64_000_000), struct.pack("<I", 100))
    assert small != data
    refused(small, limit=1_000_000)


def test_a_size_that_lies_upwards_is_refused_or_harmless() -> None:
    data = packed({"a": b"x" * 999}, zipfile.ZIP_STORED).replace(
        struct.pack("<I", 999), struct.pack("<I", 4_000_000_000)
    )
    refused(data)


def test_all_files_together_are_counted() -> None:
    part = bytes(range(256)) * 20_000
    number = MOST_UNPACKED // len(part) + 1
    archive = open_archive(packed({f"{place}": part for place in range(number)}))
    names = archive.names()
    assert all(archive.read(name, MOST_UNPACKED) == part for name in names[:-1])
    with pytest.raises(Refused):
        archive.read(names[-1], MOST_UNPACKED)


def test_a_file_read_again_is_counted_again() -> None:
    part = bytes(range(256)) * 30_000
    archive = open_archive(packed({"a": part}))
    for _ in range(MOST_UNPACKED // len(part)):
        archive.read("a", MOST_UNPACKED)
    with pytest.raises(Refused):
        archive.read("a", MOST_UNPACKED)


def test_a_crowd_of_files_is_refused_before_it_is_listed() -> None:
    entry = packed({"a": b""})
    head, end = entry.index(b"PK\x01\x02"), entry.index(b"PK\x05\x06")
    data = entry[:head] + entry[head:end] * (MOST_FILES + 1) + entry[end:]
    assert "more than 20,000 files" in refused(data)


def test_files_that_lie_over_one_another_are_refused() -> None:
    data = packed({"a": b"x" * 500, "b": b"y" * 500}, zipfile.ZIP_STORED)
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    over = bytearray(data)
    over[second + 42 : second + 46] = struct.pack("<I", 0)
    assert "lies over another file" in refused(bytes(over))


def test_an_archive_in_an_archive_is_a_file() -> None:
    inner = bomb(64_000_000)
    assert open_archive(packed({"a": inner})).read("a", 1_000_000) == inner


def test_a_broken_file_is_named() -> None:
    data = packed({"a": b"words" * 99}, zipfile.ZIP_STORED).replace(b"words", b"sword", 1)
    assert "“a” in it is broken" in refused(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x03\x04 broken", b"x" * 99, packed({"a": b"x"})[:-9]],
    ids=["empty", "two letters", "only a head", "something else", "cut off"],
)
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert refused(data) == "The file is no zip archive that can be opened."


@given(st.integers(0, 200), st.binary(min_size=1, max_size=8))
def test_damage_anywhere_is_refused_or_harmless(place: int, damage: bytes) -> None:
    whole = packed({"a": b"some words", "b": b"more words" * 20})
    data = whole[:place] + damage + whole[place + len(damage) :]
    with suppress(Refused):
        archive = open_archive(data)
        for name in archive.names():
            assert len(archive.read(name, 1_000)) <= 1_000
