"""Invisible characters are removed only where the rendering stays the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint import check
from awesomelint.engine import Fixed, fix, permit
from awesomelint.proof.html import folded, render
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

RULES = {
    "control-character",
    "invisible-character",
    "bidi-control",
    "broken-emoji",
    "compat-radical",
}
ACTIVE = tuple(rule for rule in activate(Config()) if rule.rule.id in RULES)
UNSEEN = (
    "\x01\x08\x0b\x0c\x1b\x7f\x85\u2028\u2029\u00ad"
    "\u200b\u200c\u200d\u2060\ufeff\u200e\u202e\u2066\u2069"
)
PIECES = [
    *UNSEEN, "a", "é", "中", " ", "\n", "*", "**", "***", "_",
    "`", "``", "[", "]", "(", ")", "<", ">", "<b>", "&amp;",
    "&a", "\\", "#", "- ", "> ", "|", "https://b.c/x",
    "<https://b.c/", "](https://b.c/", "![i](", "[r]: /u", "~~", "~",
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
        "---\n\n<!\x0c-- a -->\n\n---",  # front matter to some, Markdown to others
        "---\n\nb\n==\x02===\n\n---",
        "<div>&#3\x1f5;</div>",
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


@pytest.mark.parametrize(
    "text",
    [
        "# Owls {}\n",
        "Owls {}\n====\n",
        "- [a](https://b.c/) - x {}\n",
        "> q {}\n",
        "| a {}| b |\n|---|---|\n",
        "a {}\n",
    ],
)
@pytest.mark.parametrize("char", ["\ufe0f", "\u200b", "\xad"])
def test_what_stands_after_the_last_blank_is_deleted_where_that_is_promised(
    text: str, char: str
) -> None:
    promised = check(text.format(char)).findings
    assert [fix.safety for one in promised if one.rule in RULES for fix in one.fixes] == ["unsafe"]
    done = mended(text.format(char), unsafe=True)
    assert done.after.text == text.format("")
    assert not done.withheld


def test_a_repair_beside_it_is_made_all_the_same() -> None:
    done = mended("one\u200btwo ***\x0b model b***\n\nthree\u200bfour\n")
    assert done.after.text == "onetwo ***\x0b model b***\n\nthreefour\n"


BLOCKS = (
    "# Owls {}\n\n", "Owls\n=====\n\n",
    "- [a](https://b.c/{}) - Owls.\n", "* [a](<https://b.c/{}> 'T')\n",
    "1. [x][r] *em* **bold**\n", "> quote `code` ~~gone~~\n",
    "```\nfence {}\n```\n\n", "    indented\n\n",
    "| a | b |\n|---|---|\n| [c](https://d.e/{}) | d |\n\n",
    "<details><summary>x</summary>\n\n", "</details>\n\n",
    "<p>owl</p>\n\n", "[r]: https://b.c/{} 'title'\n\n", "owls at https://b.c/{} www.x.y a@b.cd\n", "![i](https://b.c/{}.png)\n\n",
    "a[^1]\n\n[^1]: note\n\n", "---\n\n", "- [ ] task\n  - nested\n",
    "猫头鹰，很好 👩\u200d💻 ✔\ufe0f\n", "\\*owl\\* &amp; &#35;\n",
    "<!-- c -->\n\n", "<https://b.c/{}>\n\n", "[a](#owls-{})\n\n", "\n",
)  # fmt: skip
EVERYWHERE = UNSEEN + (
    "\x00\x02\x1f\x80\x91\x9f\u061c\u180e\u2000\u202a\u202b\u202c\u202d\u2067\u2068\u206a\u2061\ufe0e\ufe0f\ufff9\ufffd"
    "\ufffe\U000e0041\U000e007f\ue000\xa0\u3164\u034f"
)
NO_LAYOUT = tuple(rule for rule in activate(Config()) if rule.rule.id != "noncanonical-layout")


def strewn(generator: random.Random) -> str:
    """A list with a few unseen characters, each at any place of it."""
    blocks = generator.choices(BLOCKS, k=generator.randint(2, 9))
    text = "".join(block.format(generator.randint(1, 9)) for block in blocks)
    for _ in range(generator.randint(1, 7)):
        at = generator.randint(0, len(text))
        unseen = generator.choice(EVERYWHERE) * generator.choice((1, 1, 1, 2))
        text = text[:at] + unseen + text[at:]
    return text


@pytest.mark.parametrize("seed", range(4))
def test_wherever_they_stand_a_fix_leaves_what_is_seen_and_is_done(seed: int) -> None:
    generator = random.Random(seed)  # noqa: S311 - examples
    for _ in range(150):
        source = Source.of(strewn(generator))
        after = fix(source, ACTIVE, None, permit()).after
        assert seen(render(after.text)) == seen(render(source.text)), source.text
        for rules in (ACTIVE, NO_LAYOUT):
            done = fix(source, rules, None, permit())
            assert not any("undo each other" in one.reason for one in done.withheld), source.text
            assert not fix(Source(done.after.raw), rules, None, permit()).changed, source.text


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
        if char not in EVERYWHERE and not char.isspace()
    ]
    return "".join(kept)
