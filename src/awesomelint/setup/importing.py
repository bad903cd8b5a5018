"""What other tools were told in files of theirs, as settings of this one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from awesomelint.setup.commands import NEVER_DEAD, NUMBERS, commands, excluded, number, unwanted
from awesomelint.setup.setting import Note, Setting
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.setup.setting import Found

_STYLES = {
    "asterisk": "*", "dash": "-", "plus": "+", "underscore": "_", "backtick": "`", "tilde": "~",
    "atx": "atx", "setext": "setext",
}  # fmt: skip
# Rules of markdownlint (https://github.com/DavidAnson/markdownlint/blob/main/doc/Rules.md) by their
# two names, and the option of `layout:` that says the same.
_LAYOUT = {
    "md003": "heading", "heading-style": "heading", "md004": "bullet", "ul-style": "bullet",
    "md007": "indent", "ul-indent": "indent", "md048": "fence", "code-fence-style": "fence",
    "md049": "emphasis", "emphasis-style": "emphasis", "md050": "strong", "strong-style": "strong",
}  # fmt: skip
_CHOICES = {
    "heading": ("atx", "setext"), "bullet": ("*", "-", "+"), "indent": ("2", "3", "4"),
    "fence": ("`", "~"), "emphasis": ("*", "_"), "strong": ("*", "_"),
}  # fmt: skip
_NESTED = 500
_DISABLED = regex(r"<!--[ \t]*lint (?:disable|ignore)[ \t]([^\n<>]*)-->")
# a string, or a comment of either kind; what is not closed reaches to the end
_COMMENT = regex(r'"(?:[^"\\\n]|\\.)*+"?|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?')
_TRAILING = regex(r",(?=\s*[}\]])")


def settings_in(name: str, text: str) -> Found:
    """The settings in the file `name`, if it is a config of a known tool.

    `name` is a path with `/` from the root.
    """
    for pattern, read in _READERS.items():
        if fnmatchcase(name, pattern):
            return read(name, text)
    return []


def is_of_another_tool(name: str) -> bool:
    """Whether another tool reads the file `name`."""
    return any(fnmatchcase(name, pattern) for pattern in _READERS)


def lint_comments(name: str, text: str) -> Found:
    """What comments in a list tell awesome-lint."""
    where = f"{name}, <!--lint disable-->"
    found: Found = []
    without: list[str] = []
    disabled = {word for match in _DISABLED.finditer(text) for word in match[1].split()}
    for word in sorted(disabled):
        ours = unwanted(f"{where} {word}", word)
        found += ours
        without += [] if ours else [word]
    if without:
        found.append(Note(f"{where} {', '.join(without)}: no rule here does the same"))
    return found


def _lychee_toml(name: str, text: str) -> Found:
    try:
        keys = tomllib.loads(text)
    except (ValueError, RecursionError):
        return [Note(f"{name} was not read: it is no TOML")]
    found: Found = excluded(f"{name}, exclude", _texts(keys.get("exclude")))
    for key, ours in NUMBERS.items():
        if key in keys:
            found += number(name, ours, keys[key], key)
    if "accept" in keys:
        found.append(Note(f"{name}, accept: {NEVER_DEAD}"))
    if paths := _texts(keys.get("exclude_path")):
        found.append(
            Note(f"{name}, exclude_path {', '.join(paths)}: name such files under exclude")
        )
    return found


def _lychee_ignore(name: str, text: str) -> Found:
    lines = [line.strip() for line in text.split("\n")]
    return excluded(f"{name},", [line for line in lines if line and not line.startswith("#")])


def _markdown_link_check(name: str, text: str) -> Found:
    keys = _json(text)
    if not isinstance(keys, Mapping):
        return [Note(f"{name} was not read: it is no JSON")]
    ignored = keys.get("ignorePatterns")
    found = excluded(
        f"{name}, ignorePatterns",
        [
            str(one["pattern"])
            for one in (ignored if isinstance(ignored, list) else [])
            if isinstance(one, Mapping) and "pattern" in one
        ],
    )
    if "timeout" in keys:
        found += number(name, "timeout", keys["timeout"], "timeout")
    if "aliveStatusCodes" in keys:
        found.append(Note(f"{name}, aliveStatusCodes: {NEVER_DEAD}"))
    if "httpHeaders" in keys:
        found.append(Note(f"{name}, httpHeaders: no headers are sent that one site alone wants"))
    return found


def _markdownlint(name: str, text: str) -> Found:
    keys = _json(text) if name.endswith(("json", "jsonc", "rc")) else _yaml(text)
    if not isinstance(keys, Mapping):
        return [Note(f"{name} was not read: it is no mapping")]
    found: Found = []
    if "markdownlint-cli2" in name:
        if globs := _texts(keys.get("ignores")):
            found.append(Note(f"{name}, ignores {', '.join(globs)}: name such files under exclude"))
        keys = keys.get("config") or {}
    without: list[str] = []
    for rule, value in keys.items() if isinstance(keys, Mapping) else ():
        ours = str(rule).lower()
        if value is False and ours != "default":
            names = (ours, ours.upper())
            rules = [one for word in names for one in unwanted(f"{name} switches {rule} off", word)]
            found += rules
            without += [] if rules else [str(rule)]
        elif isinstance(value, Mapping) and ours in _LAYOUT:
            found += _pinned(name, str(rule), _LAYOUT[ours], value)
    if without:
        found.append(Note(f"{name} switches {', '.join(without)} off: no rule here does the same"))
    return found


def _pinned(name: str, rule: str, option: str, value: Mapping[Any, Any]) -> Found:
    given = value.get("indent") if option == "indent" else value.get("style")
    spelt = _STYLES.get(str(given), str(given))
    if spelt in _CHOICES[option]:
        return [Setting("layout", spelt, f"{name}, {rule}: {given}", option)]
    if given in {None, "consistent"}:
        return []  # as `keep` has it
    return [Note(f"{name}, {rule}: {given}: layout.{option} has no such value")]


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, str)]


def _json(text: str) -> object:
    """JSON with comments and commas at the ends; None if it is none."""
    plain = _COMMENT.sub(lambda match: match[0] if match[0].startswith('"') else " ", text)
    try:
        loaded: object = json.loads(_TRAILING.sub("", plain))
    except (ValueError, RecursionError):
        return _yaml(text)
    return loaded


def _yaml(text: str) -> object:
    """YAML without aliases and without more nesting than settings have; None if it is none."""
    if sum(map(text.count, "[{")) > _NESTED:
        return None
    import yaml  # noqa: PLC0415 - only where another tool has a file of it

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            return None
        loaded: object = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None
    return loaded


_READERS: Mapping[str, Callable[[str, str], Found]] = {
    "lychee.toml": _lychee_toml,
    ".lychee.toml": _lychee_toml,
    ".github/lychee.toml": _lychee_toml,
    ".lycheeignore": _lychee_ignore,
    ".markdown-link-check.json": _markdown_link_check,
    "markdown-link-check.json": _markdown_link_check,
    "*mlc_config.json": _markdown_link_check,
    "*mlc-config.json": _markdown_link_check,
    "*markdown-link-check*.json": _markdown_link_check,
    ".markdownlint.json": _markdownlint,
    ".markdownlint.jsonc": _markdownlint,
    ".markdownlint.yaml": _markdownlint,
    ".markdownlint.yml": _markdownlint,
    ".markdownlintrc": _markdownlint,
    ".markdownlint-cli2.jsonc": _markdownlint,
    ".markdownlint-cli2.yaml": _markdownlint,
    ".travis.yml": commands,
    ".github/workflows/*.yml": commands,
    ".github/workflows/*.yaml": commands,
    "Makefile": commands,
    "Rakefile": commands,
    "package.json": commands,
}
