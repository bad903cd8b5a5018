"""A description that does not end in a full stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._wording import rewriting
from awesomelint.checks.entry._form import described, ends_sentence, is_wide
from awesomelint.identity.titles import quoted
from awesomelint.model import Edit, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.entry._form import Described
    from awesomelint.curation import Document, Entry


def check(document: Document) -> Iterator[Finding]:
    """A finding for each description without a stop in its script at its end."""
    for one in described(document):
        if one.last < 0 or ends_sentence(one.sentence) or ends_sentence(one.words):
            continue
        if not _is_links(document, one.entry):
            yield _finding(document, one)


def _is_links(document: Document, entry: Entry) -> bool:
    """Whether the description of `entry` has no words but those of links."""
    if entry.description is None:
        return False
    start, end = entry.description.start, entry.description.end
    words = []
    for held in sorted(entry.links, key=lambda held: held.link.start):
        if start < held.link.end and held.link.start < end:
            words.append(document.text[start : held.link.start])
            start = held.link.end
    words.append(document.text[start:end])
    return not any(char.isalnum() for char in "".join(words))


def _finding(document: Document, one: Described) -> Finding:
    last = document.text[one.last - 1 : one.last]
    stop = "。" if is_wide(last) else "."
    opened = last in ":：,，;；、-–—"  # what ends so goes on below
    edits = () if opened else (Edit(one.last, one.last, stop),)
    return Finding(
        one.last - 1,
        one.last,
        f"the description of {quoted(one.entry.title_text)} ends in “{_tail(one.sentence)}” "
        f"without a full stop; end it with “{stop}”",
        fixes=rewriting(document, edits, "unsafe", f"Add “{stop}”") if edits else (),
    )


def _tail(words: str) -> str:
    return words if len(words) <= 24 else "…" + words[-20:].lstrip()
