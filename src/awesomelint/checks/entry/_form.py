"""How entries are written: separator, description and its last character."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast
from unicodedata import category, east_asian_width

from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document, Entry

STOPS = frozenset(".!?…。！？")
# what may stand behind the last stop: quotes, brackets, emoji
_CLOSERS = frozenset("\"'”’»」』）)]】*_")
_SHORTCODE = regex(r":[a-z0-9_+-]{2,40}:\Z")
# the mark behind what may stand between link and description: stars, an emoji
_MARK = regex("[ \t\u00a0]{0,9}[-–—:：|~‑]{1,9}[ \t\u00a0]{0,9}\\Z")
# what follows the first colon of :zap: is no description
_EMOJI_REST = regex(r"(?<=:)[a-z0-9_+-]{2,40}:")
LONGEST_SHORTCODE = 42


class Described(NamedTuple):
    """An entry `title link, separator, description`.

    `mark` is its separator, blanks included, and `separator` the text of that; `words` is what
    readers see of the description; `sentence` is that without the marks behind it (badges, emoji,
    code); `last` is the offset behind its last word, where a full stop belongs, or -1 where it ends
    in something else than words (a URL, a formula).
    """

    entry: Entry
    mark: Span
    separator: str
    words: str
    sentence: str
    last: int


def described(document: Document) -> tuple[Described, ...]:
    """The bullets and numbered entries of `document` with a linked title and a description.

    The result is kept with the document.
    """
    known = document.memo.get("described")
    if known is None:
        known = document.memo["described"] = tuple(_read(document))
    return cast("tuple[Described, ...]", known)


def _read(document: Document) -> Iterator[Described]:
    text = document.text
    for entry in document.entries:
        if entry.separator is None or entry.description is None:
            continue
        if not has_linked_title(entry, text) or _EMOJI_REST.match(text, entry.description.start):
            continue
        inlines = _inlines(entry)
        start = entry.description.start
        words = "".join(_shown(inlines, start, entry.description.end, text)).strip()
        if words:
            mark = _mark(text, entry.separator)
            separator = text[mark.start : mark.end]
            last = _last(inlines, start, text)
            sentence = ""
            if last >= 0:
                sentence = "".join(_shown(inlines, start, last, text)).strip()
            yield Described(entry, mark, separator, words, sentence, last)


def _mark(text: str, separator: Span) -> Span:
    """The last mark in `separator`, with the blanks beside it."""
    found = _MARK.search(text[separator.start : separator.end])
    return Span(separator.start + found.start(), separator.end) if found else separator


def has_linked_title(entry: Entry, text: str) -> bool:
    """Whether `entry` is a list item that begins with a link in Markdown, which is its title."""
    primary = entry.primary
    if (
        entry.shape not in {"bullet", "number"}
        or primary is None
        or primary.kind not in {"inline", "reference"}
        or entry.title is None
        or entry.title_is_url
        or not primary.start <= entry.title.start < primary.end
    ):
        return False
    start = entry.marker.end if entry.marker else entry.start
    if any(span.start < span.end <= primary.start for span in entry.tags):
        return True
    return not any(map(str.isalnum, text[start : primary.start]))


def _inlines(entry: Entry) -> Sequence[nodes.Node]:
    first = entry.node.children[0] if entry.node.children else None
    return first.children if isinstance(first, nodes.Paragraph) else ()


def _shown(inlines: Sequence[nodes.Node], start: int, end: int, text: str) -> Iterator[str]:
    for node in inlines:
        if node.end <= start or node.start >= end or isinstance(node, nodes.Image):
            continue
        if isinstance(node, nodes.Text):
            yield text[max(node.start, start) : min(node.end, end)]
        else:
            yield nodes.plain(node, text)


def _last(inlines: Sequence[nodes.Node], start: int, text: str) -> int:
    """The end of the last words behind `start`, before trailing marks; -1 without words."""
    for node in reversed(inlines):
        if node.end <= start:
            return -1
        if _is_mark(node, text):
            continue
        if isinstance(node, nodes.Text):
            first = max(node.start, start)
            end = first + len(_without_emoji(text[first : node.end]))
            if end > first:
                return end
        else:
            return node.end if _ends_in_words(node) else -1
    return -1


def _is_mark(node: nodes.Node, text: str) -> bool:
    """Whether `node` is an image, a badge, a comment, or code such as `MIT` behind a sentence."""
    match node:
        case nodes.Image() | nodes.SoftBreak() | nodes.HardBreak() | nodes.Code():
            return True
        case nodes.Link():
            return bool(node.children) and all(
                isinstance(one, nodes.Image) for one in node.children
            )
        case nodes.Html():
            return text.startswith("<!--", node.start)
        case _:
            return False


def _ends_in_words(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Link):
        return node.form not in {"autolink", "bare", "email"}
    return isinstance(node, nodes.Emphasis | nodes.Strong)


def _without_emoji(words: str) -> str:
    while True:
        shorter = words.rstrip()
        tail = max(len(shorter) - LONGEST_SHORTCODE, 0)
        shorter = shorter[:tail] + _SHORTCODE.sub("", shorter[tail:])
        while shorter and _is_symbol(shorter[-1]):
            shorter = shorter[:-1]
        if shorter == words:
            return words
        words = shorter


def _is_symbol(char: str) -> bool:
    return category(char) in {"So", "Sk", "Cs"} or char in "\u200d\ufe0f\u20e3"


def ends_sentence(words: str) -> bool:
    """Whether `words` end in a stop, or hold one and end in brackets."""
    end = len(words)
    while end and words[end - 1] in _CLOSERS:
        end -= 1
    if end and words[end - 1] in STOPS:
        return True
    return words[-1:] in {")", "）"} and any(stop in words for stop in STOPS)


def is_wide(char: str) -> bool:
    """Whether `char` is of a script that ends its sentences with 。."""
    return bool(char) and east_asian_width(char) in {"W", "F"} and not "\uac00" <= char <= "\ud7a3"
