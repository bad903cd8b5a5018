"""`awesomelint identify`: what URLs, arXiv ids, DOIs and repository addresses refer to."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime

import click

from awesomelint.cli import output
from awesomelint.identity import identify
from awesomelint.text.printable import line


@click.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
def command(texts: tuple[str, ...]) -> int:
    """Show which paper, repository or page a URL or id refers to.

    Prints one line for each TEXT, or for each line of standard input without TEXT:
    `arxiv:2301.12597@v2` is a paper and its version, `!arxiv-invalid(month):2313.01234` an id that
    cannot exist, `url:…` any other page. `-` means that TEXT is neither a URL nor an id.
    """
    today = datetime.now(UTC).date()
    if texts:
        for text in texts:
            output.write(line(spelt(text, today)) + "\n")
        return 0
    for raw in iter(sys.stdin.buffer.readline, b""):
        output.write(line(spelt(raw.decode("utf-8", "replace").strip("\r\n"), today)) + "\n")
    return 0


def spelt(text: str, today: date) -> str:
    """The identity of `text` as one word, `-` where it has none."""
    found = identify(text, today)
    if found is None:
        return "-"
    return str(found)
