"""What `check` and `fix` share: settings from options, files read one by one, problems said in one line each."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint.cli import options
from awesomelint.config import (
    ConfigError,
    activate,
    config_for,
    for_file,
    load,
    with_profile,
)
from awesomelint.curation import read
from awesomelint.engine import lint, lint_bytes
from awesomelint.files import Files, choose
from awesomelint.model import Facts
from awesomelint.report import Judged
from awesomelint.rules import UnknownRuleError, named
from awesomelint.source import NotUtf8Error, Source
from awesomelint.writing import rescue_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from awesomelint.config import Config
    from awesomelint.curation import Document
    from awesomelint.facts import Wish
    from awesomelint.rules import Active

STDIN = Path("-")
SEVERITIES = ("info", "warning", "error")


@dataclass(slots=True)
class Session:
    """One run: its options, and the problems that make its exit code 2."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    config_file: Path | None = None
    stdin_filename: Path | None = None
    online: bool = False
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    facts: Facts = field(default_factory=Facts)
    problems: int = 0

    def problem(self, message: str) -> None:
        """Say what could not be judged or done."""
        self.problems += 1
        click.echo(f"awesomelint: {message}", err=True)

    def say(self, message: str) -> None:
        """Say something about the run, unless it is quiet."""
        if not self.quiet:
            click.echo(message, err=True)

    def base_config(self) -> Config | None:
        """The config named on the command line, if one is; raise `ConfigError`."""
        if self.config_file is None:
            return None
        if not self.config_file.is_file():
            raise ConfigError(f"{self.config_file}: there is no such config file")
        return load(self.config_file)

    def config(self, path: Path) -> Config:
        """The config that holds for `path`, with profiles and choices of the command line; raise `ConfigError`."""
        config = self.base_config() or config_for(self.real_path(path).resolve().parent)
        config = for_file(config, self.real_path(path))
        for name in self.profiles:
            config = with_profile(config, name)
        if self.select:
            config = replace(config, select=frozenset(_ids(self.select)))
        if self.ignore:
            config = replace(config, select=config.select - _ids(self.ignore))
        return config

    def active(self, path: Path) -> tuple[Active, ...]:
        """The rules that hold for `path`."""
        return activate(self.config(path))

    def real_path(self, path: Path) -> Path:
        """The path that config and reports go by."""
        return (self.stdin_filename or Path("stdin.md")) if path == STDIN else path

    def files(self, paths: Sequence[Path]) -> Files:
        """The files to read; what was left out is said."""
        if STDIN in paths and len(paths) > 1:
            raise click.UsageError("- (standard input) stands alone")
        files = Files([STDIN]) if STDIN in paths else choose(paths, self.base_config())
        if not files.paths:
            self.say(_why_none(files, paths))
        elif files.left_out and (self.verbose or not paths):
            self.say(f"left out: {_counted(files)}")
        return files

    def sources(self, paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
        """Each file's path and bytes; what cannot be read is a problem."""
        for path in paths:
            try:
                raw = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
            except FileNotFoundError:
                self.problem(f"{path}: there is no such file")
            except OSError as error:
                self.problem(f"{path}: {(error.strerror or str(error)).lower()}")
            else:
                rescue = rescue_of(path) if path != STDIN else None
                if rescue:
                    self.say(f"{path}: an interrupted run left the old content in {rescue}")
                yield self.real_path(path), raw

    def judge(self, path: Path, raw: bytes, active: Sequence[Active]) -> Judged | None:
        """What the rules find in `raw`; None, and a problem, if a rule breaks."""
        name = shown(path)
        try:
            source = Source(raw)
        except NotUtf8Error:
            return Judged(name, Source.of(raw.decode("utf-8", "replace")), lint_bytes(raw, active))
        try:
            document = read(source, name)
            return Judged(name, source, lint(document, active, self.gather(document, path, active)), document)
        except (ConfigError, click.ClickException, click.exceptions.Abort):
            raise  # a mistake of the user, said elsewhere
        except Exception as error:  # noqa: BLE001 - a bug in one rule must not stop the other files
            self.bug(name, error)
            return None

    def bug(self, name: str, error: Exception) -> None:
        """Say that awesomelint broke, and how to report it."""
        if self.verbose:
            import traceback  # noqa: PLC0415 - only when something broke

            traceback.print_exception(error)
        self.problem(
            f"{name}: this is a bug in awesomelint ({type(error).__name__}: {error}); "
            "please report it with the file and the output of --verbose"
        )

    def gather(self, document: Document, path: Path, active: Sequence[Active]) -> Facts:
        """The facts that the rules `active` need of `document`: from the network only with `--online`."""
        from awesomelint.facts import Wish, gather  # noqa: PLC0415 - only runs need it

        needs = frozenset(need for rule in active for need in (*rule.rule.needs, *rule.rule.uses))
        if not self.online:
            return gather(document, path, self.facts, Wish(needs))
        from awesomelint.cache import default_path  # noqa: PLC0415 - only online

        wish = Wish(needs, online=True, links=self.config(path).links, cache=default_path(), say=self.say)
        return self._online(document, path, wish)

    def _online(self, document: Document, path: Path, wish: Wish) -> Facts:
        """Gather from the network; what stands in the way is one line."""
        from awesomelint.facts import gather  # noqa: PLC0415 - only runs need it
        from awesomelint.facts.links import InterruptedRunError, SettingsError  # noqa: PLC0415 - only online

        try:
            return gather(document, path, self.facts, wish)
        except SettingsError as error:
            raise ConfigError(str(error)) from None
        except InterruptedRunError:
            raise click.exceptions.Abort from None
        except OSError as error:
            raise click.ClickException(f"the cache cannot be used: {error}") from None


def with_session(command: Callable[..., int]) -> Callable[..., int]:
    """Give `command` PATH… as `paths` and the shared options as one `session`; say mistakes in one line."""

    @wraps(command)
    def called(
        paths: tuple[Path, ...],
        select: Sequence[tuple[str, ...]],
        ignore: Sequence[tuple[str, ...]],
        profile: Sequence[tuple[str, ...]],
        config_file: Path | None,
        stdin_filename: Path | None,
        online: bool,
        color: str,
        quiet: bool,
        verbose: bool,
        **own: object,
    ) -> int:
        session = Session(
            select=options.flat(select),
            ignore=options.flat(ignore),
            profiles=options.flat(profile),
            config_file=config_file,
            stdin_filename=stdin_filename,
            online=online,
            color=color,
            quiet=quiet,
            verbose=verbose,
        )
        with mistakes():
            return command(session, paths, **own)

    return options.several([options.PATHS, *options.SESSION])(called)


def _ids(names: Sequence[str]) -> set[str]:
    return {rule for name in names for rule in named(name)}


def _why_none(files: Files, paths: Sequence[Path]) -> str:
    where = ", ".join(str(path) for path in paths) or "this folder"
    if files.left_out:
        return f"0 files checked: of the Markdown files in {where}, {_counted(files)}; name a file to check it anyway"
    return f"0 files checked: there is no Markdown file in {where}"


def _counted(files: Files) -> str:
    return ", ".join(f"{count} {reason}" for reason, count in files.left_out.items())


def shown(path: Path) -> str:
    """`path` relative to the working directory, with slashes."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix() if path.is_absolute() else path.as_posix()
    except ValueError:
        return path.as_posix()


def publish(report: str, output_file: Path | None) -> None:
    """Write a report into the file that was asked for, else to standard output."""
    if output_file is None:
        click.echo(report, nl=False, color=True)
        return
    try:
        output_file.write_text(report, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"--output-file {output_file}: {error.strerror}") from None


def count_rules(files: Sequence[Judged]) -> str:
    """How many findings each rule has, a rule a line."""
    counts = Counter(f"{f.severity:8}{f.rule}" for file in files for f in file.findings)
    return "".join(f"{count:6}  {name}\n" for name, count in counts.most_common())


def colored(choice: str, *, to_file: bool = False) -> bool:
    """Whether to color: as chosen, else on a terminal without NO_COLOR (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    return not to_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def reaches(files: Sequence[Judged], level: str) -> bool:
    """Whether any finding is at `level` or over it."""
    return any(SEVERITIES.index(f.severity) >= SEVERITIES.index(level) for file in files for f in file.findings)


def counted(files: Sequence[Judged]) -> str:
    """How many errors and warnings there are; infos are told by the report itself."""
    words: list[str] = []
    for severity in ("error", "warning"):
        count = sum(f.severity == severity for file in files for f in file.findings)
        if count:
            words.append(f"{count} {severity}{'s' if count > 1 else ''}")
    return ", ".join(words)


@contextmanager
def mistakes() -> Iterator[None]:
    """Turn mistakes in config and options into one line and exit code 2."""
    try:
        yield
    except (ConfigError, UnknownRuleError) as error:
        raise click.ClickException(str(error)) from None
