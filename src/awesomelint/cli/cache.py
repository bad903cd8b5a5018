"""`awesomelint cache`: show or delete the cached results of network requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from awesomelint.cli import options, output
from awesomelint.linkcheck import cache
from awesomelint.linkcheck.cachefile import default_path
from awesomelint.text.printable import line

if TYPE_CHECKING:
    from pathlib import Path

_FILE = click.option(
    "--cache",
    "cache_file",
    type=options.PATH,
    help="Use this cache file instead of the default one.",
)


@click.group()
def command() -> None:
    """Show or delete the cached results of network requests."""


@command.command()
@_FILE
def info(cache_file: Path | None) -> int:
    """Print the path and size of the cache, and its links by state."""
    path = cache_file or default_path()
    size = cache.size(path)
    rows = [f"{path}: {size:,} bytes"]
    rows += [f"{count:8} {state}" for state, count in cache.counts(path).items()]
    for row in rows:
        output.write(f"{line(row)}\n")
    return 0


@command.command()
@_FILE
def clean(cache_file: Path | None) -> int:
    """Delete the cache file."""
    path = cache_file or default_path()
    try:
        freed = cache.clean(path)
    except cache.ForeignFileError as error:
        raise click.ClickException(str(error)) from None
    output.write(line(f"{path}: {freed:,} bytes freed") + "\n")
    return 0
