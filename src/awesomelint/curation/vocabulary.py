"""Words for the parts of entries, read from `words.tsv`, a row for each meaning and language.

They were collected for the purpose from lists in English, Chinese, Japanese and Korean. Words are
compared without case. Tables: `link` (what the text of a link or the label before it says that it
leads to), `filler` (words that may stand beside those), `language` (which may stand beside “code”
or “reference”), `column` (what the header of a column says that stands in it), `heading` (of what
belongs to the page, of its news, of its table of contents, and of the rest that frames a list),
`venue` (conferences, journals, preprint servers), `venue-extra` (what may stand beside their
names), `no-name` (words of titles and topics, which no person is called).
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Role

Column = Literal[
    "title", "name", "description", "link", "date", "year", "venue", "authors", "licence",
    "stars", "tags", "number", "other",
]  # fmt: skip


def rows() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """The rows of the table: table, meaning, language, words."""
    text = Path(__file__).with_name("words.tsv").read_text(encoding="utf-8")
    for row in text.split("\n")[1:]:
        if row:
            table, meaning, language, words = row.split("\t")
            yield table, meaning, language, tuple(words.casefold().split(", "))


_ROWS = tuple(rows())


def _meanings(table: str) -> dict[str, str]:
    return {word: row[1] for row in _ROWS if row[0] == table for word in row[3]}


LINK_ROLES = cast("dict[str, Role]", _meanings("link"))
COLUMNS = cast("dict[str, Column]", _meanings("column"))
HEADINGS = _meanings("heading")
VENUE_WORDS = frozenset(_meanings("venue"))
VENUE_EXTRAS = frozenset(_meanings("venue-extra"))
NO_NAME_WORDS = frozenset(_meanings("no-name"))
_LANGUAGES = frozenset(_meanings("language"))
_FILLERS = frozenset(_meanings("filler"))
_BESIDE = _FILLERS | _LANGUAGES
_FRAMEWORKS = frozenset({"pytorch", "tensorflow", "tf", "jax", "keras"})
_IMPLEMENTED = frozenset({"code", "codes", "implementation", "reference", "source"})
LICENCES = regex(
    r"(?:(?:modified|new|simplified|gnu) )?(?:a?gpl|lgpl|lpgl|mit|bsd|apache|isc|mpl|epl|cddl"
    r"|unlicense|wtfpl|cc0|cc-by|cc by|zlib|boost|bsl|eupl|cecill|artistic|ms-pl|public ?domain"
    r"|proprietary|osl|afl|ofl|odbl|ncsa|psf|openrail|rail|bigscience|ncl|sspl|postgresql|x11)"
    r"(?:$|[\s/v.,0-9-][\w\s.,/+-]{0,30})",
    re.IGNORECASE,
)

_TOKENS = regex(r"[a-z0-9][a-z0-9'’./]*+|[&+]|[^\W\d_a-z]++", re.IGNORECASE)
_NOISE = (
    " \t\n[]()（）【】「」《》<>:：.。!！*_`~|,，、\"'“”‘’#"
    "→➡👉🔗📄📑📃💻🌐⭐🌟🏠🏡⌨🤗📚📰📝🔥✨▶🎥📹📊📖🌍🧑‍💻️"
)
LONGEST_LABEL = 60
_BEGINNINGS = frozenset(
    word
    for known in (*LINK_ROLES, *_BESIDE)
    for word in (known, known.split()[0], *_TOKENS.findall(known)[:1])
)
# Columns that the last word of a header tells: “Course Name”, “Release Date”, “模型名称”.
_TELLING = frozenset({"name", "title", "description", "date", "link", "licence", "year"})
_ENDINGS = (
    "名称",
    "标题",
    "链接",
    "地址",
    "时间",
    "日期",
    "简介",
    "描述",
    "说明",
    "介绍",
    "リンク",
    "名",
)
_EDGES = regex(r"^[\W\d_]+|[\W_]+$")
_PART = regex(r"[(（/|,，&]")
_YEARLIKE = regex(r"(?:19|20)?\d\d?|v\d{1,3}")


@lru_cache(4096)
def role_of(text: str) -> Role | None:
    """The role that all of a link's text or label names: `[paper]`, `Official Code`, `论文地址`."""
    if len(text) > LONGEST_LABEL or not may_begin_role(text):
        return None
    shown = " ".join(text.casefold().strip(_NOISE).split())
    if not shown or shown in LINK_ROLES:
        return LINK_ROLES.get(shown)
    tokens = _TOKENS.findall(shown)
    if len(tokens) > 5 or len("".join(tokens)) < len("".join(c for c in shown if c.isalnum())):
        return None
    if any(token in _LANGUAGES for token in tokens):
        if len(tokens) == 1:
            return "code" if shown in _FRAMEWORKS else None
        role = _segmented(tokens) if _IMPLEMENTED & set(tokens) else None
        return "code" if role == "other" else role
    return _segmented(tokens)


