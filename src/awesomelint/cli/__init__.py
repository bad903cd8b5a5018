"""The command line.

Each command is a module of this package with a `command`; it is imported when it is called.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint.cli import output
from awesomelint.text.printable import cut
from awesomelint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100, "show_default": True}
COMMANDS = (
    "baseline", "cache", "check", "config", "explain", "export", "fix", "identify", "init", "links",
    "sweep", "test-rules",
)  # fmt: skip


class Commands(click.Group):
    """The commands, each in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """The command `cmd_name`, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"awesomelint.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command named when there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from awesomelint.rules import nearest  # noqa: PLC0415 - only for the message

            hint = (
                nearest(args[0], self.list_commands(ctx))
                or f"; there are {', '.join(self.list_commands(ctx))}"
            )
            raise click.UsageError(f"there is no command {args[0]!r}{hint}", ctx) from None


@click.group(cls=Commands, context_settings=SETTINGS)
@click.version_option(__version__, prog_name="awesomelint")
def cli() -> None:
    """Lint and fix curated Markdown lists.

    Exit codes: 0 if there is nothing to report, 1 if there are findings, 2 if a file could not be
    processed.
    """


def run(args: Sequence[str]) -> int:
    """Run `args`; a user's mistake is one line on standard error and 2, Ctrl-C is 130."""
    output.prepare()
    try:
        code = _run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        output.give_up(sys.stdout)
        return 141
    except OSError as error:
        # what a command could not read or write it has said itself: this is the folder or the
        # stream that it works in
        output.give_up(sys.stdout)
        _tell(_why(error))
        return 2
    return code


def _run(args: Sequence[str]) -> int:
    try:
        code = cli.main(list(args), standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        _tell(error.format_message())
        return 2
    except OSError:
        raise
    except MemoryError:
        _tell("not enough memory; pass fewer or smaller files")
        return 2
    except Exception as error:
        if {"-v", "--verbose"} & set(args):
            raise
        _tell(
            f"this is a bug ({type(error).__name__}: {cut(str(error), 500)}); please report it "
            "with the command "
            "and the output of --verbose"
        )
        return 2
    return code if isinstance(code, int) else 0


def _why(error: OSError) -> str:
    """What the system refused, in words."""
    try:
        Path.cwd()
    except OSError:
        return "the working directory no longer exists; change to another one"
    return output.told(error)


def _tell(message: str) -> None:
    with suppress(OSError):  # a standard error that takes nothing: the exit code has to do
        output.tell(f"awesomelint: {message}")
