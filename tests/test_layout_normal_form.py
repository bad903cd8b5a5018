"""Sources that render alike and agree on the majority of each kept trait end as the same bytes."""

from __future__ import annotations

import os
import random
import re
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awesomelint.curation import read
from awesomelint.layout import canonical, gaps, lists, markers
from awesomelint.layout.lines import Lines
from awesomelint.layout.style import measure
from awesomelint.model import Edit
from awesomelint.source import NotUtf8Error, Source, apply_edits
from awesomelint.syntax import nodes, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from awesomelint.layout.style import Style
    from awesomelint.layout.tables import Padding, Reading

SHARE = 1 / 3
DATA = os.environ.get("AWESOMELINT_CORPUS", "")
ROUNDS = int(os.environ.get("AWESOMELINT_ROUNDS", "40"))
SMALL = 60_000

ItemPlace = tuple[Edit, ...]


def rendered(text: str) -> str:
    """The HTML of cmark-gfm, white space folded outside code."""
    import cmarkgfm
    from cmarkgfm.cmark import Options

    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    html = cmarkgfm.github_flavored_markdown_to_html(
        body, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    )
    parts = re.split(r"(<pre.*?</pre>|<code>.*?</code>)", html, flags=re.DOTALL)
    parts[::2] = [
        re.sub(r"\s+", " ", re.sub(r"\s*(</?[a-z][^>]*>)\s*", r"\1", part)) for part in parts[::2]
    ]
    return "".join(parts)


def laid_out(text: str) -> str:
    """`text` after canonical layout, to the fixed point.

    A fix that changes the rendering is withdrawn.
    """
    refused: set[tuple[str, ...]] = set()
    html = rendered(text)
    for _ in range(6):
        fixes = [
            fix
            for fix in canonical(read(Source.of(text)), {})
            if signature(text, fix.edits) not in refused
        ]
        if not fixes:
            return text
        kept = surviving([fix.edits for fix in fixes], text, html)
        refused |= {signature(text, fix.edits) for fix in fixes if fix.edits not in kept}
        text = apply_edits(text, [edit for edits in kept for edit in edits])
    pytest.fail("layout does not settle")


def signature(text: str, edits: ItemPlace) -> tuple[str, ...]:
    return (text[edits[0].start - 30 : edits[-1].end + 30], *(edit.text for edit in edits))


def surviving(places: list[ItemPlace], text: str, html: str) -> list[ItemPlace]:
    """Those of `places` that together change nothing in the HTML; found by halving."""
    if not places:
        return []
    if rendered(apply_edits(text, [edit for place in places for edit in place])) == html:
        return places
    if len(places) == 1:
        return []
    middle = len(places) // 2
    left, right = surviving(places[:middle], text, html), surviving(places[middle:], text, html)
    both = [*left, *right]
    if rendered(apply_edits(text, [edit for place in both for edit in place])) == html:
        return both
    return left


def lines_of(text: str, node: nodes.Node) -> Iterator[tuple[int, int]]:
    """Start and end of the lines of `node`."""
    start = text.rfind("\n", 0, node.start) + 1
    while start < node.end:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def lists_by_level(root: nodes.Node, level: int = 0) -> Iterator[tuple[int, nodes.List]]:
    for child in root.children:
        if isinstance(child, nodes.List):
            yield level, child
            for item in child.children:
                yield from lists_by_level(item, level + 1)


def bullets(text: str, root: nodes.Root, level: int) -> list[ItemPlace]:
    """Another bullet for a list of a level that changes at all."""
    decided = measure(root, Lines(text), {}).bullets
    found = [lst for at, lst in lists_by_level(root) if at == level and lst.start in decided]
    return [
        tuple(
            Edit(item.start, item.start + 1, "*" if lst.delimiter != "*" else "-")
            for item in lst.children
            if text[item.start] in "-*+"
        )
        for lst in found
    ]


def section_gaps(text: str, root: nodes.Root, amounts: tuple[int, int]) -> list[ItemPlace]:
    """One blank line more or less before a heading."""
    places: list[ItemPlace] = []
    for before, block in pairwise(root.children):
        if isinstance(block, nodes.Heading) and not gaps.fixed(before):
            line = text.rfind("\n", 0, block.start) + 1
            above = len(text[:line]) - len(text[:line].rstrip("\n")) - 1
            if above == amounts[0]:
                add = amounts[1] - above
                places.append(
                    (Edit(line, line, "\n" * add) if add > 0 else Edit(line + add, line, ""),)
                )
    return places


def after_gaps(text: str, root: nodes.Root) -> list[ItemPlace]:
    """A blank line after a heading taken away or added."""
    places: list[ItemPlace] = []
    for block, follower in zip(root.children, root.children[1:], strict=False):
        if isinstance(block, nodes.Heading) and not isinstance(
            follower, (nodes.Heading, nodes.HtmlBlock)
        ):
            end = text.find("\n", block.end - 1)
            if text.startswith("\n\n\n", end) or end < 0:
                continue
            places.append(
                (Edit(end, end + 1, "") if text.startswith("\n\n", end) else Edit(end, end, "\n"),)
            )
    return places


