"""`awesomelint test-rules`: the examples of your own rules, executed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint.cli import output
from awesomelint.cli.session import mistakes
from awesomelint.examples import broken, examples
from awesomelint.reading import real
from awesomelint.rules import fixtures_of
from awesomelint.rules.config import Config, config_for
from awesomelint.rules.own import cards_in
from awesomelint.text.printable import line, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from awesomelint.rules import Rule


@click.command()
@click.argument("place", type=click.Path(path_type=Path), required=False, metavar="[PATH]")
def command(place: Path | None) -> int:
    """Run the examples of your own rules.

    PATH is a folder or a file of cards; without it, the rules of `rule-paths` in the config and
    those of installed packages are tested. Exit code 2 if an example fails.
    """
    with mistakes():
        config = config_for(real(Path())) if place is None else _config_of(place)
        rules = config.own if place else _own(config)
        failed = untested = 0
        for rule in rules.values():
            problems = list(_failures(rule, config))
            failed += len(problems)
            untested += not problems and not _has_examples(rule)
            for problem in problems:
                output.write(line(f"{rule.id}: {problem}") + "\n")
    tested = f"{len(rules)} rule{'' if len(rules) == 1 else 's'} tested"
    without = f", {untested} without examples" if untested else ""
    output.tell(f"{tested}{without}: {failed} example{'' if failed == 1 else 's'} failed")
    return 2 if failed else 0


def _config_of(place: Path) -> Config:
    """A config with the rules of the cards at `place` alone."""
    whole = real(place)
    return Config(own=cards_in([whole.name], whole.parent, "test-rules"))


def _own(config: Config) -> Mapping[str, Rule]:
    return {rule.id: rule for rule in config.rules.values() if rule.source}


def _failures(rule: Rule, config: Config) -> Iterator[str]:
    """What is wrong with the examples on a rule's card, and in its folder of fixtures."""
    for one in broken(rule, config):
        yield f"{one.name}: {one.problem}"
    folder = fixtures_of(rule)
    if folder is not None:
        for example in examples(rule.id, folder, config):
            if not example.holds:
                actual = printable(example.actual.decode("utf-8", "replace"), keep="\n")
                yield f"{example.path}: the rule gives {actual!r}"


def _has_examples(rule: Rule) -> bool:
    return bool(rule.examples) or fixtures_of(rule) is not None
