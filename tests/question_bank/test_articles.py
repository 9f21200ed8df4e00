"""Paragraphs are counted the same way everywhere, and a digest tells whether one has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.articles import digest, paragraphs, read_paragraphs


def test_blank_lines_are_not_paragraphs() -> None:
    assert paragraphs("One\n\n \t\nTwo\n") == ["One", "Two"]
    assert paragraphs("") == []


def test_white_space_around_a_paragraph_does_not_belong_to_it() -> None:
    assert paragraphs("  One \n\tTwo\u00a0") == ["One", "Two"]


def test_the_ends_of_lines_of_all_systems_are_the_same() -> None:
    assert paragraphs("One\r\nTwo\rThree\nFour") == ["One", "Two", "Three", "Four"]


@given(st.text())
def test_paragraphs_of_paragraphs_are_the_same(text: str) -> None:
    once = paragraphs(text)
    assert paragraphs("\n\n".join(once)) == once


def test_a_file_is_read_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("“Größe”\n\nzweite".encode())
    assert read_paragraphs(path) == ["“Größe”", "zweite"]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("Größe".encode("latin-1"))
    with pytest.raises(UnicodeDecodeError):
        read_paragraphs(path)


def test_the_digest_is_sha_256_of_the_text_in_utf_8() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest("ä") != digest("a")
    assert digest("one ") != digest("one")
