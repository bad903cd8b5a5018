"""The other lists of the config, and which of them are translations of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from awesomelint.model import Facts, ListedEntry

# README.zh-CN.md, README_ja.md, readme-cn.md
_LANGUAGE = regex(
    r"[._-](?:zh|cn|tw|en|ja|jp|ko|kr|de|fr|es|pt|br|ru|it|pl|tr|vi|id|ar|fa|uk|nl|th|hi)"
    r"(?:[_-](?:cn|tw|hk|hans|hant|br|pt|us|gb))?\Z"
)


def other_lists(facts: Facts) -> Mapping[str, tuple[ListedEntry, ...]]:
    """The entries of the other lists, by their path as seen from this one."""
    return cast("Mapping[str, tuple[ListedEntry, ...]]", facts.extra.get("lists") or {})


def are_translations(one: str, other: str) -> bool:
    """Whether the names of two lists in one folder differ only in the language.

    The path `other` is seen from the list at `one`. A text without a path counts as README.md.
    """
    here = (one or "README.md").rpartition("/")[2]
    return "/" not in other and here != other and _base(here) == _base(other)


def _base(name: str) -> str:
    stem, _, _ = name.lower().rpartition(".")
    return _LANGUAGE.sub("", stem)
