"""Lines, spans, scripts and the end of a bare URL, against the plainest way to say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.text.lines import line_end, line_span, line_start, line_starts, next_line
from awesomelint.text.scripts import is_cjk, is_cjk_letter, is_cjk_mark, is_emoji
from awesomelint.text.spans import Spans
from awesomelint.text.urls import trimmed

OFFSETS = st.integers(0, 40)
SPANS = st.lists(st.tuples(OFFSETS, st.integers(0, 12)).map(lambda one: (one[0], sum(one))))
TEXTS = st.text(alphabet="ab\n\r\u2028", max_size=30)


@given(SPANS, OFFSETS)
def test_a_character_is_held_by_the_spans_around_it(
    spans: list[tuple[int, int]], offset: int
) -> None:
    assert Spans(spans).hold(offset) == any(start <= offset < end for start, end in spans)


@given(SPANS, OFFSETS, st.integers(0, 12))
def test_a_stretch_is_covered_by_one_span(
    spans: list[tuple[int, int]], start: int, size: int
) -> None:
    end = start + size
    expected = any(first <= start and end <= last for first, last in spans)
    assert Spans(spans).cover(start, end) == expected


@given(SPANS, OFFSETS, st.integers(0, 12))
def test_spans_meet_what_they_share_a_character_with(
    spans: list[tuple[int, int]], start: int, size: int
) -> None:
    end = max(start + size, start + 1)  # an empty place counts as the character after it
    expected = any(first < end and start < last for first, last in spans)
    assert Spans(spans).meet(start, start + size) == expected


def test_no_spans_hold_nothing() -> None:
    assert not Spans([])
    assert not Spans([]).hold(0)
    assert Spans([(0, 0)])


@given(TEXTS)
def test_lines_are_the_stretches_between_newlines(text: str) -> None:
    starts = line_starts(text)
    lines = text.split("\n")
    assert [text[start : line_end(text, start)] for start in starts] == lines
    for start, line in zip(starts, lines, strict=True):
        for offset in range(start, start + len(line) + 1):
            assert line_span(text, offset) == (start, start + len(line))
            assert line_start(text, offset) == start
    following = [*starts[1:], len(text)]
    assert [next_line(text, start) for start in starts] == following


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("https://a.org/x.", "https://a.org/x"),
        ("https://a.org/x).", "https://a.org/x"),
        ("https://a.org/(x)", "https://a.org/(x)"),
        ("https://a.org/(x))", "https://a.org/(x)"),
        ("https://a.org/x&amp;", "https://a.org/x"),
        ("https://a.org/x&a1;", "https://a.org/x&a1"),
        ("https://a.org/x?a;", "https://a.org/x?a"),
        ("https://a.org/x**_~'\"", "https://a.org/x"),
    ],
)
def test_github_leaves_punctuation_at_the_end_outside(url: str, end: str) -> None:
    assert url[: trimmed(url, 0, len(url))] == end


def test_letters_and_marks_of_east_asia() -> None:
    assert all(is_cjk_letter(char) and is_cjk(char) for char in "漢字かなカナ한글")
    assert all(
        is_cjk_mark(char) and is_cjk(char) and not is_cjk_letter(char) for char in "。「，！"
    )
    assert not any(is_cjk(char) or is_cjk_letter(char) for char in ("", "a", "é", "я", "—"))
    assert is_cjk("𠮷")


def test_emoji_are_told_by_category_and_block() -> None:
    assert all(is_emoji(char) for char in "😀✨⚡")
    assert not any(is_emoji(char) for char in ("", "a", "1", "漢"))
