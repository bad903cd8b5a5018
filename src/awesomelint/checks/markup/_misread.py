"""Links that are rendered, but with brackets beside or in them that were meant otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.markup._raw import IMAGE, LINK, OPAQUE, raw_blocks
from awesomelint.model import Candidate, Edit, Finding, Fix
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex
from awesomelint.text.urls import START, intended

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.checks.markup._raw import RawBlock
    from awesomelint.curation import Document

_DOUBLED = regex(r"\(+(https?://[^\s()]+)\)+")
_WRAPPED = regex(rf"\[{LINK}+\]")
_OPENS = {"]": "[", ")": "("}
_CLOSES = {"[": "]", "(": ")"}
SOME = 3
_LINK = regex(r"\[(.*)\]\(([^\s()]+)\)")


def misread_links(document: Document) -> Iterator[Finding]:
    """Yield a finding for each link with brackets too many, too few or in the wrong place."""
    labels = {label.casefold() for label in document.definitions}
    parts = raw_blocks(document)
    wraps = _wraps(parts)
    for part in parts:
        if LINK in part.shown or IMAGE in part.shown:
            for node in _links(part.block):
                finding = _link(document, part, node, labels)
                finding = finding or _stray(document.text, part, node, wraps=wraps)
                if finding:
                    yield finding


def _links(block: nodes.Node) -> Iterator[nodes.Link | nodes.Image]:
    """The links with brackets in `block`, and the images outside them."""
    stack = list(reversed(block.children))
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Image) or (
            isinstance(node, nodes.Link) and node.form not in {"bare", "email", "autolink"}
        ):
            yield node
        else:
            stack.extend(reversed(node.children))


def _link(
    document: Document, part: RawBlock, node: nodes.Link | nodes.Image, labels: set[str]
) -> Finding | None:
    first, last = node.start - part.start, node.end - part.start
    if part.shown[max(first - 2, 0) : first] == "](" and part.shown[last : last + 1] == ")":
        opening = part.partners.get(first - 2)
        if opening is not None and isinstance(node, nodes.Link):
            return _nested(document, part, opening, node)
    if node.form == "inline":
        if not node.url:
            return _empty(document, node)
        if isinstance(node, nodes.Link) and (inner := _LINK.fullmatch(node.url)):
            return _pasted(document, node, inner[1], inner[2])
        if doubled := _DOUBLED.fullmatch(node.url):
            return _doubled(document, node, doubled[1])
        if node.url.casefold() in labels and isinstance(node, nodes.Link):
            return _label(document, node)
    return None


def _nested(document: Document, part: RawBlock, opening: int, node: nodes.Link) -> Finding:
    """A link in the place of a URL, both shown."""
    start = part.start + opening
    end = node.end + 1
    shown = document.text[start + 1 : node.start - 2]
    inner = document.text[node.content.start : node.content.end]
    edit = Edit(start, end, f"[{shown}]({node.url})")
    return _instead(start, end, shown, inner, node.url, (edit,), ())


def _pasted(document: Document, node: nodes.Link, inner: str, url: str) -> Finding | None:
    """A link in the place of a URL, which makes one URL of both."""
    place = node.destination
    if place is None:
        return None
    shown = document.text[node.content.start : node.content.end]
    edits = (Edit(place.start, place.end, url),)
    fix = Fix(edits, "unsafe", ("links",), f"Write [{shown}]({url})")
    return _instead(node.start, node.end, shown, inner, url, edits, (fix,))


def _instead(
    start: int,
    end: int,
    shown: str,
    inner: str,
    url: str,
    edits: tuple[Edit, ...],
    fixes: tuple[Fix, ...],
) -> Finding:
    """The finding for a link in the place of a URL, which may also be another URL in its text."""
    meant = f"[{shown}]({url})"
    if START.match(inner) and inner.rstrip("/") != url.rstrip("/"):
        meant += f" or [{shown}]({inner})"
        fixes = ()
    candidate = Candidate(meant, 0.6, edits)
    return Finding(
        start,
        end,
        f"a link stands where the URL of [{shown}] belongs; write {meant}",
        fixes=fixes,
        candidates=() if fixes else (candidate,),
        key=url,
    )


def _empty(document: Document, node: nodes.Link | nodes.Image) -> Finding | None:
    """`[text]()https://…`."""
    text = document.text
    if not START.match(text, node.end):
        return None
    line = text.find("\n", node.end)
    _, end = next(intended(text, node.end, line if line >= 0 else len(text)))
    url = text[node.end : end]
    bang = "!" if isinstance(node, nodes.Image) else ""
    meant = f"{bang}[{text[node.content.start : node.content.end]}]({url})"
    surplus = text[end : end + 1] == ")"
    edits = (Edit(node.end - 1, node.end, ""), *(() if surplus else (Edit(end, end, ")"),)))
    return Finding(
        node.start,
        end + surplus,
        f"the URL stands after the parentheses instead of between them; write {meant}",
        fixes=(Fix(edits, "safe", ("markup",), f"Write {meant}", expects=(url,)),),
        key=url,
    )


def _doubled(document: Document, node: nodes.Link | nodes.Image, url: str) -> Finding | None:
    place = node.destination
    if place is None:
        return None
    text = document.text
    written = text[place.start : place.end]
    left = len(written) - len(written.lstrip("("))
    right = len(written) - len(written.rstrip(")"))
    edits = Edit(place.start, place.start + left, ""), Edit(place.end - right, place.end, "")
    meant = f"{text[node.start : place.start]}{url})"
    return Finding(
        node.start,
        node.end,
        f"the parentheses are doubled, so the link leads to the file {node.url}; write {meant}",
        fixes=(Fix(edits, "safe", ("links",), f"Write {meant}"),),
        key=url,
    )


def _label(document: Document, node: nodes.Link) -> Finding:
    shown = document.text[node.start : node.content.end + 1]
    meant = f"{shown}[{node.url}]"
    edits = (Edit(node.content.end + 1, node.end, f"[{node.url}]"),)
    return Finding(
        node.start,
        node.end,
        f"the link leads to the file {node.url}, "
        f"but [{node.url}]: is a definition of this list; write {meant}",
        candidates=(Candidate(meant, 0.9, edits),),
        key=node.url,
    )


def _stray(
    text: str, part: RawBlock, node: nodes.Link | nodes.Image, *, wraps: bool
) -> Finding | None:
    """A bracket without a partner beside a link; `wraps` says that the list brackets links."""
    first, last = node.start - part.start - 1, node.end - part.start
    for at, partners in ((last, _OPENS), (first, _CLOSES)):
        char = part.shown[at : at + 1] if at >= 0 else ""
        if char not in partners or at in part.partners:
            continue
        other = partners[char]
        far = node.start if at == last else node.end
        add = char == "(" or (wraps and char != ")")
        place = part.start + at
        edit = Edit(far, far, other) if add else Edit(place, place + 1, "")
        fix = Fix(
            (edit,), "unsafe", ("markup",), f"Add the {other}" if add else f"Delete the {char}"
        )
        whole = text[node.start : node.end]
        where = "after" if at == last else "before"
        advice = f"add the {other} or delete it" if add else f"delete it or add the {other}"
        follows = part.shown[last : last + 1]
        return Finding(
            min(place, node.start),
            max(place + 1, node.end),
            f"the {char} {where} {whole} has no {other}; {advice}",
            level="stray",
            fixes=() if char == "(" and follows.strip() and follows != OPAQUE else (fix,),
            key=whole,
        )
    return None


def _wraps(parts: Sequence[RawBlock]) -> bool:
    """Whether links of this list stand in square brackets of their own."""
    return sum(len(_WRAPPED.findall(part.shown)) for part in parts) >= SOME
