"""Tables are read as markdown-it's own rule reads them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.rules_block import table as table_of_markdown_it

from awesomelint.source import Source
from awesomelint.syntax.parser import new_parser
from awesomelint.syntax.segments import trimmed
from awesomelint.syntax.table import unescaped

_FOLDER = os.environ.get("AWESOMELINT_CORPUS", "")
_LISTS = sorted(Path(_FOLDER, "corpus").glob("*/*.md")) if _FOLDER else []
_OURS, _THEIRS = new_parser(), new_parser()
_RULES: dict[str, Any] = _THEIRS.block.rules  # type: ignore[attr-defined]
_RULES["table"] = table_of_markdown_it
_THEIRS.block.ending = [(name, _RULES[name]) for name, _ in _THEIRS.block.ending]  # type: ignore[attr-defined]

Table = tuple[list[int], list[str], list[list[str]]]
"""The lines from where to where, the alignment of each column, and each row's cells."""


def _ours(text: str) -> list[Table]:
    tables: list[Table] = []
    for token in _OURS.block.parse(text, _OURS, {}, []) or []:
        if token.type == "table":
            aligns, _, rows = token.extra  # type: ignore[attr-defined]
            cells = [
                [unescaped(text, *trimmed(text, *cell))[0] for cell in row.cells] for row in rows
            ]
            width = len(aligns)
            padded = [[*row, *[""] * width][:width] for row in cells]
            tables.append((token.map or [], list(aligns), padded))
    return tables


def _theirs(text: str) -> list[Table]:
    tables: list[Table] = []
    rows: list[list[str]] = []
    in_table = False
    for token in _THEIRS.block.parse(text, _THEIRS, {}, []) or []:
        if token.type == "table_open":
            in_table = True
            rows = []
            tables.append((token.map or [], [], rows))
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            tables[-1][1].append(_align(token))
        elif token.type == "inline" and in_table:
            rows[-1].append(token.content)
        elif token.type == "table_close":
            in_table = False
    return tables


def _align(token: Any) -> str:
    return str(token.attrs.get("style", "")).removeprefix("text-align:")


_CELLS = ["a", "\\|", "`x|y`", "`x\\|y`", "[a\\|b](u\\|v)", "\\\\|", "&#124;", "**b**", " ",
          "中", "👍", "\u3000", "\u00a0", "\u2028", "\x0b", "\t", "\\", ""]  # fmt: skip
_OTHER_LINES = ["# h", "- x", "2. y", "<div>", "<b>", "***", "~~~", "> q", "text", "[x]: /u",
                "[^1]: z", "", " ", "    a|b", "|", "||", "\u3000"]  # fmt: skip
_ENDS = st.sampled_from(["", "|", " |", "| ", "|\t", "\\|"])


def _line(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(cells, max_size=4).map("|".join)
    return st.tuples(_ENDS, inner, _ENDS).map("".join)


_CELL = st.lists(st.sampled_from(_CELLS), max_size=3).map("".join)
_DELIMITERS = st.sampled_from(["-", ":-", "-:", ":-:", " --- ", "-- ", "\t-", "- -", "", "-\x0b"])
_ROWS = st.lists(st.one_of(_line(_CELL), _line(_CELL), st.sampled_from(_OTHER_LINES)), max_size=5)
_TABLES = st.builds(
    lambda before, prefix, header, delimiter, rows, newline: (
        before + newline.join(prefix + line for line in [header, delimiter, *rows])
    ),
    st.sampled_from(["", "text\n", "- item\n\n"]),
    st.sampled_from(["", "", "", " ", "> ", "  ", "    "]),
    _line(_CELL),
    _line(_DELIMITERS),
    _ROWS,
    st.sampled_from(["\n", "\n", "\r\n"]),
)


@settings(max_examples=1500, deadline=None)
@given(_TABLES)
@example("|a|\n|-|\n|b\\|c|\n")
@example("a|b\n-|-\n`c|d`\n")
@example("||\n||\n")
@example("|\n|")
@example("|a|b|\n|-|\n")
@example("- a\n- - |b\n")
@example("> |a|\n|-|\n")
@example("\\|a|\n-|-|\n")
@example("|a|\n|-|\n" + "|\n" * 3)
@example("|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + "|b|\n" * 230)
def test_any_table_is_read_as_markdown_it_reads_it(text: str) -> None:
    text = Source.of(text).text
    assert _ours(text) == _theirs(text)


@pytest.mark.skipif(not _LISTS, reason="AWESOMELINT_CORPUS is not set")
def test_tables_of_real_lists_are_read_as_markdown_it_reads_them() -> None:
    texts = [Source.of(path.read_bytes().decode("utf-8-sig", "replace")).text for path in _LISTS]
    assert [path.name for path, text in zip(_LISTS, texts, strict=True) if "|" in text]
    for text in texts:
        assert _ours(text) == _theirs(text)
