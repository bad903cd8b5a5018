"""Comments that silence rules: `<!-- awesomelint-disable-next-line RULE: reason -->`."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Fix

Kind = Literal[
    "disable", "enable", "disable-line", "disable-next-line", "disable-next-entry", "disable-file"
]

_NAMES_END = regex(r"-->|[:>]")
_OPENING = regex(r"<!--\s*awesomelint-([a-z]+(?:-[a-z]+)*)(?!\w)")
KINDS = (
    "disable",
    "enable",
    "disable-line",
    "disable-next-line",
    "disable-next-entry",
    "disable-file",
)


@dataclass(slots=True, eq=False, repr=False)
class Directive:
    """A comment: its kind, the rules it names, the span it covers, and the rules it silenced."""

    start: int
    end: int
    kind: str
    rules: tuple[str, ...]
    reason: str
    covers: tuple[int, int]
    used: set[str] = field(default_factory=set)


class Suppressions(NamedTuple):
    """The comments of a document and the rules that ran on it, for rules on suppression."""

    document: Document
    comments: Sequence[Directive]
    ran: frozenset[str]


def directives(document: Document) -> list[Directive]:
    """All suppression comments of `document`, in order; comments shown in code are none."""
    if "awesomelint-" not in document.text:
        return []
    html = Spans((node.start, node.end) for node in document.mixed(nodes.HtmlBlock, nodes.Html))
    entries = sorted((entry.start, entry.end) for entry in document.entries)
    found: list[Directive] = []
    done, last = 0, document.text.rfind("-->")
    for match in _OPENING.finditer(document.text):
        if match.start() > last:
            break
        if match.start() < done or not html.hold(match.start()):
            continue
        if directive := _directive(document, match, entries):
            found.append(directive)
            done = directive.end
    _close(found, len(document.text))
    return found


def _directive(
    document: Document, match: re.Match[str], entries: list[tuple[int, int]]
) -> Directive | None:
    """The comment that begins at `match`; None if it has no end, or holds what no name does."""
    stop = _NAMES_END.search(document.text, match.end())
    if stop is None or stop[0] == ">":
        return None
    names = document.text[match.end() : stop.start()]
    end = stop.start() if stop[0] == "-->" else document.text.find("-->", stop.end())
    if end < 0:
        return None
    reason = document.text[stop.end() : end]
    rules = tuple(name for name in names.replace(",", " ").split() if name)
    kind, start, end = match[1], match.start(), end + len("-->")
    return Directive(
        start, end, kind, rules, reason.strip(), _covers(document, kind, (start, end), entries)
    )


def _covers(
    document: Document, kind: str, at: tuple[int, int], entries: list[tuple[int, int]]
) -> tuple[int, int]:
    text, source = document.text, document.source
    line = source.position(at[0])[0]
    match kind:
        case "disable-file":
            return 0, len(text) + 1
        case "disable-line":
            start, end = source.line_span(line)
            return start, end + 1
        case "disable-next-line":
            after = source.position(at[1])[0] + 1
            if after > len(source.lines):
                return len(text), len(text)
            start, end = source.line_span(after)
            return start, end + 1
        case "disable-next-entry":
            after = bisect_left(entries, (at[1], 0))
            if after == len(entries):
                return 0, 0
            start, end = entries[after]
            return source.lines[source.position(start)[0] - 1], end + 1
        case "disable":
            return at[1], len(text) + 1
        case _:
            return 0, 0


def _close(found: list[Directive], end: int) -> None:
    """Let each `disable` end at the `enable` of its rules (one that names none ends them all)."""
    closing: dict[str, int] = {}  # where the next `enable` of a rule is; of all rules under ""
    for directive in reversed(found):
        if directive.kind == "enable":
            closing.update(dict.fromkeys(directive.rules or ("",), directive.start))
        elif directive.kind == "disable":
            ends = [closing[rule] for rule in ("", *directive.rules) if rule in closing]
            directive.covers = (directive.end, min(ends, default=end + 1))


class SilencedPlaces:
    """Where rules are silent: their fixes leave these places alone."""

    def __init__(self, found: Iterable[Directive]) -> None:
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for directive in found:
            for rule in directive.rules:
                if directive.covers[1] > directive.covers[0]:
                    spans[rule].append(directive.covers)
        self._spans = {rule: Spans(covered) for rule, covered in spans.items()}

    def __bool__(self) -> bool:
        """Whether any rule is silent anywhere."""
        return bool(self._spans)

    def touch(self, rule: str, start: int, end: int) -> bool:
        """Whether `rule` is silent somewhere in `start` to `end`, both included."""
        spans = self._spans.get(rule)
        return spans is not None and spans.meet(start, end + 1)

    def hold(self, rule: str, fix: Fix) -> bool:
        """Whether `rule` is silent where some edit of `fix` is."""
        return any(self.touch(rule, edit.start, edit.end) for edit in fix.edits)
