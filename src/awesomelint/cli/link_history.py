"""What `links --previous` reads and compares: the report of the last run, and today's answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from awesomelint.facts.github import repositories_in, told
from awesomelint.model import LinkState
from awesomelint.reading import read_file
from awesomelint.report import link_history

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from awesomelint.cli.session import Session
    from awesomelint.model import LinkFact, RepositoryFact
    from awesomelint.report import FileReport, ReportOptions


def changes_since(
    session: Session,
    previous: Path,
    files: Sequence[FileReport],
    answers: Mapping[str, LinkState | None],
    options: ReportOptions,
) -> str:
    """The report of this run, told against the one in the file `previous`, if there is one."""
    before = link_history.recorded(_read(previous))
    if before is None:
        session.say(f"--previous {previous}: it holds no record of an earlier run; all is new")
    today = datetime.now(UTC).date()
    return link_history.render(link_history.changes(before or (), files, answers, today, options))


def answers_of(
    urls: Iterable[str],
    links: Mapping[str, LinkFact],
    repositories: Mapping[str, RepositoryFact | None],
) -> dict[str, LinkState | None]:
    """What is known of each URL, and of each repository that the URLs lead into."""
    urls = list(urls)
    answers: dict[str, LinkState | None] = {}
    for name in repositories_in(urls):
        known = LinkState.OK if repositories.get(name) else LinkState.DEAD
        answers[name] = known if name in repositories else None
    for url in urls:
        (name,) = repositories_in([url]) or ("",)
        if url in links:
            answers[url] = links[url].state
        else:
            answers[url] = answers.get(name) if told(url, repositories) else None
    return answers


def _read(previous: Path) -> str:
    """The text of the file; nothing if there is none, as in the first run."""
    try:
        return read_file(previous).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise click.ClickException(f"--previous {previous}: {error.strerror or error}") from None
