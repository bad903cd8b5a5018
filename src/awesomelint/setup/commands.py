"""Link checkers as workflows, makefiles and scripts call them: awesome_bot and lychee."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from awesomelint.rules import all_rules
from awesomelint.setup.globs import glob_of_part, globs_of_regex
from awesomelint.setup.setting import Note, Setting
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awesomelint.setup.setting import Found

NEVER_DEAD = (
    "only 404, 410 and domains that are gone make a link dead, so there is nothing to allow"
)
_CONTINUED = regex(r"\\\n[ \t]*")
_AWESOME_BOT = regex(r"\bawesome_bot[ \t]([^\n|;&]*)")
_LYCHEE = regex(r"(?<![\w./-])lychee[ \t]([^\n|;&]*)")
_FLAGS = frozenset({"--allow-redirect", "--allow-ssl", "--allow-timeout"})


def commands(name: str, text: str) -> Found:
    """What the file `name` tells the link checkers that it calls."""
    joined = _CONTINUED.sub(" ", text)
    found: Found = []
    for match in _AWESOME_BOT.finditer(joined):
        found += _awesome_bot(f"{name}, awesome_bot", _words(match[1]))
    for match in _LYCHEE.finditer(joined):
        found += _lychee(f"{name}, lychee", _words(match[1]))
    if "lychee-action" in joined:
        for arguments in _action(joined):
            found += _lychee(f"{name}, lychee-action", _words(arguments))
    return found


def _action(text: str) -> Iterator[str]:
    """The values of `args:`, also those that are folded over lines with more indentation."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        key, _, value = line.strip().removeprefix("- ").partition(":")
        if key != "args":
            continue
        if value.strip().rstrip("+-") not in {">", "|"}:
            is_quoted = value.count('"') == 2
            yield value.strip().strip("\"'") if is_quoted else value
            continue
        parts = []
        for more in lines[number + 1 :]:
            more_indent = len(more) - len(more.lstrip())
            if more.strip() and more_indent <= indent:
                break
            parts.append(more.strip())
        yield " ".join(parts)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=False)
    except ValueError:
        return line.split()


def _options(words: Sequence[str], takes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The options among `words` by their long names, each with its value; flags have none."""
    at = 0
    while at < len(words):
        option, equals, value = words[at].partition("=")
        at += 1
        if option in takes:
            if not equals and at < len(words):
                value = words[at]
                at += 1
            yield takes[option], value
        elif option.startswith("-"):
            yield option, ""


def _awesome_bot(where: str, words: Sequence[str]) -> Found:
    takes = {
        "-w": "--white-list", "--white-list": "--white-list", "-a": "--allow", "--allow": "--allow",
        "-t": "--set-timeout", "--set-timeout": "--set-timeout",
    }  # fmt: skip
    found: Found = []
    for option, value in _options(words, takes):
        if option == "--white-list":
            found += [
                Setting("links.exclude", glob_of_part(part.strip()), f"{where} --white-list")
                for part in value.split(",")
                if part.strip()
            ]
        elif option == "--set-timeout":
            found += number(where, "timeout", value, "--set-timeout")
        elif option == "--allow-dupe":
            found += unwanted(f"{where} --allow-dupe", "awesome_bot --allow-dupe")
        elif option == "--allow" or option in _FLAGS:
            found.append(Note(f"{where} {option} {value}".strip() + f": {NEVER_DEAD}"))
    return found


def _lychee(where: str, words: Sequence[str]) -> Found:
    takes = {
        "--exclude": "--exclude", "-a": "--accept", "--accept": "--accept", "-t": "--timeout",
        "--timeout": "--timeout", "--max-concurrency": "--max-concurrency",
        "--exclude-path": "--exclude-path",
    }  # fmt: skip
    found: Found = []
    for option, value in _options(words, takes):
        match option:
            case "--exclude":
                found += excluded(f"{where} --exclude", [value])
            case "--timeout" | "--max-concurrency":
                found += number(where, NUMBERS[option.strip("-").replace("-", "_")], value, option)
            case "--accept":
                found.append(Note(f"{where} --accept {value}: {NEVER_DEAD}"))
            case "--exclude-path":
                found.append(Note(f"{where} --exclude-path {value}: name such files under exclude"))
            case _:
                pass
    return found


def unwanted(where: str, name: str) -> Found:
    """The rules that another tool has under `name`, where it is told not to use it."""
    cards = all_rules().values()
    return [Setting("ignore", card.id, where) for card in cards if name in card.elsewhere]


NUMBERS = {"timeout": "timeout", "max_concurrency": "concurrency"}
_BOUNDS = {"timeout": (0.01, 600.0), "concurrency": (1.0, 1000.0)}


def number(where: str, name: str, value: object, option: str) -> Found:
    """A number of `links:`; a value out of its bounds is noted."""
    text = str(value).strip().removesuffix("s")
    low, high = _BOUNDS[name]
    try:
        parsed = float(text)
    except ValueError:
        parsed = 0.0
    if not low <= parsed <= high:
        return [Note(f"{where} {option} {value}: {name} takes {low:g} to {high:g}")]
    given = int(parsed) if parsed.is_integer() else parsed
    return [Setting("links", given, f"{where} {option}", name)]


def excluded(where: str, patterns: Sequence[str]) -> Found:
    """URLs that are not asked, given as regular expressions."""
    found: Found = []
    for pattern in patterns:
        globs = globs_of_regex(pattern)
        if not globs:
            found.append(
                Note(f"{where} {pattern}: links.exclude takes globs, and none says the same")
            )
        elif globs[0].lstrip("*").startswith(("mailto:", "file:")):
            found.append(Note(f"{where} {pattern}: such links are never asked"))
        else:
            found += [Setting("links.exclude", glob, f"{where} {pattern}") for glob in globs]
    return found
