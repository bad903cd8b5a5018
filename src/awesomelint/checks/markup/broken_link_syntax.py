"""Link markup that readers see raw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.markup._broken import broken_links
from awesomelint.checks.markup._misread import misread_links
from awesomelint.model import Candidate, Edit, Finding, Fix
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.markup._broken import Broken, Fault
    from awesomelint.curation import Document

_WHY: dict[Fault, str] = {
    "blank": "the blank between ] and ( keeps this from being a link",
    "swapped": "swapped brackets make no link",
    "square": "square brackets around the URL make no link",
    "round": "the text ends with ) instead of ], which makes no link",
    "curly": "braces around the URL make no link",
    "unopened": "the [ before the text is missing",
    "unclosed": "the ) after the URL is missing",
    "escaped": "a backslash takes the ) after the URL for text",
    "no ]": "the ] after the text is missing",
    "no (": "the URL has no parentheses",
    "doubled": "a bracket too many keeps this from being a link",
    "full-width": "full-width brackets do not make a link",
    "angle": "the < before the URL is not closed",
    "title": "the quote after the title is missing",
    "spaced": "the blank after the URL keeps this from being a link",
    "two": "two URLs in one link make none",
}
_REWRITTEN = frozenset({"title", "spaced", "two"})


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each text and URL whose brackets do not make them a link."""
    for broken in broken_links(document):
        yield _finding(document, broken)
    yield from misread_links(document)
    yield from _defined(document)


def _defined(document: Document) -> Iterator[Finding]:
    """Items that are only a definition, `- [text]: https://…`, which shows an empty bullet."""
    used = {link.destination.start for link in document.links if link.destination}
    for item in document.each(nodes.Item) if document.definitions else ():
        node = item.children[0] if len(item.children) == 1 else None
        if not isinstance(node, nodes.Definition) or node.destination.start in used:
            continue
        shown = document.text[node.label.start : node.label.end]
        meant = f"[{shown}]({node.url})"
        edits = (Edit(node.start, node.end, meant),)
        yield Finding(
            node.start,
            node.end,
            f"the colon makes this a definition, which shows nothing; write {meant}",
            fixes=(
                Fix(edits, "unsafe", ("entries",), f"Write {meant}", (node.url,), shows=(shown,)),
            ),
            key=node.url,
        )


def _finding(document: Document, broken: Broken) -> Finding:
    text = document.text
    url = text[broken.url.start : broken.url.end]
    bang = "!" if text[broken.whole.start - 1 : broken.whole.start] == "!" else ""
    shown = f"{bang}[{text[broken.text.start : broken.text.end]}]"
    meant = [f"{shown}({aim})" for aim in _targets(text, broken)]
    edits = _edits(text, broken)
    fixes: tuple[Fix, ...] = ()
    if broken.safety != "suggestion":
        leads = () if bang else (url,)
        fixes = (Fix(edits, broken.safety, ("markup",), f"Write {meant[0]}", expects=leads),)
    elif broken.fault in _REWRITTEN:
        edits = (Edit(broken.whole.start, broken.whole.end, meant[0].removeprefix("!")),)
    return Finding(
        broken.whole.start,
        broken.whole.end,
        f"{_WHY[broken.fault]}, so readers see the markup; write {' or '.join(meant)}",
        fixes=fixes,
        candidates=() if fixes else (Candidate(meant[0], 0.9 / len(meant), edits),),
        key=url,
    )


def _targets(text: str, broken: Broken) -> list[str]:
    """What may stand between the parentheses."""
    url = text[broken.url.start : broken.url.end]
    rest = text[broken.url.end : broken.whole.end - 1]
    match broken.fault:
        case "title":
            return [f'{url}{rest}"']
        case "spaced":
            return [f"{url}{rest.replace(' ', '%20')}"]
        case "two":
            return [url, rest.removeprefix("](")]
        case _:
            return [url]


def _edits(text: str, broken: Broken) -> tuple[Edit, ...]:
    """What makes `[text](url)` of the brackets that stand there."""
    whole, shown, url = broken.whole, broken.text, broken.url
    marks = (whole.start, shown.start), (shown.end, url.start), (url.end, whole.end)
    return tuple(
        Edit(start, end, wanted)
        for (start, end), wanted in zip(marks, ("[", "](", ")"), strict=True)
        if text[start:end] != wanted
    )
