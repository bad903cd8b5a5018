"""Bare URLs that touch the text around them: the link takes in words, or is no link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Edit, Finding, Fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, ListLink

SHOWN = 12
# what no URL of a list goes on with: full-width and CJK punctuation
CLOSERS = frozenset("，。；：！？、）】」』》〉”’…｜")


def check(document: Document) -> Iterator[Finding]:
    """Yield `swallows` and `unlinked` for links that come out wrong, `touching` for those that come out right."""
    text = document.text
    starts = {link.start for link in document.links if link.kind == "bare"}
    for link in document.links:
        if link.kind != "bare" or link.url.startswith("mailto:"):
            continue
        if link.rendered is None:
            if not _is_word(text[link.start - 1 : link.start]) or _continues(document, link):
                continue
            yield _unlinked(link)
        elif link.rendered.end > link.end and link.end not in starts:
            yield _swallows(text, link, link.rendered.end)
        elif _is_cjk(text[link.start - 1 : link.start]) or (_is_cjk(text[link.end : link.end + 1])):
            yield Finding(link.start, link.end, "the URL touches the text beside it", level="touching")


def _continues(document: Document, link: ListLink) -> bool:
    """Whether the URL begins where another ends: `glued-urls` speaks of those."""
    return any(other.end == link.start and other.kind == "bare" for other in document.links)


def _unlinked(link: ListLink) -> Finding:
    fix = Fix(
        (Edit(link.start, link.start, " "),), "unsafe", ("markup",), "Put a space before the URL", expects=(link.url,)
    )
    return Finding(
        link.start,
        link.end,
        f"{link.url} is no link, since letters stand right before it; put a space between them",
        level="unlinked",
        fixes=(fix,),
    )


def _swallows(text: str, link: ListLink, rendered_end: int) -> Finding:
    rest = text[link.end : rendered_end]
    shown = rest if len(rest) <= SHOWN else f"{rest[:SHOWN]}…"
    fix = Fix(
        (Edit(link.end, link.end, " "),),
        "safe" if rest[0] in CLOSERS else "unsafe",
        ("markup",),
        "Put a space after the URL",
        expects=(link.url,),
    )
    return Finding(
        link.start,
        link.end,
        f"the link takes in the text after it ({shown!r}) and leads nowhere; put a space after {link.url}",
        level="swallows",
        fixes=(fix,),
    )


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_cjk(char: str) -> bool:
    """Whether `char` is a Han character, kana or Hangul syllable."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"
