"""`awesomelint init`: write a config that fits the lists of a repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint.cli import output
from awesomelint.cli.session import STDIN, Session, shown, with_session
from awesomelint.linter import parse
from awesomelint.reading import read_inside, real
from awesomelint.rules.config import NAMES, Config
from awesomelint.setup.fit import fitted
from awesomelint.setup.importing import is_of_another_tool, lint_comments, settings_in
from awesomelint.setup.render import rendered
from awesomelint.setup.setting import Setting
from awesomelint.source import NotUtf8Error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awesomelint.curation import Document
    from awesomelint.setup.setting import Found

BIGGEST = 1_000_000  # bytes of a file of another tool
# Folders in which other tools have theirs.
_FOLDERS = ("", ".github", ".github/workflows")
_NAME = NAMES[0]


@click.command()
@with_session
@click.option("--stdout", is_flag=True, help="Print the config instead of writing it.")
def command(session: Session, paths: tuple[Path, ...], stdout: bool) -> int:
    """Write a commented config that fits the lists here.

    It is .awesomelint.yaml in the current folder. Each PATH is a file or a folder. Without PATH,
    all lists in the current folder count. Settings of awesome_bot, lychee, markdown-link-check,
    markdownlint and awesome-lint are taken over.
    """
    if STDIN in paths or session.since:
        raise click.UsageError("a config is fitted to files, without - and without --since")
    folder = Path.cwd()
    existing = Config.load(folder).path
    if existing is not None and existing.parent == real(folder) and not stdout:
        raise click.ClickException(
            f"{existing.name} exists; init writes no config over another one"
        )
    lists = dict(_lists(session, paths, folder))
    if not lists and session.problems:
        return 2
    others = [one for name, text in _others(folder) for one in settings_in(name, text)]
    others += [
        one for name, document in lists.items() for one in lint_comments(name, document.text)
    ]
    text = rendered([*fitted(lists), *others])
    if stdout:
        output.write(text)
        return 2 if session.problems else 0
    try:
        with (folder / _NAME).open("xb") as file:
            file.write(text.encode())
    except OSError as error:
        raise click.ClickException(f"{_NAME}: {error.strerror}") from None
    session.say(*_told(lists, others))
    return 2 if session.problems else 0


def _lists(session: Session, paths: Sequence[Path], folder: Path) -> Iterator[tuple[str, Document]]:
    """The lists below `folder`, by their paths from there."""
    for path, raw in session.sources(session.files(paths).paths):
        name = shown(path)
        place, root = real(path), real(folder)
        if not place.is_relative_to(root):
            session.problem(f"{name}: it is not in this folder; run init in the folder of the list")
            continue
        try:
            yield place.relative_to(root).as_posix(), parse(raw, name)
        except NotUtf8Error as error:
            session.problem(f"{name}: {error}; it is left out of the config")


def _others(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of other tools in `folder`, by their paths from there."""
    for inside in _FOLDERS:
        try:
            names = sorted(os.listdir(folder / inside))  # noqa: PTH208 - names are all that is needed
        except OSError:
            continue
        for name in names:
            path = f"{inside}/{name}" if inside else name
            if not is_of_another_tool(path):
                continue
            try:
                yield path, read_inside(folder / path, folder, BIGGEST).decode("utf-8", "replace")
            except OSError:
                continue


def _told(lists: Mapping[str, Document], others: Found) -> list[str]:
    """What was written, and what to do next."""
    taken = sum(isinstance(one, Setting) for one in others)
    words = [f"{_NAME}: fitted to {len(lists)} list{'s' * (len(lists) != 1)}"]
    if others:
        left = len(others) - taken
        words[0] += f"; {taken} settings of other tools taken over, {left} not (the file says why)"
    return [*words, "read it, then: awesomelint fix"]