def may_begin_role(text: str) -> bool:
    """Whether words that name a role may begin so: only then is it worth to look at all of them."""
    first = _TOKENS.search(text)
    return first is None or _begins(first[0].casefold())


def _begins(token: str) -> bool:
    bare = token.strip(".'’/")
    return (
        token in _BEGINNINGS
        or bare in _BEGINNINGS
        or not token.isascii()
        or _YEARLIKE.fullmatch(bare) is not None
    )


def _segmented(tokens: list[str]) -> Role | None:
    """The role that words name together, by longest known parts; None if one is unknown."""
    role: Role | None = None
    at = 0
    while at < len(tokens):
        for size in (3, 2, 1):
            part = " ".join(tokens[at : at + size]).strip(".'’/")
            if part in LINK_ROLES:
                role = _stronger(role, LINK_ROLES[part])
                break
            if size == 1:
                found = _compound(part)
                if found is not None:
                    role = _stronger(role, found)
                elif part not in _BESIDE and not _YEARLIKE.fullmatch(part):
                    return None
        at += size
    return role


def _stronger(one: Role | None, other: Role) -> Role:
    return one if one is not None and other == "other" else other


def _compound(word: str) -> Role | None:
    """The role of a Chinese, Japanese or Korean word that is made of known ones (论文源码地址)."""
    if word.isascii():
        return None
    role: Role | None = None
    at = 0
    while at < len(word):
        for size in range(min(6, len(word) - at), 0, -1):
            part = word[at : at + size]
            if part in LINK_ROLES:
                role = _stronger(role, LINK_ROLES[part])
                break
            if part in _FILLERS:
                break
        else:
            return None
        at += size
    return role


@lru_cache(4096)
def column_of(header: str) -> Column:
    """What stands in a column of that header."""
    shown = " ".join(header.casefold().strip(" *_`:：\t\n").split())
    if shown in COLUMNS:
        return COLUMNS[shown]
    bare = shown.strip(_NOISE)
    if bare in COLUMNS:
        return COLUMNS[bare]
    main = _PART.split(bare, maxsplit=1)[0].strip(_NOISE)
    last = main.split()[-1:]
    if main in COLUMNS or not last:
        return COLUMNS.get(main, "other")
    if last[0].isascii():
        return COLUMNS[last[0]] if COLUMNS.get(last[0]) in _TELLING else "other"
    ending = next((word for word in _ENDINGS if main.endswith(word)), "")
    return COLUMNS.get(ending, "other")


@lru_cache(1024)
def heads_no_list(title: str) -> bool:
    """Whether a heading opens what belongs to the page: its contributors, sponsors, licence."""
    return HEADINGS.get(title.casefold().strip(_NOISE + "❤️🙏💖🤝👥📜📝✨🎉🌟💪👏😊")) == "page"


@lru_cache(1024)
def heads_news(title: str) -> bool:
    """Whether a heading opens news of the list itself."""
    return HEADINGS.get(title.casefold().strip(_NOISE + "🔥📢📣🎉🆕🗞️")) == "news"


def heads_contents(title: str) -> bool:
    """Whether a heading or label stands over a table of contents."""
    return _heads(title) == "contents"


def heads_rest(title: str) -> bool:
    """Whether a heading opens what frames a list: an introduction, notes, other lists."""
    return _heads(title) == "rest"


def _heads(title: str) -> str:
    bare = " ".join(_EDGES.sub("", title.casefold()).split())
    return HEADINGS.get(bare, "")