def headings(text: str, root: nodes.Root) -> list[ItemPlace]:
    """A setext heading for an ATX one, or the reverse."""
    places: list[ItemPlace] = []
    for block in root.children:
        if not isinstance(block, nodes.Heading) or block.level > 2:
            continue
        content = text[block.content.start : block.content.end]
        if "\n" in content or not content:
            continue
        end = block.start + len(text[block.start :].split("\n", 2 if block.setext else 1)[0])
        if block.setext:
            end = text.find("\n", block.marker.start)
            end = len(text) if end < 0 else end
        form = (
            "#" * block.level + " " + content
            if block.setext
            else content + "\n" + "=-"[block.level - 1] * 5
        )
        places.append((Edit(block.start, end, form),))
    return places


def indents(text: str, root: nodes.Root) -> list[ItemPlace]:
    """A nested item moved, with all its lines, by two columns."""
    return [
        tuple(Edit(start, start, "  ") for start, end in lines_of(text, item) if start < end)
        for level, lst in lists_by_level(root)
        if level
        for item in lst.children
        if not text[text.rfind("\n", 0, item.start) + 1 : item.start].strip(" ")
    ]


def paddings(text: str, root: nodes.Root) -> list[ItemPlace]:
    """A space more after a marker."""
    return [
        (Edit(item.marker.end, item.marker.end, " "),)
        for _, lst in lists_by_level(root)
        for item in lst.children
        if isinstance(item, nodes.Item) and text[item.marker.end : item.marker.end + 1] == " "
    ]


def cells(text: str, root: nodes.Root) -> list[ItemPlace]:
    """A cell with another blank, or without, in a table that changes at all."""
    padding = measure(root, Lines(text), {}).padding
    return [
        (Edit(cell.end, cell.raw.end, "" if cell.raw.end > cell.end else " "),)
        for table in root.walk()
        if isinstance(table, nodes.Table) and moves(padding.tables[table.start], padding)
        for row in table.children
        for cell in row.children
        if isinstance(cell, nodes.Cell)
        and text[cell.raw.end : cell.raw.end + 1] == "|"
        and cell.start < cell.end
    ]


def moves(read: Reading, padding: Padding) -> bool:
    """Whether a table with an odd cell would be laid out."""
    return (
        None not in read.drawing.widths.values()
        if read.drawing
        else read.plain and read.agrees(padding.cells)
    )


def trailing(text: str, root: nodes.Root) -> list[ItemPlace]:
    """A blank at a line's end."""
    return [
        (Edit(end, end, " "),)
        for block in root.children
        if isinstance(block, (nodes.Paragraph, nodes.List, nodes.Heading, nodes.Table))
        and not any(isinstance(cell, nodes.Cell) and cell.surplus for cell in block.walk())
        for start, end in lines_of(text, block)
        if text[start:end].strip() and not text[start:end].endswith((" ", "\\", "\t"))
    ]


def closings(text: str, root: nodes.Root) -> list[ItemPlace]:
    """Closing marks of a heading."""
    return [
        (Edit(block.content.end, block.content.end, " " + "#" * block.level),)
        for block in root.children
        if isinstance(block, nodes.Heading)
        and not block.setext
        and block.content.start < block.content.end
        and text[block.content.end : block.content.end + 1] in ("\n", "")
    ]


def blank_runs(text: str, root: nodes.Root) -> list[ItemPlace]:
    """More blank lines in place of one, except before headings, whose gap is a kept trait."""
    lines = Lines(text)
    leading = {
        before.start
        for before, block in pairwise(root.children)
        if gaps.leads(lines, before, block)
    }
    headings = {
        text.rfind("\n", 0, block.start) + 1
        for block in root.walk()
        if isinstance(block, nodes.Heading) or block.start in leading
    }
    return [
        (Edit(match.end(), match.end(), "\n" * (1 + match.end() % 2)),)
        for match in re.finditer(r"\n\n+(?=[^\n])", text)
        if match.end() not in headings
    ]


KEPT: dict[str, Callable[[str, nodes.Root], list[ItemPlace]]] = {
    **{f"bullets {n}": partial(bullets, level=n) for n in range(3)},
    "gaps doubled": partial(section_gaps, amounts=(1, 2)),
    "gaps halved": partial(section_gaps, amounts=(2, 1)),
    "gaps gone": partial(section_gaps, amounts=(1, 0)),
    "gaps new": partial(section_gaps, amounts=(0, 1)),
    "gaps after": after_gaps,
    "headings": headings,
    "indents": indents,
    "paddings": paddings,
    "cells": cells,
}
FREE: dict[str, Callable[[str, nodes.Root], list[ItemPlace]]] = {
    "trailing": trailing,
    "closings": closings,
    "blank runs": blank_runs,
}


