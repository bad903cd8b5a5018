"""The list as its readers see it: shapes by example, spans and order on any text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from timing import cpu_seconds

from awesomelint.curation import read
from awesomelint.curation.slugs import Slugs
from awesomelint.curation.vocabulary import column_of, role_of, rows
from awesomelint.export import records
from awesomelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Entry, ListLink, Section

SHAPES = Path(__file__).parents[1] / "fixtures" / "curation"
NAMES = sorted(path.stem for path in SHAPES.glob("*.md"))


def of(text: str) -> Document:
    return read(Source.of(text))


def section_path(section: Section | None) -> str:
    names = []
    while section is not None and section.parent is not None:
        names.append(section.title or "?")
        section = section.parent
    return " / ".join(reversed(names))


def told(document: Document, entry: Entry) -> str:
    """One line for each entry: shape, place, title, primary URL, other roles, identities."""
    depth, above = "", entry.parent
    while above is not None:
        depth, above = depth + ">", above.parent
    primary = entry.primary
    return "\t".join(
        [
            f"{depth}{document.source.position(entry.start)[0]}",
            entry.shape,
            section_path(entry.section),
            entry.group.label if entry.group else "?",
            entry.title_text,
            primary.url if primary else "-",
            ", ".join(
                f"{held.role} {held.link.url}" for held in entry.links if held.role != "primary"
            )
            or "-",
            " ".join(map(str, entry.identities)) or "-",
        ]
    )


@pytest.mark.parametrize("name", NAMES)
def test_shapes(name: str) -> None:
    document = of((SHAPES / f"{name}.md").read_text(encoding="utf-8"))
    expected = (SHAPES / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert [told(document, entry) for entry in document.entries] == expected


# Bare URLs: what their author meant, and what GitHub links.

BARE = {
    "https://a.test/x": ["https://a.test/x = https://a.test/x"],
    "https://a.test/x.": ["https://a.test/x = https://a.test/x"],
    "(https://a.test/x)": ["https://a.test/x = https://a.test/x"],
    "https://a.test/x_(y)": ["https://a.test/x_(y) = https://a.test/x_(y)"],
    "https://a.test/x,y": ["https://a.test/x,y = https://a.test/x,y"],
    "https://a.test/x，好": ["https://a.test/x = https://a.test/x，好"],
    "见https://a.test/x。": ["https://a.test/x = https://a.test/x。"],
    "https://a.test/x】": ["https://a.test/x = https://a.test/x】"],
    "https://a.test/x说明": ["https://a.test/x = https://a.test/x说明"],
    "https://a.test/wiki/说明": ["https://a.test/wiki/说明 = https://a.test/wiki/说明"],
    "https://a.test/?q=说明&b=1": ["https://a.test/?q=说明&b=1 = https://a.test/?q=说明&b=1"],
    "https://a.test/xhttps://b.test/y": [
        "https://a.test/x = https://a.test/xhttps://b.test/y",
        "https://b.test/y = -",
    ],
    "https://a.test/https://b.test/y": [
        "https://a.test/https://b.test/y = https://a.test/https://b.test/y"
    ],
    "https://a.test/?u=https://b.test/": [
        "https://a.test/?u=https://b.test/ = https://a.test/?u=https://b.test/"
    ],
    "https://a.test/x [y](z)": ["https://a.test/x = https://a.test/x"],
    "**https://a.test/x**": ["https://a.test/x = https://a.test/x"],
    "https://a.test/x&amp;y=1": ["https://a.test/x&amp;y=1 = https://a.test/x&amp;y=1"],
    "ahttps://a.test/x": ["https://a.test/x = -"],
    "https://localhost:80/x": ["https://localhost:80/x = https://localhost:80/x"],
    "http://": [],
}


def bare(document: Document) -> Iterator[str]:
    for link in document.links:
        if link.kind == "bare":
            shown = document.text[link.rendered.start : link.rendered.end] if link.rendered else "-"
            yield f"{document.text[link.start : link.end]} = {shown}"


@pytest.mark.parametrize("text", BARE)
def test_bare_urls_end_where_their_author_meant(text: str) -> None:
    assert list(bare(of(text + "\n"))) == BARE[text]


# Anchors as GitHub gives them: https://github.com/gjtorikian/html-pipeline's filter, checked
# against rendered pages.

SLUGS = {
    "Plain words": "plain-words",
    "Tool use. 👩‍🔧🔧": "tool-use-",
    "\u2764\ufe0f Love": "\ufe0f-love",
    "🚀 Rocket": "-rocket",
    "预训练 模型（上）": "预训练-模型上",
    "C++ & C#": "c--c",
    "snake_case": "snake_case",
    "a - b": "a---b",
    "What's new?": "whats-new",
    "`code` and *stress*": "code-and-stress",
    "[Link](https://a.test/)": "link",
    "Émile Łódź": "émile-łódź",
    "한국어 목록": "한국어-목록",
    "１２３": "１２３",
    "2) Second": "2-second",
    ":rocket: Go": "rocket-go",
    "A &amp; B": "a--b",
}


@pytest.mark.parametrize("title", SLUGS)
def test_anchors_are_those_of_github(title: str) -> None:
    assert of(f"# {title}\n").sections[1].slug == SLUGS[title]


def test_repeated_anchors_are_numbered() -> None:
    document = of("# A\n\n# A\n\n<h2>A</h2>\n\n## B\n")
    assert [one.slug for one in document.sections[1:]] == ["a", "a-1", "a-2", "b"]


def test_ids_and_names_are_anchors() -> None:
    document = of('<a id="one"></a>\n\n# T <a name="two"></a>\n\n<div id=three>\n\n</div>\n')
    assert {"one", "two", "three"} <= document.anchors


REGIONS = {
    "doctoc": "<!-- START doctoc generated TOC -->\nx\n<!-- END doctoc generated TOC -->",
    "contributors": (
        "<!-- ALL-CONTRIBUTORS-LIST:START - Do not remove -->\nx\n"
        "<!-- ALL-CONTRIBUTORS-LIST:END -->"
    ),
    "badge": "<!-- ALL-CONTRIBUTORS-BADGE:START -->\nx\n<!-- ALL-CONTRIBUTORS-BADGE:END -->",
    "mktoc": '<!-- BEGIN mktoc {"min_depth": 2} -->\nx\n<!-- END mktoc -->',
    "MarkdownTOC": "<!-- MarkdownTOC depth=4 -->\nx\n<!-- /MarkdownTOC -->",
    "GFM-TOC": "<!-- GFM-TOC -->\nx\n<!-- GFM-TOC -->",
    "TOC": "<!-- TOC -->\nx\n<!-- /TOC -->",
    "toc": "<!-- toc -->\nx\n<!-- tocstop -->",
    "action": "<!--START_SECTION:waka-->\nx\n<!--END_SECTION:waka-->",
    "blog posts": "<!-- BLOG-POST-LIST:START -->\nx\n<!-- BLOG-POST-LIST:END -->",
    "terraform": "<!-- BEGIN_TF_DOCS -->\nx\n<!-- END_TF_DOCS -->",
    "readme-ts": "<!-- readme: contributors -start -->\nx\n<!-- readme: contributors -end -->",
}


@pytest.mark.parametrize("name", REGIONS)
def test_generator_regions(name: str) -> None:
    text = f"before\n\n{REGIONS[name]}\n\nafter\n"
    found = [text[one.start : one.end] for one in of(text).regions]
    assert found == [REGIONS[name]]


def test_comments_of_authors_open_no_region() -> None:
    assert (
        of("<!-- start with this one -->\n\n- x\n\n<!-- the end of the story -->\n").regions == ()
    )
    assert (
        of("<!-- awesomelint-disable x: y -->\n\nx\n\n<!-- awesomelint-enable x -->\n").regions
        == ()
    )


# What holds of any text.

PIECES = [
    "# H", "## H", "- ", "* ", "1. ", "  - ", "    ", "> ",
    "| a | b |", "|---|---|", "\n", "\n\n", "<br>", "\\\n",
    "**T**", "[t](https://a.test/x)", "[[paper]](https://arxiv.org/abs/2310.03744)", "https://a.test/y",
    "https://a.test/yhttps://b.test",
    "，", "说明", "标签：", "Paper: ", "<details>", "<summary>", "</summary>", "</details>",
    '<a href="https://c.test">', "</a>",
    "<!-- x -->", "<!-- TOC -->", "![i](https://i.test/i.png)",
    "~~", "`c`", "⚡", "[^1]", "[^1]: ", "[r]", "[r]: https://r.test",
    "text ", "(2023)", " - ", "<h2>", "</h2>", "<td>", "---", "[TOC]",
]  # fmt: skip
LISTLIKE = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join)


def spans(document: Document) -> Iterator[tuple[int, int, int, int]]:
    """Every span and the one it must lie in."""
    size = len(document.text)
    for link in document.links:
        yield link.start, link.end, 0, size
        yield link.text.start, link.text.end, link.start, link.end
    for section in document.sections:
        outer = section.parent
        yield section.start, section.end, outer.start if outer else 0, outer.end if outer else size
    for entry in document.entries:
        yield entry.start, entry.end, 0, size
        parts = [
            entry.marker,
            entry.title,
            entry.separator,
            entry.description,
            *entry.tags,
            *entry.metadata.values(),
        ]
        last = max(entry.node.end, *(note.end for note in entry.notes), 0)  # notes may describe it
        for part in parts:
            if part is not None:
                yield part.start, part.end, entry.node.start, last
    for region in document.regions:
        yield region.start, region.end, 0, size


@settings(max_examples=300, deadline=None)
@given(LISTLIKE)
@example("<td>\n\n[t](https://a.test/x)<td>")
@example("<tr><td>\n\n[t](https://a.test/x) - b\n\nc\n\n<td>")
def test_any_text_is_read(text: str) -> None:
    document = of(text)
    for start, end, low, high in spans(document):
        assert low <= start <= end <= high
    places = [(link.start, -link.end) for link in document.links]
    assert places == sorted(places)
    known: set[int] = {id(one) for one in document.links}
    seen: set[int] = set()
    for entry in document.entries:
        assert entry.section in document.sections
        assert entry.group in document.groups
        assert entry.parent is None or (id(entry.parent) in seen and entry in entry.parent.children)
        assert sum(held.role == "primary" for held in entry.links) <= 1
        assert {id(held.link) for held in entry.links} <= known
        seen.add(id(entry))


@settings(max_examples=100, deadline=None)
@given(LISTLIKE)
def test_sections_and_groups_hold_each_entry_once(text: str) -> None:
    document = of(text)
    for holders in (document.sections, document.groups):
        held = [id(entry) for one in holders for entry in one.entries]
        assert sorted(held) == sorted(map(id, document.entries))


HOSTILE = {
    "one line": lambda n: "a [b](https://c.test/d) " * n,
    "open anchors": lambda n: "<a href=x>" * n,
    "open comments": lambda n: "<!-- " * n,
    "open tags": lambda n: "<a " * n,
    "open quotes": lambda n: '<a href="' * n,
    "nested details": lambda n: "<details>\n\n" * n,
    "summaries": lambda n: "<details><summary>x\n\n" * n,
    "HTML links on a line": lambda n: "<p>" + '<a href="https://a.test">x</a>' * n,
    "glued URLs": lambda n: "https://a.test" * n,
    "brackets in a URL": lambda n: "https://a.test/" + "(" * n + ")" * n,
    "closing tags": lambda n: "<s>" + "<a href=x>y</a>" * n,
    "one item with links": lambda n: "- " + "[b](https://c.test/d) " * n,
    "badges": lambda n: "[![a](https://a.test/b.svg)](https://c.test/d) " * n,
    "lines of a paragraph": lambda n: "[b](https://c.test/d) x\n" * n,
    "one row": lambda n: "|a|\n|-|\n|" + "[b](https://c.test/d) " * n + "|",
    "empty headings": lambda n: "<h2>\n\n" * n,
    "labels before a title": lambda n: "- " + "[paper](https://c.test/d) " * n + "Northern owls",
    "groups behind a title": lambda n: "- [a](https://a.test) " + "(2020) " * n + "[b](c.md) " * n,
    "groups of links at the end": lambda n: "- a " + "([paper](https://c.test/d)) " * n,
    "numbers before a title": lambda n: "- " + "(1) " * n + "a",
    "breaks behind a title": lambda n: "|a|\n|-|\n|[a](b.md)" + "<br>" * n + "[b](c.md) " * n + "|",
    "open and closing styles": lambda n: "- " + "<b>" * n + "</i>" * n + " [a](https://a.test)",
    "facts below an entry": lambda n: "- [a](https://a.test)\n" + "  - b\n" * n,
    "labelled facts": lambda n: "- [a](https://a.test)\n" + "  - Title: some owl\n" * n,
    "links below an entry": lambda n: "- [a](https://a.test)\n" + "  - paper: https://b.test\n" * n,
    "paragraphs below an entry": lambda n: "- [a](https://a.test)\n\n" + "  b\n\n" * n,
    "rows over blank lines": lambda n: "<tr><td>\n\n[a](https://a.test)\n\n" * n,
    "headings with links": lambda n: "## [a](https://a.test)\n\n" * n,
    "numbered by hand": lambda n: "1、[a](https://a.test)\n\n" + "b\n\n" * n,
    "names": lambda n: "- a" + ", B. Miller" * n,
    "words with commas": lambda n: "- a" + ", b" * n,
    "columns of tags": lambda n: (
        "|tags" * n + "|\n" + "|-" * n + "|\n|[a](b.md)" + "|b" * (n - 1) + "|"
    ),
}  # fmt: skip


def read_whole(text: str) -> None:
    for entry in of(text).entries:
        assert entry.details


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    small, large = HOSTILE[name](1000), HOSTILE[name](8000)
    growth = cpu_seconds(lambda: read_whole(large)) / max(
        cpu_seconds(lambda: read_whole(small)), 0.02
    )
    assert growth < 20


def links_of(document: Document) -> list[tuple[str, str]]:
    return [(link.kind, link.url) for link in document.links]


def test_every_occurrence_of_a_link_is_told() -> None:
    text = (
        "[a](https://a.test) ![b](https://b.test) [![c](https://c.test)](https://d.test) [e] <https://f.test>\n"
        '`https://g.test` <!-- https://h.test --> <a href="https://i.test">i</a> <img src="https://j.test">\n\n'
        "[e]: https://e.test\n[^1]: https://k.test [^1]\n"
    )
    assert links_of(of(text)) == [
        ("inline", "https://a.test"),
        ("image", "https://b.test"),
        ("inline", "https://d.test"),
        ("image", "https://c.test"),
        ("reference", "https://e.test"),
        ("autolink", "https://f.test"),
        ("code", "https://g.test"),
        ("comment", "https://h.test"),
        ("html", "https://i.test"),
        ("html-image", "https://j.test"),
        ("bare", "https://k.test"),
    ]


def struck(links: tuple[ListLink, ...]) -> list[str]:
    return [link.url for link in links if link.struck]


def test_struck_links() -> None:
    text = "- ~~[a](https://a.test)~~ [b](https://b.test)\n- <del>[c](https://c.test)</del> [d](https://d.test)\n"
    assert struck(of(text).links) == ["https://a.test", "https://c.test"]


METADATA = {
    "- **Owls.** NeurIPS 2019. [paper](https://a.test)": {"year": "2019", "venue": "NeurIPS"},
    "- **Owls.** OWLSYS-HLT 2019. [paper](https://a.test)": {
        "year": "2019",
        "venue": "OWLSYS-HLT",
    },
    "- [Owls](https://a.test) *Ann Baker, Bob Miller*, 2020": {
        "year": "2020",
        "authors": "Ann Baker, Bob Miller",
    },
    "1. **Owls.** [pdf](https://a.test)\n\n   *Jane Doe, Li Wei*": {"authors": "Jane Doe, Li Wei"},
    "**Owls** \\\n*Ann Baker<sup>1</sup>, Bob Miller* \\\n[[Paper](https://a.test)]": {
        "authors": "Ann Baker<sup>1</sup>, Bob Miller"
    },
    "- [Owls](https://a.test) - *very good, and free*": {},
    "- [Owls](https://a.test) - has 2000000 stars": {},
}


@pytest.mark.parametrize("text", METADATA)
def test_metadata(text: str) -> None:
    document = of(text + "\n")
    found = document.entries[0].metadata
    assert {
        name: document.text[place.start : place.end] for name, place in found.items()
    } == METADATA[text]


@pytest.mark.parametrize(
    ("titles", "slugs"),
    [
        (["Owls 1", "Owls", "Owls"], ["owls-1", "owls", "owls-2"]),
        (["Owls", "Owls", "Owls 1"], ["owls", "owls-1", "owls-1-1"]),
        (["Owls", "Owls-1", "Owls", "Owls-1"], ["owls", "owls-1", "owls-2", "owls-1-1"]),
        (["🅰️ Owls", "Ⓑ Hawks", "⭐ Kites"], ["🅰️-owls", "ⓑ-hawks", "-kites"]),
    ],
)
def test_slugs_are_numbered_against_all_that_are_given(titles: list[str], slugs: list[str]) -> None:
    made = Slugs()
    assert [made.of(title) for title in titles] == slugs


@given(st.lists(st.sampled_from(["a", "a 1", "a-1-1", "a 2", "b"]), max_size=30))
def test_no_slug_is_given_twice(titles: list[str]) -> None:
    made = Slugs()
    assert len({made.of(title) for title in titles}) == len(titles)


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        # a DOI goes on behind the place where GitHub ends its link
        (
            "- https://doi.org/10.1234/(SICI)1099(1996)7:6<321::AID-A1>3.0.CO;2-X, then more",
            ["https://doi.org/10.1234/(SICI)1099(1996)7:6<321::AID-A1>3.0.CO;2-X"],
        ),
        ("- https://a.example/x<b>bold</b>", ["https://a.example/x"]),
        # one link on GitHub, three that were meant
        (
            "网址：https://a.example、https://b.example，见https://c.example。",
            ["https://a.example", "https://b.example", "https://c.example"],
        ),
        ("- https://a.example/?u=https://b.example", ["https://a.example/?u=https://b.example"]),
        (
            "<div>\n<img src=https://a.example/?b=c&d=e width=9>\n</div>",
            ["https://a.example/?b=c&d=e"],
        ),
        ("The map $$ [\\psi](\\mathbf{L}) $$ and $[x](y)$ and [z](w).", ["w"]),
        ("From $5 [a](b) to $9 [c](d), or `$` [e](f) `$`", ["b", "d", "f"]),
    ],
)
def test_links_are_what_was_meant(text: str, urls: list[str]) -> None:
    assert [link.url for link in read(Source.of(text)).links] == urls


SUBJECTS = {
    "- [Owls](https://a.test) - Birds.": ["Owls"],
    "- **Owls**: birds [paper](https://a.test)": ["Owls"],
    "## Owls\n\n- [paper](https://a.test)": ["Owls"],
    "- [Owls](https://a.test)\n  - [Young owls](https://b.test)": ["Owls", "Young owls"],
    "| M | Paper |\n|-|-|\n| Owl-7B | [A title](https://a.test) |": ["Owl-7B"],
    "| Date | Paper |\n|-|-|\n| 2024-05 | [A title](https://a.test) |": ["A title"],
    "- https://a.test": [""],
}


@pytest.mark.parametrize("text", SUBJECTS)
def test_the_subject_of_an_entry(text: str) -> None:
    assert [entry.subject for entry in of(text + "\n").entries] == SUBJECTS[text]


FIELDS: dict[str, dict[str, object]] = {
    "- (ICLR'25) How Do Owls Hunt [[paper](https://a.test)]": {
        "title": "How Do Owls Hunt",
        "venue": "ICLR",
        "year": 2025,
    },
    '- [Aug 2023] "**How Owls Learn**" Jane Doe, John Roe. [[arXiv](https://a.test)]': {
        "title": "How Owls Learn",
        "authors": ["Jane Doe", "John Roe"],
        "date": "Aug 2023",
    },
    '- **OwlNet**: "Composable Maps at Night", *ICRA, Oct 2024*. [[Paper](https://a.test)]': {
        "title": "Composable Maps at Night",
        "nickname": "OwlNet",
        "venue": "ICRA",
        "year": 2024,
    },
    "- Owls by night (2017), P. Goyal et al. [[pdf]](https://a.test)": {
        "title": "Owls by night",
        "authors": ["P. Goyal"],
        "year": 2017,
    },
    "- [Owl](https://a.test) [338⭐] - Hunts mice.": {
        "description": "Hunts mice.",
        "stars": "338⭐",
    },
    "- [Owl](https://a.test) <!-- 338 --> - Hunts mice.": {"description": "Hunts mice."},
    "- [Owl](https://a.test) by Jane Doe: Hunts mice.": {
        "description": "Hunts mice.",
        "authors": ["Jane Doe"],
    },
    "- [Owl](https://a.test) Hunts mice by night.": {"description": "Hunts mice by night."},
    "- [Owl](https://a.test) - Hunts mice. `MIT` `Go`": {
        "description": "Hunts mice.",
        "tags": ["MIT", "Go"],
        "licence": "MIT",
    },
    "- 《猫头鹰入门》 [百度云链接](https://a.test) 密码: abcd": {"title": "猫头鹰入门"},
    "- [2412] [Owls at Rest] (Wing College) [Paper](https://a.test)": {
        "title": "Owls at Rest",
        "year": 2024,
        "date": "2412",
    },
    "- **[OWL]** Owls with Labels | **[ICCV' 17]** | [`[pdf]`](https://a.test)": {
        "title": "Owls with Labels",
        "nickname": "OWL",
        "venue": "ICCV",
        "year": 2017,
    },
    "| Name | Description | License |\n|-|-|-|\n| [Owl](https://a.test) | Hunts mice. | MIT |": {
        "title": "Owl",
        "description": "Hunts mice.",
        "licence": "MIT",
    },
    "| Date | Title | Links |\n|-|-|-|\n"
    "| 2024-05 | **Owls, a Survey** | [Paper](https://a.test) |": {
        "title": "Owls, a Survey",
        "date": "2024-05",
        "url": "https://a.test",
    },
}


@pytest.mark.parametrize("text", FIELDS)
def test_fields(text: str) -> None:
    record: dict[str, object] = {**next(iter(records(of(f"# L\n\n{text}\n"))))}
    expected = FIELDS[text]
    assert {name: record[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("table", "meaning", "word"),
    [(row[0], row[1], word) for row in rows() if row[0] in {"link", "column"} for word in row[3]],
)
def test_words_mean_what_the_table_says(table: str, meaning: str, word: str) -> None:
    others = {row[1] for row in rows() if row[0] == table and word in row[3]}
    assert (role_of(word) if table == "link" else column_of(word)) in {meaning, *others}


@pytest.mark.parametrize("word", ["Owls", "猫头鹰", "Papers with Code", "Java Tutorial", "A post"])
def test_titles_are_no_labels(word: str) -> None:
    assert role_of(word) is None


def test_a_long_table_is_read_in_linear_time() -> None:
    row = "| [Owl {0}](https://owl.test/{0}) | hunts mice | 2024 |\n"
    small, large = (
        "| Name | What | Year |\n|-|-|-|\n" + "".join(map(row.format, range(count)))
        for count in (2500, 10_000)
    )
    assert cpu_seconds(lambda: of(large), 1) < 8 * cpu_seconds(lambda: of(small), 1) + 0.5
