"""A file's findings ⇄ values of JSON: what a report needs of them, without the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awesomelint.model import Candidate, Edit, Finding, Fix, Related, Span
from awesomelint.outcome import Key, Lint, Withheld
from awesomelint.report.file_report import FileReport
from awesomelint.source import NotUtf8Error, Source

if TYPE_CHECKING:
    from collections.abc import Mapping


def encoded(file: FileReport) -> dict[str, Any]:
    """The findings of `file`; `decoded` is the inverse."""
    lint = file.lint
    groups = (lint.findings, lint.suppressed, lint.accepted)
    return {
        "groups": [[[*_finding(one), file.key(one)] for one in group] for group in groups],
        "stale": [[key.rule, key.anchor, key.detail] for key in lint.stale],
        "not_run": lint.not_run,
        "withheld": [[one.rule, one.line, one.description, one.reason] for one in file.withheld],
    }


def decoded(told: Mapping[str, Any], path: str, source: Source) -> FileReport:
    """The findings of `path`, whose text is `source`; raise `ValueError` for what is none."""
    try:
        keys: dict[int, str] = {}
        findings, suppressed, accepted = (
            [_read_finding(values, keys) for values in group] for group in told["groups"]
        )
        stale = [Key(*values) for values in told["stale"]]
        lint = Lint(findings, suppressed, [], accepted, stale, told["not_run"])
        return FileReport(path, source, lint, keys, [Withheld(*one) for one in told["withheld"]])
    except (LookupError, TypeError) as error:
        raise ValueError(str(error)) from None


def source_of(raw: bytes) -> Source:
    """The text of a file as reports show it, whatever its encoding is."""
    try:
        return Source(raw)
    except NotUtf8Error:
        return Source.of(raw.decode("utf-8", "replace"))


def _finding(one: Finding) -> list[Any]:
    return [
        one.start,
        one.end,
        one.message,
        one.level,
        [_fix(fix) for fix in one.fixes],
        [[each.text, each.score, _edits(each.edits)] for each in one.candidates],
        [[each.start, each.end, each.message] for each in one.related],
        [[run.start, run.end] for run in one.runs],
        one.key,
        one.anchor,
        one.rule,
        one.category,
        one.severity,
    ]


def _read_finding(values: list[Any], keys: dict[int, str]) -> Finding:
    start, end, message, level, fixes, candidates, related, runs, *names, shown_key = values
    key, anchor, rule, category, severity = names
    finding = Finding(
        start,
        end,
        message,
        level=level,
        fixes=tuple(map(_read_fix, fixes)),
        candidates=tuple(
            Candidate(text, score, _read_edits(edits)) for text, score, edits in candidates
        ),
        related=tuple(Related(*one) for one in related),
        runs=tuple(Span(*run) for run in runs),
        key=key,
        anchor=anchor,
        rule=rule,
        category=category,
        severity=severity,
    )
    keys[id(finding)] = shown_key
    return finding


def _fix(fix: Fix) -> list[Any]:
    return [
        _edits(fix.edits),
        fix.safety,
        fix.effects,
        fix.description,
        fix.expects,
        fix.damage,
        [_edits(part) for part in fix.parts],
        fix.shows,
        fix.moves,
    ]


def _read_fix(values: list[Any]) -> Fix:
    edits, safety, effects, description, expects, damage, parts, shows, moves = values
    return Fix(
        _read_edits(edits),
        safety,
        tuple(effects),
        description,
        tuple(expects),
        damage,
        tuple(map(_read_edits, parts)),
        tuple(shows),
        moves,
    )


def _edits(edits: tuple[Edit, ...]) -> list[tuple[int, int, str]]:
    return [(edit.start, edit.end, edit.text) for edit in edits]


def _read_edits(edits: list[list[Any]]) -> tuple[Edit, ...]:
    return tuple(Edit(*edit) for edit in edits)
