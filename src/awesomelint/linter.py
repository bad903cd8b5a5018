"""The only way from a list to a report or a fixed text."""

from __future__ import annotations

from collections.abc import Callable
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint import engine
from awesomelint.curation import Document, read
from awesomelint.curation.conflicts import refuse_conflicts
from awesomelint.engine.keys import Keys
from awesomelint.model import Facts
from awesomelint.report import FileReport
from awesomelint.results import FixResult, Report
from awesomelint.rules import check_of
from awesomelint.rules.config import Config, activate, for_file
from awesomelint.source import NotUtf8Error, Source

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from os import PathLike

    from awesomelint.engine.surplus import Base
    from awesomelint.outcome import Key
    from awesomelint.rules import Active

Gather = Callable[[Document, frozenset[str]], Facts]
"""What gathers facts of a document, by the names that cards have for them.

It gathers those that the rules need or use.
"""
GatherBase = Callable[[Document, frozenset[str], Facts], Facts]
"""What gathers facts of the base of a change, given those of its head."""
Fixer = Callable[[Document, tuple["Active", ...], Facts, engine.Before | None], engine.Fixed]
"""What makes the fixes of rules in a document, all or those that a change calls for."""


def parse(content: str | bytes, path: str | PathLike[str] = "") -> Document:
    """The list in `content`; raise `NotUtf8Error` for bytes in another encoding.

    Its spans count in `document.text`, which has LF only and no BOM.
    """
    return read(_source(content), fspath(path))


