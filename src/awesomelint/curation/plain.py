"""The plainest line, `[Title](…) - Description`, read without more ado: most lines of most lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation import dates
from awesomelint.curation.document import EntryLink
from awesomelint.curation.line import ANCHORS, Fields
from awesomelint.curation.vocabulary import VENUE_WORDS, role_of
from awesomelint.model import Span
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import ListLink

_TITLE = re.compile(r"[^\W\d_](?:[\w.+#'’/&!:,?-]| (?![\d –—-])){0,199}(?<![.:, ])")
_SAYS = re.compile(
    r"[ \t]{1,4}[-–—] {1,4}([^\W\d_][^\n\[\](){}（）【】|@*_<>&⭐🌟]*)(?<![ \t,:;/-])"
)
# “of”, “de”, “and” may stand in names; a longer word in small letters does not.
LONGEST_PARTICLE = 4
_YEAR = re.compile(r"(?:19|20)\d\d|['’`]\d\d")
_MAY_NAME = re.compile(r"[,;，；、]|\band\b|\bet al\b")


def read_plain(
    inlines: Sequence[nodes.Node], links: Sequence[ListLink], source: str
) -> Fields | None:
    """The fields of such a line; None for any other, which is read as a whole."""
    if len(links) != 1 or not 1 <= len(inlines) <= 2:
        return None
    node, link = inlines[0], links[0]
    if not isinstance(node, nodes.Link) or link.node is not node or len(node.children) != 1:
        return None
    title = node.children[0]
    if not isinstance(title, nodes.Text) or not _TITLE.fullmatch(source, title.start, title.end):
        return None
    words = source[title.start : title.end]
    if not link.url or link.url.startswith((*ANCHORS, "mailto:")) or link.kind != "inline":
        return None
    if role_of(words) is not None or dates.citation(words) is not None:
        return None
    fields = Fields(
        title=Span(title.start, title.end), title_text=words, links=[EntryLink(link, "primary")]
    )
    if len(inlines) == 1:
        return fields
    rest = inlines[1]
    said = _SAYS.fullmatch(source, rest.start, rest.end) if isinstance(rest, nodes.Text) else None
    if said is None or _may_be_more(said[1]):
        return None
    fields.separator = Span(rest.start, said.start(1))
    fields.description = Span(*said.span(1))
    return fields


def _may_be_more(words: str) -> bool:
    """Whether a description may begin with authors or a venue, or end in a tag."""
    first = words.split(maxsplit=1)[0].casefold().strip(".,:")
    if first in VENUE_WORDS or first == "by" or not (words[-1].isalnum() or words[-1] in ".!?。"):
        return True
    if _YEAR.search(words) is not None:
        return True
    if words[0].islower() or _MAY_NAME.search(words) is None:
        return False
    second = words.split(maxsplit=2)[1:2]
    return (
        not second
        or not second[0].islower()
        or len(second[0]) < LONGEST_PARTICLE
        or second[0] == "with"
    )
