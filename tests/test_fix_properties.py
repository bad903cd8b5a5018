"""`fix` of any list-like text ends, changes only what it can prove, and is final."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_syntax import _specification

from awesomelint.engine import Fixed, fix, lint, permit
from awesomelint.proof.html import folded, render
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source
from awesomelint.syntax import nodes, parse

ROUNDS = int(os.environ.get("AWESOMELINT_ROUNDS", "0"))
ACTIVE = activate(Config())
FOUND = sorted((Path(__file__).resolve().parents[1] / "fixtures" / "layout-found").glob("*.md"))

WORDS = st.sampled_from([
    "owl", "Barn owl", "a", "1.", "-", "+", "*", "_x_", "**b**",
    "*i*", "__s__", "`c`", "`` c ` ``", "~~d~~", "\\*",
    "论文：", "大模型。", "中文", "ラーメン", "한국어", "，",
    "「」", "👍", "👩‍💻", "❤️", "1️⃣", "⚡", "\u00a0",
    "\\", "\u3000", "\u200b", "\ufe0f",
    "⼀⼤", "â€™", "锟斤拷", "Ã©", "\ufffd", "&amp;", "&nbsp;",
    "&#42;", "$x_1$", "$$y$$", "|", "#", "##", "---", "===",
    ":", "- -", "!",
    "<br>", "<br/>", "<b>h</b>", "<a href='https://a.example/?utm_source=x'>l</a>",
    "<!-- c -->", "<!--", "-->",
    "<img src=x>",
    "<details>", "</details>", "<summary>s</summary>",
    "</summary>", "<kbd>", "<https://a.example>", "<", ">",
    "https://a.example/b", "http://github.com/a/b",
    "https://arxiv.org/abs/2310.03744", "arXiv:2310.03744",
    "2310.03744v2",
    "https://a.example/xhttps://b.example/y",
    "https://a.example。后", "www.a.example", "a@b.example",
    "https://arxiv.org/pdf/2310.03744.pdf",
    "[t](https://a.example/c)", "[ t ]( https://a.example/d )",
    '[论文](https://arxiv.org/abs/1706.03762 "T")',
    "[r]", "[r][r]", "[R][]", "![i](j.png)",
    "[![b](https://b.example/s.svg)](https://b.example)",
    "[x](<a b>)", "[e]()", "[a](#owls)", "[a](#大模型)", "[^1]",
    "[ ]", "[x]", "[", "]", "](", "[^1]:",
    "（", "）", "2023", "NeurIPS 2023", "  ", "   ", "\t", "—",
])  # fmt: skip
"""Pieces of lines: several scripts, damage, ambiguous marks, and all kinds of links."""

TEXTS = st.tuples(
    st.lists(WORDS, min_size=1, max_size=5),
    st.lists(st.sampled_from([" ", " ", "", "  "]), min_size=5, max_size=5),
).map(lambda both: "".join(word + gap for word, gap in zip(*both, strict=False)).strip(" ") or "a")
TAILS = st.sampled_from(["", "", "", "", " ", "  ", "   ", "\t", "\\", "\\  ", " #", " ##", "<br>"])
INDENTS = st.sampled_from(
    [
        "",
        "",
        "",
        " ",
        "  ",
        "   ",
        "    ",
        "\t",
        "  \t",
        "      ",
        "\t\t",
        "> ",
        ">",
        "> > ",
        "  > ",
    ]
)
MARKERS = st.sampled_from([
    "- ", "- ", "* ", "+ ", "-  ", "*   ", "-    ", "-     ",
    "-\t", "1. ", "1) ", "2. ", "10. ", "1.  ", "-", "*",
    "1.", "- [ ] ", "- [x] ",
    "- - ", "* - ", "1. - ", "- 1. ", "- > ", "", "", "",
])  # fmt: skip
ENTRIES = st.tuples(INDENTS, MARKERS, TEXTS, TAILS).map("".join)
HEADINGS = st.tuples(
    st.sampled_from(["# ", "## ", "##  ", "### ", "#\t", "#", " ## ", "##### "]),
    TEXTS,
    st.sampled_from(["", "", " ##", "  #", " "]),
).map("".join)
UNDERLINED = st.tuples(TEXTS, st.sampled_from(["=", "===", "------", "-", "  ---", "===  "])).map(
    "\n".join
)
CELLS = st.tuples(
    st.sampled_from(["", " ", "  ", "\t"]), TEXTS, st.sampled_from(["", " ", "   "])
).map("".join)


def _row(cells: list[str], outer: bool) -> str:
    inner = "|".join(cells)
    return f"|{inner}|" if outer else inner


ROWS = st.tuples(st.lists(CELLS, min_size=1, max_size=4), st.booleans()).map(
    lambda both: _row(*both)
)
RULERS = st.tuples(
    st.lists(
        st.sampled_from(["-", "---", " --- ", ":-:", " :--", "-----:"]), min_size=1, max_size=4
    ),
    st.booleans(),
).map(lambda both: _row(*both))
TABLES = st.tuples(INDENTS, ROWS, RULERS, st.lists(ROWS, max_size=4)).map(
    lambda parts: "\n".join(parts[0] + line for line in (parts[1], parts[2], *parts[3]))
)
FENCES = st.tuples(
    INDENTS,
    st.sampled_from(["```", "~~~", "`````", "``` py", "~~~ a`b"]),
    st.lists(TEXTS, max_size=2),
    st.sampled_from(["```", "~~~", "", "`````"]),
).map(lambda parts: "\n".join(parts[0] + line for line in (parts[1], *parts[2], parts[3])))
OTHERS = st.sampled_from([
    "", "", "", "", "", "\n", "\n\n", "   ", "\t", "---", "***", "- - -", "___", "[r]: https://a.example/r",
    "[r]:  <https://r.example>  'T'",
    "[//]: # (c)", "[^1]: note", "[^1]:  note\n    more",
    "<details>", "<details><summary>S</summary>",
    "</details>", "<summary>S</summary>", "</summary>",
    "<!-- c -->", "<!--\nc\n\n-->", "<!-- awesomelint-disable noncanonical-layout: r -->",
    "<!-- awesomelint-enable -->",
    "<!-- awesomelint-disable-next-line noncanonical-layout: r -->",
    "<!-- START doctoc -->", "<!-- END doctoc -->",
    "<br>", "<br />", "<div align=center>", "</div>",
    "<table><tr><td>", "</td></tr></table>", "<pre>",
    "</pre>", "> [!NOTE]", "> ```", ">", "> - a\n> - b",
    "    code", "\tcode", "$$\nx\\_y\n$$",
])  # fmt: skip
LISTS = st.lists(
    st.one_of(
        ENTRIES, ENTRIES, ENTRIES, ENTRIES, HEADINGS, UNDERLINED, TABLES, FENCES, OTHERS, OTHERS
    ),
    min_size=1,
    max_size=14,
)
ENDINGS = st.sampled_from(["", "\n", "\n", "\n", "\n\n", "  \n"])
FRONT = st.sampled_from(["", "", "", "", "", "\n", "---\na: b\n---\n", "---\n"])
DOCUMENTS = st.tuples(
    FRONT, LISTS.map("\n".join), ENDINGS, st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
).map(lambda parts: "".join(parts[:3]).replace("\n", parts[3]))

rounds = settings(
    max_examples=ROUNDS or 120,
    derandomize=not ROUNDS,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def body(text: str) -> str:
    """`text` behind its front matter."""
    first = next(iter(parse(text).children), None)
    return text[first.end :] if isinstance(first, nodes.FrontMatter) else text


def check(text: str) -> None:
    """What holds for every text."""
    done = fix(Source.of(text), ACTIVE)
    again = fix(done.after, ACTIVE)
    assert again.after.raw == done.after.raw
    assert not again.applied
    assert lint(done.document, ACTIVE).findings == done.left.findings
    if {one.rule for one in done.applied} <= {"noncanonical-layout"}:
        before, after = body(done.before.text), body(done.after.text)
        assert folded(render(before)) == folded(render(after))
    if not done.applied:
        assert done.after.raw == done.before.raw
    assert_withheld_places_stay(done)


def assert_withheld_places_stay(done: Fixed) -> None:
    """With every fix withheld, nothing changes at all: a withheld fix leaves no trace."""
    if done.withheld and not done.applied:
        assert not done.changed


@rounds
@given(DOCUMENTS)
def test_fixing_ends_changes_only_what_is_proven_and_is_final(text: str) -> None:
    check(text)


@pytest.mark.parametrize("path", FOUND, ids=[path.stem for path in FOUND])
def test_what_failed_once_holds(path: Path) -> None:
    check(path.read_bytes().decode())


def test_examples_of_the_specification() -> None:
    failed: dict[str, str] = {}
    for example in _specification():
        text = example["markdown"]
        try:
            check(text)
        except Exception as error:  # noqa: BLE001 - all examples that fail are told at once
            failed[text] = repr(error)[:200]
    assert failed == {}


@rounds
@given(DOCUMENTS)
def test_unsafe_fixes_are_proven_and_final_too(text: str) -> None:
    done = fix(Source.of(text), ACTIVE, allowed=permit(unsafe=True))
    assert not fix(done.after, ACTIVE, allowed=permit(unsafe=True)).applied
