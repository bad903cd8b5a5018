"""Bare URLs that touch the text around them: the link takes in words, or is no link."""

from __future__ import annotations

from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from awesomelint.checks.markup._broken import broken_links
from awesomelint.identity.spelling import SCHEME
from awesomelint.model import Edit, Finding, Fix
from awesomelint.text.scripts import is_cjk_letter
from awesomelint.text.urls import CLOSING_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, ListLink

SHOWN = 12


def check(document: Document) -> Iterator[Finding]:
    """Yield `swallows` and `unlinked` for broken links, and `touching` for working ones."""
    text = document.text
    bare = [
        link
        for link in document.links
        if link.kind == "bare" and not link.url.startswith("mailto:")
    ]
    ends = {link.end for link in bare}
    broken = {broken_link.url.start for broken_link in broken_links(document)}
    for index, link in enumerate(bare):
        if link.start in broken:
            continue  # `broken-link-syntax` speaks of it
        if link.rendered is None:
            letter = _is_word(text[link.start - 1 : link.start]) and not SCHEME.match(
                text, link.start - 1
            )
            if letter and link.start not in ends:  # `glued-urls` speaks of those that touch
                yield _unlinked(link)
        elif link.rendered.end > link.end:
            urls = _held(bare, index)
            if all(one.end < other.start for one, other in pairwise(urls)):
                yield _swallows(text, urls, link.rendered.end)
        elif is_cjk_letter(text[link.start - 1 : link.start]) or is_cjk_letter(
            text[link.end : link.end + 1]
        ):
            yield Finding(
                link.start,
                link.end,
                "there is no space between the URL and the text next to it",
                level="touching",
            )


def _held(bare: list[ListLink], index: int) -> list[ListLink]:
    """The URLs that stand in one rendered link, from that at `index`, which begins it."""
    node = bare[index].node
    following = islice(bare, index, None)
    return list(takewhile(lambda link: link.node is node, following))


def _unlinked(link: ListLink) -> Finding:
    fix = Fix(
        (Edit(link.start, link.start, " "),),
        "unsafe",
        ("markup",),
        "Put a space before the URL",
        expects=(link.url,),
    )
    return Finding(
        link.start,
        link.end,
        f"{link.url} is not a link, because letters come directly before it; "
        "put a space before the URL",
        level="unlinked",
        fixes=(fix,),
    )


def _swallows(text: str, urls: list[ListLink], rendered_end: int) -> Finding:
    """One link that takes in text, and URLs in it: they are parted together."""
    link = urls[0]
    gaps = [(one.end, other.start) for one, other in pairwise(urls)]
    edits = [Edit(start, end, f" {text[start:end]}") for start, end in gaps]
    if urls[-1].end < rendered_end:
        gaps.append((urls[-1].end, rendered_end))
        edits.append(Edit(urls[-1].end, urls[-1].end, " "))
    rest = text[link.end : rendered_end]
    shown = rest if len(rest) <= SHOWN else f"{rest[:SHOWN]}…"
    fix = Fix(
        tuple(edits),
        "safe" if all(text[start] in CLOSING_MARKS for start, _ in gaps) else "unsafe",
        ("markup",),
        "Put a space after the URL" if len(urls) == 1 else "Put a space after each URL",
        expects=tuple(one.url for one in urls),
    )
    return Finding(
        link.start,
        link.end,
        f"the link includes the text after it ({shown!r}), so it is broken; "
        f"put a space after {link.url}",
        level="swallows",
        fixes=(fix,),
    )


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalpha()
