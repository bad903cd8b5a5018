"""Files of the repository that relative links name, as GitHub would resolve them."""

from __future__ import annotations

import os
import posixpath
from functools import cache
from typing import TYPE_CHECKING

from awesomelint.curation import read
from awesomelint.curation.relative import relative_links
from awesomelint.reading import read_file, real, repository_of
from awesomelint.source import NotUtf8Error, Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from awesomelint.curation.document import Document

BIGGEST = 8 * 2**20
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
# Files at the root that say: a generator makes a site of this, where `page` and `page.html` are
# `page.md`.
_SITE = ("_config.yml", "mkdocs.yml", "docusaurus.config.js", "docusaurus.config.ts", ".nojekyll", "_sidebar.md",
         "book.toml", "conf.py", ".vitepress", ".vuepress", "SUMMARY.md")  # fmt: skip


def root_of(path: Path) -> Path | None:
    """The root of the git checkout that holds `path`; None outside of one."""
    return repository_of(real(path).parent)


def gather_files(document: Document, path: Path) -> Mapping[str, frozenset[str] | None] | None:
    """The files that the relative links of `document`, which lies at `path`, name: `Facts.files`.

    None outside of a git checkout: nobody knows there what else is in the repository. Paths that
    lead out of the repository, also by a symlink, are left out, and so are Markdown files that
    cannot be read: what is no regular file, and what is longer than `BIGGEST`.
    """
    root = root_of(path)
    if root is None:
        return None
    here = real(path).parent.relative_to(root).as_posix()
    known: dict[str, frozenset[str] | None] = {}
    pointed = {(link.path, bool(link.fragment)) for link in relative_links(document)}
    for name, fragment in sorted(pointed):
        inside = _inside(here, name)
        if inside is None or not real(root / inside).is_relative_to(root):
            continue
        if not _exists(root, inside):
            known[name] = None
        elif fragment and inside.lower().endswith(MARKDOWN):
            anchors = _anchors(root / inside)
            if anchors is not None:
                known[name] = anchors
        else:
            known.setdefault(name, frozenset())
    return known


def _inside(here: str, name: str) -> str | None:
    """`name`, seen from the folder `here`, from the root; None where it leads out or is no path."""
    if not name or "\0" in name or "\n" in name:
        return None
    whole = name.lstrip("/") if name.startswith("/") else posixpath.join(here, name)
    inside = posixpath.normpath(whole)
    return None if inside.startswith("..") else inside


def _exists(root: Path, inside: str) -> bool:
    if inside == "." or _spelt_so(root, inside):
        return True
    if not any((root / mark).exists() for mark in _SITE):
        return False
    stem = inside.removesuffix(".html")
    return any(
        _spelt_so(root, page) for page in (f"{stem}.md", f"{stem}/README.md", f"{stem}/index.md")
    )


def _spelt_so(root: Path, inside: str) -> bool:
    """Whether the path is there with exactly these letters, whatever the file system thinks of case."""
    folder = root
    for part in inside.split("/"):
        if part not in _listing(folder):
            return False
        folder = folder / part
    return True


@cache
def _listing(folder: Path) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - names are all that is needed
    except OSError:
        return frozenset()


@cache
def _anchors(path: Path) -> frozenset[str] | None:
    try:
        return read(Source(read_file(path, BIGGEST)), path.as_posix()).anchors
    except (OSError, NotUtf8Error):
        return None
