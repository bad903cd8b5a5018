"""The source without white space and marker characters: it holds even what is never rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.model import Span

MARKERS = b" \t\r\n\\*_#+-|~`=>:<"


def residue(text: str, without: Iterable[Span] = ()) -> bytes:
    """What is left of `text` without all markers and the stretches `without`.

    These are in order and disjoint.
    """
    return cut(text, without).encode("utf-8", "surrogatepass").translate(None, MARKERS)


def cut(text: str, spans: Iterable[Span]) -> str:
    """`text` without `spans`, which are in order and may overlap."""
    parts: list[str] = []
    done = 0
    for span in spans:
        if span.start > done:
            parts.append(text[done : span.start])
        done = max(done, span.end)
    return "".join((*parts, text[done:])) if parts or done else text
