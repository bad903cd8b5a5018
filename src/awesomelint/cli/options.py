"""Options that several commands have, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from awesomelint.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Command = TypeVar("Command", bound="Callable[..., Any]")


class Names(click.ParamType):  # type: ignore[type-arg] # generic in click 8.5 only
    """Names parted by commas."""

    name = "NAMES"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ANN401 - click's
        """`a,b` → ("a", "b")."""
        del param, ctx
        return value if isinstance(value, tuple) else tuple(part.strip() for part in value.split(",") if part.strip())


def flat(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The names of an option that was given several times."""
    return tuple(name for value in values for name in value)


PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is said file by file

PATHS = click.argument("paths", nargs=-1, type=PATH)

SESSION = [
    click.option("--select", multiple=True, type=Names(), help="Run exactly these rules or categories."),
    click.option("--ignore", multiple=True, type=Names(), help="Leave these rules or categories out."),
    click.option("--profile", multiple=True, type=Names(), help="Add a profile: awesome, papers, zh, ja, ko, strict."),
    click.option("--config", "config_file", type=PATH, help="Use this config instead of the nearest one."),
    click.option("--stdin-filename", type=PATH, help="The name for standard input (PATH is -)."),
    click.option("--online", is_flag=True, help="Ask the network what the rules that need it want to know."),
    click.option(
        "--endpoint", multiple=True, metavar="NAME=URL", help="Ask this address instead (arxiv-api, archive)."
    ),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Color the output."),
    click.option("--quiet", "-q", is_flag=True, help="Say nothing on standard error but what went wrong."),
    click.option("--verbose", "-v", is_flag=True, help="Say also what was suppressed and which rules did not run."),
]

_REPORT = [
    click.option("--output-format", type=click.Choice(FORMATS), default="full", help="How to report (full)."),
    click.option("--output-file", type=PATH, help="Write the report into this file."),
    click.option("--show", type=click.Choice(["info"]), help="List infos too, instead of counting them."),
    click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them."),
]


def several(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """All of `options` as one decorator, in the order of the help."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


report = several(_REPORT)
fail_on = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    help="The least severity that makes the exit code 1 (check: warning; fix: never).",
)