class Linter:
    """Checks and fixes lists by one config.

    It does no input or output, and may be shared by threads. What comes from outside is given as
    `facts`, or gathered by a function that is called once a text. Without facts, the rules that
    need some do not run. `path` names the text in reports, and chooses what `per-file` says of it.
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self._rules = activate(self.config)

    def __repr__(self) -> str:
        """`<Linter with 42 rules>`."""
        return f"<Linter with {len(self._rules)} rules>"

    def check(
        self,
        content: str | bytes,
        *,
        path: str | PathLike[str] = "",
        facts: Facts | Gather | None = None,
        base: str | bytes | None = None,
        base_facts: GatherBase | None = None,
        baseline: Counter[Key] | None = None,
        prove: bool = False,
    ) -> Report:
        """What the rules find in `content`; with a `base`, what the change since that text brings.

        Of bytes that are not UTF-8, what is wrong with them. `base_facts` are about the base, where
        they differ. What `baseline` accepts is not in the findings. With `prove`, they have no fix
        whose proof fails: for reports whose readers make the fixes themselves.
        """
        rules = self.rules(path)
        try:
            document = parse(content, path)
        except NotUtf8Error as error:
            return Report(_judged_bytes(error.raw, rules, path, base))
        old = None if base is None else _before(base, rules, path)
        return self.judge(
            document,
            facts=facts,
            base=old,
            base_facts=base_facts,
            baseline=baseline,
            prove=prove,
        )

    def judge(
        self,
        document: Document,
        *,
        facts: Facts | Gather | None = None,
        base: Document | None = None,
        base_facts: GatherBase | None = None,
        baseline: Counter[Key] | None = None,
        prove: bool = False,
    ) -> Report:
        """As `check`, of parsed lists."""
        rules = self.rules(document.path)
        known = _known(document, rules, facts)
        before = None if base is None else _change(base, rules, known, base_facts)
        found = engine.lint(document, rules, known, before=before, baseline=baseline)
        if prove:
            found.findings = engine.with_proven_fixes(found.findings, document, rules)
        keys = Keys(document).of([*found.findings, *found.suppressed, *found.accepted])
        return Report(FileReport(document.path, document.source, found, keys))

    def fix(
        self,
        content: str | bytes,
        *,
        path: str | PathLike[str] = "",
        unsafe: bool | frozenset[str] = False,
        facts: Facts | Gather | None = None,
        fixer: Fixer | None = None,
        base: str | bytes | None = None,
        base_facts: GatherBase | None = None,
    ) -> FixResult:
        """The text with every proven fix made.

        These are the safe ones, and the unsafe ones of all rules or of those that `unsafe` names.
        With a `base`, only what the change since that text brings is mended and laid out. Bytes in
        another encoding become UTF-8 where the rules are sure of it and `unsafe` allows it. Raise
        `NotUtf8Error` where they do not, `MergeConflictError` where a merge is unsolved,
        `CycleError` or `UnprovenError` at a bug. `fixer` makes the fixes in another way than all at
        once.
        """
        rules = self.rules(path)
        source, recoded = _readable(content, rules, unsafe)
        document = read(source, fspath(path))
        refuse_conflicts(document)
        known = _known(document, rules, facts)
        old = None if base is None else _before(base, rules, path)
        before = None if old is None else _change(old, rules, known, base_facts)
        if fixer:
            fixed = fixer(document, rules, known, before)
        else:
            fixed = engine.fix(
                source,
                rules,
                known,
                engine.permit(unsafe),
                path=document.path,
                document=document,
                before=before,
            )
        keys = Keys(fixed.document).of([*fixed.left.findings, *fixed.left.suppressed])
        left = FileReport(document.path, fixed.after, fixed.left, keys, fixed.withheld)
        given = source.raw if isinstance(content, str) else content
        return FixResult(given, Report(left), fixed.applied, recoded)

    def load(self) -> None:
        """Load the parser and the rules now, so that processes forked from this one share them."""
        parse("")
        for active in self._rules:
            if active.rule.match is None:
                check_of(active.rule)

    def rules(self, path: str | PathLike[str] = "") -> tuple[Active, ...]:
        """The rules that hold for a text of that name."""
        name = fspath(path)
        if not name or not self.config.per_file:
            return self._rules
        config = for_file(self.config, Path(name))
        return activate(config)


def _source(content: str | bytes) -> Source:
    return Source.of(content) if isinstance(content, str) else Source(content)


def _known(document: Document, rules: Sequence[Active], facts: Facts | Gather | None) -> Facts:
    if facts is None:
        return Facts()
    if isinstance(facts, Facts):
        return facts
    return facts(document, _needs(rules))


def _needs(rules: Sequence[Active]) -> frozenset[str]:
    return frozenset(need for rule in rules for need in (*rule.rule.needs, *rule.rule.uses))


def _before(base: str | bytes, rules: Sequence[Active], path: str | PathLike[str]) -> Document:
    """The base of a change as a list, whatever its encoding is."""
    try:
        source = _readable(base, rules, unsafe=True)[0]
    except NotUtf8Error as error:
        source = Source.of(error.raw.decode("utf-8", "replace"))
    return read(source, fspath(path))


def _change(
    base: Document, rules: Sequence[Active], head: Facts, gather: GatherBase | None
) -> engine.Before:
    """The change since `base`, with the facts about the head unless others are gathered."""

    def judge(wanted: frozenset[str]) -> Base:
        needs = _needs([rule for rule in rules if rule.rule.id in wanted])
        return engine.judge_before(
            base, rules, wanted, gather(base, needs, head) if gather else head
        )

    return engine.Before(base, judge)


def _judged_bytes(
    raw: bytes, rules: Sequence[Active], path: str | PathLike[str], base: str | bytes | None
) -> FileReport:
    """What is wrong with bytes that are not UTF-8.

    With a base in bytes, faults that the base has too are left out.
    """
    result = engine.lint_bytes(raw, rules)
    if isinstance(base, bytes) and base:
        before = engine.lint_bytes(base, rules)
        known = {(one.rule, one.key) for one in before.findings}
        result.findings = [one for one in result.findings if (one.rule, one.key) not in known]
    source = Source.of(raw.decode("utf-8", "replace"))
    return FileReport(fspath(path), source, result)


def _readable(
    content: str | bytes, rules: Sequence[Active], unsafe: bool | frozenset[str]
) -> tuple[Source, str]:
    """`content` as text, and the encoding that it was recoded from, if it was.

    Raise `NotUtf8Error`.
    """
    try:
        return _source(content), ""
    except NotUtf8Error as error:
        return _recoded(error, rules, unsafe)


def _recoded(
    error: NotUtf8Error, rules: Sequence[Active], unsafe: bool | frozenset[str]
) -> tuple[Source, str]:
    """Bytes in another encoding as UTF-8, if a rule is sure of the encoding and its fix is proven.

    The rule must be allowed to act on it.
    """
    from awesomelint.proof.bytes import prove_bytes  # noqa: PLC0415 - rare

    allowed = engine.permit(unsafe)
    found = engine.lint_bytes(error.raw, rules).findings
    for finding in found:
        for fix in finding.fixes:
            if fix.damage and allowed(finding.rule, fix):
                new = error.raw.decode(fix.damage).encode()
                if prove_bytes(error.raw, new, fix.damage):
                    return Source(new), fix.damage
    why = found[0].message if found else "the file is not UTF-8, so it was not fixed"
    raise NotUtf8Error(error.raw, error.offset, why) from None
