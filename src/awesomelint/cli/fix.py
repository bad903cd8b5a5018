"""`awesomelint fix`: apply safe fixes and the canonical layout in place.

Each is proven before the file is written.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from awesomelint.cli import options, output
from awesomelint.cli.patch import patch
from awesomelint.cli.results import Results
from awesomelint.cli.running import Run
from awesomelint.cli.session import (
    STDIN,
    Session,
    colored,
    quoted,
    reaches,
    read_stdin,
    shown,
    with_session,
)
from awesomelint.files.writing import WriteError, replace_file
from awesomelint.outcome import Withheld
from awesomelint.reading import read_file
from awesomelint.rules import Catalogue, named
from awesomelint.source import NotUtf8Error, Source
from awesomelint.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from awesomelint.cli.results import FileResults
    from awesomelint.engine import Applied
    from awesomelint.facts.seen import Seen
    from awesomelint.linter import Fixer, Gather
    from awesomelint.model import Severity

ALL = "*"
_BOLD = "1"
_COLORS = {"+": "32", "-": "31", "@": "36"}
"""Colours of a terminal (SGR) by the first character of a line of a patch."""


class FixCommand(click.Command):
    """Lets `--unsafe` stand alone before a path: click would take the path for its value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, a bare `--unsafe` read as all rules."""
        return super().parse_args(
            ctx, [f"--unsafe={ALL}" if arg == "--unsafe" else arg for arg in args]
        )


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that fixing left.

    How severe it is, by which rule, and whether `--unsafe` would mend it.
    """

    severity: Severity
    rule: str
    unsafe: bool


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: where it is, its old and its new bytes, and what is said of it.

    A run over many files computes and proves them all before it writes one; it keeps the bytes of
    those that change, not their trees.
    """

    path: Path
    name: str
    old: bytes
    new: bytes
    applied: Sequence[Applied]
    withheld: Sequence[Withheld]
    left: Sequence[Left]

    @property
    def changed(self) -> bool:
        """Whether any byte differs from what was read."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class FixOptions:
    """How to fix: which unsafe fixes to make, whether to ask, and which texts are witnesses."""

    unsafe: bool | frozenset[str] = False
    interactive: bool = False
    reference: str | None = None
    from_history: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the file and its config says how it is fixed."""
        return not (self.interactive or self.reference is not None or self.from_history)


@click.command(cls=FixCommand)
@with_session
@click.option(
    "--unsafe",
    type=options.Names(),
    metavar="[=RULES]",
    help="Apply unsafe fixes too: all, or only those of RULES.",
)
@click.option(
    "--diff", is_flag=True, help="Print a diff instead of writing files; exit 1 if it is not empty."
)
@click.option(
    "--check", "check_only", is_flag=True, help="Write nothing; exit 1 if a file would change."
)
@click.option(
    "--interactive",
    is_flag=True,
    help="Ask before each fix; also offer unsafe fixes and suggestions.",
)
@click.option(
    "--reference",
    type=options.PATH,
    help="Restore damaged text from this undamaged version of the list.",
)
@click.option(
    "--from-history", is_flag=True, help="Restore damaged text from the file's git history."
)
@options.fail_on(None)
def command(
    session: Session,
    paths: tuple[Path, ...],
    interactive: bool,
    reference: Path | None,
    from_history: bool,
    unsafe: tuple[str, ...] | None,
    diff: bool,
    check_only: bool,
    fail_on: str | None,
) -> int:
    """Fix lists in place; only safe fixes unless --unsafe is given.

    Each PATH is a file or a folder; - reads standard input and writes standard output. Without
    PATH, all lists in the current folder are fixed.
    """
    files = session.files(paths, lists_only=True).paths
    if STDIN in paths and not files and not (diff or check_only):
        output.write_bytes(read_stdin())  # left alone, and an editor waits for it
    if interactive and files == [STDIN]:
        raise click.UsageError(
            "--interactive reads answers from standard input; pass a file as PATH"
        )
    unsafe_rules = _unsafe(unsafe, session, files)
    how = FixOptions(unsafe_rules, interactive, _reference(reference), from_history)
    if interactive:
        session.jobs = 1
    earlier = Results.of(session, is_fix=True) if how.is_plain else None
    to_stdout = files == [STDIN]
    results = list(Run(session, Fixing(session, how, keeps=to_stdout), earlier).over(files))
    if diff:
        _show(results, color=colored(session.color))
    elif not check_only:
        results = _write(session, results, to_stdout=to_stdout)
    for result in results:
        _tell(session, result, would=diff or check_only)
    if session.problems:
        return 2
    if diff or check_only:
        return int(any(result.changed for result in results))
    return int(
        fail_on is not None
        and reaches((one.severity for result in results for one in result.left), fail_on)
    )


def _unsafe(
    given: tuple[str, ...] | None, session: Session, files: Sequence[Path]
) -> bool | frozenset[str]:
    """Whether unsafe fixes are made, or those of which rules, a config's own among them."""
    if given is None:
        return False
    if given == (ALL,):
        return True
    own = {one.id: one for path in files for one in session.config(path).own.values()}
    rules = Catalogue(own)
    return frozenset(rule for name in given for rule in named(name, rules))


