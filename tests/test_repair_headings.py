"""A damaged heading that is mended gets another anchor: the links that lead to it follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from awesomelint.curation import read
from awesomelint.curation.slugs import Slugs
from awesomelint.engine import Fixed, fix, permit
from awesomelint.repair import damage
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.curation import Document

CLEAN = """# 精选列表

- [中文资源](#中文资源)
- [学习资料](#学习资料)
- [Café tools](#café-tools)
- [工具](#工具)
- [周围](#周围)

## 中文资源

- [一号](https://example.org/1) - 中文资源的介绍，很有用。

## 学习资料

- [二号](https://example.org/2) - 学习资料的介绍，内容很好。

## Café tools

- [三号](https://example.org/3) - 这是一个非常好的开源项目。

## 工具

- [四号](https://example.org/4) - 开发者使用的工具，数据分析。

## 周围

- [五号](https://example.org/5) - 适合初学者的教程，内容完整。
"""
LINK = re.compile(r"\(#([^)\n]*)\)")
HEADING = re.compile("^## (.*)$", re.MULTILINE)
ACTIVE = activate(Config())
LOSSLESS = ("cp1252", "latin-1", "cp437", "cp1252-twice")


def slugs(text: str) -> list[str]:
    """The anchors of the second level; of damaged headings many are alike but for a number."""
    made = Slugs()
    return [made.of(title) for title in HEADING.findall(text)]


def led(text: str, anchors: list[str]) -> str:
    """`text` with a table of contents that leads to `anchors`."""
    given = iter(anchors)
    return re.sub(r"\(#.*", lambda _: f"(#{next(given)})", text)


def mend(text: str, *, unsafe: bool = False) -> Fixed:
    return fix(Source.of(text), ACTIVE, None, permit(unsafe))


def resolving(document: Document) -> list[int]:
    """The lines of links to a heading that is there. A swallowed bracket leaves no link."""
    return [
        document.source.position(link.start)[0]
        for link in document.links
        if link.url.startswith("#") and unquote(link.url[1:]) in document.anchors
    ]


@pytest.mark.parametrize("mode", LOSSLESS)
def test_links_to_the_damaged_heading_follow(mode: str) -> None:
    bad = damage(CLEAN, mode)
    done = mend(led(bad, slugs(bad)))
    assert done.after.text == CLEAN
    assert any("becomes #中文资源" in made.description for made in done.applied)


@pytest.mark.parametrize("mode", LOSSLESS)
def test_links_to_the_heading_as_it_was_lead_there_again(mode: str) -> None:
    bad = damage(CLEAN, mode)
    assert mend(led(bad, slugs(CLEAN))).after.text == CLEAN
    assert mend(bad).after.text == CLEAN


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize(
    "mode", ["cp1254-drop", "cp1252-drop", "cp1254-drop-shy", "cp1252-question", "gbk-question"]
)
def test_no_link_is_lost_where_much_of_the_text_is(mode: str, unsafe: bool) -> None:
    bad = damage(CLEAN, mode)
    text = led(bad, slugs(bad))
    before, after = read(Source.of(text)), mend(text, unsafe=unsafe).document
    assert resolving(before)
    assert set(resolving(before)) <= set(resolving(after))


def test_only_links_to_the_heading_follow() -> None:
    bad = damage(CLEAN, "cp1252")
    text = led(bad, slugs(bad)) + "\nSee [all](https://example.org/#åå), [none](#none).\n"
    assert mend(text).after.text.endswith("[all](https://example.org/#åå), [none](#none).\n")


def test_a_letter_that_is_clean_does_not_make_lossless_damage_lossy() -> None:
    bad = damage(CLEAN, "cp1252")
    assert (
        mend(bad + "\nÅland et été, école à été.\n").after.text
        == CLEAN + "\nÅland et été, école à été.\n"
    )


@pytest.mark.parametrize("taken", ["", "## Deep nets\n\n- [z](https://example.org/z)\n\n"])
def test_headings_that_become_alike_are_numbered_together(taken: str) -> None:
    """Whatever rule mends the characters, all headings that it mends count."""
    old, new = ["deepnets", "deepnets-1"], ["deep-nets-1", "deep-nets-2"]
    if not taken:
        new = ["deep-nets", "deep-nets-1"]
    text = (
        "# List\n\n{contents}\n{taken}"
        "## Deep{space}nets\n\n- [x](https://example.org/x)\n\n"
        "## Deep{space}nets\n\n- [y](https://example.org/y)\n"
    )
    contents = "- [one](#{})\n- [two](#{})\n"
    rules = activate(Config(select=frozenset({"odd-space"})))
    for space in "\u205f\u00a0":
        before = text.format(contents=contents.format(*old), taken=taken, space=space)
        after = text.format(contents=contents.format(*new), taken=taken, space=" ")
        done = fix(Source.of(before), rules, None, permit(unsafe=True))
        assert done.after.text == after
