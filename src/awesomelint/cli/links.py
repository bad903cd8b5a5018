"""`awesomelint links`: check whether links are alive."""

from __future__ import annotations

import gc
import os
import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from awesomelint.cli import options, output
from awesomelint.cli.link_history import answers_of, changes_since
from awesomelint.cli.session import (
    Session,
    colored,
    count_rules,
    counted,
    publish,
    reaches,
    severities,
    shown,
    step_summary,
    with_session,
)
from awesomelint.facts import repositories
from awesomelint.facts.files import gather_files
from awesomelint.facts.github import told
from awesomelint.linkcheck import (
    InterruptedRunError,
    LinkSettings,
    SettingsError,
    asked_links,
    gather_links,
)
from awesomelint.linkcheck.cachefile import default_path
from awesomelint.linkcheck.progress import progress_line, summary
from awesomelint.linter import Linter, parse
from awesomelint.model import Facts, link_key
from awesomelint.report import WITH_FIXES, ReportOptions, renderer
from awesomelint.rules import named
from awesomelint.rules.configfile import ConfigError
from awesomelint.source import NotUtf8Error
from awesomelint.text.printable import line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from awesomelint.curation import Document
    from awesomelint.linkcheck import Progress
    from awesomelint.model import LinkFact
    from awesomelint.report import FileReport

LINE_EVERY = 10.0


_ROOM = 2_000_000
"""How many bytes of lists stay parsed while their links are checked; others are reparsed."""

Documents = tuple["Document", "Document | None"]
"""A list, and the same before the change (`--since`)."""


@dataclass(slots=True)
class LinkedFile:
    """A list whose links are checked: its file, its base, its URLs, and both parsed if kept."""

    path: Path
    raw: bytes
    base: bytes | None
    urls: list[str]
    documents: Documents | None


@click.command()
@with_session
@options.report
@options.fail_on("error")
@click.option(
    "--allow-private", is_flag=True, help="Also request private addresses (intranets, tests)."
)
@click.option(
    "--cache",
    "cache_file",
    type=options.PATH,
    help="Use this cache file instead of the default one.",
)
@click.option(
    "--dump", is_flag=True, help="List the URLs that would be requested, without requesting them."
)
@click.option(
    "--previous",
    type=options.PATH,
    help="Write a report in Markdown of what is new, still there and healed since the report in "
    "this file, which may be missing.",
)
def command(
    session: Session,
    paths: tuple[Path, ...],
    output_format: str,
    output_file: Path | None,
    show: str | None,
    statistics: bool,
    fail_on: str,
    allow_private: bool,
    cache_file: Path | None,
    dump: bool,
    previous: Path | None,
) -> int:
    """Check whether links are alive; report those confirmed dead.

    Each PATH is a file or a folder; - is standard input. Without PATH, all lists in the current
    folder are checked. Exit codes: 1 if a link is dead or missing, 2 if a file or the config cannot
    be read. Network errors are counted but do not change the exit code.
    """
    if previous is not None and (statistics or output_format not in {"full", "markdown"}):
        raise click.UsageError("--previous writes Markdown; leave out other formats")
    if previous is not None and session.since:
        raise click.UsageError("--previous tells of all links; leave out --since")
    files = _read(session, paths, room=0 if dump else _ROOM)
    urls = list(dict.fromkeys(url for file in files for url in file.urls))
    if dump:
        output.write("".join(f"{line(url)}\n" for url in urls))
        return 2 if session.problems else 0
    settings = _settings(session, files, allow_private=allow_private)
    cache = None if session.no_cache else cache_file or default_path()
    owned = repositories(urls, settings, cache, session.say)
    known, interrupted = _ask(
        session, [url for url in urls if not told(url, owned)], settings, cache
    )
    facts = Facts(links=known, extra={"repositories": owned})
    prove = output_format in WITH_FIXES and not statistics
    judged = [_judge(session, file, facts, prove=prove) for file in files]
    if statistics:
        report = count_rules(judged)
    else:
        color = colored(session.color, to_file=output_file is not None)
        options = ReportOptions(color, show_info=show == "info", verbose=session.verbose)
        if previous is not None:
            answers = answers_of(urls, known, owned)
            report = changes_since(session, previous, judged, answers, options)
        else:
            report = renderer(output_format)(judged, options)
        if output_format == "github":
            step_summary(renderer("markdown")(judged, options))
    publish(report, output_file)
    session.say(*summary(known.values()).split("\n"))
    if total := counted(judged):
        session.say(f"{len(judged)} file{'s' if len(judged) > 1 else ''} checked: {total}")
    if interrupted:
        session.say("interrupted: results so far are cached, and the next run checks only the rest")
        return 130
    return 2 if session.problems else int(reaches(severities(judged), fail_on))


