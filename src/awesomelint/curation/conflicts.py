"""The markers that git leaves in a file where it could not merge.

https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.errors import AwesomelintError
from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.document import Document

_CONFLICT = regex(
    r"^(?:(<{7})(?: [^\n]*)?|(={7})|(\|{7})(?: [^\n]*)?|(>{7})(?: [^\n]*)?)$", re.MULTILINE
)
_NAMED = regex(
    r"<{7} (?:HEAD|Updated upstream|ours|[\w./-]+)\Z|>{7} (?:[0-9a-f]{7,40}\b.*|[\w./-]+)\Z"
)
_CODE = (nodes.Fence, nodes.CodeBlock, nodes.FrontMatter)


class MergeConflictError(ValueError, AwesomelintError):
    """A text with markers of an unsolved merge is not fixed; the message names its first line."""


def refuse_conflicts(document: Document) -> None:
    """Raise `MergeConflictError` if `document` holds markers of an unsolved merge."""
    if spans := conflicts(document):
        line = document.source.position(spans[0].start)[0]
        raise MergeConflictError(
            f"line {line} is a marker of an unsolved merge, so nothing was fixed; "
            "solve the merge first"
        )


def conflicts(document: Document) -> tuple[Span, ...]:
    """The markers of unsolved merges, outside of code.

    A line of `=` counts between others only, since it may underline a heading; a single `<<<<<<<`
    or `>>>>>>>` counts if it names a branch or commit.
    """
    if "<<<<<<<" not in document.text and ">>>>>>>" not in document.text:
        return ()
    code = Spans((node.start, node.end) for node in document.mixed(*_CODE))
    found = [match for match in _CONFLICT.finditer(document.text) if not code.hold(match.start())]
    return tuple(Span(*match.span()) for match in _real(found))


def _real(found: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Without what only looks like a marker."""
    opened = any(match[1] for match in found)
    closed = any(match[4] for match in found)
    inside = False
    for match in found:
        if match[1]:
            inside = True
        alone = (opened and closed) or _NAMED.match(match[0]) is not None
        if inside if match[2] or match[3] else alone:
            yield match
        if match[4]:
            inside = False
