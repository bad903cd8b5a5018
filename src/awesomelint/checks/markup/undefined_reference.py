"""References without their definitions."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from awesomelint.checks.markup._raw import raw_blocks
from awesomelint.model import Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.markup._raw import RawBlock
    from awesomelint.curation import Document

_REFERENCE = regex(
    r"(?<![\w\])}\ufdd0-\ufdd6])!?\[(?P<text>[^\[\]\n\ufdd1]*+)\]\[(?P<label>[^\[\]\n\ufdd0-\ufdd7]*+)\](?![\[(:\w])"
)
_URL = regex(r"\s*(?:https?:|www\.|#|\.{0,2}/)", re.IGNORECASE)
# [x][ ] are boxes, [1][2] notes, [Go][CLI] tags, [^1] footnotes
_NO_LABEL = regex(r"(?:[\s\d,;.*+-]*|[xX]|\^.*)")
_SAME = 0.8
LONGEST = 60
MOST = 300  # labels that a misspelt one is compared with


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each `[text][label]` and `[label][]` whose label has no definition.

    Where a list has no definitions at all, brackets side by side are tags as often as references:
    a label counts there only if it looks like a name that was made up for it.
    """
    labels = [label for label in document.definitions if len(label) <= LONGEST]
    del labels[MOST:]
    for block in raw_blocks(document):
        if "][" in block.shown:
            yield from _references(document.text, block, labels)


def _references(text: str, block: RawBlock, labels: list[str]) -> Iterator[Finding]:
    for match in _REFERENCE.finditer(block.shown):
        shown, label = match["text"].strip(), match["label"].strip()
        wanted = label or shown
        if (
            not shown
            or _NO_LABEL.fullmatch(shown)
            or _NO_LABEL.fullmatch(wanted)
            or _URL.match(wanted)
        ):
            continue
        if label and not labels and not _is_made_up(label):
            continue
        near = [] if len(wanted) > LONGEST else get_close_matches(wanted, labels, n=1, cutoff=_SAME)
        whole = text[block.start + match.start() : block.start + match.end()]
        advice = f"write [{near[0]}]" if near else f"add a line [{wanted}]: with its URL"
        yield Finding(
            block.start + match.start(),
            block.start + match.end(),
            f"there is no definition of [{wanted}], so readers see {whole}; {advice}",
            key=wanted,
        )


def _is_made_up(label: str) -> bool:
    """Whether a label is a name for a URL (`paper-link`, `repo_url`) rather than a tag."""
    return bool(re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+", label))
