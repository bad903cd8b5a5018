"""A run of inline content → the fields of an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import category

from awesomelint.curation.document import EntryLink
from awesomelint.model import Span
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.document import ListLink, Role

WORDS: dict[Role, str] = {
    "paper": "paper arxiv abs abstract article openreview preprint 论文 論文 논문",
    "pdf": "pdf",
    "code": "code github gitlab pypi conda npm docker-hub maven repo repository official-code source source-code "
    "pytorch tensorflow implementation git 代码",
    "project": "project project-page page website homepage home site webpage web project-website 主页 项目",
    "data": "data dataset datasets 数据 数据集",
    "model": "model models weights checkpoint checkpoints huggingface hf hugging-face",
    "demo": "demo colab space playground live-demo",
    "video": "video youtube talk 视频",
    "blog": "blog post blog-post blogpost news tweet twitter reading-notes notes note 解读 博客",
    "slides": "slides slide ppt",
    "other": "link url here bibtex bib html doc docs documentation download supp poster leaderboard benchmark official "
    "reference wiki read view watch 链接 阅读 点击阅读 观看 点击观看 查看 下载 详情 リンク 링크",
}
ROLES: dict[str, Role] = {
    word.replace("-", " "): role for role, words in WORDS.items() for word in words.split()
}
BADGES = (
    "img.shields.io",
    "shields.io",
    "badgen.net",
    "badge.fury.io",
    "travis-ci",
    "awesome.re/badge",
    "badge.svg",
)
ANCHORS = ("#", "./#")
SEPARATOR = re.compile(r"\s*(?:[-–—:：|~]+|\s-\s)\s*")
# more words than this before a link are a sentence, and not what stands before a title
MAX_LEAD = 40
_NUMBER = re.compile(r"\s*(?:[\[(（]?\d{1,4}(?:[)\]）]\.?|[.、](?!\d))\s*|\[?\d{1,4}\]?\Z)")
_CLOSING = re.compile(r"[*_~\])】]+")
_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_VENUE = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z-]{0,30}[A-Z][A-Za-z]{0,20}(?=['’,]?\s*\Z)")
_NAME = r"[^\W\d_a-z][\w.'’-]*+(?: [\w.'’-]++){0,4}+"
# two names or more, or one and what says that there are others
_NAMES = re.compile(rf"{_NAME}(?:(?:,| and|, and| &) {_NAME}){{1,80}}(?:,? et al)?|{_NAME},? et al")
YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")


@dataclass(slots=True)
class Fields:
    """What one line of an entry says."""

    tags: tuple[Span, ...] = ()
    title: Span | None = None
    title_text: str = ""
    title_is_url: bool = False
    links: list[EntryLink] = field(default_factory=list)
    separator: Span | None = None
    description: Span | None = None
    metadata: dict[str, Span] = field(default_factory=dict)

    @property
    def linked(self) -> bool:
        """Whether a link names the entry."""
        return any(held.role == "primary" for held in self.links)


def role_of(text: str) -> Role | None:
    """The role that a link's text names (`[paper]`, `Code`), if it names one."""
    return ROLES.get(text.strip(" \t[]()（）【】:：.!*_`📄🔗💻🌐⭐").lower())


def read(inlines: Sequence[nodes.Node], links: Sequence[ListLink], text: str) -> Fields:
    """The fields of a line of inline nodes; `links` are those that stand in it."""
    made = Fields()
    if not inlines:
        return made
    end = inlines[-1].end
    start, made.tags = _tags(inlines, links, text)
    named = [link for link in links if may_name(link, text)]
    if not named:
        made.title, made.title_text = worded(inlines, start, end, text)
        return made
    first = named[0]
    words = text[start : first.start].strip(" \t-–—:：•*_#>[(（【|.,，、")
    shown = text[first.text.start : first.text.end]
    if first.kind in {"bare", "autolink"} and not words:
        _urls_as_title(made, named, text, end)
    elif (
        first.kind not in {"bare", "autolink"}
        and not (words and (role_of(shown) or not has_word(shown)))
        and len(words) <= MAX_LEAD
    ):
        _linked_title(made, first, named, text, end)
    else:
        _worded_title(made, first, named, text, start, inlines)
    _describe(made, text, end, named)
    authors(made, inlines, text)
    return made


