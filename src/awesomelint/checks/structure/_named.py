"""Sections by the names that lists give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.vocabulary import HEADINGS
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation import Document, Section

# a number, an emoji or a mark before or behind a name
_EDGES = regex(r"^[\W\d_]+|[\W_]+$")
# what one name is called elsewhere, all folded
ALIASES = {
    "contents": "|".join(word for word, meaning in HEADINGS.items() if meaning == "contents"),
    "contributing": "contributing|contribute|contribution|contributions|how to contribute|"
    "贡献|参与贡献|贡献指南|貢獻|貢献|기여|기여하기",
    "license": "license|licence|licensing|许可|许可证|授权|授權|ライセンス|라이선스",
}


def folded(title: str) -> str:
    """A section's title without case, numbers, emoji and marks at its ends."""
    return _EDGES.sub("", " ".join(title.casefold().split()))


def sections_named(document: Document, name: str) -> list[Section]:
    """The sections called `name`, or what that is called in other languages."""
    names = ALIASES.get(folded(name), folded(name)).split("|")
    return [one for one in document.sections if one.node is not None and folded(one.title) in names]
