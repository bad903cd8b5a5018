"""`awesomelint baseline`: accept today's findings, so that only new ones are reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from awesomelint.cli.session import STDIN, Session, shown, with_session
from awesomelint.engine.baseline import faults, still
from awesomelint.engine.keys import Keys
from awesomelint.files.baseline import BaselineFile
from awesomelint.files.nearest import NAME
from awesomelint.files.writing import WriteError
from awesomelint.linter import parse
from awesomelint.reading import real, repository_of
from awesomelint.rules.config import config_for
from awesomelint.source import NotUtf8Error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from awesomelint.files.rows import Row
    from awesomelint.outcome import Key


@dataclass(slots=True)
class FileReport:
    """What is found today in the lists of one baseline, and which rules were asked."""

    lists: dict[Path, Counter[Key]] = field(default_factory=dict)
    ran: set[str] = field(default_factory=set)


@click.command()
@with_session
@click.option("--update", is_flag=True, help="Replace an existing baseline by today's findings.")
@click.option(
    "--prune",
    is_flag=True,
    help="Only remove the rows of an existing baseline whose finding is gone.",
)
def command(session: Session, paths: tuple[Path, ...], update: bool, prune: bool) -> int:
    """Accept today's findings, so that only new ones are reported.

    They are written to a file that `check` and `links` read, beside the config, else in the root of
    the repository. Commit it. Each PATH is a file or a folder. Without PATH, all lists in the
    current folder are checked.
    """
    if update and prune:
        raise click.UsageError("--update and --prune cannot be combined: --update prunes, too")
    if STDIN in paths or session.since:
        raise click.UsageError("a baseline is made of files, without - and without --since")
    judged = _judge(session, paths)
    for path, found in judged.items():
        _write(session, BaselineFile.load(path), found, update=update, prune=prune)
    return 2 if session.problems else 0


def _judge(session: Session, paths: Sequence[Path]) -> Mapping[Path, FileReport]:
    """What is found today, by the baseline that is to accept it."""
    judged: defaultdict[Path, FileReport] = defaultdict(FileReport)
    for path, raw in session.sources(session.files(paths).paths):
        name = shown(path)
        with session.working(name):
            try:
                document = parse(raw, name)
            except NotUtf8Error as error:
                session.problem(f"{name}: {error}; it is left out of the baseline")
                continue
            linter = session.linter(path)
            report = linter.judge(document, facts=session.gatherer(path))
            found = judged[session.baseline_path(path) or _default(path)]
            everything = [*report.file_report.findings, *report.file_report.lint.off]
            found.lists[path] = faults(everything, Keys(document))
            found.ran |= {rule.rule.id for rule in linter.rules(name)} - set(report.not_run)
    return judged


def _default(path: Path) -> Path:
    """Beside the config, else in the root of the repository, else beside the list."""
    folder = real(path).parent
    config = config_for(folder).path
    return (config.parent if config else repository_of(folder) or folder) / NAME


def _write(
    session: Session, file: BaselineFile, found: FileReport, *, update: bool, prune: bool
) -> None:
    name = shown(file.path)
    if file.raw and not (update or prune):
        raise click.UsageError(
            f"{name} exists; --update accepts today's findings instead, --prune only removes "
            "what is gone"
        )
    if prune and not file.raw:
        raise click.ClickException(f"there is no baseline {name} to prune")
    lists = {
        path: still(keys, file.keys(path)) if prune else keys for path, keys in found.lists.items()
    }
    rows = file.replaced(lists, frozenset(found.ran))
    try:
        file.write(rows)
    except WriteError as error:
        session.problem(str(error))
    except OSError as error:
        session.problem(f"{name}: {error.strerror}; nothing was written")
    else:
        session.say(*_told(name, file.rows, rows))


def _told(name: str, old: Counter[Row], new: Counter[Row]) -> list[str]:
    """What the baseline holds now, and what came and went."""
    added, gone = (new - old).total(), (old - new).total()
    words = [f"{name}: {new.total()} accepted"]
    if old:
        words[0] += f", {added} added, {gone} removed"
    by_rule: Counter[str] = Counter()
    for row, count in new.items():
        by_rule[row.key.rule] += count
    words += [f"{count:6}  {rule}" for rule, count in by_rule.most_common()]
    return [*words, "next: commit it; `awesomelint check` reports what is not in it"]