def _tags(
    inlines: Sequence[nodes.Node], links: Sequence[ListLink], text: str
) -> tuple[int, tuple[Span, ...]]:
    """Where the words begin, and the emoji, badges and code spans before them."""
    found: list[Span] = []
    for node in inlines:
        match node:
            case nodes.Code() if not has_word(node.value):
                found.append(Span(node.start, node.end))
            case nodes.Entity() if not has_word(node.value):
                pass
            case nodes.Image() | nodes.Html() | nodes.SoftBreak() | nodes.HardBreak():
                if isinstance(node, nodes.Image):
                    found.append(Span(node.start, node.end))
            case nodes.Link() if (
                node.children
                and all(isinstance(c, nodes.Image) for c in node.children)
                and len(links) > 1
            ):
                found.append(Span(node.start, node.end))
            case nodes.Text():
                at = node.start
                while at < node.end:
                    if _is_symbol(text[at]):
                        at += 1
                    elif code := _SHORTCODE.match(text, at, node.end):
                        at = code.end()
                    else:
                        break
                if text[node.start : at].strip():
                    found.append(Span(node.start, at))
                if at < node.end:
                    return at, tuple(found)
            case _:
                return node.start, tuple(found)
    return inlines[-1].end, tuple(found)


def _is_symbol(char: str) -> bool:
    return char in " \t+/&·•|\u200d\ufe0f\u20e3" or category(char) in {"So", "Sk", "Cs"}


def has_word(text: str) -> bool:
    """Whether `text` has a letter or digit."""
    return any(char.isalnum() for char in text)


def may_name(link: ListLink, text: str) -> bool:
    """Whether the link may name an entry: no image, badge, anchor, code or comment."""
    if (
        link.kind in {"image", "html-image", "code", "comment"}
        or not link.url
        or link.url.startswith((*ANCHORS, "mailto:"))
    ):
        return False
    if isinstance(link.node, nodes.Link) and link.node.children:
        shown = [
            c for c in link.node.children if not isinstance(c, nodes.SoftBreak | nodes.HardBreak)
        ]
        if all(isinstance(c, nodes.Image) for c in shown):
            return not any(
                badge in c.url for c in shown for badge in BADGES if isinstance(c, nodes.Image)
            )
    return link.kind != "html" or "<img" not in text[link.text.start : link.text.end].lower()


def worded(
    inlines: Sequence[nodes.Node], start: int, end: int, text: str
) -> tuple[Span | None, str]:
    """The title that words between `start` and `end` are: bold ones at the front, else all up to a hard break."""
    if number := _NUMBER.match(text, start, end):
        start = number.end()
    for node in inlines:
        if (
            isinstance(node, nodes.Strong | nodes.Emphasis)
            and node.start <= start < node.end <= end
        ):
            shown = nodes.plain(node, text)
            if has_word(shown) and not _NUMBER.fullmatch(shown):
                end = node.end
                break
            start = node.end
        elif (
            node.start > start
            and (isinstance(node, nodes.HardBreak) or _is_break(node, text))
            and node.start < end
        ):
            if has_word(text[start : node.start]):
                end = node.start
            break
    start = min(end, start + len(text[start:end]) - len(text[start:end].lstrip()))
    end = start + len(text[start:end].rstrip(" \t\n-–—:：([【（|.,，\\"))
    shown = " ".join("".join(_parts(inlines, start, end, text)).split()).strip(" -–—:：([【（|.,，")
    return (Span(start, end), shown) if has_word(shown) else (None, "")


def _parts(inlines: Sequence[nodes.Node], start: int, end: int, text: str) -> Iterator[str]:
    """What is read of `inlines` between two places."""
    for node in inlines:
        if node.end <= start or node.start >= end or isinstance(node, nodes.Image):
            continue
        yield (
            text[max(node.start, start) : min(node.end, end)]
            if isinstance(node, nodes.Text)
            else nodes.plain(node, text)
        )


def _is_break(node: nodes.Node, text: str) -> bool:
    return isinstance(node, nodes.Html) and text[node.start : node.start + 3].lower() == "<br"


