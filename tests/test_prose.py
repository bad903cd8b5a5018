"""Running text leaves out code and markup, and each stretch of it is found in the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.curation import read
from awesomelint.curation.prose import ATOM, BLOCK_END, prose
from awesomelint.source import Source

PIECES = (
    "word", "词语", "é", " ", "\n", "\n\n", "*", "**", "`", "[", "](https://a.example)",
    "https://b.example", "$x$", "<br>", "<code>", "</code>", "&amp;", "\\*",
    "| a | b |\n| - | - |\n| c | d |\n", "- ", "> ", "# ", "![i](j.png)", "\r\n", "[^1]",
)  # fmt: skip


def shown(text: str) -> list[str]:
    return prose(read(Source.of(text))).text.removesuffix(BLOCK_END).split(BLOCK_END)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A *b* c\n\nd **e**\nf\n", ["A b c", "d e\nf"]),
        (
            "- [Title](https://a.example) - `x` and https://b.example now\n",
            [f"Title - {ATOM} and {ATOM} now"],
        ),
        ("| a | b<br>c |\n| --- | --- |\n| 中 | $x^2$ |\n", ["a", "b\nc", "中", ATOM]),
        ("a &amp; b \\* c <kbd>the the</kbd> d\n", [f"a & b * c {ATOM} d"]),
        ("[https://a.example](https://a.example) ![alt](x.png)\n", [f"{ATOM} {ATOM}"]),
        ("中文见https://a.example，下文\n", [f"中文见{ATOM}，下文"]),
    ],
)
def test_what_readers_read(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_every_stretch_is_found_again(text: str) -> None:
    source = Source.of(text)
    words = prose(read(source))
    for start in range(len(words.text)):
        span = words.span(start, start + 1)
        assert 0 <= span.start <= span.end <= len(source.text)
        exact = words.exact(start, start + 1)
        if exact is not None:
            assert source.text[exact.start : exact.end] == words.text[start]
        elif words.text[start] not in (ATOM, "\n", "&", "*"):
            pytest.fail(f"{words.text[start]!r} is not found again")