def _read(session: Session, paths: Sequence[Path], room: int) -> list[LinkedFile]:
    """The files and what they have us ask; what cannot be read is a problem of the session."""
    files: list[LinkedFile] = []
    for path, raw in session.sources(session.files(tuple(paths)).paths):
        base = session.base(path)
        try:
            documents = _parsed(path, raw, base)
        except NotUtf8Error as error:
            session.problem(f"{shown(path)}: {error}; its links were not checked")
            continue
        room -= len(raw) + len(base or b"")
        files.append(
            LinkedFile(path, raw, base, _urls(*documents), documents if room >= 0 else None)
        )
    return files


def _parsed(path: Path, raw: bytes, base: bytes | None) -> Documents:
    """Both as documents; raise `NotUtf8Error` where the list itself is not UTF-8."""
    document = parse(raw, shown(path))
    try:
        return document, None if base is None else parse(base, shown(path))
    except NotUtf8Error as error:
        return document, parse(error.raw.decode("utf-8", "replace"), shown(path))


def _urls(document: Document, base: Document | None) -> list[str]:
    """What a file has us ask, each URL once: with a base, only what that lacks."""
    old = {link_key(link.url) for link in asked_links(base)} if base else set()
    urls = dict.fromkeys(link_key(link.url) for link in asked_links(document))
    return [url for url in urls if url not in old]


def _settings(
    session: Session, files: Sequence[LinkedFile], *, allow_private: bool
) -> LinkSettings:
    """The `links:` of the config of the first file: one run has one way of asking."""
    if not files:
        return LinkSettings(allow_private=allow_private)
    try:
        settings = LinkSettings.of(session.config(files[0].path).links)
    except SettingsError as error:
        raise ConfigError(str(error)) from None
    return replace(settings, allow_private=True) if allow_private else settings


def _ask(
    session: Session, urls: Sequence[str], settings: LinkSettings, cache: Path | None
) -> tuple[Mapping[str, LinkFact], bool]:
    """What is known of `urls` now, and whether Ctrl-C came before the end."""
    proxies = {
        name
        for name in ("http_proxy", "https_proxy", "all_proxy")
        if os.environ.get(name) or os.environ.get(name.upper())
    }
    if proxies and urls:
        session.say("using the proxy set in the environment")
    # the documents stay: the collector need not look through them again and again while answers
    # come
    gc.freeze()
    try:
        return gather_links(urls, settings, cache_path=cache, on_progress=_teller(session)), False
    except InterruptedRunError as stopped:
        return stopped.facts, True
    except OSError as error:
        raise click.ClickException(
            f"the cache cannot be used: {error}; use --cache FILE or --no-cache"
        ) from None
    finally:
        if sys.stderr.isatty() and not session.quiet:
            sys.stderr.write("\r\033[K")


def _teller(session: Session) -> Callable[[Progress], None] | None:
    """Progress on one line of a terminal; without one, a line each ten seconds."""
    if session.quiet:
        return None
    if sys.stderr.isatty():
        return lambda progress: click.echo(
            f"\r\033[K{line(progress_line(progress))}", nl=False, err=True
        )
    last = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_EVERY:
            last = time.monotonic()
            session.say(progress_line(progress))

    return tell


def _judge(session: Session, file: LinkedFile, facts: Facts, *, prove: bool) -> FileReport:
    """What the rules of links say of one file; with a base, what they did not say before.

    With `prove`, fixes are proven.
    """
    config = session.config(file.path)
    linter = Linter(replace(config, select=config.select.intersection(named("link"))))
    document, base = file.documents or _parsed(file.path, file.raw, file.base)
    facts = replace(facts, files=gather_files(document, file.path))
    return linter.judge(
        document,
        facts=facts,
        base=base,
        base_facts=session.base_gatherer(file.path),
        baseline=session.accepted(file.path),
        prove=prove,
    ).file_report
