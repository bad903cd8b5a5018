"""What a finding about a pair of entries says, shows, and offers to delete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.checks.identity._pairs import pairs, place
from awesomelint.checks.identity._subjects import subject_of
from awesomelint.checks.identity._tellings import TOKEN, cells_held
from awesomelint.curation.vocabulary import role_of
from awesomelint.identity.spelling import mended
from awesomelint.identity.titles import quoted, title_key
from awesomelint.model import Edit, Finding, Fix, Related
from awesomelint.syntax.nodes import plain
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.identity._pair import Pair
    from awesomelint.curation import Document, Entry, ListLink
    from awesomelint.identity import Identity
    from awesomelint.model import Safety, Span

DELETABLE = ("bullet", "number", "row")
_URL = regex(r"https?://\S+")


def findings(document: Document, rule: str) -> Iterator[Finding]:
    """The findings of `rule` among the pairs of `document`."""
    for pair in pairs(document):
        if pair.rule == rule:
            yield finding(document, pair)


def finding(document: Document, pair: Pair) -> Finding:
    """The finding of `pair` at its second entry, mirrored at its first one.

    If a comment silences the first entry, the finding stands there, so that the comment is used.
    """
    if pair.silenced:
        return replace(_told(document, pair), start=_first(pair).start, end=_first(pair).end)
    turned = pair._replace(first=pair.second, second=pair.first)
    return replace(
        _told(document, pair, deletions(document, pair)),
        mirror=_told(document, turned, deletions(document, turned)),
    )


def _told(document: Document, pair: Pair, fixes: tuple[Fix, ...] = ()) -> Finding:
    """The finding at the second entry of `pair`."""
    here, there = place(pair.second, pair.identity), _first(pair)
    words = "first listed here" if there.start <= here.start else "also listed here"
    return Finding(
        here.start,
        here.end,
        message(pair, document.source.position(there.start)[0]),
        level=pair.level,
        fixes=fixes,
        related=(Related(there.start, there.end, words),),
        key=str(pair.identity.id) if pair.identity else "title",
        anchor=":".join(pair.identity.key) if pair.identity else title_key(pair.second.title_text),
    )


def _first(pair: Pair) -> Span:
    return place(pair.first, pair.identity)


def message(pair: Pair, line: int) -> str:
    """The repeated thing with its title, and where it stands already under which title."""
    here, there = (subject_of(entry).shown for entry in (pair.second, pair.first))
    if pair.rule == "conflicting-titles":
        end = (
            "one of the links is wrong"
            if pair.level == "apart"
            else "check whether they are one paper"
        )
        titles = f"{quoted(here)} here and {quoted(there)} on line {line}"
        return f"{name(pair.identity)} is {titles}; {end}"
    if not there:
        other = ""
    elif here == there:
        other = " under this title" if pair.identity else ""
    else:
        other = f" as {quoted(there)}"
    what = f"{name(pair.identity)} {quoted(here) if here else ''}".strip()
    return f"{what} is already listed on line {line}{other}{_difference(pair)}"


def _difference(pair: Pair) -> str:
    """For pairs by title: how their links differ."""
    if pair.identity is not None:
        return ""
    if pair.rule == "duplicate-paper":
        return ", under the id of another registry"
    links = [entry.primary for entry in (pair.first, pair.second)]
    keys = {_address(link) for link in links if link}
    return " with another link" if len(keys) > 1 else ""


def name(identity: Identity | None) -> str:
    """An identity as readers know it."""
    if identity is None:
        return ""
    return (
        identity.id
        if identity.scheme in {"arxiv", "url", "github", "doi"}
        else f"{identity.scheme}:{identity.id}"
    )


def deletions(document: Document, pair: Pair) -> tuple[Fix, ...]:
    """The fix that deletes the entry which the other one covers.

    It is unsafe inside a group where nothing is lost, and a suggestion elsewhere.
    """
    if pair.rule in {"conflicting-titles", "duplicate-title"} or pair.level == "same-file":
        return ()
    text = document.text
    inside = pair.first.group is not None and pair.first.group is pair.second.group
    ways = [(pair.second, pair.first), (pair.first, pair.second)]
    ways = [
        (gone, kept)
        for gone, kept in ways
        if covers(text, kept=kept, gone=gone) and deletion(text, gone)
    ]
    whole = [(gone, kept) for gone, kept in ways if inside and holds(text, kept=kept, gone=gone)]
    for gone, kept in whole or ways:
        edit = deletion(text, gone)
        which = "second" if gone.start > kept.start else "first"
        safety: Safety = "unsafe" if whole else "suggestion"
        return (Fix((edit,), safety, ("entries",), f"Delete the {which} entry"),) if edit else ()
    return ()


def holds(text: str, kept: Entry, gone: Entry) -> bool:
    """Whether nothing is lost with `gone`, which `kept` covers.

    Either the words are the same, or `gone` has only a title, links and cells.
    """
    shown = {(held.link.url, _shown(text, held.link)) for held in kept.links}
    urls = {url for url, _ in shown}
    for held in gone.links:
        words = _shown(text, held.link)
        if (held.link.url, words) not in shown and not (
            held.link.url in urls and words == held.link.url
        ):
            return False
    said = _said(text, gone)
    return gone.shape == "row" or not said or said == _said(text, kept)


def _shown(text: str, link: ListLink) -> str:
    return text[link.text.start : link.text.end]


def _said(text: str, entry: Entry) -> list[str]:
    """The words of an entry beside its links and its title.

    Where the title is only a role (`[paper]`), all words count.
    """
    spans = (
        []
        if role_of(entry.title_text)
        else [(held.link.start, held.link.end) for held in entry.links]
    )
    if entry.title is not None and spans:
        spans.append((entry.title.start, entry.title.end))
    words: list[str] = []
    done = entry.marker.end if entry.marker else entry.start
    for start, end in [*sorted(spans), (entry.end, entry.end)]:
        words += TOKEN.findall(text[done:start])
        done = max(done, end)
    return words


def covers(text: str, kept: Entry, gone: Entry) -> bool:
    """Whether `kept` has the subject, title, words and links of `gone`, none of them malformed."""
    if gone.notes or gone.children or _struck(gone) != _struck(kept):
        return False
    if subject_of(gone).key not in {"", subject_of(kept).key}:
        return False
    if gone.title_text and not gone.title_is_url and gone.title_text != kept.title_text:
        return False
    if any(mended(held.link.url) for held in kept.links):
        return False
    has = {_address(held.link) for held in kept.links}
    known = {identity.key for identity in kept.identities}
    if not (
        {i.key for i in gone.identities} <= known
        and all(_address(held.link) in has for held in gone.links)
    ):
        return False
    return cells_held(text, kept, gone) and _words(text, gone) <= _words(text, kept)


def _struck(entry: Entry) -> bool:
    return any(held.link.struck for held in entry.links)


def _words(text: str, entry: Entry) -> set[str]:
    """All words of an entry that readers see, but for its URLs."""
    parts = entry.node.children if entry.shape == "row" else [entry.node]
    return {word for part in parts for word in TOKEN.findall(_URL.sub(" ", plain(part, text)))}


def _address(link: ListLink) -> object:
    return link.identity.key if link.identity else link.url


def deletion(text: str, entry: Entry) -> Edit | None:
    """The edit that deletes the lines of `entry`, if they hold nothing else."""
    if entry.shape not in DELETABLE:
        return None
    start = text.rfind("\n", 0, entry.start) + 1
    end = text.find("\n", max(entry.end - 1, entry.start))
    if text[start : entry.start].strip(" \t>|"):
        return None
    if end < 0:
        return Edit(max(start - 1, 0), len(text), "")
    return Edit(start, end + 1, "") if not text[entry.end : end].strip(" \t|") else None
