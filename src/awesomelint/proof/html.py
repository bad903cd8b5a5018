"""HTML by the parser that GitHub's is built on: a second opinion on every proof."""

from __future__ import annotations

import ctypes
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar

from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OPENING = regex(r"<(?:(?P<pre>pre)[\s>]|(?P<code>code)>|(?P<textarea>textarea)|(?P<comment>!--))")
_CLOSING = {"pre": "</pre>", "code": "</code>", "textarea": "</textarea>", "comment": "-->"}
_SPACE = regex(r"[ \t\n\r\f]+")
_BLOCKS = (
    "p|div|ul|ol|li|h[1-6]|hr|table|thead|tbody|tr|th|td|blockquote|section|details|summary|dl|dt|dd|center|"
    "article|aside|figure|figcaption|footer|header|main|nav|caption|colgroup|col|tfoot"
)
_BESIDE = regex(rf" ?(</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>) ?")
EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist")
_ALONE = Lock()
"""cmark-gfm keeps the characters of its extensions in one table, and clears it.

The table serves all parsers, and each of them clears it afterwards.
"""


@cache
def _options() -> int:
    from cmarkgfm.cmark import Options  # noqa: PLC0415 - only proofs need the second parser

    return int(Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES)


@cache
def _sourcepos() -> int:
    from cmarkgfm.cmark import Options  # noqa: PLC0415 - only proofs need the second parser

    return int(Options.CMARK_OPT_SOURCEPOS)


def render(text: str, *, places: bool = False) -> str:
    """`text` (without front matter) as HTML, raw HTML included.

    With `places`, blocks carry `data-sourcepos`.
    """
    options = _options() | (_sourcepos() if places else 0)
    with _ALONE:
        return _render(text, options)


def _render(text: str, options: int) -> str:
    from cmarkgfm import _cmark, cmark  # noqa: PLC0415 - only proofs need the second parser

    cmark.core_extensions_ensure_registered()
    parser = cmark.parser_new(options)
    try:
        for name in EXTENSIONS:
            cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension(name))
        cmark.parser_feed(parser, text)
        root = cmark.parser_finish(parser)
        html = _cmark.lib.cmark_render_html(
            root, options, cmark.parser_get_syntax_extensions(parser)
        )
        rendered: str = _cmark.ffi.string(html).decode()
    finally:
        cmark.parser_free(parser)
    _free(root, html)
    return rendered


class _Allocator(ctypes.Structure):
    """`cmark_mem` of cmark-gfm."""

    _fields_: ClassVar = [(name, ctypes.c_void_p) for name in ("calloc", "realloc", "free")]


@cache
def _freeing() -> tuple[Callable[[int], None], Callable[[int], None]] | None:
    """The functions of cmark itself that free a tree and a text.

    It is None where the library does not export them. cmarkgfm binds neither, and so keeps the tree
    and the HTML of every text that it ever rendered: fifteen times the size of the text.
    """
    from cmarkgfm import _cmark  # noqa: PLC0415 - the same

    try:
        library = ctypes.CDLL(_cmark.__file__)
        node_free = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(("cmark_node_free", library))
        allocator = library.cmark_get_default_mem_allocator
    except (OSError, AttributeError):
        return None
    allocator.restype = ctypes.POINTER(_Allocator)
    return node_free, ctypes.CFUNCTYPE(None, ctypes.c_void_p)(allocator().contents.free)


def _free(root: Any, html: Any) -> None:  # noqa: ANN401 - pointers of cffi
    from cmarkgfm import _cmark  # noqa: PLC0415 - the same

    if functions := _freeing():
        for free, pointer in zip(functions, (root, html), strict=True):
            free(int(_cmark.ffi.cast("uintptr_t", pointer)))


def folded(html: str) -> str:
    """`html` with white space collapsed outside code and comments, and none beside blocks."""
    parts = _kept(html)
    for index in range(0, len(parts), 2):
        parts[index] = _BESIDE.sub(r"\1", _SPACE.sub(" ", parts[index]))
    for index in range(1, len(parts), 2):
        if parts[index].startswith("<pre"):
            parts[index - 1] = parts[index - 1].rstrip(" ")
            parts[index + 1] = parts[index + 1].lstrip(" ")
    return "".join(parts).strip(" ")


def _kept(html: str) -> list[str]:
    """`html` in parts: at odd places code and comments, whose white space counts.

    What is never closed is neither.
    """
    parts: list[str] = []
    done = 0
    endless: set[str] = set()
    for opening in _OPENING.finditer(html):
        kind = opening.lastgroup or ""
        if opening.start() < done or kind in endless:
            continue
        end = html.find(_CLOSING[kind], opening.end())
        if end < 0:
            endless.add(kind)
            continue
        end += len(_CLOSING[kind])
        parts += (html[done : opening.start()], html[opening.start() : end])
        done = end
    return [*parts, html[done:]]


def tags(html: str) -> Iterator[tuple[int, int]]:
    """Where the tags and comments of `html` are, in order."""
    start, last = html.find("<"), html.rfind("-->")
    while start >= 0:
        comment = html.startswith("<!--", start) and start < last
        end = html.find("-->", start + 4) if comment else -1
        end = end + 2 if end >= 0 else html.find(">", start + 1)
        if end < 0:
            return
        if end > start + 1:
            yield start, end + 1
        start = html.find("<", end + 1 if end > start + 1 else start + 1)


def split_at_tags(html: str) -> list[str]:
    """`html` in parts: tags and comments at odd places, what is between them at even ones."""
    parts: list[str] = []
    done = 0
    for start, end in tags(html):
        parts += (html[done:start], html[start:end])
        done = end
    return [*parts, html[done:]]


_SAID = regex(r' (alt|title)="[^"]*"')
_SAID_OR_LED = regex(r' (alt|title|href|src)="[^"]*"')


def skeleton(html: str, *, destinations: bool) -> list[str]:
    """The tags of `html` in order, without alternative texts and titles.

    Unless `destinations`, they are also without where they lead.
    """
    blank = _SAID if destinations else _SAID_OR_LED
    return [blank.sub(r" \1", html[start:end]) for start, end in tags(html)]


_PLACE = regex(r' data-sourcepos="(\d+):\d+-(\d+):\d+"')


def first_difference(before: str, after: str) -> int:
    """The line (from 1) of `before` at which the first block stands that renders differently.

    It is 1 if that is unknown.
    """
    left, right = (_PLACE.split(render(text, places=True)) for text in (before, after))
    line = 1
    for index in range(0, min(len(left), len(right)), 3):
        if folded(left[index]) != folded(right[index]):
            return line
        if index + 1 < len(left):
            line = int(left[index + 1])
    return line
