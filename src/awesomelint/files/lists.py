"""Which Markdown files are lists that somebody maintains by hand."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from awesomelint.reading import read_inside
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = regex(
    r"^(changelog|changes|history|license|licence|copying|security|support|code[-_]of[-_]conduct|contributing"
    r"|pull_request_template|issue_template|authors|maintainers|todo)\b",
    re.IGNORECASE,
)
# Folders of what is no list of its own: copies, material of tests, forms to fill in.
_FOLDERS = frozenset(
    {
        *(".github", ".history", "history", "backup", "backups", "bak", "old"),
        *("test", "tests", "__tests__", "testdata", "fixtures"),
        *("template", "templates", "_templates", ".templates"),
        *(
            "vendor",
            "third_party",
            "third-party",
            "node_modules",
            "bower_components",
            "site-packages",
        ),
    }
)
_COPY = regex(
    r"(?:\A|[-_. ])(?:bak|backup|old|orig|copy|template)(?:[-_. ]?\d{1,4}|\(\d{1,4}\))?\Z",
    re.IGNORECASE,
)
# What programs write at the top of their files; a part that one keeps up to date makes no file
# generated.
_GENERATED = regex(
    r"\b(?:do not|don['’]t|never) (?:manually |directly )?(?:edit|modify)\b"
    r"(?! (?:this |the |below |or remove )*(?:section|part|region|block|toc|table|lines?)\b)"
    r"|\b(?:file|page|readme|document|list)\b[^.\n]{0,40}\b(?:auto|automatically)[- ]?generated\b"
    r"|\b(?:auto|automatically)[- ]?generated (?:file|page|readme|document|by|from)\b"
    r"|自动生成[^\n]{0,20}(?:勿|不要)[^\n]{0,6}(?:编辑|修改)|(?:勿|不要)(?:手动|直接)?(?:编辑|修改)(?:此|本|该)文件",
    re.IGNORECASE,
)
TOP = 2000
_MARKER = r"(?:[-*+|•·●]|\d{1,9}[.)、．]|[(（]\d{1,9}[)）])"
_LINKED = r"[^\n]*(?:\]\(|https?://|href=)"
_LINK_MARKS = ("](", "https://", "http://", "href=")
# An item, a row, or a line that begins with its link (a badge and a definition are no entries).
LINKED_ENTRY = regex(
    rf"^[ \t>]*(?:(?:{_MARKER}|<t[dr]\b){_LINKED}|\**\[(?![!^])[^\]\n]*\](?=\())", re.MULTILINE
)
LIST_ITEM = regex(r"^[ \t>]*(?:[-*+|]\s|\d{1,9}(?:[.)]\s|[、．]))", re.MULTILINE)
ENTRY = regex(r"[ \t>]*(?:[-*+|](?!\S)|[|<]|\d{1,9}[.)、．]|\**!?\[|<?https?://)")
PROSE = regex(r"[^ \t>]")
_HEADING_LINE = regex(r"#{1,6}(?![^\n]*(?:\]\(|://))|[-=]{3,}[ \t]*$")
MIN_ENTRIES = 10
MIN_LINKED = 3
SHORT = 25  # lines


def no_list_by_name(path: str) -> str:
    """Why the path of a file, below the folder that is looked through, is not that of a list.

    The path has `/`. It is "" if it may be one.
    """
    *folders, name = path.split("/")
    if _NAMES.match(name):
        return "not a list by name"
    stem = os.path.splitext(name)[0]  # noqa: PTH122 - asked for each file of a run
    if any(folder.lower() in _FOLDERS for folder in folders) or _COPY.search(stem):
        return "a copy, test or template"
    return ""


def no_list(path: Path, *, named: bool) -> str:
    """Why what a file holds is no list; empty if it is one.

    A file that cannot be read counts as a list, so that the run reports what is wrong with it.
    """
    try:
        raw = read_inside(path)
    except OSError:
        return ""
    return no_list_in(raw, named=named)


def no_list_in(raw: bytes, *, named: bool) -> str:
    """Why the content of a file is no list; empty if it is one.

    A file that somebody `named` needs less evidence.
    """
    text = raw.decode("utf-8", "replace")
    if named and "\ufffd" in text:
        return ""
    if _GENERATED.search(text, 0, TOP):
        return "generated"
    return "" if (_mostly_entries if named else looks_like_list)(text) else "not a list"


def looks_like_list(text: str) -> bool:
    """Whether a text holds ten linked entries, or mostly entries.

    It is decided from the lines, without parsing them.
    """
    if not any(mark in text for mark in _LINK_MARKS):
        return False
    linked = sum(1 for _ in LINKED_ENTRY.finditer(text))
    if linked >= MIN_ENTRIES:
        return True
    filled = sum(1 for line in text.split("\n") if line.strip() and not line.startswith("#"))
    return linked >= MIN_LINKED and sum(1 for _ in LIST_ITEM.finditer(text)) * 2 > filled


def _mostly_entries(text: str) -> bool:
    """Whether a text has more lines of entries than of prose.

    Entries are items, rows, tags of HTML and lines that begin with a link; what is indented or
    quoted belongs to either. Ten linked entries make any file a list, and a long file without three
    is none.
    """
    linked = sum(1 for _ in LINKED_ENTRY.finditer(text))
    if linked >= MIN_ENTRIES:
        return True
    entries = prose = 0
    for line in text.split("\n"):
        if ENTRY.match(line):
            entries += 1
        elif PROSE.match(line) and not _HEADING_LINE.match(line):
            prose += 1
    if linked < MIN_LINKED and entries + prose > SHORT:
        return False
    return entries > prose or not prose
