"""A description that begins with a small letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._wording import rewriting
from awesomelint.checks.entry._form import described
from awesomelint.identity.titles import quoted
from awesomelint.model import Edit, Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

NAMES = frozenset(
    ["npm", "pip", "git", "cron", "curl", "vim", "zsh", "bash", "tmux", "iptables", "systemd"]
)
_WORD = regex(r"\S{1,60}")


def check(document: Document) -> Iterator[Finding]:
    """A finding for each description whose first word is no name and begins with a small letter."""
    for one in described(document):
        span = one.entry.description
        found = _WORD.match(document.text, span.start) if span else None
        word = found[0].rstrip(".,;:!?)") if found else ""
        if span is None or not _is_small(word) or word == one.entry.title_text:
            continue
        if not document.text[span.start - 1].isspace():  # a name with a sign: &ampersand
            continue
        start, capital = span.start, word[0].upper()
        yield Finding(
            start,
            start + len(word),
            f"the description of {quoted(one.entry.title_text)} begins with “{word}”; "
            "begin it with a capital",
            fixes=rewriting(
                document,
                (Edit(start, start + 1, capital),),
                "unsafe",
                f"Write “{capital}{word[1:]}”",
            ),
        )


def _is_small(word: str) -> bool:
    """Whether `word` is in small letters, and no name: no iOS, x86, node.js, kube-proxy, npm.

    Georgian has no capitals at the beginning of sentences: its letters are their own title case.
    """
    if word in NAMES:
        return False
    if not word.isalpha() or not word.islower():
        return False
    first = word[0]
    return first.title() != first
