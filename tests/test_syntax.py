from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from syntax_invariants import faults, links_of_html, links_of_tree

from awesomelint.source import Source
from awesomelint.syntax import nodes, parse, tree

_FOLDER = os.environ.get("AWESOMELINT_CORPUS", "")
_LISTS = sorted(Path(_FOLDER, "corpus").glob("*/*.md")) if _FOLDER else []
_PIECES = [
    "*", "**", "_", "~~", "~", "`", "``", "[", "]", "](",
    "(", ")", "![", "<", ">", "> ", "- ", "1. ", "# ", "\n",
    "\n\n", "  ", "\t", "\\", "|", "|-|\n", "[ ] ", "[x] ",
    "&amp;", "&#35;", "http://", "https://a.b/c", "www.x.y",
    "a@b.cd", "[a]: /u 'v'\n", "[a]", "[^1]", "[^1]: n", "```",
    "<b>", "<!--", "-->", "<br>", "---", "===", "[!NOTE]",
    "中文", "。", "👍", "a", "b c", "\u00a0", '"t"', ":",
]  # fmt: skip
_READINGS = [
    ("[a](<b c> 't')", "Link", "b c"),
    ("![a](b)", "Image", "b"),
    ("[a]\n\n[A]: c&amp;d", "Link", "c&d"),
    ("[a](javascript:x)", "Link", "javascript:x"),
    ("中文https://a.b。x", "Link", "https://a.b。x"),
    ("x_y@a.bc", "Link", "mailto:x_y@a.bc"),
    ("<a@b.cd>", "Link", "mailto:a@b.cd"),
    ("<http://a.b?c&amp;d>", "Link", "http://a.b?c&d"),
    ("www.a.b/c)", "Link", "http://www.a.b/c"),
    ("| a |\n|-|\n| [q](a\\|b) |", "Link", "a|b"),
]
_HOSTILE = {
    "brackets": "[" * 10_000,
    "quotes": ">" * 10_000,
    "images": "![" * 5_000,
    "nested images": "![" * 5_000 + "a" + "](u)" * 5_000,
    "nested links": "[" * 5_000 + "a" + "](u)" * 5_000,
    "emphasis": "*a" * 20_000,
    "one line": "lorem ipsum " * 850_000,
    "lists": "\n".join("  " * depth + "- a" for depth in range(300)),
    "pipes": "|a|\n|-|\n|" + "\\|x" * 5_000,
    "parentheses": "http://a.b/" + ")" * 20_000,
}


@pytest.mark.parametrize(("text", "kind", "url"), _READINGS)
def test_destinations_are_read(text: str, kind: str, url: str) -> None:
    found = [node for node in parse(text).walk() if isinstance(node, (nodes.Link, nodes.Image))]
    assert [(type(node).__name__, node.url) for node in found] == [(kind, url)]
    assert faults(text) == []


@pytest.mark.parametrize(
    "text", ["[see https://a.b]", "(http://)", "xhttp://a.b", "[a](b c", "\\[a](b)", "`[a](b)`"]
)
def test_no_link(text: str) -> None:
    assert not [node for node in parse(text).walk() if isinstance(node, nodes.Link)]


def test_continuation_lines_lose_their_white_space_in_code() -> None:
    assert [node.value for node in parse("`a\n   b`").walk() if isinstance(node, nodes.Code)] == [
        "a b"
    ]


def test_backslash_of_a_pipe_is_an_escape() -> None:
    cell = parse("|a|\n|-|\n| x\\|y |").children[0].children[1].children[0]
    assert [(type(part).__name__, part.start, part.end) for part in cell.children] == [
        ("Text", 10, 11),
        ("Escape", 11, 13),
        ("Text", 13, 14),
    ]


@pytest.mark.parametrize(
    ("text", "tight"),
    [("- a\n- b", True), ("- a\n\n- b", False), ("- ```\n  x\n  ```\n\n- # b", False)],
)
def test_tight(text: str, tight: bool) -> None:
    block = parse(text).children[0]
    assert isinstance(block, nodes.List)
    assert block.tight is tight


def test_surplus_cells_are_kept() -> None:
    row = parse("|a|\n|-|\n|b|c|").children[0].children[1]
    assert [
        (cell.surplus, cell.start) for cell in row.children if isinstance(cell, nodes.Cell)
    ] == [
        (False, 9),
        (True, 11),
    ]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_any_text(text: str) -> None:
    assert faults(Source.of(text).text) == []


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_texts_end_soon(name: str) -> None:
    began = time.perf_counter()
    parse(_HOSTILE[name])
    assert time.perf_counter() - began < 15


@pytest.mark.parametrize("name", ["quotes", "nested images"])
def test_what_is_too_deep_is_flagged(name: str) -> None:
    assert parse(_HOSTILE[name]).too_deep