class Fixing:
    """The work of `fix`: a file as it should be.

    The bytes of a file that is so already are kept if it `keeps` them: a run over many need not.
    """

    def __init__(self, session: Session, how: FixOptions, *, keeps: bool) -> None:
        self._session = session
        self._how = how
        self._keeps = keeps
        unsafe = how.unsafe if isinstance(how.unsafe, bool) else ",".join(sorted(how.unsafe))
        self._named = f"fix {unsafe}"

    def known(self, path: Path, raw: bytes | None, results: FileResults) -> FileResult | None:
        """A file that an earlier run found to be as it should be."""
        if self._keeps and raw is None:
            return None
        told = results.get(self._named)
        if told is None:
            return None
        withheld = [Withheld(*one) for one in told[0]]
        left = [Left(*one) for one in told[1]]
        kept = self._kept(raw or b"")
        return FileResult(path, shown(path), kept, kept, (), withheld, left)

    def done(self, path: Path, raw: bytes, results: FileResults | None) -> FileResult | None:
        """The file fixed; None, and a problem, if it cannot be read or proven."""
        result = _compute(self._session, path, raw, self._how, results.seen if results else None)
        if results and result and not result.changed and not result.applied:
            withheld = [
                [one.rule, one.line, one.description, one.reason] for one in result.withheld
            ]
            left = [[one.severity, one.rule, one.unsafe] for one in result.left]
            results.put(self._named, [withheld, left])
        if result and not result.changed:
            kept = self._kept(raw)
            return replace(result, old=kept, new=kept)
        return result

    def _kept(self, raw: bytes) -> bytes:
        """What is remembered of the bytes of a file that does not change."""
        return raw if self._keeps else b""


def _compute(
    session: Session, path: Path, raw: bytes, how: FixOptions, seen: Seen | None
) -> FileResult | None:
    """The file as it should be; None, and a problem, if it cannot be read or proven.

    What other files were asked for is noted in `seen`.
    """
    from awesomelint.curation.conflicts import MergeConflictError  # noqa: PLC0415 - not where the result is known
    from awesomelint.engine import CycleError, UnprovenError  # noqa: PLC0415 - the same

    name, linter = shown(path), session.linter(path)
    with session.working(name):
        try:
            fixed = linter.fix(
                raw,
                path=name,
                unsafe=how.unsafe,
                facts=_gatherer(session, path, how, seen),
                fixer=_fixer(how),
                base=session.base(path),
                base_facts=session.base_gatherer(path),
            )
        except (NotUtf8Error, MergeConflictError) as error:
            session.problem(f"{name}: {error}")
        except (CycleError, UnprovenError) as error:
            session.problem(
                f"{name}: {error}; the file is as it was. This is a bug: please report it with "
                "the file"
            )
        else:
            left = [
                Left(f.severity, f.rule, any(m.safety == "unsafe" for m in f.fixes))
                for f in fixed.report.file_report.findings
            ]
            new = fixed.raw if fixed.changed else raw
            return FileResult(path, name, raw, new, fixed.applied, fixed.withheld, left)
    return None


def _gatherer(session: Session, path: Path, how: FixOptions, seen: Seen | None) -> Gather:
    """As the session gathers, with the witnesses that were asked for."""
    gather = session.gatherer(path, seen)
    return lambda document, needs: replace(
        gather(document, needs), references=_references(session, path, how)
    )


