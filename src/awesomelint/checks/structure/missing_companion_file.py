"""Files that stand beside a list: how to contribute, a code of conduct, a license."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Facts


def check(document: Document, facts: Facts, *, files: Sequence[str]) -> Iterator[Finding]:
    """A finding for each of `files` that the repository lacks at its root, in `.github` and `docs`.

    Case, endings and the choice of - and _ do not matter: `CONTRIBUTING.rst` is `contributing.md`.
    """
    present = cast("frozenset[str]", facts.extra.get("root-files") or frozenset())
    stems = {_stem(name) for name in present}
    if not stems or document.path.rpartition("/")[2].lower() not in {"", "readme.md"}:
        return
    for name in files:
        if _stem(name) not in stems:
            yield Finding(
                0,
                0,
                f"the repository has no {name}, "
                "which readers and GitHub look for beside a list; add it",
                key=name,
            )


def _stem(name: str) -> str:
    base = name.rpartition("/")[2].lower().replace("_", "-")
    return base.partition(".")[0].replace("licence", "license")
