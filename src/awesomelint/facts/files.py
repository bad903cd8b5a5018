"""Files of the repository that relative links name, as GitHub would resolve them."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING

from awesomelint.curation import read
from awesomelint.curation.relative import relative_links
from awesomelint.facts.tree import checkout_of
from awesomelint.reading import real
from awesomelint.source import NotUtf8Error, Source
from awesomelint.text.near import near_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from awesomelint.curation.document import Document
    from awesomelint.facts.seen import Seen
    from awesomelint.facts.tree import Tree

SUGGESTED = 50  # missing paths for which others are looked at
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
# Files at the root that say: a generator makes a site of this, where `page` and `page.html` are
# `page.md`.
_SITE = ("_config.yml", "mkdocs.yml", "docusaurus.config.js", "docusaurus.config.ts", ".nojekyll",
"_sidebar.md",
         "book.toml", "conf.py", ".vitepress", ".vuepress", "SUMMARY.md")  # fmt: skip


def gather_files(
    document: Document, path: Path, seen: Seen | None = None
) -> Mapping[str, frozenset[str] | None] | None:
    """The files that the relative links of `document`, which lies at `path`, name: `Facts.files`.

    None outside of a git checkout: nobody knows there what else is in the repository. Paths that
    lead out of the repository, also by a symlink, are left out, and so are Markdown files that
    cannot be read: what is no regular file, and what is longer than `BIGGEST`. Beside a path that
    is not there stands the one that may have been meant. What was looked at is noted in `seen`.
    """
    checkout = checkout_of(real(path).parent)
    if checkout is None:
        return None
    return files_in(seen.watch(checkout) if seen else checkout, document)


def files_in(tree: Tree, document: Document) -> Mapping[str, frozenset[str] | None]:
    """The files of `tree` that relative links of `document` name, as by `gather_files`."""
    known: dict[str, frozenset[str] | None] = {}
    missing = 0
    pointed = {(link.path, bool(link.fragment)) for link in relative_links(document)}
    for name, fragment in sorted(pointed):
        inside = _inside(tree.here, name)
        if inside is None or tree.leads_out(inside):
            continue
        if not _exists(tree, inside):
            known[name] = None
            missing += 1
            if missing <= SUGGESTED and (near := _near(tree, name, inside)):
                known.setdefault(near, frozenset())
        elif fragment and inside.lower().endswith(MARKDOWN):
            anchors = _anchors(tree, inside)
            if anchors is not None:
                known[name] = anchors
        else:
            known.setdefault(name, frozenset())
    return known


def _near(tree: Tree, name: str, inside: str) -> str:
    """The path that may be meant by `name`, in its folder, spelt as `name` is; "" without one."""
    folder, _, last = name.rstrip("/").rpartition("/")
    near = near_name(last, tree.beside(inside))
    return f"{folder}/{near}" if near and folder else near


def _inside(here: str, name: str) -> str | None:
    """`name`, seen from the folder `here`, from the root; None where it leads out or is no path."""
    if not name or "\0" in name or "\n" in name:
        return None
    from_root = name.startswith("/")
    joined = name.lstrip("/") if from_root else posixpath.join(here, name)
    inside = posixpath.normpath(joined)
    leads_out = inside.startswith("..")
    return None if leads_out else inside


def _exists(tree: Tree, inside: str) -> bool:
    if inside == "." or tree.has(inside):
        return True
    is_site = any(map(tree.has, _SITE))
    if not is_site:
        return False
    stem = inside.removesuffix(".html")
    pages = (f"{stem}.md", f"{stem}/README.md", f"{stem}/index.md")
    return any(map(tree.has, pages))


def _anchors(tree: Tree, name: str) -> frozenset[str] | None:
    content = tree.content(name)
    try:
        return None if content is None else _anchors_in(content, name)
    except NotUtf8Error:
        return None


@lru_cache(maxsize=64)
def _anchors_in(content: bytes, name: str) -> frozenset[str]:
    return read(Source(content), name).anchors
