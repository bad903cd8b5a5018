"""The command line. Each command is a module of this package with a `command`; it is imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARED = {"__init__", "interactive", "options", "session"}


class Commands(click.Group):
    """Commands by the names of their modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands."""
        del ctx
        folder = Path(__file__).parent
        return sorted(path.stem for path in folder.glob("[a-z]*.py") if path.stem not in SHARED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command `cmd_name`, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"awesomelint.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command named when there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from awesomelint.rules import nearest  # noqa: PLC0415 - only for the message

            hint = nearest(args[0], self.list_commands(ctx)) or f"; there are {', '.join(self.list_commands(ctx))}"
            raise click.UsageError(f"no command is called {args[0]!r}{hint}", ctx) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="awesomelint")
def cli() -> None:
    """Lint and mend curated Markdown lists.

    Exit codes: 0 nothing to report, 1 findings, 2 something could not be judged or done.
    """


def run(args: Sequence[str]) -> int:
    """Run `args`; a user's mistake is one line on standard error and 2, Ctrl-C is 130."""
    try:
        code = cli.main(list(args), standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"awesomelint: {error.format_message()}", err=True)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 141
    except Exception as error:
        if {"-v", "--verbose"} & set(args):
            raise
        click.echo(
            f"awesomelint: this is a bug ({type(error).__name__}: {error}); please report it with the command "
            "and the output of --verbose",
            err=True,
        )
        return 2
    return code if isinstance(code, int) else 0
