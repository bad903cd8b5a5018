"""Markdown → nodes: the parser, configured as GitHub reads Markdown."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from awesomelint.syntax.nodes import Definition, blocks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from awesomelint.syntax.nodes import Root

    References = dict[str, dict[str, Any]]
    """What labels stand for, as the parser keeps it."""

_NESTING = 200
"""How deep containers may be nested.

The parser takes up to 4 frames for each, of the 1,000 that Python grants a thread.
"""


@functools.cache
def _parser() -> MarkdownIt:
    return new_parser()


def new_parser() -> MarkdownIt:
    """A parser of blocks and of inline content, made ready."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 40 ms, for those who parse
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - the same
    from mdit_py_plugins.front_matter import front_matter_plugin  # noqa: PLC0415 - the same

    from awesomelint.syntax.block import PBlock  # noqa: PLC0415 - the same
    from awesomelint.syntax.inline import PInline  # noqa: PLC0415 - the same

    md = MarkdownIt("commonmark")
    md.inline = PInline()
    block = md.block = PBlock()
    options = dict.fromkeys(
        ("html", "tasklists", "alerts", "strikethrough_single_tilde", "inline_definitions"), True
    )
    md.configure("commonmark", options_update={**options, "maxNesting": _NESTING})
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False, move_to_end=False).use(front_matter_plugin)
    md.normalizeLink = md.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    md.validateLink = _accept  # type: ignore[method-assign, assignment]
    block.ready()
    for ruler in (block.ruler, md.inline.ruler, md.inline.ruler2):
        ruler.getRules(
            ""
        )  # a ruler sorts its rules when first asked; two threads would find them half sorted
    return md


def _accept(_url: str) -> bool:
    """Every destination makes a link: to judge it is not the parser's task."""
    return True


def references(root: Root, text: str) -> References:
    """What the labels of a parsed text stand for: `parse` needs it to parse a part of the text."""
    from markdown_it.common.utils import normalizeReference  # noqa: PLC0415 - as the parser itself

    known: References = {}
    for node in blocks(root):
        if isinstance(node, Definition):
            label = normalizeReference(text[node.label.start : node.label.end])
            meaning = {"href": node.url, "title": node.title, "place": None, "title_place": None}
            known.setdefault(label, meaning)
    return known


def parse(text: str, known: References | None = None) -> Root:
    """The tree of `text`, whose lines end in LF and which has no BOM (`Source.text`).

    Where `text` is a part of another, `known` is what labels stand for in that one.
    """
    try:
        return _parse(text, known)
    except (
        RecursionError
    ):  # called from deep inside another program: a thread of its own begins anew
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - rare

        with ThreadPoolExecutor(1) as threads:
            return threads.submit(_parse, text, known).result()


def _parse(text: str, known: References | None) -> Root:
    from awesomelint.syntax.tree import Builder  # noqa: PLC0415 - with the parser

    md = _parser()
    env: dict[str, Any] = {"references": dict(known)} if known else {}
    builder = Builder(text)
    for tokens in md.block.blocks(text, md, env):  # type: ignore[attr-defined]
        builder.add(tokens)
    return builder.finish(md, env)
