"""Characters that nobody sees decide what is rendered: they are taken away only where nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.engine import Fixed, fix, permit
from awesomelint.proof.html import folded, render
from awesomelint.rules.config import activate, default_config
from awesomelint.source import Source

RULES = {
    "control-character",
    "invisible-character",
    "bidi-control",
    "broken-emoji",
    "compat-radical",
}
ACTIVE = tuple(rule for rule in activate(default_config()) if rule.rule.id in RULES)
UNSEEN = "\x01\x08\x0b\x0c\x1b\x7f\x85\u2028\u2029\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u202e\u2066\u2069"
PIECES = [
    *UNSEEN, "a", "é", "中", " ", "\n", "*", "**", "***", "_", "`", "``", "[", "]", "(", ")", "<", ">", "<b>", "&amp;",
    "&a", "\\", "#", "- ", "> ", "|", "https://b.c/x", "<https://b.c/", "](https://b.c/", "![i](", "[r]: /u", "~~", "~",
]  # fmt: skip


def mended(text: str, *, unsafe: bool = False) -> Fixed:
    return fix(Source.of(text), ACTIVE, None, permit(unsafe))


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://b.c/x\u2028y)",
        "![i](https://b.c/x\x0by.png)",
        "<https://b.c/x\x85y>",
        "[r]: https://b.c/x\x0cy\n\n[r]",
        "a ***\x0b model b***",
        "<p\x01>",
        "[]\u200c()",
        "&am\x01p;",
        "a\\\u200b*b",
    ],
)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_what_would_change_links_emphasis_or_letters_is_left(text: str, unsafe: bool) -> None:
    assert mended(f"{text}\n", unsafe=unsafe).after.text == f"{text}\n"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("zero\u200bwidth https://b.c/\u200bx", "zerowidth https://b.c/x"),
        ("[title\u200b](https://b.c/\u200ba)", "[title](https://b.c/a)"),
        ("https://b.c/x\x7f and more", "https://b.c/x and more"),
        ("`a\x07b` c\x08d", "`a\x07b` cd"),
        ("知识库助⼿ 5\u20e3\ufe0f", "知识库助手 5\ufe0f\u20e3"),
    ],
)
def test_what_changes_nothing_else_is_mended(text: str, clean: str) -> None:
    assert mended(f"{text}\n").after.text == f"{clean}\n"


def test_a_repair_beside_it_is_made_all_the_same() -> None:
    done = mended("one\u200btwo ***\x0b model b***\n\nthree\u200bfour\n")
    assert done.after.text == "onetwo ***\x0b model b***\n\nthreefour\n"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_nothing_but_unseen_characters_goes(pieces: list[str]) -> None:
    text = "a" + "".join(pieces) + "\n"  # at the very beginning U+FEFF is a byte order mark
    after = mended(text).after.text
    assert seen(render(after)) == seen(render(text))
    assert mended(after).after.text == after


def seen(html: str) -> str:
    from html import unescape
    from urllib.parse import unquote

    kept = [
        char
        for char in unquote(unescape(folded(html)))
        if char not in UNSEEN and not char.isspace()
    ]
    return "".join(kept)
