"""Comments that silence rules: `<!-- awesomelint-disable-next-line RULE[, RULE]: reason -->` and its kin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Finding

Kind = Literal["disable", "enable", "disable-line", "disable-next-line", "disable-next-entry", "disable-file"]

_COMMENT = re.compile(r"<!--\s*awesomelint-([a-z-]+)\b[ \t]*([^:>]*?)\s*(?::\s*(.*?))?\s*-->", re.DOTALL)
KINDS = ("disable", "enable", "disable-line", "disable-next-line", "disable-next-entry", "disable-file")


@dataclass(slots=True)
class Directive:
    """One comment: its kind as written, the rules it names, the stretch it covers, and which rules it silenced."""

    start: int
    end: int
    kind: str
    rules: tuple[str, ...]
    reason: str
    covers: tuple[int, int]
    used: set[str] = field(default_factory=set)


def directives(document: Document) -> list[Directive]:
    """All suppression comments of `document`, in order; comments shown in code are none."""
    if "awesomelint-" not in document.text:
        return []
    html = [(n.start, n.end) for n in document.root.walk() if isinstance(n, nodes.HtmlBlock | nodes.Html)]
    found = [
        _directive(document, match)
        for match in _COMMENT.finditer(document.text)
        if any(start <= match.start() < end for start, end in html)
    ]
    _close(found, len(document.text))
    return found


def _directive(document: Document, match: re.Match[str]) -> Directive:
    kind, names, reason = match.groups()
    rules = tuple(name for name in re.split(r"[\s,]+", names) if name)
    return Directive(match.start(), match.end(), kind, rules, reason or "", _covers(document, kind, match))


def _covers(document: Document, kind: str, match: re.Match[str]) -> tuple[int, int]:
    text, source = document.text, document.source
    line = source.position(match.start())[0]
    match kind:
        case "disable-file":
            return 0, len(text) + 1
        case "disable-line":
            start, end = source.line_span(line)
            return start, end + 1
        case "disable-next-line":
            after = source.position(match.end())[0] + 1
            if after > len(source.lines):
                return len(text), len(text)
            start, end = source.line_span(after)
            return start, end + 1
        case "disable-next-entry":
            entry = next((e for e in document.entries if e.start >= match.end()), None)
            return (source.lines[source.position(entry.start)[0] - 1], entry.end + 1) if entry else (0, 0)
        case "disable":
            return match.end(), len(text) + 1
        case _:
            return 0, 0


def _close(found: list[Directive], end: int) -> None:
    """Let each `disable` end at the `enable` of its rules (one that names none ends them all)."""
    for index, opened in enumerate(found):
        if opened.kind != "disable":
            continue
        closing = next(
            (d for d in found[index + 1 :] if d.kind == "enable" and (not d.rules or set(d.rules) & set(opened.rules))),
            None,
        )
        opened.covers = (opened.end, closing.start if closing else end + 1)


def silencer(finding: Finding, found: list[Directive]) -> Directive | None:
    """The directive that silences `finding`, if one does."""
    return next((d for d in found if finding.rule in d.rules and d.covers[0] <= finding.start < d.covers[1]), None)


def silenced_spans(rule: str, found: list[Directive]) -> Iterator[tuple[int, int]]:
    """Where `rule` is silent: its fixes leave these places alone."""
    return (d.covers for d in found if rule in d.rules and d.covers[1] > d.covers[0])
