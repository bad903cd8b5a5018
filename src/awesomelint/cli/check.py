"""`awesomelint check`: findings, offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint.cli import options
from awesomelint.cli.session import (
    Session,
    colored,
    count_rules,
    counted,
    publish,
    quoted,
    reaches,
    severities,
    step_summary,
    with_session,
)
from awesomelint.report import WITH_FIXES, ReportOptions, renderer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.model import Finding
    from awesomelint.report import FileReport


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
    judged = judge_all(
        session,
        session.fetched(paths),
        lists_only=lists_only,
        prove=output_format in WITH_FIXES and not statistics,
    )
    if statistics:
        report = count_rules(judged)
    else:
        color = colored(session.color, to_file=output_file is not None)
        options = ReportOptions(color, show_info=show == "info", verbose=session.verbose)
        report = renderer(output_format)(judged, options)
        if output_format == "github":
            step_summary(renderer("markdown")(judged, options))
    publish(report, output_file)
    if judged:
        session.say(*of_baseline(session, judged), *last_words(session, judged))
    if session.problems:
        return 2
    return int(reaches(severities(judged), fail_on))


def judge_all(
    session: Session, paths: Sequence[Path], *, lists_only: bool = False, prove: bool = False
) -> list[FileReport]:
    """Every file that can be read, judged, in order of paths."""
    files = session.files(tuple(paths), lists_only=lists_only)
    judged: list[FileReport] = []
    for path, raw in session.sources(files.paths):
        file = session.judge(path, raw, prove=prove)
        if file is None:
            continue
        judged.append(file)
        if session.verbose and file.lint.not_run:
            rules = ", ".join(f"{rule} (no {need})" for rule, need in file.lint.not_run.items())
            session.say(f"{file.path}: not run: {rules}")
    return sorted(judged, key=lambda file: file.path)


def of_baseline(session: Session, files: Sequence[FileReport]) -> Iterator[str]:
    """What the baseline accepted, and what of it is out of date."""
    accepted = sum(len(file.lint.accepted) for file in files)
    if accepted:
        yield f"{accepted} finding{'s are' if accepted > 1 else ' is'} accepted by the baseline"
    stale = [(file.path, key) for file in files for key in file.lint.stale]
    if session.verbose:
        yield from (f"{path}: stale row of the baseline: {key}" for path, key in stale)
    if stale:
        rows = (
            f"{len(stale)} rows of the baseline are"
            if len(stale) > 1
            else "1 row of the baseline is"
        )
        yield f"{rows} stale, as the finding is gone; run `awesomelint baseline --prune`"


def last_words(session: Session, files: Sequence[FileReport]) -> list[str]:
    """What was found in all, and what to type next."""
    total = counted(files)
    checked = f"{len(files)} file{'s' if len(files) > 1 else ''} checked"
    if not total:
        return [f"{checked}, no errors or warnings"]
    fixable = [file.path for file in files if any(map(_safe, file.findings))]
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


def _safe(finding: Finding) -> bool:
    return any(fix.safety == "safe" for fix in finding.fixes)
