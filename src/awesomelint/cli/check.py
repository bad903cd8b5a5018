"""`awesomelint check`: findings, offline."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint.cli import options
from awesomelint.cli.results import Results
from awesomelint.cli.running import Run
from awesomelint.cli.session import (
    SEVERITIES,
    Session,
    colored,
    publish,
    quoted,
    shown,
    step_summary,
    with_session,
)
from awesomelint.report import WITH_FIXES, ReportOptions, parts, renderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.cli.results import FileResults
    from awesomelint.report import FileReport


@dataclass(slots=True, eq=False, repr=False)
class Judged:
    """What is said of one file: its part of the report, and what the last words need.

    `file` is kept for formats that need all files at once.
    """

    path: str
    text: str
    counts: Counter[tuple[str, str]]
    is_fixable: bool
    accepted: int
    stale: list[str] = field(default_factory=list)
    not_run: dict[str, str] = field(default_factory=dict)
    file: FileReport | None = None


@click.command()
@with_session
@options.report
@options.fail_on("warning")
@click.option(
    "--lists-only",
    is_flag=True,
    help="Skip files that are not lists, even if named, as fix does (for hooks).",
)
def command(
    session: Session,
    paths: tuple[Path, ...],
    output_format: str,
    output_file: Path | None,
    show: str | None,
    statistics: bool,
    fail_on: str,
    lists_only: bool,
) -> int:
    """Report problems in Markdown lists, without changing them.

    Each PATH is a file, a folder or the https URL of a repository, which is cloned into the cache;
    - is standard input. Without PATH, all lists in the current folder are checked.
    """
    color = colored(session.color, to_file=output_file is not None)
    how = ReportOptions(color, show_info=show == "info", verbose=session.verbose)
    work = Checking(session, "statistics" if statistics else output_format, how)
    judged = judge_all(session, session.fetched(paths), work, lists_only=lists_only)
    publish(work.report(judged), output_file)
    if output_format == "github" and not statistics:
        step_summary(work.rendered("markdown", judged))
    if judged:
        session.say(*of_baseline(session, judged), *last_words(session, judged))
    if session.problems:
        return 2
    return int(_reaches(judged, fail_on))


class Checking:
    """The work of `check`: findings in one format."""

    def __init__(self, session: Session, output_format: str, how: ReportOptions) -> None:
        self._session = session
        self._format = output_format
        self._how = how
        self._parts = None if output_format == "statistics" else parts(output_format)
        self._proven = output_format in WITH_FIXES
        self._needs_files = self._parts is None and output_format != "statistics"
        self._findings = f"findings {self._proven:d}"
        self._named = f"check {output_format} {how.color:d}{how.show_info:d}{how.verbose:d}"

    def known(self, path: Path, raw: bytes | None, results: FileResults) -> Judged | None:
        """A file as an earlier run judged it: its part of the report, else its findings."""
        said = results.get(self._named)
        if said is not None:
            path_shown, text, counts, *more = said
            pairs = ((severity, rule, count) for severity, rule, count in counts)
            counter = Counter({(severity, rule): count for severity, rule, count in pairs})
            return Judged(path_shown, text, counter, *more)
        findings = results.get(self._findings) if raw is not None else None
        if raw is None or findings is None:
            return None
        from awesomelint.resultcache.coding import decoded, source_of  # noqa: PLC0415 - for a new format

        judged = self._told(decoded(findings, shown(path), source_of(raw)))
        if not self._needs_files:
            self._keep(judged, results)
        return judged

    def done(self, path: Path, raw: bytes, results: FileResults | None) -> Judged | None:
        """What the rules find in a file; None, and a problem, if one breaks."""
        file = self._session.judge(
            path, raw, prove=self._proven, seen=results.seen if results else None
        )
        if file is None:
            return None
        judged = self._told(file)
        if results:
            from awesomelint.resultcache.coding import encoded  # noqa: PLC0415 - only where a file is judged

            results.put(self._findings, encoded(file))
            if not self._needs_files:
                self._keep(judged, results)
        return judged

    def report(self, judged: Sequence[Judged]) -> str:
        """The report on all files."""
        if self._format == "statistics":
            return _count_rules(judged)
        if self._parts:
            return self._parts.whole(one.text for one in judged)
        return self.rendered(self._format, judged)

    def rendered(self, name: str, judged: Iterable[Judged]) -> str:
        """A report on all files in a format that needs them at once."""
        files = [one.file for one in judged if one.file]
        return renderer(name)(files, self._how)

    def _told(self, file: FileReport) -> Judged:
        return Judged(
            path=file.path,
            text=self._parts.part(file, self._how) if self._parts else "",
            counts=Counter((finding.severity, finding.rule) for finding in file.findings),
            is_fixable=any(fix.safety == "safe" for one in file.findings for fix in one.fixes),
            accepted=len(file.lint.accepted),
            stale=[str(key) for key in file.lint.stale],
            not_run=dict(file.lint.not_run),
            file=file if self._needs_files else None,
        )

    def _keep(self, judged: Judged, results: FileResults) -> None:
        counts = [[*names, count] for names, count in judged.counts.items()]
        said = [judged.path, judged.text, counts, judged.is_fixable, judged.accepted]
        results.put(self._named, [*said, judged.stale, judged.not_run])


def judge_all(
    session: Session, paths: Sequence[Path], work: Checking, *, lists_only: bool = False
) -> list[Judged]:
    """Every file that can be read, judged, in order of paths."""
    files = session.files(tuple(paths), lists_only=lists_only)
    judged: list[Judged] = []
    for file in Run(session, work, Results.of(session)).over(files.paths):
        judged.append(file)
        if session.verbose and file.not_run:
            rules = ", ".join(f"{rule} (no {need})" for rule, need in file.not_run.items())
            session.say(f"{file.path}: not run: {rules}")
    return sorted(judged, key=lambda file: file.path)


def _reaches(files: Iterable[Judged], level: str) -> bool:
    """Whether any finding is of the severity `level` or over it."""
    severe = SEVERITIES[SEVERITIES.index(level) :]
    return any(severity in severe for file in files for severity, _ in file.counts)


def _count_rules(files: Sequence[Judged]) -> str:
    """How many findings each rule has, a rule a line."""
    counts: Counter[str] = Counter()
    for file in files:
        for (severity, rule), count in file.counts.items():
            counts[f"{severity:8}{rule}"] += count
    return "".join(f"{count:6}  {name}\n" for name, count in counts.most_common())


def _counted(files: Sequence[Judged]) -> str:
    """How many errors and warnings there are; infos are told by the report itself."""
    counts: Counter[str] = Counter()
    for file in files:
        for (severity, _), count in file.counts.items():
            counts[severity] += count
    words = (
        f"{counts[severity]} {severity}{'s' if counts[severity] > 1 else ''}"
        for severity in ("error", "warning")
        if counts[severity]
    )
    return ", ".join(words)


def of_baseline(session: Session, files: Sequence[Judged]) -> Iterator[str]:
    """What the baseline accepted, and what of it is out of date."""
    accepted = sum(file.accepted for file in files)
    if accepted:
        yield f"{accepted} finding{'s are' if accepted > 1 else ' is'} accepted by the baseline"
    stale = [(file.path, key) for file in files for key in file.stale]
    if session.verbose:
        yield from (f"{path}: stale row of the baseline: {key}" for path, key in stale)
    if stale:
        rows = (
            f"{len(stale)} rows of the baseline are"
            if len(stale) > 1
            else "1 row of the baseline is"
        )
        yield f"{rows} stale, as the finding is gone; run `awesomelint baseline --prune`"


def last_words(session: Session, files: Sequence[Judged]) -> list[str]:
    """What was found in all, and what to type next."""
    total = _counted(files)
    checked = f"{len(files)} file{'s' if len(files) > 1 else ''} checked"
    if not total:
        return [f"{checked}, no errors or warnings"]
    fixable = [file.path for file in files if file.is_fixable]
    alone = [path for path in fixable if session.left_alone(Path(path))]
    named = [quoted(path) for path in fixable if path not in alone]
    words = [f"{checked}: {total}"]
    since = f"--since {quoted(session.since.revision)} " if session.since else ""
    if named:
        words.append(
            "some can be fixed: awesomelint fix "
            f"{since}{' '.join(named[:5])}{' …' if len(named) > 5 else ''}"
        )
    if alone:
        more = f" and {len(alone) - 1} more" if len(alone) > 1 else ""
        words.append(
            f"fix leaves {alone[0]}{more} alone; add what it should fix to `files:` in the config"
        )
    return words
