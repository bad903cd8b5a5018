"""A source → a document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from awesomelint.curation.document import Curated, Document
from awesomelint.curation.entries import read_blocks, read_entries
from awesomelint.curation.html import tags
from awesomelint.curation.links import collect
from awesomelint.curation.reader import Reader
from awesomelint.curation.regions import regions
from awesomelint.curation.sections import outline
from awesomelint.syntax import nodes, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.html import Tag
    from awesomelint.source import Source


def read(source: Source, path: str = "", root: nodes.Root | None = None) -> Document:
    """The list in `source`, as its readers see it; `root` is its tree if already parsed."""
    text = source.text
    root = root or parse(text)
    walked = list(root.walk())
    found = tags(walked, text)
    curate = partial(_curate, text, root, walked, found)
    return Document(source, root, tuple(regions(text, found)), curate, path)


def _curate(
    text: str, root: nodes.Root, walked: Sequence[nodes.Node], found: Sequence[Tag]
) -> Curated:
    """What the list is made of; `found` are the HTML tags among the nodes `walked`."""
    links = collect(walked, text, found)
    outlined = outline(walked, text, found)
    reader = Reader(text, links, found, outlined.sections, outlined.anchors, read_blocks)
    entries = read_entries(root, reader)
    definitions = {
        text[n.label.start : n.label.end]: n for n in walked if isinstance(n, nodes.Definition)
    }
    return Curated(
        tuple(links),
        tuple(outlined.sections),
        tuple(reader.groups),
        tuple(entries),
        frozenset(outlined.anchors),
        definitions,
    )
