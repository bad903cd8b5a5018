"""What `check` and `fix` share.

Settings from options, files read one by one, problems said in one line each.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from awesomelint.cli import options, output
from awesomelint.cli.folders import Folders
from awesomelint.errors import BaselineError
from awesomelint.files.choose import Files, choose, declined
from awesomelint.files.nearest import nearest_baseline
from awesomelint.reading import (
    BIGGEST,
    ReadError,
    real,
)
from awesomelint.rules import RuleError, UnknownRuleError, nearest
from awesomelint.rules.config import (
    ENDPOINTS,
    config_for,
    for_file,
    from_environment,
    load,
    with_choices,
)
from awesomelint.rules.configfile import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.facts import FactRequest
    from awesomelint.facts.seen import Seen
    from awesomelint.facts.since import Since
    from awesomelint.files.baseline import BaselineFile
    from awesomelint.linter import Gather, GatherBase, Linter
    from awesomelint.model import Facts, Severity
    from awesomelint.outcome import Key
    from awesomelint.report import FileReport
    from awesomelint.resultcache.store import ResultStore
    from awesomelint.rules.config import Config

STDIN = Path("-")
SEVERITIES = ("info", "warning", "error")
DECLINED = 5  # files that are named as left alone, before they are counted
_REASONS = {
    "not a list": "it is not a list; add it to `files:` in the config to include it",
    "not a list by name": "its name is not that of a list; add it to `files:` in the config to "
    "include it",
    "a copy, test or template": "its path is that of a copy, test or template; add it to "
    "`files:` in the config",
    "generated": "it says that a program writes it; edit its source, or add it to `files:` in "
    "the config",
    "not in the config's files": "`files:` in the config does not include it",
}


class Message(NamedTuple):
    """A line for standard error; a problem makes the exit code 2."""

    text: str
    is_problem: bool = False


@dataclass(eq=False, repr=False)
class Session:
    """One run: its options, and the problems that make its exit code 2."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    config_file: Path | None = None
    stdin_filename: Path | None = None
    since: Since | None = None
    baseline_file: Path | None = None
    online: bool = False
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    endpoints: tuple[str, ...] = ()
    baselines: dict[Path, BaselineFile] = field(default_factory=dict)
    problems: int = 0
    no_cache: bool = False
    jobs: int = 1
    held: list[Message] | None = None
    _looked_at: dict[Path, bytes] = field(default_factory=dict)
    _lists: set[str] = field(default_factory=set)
    _baseline_paths: dict[Path, Path | None] = field(default_factory=dict)
    _configs: dict[Path, Config] = field(default_factory=dict)
    _linters: dict[int, Linter] = field(default_factory=dict)

    def problem(self, message: str) -> None:
        """Say what could not be judged or done."""
        self._tell(Message(f"awesomelint: {message}", is_problem=True))

    def say(self, *lines: str) -> None:
        """Say something about the run, unless it is quiet; each of `lines` is one."""
        if not self.quiet:
            for line in lines:
                self._tell(Message(line))

    def _tell(self, message: Message) -> None:
        if self.held is not None:
            self.held.append(message)
            return
        self.problems += message.is_problem
        output.tell(message.text)

    @contextmanager
    def holding(self) -> Iterator[list[Message]]:
        """Hold back what is said meanwhile; `tell` says it when its turn has come."""
        outer, self.held = self.held, []
        try:
            yield self.held
        finally:
            self.held = outer

    def tell(self, messages: Iterable[Message]) -> None:
        """Say what was held back."""
        for message in messages:
            self._tell(message)

    def base_config(self) -> Config | None:
        """The config named on the command line, if one is; raise `ConfigError`."""
        if self.config_file is None:
            return None
        if not os.path.isfile(self.config_file):  # noqa: PTH113 - `is_file` raises for names that are too long
            raise ConfigError(f"{self.config_file}: there is no such config file")
        return load(self.config_file)

    def config(self, path: Path) -> Config:
        """The config that holds for `path`, with profiles and choices of the command line.

        Raise `ConfigError`.
        """
        folder = self.folders.of(self.real_path(path))
        known = self._configs.get(folder)
        if known is not None:
            return known
        config = self.base_config() or config_for(folder)
        is_for_all = not config.per_file
        config = for_file(config, self.real_path(path))
        config = replace(
            config, links={**config.links, **from_environment(os.environ), **self.addresses()}
        )
        config = with_choices(
            config, select=self.select, ignore=self.ignore, profiles=self.profiles
        )
        if is_for_all:
            self._configs[folder] = config
        return config

    def addresses(self) -> dict[str, str]:
        """The addresses given by `--endpoint NAME=URL`; raise `ConfigError`."""
        given: dict[str, str] = {}
        for text in self.endpoints:
            name, equals, url = text.partition("=")
            if not equals or name not in ENDPOINTS:
                near = nearest(name, list(ENDPOINTS)) or f"; there are {', '.join(ENDPOINTS)}"
                raise ConfigError(
                    f"--endpoint needs the NAME=URL of a known service, not {text!r}{near}"
                )
            given[name] = url
        return given

    def linter(self, path: Path) -> Linter:
        """What judges and fixes `path`; raise `ConfigError`."""
        from awesomelint.linter import Linter  # noqa: PLC0415 - not where all results are known

        config = self.config(path)
        known = self._linters.get(id(config))
        if known is None or known.config is not config:
            known = self._linters[id(config)] = Linter(config)
        return known

    def real_path(self, path: Path) -> Path:
        """The path that config and reports go by."""
        return (self.stdin_filename or Path("stdin.md")) if path == STDIN else path

    def fetched(self, paths: Sequence[Path]) -> list[Path]:
        """`paths`, those that are URLs of repositories as folders with their newest files."""
        found: list[Path] = []
        for path in paths:
            if not str(path).startswith(("https:", "file:")):
                found.append(path)
                continue
            from awesomelint.facts.clone import CloneError, clone, url_of  # noqa: PLC0415 - rare
            from awesomelint.linkcheck.cachefile import default_path  # noqa: PLC0415 - the same

            url = url_of(path)
            try:
                folder, why = (
                    clone(url, default_path().parent / "repositories") if url else (path, "")
                )
            except CloneError as error:
                raise click.ClickException(str(error)) from None
            if why:
                self.say(f"{url} could not be updated, so its cached copy is checked: {why}")
            found.append(folder)
        return found

    def files(self, paths: Sequence[Path], *, lists_only: bool = False) -> Files:
        """The files to read.

        What was left out is said, with `lists_only` also named files that are no lists.
        """
        if STDIN in paths and len(paths) > 1:
            raise click.UsageError("- (standard input) cannot be combined with other paths")
        if STDIN in paths and self.since and self.stdin_filename is None:
            raise click.UsageError("--since needs --stdin-filename, which says what - was before")
        files = (
            self._stdin(lists_only=lists_only)
            if STDIN in paths
            else self._chosen(paths, lists_only=lists_only)
        )
        for path, reason in list(files.declined.items())[:DECLINED]:
            self.say(f"{path}: left alone: {_REASONS.get(reason, reason)}")
        if len(files.declined) > DECLINED:
            self.say(f"{len(files.declined) - DECLINED} more files were left alone")
        if not files.paths:
            self.say(_why_none(files, paths))
        elif len(files.declined) < len(files.left_out) and (self.verbose or not paths):
            self.say(*self._left_out(files))
        return files

    def _left_out(self, files: Files) -> Iterator[str]:
        """How many files of a folder were left out, by reason; with `--verbose` which ones."""
        if not self.verbose:
            yield f"left out: {_counted(files)}"
            return
        for path, reason in files.left_out.items():
            if path not in files.declined:
                yield f"{path}: left out: {reason}"

    def _chosen(self, paths: Sequence[Path], *, lists_only: bool) -> Files:
        files = choose(paths, self.base_config(), lists_only=lists_only, looker=self.look)
        if store := self.__dict__.get("store"):
            store.release()  # what follows may take hours
        return files

    def _stdin(self, *, lists_only: bool) -> Files:
        """Standard input, unless the config leaves out the file whose name it bears."""
        files = Files()
        path = self.real_path(STDIN)
        config = self.base_config() or config_for(real(path).parent)
        reason = (
            declined(path, config, lists_only=lists_only and bool(config.files))
            if self.stdin_filename
            else ""
        )
        if reason:
            files.decline(path, reason)
        else:
            files.paths.append(STDIN)
        return files

    def left_alone(self, path: Path) -> bool:
        """Whether `fix` leaves a named file alone."""
        config = self.base_config() or config_for(self.folders.of(path))
        return bool(declined(path, config, lists_only=True, looker=self.look))

    def look(self, path: Path, *, named: bool) -> str:
        """Why what a file holds is no list, as an earlier run found; empty if it is one."""
        name = os.path.abspath(path)  # noqa: PTH100 - with its links
        if name in self._lists:
            return ""
        reason = self._look(path, named=named)
        if not (reason or named):
            self._lists.add(name)  # it is one to those who name it, too
        return reason

    def _look(self, path: Path, *, named: bool) -> str:
        try:
            raw = self.folders.read(path)
        except OSError:
            return ""  # the run says what is wrong with it
        from awesomelint.files.lists import no_list_in  # noqa: PLC0415 - not for named files of `check`

        if self.store is None:
            return no_list_in(raw, named=named)
        from awesomelint.resultcache.key import content_digest, list_key  # noqa: PLC0415 - not without a cache

        content = self._looked_at[path] = content_digest(raw)
        key = list_key(content, named=named)
        known = self.store.get(key) if key else None
        if known is not None:
            return known.decode("utf-8", "replace")
        reason = no_list_in(raw, named=named)
        if key:
            self.store.put(key, reason.encode())
        return reason

    @cached_property
    def store(self) -> ResultStore | None:
        """The results of earlier runs; None if they are not to be used."""
        if self.no_cache:
            return None
        from awesomelint.resultcache.store import ResultStore, default_path  # noqa: PLC0415 - not without a cache

        return ResultStore(default_path())

    def close(self) -> None:
        """Write what is new of results, if any were used."""
        if store := self.__dict__.get("store"):
            store.close()

    @cached_property
    def folders(self) -> Folders:
        """Where the files of the run lie."""
        return Folders(named=self.config_file is not None)

    def looked_at(self, path: Path) -> bytes | None:
        """The digest of a file that was read to see whether it is a list; asked for once."""
        return self._looked_at.pop(path, None)

    def sources(self, paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
        """Each file's path and bytes; what cannot be read is a problem."""
        for path in paths:
            raw = self.source(path)
            if raw is not None:
                yield self.real_path(path), raw

    def source(self, path: Path) -> bytes | None:
        """The bytes of a file; None, and a problem, if it cannot be read."""
        try:
            raw = read_stdin() if path == STDIN else self.folders.read(path)
            self.tell_rescue(path)
        except ReadError as error:
            self.problem(str(error))
        except FileNotFoundError:
            self.problem(f"{path}: there is no such file")
        except OSError as error:
            self.problem(f"{path}: {(error.strerror or str(error)).lower()}")
        else:
            return raw
        return None

    def tell_rescue(self, path: Path) -> None:
        """Say where an interrupted run left the old content of a file, if it did."""
        rescue = self.folders.rescue_of(path) if path != STDIN else None
        if rescue:
            self.say(f"{path}: an interrupted run left the old content in {rescue}")

    def judge(
        self, path: Path, raw: bytes, *, prove: bool = False, seen: Seen | None = None
    ) -> FileReport | None:
        """What the rules find in `raw`, with proven fixes alone if so asked.

        None, and a problem, if a rule breaks. What other files were asked for is noted in `seen`.
        """
        name, linter = shown(path), self.linter(path)
        with self.working(name):
            report = linter.check(
                raw,
                path=name,
                facts=self.gatherer(path, seen),
                base=self.base(path),
                base_facts=self.base_gatherer(path),
                baseline=self.accepted(path),
                prove=prove,
            )
            return report.file_report
        return None

    def accepted(self, path: Path) -> Counter[Key] | None:
        """What the baseline accepts in the list at `path`; None where there is no baseline."""
        file = self.baseline_path(path)
        if file is None:
            return None
        if file not in self.baselines:
            from awesomelint.files.baseline import BaselineFile  # noqa: PLC0415 - only where there is one

            self.baselines[file] = BaselineFile.load(file)
        if self.baseline_file is not None and not self.baselines[file].raw:
            raise click.ClickException(f"--baseline {file}: there is no such file")
        return self.baselines[file].keys(path)

    def baseline_path(self, path: Path) -> Path | None:
        """The baseline for the list at `path`: named by option or config, else the nearest one."""
        if self.baseline_file is not None:
            return self.baseline_file
        config = self.config(path)
        if config.baseline:
            return config.folder / config.baseline
        folder = self.folders.of(self.real_path(path))
        if folder not in self._baseline_paths:
            self._baseline_paths[folder] = nearest_baseline(folder)
        return self._baseline_paths[folder]

    def base(self, path: Path) -> bytes | None:
        """The list at `path` as it was before the change; None without `--since`."""
        if self.since is None:
            return None
        from awesomelint.facts.since import RevisionError  # noqa: PLC0415 - only where git is asked

        try:
            return self.since.content(path)
        except RevisionError as error:
            raise click.ClickException(f"--since {self.since.revision}: {error}") from None

    def _base_document(self, path: Path) -> Document | None:
        """The list at `path` before the change, parsed; None without `--since`."""
        content = self.base(path)
        if content is None:
            return None
        from awesomelint.linter import parse  # noqa: PLC0415 - only where a change is judged

        return parse(content, shown(path))

    def base_gatherer(self, path: Path) -> GatherBase | None:
        """What gathers facts of the list at `path` as it was before the change.

        Those of the network are asked for the head alone: they hold for the base too.
        """
        if self.since is None:
            return None
        since = self.since

        def gather(document: Document, needs: frozenset[str], head: Facts) -> Facts:
            if "files" not in needs or head.files is None:
                return head
            from awesomelint.facts.files import files_in  # noqa: PLC0415 - only where git is asked

            return replace(head, files=files_in(since.tree(path), document))

        return gather

    @contextmanager
    def working(self, name: str) -> Iterator[None]:
        """Make a problem of what breaks in the file `name`: the other files are still done."""
        try:
            yield
        except (BaselineError, ConfigError, click.ClickException, click.exceptions.Abort):
            raise  # a mistake of the user, or Ctrl-C at a question
        except RuleError as error:
            self.problem(f"{name}: {error}")
        except OSError as error:
            self.problem(f"{name}: {output.told(error)}")
        except Exception as error:  # noqa: BLE001 - a bug with one file must not stop the others
            self.bug(name, error)

    def bug(self, name: str, error: Exception) -> None:
        """Say that awesomelint broke, and how to report it."""
        if self.verbose:
            import traceback  # noqa: PLC0415 - only when something broke

            traceback.print_exception(error)
        self.problem(
            f"{name}: this is a bug in awesomelint ({type(error).__name__}: {error}); "
            "please report it with the file and the output of --verbose"
        )

    def gatherer(self, path: Path, seen: Seen | None = None) -> Gather:
        """What gathers facts of the list at `path`: from the network only with `--online`.

        What other files were asked for is noted in `seen`.
        """

        def gather(document: Document, needs: frozenset[str]) -> Facts:
            from awesomelint import facts  # noqa: PLC0415 - not where all results are known
            from awesomelint.model import Facts  # noqa: PLC0415 - the same

            lists = self.config(path).named_files() if "lists" in needs else ()
            if not self.online:
                return facts.gather(
                    document, path, Facts(), facts.FactRequest(needs, lists=lists, seen=seen)
                )
            from awesomelint.linkcheck.cachefile import default_path  # noqa: PLC0415 - only online

            request = facts.FactRequest(
                needs,
                online=True,
                links=self.config(path).links,
                cache=default_path(),
                lists=lists,
                base=self._base_document(path),
                say=self.say,
            )
            return self._online(document, path, request)

        return gather

    def _online(self, document: Document, path: Path, request: FactRequest) -> Facts:
        """Gather from the network; what stands in the way is one line."""
        from awesomelint.facts import gather  # noqa: PLC0415 - only online
        from awesomelint.linkcheck import InterruptedRunError, SettingsError  # noqa: PLC0415 - only online
        from awesomelint.linkcheck.store import StoreError  # noqa: PLC0415 - the same
        from awesomelint.model import Facts  # noqa: PLC0415 - the same

        try:
            return gather(document, path, Facts(), request)
        except SettingsError as error:
            raise ConfigError(str(error)) from None
        except InterruptedRunError:
            raise click.exceptions.Abort from None
        except StoreError as error:
            raise click.ClickException(f"the cache cannot be used: {error}") from None


def with_session(command: Callable[..., int]) -> Callable[..., int]:
    """Give `command` PATH… as `paths` and the shared options as one `session`.

    Say mistakes in one line.
    """

    @wraps(command)
    def called(
        paths: tuple[Path, ...],
        select: Sequence[tuple[str, ...]],
        ignore: Sequence[tuple[str, ...]],
        profile: Sequence[tuple[str, ...]],
        config_file: Path | None,
        stdin_filename: Path | None,
        since: str | None,
        baseline_file: Path | None,
        online: bool,
        endpoint: Sequence[str],
        jobs: int | None,
        no_cache: bool,
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
            since=_since(since),
            baseline_file=baseline_file,
            online=online,
            endpoints=tuple(endpoint),
            jobs=jobs or _processors(),
            no_cache=no_cache,
            color=color,
            quiet=quiet,
            verbose=verbose,
        )
        try:
            with mistakes():
                session.addresses()
                return command(session, paths, **own)
        finally:
            session.close()

    return options.several([options.PATHS, *options.SESSION])(called)


def _since(revision: str | None) -> Since | None:
    if revision is None:
        return None
    from awesomelint.facts.since import Since  # noqa: PLC0415 - only where git is asked

    return Since(revision)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _why_none(files: Files, paths: Sequence[Path]) -> str:
    where = ", ".join(str(path) for path in paths) or "this folder"
    if files.declined:
        return "0 files checked"
    if files.left_out:
        return (
            f"0 files checked: of the Markdown files in {where}, {_counted(files)}; name a "
            "file to check it anyway"
        )
    return f"0 files checked: there is no Markdown file in {where}"


def _counted(files: Files) -> str:
    counts = Counter(files.left_out.values())
    return ", ".join(f"{count} {reason}" for reason, count in counts.items())


def read_stdin() -> bytes:
    """Standard input, as long as a file may be; raise `ReadError`."""
    raw = sys.stdin.buffer.read(BIGGEST + 1)
    if len(raw) > BIGGEST:
        raise ReadError(f"-: standard input is longer than {BIGGEST:,} bytes, so it was not read")
    return raw


def shown(path: Path) -> str:
    """`path` relative to the working directory, with slashes."""
    if not path.is_absolute():
        return path.as_posix()
    try:
        if os.path.islink(path):  # noqa: PTH114 - raises for names that are too long
            return real(path).relative_to(Path.cwd()).as_posix()
        return (_below(os.path.dirname(path), os.getcwd()) / path.name).as_posix()  # noqa: PTH109, PTH120 - for each file
    except (ValueError, OSError):
        return path.as_posix()


@lru_cache(maxsize=1024)
def _below(folder: str, here: str) -> Path:
    """`folder` relative to the folder `here`; raise `ValueError` where it is not below."""
    return real(Path(folder)).relative_to(here)


def publish(report: str, output_file: Path | None) -> None:
    """Write a report into the file that was asked for, else to standard output."""
    if output_file is None:
        output.write(report)
        return
    try:
        output_file.write_bytes(report.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise click.ClickException(f"--output-file {output_file}: {error.strerror}") from None


def step_summary(report: str) -> None:
    """Append the Markdown `report` to the summary of a step that GitHub shows, if any."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    try:
        with Path(name).open("a", encoding="utf-8", errors="backslashreplace") as summary:
            summary.write(f"{report}\n")
    except OSError as error:
        output.tell(f"awesomelint: GITHUB_STEP_SUMMARY: {output.told(error)}")


def count_rules(files: Sequence[FileReport]) -> str:
    """How many findings each rule has, a rule a line."""
    counts = Counter(f"{f.severity:8}{f.rule}" for file in files for f in file.findings)
    return "".join(f"{count:6}  {name}\n" for name, count in counts.most_common())


def colored(choice: str, *, to_file: bool = False) -> bool:
    """Whether to color: as chosen, else on a terminal without NO_COLOR (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    if to_file or os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty()


def reaches(severities: Iterable[Severity], level: str) -> bool:
    """Whether any of `severities` is `level` or over it."""
    return any(SEVERITIES.index(one) >= SEVERITIES.index(level) for one in severities)


def severities(files: Sequence[FileReport]) -> Iterator[Severity]:
    """How severe each finding is."""
    return (finding.severity for file in files for finding in file.findings)


def quoted(path: str) -> str:
    """`path` as one word of a command that somebody copies into a shell."""
    return path if re.fullmatch(r"[\w@%+=:,./][\w@%+=:,./-]*", path) else shlex.quote(path)


def counted(files: Sequence[FileReport]) -> str:
    """How many errors and warnings there are; infos are told by the report itself."""
    counts = Counter(finding.severity for file in files for finding in file.findings)
    words: list[str] = []
    for severity in ("error", "warning"):
        count = counts[severity]
        if count:
            ending = "s" if count > 1 else ""
            words.append(f"{count} {severity}{ending}")
    return ", ".join(words)


@contextmanager
def mistakes() -> Iterator[None]:
    """Turn mistakes in config and options into one line and exit code 2."""
    try:
        yield
    except (BaselineError, ConfigError, RuleError, UnknownRuleError) as error:
        raise click.ClickException(str(error)) from None
