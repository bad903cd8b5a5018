"""The checks of declarative rules: one function a kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from awesomelint.curation.document import Entry, ListLink
from awesomelint.curation.prose import ATOM
from awesomelint.identity import identify
from awesomelint.identity.titles import quoted
from awesomelint.model import Candidate, Edit, Finding, Fix
from awesomelint.rules.match.conditions import (
    Edge,
    Longer,
    Not,
    Values,
    Words,
    folded,
    holds,
    length,
)
from awesomelint.rules.match.fields import FIELDS, reader_of, subject_of
from awesomelint.rules.match.patterns import Clock
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Safety
    from awesomelint.rules.match.conditions import Condition, Hit
    from awesomelint.rules.match.fields import Subject, Value
    from awesomelint.rules.match.language import Match

SHOWN_VALUES = 8


@dataclass(frozen=True, slots=True)
class Told:
    """What a card says of its findings: whose they are, why, and how sure their fixes may be.

    `message` replaces the whole message; `{value}`, `{match}` and `{title}` stand in it for the
    text of the field, the stretch that is meant, and the title of the entry.
    """

    rule: str
    summary: str
    message: str = ""
    safety: Safety = "suggestion"


def check_for(match: Match, told: Told) -> Callable[[Document], Iterator[Finding]]:
    """The check of a declarative rule."""

    def check(document: Document) -> Iterator[Finding]:
        return _Check(document, match, told).findings()

    return check


class _Check:
    """One run of one rule over one document."""

    def __init__(self, document: Document, match: Match, told: Told) -> None:
        self.reader = reader_of(document)
        self.match = match
        self.told = told
        self.told_of: dict[tuple[int, str], bool] = {}
        self.clock = cast("Clock", document.memo.setdefault("match-clock", Clock()))

    def findings(self) -> Iterator[Finding]:
        self.clock.rule = self.told.rule
        for field in self.match.fields:
            for subject in self.reader.subjects(subject_of(field)):
                values = self.reader.values(subject, field)
                if values and self._is_meant(subject):
                    for value in values:
                        yield from self._of_value(subject, field, value)

    def _is_meant(self, subject: Subject) -> bool:
        return all(
            self._holds_of(subject, field, condition) for field, condition in self.match.where
        )

    def _holds_of(self, subject: Subject, field: str, condition: Condition) -> bool:
        """Whether a condition holds of a field; what links or entries share is asked once."""
        owner = self.reader.owner(subject, field)
        if owner is None:
            return False
        known = (id(owner), field)
        if known not in self.told_of:
            values = self.reader.values(owner, field)
            self.told_of[known] = any(holds(condition, one.text, self.clock) for one in values)
        return self.told_of[known]

    def _of_value(self, subject: Subject, field: str, value: Value) -> Iterator[Finding]:
        match self.match.kind:
            case "forbid":
                hit = next(self.match.condition.hits(value.text, self.clock), None)
                if hit is not None:
                    yield self._finding(subject, field, value, hit, self._says(value, hit))
            case "require":
                if not holds(self.match.condition, value.text, self.clock):
                    said = _lacks(self.match.condition) or _is(value.text)
                    yield self._finding(subject, field, value, None, said)
            case "allowed-values":
                if not holds(self.match.condition, value.text, self.clock):
                    yield self._unknown(subject, field, value)
            case "substitute":
                yield from self._substituted(subject, field, value)

    def _says(self, value: Value, hit: Hit) -> str:
        """What a forbidden text is like."""
        condition = self.match.condition
        if isinstance(condition, Longer):
            return f"has {length(value.text)} characters of {condition.than}"
        if hit.start == hit.end or isinstance(condition, Not | Values):
            return _is(value.text)
        if isinstance(condition, Edge):
            verb = "ends" if condition.is_end else "begins"
            return f"{verb} with “{_shown(value.text[hit.start : hit.end])}”"
        return f"has “{_shown(value.text[hit.start : hit.end])}”"

    def _unknown(self, subject: Subject, field: str, value: Value) -> Finding:
        """A value that is not allowed, and the allowed one that it may mean."""
        allowed = self.match.allowed
        listed = ", ".join(f"“{_shown(one)}”" for one in allowed[:SHOWN_VALUES])
        more = ", …" if len(allowed) > SHOWN_VALUES else ""
        meant = _meant(value.text, allowed)
        said = f"{_is(value.text)}, not one of {listed}{more}"
        finding = self._finding(subject, field, value, None, said, meant)
        hint = f"; did you mean “{_shown(meant)}”?" if meant and not self.told.message else ""
        return replace(finding, message=finding.message + hint)

    def _substituted(self, subject: Subject, field: str, value: Value) -> Iterator[Finding]:
        written = {
            (folded(old) if self.match.folds else old): new for old, new in self.match.replacements
        }
        for hit in self.match.condition.hits(value.text, self.clock):
            old = value.text[hit.start : hit.end]
            new = written[folded(old) if self.match.folds else old]
            if old != new and not value.is_code(hit.start, hit.end):
                said = f"has “{old}” for “{new}”"
                yield self._finding(subject, field, value, hit, said, new)

    def _finding(
        self,
        subject: Subject,
        field: str,
        value: Value,
        hit: Hit | None,
        said: str,
        new: str = "",
    ) -> Finding:
        start, end = (hit.start, hit.end) if hit else (0, len(value.text))
        place = value.place(start, end)
        may_write = bool(new) and "`" not in new and not value.is_code(start, end)
        exact = value.exact(start, end) if may_write else None
        edit = Edit(exact.start, exact.end, new) if exact else None
        fixes = self._fixes(subject, value, edit) if edit else ()
        candidates: tuple[Candidate, ...] = ()
        if fixes and fixes[0].safety == "suggestion":
            candidates = (Candidate(new, 0.9, fixes[0].edits),)
        meant = value.text[start:end]
        return Finding(
            place.start,
            place.end,
            self._message(subject, field, value, meant, said),
            fixes=fixes,
            candidates=candidates,
            key=_shown(meant),
        )

    def _message(self, subject: Subject, field: str, value: Value, meant: str, said: str) -> str:
        title = subject.title_text if isinstance(subject, Entry) else ""
        if self.told.message:
            filled = self.told.message
            for name, text in (("value", value.text), ("match", meant), ("title", title)):
                filled = filled.replace(f"{{{name}}}", _shown(text))
            return filled
        of = "" if field in {"entry.title", "entry.text"} else " of"
        whose = f"{of} {quoted(title)}" if title else ""
        return f"{_name(field)}{whose} {said}; {self.told.summary.strip().rstrip('.')}"

    def _fixes(self, subject: Subject, value: Value, edit: Edit) -> tuple[Fix, ...]:
        """The fix; none in a heading, whose anchor may be linked to."""
        if self._in_heading(subject, edit.start):
            return ()
        safety = self.told.safety
        if value.effect == "links":
            url = value.text[: edit.start - value.start] + edit.text
            url += value.text[edit.end - value.start :]
            if safety == "safe" and identify(url) != identify(value.text):
                safety = "unsafe"
            return (Fix((edit,), safety, ("links",), f"Write {edit.text}"),)
        return (Fix((edit,), safety, ("text",), f"Write “{edit.text}”"),)

    def _in_heading(self, subject: Subject, start: int) -> bool:
        if isinstance(subject, ListLink | Entry):
            return self.reader.in_heading(start)
        return isinstance(subject, nodes.Heading) or not isinstance(subject, nodes.Node)


def _name(field: str) -> str:
    """A field as messages name it: `the title of an entry`, `the cell under “Auth”`."""
    for known, meaning in FIELDS.items():
        stem = known.removesuffix("NAME")
        if field.startswith("row.url."):
            return f"the URL in the cell “{field.removeprefix('row.url.')}”"
        if stem != known and field.startswith(stem):
            name = field.removeprefix(stem)
            return f"the {name}" if stem == "entry.metadata." else f"the cell “{name}”"
        if field == known:
            first = meaning.partition(":")[0].partition(",")[0].removesuffix(" of an entry")
            return _PHRASES.get(field, first)
    return field


_PHRASES = {
    "entry.text": "the entry",
    "entry.host": "the host",
    "link.url": "the URL",
    "link.host": "the host",
    "link.text": "the text of the link",
    "heading.level": "the level of the heading",
    "node.text": "the text",
    "entry.separator": "the separator",
    "entry.shape": "the shape of the entry",
    "entry.tags": "a tag",
    "link.kind": "the kind of the link",
}


def _is(text: str) -> str:
    return f"is “{_shown(text)}”" if text else "is empty"


def _lacks(condition: Condition) -> str:
    """What a text lacks that a condition does not hold of, if that can be told in words."""
    match condition:
        case Words(words=words) if len(words) <= SHOWN_VALUES:
            return f"lacks {_or(words)}"
        case Edge(edges=edges, is_end=is_end) if len(edges) <= SHOWN_VALUES:
            return f"does not {'end' if is_end else 'begin'} with {_or(edges)}"
        case _:
            return ""


def _or(texts: tuple[str, ...]) -> str:
    return " or ".join(f"“{_shown(text)}”" for text in texts)


def _shown(text: str) -> str:
    """A text as messages quote it."""
    plain = " ".join(text.replace(ATOM, "…").split())
    return f"{plain[:57].rstrip()}…" if len(plain) > 60 else plain


def _meant(value: str, allowed: tuple[str, ...]) -> str:
    """The allowed value that `value` spells otherwise; "" where none is near, or several are."""
    same = [one for one in allowed if folded(one).strip("`") == folded(value).strip("` ")]
    if len(same) == 1:
        return same[0]
    if len(value) > 60:
        return ""
    near = get_close_matches(value, allowed, n=1, cutoff=0.8)
    return near[0] if near else ""
