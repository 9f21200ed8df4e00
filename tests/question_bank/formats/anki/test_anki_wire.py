"""Messages of protocol buffers are read field by field, and what is none is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from anki import generic_pb2, notetypes_pb2
from hypothesis import given
from hypothesis import strategies as st

from question_bank.formats.anki.wire import BadMessage, fields, figure, text


@given(st.text(), st.text(), st.integers(0, 2**32 - 1))
def test_what_anki_writes_is_read(front: str, back: str, seconds: int) -> None:
    config = notetypes_pb2.Notetype.Template.Config(q_format=front, a_format=back, browser_font_size=seconds)
    data = config.SerializeToString()
    assert (text(data, 1), text(data, 2)) == (front, back)
    assert figure(data, 7) == seconds


@given(st.integers(0, 2**63 - 1))
def test_large_numbers_are_read(value: int) -> None:
    assert figure(generic_pb2.Int64(val=value).SerializeToString(), 1) == value


def test_fields_of_a_fixed_size_are_passed_over() -> None:
    assert list(fields(b"\x09" + bytes(8) + b"\x15" + bytes(4) + b"\x18\x05")) == [
        (1, bytes(8)),
        (2, bytes(4)),
        (3, 5),
    ]


def test_what_is_not_there_is_empty() -> None:
    assert (text(b"", 1), figure(b"", 1)) == ("", 0)
    assert (text(b"\x08\x05", 1), figure(b"\x0a\x01x", 1)) == ("", 0)


def test_of_a_field_that_stands_twice_the_last_counts() -> None:
    assert text(b"\x0a\x01a\x0a\x01b", 1) == "b"


@pytest.mark.parametrize("data", [b"\x0a", b"\x0a\x05x", b"\x0b", b"\x0f", b"\x08", b"\x80" * 11, b"\x09abc"])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(BadMessage):
        list(fields(data))


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(BadMessage):
        assert sum(1 for _ in fields(data)) <= len(data)
