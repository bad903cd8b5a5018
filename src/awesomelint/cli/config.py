"""`awesomelint config`: the settings for a file, and the schema of the config file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from awesomelint.cli import output
from awesomelint.cli.session import Session, mistakes
from awesomelint.reading import real
from awesomelint.rules.cardschema import card_schema
from awesomelint.rules.config import config_for, schema
from awesomelint.text.printable import line


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> int:
    """Show the settings for a file, or the schema of the config.

    Without a command, print the settings for README.md.
    """
    if ctx.invoked_subcommand is None:
        return int(ctx.invoke(show, path=Path("README.md")) or 0)
    return 0


@command.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path("README.md"))
def show(path: Path) -> int:
    """Print the rules, severities and options for PATH.

    PATH is README.md by default. The first line of the output names the config file that they come
    from.
    """
    with mistakes():
        session = Session()
        config = session.config(path)
        source = config.path or "no config file; profile recommended"
        output.write(line(f"# {source}") + "\n")
        for rule in session.linter(path).rules():
            severity = ", ".join(
                f"{level}: {rule.severity_of(level)}" if level else rule.severity_of(level)
                for level in rule.rule.severity
            )
            options = "".join(f"  {name}={value!r}" for name, value in rule.options.items())
            output.write(line(f"{rule.rule.id}: {severity}{options}") + "\n")
    return 0


@command.command("schema")
@click.option("--cards", is_flag=True, help="The schema of cards, not of the config.")
def print_schema(cards: bool) -> int:
    """Print the JSON Schema of the config file.

    It knows the rules of the config in the current folder and those of installed packages. With
    --cards, print the schema of a file of cards, as `rule-paths` names them.
    """
    with mistakes():
        made = card_schema() if cards else schema(config_for(real(Path())).rules)
    text = json.dumps(made, indent=2, ensure_ascii=False)
    output.write(f"{text}\n")
    return 0