def undecided(text: str, root: nodes.Root) -> set[str]:
    """The kept traits that have no majority in `text`: there every place stays as found."""
    style = measure(root, Lines(text), {})
    levels = markers.sample(root)
    steps = {nested: step for (_, nested), step in style.indents.steps.items()}
    tables = [table for table in root.walk() if isinstance(table, nodes.Table)]
    return {
        *(f"bullets {n}" for n in range(3) if n not in levels),
        *(name for name in ("gaps doubled", "gaps halved") if style.gaps.amount is None),
        *(name for name in ("gaps gone", "gaps new") if style.gaps.before is None),
        *(["gaps after"] if style.gaps.after is None else []),
        *(["headings"] if style.heading is None else []),
        *(["indents"] if None in steps.values() else []),
        *(["paddings"] if None in style.indents.paddings.values() else []),
        *(["cells"] if tables and not style.padding.cells else []),
    }


def traits(text: str) -> tuple[object, ...]:
    """What the majority of `text` agrees on."""
    root = parse(text)
    style = measure(root, Lines(text), {})
    return (
        markers.sample(root),
        style._replace(bullets={}, padding=style.padding._replace(tables={})),
        undecided(text, root),
        as_found(root, text, style),
    )


def as_found(root: nodes.Root, text: str, style: Style) -> list[object]:
    """How each list and table is drawn, or why it stays as found; it changes as a whole."""
    lines = Lines(text)
    told: list[object] = []
    for node in root.walk():
        if isinstance(node, nodes.List):
            told.append(
                (node.ordered or node.start in style.bullets, any(lists.lost_items(node, lines)))
            )
        elif isinstance(node, nodes.Table):
            read = style.padding.tables[node.start]
            told.append(
                (read.plain, read.drawing and read.drawing.widths, read.agrees(style.padding.cells))
            )
    return told


def perturbed(text: str, rng: random.Random) -> str:
    """`text` with a random minority of the places of every trait changed, rendered as before."""
    html, agreed = rendered(text), traits(text)
    names = sorted({*KEPT, *FREE} - undecided(text, parse(text)))
    for name in rng.sample(names, len(names)):
        places = {**KEPT, **FREE}[name](text, parse(text))
        share = rng.uniform(0, SHARE) if name in KEPT else rng.random()
        chosen = disjoint(rng.sample(places, int(len(places) * share)))
        changed = apply_edits(
            text, [edit for place in surviving(chosen, text, html) for edit in place]
        )
        if traits(changed) == agreed:
            text = changed
    return text


def disjoint(places: list[ItemPlace]) -> list[ItemPlace]:
    """The places without those that overlap an earlier one."""
    kept: list[ItemPlace] = []
    taken: set[tuple[int, int]] = set()
    for place in places:
        spans = {(edit.start, edit.end) for edit in place}
        if not any(start <= e and s <= end for start, end in spans for s, e in taken):
            kept.append(place)
            taken |= spans
    return kept


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a test must be repeatable


def small_lists() -> list[Path]:
    """The lists of the corpus that are small enough to be laid out many times."""
    found = sorted((Path(DATA) / "corpus").rglob("*.md"))
    return [path for path in found if path.stat().st_size < SMALL and _utf8(path)]


def _utf8(path: Path) -> bool:
    try:
        Source(path.read_bytes())
    except NotUtf8Error:
        return False
    return True


SMALL_LIST = """# Birds

## Owls
* [Barn owl](https://example.org/barn) - White.
  * [Calls](https://example.org/calls)
* [Eagle owl](https://example.org/eagle)

## Crows
* [Raven](https://example.org/raven)
  * [Tricks](https://example.org/tricks)
  * [Tools](https://example.org/tools)
* [Jay](https://example.org/jay)

## Gulls
* [Herring gull](https://example.org/herring)

| Bird | Wings |
|---|---|
| Raven | 1.3 m |
| Jay | 0.5 m |

## Ducks
* [Mallard](https://example.org/mallard)
  * [Eider](https://example.org/eider)
"""


@pytest.mark.parametrize("seed", range(25))
def test_a_perturbed_list_ends_as_the_original_does(seed: int) -> None:
    changed = perturbed(SMALL_LIST, seeded(seed))
    assert laid_out(changed) == laid_out(SMALL_LIST)


def test_perturbing_changes_the_source() -> None:
    assert sum(perturbed(SMALL_LIST, seeded(seed)) != SMALL_LIST for seed in range(10)) > 8


@pytest.mark.skipif(not DATA, reason="AWESOMELINT_CORPUS names no folder of lists")
def test_perturbed_lists_of_the_corpus_end_as_the_originals_do() -> None:
    rng = seeded(2024)
    wrong = [
        path.name
        for path in (rng.choice(small_lists()) for _ in range(ROUNDS))
        if not same(path, rng)
    ]
    assert len(wrong) * 100 <= ROUNDS, wrong


def same(path: Path, rng: random.Random) -> bool:
    text = Source(path.read_bytes()).text
    return laid_out(perturbed(text, rng)) == laid_out(text)
