"""Bytes and text: whatever is edited, the rest stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.model import Edit
from awesomelint.source import BOM, NotUtf8Error, Source, apply_edits

pieces = st.lists(
    st.sampled_from(["a", "中", "\r\n", "\n", "\r", "\0", " ", "é", "😀", "\u2028", "\x85"]),
    max_size=40,
)


@given(pieces, st.booleans())
def test_no_edit_gives_the_same_bytes(parts: list[str], bom: bool) -> None:
    raw = (BOM if bom else b"") + "".join(parts).encode()
    assert Source(raw).apply([]) == raw


@given(pieces, st.data())
def test_what_an_edit_does_not_cover_is_unchanged(parts: list[str], data: st.DataObject) -> None:
    source = Source("".join(parts).encode())
    start = data.draw(st.integers(0, len(source.text)))
    end = data.draw(st.integers(start, len(source.text)))
    edited = Source(source.apply([Edit(start, end, "X\nY")]))
    assert edited.text == apply_edits(source.text, [Edit(start, end, "X\nY")]) or "\r" in "".join(
        parts
    )
    before, after = source.text[:start], source.text[end:]
    # a CR next to the edit may join or leave a CRLF; everything else reads the same
    assert edited.text.startswith(before[:-1])
    assert edited.text.endswith(after[1:])


@pytest.mark.parametrize(
    ("raw", "edits", "expected"),
    [
        (b"a\r\nb\r\n", [Edit(2, 2, "x\n")], b"a\r\nx\r\nb\r\n"),
        (b"a\nb\r\nc", [Edit(4, 4, "x\n")], b"a\nb\r\nx\r\nc"),
        (b"a\nb\r\nc", [Edit(2, 2, "x\n")], b"a\nx\nb\r\nc"),
        (b"\xef\xbb\xbfa b", [Edit(1, 2, "")], b"\xef\xbb\xbfab"),
        (b"a\rb", [Edit(2, 3, "c")], b"a\rc"),
        (b"one line", [Edit(8, 8, "\n")], b"one line\n"),
        (b"a\x00b\n", [Edit(2, 3, "c")], b"a\x00c\n"),
    ],
)
def test_edits_keep_endings_bom_and_nul(raw: bytes, edits: list[Edit], expected: bytes) -> None:
    assert Source(raw).apply(edits) == expected


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Source(b"abcdef").apply([Edit(0, 3, ""), Edit(2, 4, "")])


def test_the_first_bad_byte_is_named() -> None:
    with pytest.raises(NotUtf8Error) as error:
        Source(BOM + b"ab\xff")
    assert error.value.offset == 5


def test_positions_count_code_points_and_only_newlines_end_lines() -> None:
    source = Source("a\u2028b\r\n中😀c\n".encode())
    assert source.position(source.text.index("c")) == (2, 3)
    assert source.offset(2, 3) == source.text.index("c")
    assert len(source.lines) == 3
    assert source.text[slice(*source.line_span(1))] == "a\u2028b"
