"""What is listed twice, how close, and which entry may go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint import api, check
from awesomelint.checks.identity import _listing
from awesomelint.checks.identity._pairs import pairs, place
from awesomelint.curation import read
from awesomelint.identity.titles import likeness, stripped, title_key
from awesomelint.model import Facts
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.model import Finding

A, B, C = (f"https://arxiv.org/abs/2301.0000{number}" for number in (1, 2, 3))
LONG = "Learning Transferable Visual Models From Natural Language Supervision"


def found(text: str) -> list[tuple[int, str, str]]:
    document = read(Source.of(text))
    return [
        (
            document.source.position(place(pair.second, pair.identity).start)[0],
            pair.rule,
            pair.level,
        )
        for pair in pairs(document)
    ]


def of(*lines: str) -> str:
    """A list of these lines."""
    return "\n".join(("# L", "", *lines, ""))


CASES: dict[str, tuple[str, list[tuple[int, str, str]]]] = {
    "one group": (
        f"# L\n\n- [{LONG}]({A})\n- [{LONG}]({A}v2)\n",
        [(4, "duplicate-arxiv-id", "same-group")],
    ),
    "bare and titled": (
        f"# L\n\n- [{LONG}]({A})\n- {A}\n",
        [(4, "duplicate-arxiv-id", "same-group")],
    ),
    "labels part groups": (
        f"# L\n\n- Old\n  - [{LONG}]({A})\n- New\n  - [{LONG}]({A})\n",
        [(6, "duplicate-arxiv-id", "same-section")],
    ),
    "sections": (
        f"# L\n\n## A\n\n- [{LONG}]({A})\n\n## B\n\n- {A}\n",
        [(9, "duplicate-arxiv-id", "same-file")],
    ),
    "the closest counts": (
        f"# L\n\n## A\n\n- {A}\n\n## B\n\n- {A}\n- {A}\n",
        [(9, "duplicate-arxiv-id", "same-file"), (10, "duplicate-arxiv-id", "same-group")],
    ),
    "two ids on one line": (
        f"# L\n\n- {A} {B}\n- {B}\n- {A}\n",
        [(4, "duplicate-arxiv-id", "same-group"), (5, "duplicate-arxiv-id", "same-group")],
    ),
    "a paper and its pdf in one entry": (
        f"# L\n\n- [{LONG}]({A}) [[pdf]](https://arxiv.org/pdf/2301.00001)\n",
        [],
    ),
    "ids in descriptions": (
        f"# L\n\n- [One]({A}) - better than [two]({B}).\n- [Two of them]({B})\n",
        [],
    ),
    "other titles": (
        f"# L\n\n- [Selecting Good Corpora]({A})\n- [Textbooks Are All You Need]({A})\n",
        [(4, "conflicting-titles", "apart")],
    ),
    "two models of one paper": (
        f"# L\n\n| Model | Paper |\n|---|---|\n| Bloomz | [paper]({A}) |\n| mT0 | [paper]({A}) |\n",
        [],
    ),
    "acronym": (
        f"# L\n\n- [CLIP]({A})\n- [CLIP: {LONG}]({A})\n",
        [(4, "duplicate-arxiv-id", "same-group")],
    ),
    "two registries, one title": (
        f"# L\n\n- [{LONG}]({A})\n- [{LONG}](https://openreview.net/forum?id=ab-C_1)\n",
        [(4, "duplicate-paper", "same-group")],
    ),
    "two ids of one registry are two papers": (
        f"# L\n\n- [{LONG}]({A})\n- [{LONG}]({B})\n",
        [(4, "duplicate-title", "same-section")],
    ),
    "many papers on one page": (
        "# L\n\n- [First of them all](https://post.example.org/p)\n- [Second of them](https://post.example.org/p)\n",
        [],
    ),
    "one page, one title": (
        "# L\n\n- [A post](https://post.example.org/p)\n- [A post](http://www.post.example.org/p/)\n",
        [(4, "duplicate-link", "same-group")],
    ),
    "repositories": (
        "# L\n\n- [x](https://github.com/A/b)\n- [x](https://github.com/a/B.git)\n- [x](https://github.com/a/b/issues)\n",
        [(4, "duplicate-repository", "same-section")],
    ),
    "a repository under two names": (
        "# L\n\n- [x](https://github.com/A/b)\n- [y](https://github.com/a/B.git)\n",
        [(4, "duplicate-repository", "same-file")],
    ),
    "a repository with and without its owner": (
        "# L\n\n- [A/b](https://github.com/A/b)\n- [b](https://github.com/a/b)\n",
        [(4, "duplicate-repository", "same-section")],
    ),
    "parts of a repository": (
        "# L\n\n- [x](https://github.com/a/b)\n- [y](https://github.com/a/b)\n- [z](https://github.com/a/b)\n",
        [],
    ),
    "children belong to their parents": (
        "# L\n\n- [Owls](https://o.example)\n  - [All of it](https://o.example/z)\n"
        + f"  - [{LONG}]({A})\n" * 2
        + "- [Hawks](https://h.example)\n  - [All of it](https://h.example/z)\n",
        [],
    ),
    "a child that is listed elsewhere": (
        f"# L\n\n- [Owls](https://o.example)\n  - [{LONG}]({A})\n- [{LONG}]({A})\n",
        [(5, "duplicate-arxiv-id", "same-file")],
    ),
    "chapters of one book": (
        "# L\n\n- [Nests of owls, chapter 1](https://doi.org/10.1000/b1)\n- [Nests of owls, chapter 2](https://doi.org/10.1000/b1)\n",
        [(4, "conflicting-titles", "alike")],
    ),
    "a collection": (
        "# L\n\n"
        + "".join(
            f"- [{title}](https://doi.org/10.1000/b1)\n"
            for title in ("Nests of brown owls", "Wings that rarely rest", "Feeding at full moon")
        ),
        [],
    ),
    "settings of one model": (
        (
            f"# L\n\n| Model | Score | Paper |\n|---|---|---|\n"
            f"| Owl | 1 | [paper]({A}) |\n| Owl | 2 | [paper]({A}) |\n"
        ),
        [(6, "duplicate-arxiv-id", "same-file")],
    ),
    "a name with a number, and what tells of no score": (
        "# L\n\n| Model | Note | Paper |\n|---|---|---|\n"
        + "".join(f"| Owl 7B | {note} | [{LONG}]({A}) |\n" for note in ("small", "big")),
        [(6, "duplicate-arxiv-id", "same-group")],
    ),
    "two data sets of one series": (
        "# L\n\n"
        + "".join(
            f"- **Owl_{kind} 2023 | Partial | free to use and to share** [paper]({A})\n"
            for kind in ("day", "night")
        ),
        [],
    ),
    "links of what nobody names": (
        of(
            f"## Owls\n\n- Paper: {A}",
            "- Code: https://github.com/a/b",
            "- Data: https://github.com/a/b",
            f"- Paper: {A}",
        ),
        [],
    ),
    "labelled addresses below a title in bold": (
        of(
            f"**{LONG}**\n",
            f"- intro: Institute of Owls and Hawks and Kites and Gulls\n- nips-page: [{A}]({A})",
            f"- paper: [{A}]({A})\n- github: [https://github.com/a/b](https://github.com/a/b)\n",
            "**Another title**\n",
            "- intro: Institute of Owls and Hawks and Kites and Gulls",
            "- github (official): [https://github.com/a/b](https://github.com/a/b)",
        ),
        [(13, "duplicate-repository", "same-file")],
    ),
    "one title by two authors": (
        of(
            "- [Flight of Owls Explained](https://a.example/1) - Ada Owl (HTML)",
            "- [Flight of Owls Explained](https://b.example/2) - Ben Hawk, Lake School (HTML)",
        ),
        [(4, "duplicate-title", "same-file")],
    ),
    "settings of one model, in its name": (
        of(
            "| Model | Score | Paper |\n|---|---|---|",
            f"| Owl et al. (2021), by day | 1 | [{LONG}](https://doi.org/10.1162/x_1) |",
            f"| Owl et al. (2021), by night | 2 | [{LONG}](https://doi.org/10.1162/x_1) |",
        ),
        [],
    ),
    "a name that begins with a number": (
        of(
            "| Name | Link |\n|---|---|",
            "| 70万对联 | [link](https://github.com/a/b) |\n"
            "| 70万对联 | [github](https://github.com/a/b) |",
        ),
        [(6, "duplicate-repository", "same-section")],
    ),
    "two models on one base": (
        of(
            "| Name | Year | Base |\n|---|---|---|",
            f"| [Owl-Ja-7B]({A}) | 2024 | Hawk (7B) |\n| [Owl-Ko-7B]({A}) | 2024 | Kite (14B) |",
        ),
        [],
    ),
    "labels of addresses": (
        "# L\n\n- 论文下载地址：https://a.example/1\n- 论文下载地址：https://a.example/2\n",
        [],
    ),
    "steps of two procedures": (
        of(
            "1. **Commit（提交）阶段**：写入。\n2. **Spring Cloud Bus**：推送。\n",
            "另外：\n\n1. **Commit（提交）阶段**：转账。\n2. **Spring Cloud Bus**：重试。",
        ),
        [],
    ),
    "a talk and its slides": (
        of(
            "- [How small owls hunt by night](https://youtu.be/dQw4w9WgXcQ)",
            "- [How small owls hunt by night](https://a.example/slides.pdf)",
        ),
        [(4, "duplicate-title", "same-file")],
    ),
    "one repository in two groups, told apart": (
        of(
            "- Client\n  - [x](https://github.com/a/b) - A client.",
            "- Server\n  - [x](https://github.com/a/b) - A server.",
        ),
        [(6, "duplicate-repository", "same-file")],
    ),
    "one name, two descriptions in the title": (
        "# L\n\n- Owls: calls of owls [code](https://github.com/a/b)\n- Owls: what owls say [code](https://github.com/a/b)\n",
        [(4, "duplicate-repository", "same-section")],
    ),
    "a row that was copied": (
        (
            f"# L\n\n| Model | Score | Paper |\n|---|---|---|\n"
            f"| Owl | 1 | [paper]({A}) |\n| Owl | | [paper]({A}) |\n"
        ),
        [(6, "duplicate-arxiv-id", "same-group")],
    ),
    "short titles tell nothing": (
        "# L\n\n- [Java Tutorial](https://a.example.org)\n- [Java Tutorial](https://b.example.org)\n",
        [(4, "duplicate-title", "same-file")],
    ),
    "a series": (
        "# L\n\n"
        + "".join(
            f"- [The Long Official Manual of Everything](https://a.example.org/{n})\n"
            for n in range(4)
        ),
        [],
    ),
    "a label in two lists": (
        of(
            "- 自定义语料库示例：https://a.example.org/idf.txt",
            "",
            "停止词：",
            "",
            "- 自定义语料库示例：https://a.example.org/stop.txt",
        ),
        [],
    ),
    "an index of the same section": (
        "# L\n\n"
        + "".join(f"- [Tool number {n}](https://github.com/a/tool{n})\n" for n in range(5))
        + "\n| Tool | Stars |\n|---|---|\n"
        + "".join(f"| [Tool number {n}](https://github.com/a/tool{n}) | {n} |\n" for n in range(5)),
        [(line, "duplicate-repository", "same-file") for line in range(11, 16)],
    ),
    "two data sets of one paper": (
        f"""# L

