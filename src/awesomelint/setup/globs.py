"""Patterns of other tools as the globs of URLs that `links.exclude` takes."""

from __future__ import annotations

from awesomelint.text.patterns import regex

_META = frozenset("[](){}|+?*\\.^$")
_GLOB = frozenset("*?[")
_OPTIONAL = regex(r"(?<!\\)(?:\((?:\?:)?([\w\\.-]{1,40})\)|([a-z]))\?")
MOST = 8


def glob_of_part(part: str) -> str:
    """The glob for URLs that contain `part`."""
    return f"*{literal(part)}*"


def globs_of_regex(pattern: str) -> tuple[str, ...]:
    """The globs for URLs in which `pattern` is found; none where globs cannot say the same.

    A dot stands for itself: it is nearly always meant so, and what it excludes else is not asked.
    """
    globs = [_glob(one) for one in _alternatives(pattern)]
    return tuple(glob for glob in globs if glob) if all(globs) else ()


def _alternatives(pattern: str) -> list[str]:
    r"""`pattern` without what is optional in it (`https?`, `(www\\.)?`), and with it."""
    alternatives = [pattern]
    while (match := _OPTIONAL.search(alternatives[0])) and len(alternatives) < MOST:
        kept = match[1] or match[2]
        alternatives = [
            one.replace(match[0], text, 1) for text in ("", kept) for one in alternatives
        ]
    return alternatives


def _glob(pattern: str) -> str | None:
    start = "" if pattern.startswith("^") else "*"
    body = pattern.removeprefix("^")
    end = "*"
    if body.endswith("$") and not body.endswith("\\$"):
        body, end = body[:-1], ""
    middle = _translated(body)
    return None if middle is None else f"{start}{middle}{end}".replace("**", "*")


def _translated(body: str) -> str | None:
    glob, at = "", 0
    while at < len(body):
        if body.startswith((".*", ".+"), at):
            glob += "*"
            at += 2 + body.startswith("?", at + 2)
            continue
        if body.startswith("\\", at):
            at += 1
            if not body[at : at + 1] or body[at].isalnum():
                return None  # a class of characters
        elif body[at] in _META - {"."}:
            return None
        glob += literal(body[at])
        at += 1
        if body[at : at + 1] in {"*", "+", "?", "{"}:
            return None
    return glob or None


def literal(text: str) -> str:
    """The glob for `text` itself."""
    return "".join(f"[{char}]" if char in _GLOB else char for char in text)
