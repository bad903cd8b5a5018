"""`awesomelint sweep`: a corpus as tables."""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint.cli import options, output
from awesomelint.cli.session import mistakes
from awesomelint.rules.config import Config, load
from awesomelint.rules.configfile import ConfigError
from awesomelint.rules.link_settings import LinkSettings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

MISSING = "sweep needs the packages of the extra `sweep`: pip install datatrove pyarrow"


@click.command()
@click.argument("source")
@click.option("--out", required=True, help="Folder for the tables and the summary.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Number of processes; all processors unless given.",
)
@click.option("--text-key", default="text", help="Key or column that holds the text.")
@click.option("--id-key", default="id", help="Key or column that names the document.")
@click.option("--config", "config_file", type=options.PATH, help="Use this config file.")
@click.option(
    "--repair-only", is_flag=True, help="Repair damaged text; do not parse or check any list."
)
@click.option("--links", is_flag=True, help="Ask all links too, and write a table of verdicts.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    source: str,
    out: str,
    workers: int | None,
    text_key: str,
    id_key: str,
    config_file: Path | None,
    repair_only: bool,
    links: bool,
    quiet: bool,
) -> int:
    """Write Parquet tables of what the documents of a corpus hold.

    They are tables of documents, entries, findings and repairs.

    SOURCE is a folder of Markdown, text, JSONL or Parquet files, or one such file; SOURCE and the
    folder of --out may be URLs that fsspec can open. A run that was stopped goes on when the same
    command is given again. Configs in the source are not read. Exit code: 2 if the run failed.
    """
    try:
        from awesomelint.sweep.plan import Keys, SweepError  # noqa: PLC0415 - the extra
        from awesomelint.sweep.run import Sweep, run  # noqa: PLC0415 - the same
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] in ("datatrove", "pyarrow", "fsspec"):
            raise click.ClickException(MISSING) from None
        raise
    with mistakes():
        config = load(config_file) if config_file else Config()
        settings = _link_settings(config) if links else None
    key = blake2b(config_file.read_bytes()).hexdigest() if config_file else ""
    sweep = Sweep(
        _absolute(source),
        _absolute(out),
        Keys(text_key, id_key),
        config,
        key,
        repair_only,
        settings,
    )
    try:
        run(sweep, workers or os.cpu_count() or 1, None if quiet else _teller())
    except (SweepError, OSError) as error:
        raise click.ClickException(str(error)) from None
    if not quiet:
        output.tell(f"the tables are in {out}, and what they hold in short in {out}/summary.md")
    return 0


def _link_settings(config: Config) -> LinkSettings:
    try:
        return LinkSettings.of(config.links)
    except SettingsError as error:
        raise ConfigError(str(error)) from None


def _absolute(place: str) -> str:
    """A path as workers find it; URLs stay."""
    return place if "://" in place else str(Path(place).absolute())


def _teller() -> Callable[[int, int], None]:
    on_terminal = sys.stderr.isatty()

    def tell(done: int, shards: int) -> None:
        if on_terminal:
            end = "\n" if done == shards else ""
            click.echo(f"\r\033[K{done} of {shards} shards{end}", nl=False, err=True)

    return tell