_NESTED_LINKS = re.compile(r"<a (?:(?!</a>).)*<a ", re.DOTALL)
_BRACKETS = [
    "[", "]", "[a]", "![", "(u)", "(", "]", "](u)", "][a]",
    "[]", "[ ]", "`", "``", "<b>", "\\[", "\\]", "\\`", "*",
    "**", "a", " ", "b c", "(<u v> 't')", "\n", "&amp;", "!",
]  # fmt: skip
_CASES = [
    "[ ![ [x](y) ](z) ](w)",  # a link within an image within a link is one
    "[[a](u) b](u)",
    "[a][\\]b [a]",  # an escaped bracket in what is no label
    "[a][`]`",  # a label is read before code
    "[[a] b][a]",
    "[[a] b][]",  # what holds brackets is no label itself
    "![[a](u) b](u)",
    "[a](u)[b c](u)[x][a][ ]",
    "[`](u)`](u)",
    "[<b a='](u)'>](u)",
]


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.sampled_from(_CASES), st.lists(st.sampled_from(_BRACKETS), max_size=14).map("".join)
    )
)
def test_brackets_are_read_as_cmark_reads_them(text: str) -> None:
    whole = f"x{text}\n\n[a]: /a\n[b c]: /b\n"
    rendered = cmarkgfm.github_flavored_markdown_to_html(whole)
    # it forgets that an outer bracket holds a link once another bracket follows: [[a](u)[]](v)
    assume(not _NESTED_LINKS.search(rendered))
    assert links_of_tree(whole) == links_of_html(rendered)


@pytest.mark.skipif(not _LISTS, reason="AWESOMELINT_CORPUS is not set")
@pytest.mark.parametrize("path", _LISTS, ids=lambda path: path.stem[:40])
def test_real_lists(path: Path) -> None:
    text = Source.of(path.read_bytes().decode("utf-8-sig", "replace")).text
    assert faults(text)[:3] == []
    extensions = ["table", "strikethrough", "autolink", "tasklist"]
    rendered = cmarkgfm.markdown_to_html_with_extensions(
        text, Options.CMARK_OPT_FOOTNOTES, extensions
    )
    assert links_of_tree(text) == links_of_html(rendered)


def _specification() -> list[dict[str, str]]:
    """The CommonMark examples from markdown-it-py's sdist, cached beside the environment."""
    cache = Path(sys.prefix, ".cache", "awesomelint")
    held = sorted(cache.glob("markdown_it_py-*.tar.gz"))
    if not held:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-binary",
            "markdown-it-py",
            "--no-deps",
        ]
        done = subprocess.run(
            [*command, "-d", str(cache), "markdown-it-py>=4.2"],
            capture_output=True,
            check=False,
            timeout=120,
        )
        held = sorted(cache.glob("markdown_it_py-*.tar.gz"))
        if not held:
            pytest.skip(f"the examples of CommonMark cannot be fetched (pip: {done.returncode})")
    with tarfile.open(held[-1]) as archive:
        name = next(
            name for name in archive.getnames() if name.endswith("test_cmark_spec/commonmark.json")
        )
        file = archive.extractfile(name)
        assert file is not None
        examples: list[dict[str, str]] = json.load(file)
    return examples


def test_specification() -> None:
    examples = [Source.of(example["markdown"]).text for example in _specification()]
    assert len(examples) > 600
    assert {text: found for text in examples if (found := faults(text))} == {}


_WORDS = ["[a](https://b.c)", "[a b](x)", " - ", "word", "a@b.cd", "[x@y.zz](u@v.ww)", "[", "]",
          "(", "![a](b)", "!", "_", "https://a.b", "www.a.b", "[a:b](c:d)", "[w](www.x.y)", "\\",
          "&amp;", "[&](u)", "[a](b 't')", "[^1]", "\n", "|", "- ", "中文", "[a](<b>)", "[]( )",
          "[a](b(c))", "[a][b]", "**", "**", "**w**", "**[a](b)**", "***", "*", "a_b", "`c`",
          "[a_b&c](d?e=1&f=2)", "[![a](b)](c)", "`", "` c `", "`` ` ``", "<br>", "<br />",
          "</b >", "<b>", "<a>", "</a>", "<ab>", "&", "&a;", ".", "。", "\u3000",
          "\n\n[b]: /c\n"]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=8).map("".join))
@example("**a**b**c**")
@example("a**[b](c)**d")
@example("[a__b](c) d__e _f_g")
@example("<a>[b](c) https://d.e</a> www.f.g")
@example("`a@b.cd` x@y.zz")
@example("[![a@b.cd](e)](f)")
@example("![a](b)![c](d)! [e](f)")
def test_plain_content_is_read_as_any_other(text: str) -> None:
    assert _read(text) == _read_by_tokens(text)


@pytest.mark.skipif(not _LISTS, reason="AWESOMELINT_CORPUS is not set")
def test_plain_content_of_real_lists_is_read_as_any_other() -> None:
    for path in _LISTS[::4]:
        text = Source.of(path.read_bytes().decode("utf-8-sig", "replace")).text
        assert _read(text) == _read_by_tokens(text)


def _read(text: str) -> list[tuple[object, ...]]:
    """Each node with its depth and all that is known of it."""
    read: list[tuple[object, ...]] = []
    stack: list[tuple[int, nodes.Node]] = [(0, parse(text))]
    while stack:
        depth, node = stack.pop()
        names = [field.name for field in dataclasses.fields(node) if field.name != "children"]
        read.append((depth, type(node), *[getattr(node, name) for name in names]))
        stack += [(depth + 1, child) for child in reversed(node.children)]
    return read


def _read_by_tokens(text: str) -> list[tuple[object, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "plain_nodes", lambda *_: None)
        return _read(text)
