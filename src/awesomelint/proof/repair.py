"""The proof of a `repair`, of which there are two kinds.

Either damaging the new text gives the old text, or only characters of the card's table change. In
the second case GitHub's parser must see the same but for these characters.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.model import Span
from awesomelint.proof.change import meeting
from awesomelint.proof.culprits import culprits
from awesomelint.proof.html import render, split_at_tags
from awesomelint.source import apply_edits
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.proof.change import Change, Claim, PlacedEdit, Refusal
    from awesomelint.proof.culprits import Trial

_READ = 16_000_000
"""How many characters may be rendered to find the fixes of a pass that change what is seen."""
_ANCHOR = regex(r'href="#[^"]*"')
_SPACE = regex(r"\s+")
LEAVES = (
    nodes.Paragraph, nodes.Heading, nodes.Cell, nodes.Fence, nodes.CodeBlock, nodes.HtmlBlock,
    nodes.Definition,
    nodes.FrontMatter,
)  # fmt: skip
"""Blocks that hold text and no other blocks."""


def repairs(change: Change, place: PlacedEdit) -> bool:
    """Whether this edit is proven to mend damage and nothing else."""
    claim = change.claims[place.claim]
    fix = claim.fix
    old = change.before.text[place.old.start : place.old.end]
    new = place.edit.text
    if fix.damage:
        is_safe = fix.safety == "safe"
        return _is_damaged_again(new, fix.damage, old, safe=is_safe)
    return bool(claim.characters) and by_table(old, new, claim.characters)


def _is_damaged_again(new: str, damage: str, old: str, *, safe: bool) -> bool:
    """Whether the mistake, made again, gives the old text.

    By our tables, and for a safe fix by ftfy's codecs too.
    """
    from awesomelint.repair.codepages import SINGLE_BYTE, parse  # noqa: PLC0415 - as above
    from awesomelint.repair.codepages import damage as damaged  # noqa: PLC0415 - as above
    from awesomelint.repair.ftfy_witness import redone  # noqa: PLC0415 - only proofs of repairs damage text

    if damaged(new, damage) != old:
        return False
    if (
        not safe
        or damage == "lost"
        or parse(damage).page not in SINGLE_BYTE
        or not parse(damage).lossless
    ):
        return True
    once = redone(new, parse(damage).page)
    return (redone(once or "", parse(damage).page) if parse(damage).twice else once) == old


def by_table(old: str, new: str, characters: str) -> bool:
    """Whether `new` is `old` with only characters of `characters` replaced or inserted.

    They may also be dropped.
    """
    if unicodedata.normalize("NFC", old) == unicodedata.normalize("NFC", new):
        return True
    known = re.compile(f"[{characters}]")
    inserted = f"[{characters}]{{0,3}}"
    replaced = rf"[\w\s{characters}]{{0,4}}"
    parts = [
        replaced if known.match(character) else re.escape(character) + inserted for character in old
    ]
    return re.fullmatch(inserted + "".join(parts), new, re.DOTALL) is not None


def leaf_blocks(root: nodes.Node, start: int, end: int) -> list[nodes.Node]:
    """Every block without blocks in it that touches `start:end`, in order."""
    return [node for node in meeting(root, Span(start, end)) if isinstance(node, LEAVES)]


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
    size = len(change.before.text)

    def trial(group: Sequence[int]) -> Trial:
        return _is_kept(change, group), size

    for index in sorted(culprits(tabled, trial, _READ)) or tabled:
        edits = change.claims[index].fix.edits
        reason = "GitHub's parser sees other links, emphasis or letters afterwards (html)"
        yield change.refuse(reason, edits[0].start, edits[-1].end, index)


def _is_kept(change: Change, indexes: Sequence[int]) -> bool:
    """Whether GitHub's parser renders the same but for the characters of these fixes."""
    claims = [change.claims[index] for index in indexes]
    edits = [edit for claim in claims for edit in claim.fix.edits]
    old = change.before.text
    new = apply_edits(old, edits)
    plain = _Plain(change, claims)
    # what looks like front matter is Markdown to those who do not know it
    for start in {0, change.before.body}:
        before, after = render(old[start:]), render(new[start:])
        if plain.of(before) != plain.of(after):
            return False
    return True


class _Plain:
    """HTML without white space and without the characters of tables.

    Characters that are replaced stand as what they become.
    """

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
        read = unescape("".join(parts[::2]))  # raw HTML has entities of its own
        return self._kept("".join(parts)) + self._kept(read)

    def _kept(self, whole: str) -> str:
        for old, new in self.replaced.items():
            whole = whole.replace(old, new)
        return _SPACE.sub("", self.removed.sub("", whole))
