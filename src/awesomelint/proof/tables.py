"""Repairs by a card's table of characters: what GitHub's parser sees stays the same but for these characters."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.proof.html import render, split_at_tags
from awesomelint.source import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.proof.change import Change, Claim, Refusal

_ANCHOR = re.compile(r'href="#[^"]*"')
_SPACE = re.compile(r"\s+")


def keep_structure(change: Change) -> Iterator[Refusal]:
    """Refuse the repairs by table after which other tags, destinations or letters are seen.

    A control or invisible character inside a URL, a code span, an entity or beside a delimiter
    decides what is rendered: https://github.github.com/gfm/#left-flanking-delimiter-run counts
    characters, seen or not.
    """
    tabled = [
        index
        for index, claim in enumerate(change.claims)
        if claim.characters and not claim.fix.damage
    ]
    if not tabled or _is_kept(change, tabled):
        return
    culprits = [index for index in tabled if not _is_kept(change, [index])]
    for index in culprits or tabled:
        edits = change.claims[index].fix.edits
        reason = "GitHub's parser sees other links, emphasis or letters afterwards (html)"
        yield change.refuse(reason, edits[0].start, edits[-1].end, index)


def _is_kept(change: Change, indexes: Sequence[int]) -> bool:
    claims = [change.claims[index] for index in indexes]
    if len(claims) == len(change.claims):
        html = change.after.html
    else:
        edits = [edit for claim in claims for edit in claim.fix.edits]
        html = render(apply_edits(change.before.text, edits)[change.before.body :])
    plain = _Plain(change, claims)
    return plain.of(change.before.html) == plain.of(html)


class _Plain:
    """HTML without the characters of tables and without white space, characters that are replaced as they become."""

    def __init__(self, change: Change, claims: Sequence[Claim]) -> None:
        characters = "".join(claim.characters for claim in claims)
        self.removed = re.compile(f"[{characters}]")
        self.replaced: dict[str, str] = {}
        text = change.before.text
        for edit in (edit for claim in claims for edit in claim.fix.edits):
            old = text[edit.start : edit.end]
            if old and edit.text.strip():
                self.replaced[old] = edit.text

    def of(self, html: str) -> str:
        """The comparable form of `html`."""
        parts = split_at_tags(html)
        for index in range(1, len(parts), 2):
            tag = _ANCHOR.sub("href", parts[index])
            parts[index] = unquote(unescape(tag))
        whole = "".join(parts)
        for old, new in self.replaced.items():
            whole = whole.replace(old, new)
        kept = self.removed.sub("", whole)
        return _SPACE.sub("", kept)
