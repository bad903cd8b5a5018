"""`awesomelint export`: the list as data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import awesomelint.export
from awesomelint.cli import options, output
from awesomelint.cli.session import STDIN, Session, mistakes, shown
from awesomelint.export import FORMATS, records, render
from awesomelint.linter import parse
from awesomelint.source import NotUtf8Error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.export import Record

SCHEMA = Path(awesomelint.export.__file__).parent / "schema.json"


@click.command()
@options.PATHS
@click.option(
    "--output-format",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="json",
    help="Output format.",
)
@click.option(
    "--output-file", type=options.PATH, help="Write to this file instead of standard output."
)
@click.option(
    "--schema",
    is_flag=True,
    help="Print the JSON Schema of the json format (each jsonl line is one array item).",
)
@click.option(
    "--config",
    "config_file",
    type=options.PATH,
    help="Use this config file instead of the nearest one.",
)
@click.option(
    "--stdin-filename", type=options.PATH, help="File name to use for standard input (PATH -)."
)
@click.option(
    "--csv-safe",
    is_flag=True,
    help="Prefix CSV cells that a spreadsheet would run as formulas with '.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print only errors on standard error.")
def command(
    paths: tuple[Path, ...],
    form: str,
    output_file: Path | None,
    schema: bool,
    config_file: Path | None,
    stdin_filename: Path | None,
    csv_safe: bool,
    quiet: bool,
) -> int:
    """Export the entries as JSON, JSON Lines, CSV or BibTeX.

    Each PATH is a file or a folder; - is standard input. Without PATH, all lists in the current
    folder are exported.
    """
    if schema:
        output.write(SCHEMA.read_text(encoding="utf-8"))
        return 0
    session = Session(config_file=config_file, stdin_filename=stdin_filename, quiet=quiet)
    with mistakes():
        text = render(list(_records(session, paths)), form, csv_safe=csv_safe)
        if output_file is None:
            output.write_bytes(text.encode("utf-8", "replace"))
        elif not _written(session, output_file, text):
            return 2
    return 2 if session.problems else 0


def _records(session: Session, paths: tuple[Path, ...]) -> Iterator[Record]:
    chosen = [STDIN] if paths == (Path("-"),) else session.files(paths).paths
    for path, raw in session.sources(chosen):
        try:
            document = parse(raw, shown(path))
        except NotUtf8Error as error:
            session.problem(f"{shown(path)}: {error}; run `awesomelint check` to see its encoding")
            continue
        yield from records(document)


def _written(session: Session, path: Path, text: str) -> bool:
    try:
        path.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        session.problem(f"{path}: {error.strerror or error}")
        return False
    return True
