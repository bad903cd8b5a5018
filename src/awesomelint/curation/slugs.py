"""Anchors of headings, as GitHub and other hosts make them."""

from __future__ import annotations

from typing import Literal, get_args
from unicodedata import category, normalize

from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

Host = Literal["github", "gitlab", "mkdocs", "attributes"]
HOSTS: tuple[Host, ...] = get_args(Host)
KEPT = ("L", "M")
# Symbols that Unicode counts among the letters (Other_Alphabetic in PropList.txt): Ⓐ, 🄰, 🅐, 🅰 and
# their rows.
_LETTERS = regex("[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")
_OWN_IDS = frozenset({"mkdocs", "attributes"})
_OWN_ID = regex(r"\{:?\s{0,9}#([\w:.-]{1,200})[^{}\n]{0,200}\}\s*\Z")
_HYPHENS = regex(r"-{2,}")
_NO_WORD = regex(r"[^\w\s-]")
_BLANKS = regex(r"[-\s]+")


def heading_text(node: nodes.Node, text: str) -> str:
    """The text of a heading that makes its anchor: with blanks, without tags and alt texts."""
    parts: list[str] = []
    stack = [node]
    while stack:
        part = stack.pop()
        match part:
            case nodes.Image():
                continue
            case nodes.Text():
                parts.append(text[part.start : part.end])
            case nodes.Escape() | nodes.Entity() | nodes.Code():
                parts.append(part.value)
            case nodes.SoftBreak() | nodes.HardBreak():
                parts.append(" ")
            case _:
                stack += reversed(part.children)
    return "".join(parts)


def slug(title: str, host: Host = "github") -> str:
    r"""Lower case, letters, marks, digits, `_` and `-` kept, blanks as `-`, all else dropped.

    Source: the filter for tables of contents of github/html-pipeline (`/[^\p{Word}\- ]/u`). GitLab
    makes several hyphens one, and puts `anchor-` before a number (`string_to_anchor` in
    lib/gitlab/utils/markdown.rb). MkDocs keeps ASCII alone (`slugify` of Python-Markdown's
    extension toc).
    """
    if host == "mkdocs":
        ascii_only = normalize("NFKD", title).encode("ascii", "ignore").decode()
        return _BLANKS.sub("-", _NO_WORD.sub("", ascii_only).strip().lower())
    if host == "gitlab":
        joined = _HYPHENS.sub("-", slug(title.strip()))
        return f"anchor-{joined}" if joined.isdecimal() else joined
    return "".join(_char(char) for char in title.lower()).replace(" ", "-")


def _char(char: str) -> str:
    is_kept = char in " -_" or _is_word(char)
    return char if is_kept else ""


def _is_word(char: str) -> bool:
    if char.isascii():
        return char.isalnum()
    kind = category(char)
    if kind.startswith(KEPT) or kind in {"Nd", "Pc", "Nl"}:
        return True
    return _LETTERS.match(char) is not None


def without_own_id(title: str) -> str:
    """A title without the id that it ends with (`## Title {#id}`)."""
    own = _OWN_ID.search(title)
    return title[: own.start()].rstrip() if own else title


class Slugs:
    """The slugs of one document; one that was given before is numbered.

    It may have been given to an equal heading, or to one that is called like a numbered slug. On
    hosts other than GitHub and GitLab a heading may end with its id: `## Title {#id}`.
    """

    def __init__(self, host: Host = "github") -> None:
        self._host = host
        self._count: dict[str, int] = {}

    def of(self, title: str) -> str:
        """The anchor of the next heading `title`."""
        if self._host in _OWN_IDS and (own := _OWN_ID.search(title)):
            return own[1]
        base = given = slug(title, self._host)
        mark = "_" if self._host == "mkdocs" else "-"
        while given in self._count or (not given and self._host == "mkdocs"):
            self._count[base] = self._count.get(base, 0) + 1
            given = f"{base}{mark}{self._count[base]}"
        self._count[given] = 0
        return given