def _urls_as_title(made: Fields, named: Sequence[ListLink], text: str, end: int) -> None:
    """Bare URLs where the title should be: all that stand together at the front."""
    front = [named[0]]
    for link in named[1:]:
        if link.kind not in {"bare", "autolink"} or has_word(text[front[-1].end : link.start]):
            break
        front.append(link)
    rest = text[front[-1].end : end].strip()
    made.title = Span(front[0].start, front[-1].end)
    made.title_is_url = (
        not rest
        or bool(SEPARATOR.match(rest))
        or not has_word(rest)
        or rest.startswith(("(", "（"))
    )
    made.title_text = " ".join(text[made.title.start : made.title.end].strip("<>").split())
    made.links = [EntryLink(front[0], "primary"), *(EntryLink(link, "other") for link in front[1:])]
    made.links += with_roles(named[len(front) :], text)


def _linked_title(
    made: Fields, first: ListLink, named: Sequence[ListLink], text: str, end: int
) -> None:
    del end
    made.title = first.text
    made.title_text = shown_text(first, text)
    made.links = [EntryLink(first, "primary"), *with_roles(named[1:], text)]


def shown_text(link: ListLink, text: str) -> str:
    """What a reader sees of a link."""
    if isinstance(link.node, nodes.Link):
        return " ".join("".join(nodes.plain(child, text) for child in link.node.children).split())
    return " ".join(re.sub(r"<[^<>]*>", "", text[link.text.start : link.text.end]).split())


def _worded_title(
    made: Fields,
    first: ListLink,
    named: Sequence[ListLink],
    text: str,
    start: int,
    inlines: Sequence[nodes.Node],
) -> None:
    """Words first, links after them: bold words are the title, else all words up to the first link."""
    made.title, made.title_text = worded(inlines, start, first.start, text)
    held = with_roles(named, text)
    main = main_link(held)
    made.links = [EntryLink(main.link, "primary"), *(one for one in held if one is not main)]


def main_link(held: Sequence[EntryLink]) -> EntryLink:
    """The link that names an entry whose title carries none: its paper, else the first."""
    return next((one for one in held if one.role in {"paper", "pdf"}), held[0])


def with_roles(links: Sequence[ListLink], text: str) -> list[EntryLink]:
    """`links` as links of an entry, with the roles that their texts name."""
    return [
        EntryLink(link, role_of(text[link.text.start : link.text.end]) or "other") for link in links
    ]


def _describe(made: Fields, text: str, end: int, named: Sequence[ListLink]) -> None:
    """Separator and description after the title link, and the year in what follows."""
    primary = next((held.link for held in made.links if held.role == "primary"), None)
    if primary is None:
        return
    after = max(link.end for link in named if link.start <= primary.start or link is primary)
    if closing := _CLOSING.match(text, after, end):
        after = closing.end()
    match = SEPARATOR.match(text, after, end)
    if match and match.end() < end and match[0].strip():
        made.separator = Span(*match.span())
        made.description = Span(match.end(), end)
    elif (
        text[after : after + 1] in {"(", "（"}
        and primary.kind == "inline"
        and made.title == primary.text
    ):
        made.description = Span(after, end)
    _date(made, text, end, named)


def authors(made: Fields, inlines: Sequence[nodes.Node], text: str) -> None:
    """Names in emphasis below or after the title: `*Ann Baker, Bob Miller*`."""
    if made.title is None or "authors" in made.metadata:
        return
    for node in inlines:
        if isinstance(node, nodes.Emphasis) and node.children and node.start >= made.title.end:
            shown = text[node.start : node.end].strip("*_ \t.")
            if _NAMES.fullmatch(shown):
                made.metadata["authors"] = Span(node.children[0].start, node.children[-1].end)
                return


def _date(made: Fields, text: str, end: int, named: Sequence[ListLink]) -> None:
    """The year after the title, outside of links, and the venue before it."""
    at = made.title.end if made.title else named[0].end
    for link in (*named, None):
        until = link.start if link else end
        found = YEAR.search(text, at, until) if at < until else None
        if found:
            made.metadata["year"] = Span(*found.span())
            venue = _VENUE.search(text, max(at, found.start() - 24), found.start())
            if venue:
                made.metadata["venue"] = Span(*venue.span())
            return
        at = max(at, link.end if link else end)
