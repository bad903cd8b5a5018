"""Options that several commands share, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from awesomelint.report import FORMATS
from awesomelint.rules.config import profile_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Command = TypeVar("Command", bound="Callable[..., Any]")


class Names(click.ParamType):  # type: ignore[type-arg] # generic in click 8.5 only
    """Names separated by commas."""

    name = "NAMES"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's
        param: click.Parameter | None,  # noqa: ARG002 - the same
        ctx: click.Context | None,  # noqa: ARG002 - the same
    ) -> tuple[str, ...]:
        """`a,b` → ("a", "b")."""
        return (
            value
            if isinstance(value, tuple)
            else tuple(part.strip() for part in value.split(",") if part.strip())
        )


def flat(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The names of an option that was given several times."""
    return tuple(name for value in values for name in value)


PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is said file by file

PATHS = click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")

SESSION = [
    click.option(
        "--select", multiple=True, type=Names(), help="Run only these rules or categories."
    ),
    click.option("--ignore", multiple=True, type=Names(), help="Skip these rules or categories."),
    click.option(
        "--profile",
        multiple=True,
        type=Names(),
        help=f"Add a profile: {', '.join(profile_names())}.",
    ),
    click.option(
        "--config",
        "config_file",
        type=PATH,
        help="Use this config file instead of the nearest one.",
    ),
    click.option(
        "--stdin-filename", type=PATH, help="File name to use for standard input (PATH -)."
    ),
    click.option(
        "--since",
        metavar="REV",
        help="Report and fix only what was added since REV (since its merge base with HEAD).",
    ),
    click.option(
        "--baseline",
        "baseline_file",
        type=PATH,
        help="Use this file of accepted findings instead of the nearest one (see `awesomelint "
        "baseline`).",
    ),
    click.option(
        "--online",
        is_flag=True,
        help="Allow network requests, for rules about link status and paper titles.",
    ),
    click.option(
        "--endpoint",
        multiple=True,
        metavar="NAME=URL",
        help="Use URL for the service NAME (arxiv-api or archive).",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(1),
        metavar="N",
        help="Use N processes for many files (default: the number of processors).",
    ),
    click.option(
        "--no-cache", is_flag=True, help="Neither use nor keep results of unchanged files."
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="When to color the output.",
    ),
    click.option("--quiet", "-q", is_flag=True, help="Print only errors on standard error."),
    click.option(
        "--verbose",
        "-v",
        is_flag=True,
        help="Also print suppressed findings, rules that did not run, and tracebacks.",
    ),
]

_REPORT = [
    click.option(
        "--output-format", type=click.Choice(FORMATS), default="full", help="Report format."
    ),
    click.option(
        "--output-file", type=PATH, help="Write the report to this file instead of standard output."
    ),
    click.option(
        "--show",
        type=click.Choice(["info"]),
        help="List findings of severity info instead of only counting them.",
    ),
    click.option(
        "--statistics",
        is_flag=True,
        help="Print the number of findings for each rule instead of the findings.",
    ),
]


def several(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """All of `options` as one decorator, in the order of the help."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


report = several(_REPORT)


def fail_on(default: str | None) -> Callable[[Command], Command]:
    """The option `--fail-on` with the default of one command.

    With None, no finding makes the exit code 1.
    """
    never = "" if default else " Without it, remaining findings do not change the exit code."
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info"]),
        default=default,
        help=f"Exit with 1 if there are findings of this severity or higher.{never}",
    )