| Data | Paper | Get |
|---|---|---|
| **Plums** | [{LONG}]({A}) | [link](https://d.example.org/1) |
| **Pears** | [{LONG}]({A}) | [link](https://d.example.org/2) |
""",
        [],
    ),
    "impossible ids": (
        "# L\n\n- https://arxiv.org/abs/2313.00001\n- https://arxiv.org/abs/2313.00001\n",
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_pairs(case: str) -> None:
    text, expected = CASES[case]
    assert found(text) == expected


def findings(text: str) -> tuple[str, list[Finding]]:
    document = read(Source.of(text))
    return document.text, [_listing.finding(document, pair) for pair in pairs(document)]


@pytest.mark.parametrize(
    ("first", "second", "gone"),
    [
        (f"- [{LONG}]({A})\n", f"- {A}\n", "second"),
        (f"- {A}\n", f"- [{LONG}]({A})\n", "first"),
        (f"- [{LONG}]({A}) - Good.\n", f"- [{LONG}]({A}) - Good.\n", "second"),
        (f"- [{LONG}]({A}) - Good.\n", f"- [{LONG}]({A}) - Better.\n", None),
        (f"- [{LONG}]({A})\n", f"- [{LONG}]({A}) [[code]](https://github.com/a/b)\n", "first"),
        (f"- [{LONG}]({A})\n  - A note on it.\n", f"- [{LONG}]({A})\n  - Another note.\n", None),
        (f"- [{LONG}]({A})\n", f"- {A} {B}\n", None),
    ],
)
def test_only_what_the_other_covers_may_go(first: str, second: str, gone: str | None) -> None:
    text, (finding, *_) = findings(f"# L\n\n{first}{second}- [Last]({C})\n")
    assert [fix.description for fix in finding.fixes] == (
        [f"Delete the {gone} entry"] if gone else []
    )
    for fix in finding.fixes:
        assert fix.safety == "unsafe"
        (edit,) = fix.edits
        assert text[edit.start : edit.end] == (first if gone == "first" else second)


def test_outside_a_group_deletion_is_a_suggestion() -> None:
    _, (finding,) = findings(
        f"# L\n\nOld:\n\n- [{LONG}]({A})\n- [x]({C})\n\nNew:\n\n- [{LONG}]({A})\n- [y]({B})\n"
    )
    assert finding.level == "same-section"
    assert [fix.safety for fix in finding.fixes] == ["suggestion"]


def test_messages_quote_the_other_place() -> None:
    _, (finding,) = findings(f"# L\n\n- {A}\n- {A}\n")
    assert finding.message == "2301.00001 is already listed on line 3"
    assert finding.related[0].message == "first listed here"
    assert finding.key == "2301.00001"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("BLIP-2", "BLIP-2: Bootstrapping Language-Image Pre-training", "same"),
        ("[CVPR 2024] A Study of Things", "A study of things.", "same"),
        ("(ICLR'23) A Study of Things [paper]", "A Study of Things", "same"),
        ("RAG", "Retrieval-Augmented Generation for Tasks", "same"),
        ("Pruning at Initialization", "Quantized Training Dynamics", "apart"),
        ("CLEVR-ATVC", "Fruit-ATVC", "alike"),
        ("视觉语言模型综述", "A Survey of Vision-Language Models", "alike"),
        ("", "Anything", "same"),
    ],
)
def test_likeness(one: str, other: str, expected: str) -> None:
    assert likeness(one, other) == expected
    assert likeness(other, one) == expected


def test_keys_tell_scripts_and_marks_apart() -> None:
    assert title_key("深度学习推荐系统实战") == title_key("深度学习，推荐系统：实战")
    assert title_key("深度学习推荐系统实战") != title_key("深度学习推荐系统理论")
    assert title_key("CUDA C Best Practices") != title_key("CUDA C++ Best Practices")
    assert title_key("Short") == ""
    assert stripped("12. Long Title Here <br> ACL 2024") == "Long Title Here"


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_likeness_is_symmetric_and_reflexive(one: str, other: str) -> None:
    assert likeness(one, one) == "same"
    assert likeness(one, other) == likeness(other, one)


def test_rules_share_the_pairs() -> None:
    from awesomelint.checks.identity import (
        duplicate_arxiv_id,
        duplicate_link,
        duplicate_title,
        invalid_arxiv_id,
    )

    document = read(Source.of(f"# L\n\n- [{LONG}]({A})\n- [{LONG}]({A})\n"))
    counts = [
        len(list(rule.check(document)))
        for rule in (duplicate_arxiv_id, duplicate_link, duplicate_title)
    ]
    assert counts == [1, 0, 0]
    assert list(invalid_arxiv_id.check(document, Facts())) == []


WORDS = (
    "Owls",
    "Hawks",
    "2020",
    "pdf",
    "⚡",
    "good",
    "not",
    "论文",
    "**Kites**",
    "`code`",
    "~~old~~",
)
LINKS = (
    f"[{LONG}]({A})", f"[pdf]({A.replace('abs', 'pdf')})",
    f"[paper]({A})", A, f"{A}v2", f"[Owls]({B})",
    "[code](https://github.com/a/b)", "[code](https://github.com/A/b.git)", "[Owls](https://owls.example.org/)",
    "[Owls](http://www.owls.example.org)", f"[{LONG}](https://arxiv.org//abs/2301.00001)",
    '<a href="https://owls.example.org/">Owls</a>', "<!-- a remark -->",
)  # fmt: skip
pieces = st.lists(st.sampled_from((*LINKS, *LINKS, *WORDS)), min_size=1, max_size=4)
bullets = st.tuples(
    pieces, st.sampled_from(("", "\n  - A note.", "\n  - [Owls](https://owls.example.org/)"))
).map(lambda made: f"- {' '.join(made[0])}{made[1]}\n")
rows = st.lists(st.sampled_from(("", *LINKS[:6], *WORDS)), min_size=3, max_size=3).map(
    lambda cells: f"| {' | '.join(cells)} |\n"
)


def read_of(text: str) -> set[str]:
    """The words, addresses and signs of `text`, whatever markup makes a link of them."""
    return set(re.findall(r"https?://[^\s)>\"]+|\w+|[⚡]", re.sub(r"</?a\b|\bhref=", " ", text)))


@given(st.lists(bullets, min_size=1, max_size=5), st.lists(rows, max_size=4), st.data())
@settings(max_examples=150, deadline=None)
def test_no_word_goes_with_what_is_deleted(
    items: list[str], lines: list[str], data: st.DataObject
) -> None:
    items = data.draw(
        st.permutations([*items, *data.draw(st.lists(st.sampled_from(items), max_size=3))])
    )
    lines = data.draw(
        st.permutations(
            [*lines, *(data.draw(st.lists(st.sampled_from(lines), max_size=2)) if lines else [])]
        )
    )
    table = "\n| A | B | C |\n| --- | --- | --- |\n" + "".join(lines) if lines else ""
    text = f"# List\n\n{''.join(items)}{table}"
    rules = frozenset(
        f"duplicate-{kind}" for kind in ("arxiv-id", "paper", "repository", "link", "title")
    )
    after = api.fix_text(text, unsafe=rules)
    mended = api.fix_text(text)
    assert read_of(mended) <= read_of(after)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"- [{LONG}]({A})\n", f"- [{LONG}]({A.replace('abs', 'pdf')})\n"),
        (f"- [{LONG}]({A})\n", f"- [{LONG}]({A}v2)\n"),
        (f"- Owls [paper]({A})\n", f"- Owls and hawks [paper]({A})\n"),
        (f"- Owls [paper]({A}) good\n", f"- Owls [paper]({A}) not good\n"),
        (f"- ~~[{LONG}]({A})~~\n", f"- [{LONG}]({A})\n"),
        (f"- ⚡ [{LONG}]({A})\n", f"- 🔥 [{LONG}]({A})\n"),
    ],
)
def test_what_differs_is_never_deleted_unasked(first: str, second: str) -> None:
    _, found_ = findings(f"# L\n\n{first}{second}- [Last]({C})\n")
    assert [
        fix.safety for finding in found_ for fix in finding.fixes if fix.safety != "suggestion"
    ] == []


def test_a_spelling_that_leads_nowhere_is_never_the_one_to_stay() -> None:
    broken = A.replace("/abs", "//abs")
    text, (finding, *_) = findings(f"# L\n\n- [{LONG}]({broken})\n- [{LONG}]({A})\n")
    assert [text[fix.edits[0].start : fix.edits[0].end] for fix in finding.fixes] == [
        f"- [{LONG}]({broken})\n"
    ]
    assert api.fix_text(text, unsafe={"duplicate-arxiv-id"}) == f"# L\n\n- [{LONG}]({A})\n"


SILENT = "<!-- awesomelint-disable-next-line duplicate-link: they host us -->"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                SILENT,
                "- [Ducks](https://ducks.example.org)",
                "- [Ducks](https://ducks.example.org)",
            ],
            [],
        ),
        (
            [
                "- [Ducks](https://ducks.example.org)",
                SILENT,
                "- [Ducks](https://ducks.example.org)",
            ],
            [],
        ),
        ([SILENT, *["- [Ducks](https://ducks.example.org)"] * 3], [6]),
        ([SILENT.replace("link", "title"), *["- [Ducks](https://ducks.example.org)"] * 2], [5]),
        ([SILENT, *["- [Ducks of the lake](https://ducks.example.org)"] * 2], []),
    ],
)
def test_a_silenced_entry_is_no_occurrence(lines: list[str], expected: list[int]) -> None:
    text = "# L\n\n" + "\n".join(lines) + "\n"
    heard = [one.line for one in check(text).findings if one.rule.startswith("duplicate-")]
    assert heard == expected