def _fixer(how: FixOptions) -> Fixer | None:
    """What makes the fixes, if not all are made at once."""
    if not how.interactive:
        return None
    from awesomelint.cli.interactive import fix_interactively  # noqa: PLC0415 - rare

    return fix_interactively


def _reference(path: Path | None) -> str | None:
    """The text in `path`; a mistake in its name or its encoding is one line."""
    if path is None:
        return None
    try:
        return Source(read_file(path)).text
    except (OSError, NotUtf8Error) as error:
        raise click.ClickException(
            f"--reference {path}: {getattr(error, 'strerror', None) or error}"
        ) from None


def _references(session: Session, path: Path, how: FixOptions) -> tuple[str, ...] | None:
    """The witnesses that were asked for: the reference first, then the history, newest first."""
    known: tuple[str, ...] = () if how.reference is None else (how.reference,)
    if how.from_history:
        from awesomelint.facts.history import HistoryError, versions  # noqa: PLC0415 - rare

        try:
            known += versions(path)
        except HistoryError as error:
            session.problem(f"--from-history: {error}")
    return known or None


def _write(session: Session, results: Sequence[FileResult], *, to_stdout: bool) -> list[FileResult]:
    """Write what changed, now that everything is computed and proven.

    Those that are as they should be.
    """
    if to_stdout:
        for result in results:
            output.write_bytes(result.new)
        return list(results)
    done: list[FileResult] = []
    for result in results:
        try:
            if result.changed:
                replace_file(result.path, result.old, result.new)
        except WriteError as error:
            session.problem(str(error))
        except OSError as error:
            session.problem(f"{result.name}: {error.strerror}; nothing was written")
        else:
            done.append(result)
    return done


def _show(results: Sequence[FileResult], *, color: bool) -> None:
    """The differences, in colours and escaped for a terminal, or exact for `git apply`."""
    patches = [patch(result.name, result.old, result.new) for result in results]
    if color or sys.stdout.isatty():
        for shown_patch in patches:
            _look_at(shown_patch.decode("utf-8", "surrogateescape"), color=color)
    elif any(patches):
        with output.exact():
            output.write_bytes(b"".join(patches))


def _look_at(text: str, *, color: bool) -> None:
    """Print a patch for people: in colours, with what acts on a terminal escaped."""
    for row in text.split("\n")[:-1]:
        plain = printable(row.removesuffix("\r"), keep="\t")
        code = _color_of(row) if color else None
        output.write(f"\033[{code}m{plain}\033[0m\n" if code else f"{plain}\n")


def _color_of(row: str) -> str | None:
    """The code of a terminal for the colour of a line of a patch."""
    if row.startswith(("+++", "---")):
        return _BOLD
    return _COLORS.get(row[:1])


def _tell(session: Session, result: FileResult, *, would: bool) -> None:
    """The last words: done by rule, left by what it needs, the next command."""
    if result.applied:
        verb = "would fix" if would else "fixed"
        session.say(f"{result.name}: {verb} " + _counts([done.rule for done in result.applied]))
        for done in result.applied:
            for line in done.deleted:
                session.say(f"  deleted ({done.rule}): {line}")
    for held in result.withheld:
        session.say(
            f"{result.name}:{held.line}: {held.rule}: not fixed, the proof failed: {held.reason}"
        )
    left = [one for one in result.left if one.severity != "info"]
    unsafe = [one.rule for one in left if one.unsafe]
    other = [one.rule for one in left if not one.unsafe]
    if unsafe:
        session.say(f"{result.name}: left for --unsafe: {_counts(unsafe)}")
    if other:
        session.say(f"{result.name}: left for you: {_counts(other)}")
    if left:
        since = f"--since {quoted(session.since.revision)} " if session.since else ""
        session.say(f"next: awesomelint check {since}{quoted(result.name)}")
    elif not result.applied:
        session.say(f"{result.name}: nothing to fix")


def _counts(rules: Sequence[str]) -> str:
    """Rules with how often each occurs, the most frequent first."""
    return ", ".join(f"{count} {rule}" for rule, count in Counter(rules).most_common())
