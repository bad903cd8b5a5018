"""Settings as the text of a commented config."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from awesomelint.setup.setting import Note, Setting
from awesomelint.text.patterns import regex
from awesomelint.text.printable import cut, json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.setup.setting import Found

_HEAD = """\
# The config of awesomelint for this repository, written by `awesomelint init` from what is here.
# All keys: `awesomelint config schema`. All rules: `awesomelint explain`.
"""
_TITLES = {
    "extends": "Rules for the language of the lists.",
    "files": "The lists: what is read when no PATH is given.",
    "exclude": "Files that are never read.",
    "per-file": "What holds for some of the lists only.",
    "select": "Rules that are off by default. "
    "These lists keep to them, so new entries can be held to them.",
    "ignore": "Rules that are switched off, as they are in another tool.",
    "layout": "What `fix` writes, whatever most of the list does.",
    "links": "How `links` asks, and what it never asks.",
}
_LONGEST = 160
_PLAIN = regex(r"[a-z]+(?:-[a-z]+)*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})  # YAML's own


def rendered(found: Found) -> str:
    """The text of a `.awesomelint.yaml` with the settings `found`, each with its reason.

    Of equal settings, the first is written.
    """
    settings = [one for one in found if isinstance(one, Setting)]
    notes = [one for one in found if isinstance(one, Note)]
    blocks = [_HEAD]
    for key, title in _TITLES.items():
        if lines := list(_block(key, settings)):
            blocks.append(f"# {title}\n{key}:\n" + "".join(f"{line}\n" for line in lines))
    if notes:
        texts = dict.fromkeys(_comment(note.text) for note in notes)
        blocks.append("# Not taken over:\n" + "".join(f"# - {text}\n" for text in texts))
    return "\n".join(blocks)


def _block(key: str, settings: Sequence[Setting]) -> Iterator[str]:
    """The lines under `key`."""
    seen: set[str | float] = set()
    for one in settings:
        if one.key != key or (one.name or one.value) in seen:
            continue
        seen.add(one.name or one.value)
        match key:
            case "layout" | "links":
                written = f"{one.name}: {_value(one.value)}"
            case "per-file":
                written = f"{_value(one.name)}: {{extends: [{one.value}]}}"
            case _:
                written = f"- {_value(one.value)}"
        yield f"  {written}  # {_comment(one.why)}"
    if key == "links":
        excluded = list(_block("links.exclude", settings))
        if excluded:
            yield "  exclude:"
            yield from (f"  {line}" for line in excluded)


def _value(value: str | float) -> str:
    """As YAML, which JSON is; a plain word where it can be taken for nothing else."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in _WORDS:
        return value
    quoted = json_text(json.dumps(value, ensure_ascii=False))
    return "".join(map(_spelt, quoted))


def _spelt(char: str) -> str:
    """A character as YAML escapes it: one escape beyond U+FFFF, where JSON has two."""
    if char.isprintable():
        return char
    code = ord(char)
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\u{code:04x}"


def _comment(text: str) -> str:
    shown = cut(" ".join(text.split()), _LONGEST)
    return "".join(char if char.isprintable() else "�" for char in shown)
