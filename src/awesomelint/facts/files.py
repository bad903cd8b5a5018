"""Files of the repository that relative links name, as GitHub would resolve them."""

from __future__ import annotations

import os
import posixpath
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from awesomelint.curation import read
from awesomelint.curation.relative import relative_links
from awesomelint.reading import read_file, real, repository_of
from awesomelint.source import NotUtf8Error, Source
from awesomelint.text.near import near_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from awesomelint.curation.document import Document

SUGGESTED = 50  # missing paths for which others are looked at
BIGGEST = 8 * 2**20
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
# Files at the root that say: a generator makes a site of this, where `page` and `page.html` are
# `page.md`.
_SITE = ("_config.yml", "mkdocs.yml", "docusaurus.config.js", "docusaurus.config.ts", ".nojekyll",
"_sidebar.md",
         "book.toml", "conf.py", ".vitepress", ".vuepress", "SUMMARY.md")  # fmt: skip


class Tree(Protocol):
    """The files of a repository; names are paths from its root, spelt exactly."""

    here: str
    """The folder of the list."""

    def has(self, name: str) -> bool:
        """Whether there is such a file or folder."""

    def beside(self, name: str) -> Collection[str]:
        """The names in the folder that should hold it, as far as they may be suggested."""

    def leads_out(self, name: str) -> bool:
        """Whether it is reached by a symlink that leads out of the repository."""

    def content(self, name: str) -> bytes | None:
        """The bytes of a file; None where it cannot be read or is longer than `BIGGEST`."""


class Checkout:
    """The files of the checkout at `root`, as they are on the disk."""

    def __init__(self, root: Path, path: Path) -> None:
        self._root = root
        self.here = real(path).parent.relative_to(root).as_posix()

    def has(self, name: str) -> bool:
        """Whether it is there with exactly these letters, on any file system."""
        folder = self._root
        for part in name.split("/"):
            if part not in _listing(folder):
                return False
            folder = folder / part
        return True

    def beside(self, name: str) -> Collection[str]:
        """As `Tree` has it."""
        return _listing((self._root / name).parent)

    def leads_out(self, name: str) -> bool:
        """As `Tree` has it."""
        return not real(self._root / name).is_relative_to(self._root)

    def content(self, name: str) -> bytes | None:
        """As `Tree` has it."""
        try:
            return read_file(self._root / name, BIGGEST)
        except OSError:
            return None


def root_of(path: Path) -> Path | None:
    """The root of the git checkout that holds `path`; None outside of one."""
    return repository_of(real(path).parent)


def gather_files(document: Document, path: Path) -> Mapping[str, frozenset[str] | None] | None:
    """The files that relative links of `document`, which lies at `path`, name: `Facts.files`.

    It is None outside of a git checkout, where nobody knows what else is in the repository. Paths
    that lead out of the repository, also by a symlink, are left out, and so are Markdown files that
    cannot be read because they are irregular or longer than `BIGGEST`. A missing path comes with
    the one that may have been meant.
    """
    root = root_of(path)
    if root is None:
        return None
    checkout = Checkout(root, path)
    return files_in(checkout, document)


def root_files(path: Path) -> frozenset[str]:
    """The names of files at the root of the repository of `path`, and in `.github` and `docs`.

    It is empty outside of a git checkout.
    """
    root = root_of(path)
    if root is None:
        return frozenset()
    inner = (
        f"{folder}/{name}" for folder in (".github", "docs") for name in _listing(root / folder)
    )
    return _listing(root) | frozenset(inner)


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


@cache
def _listing(folder: Path) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - names are all that is needed
    except OSError:
        return frozenset()


def _anchors(tree: Tree, name: str) -> frozenset[str] | None:
    content = tree.content(name)
    try:
        return None if content is None else _anchors_in(content, name)
    except NotUtf8Error:
        return None


@lru_cache(maxsize=64)
def _anchors_in(content: bytes, name: str) -> frozenset[str]:
    return read(Source(content), name).anchors
