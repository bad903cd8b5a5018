"""Edits that keep every entry's anchor, such as moved sections and changed bullets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.linter import parse
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document

OTHER = {"-": "*", "*": "+", "+": "-"}


def edited(text: str, choice: random.Random) -> str:
    """`text` after one edit of a random kind, or as it is where that kind finds nothing to do."""
    document = parse(text)
    return choice.choice([move, sort, split, swap, wrap, mark])(document, choice)


def move(document: Document, choice: random.Random) -> str:
    """One item to another place, maybe in another list with the same bullets."""
    lists = list(_lists(document))
    if not lists:
        return document.text
    source = choice.choice(lists)
    taken = choice.choice(source[1:])
    targets = [one for one in lists if _style(document, one) == _style(document, source)]
    target = choice.choice(choice.choice(targets))
    if target == taken:
        return document.text
    moved = document.text[taken[0] : taken[1]]
    at = target[0] if target[0] <= taken[0] else target[0] - len(moved)
    rest = document.text[: taken[0]] + document.text[taken[1] :]
    return rest[:at] + moved + rest[at:]


def sort(document: Document, choice: random.Random) -> str:
    """The items of a list in alphabetical order, or backwards."""
    lists = list(_lists(document))
    if not lists:
        return document.text
    items = choice.choice(lists)
    texts = sorted(
        (document.text[start:end] for start, end in items), reverse=choice.random() < 0.5
    )
    return document.text[: items[0][0]] + "".join(texts) + document.text[items[-1][1] :]


def split(document: Document, choice: random.Random) -> str:
    """A list in two, with a heading of its own for the second half."""
    lists = [items for items in _lists(document) if document.text[items[0][0]] in OTHER]
    if not lists:
        return document.text
    at = choice.choice(choice.choice(lists)[1:])[0]
    title = f"## Part {choice.randrange(10**9)}"
    return f"{document.text[:at]}\n{title}\n\n{document.text[at:]}"


def swap(document: Document, choice: random.Random) -> str:
    """Two sections that follow each other."""
    pairs = [
        (one, other)
        for one, other in zip(document.sections, document.sections[1:], strict=False)
        if one.kind == other.kind == "heading"
        and one.level == other.level > 1
        and one.parent is other.parent
        and one.end <= other.start
        and isinstance(one.node, nodes.Heading)
        and isinstance(other.node, nodes.Heading)
    ]
    if not pairs:
        return document.text
    one, other = choice.choice(pairs)
    text = document.text
    first, second = text[one.start : other.start], text[other.start : other.end]
    if not (first.endswith("\n\n") and (second.endswith("\n\n") or other.end == len(text))):
        return text
    if not second.endswith("\n\n"):
        second = second.rstrip("\n") + "\n\n"
    return text[: one.start] + second + first + text[other.end :]


def wrap(document: Document, choice: random.Random) -> str:
    """A line of an item broken at a blank in its text."""
    blanks = [
        (at, item)
        for items in _items(document)
        for item in items
        for paragraph in item.children
        if isinstance(paragraph, nodes.Paragraph)
        for leaf in paragraph.children
        if isinstance(leaf, nodes.Text)
        for at in range(leaf.start + 1, leaf.end - 1)
        if document.text[at] == " "
        and document.text[at - 1].isalnum()
        and document.text[at + 1].isalpha()
    ]
    if not blanks:
        return document.text
    at, item = choice.choice(blanks)
    indent = item.children[0].start - (document.text.rfind("\n", 0, item.start) + 1)
    return document.text[:at] + "\n" + " " * indent + document.text[at + 1 :]


def mark(document: Document, choice: random.Random) -> str:
    """The items of a list with another bullet."""
    lists = [items for items in _items(document) if document.text[items[0].marker.start] in OTHER]
    if not lists:
        return document.text
    text = document.text
    for item in choice.choice(lists):
        marker = item.marker.start
        text = text[:marker] + OTHER[text[marker]] + text[marker + 1 :]
    return text


def _items(document: Document) -> Iterator[Sequence[nodes.Item]]:
    """The items of lists that stand in the document itself, each in lines of its own."""
    for node in document.root.children:
        if isinstance(node, nodes.List):
            yield [item for item in node.children if isinstance(item, nodes.Item)]


def _lists(document: Document) -> Iterator[list[tuple[int, int]]]:
    """The whole lines of the items of each list that has more than two."""
    text = document.text
    for items in _items(document):
        starts = [text.rfind("\n", 0, item.start) + 1 for item in items]
        ends = [*starts[1:], text.find("\n", items[-1].end - 1) + 1]
        stretches = list(zip(starts, ends, strict=True))
        if len(items) > 2 and ends[-1] and all(text[start:end].strip() for start, end in stretches):
            yield stretches


def _style(document: Document, items: Sequence[tuple[int, int]]) -> str:
    """What two lists share whose items may change places: the marker and what stands before it."""
    start = items[0][0]
    line = document.text[start : document.text.find("\n", start)]
    return line[: len(line) - len(line.lstrip())] + line.lstrip()[:1]
