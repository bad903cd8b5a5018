"""Lines that begin with a plain link, `[Title](…) …`.

Their titles and links are read at once, the rest when it is needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation import dates, line
from awesomelint.curation.document import Details, EntryLink
from awesomelint.curation.line import ANCHORS, Fields
from awesomelint.curation.shown import of_nodes
from awesomelint.curation.vocabulary import VENUE_WORDS, column_of, role_of
from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import ListLink

# From a letter to a letter or digit, a mark that belongs to it or a bracket; no quotation in it
_TITLE = regex(r"[^\W\d_](?:[^\n\"“《]{0,298}[\w!?+#)）])?(?<!_)")
_WORDS = regex(r"[^\W\d_](?:[\w+#'’/&!?-]|\.(?=\w)| (?=[\w+#'’/&]))*(?<![_-])")
_MAY_END = regex(r"\bby\b|--", re.IGNORECASE)
_ENDS_DATED = regex(r"\s(?:19|20)\d\d[-/.]\d{1,2}\Z")
_LAST_GROUP = regex(r"[(（]([^()（）]*)[)）]\Z")
_SAYS = regex(r"[ \t]{1,4}[-–—] {1,4}([^\W\d_][^\n\[\](){}（）【】|@*_<>&⭐🌟]*)(?<![ \t,:;/-])")
# “of”, “de”, “and” may stand in names; a longer word in small letters does not.
LONGEST_PARTICLE = 4
_YEAR = regex(r"(?:19|20)\d\d|['’`]\d\d")
_MAY_NAME = regex(r"[,;，；、]|\band\b|\bet al\b")
_COLON = regex(r"[:：]")
# What opens a title in quotes, or may stand for that
_QUOTED = regex(r"[\"“《]|&[#A-Za-z]")
LONGEST_LABEL = 24
LONGEST_GROUP = 400
_NO_PAGE = (*ANCHORS, "mailto:")
_UNSHOWN = frozenset({"image", "code", "comment"})


def read_plain(
    inlines: Sequence[nodes.Node], links: Sequence[ListLink], source: str
) -> Fields | None:
    """The fields of such a line; None for any other, which is read as a whole."""
    if not links:
        return _words_alone(inlines, source)
    title = _own_text(links[0], source) if links[0].node is inlines[0] else None
    if title is None or not _TITLE.fullmatch(source, title.start, title.end):
        return None
    words = source[title.start : title.end]
    if _is_dated(words) or (len(inlines) > 1 and _is_label_text(words)):
        return None
    if _is_turned(words, inlines, source):
        return None
    held = [EntryLink(links[0], "primary")]
    if len(links) > 1 and not _others(links, source, held):
        return None
    return Fields(
        title=Span(title.start, title.end),
        title_text=" ".join(words.split()),
        links=held,
    )


def _words_alone(inlines: Sequence[nodes.Node], source: str) -> Fields | None:
    """A line of words without marks at which a title may end."""
    text = inlines[0]
    if len(inlines) > 1 or not isinstance(text, nodes.Text):
        return None
    if not _WORDS.fullmatch(source, text.start, text.end):
        return None
    words = source[text.start : text.end]
    if _MAY_END.search(words) is not None or dates.DATE.match(words) or _is_dated(words):
        return None
    return Fields(title=Span(text.start, text.end), title_text=words)


def _is_label_text(words: str) -> bool:
    return role_of(words) is not None or dates.citation(words) is not None


def _own_text(link: ListLink, source: str) -> nodes.Text | None:
    """The text of an inline link to a page, if it has no markup."""
    node = link.node
    if link.kind != "inline" or node is None or len(node.children) != 1:
        return None
    text = node.children[0]
    if not isinstance(text, nodes.Text) or not link.url or link.url.startswith(_NO_PAGE):
        return None
    return text if source[text.start : text.end].strip() else None


def _is_dated(words: str) -> bool:
    """Whether a date or venue stands behind the title."""
    last = words[-1]
    if last.isdigit():
        return _ENDS_DATED.search(words) is not None
    if last not in ")）":
        return False
    group = _LAST_GROUP.search(words)
    return group is None or dates.citation(group[1]) is not None


def _others(links: Sequence[ListLink], source: str, held: list[EntryLink]) -> bool:
    """Add the links behind the title to `held`, if the text of each tells its role."""
    for link in links[1:]:
        if link.kind in _UNSHOWN:
            continue
        text = _own_text(link, source)
        role = role_of(source[text.start : text.end]) if text is not None else None
        if role is None or role == "other":
            return False
        held.append(EntryLink(link, role))
    return True


def _is_turned(words: str, inlines: Sequence[nodes.Node], source: str) -> bool:
    """Whether the title may be a label or names, for what stands behind them."""
    if ":" in words or "：" in words or len(inlines) == 1:
        return _is_label(words)
    after = inlines[1]
    rest = source[after.start : inlines[-1].end]
    if _QUOTED.search(rest, 0, LONGEST_GROUP) is not None:
        return True
    if len(words) > LONGEST_LABEL or isinstance(after, nodes.Text):
        return _is_label(words + source[after.start : after.end])
    return _COLON.search(rest) is not None


def _is_label(text: str) -> bool:
    """Whether a text may begin with a word for titles and a colon."""
    colon = _COLON.search(text, 0, LONGEST_LABEL + 1)
    return colon is not None and column_of(text[: colon.start()]) in {"title", "name"}


def plain_details(inlines: Sequence[nodes.Node], links: Sequence[ListLink], source: str) -> Details:
    """What stands behind the title and links of such a line."""
    if len(inlines) == len(links) == 1:
        return Details()
    if len(inlines) == 1:
        return line.details(of_nodes(inlines, links, source), source)
    rest = inlines[1]
    said = _SAYS.fullmatch(source, rest.start, rest.end) if isinstance(rest, nodes.Text) else None
    if said is None or len(inlines) > 2 or _may_be_more(said[1]):
        return line.details(of_nodes(inlines, links, source), source)
    return Details(separator=Span(rest.start, said.start(1)), description=Span(*said.span(1)))


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
