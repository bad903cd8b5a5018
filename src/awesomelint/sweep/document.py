"""One document of a corpus → its repaired text, its entries, findings and repairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from awesomelint.export import records
from awesomelint.files.lists import looks_like_list
from awesomelint.linkcheck import asked_links
from awesomelint.linter import Linter, parse
from awesomelint.model import link_key
from awesomelint.repair.whole import repair
from awesomelint.source import apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.export import Record
    from awesomelint.model import Edit, Finding
    from awesomelint.repair.whole import RepairedLine
    from awesomelint.results import Report
    from awesomelint.rules.config import Config

Kind = Literal["list", "text", "bytes"]


@dataclass(frozen=True, slots=True)
class SweptDocument:
    """What a document holds. `text` is the given one with what is mended for certain.

    A document of kind `text` has no list structure: it was only repaired. One of kind `bytes` is
    not UTF-8: its findings say what it is, and its text is what was given. Offsets of findings and
    repairs count in the given text. `urls` are the links that a link check would ask, without
    fragments, each once.
    """

    kind: Kind
    text: str
    changed: bool = False
    entries: Sequence[Record] = ()
    findings: Sequence[Finding] = ()
    repairs: Sequence[RepairedLine] = ()
    urls: Sequence[str] = ()


class Sweeper:
    """Looks at one document after the other; threads may share it.

    `Sweeper()` runs the rules of the profile `recommended`. With `repair_only` no document is
    parsed, lists neither: each is repaired as text.
    """

    def __init__(self, config: Config | None = None, *, repair_only: bool = False) -> None:
        self._linter = Linter(config)
        self._repair_only = repair_only

    def __call__(self, text: str, name: str = "") -> SweptDocument:
        """Look at `text`, which `name` stands for in the results.

        Bytes that are not UTF-8 are given as `bytes.decode("utf-8", "surrogateescape")` makes them.
        """
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError:
                return self._undecoded(text, name)
        if self._repair_only or not looks_like_list(text):
            repaired = repair(text)
            return SweptDocument(
                "text", repaired.text, changed=repaired.changed, repairs=repaired.lines
            )
        return self._list(text, name)

    def _list(self, text: str, name: str) -> SweptDocument:
        document = parse(text, name)
        report = self._linter.judge(document)
        repairs = repair(text).lines
        edits = _proven_edits(report) if repairs else []
        return SweptDocument(
            "list",
            apply_edits(text, edits) if edits else text,
            changed=bool(edits),
            entries=tuple(records(document)),
            findings=report.findings,
            repairs=repairs,
            urls=tuple(dict.fromkeys(link_key(link.url) for link in asked_links(document))),
        )

    def _undecoded(self, text: str, name: str) -> SweptDocument:
        """Surrogates stand for bytes, or are what a program cut in halves; both are left alone."""
        try:
            raw = text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            return SweptDocument("bytes", text)
        return SweptDocument("bytes", text, findings=self._linter.check(raw, path=name).findings)


def _proven_edits(report: Report) -> list[Edit]:
    """What the rules mend for certain where text was decoded wrongly: not in code, for one."""
    return [
        edit
        for finding in report.findings
        for fix in finding.fixes
        if fix.safety == "safe" and fix.damage
        for edit in fix.edits
    ]
