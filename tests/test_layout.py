"""Canonical layout by example: what is brought into line, and what is left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.checks.layout.noncanonical_layout import check
from awesomelint.curation import read
from awesomelint.layout import canonical
from awesomelint.source import NotUtf8Error, Source, apply_edits

DATA = os.environ.get("AWESOMELINT_CORPUS", "")


def laid_out(text: str, **pins: str) -> str:
    for _ in range(4):
        fixes = list(canonical(read(Source.of(text)), pins))
        if not fixes:
            return text
        text = apply_edits(text, [edit for fix in fixes for edit in fix.edits])
    pytest.fail("layout does not settle")


CHANGED = {
    "trailing blanks": ("a \t\nb\n\n- c \n", "a\nb\n\n- c\n"),
    "an empty bullet's blank": ("- a\n- \n- b\n", "- a\n-\n- b\n"),
    "blank lines": ("a\n\n\n\nb\n", "a\n\nb\n"),
    "blank lines with blanks": ("a\n  \n\t\nb\n", "a\n\nb\n"),
    "blank lines in a list": ("- a\n\n\n- b\n", "- a\n\n- b\n"),
    "blank lines at the start": ("\n\na\n", "a\n"),
    "blank lines at the end": ("a\n\n\n", "a\n"),
    "no final newline": ("a", "a\n"),
    "no final newline after HTML": ("<div>\n</div>", "<div>\n</div>\n"),
    "closing marks": ("## a ##\n", "## a\n"),
    "blanks after the marks": ("##   a\n", "## a\n"),
    "an indented heading": ("  ## a\n", "## a\n"),
    "an underlined heading": ("# a\n\n# b\n\n# c\n\nd \n---\n", "# a\n\n# b\n\n# c\n\n## d\n"),
    "a heading without an underline": (
        "Owls\n====\n\nBarn owls\n---------\n\nGulls\n-----\n\n## Ducks\n",
        "Owls\n====\n\nBarn owls\n---------\n\nGulls\n-----\n\nDucks\n-----\n",
    ),
    "a gap before a heading": ("# a\n\n# b\n\n# c\nd\n# e\n", "# a\n\n# b\n\n# c\nd\n\n# e\n"),
    "gaps of two": (
        "# a\n\n\n# b\n\n\n# c\n\n\n# d\n\n# e\n",
        "# a\n\n\n# b\n\n\n# c\n\n\n# d\n\n\n# e\n",
    ),
    "a bullet": ("- a\n\nb\n\n- c\n\nd\n\n* e\n* f\n", "- a\n\nb\n\n- c\n\nd\n\n- e\n- f\n"),
    "an indent": (
        "- a\n  - b\n- c\n  - d\n  - e\n- f\n    - g\n      - h\n",
        "- a\n  - b\n- c\n  - d\n  - e\n- f\n  - g\n    - h\n",
    ),
    "a tab among spaces": (
        "- a\n    - b\n    - c\n    - d\n\t- e\n",
        "- a\n    - b\n    - c\n    - d\n    - e\n",
    ),
    "text that moves with its item": (
        "- a\n- b\n- c\n-   d\n    e\n\n    f\n- g\n",
        "- a\n- b\n- c\n- d\n  e\n\n  f\n- g\n",
    ),
    "code that moves with its item": (
        "- a\n- b\n- c\n-  d\n\n   ```\n   x\n     y\n   ```\n",
        "- a\n- b\n- c\n- d\n\n  ```\n  x\n    y\n  ```\n",
    ),
    "emphasis": ("*a* *b* *c* _d_\n", "*a* *b* *c* *d*\n"),
    "a cell": (
        "| a | b |\n|---|---|\n| c | d |\n|e | f|\n| g | h |\n",
        "| a | b |\n|---|---|\n| c | d |\n| e | f |\n| g | h |\n",
    ),
    "a drawn column": (
        "| a     | b |\n| ----- | - |\n| cc    | d |\n| eee | f |\n| ggggg | h |\n",
        "| a     | b |\n| ----- | - |\n| cc    | d |\n| eee   | f |\n| ggggg | h |\n",
    ),
    "two thirds": ("*a* *b* *c* *d* _e_ _f_\n", "*a* *b* *c* *d* *e* *f*\n"),
    "a paragraph under a wider marker": (
        "-\ta\n-\tb\n-\tc\n\nx\n\n* d\n\n\te\n",
        "-\ta\n-\tb\n-\tc\n\nx\n\n*\td\n\n\te\n",
    ),
    "a row of a table in an item": (
        "- | a | b |\n  |---|---|\n  | c | d |\n  |e|f|\n  | g | h |\n  | i | j |\n",
        "- | a | b |\n  |---|---|\n  | c | d |\n  | e | f |\n  | g | h |\n  | i | j |\n",
    ),
    "a rule": (
        "a\n\n---\n\nb\n\n---\n\nc\n\n---\n\nd\n\n* * *\n",
        "a\n\n---\n\nb\n\n---\n\nc\n\n---\n\nd\n\n---\n",
    ),
    "a long fence": ("`````\na\n`````\n", "```\na\n```\n"),
}


@pytest.mark.parametrize(("before", "after"), CHANGED.values(), ids=CHANGED)
def test_is_brought_into_line(before: str, after: str) -> None:
    assert laid_out(before) == after
    assert laid_out(after) == after


KEPT = {
    "hard breaks": "a  \nb   \nc\\\nd\n",
    "a blank after a backslash": "a\\ \nb\n",
    "ideographic space": "a\u3000\nb\u00a0\n",
    "code": "```\na  \n\n\n\tb\n```\n\n    c \n\n\n    d\n",
    "a code span over two lines": "`a \nb`\n",
    "a code span in a long fence": "````\n```\n````\n",
    "HTML": "<div>\n   <b>  a  </b>  \n</div>\n",
    "a comment": "<!--\n a  \n\n\n b\n-->\n",
    "no gap between a heading and HTML": "# a\n\nb\n\n# c\n\nd\n\n# e\n\nf\n\n# g\n</summary>\n",
    "a comment to the next line": (
        "a\n\n# b\n\n# c\n\n# d\n\n<!-- awesomelint-disable-next-line x: y -->\n# e\n"
    ),
    "touching lists": "- a\n- b\n\n* c\n* d\n\n- e\n",
    "a rule that bullets would make": "- a\n\nb\n\n- c\n\nd\n\n* - -\n",
    "front matter": "---\na:   b  \n\n\nc: d\n---\n\ne\n",
    "a rule that would be front matter": "\n---\n\na\n\n---\n\nb\n",
    "numbers": "1. a\n1. b\n\nc\n\n3. d\n7. e\n",
    "double spaces in text": "a  b [c  d](https://example.org)\n",
    "two bullets, no majority": "- a\n\nb\n\n* c\n",
    "a definition": '[a]:   https://example.org  "b"\n',
    "a snake": "*a* *b* *c* snake_case_word\n",
    "a doctoc region": (
        "# a\n\n<!-- START doctoc generated TOC please keep comment here to allow auto update -->\n"
        "- [b](#b) \n\n\n"
        "    - [c](#c)\n\n"
        "<!-- END doctoc generated TOC please keep comment here to allow auto update -->\n"
    ),
    "code after a list": "1. a\n2. b\n\n10.  c\n\n    d\n",
    "an unclosed fence": "```\na\n\n\n",
    "the last line of an unclosed fence": "```\na  ",
    "an escaped pipe": "| a | b |\n|---|---|\n| c \\| | d |\n| e | f |\n",
    "heading that ends in marks": "# a # \\#\n",
    "signs of two columns": (
        "| Bird   | Here | There |\n| ------ | ---- | ----- |\n"
        "| Owl    | ✔️   | ❌    |\n| 🧑‍💻 x   | ⚠️   | ✔️    |\n"
        "| 🇯🇵 y   | ✔️   | ✅    |\n| 👍🏽 z   | 1️⃣   | 🏳️‍🌈    |\n| Crow   | yes  | no    |\n"
    ),
    "signs drawn as one column": (
        "| Bird | Here   | x |\n| ---- | ------ | - |\n"
        "| Owl  | ✔️      | x |\n| Crow | ⚠️      | x |\n"
        "| Jay  | ✔️      | x |\n| Gull | three  | x |\n"
        "| Duck | four   | x |\n| Rail | five   | x |\n"
    ),
    "rows with more cells than the header": (
        "| a | b |\n|---|---|\n| `c|d` | e | \n|f|g|\n| h | i |\n| j | k |\n| l | m |\n"
    ),
    "a drawn table of which one column has no width": (
        "| a      | b |\n| ------ | --- |\n| cc     | d |\n"
        "| eee | ffff  |\n| gggggg | hhhhhh    |\n| i      | jj  |\n"
    ),
    "a table that would grow by more than a tenth": "|a|b|\n|-|-|\n|c|d|\n\nx\n\n"
    "| e | f |\n| - | - |\n" + "| g | h |\n" * 20,
    "a table written by another hand": "|a|b|\n|-|-|\n|c|d|\n\nx\n\n| longer text | f |\n|-|-|\n"
    + "| g | h |\n" * 20,
    "bullets of a list with an undecided level": "- a\n  - b\n\nx\n\n* c\n\ny\n\n* d\n\nz\n\n* e\n",
    "signs of formulas": (
        "_a_ _b_ _c_ $A*B$ and $C*D$ and $(*a*)$, $(*b*)$\n\n$$\n(*u*) + (*v*)\n$$\n"
    ),
    "anchors above headings": (
        "# a\n\nb\n\n<a id='c'></a>\n## c\n\nd\n\n## e\n\n"
        "<a name='f'></a>\n## f\n\n<a name='g'></a>\n## g\n"
    ),
    "a comment above a heading": (
        "<!-- no toc -->\n# a\n\nb\n\n## c\n\nd\n\n## e\n\n<!-- toc omit -->\n## f\n"
    ),
    "two blank lines above an anchor": (
        "# a\n\nb\n\n\n## c\n\n\n## d\n\n\n<a id='e'></a>\n## e\n\n\n## f\n"
    ),
    "a paragraph that a tab indents": "- a\n\n\tb\n",
    "code that does not reach its item": "1. a\n2. b\n\n  ```\n  c\n  ```\n\n3. d\n",
    "numbers that do not reach their item": "1. a\n2. b\n  1. c\n  2. d\n3. e\n",
    "bullets that do not reach their number": (
        "1. a\n2. b\n\n  - c\n  - d\n\n3. e\n\nx\n\n- f\n- g\n- h\n"
    ),
    "a heading where an entry was meant": (
        "* [a](https://a.example)\n\n # [b](https://b.example) - B.\n\n* [c](https://c.example)\n"
    ),
    "blank lines that are indented": "- a\n  \n  b\n  \n  c\n  \n  d\n\n  e\n",
    "three of five": "*a* *b* *c* _d_ _e_\n",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_is_left_alone(text: str) -> None:
    assert laid_out(text) == text


PINNED = {
    "bullet": ({"bullet": "*"}, "- a\n  + b\n", "* a\n  * b\n"),
    "indent": ({"indent": "4"}, "- a\n  - b\n", "- a\n    - b\n"),
    "tabs": ({"indent": "tab"}, "- a\n  - b\n    - c\n", "- a\n\t- b\n\t\t- c\n"),
    "gap": ({"section_gap": "2"}, "# a\n\n## b\n", "# a\n\n\n## b\n"),
    "heading": ({"heading": "atx"}, "a\n===\n", "# a\n"),
    "emphasis": ({"emphasis": "_", "strong": "*"}, "*a* __b__\n", "_a_ **b**\n"),
}


@pytest.mark.parametrize(("pins", "before", "after"), PINNED.values(), ids=PINNED)
def test_a_pin_takes_the_place_of_the_majority(
    pins: dict[str, str], before: str, after: str
) -> None:
    assert laid_out(before, **pins) == after


def test_newlines_and_bom_survive() -> None:
    source = Source(b"\xef\xbb\xbf# a \r\n\r\n\r\n\r\n- b\r\n")
    fixes = list(canonical(read(source), {}))
    assert (
        source.apply(edit for fix in fixes for edit in fix.edits)
        == b"\xef\xbb\xbf# a\r\n\r\n- b\r\n"
    )


def test_one_finding_a_file_with_one_fix_a_block() -> None:
    document = read(Source.of("a\n\n- b \n- c \n\n\nd\n"))
    (finding,) = check(document)
    assert (
        finding.message
        == "3 lines are not formatted like the rest of the list; run `awesomelint fix`"
    )
    assert document.source.position(finding.start) == (3, 1)
    assert [len(fix.edits) for fix in finding.fixes] == [2, 1]


LOST = {
    "numbers": ("1. a\n2. b\n  1. c\n  2. d\n3. e\n", [3]),
    "bullets under a number": ("1. a\n\n  - b\n", [3]),
    "code and text under a number": ("1. a\n\n  ```\n  b\n  ```\n\n2. c\n\n  d\n", [3, 9]),
    "a bullet one blank too far": ("- a\n - b\n- c\n", [2]),
    "nothing: nested": ("1. a\n   - b\n\n   c\n2. d\n", []),
    "nothing: the first item": (" - a\n- b\n", []),
    "nothing: lists on one line": ("- - a\n  - b\n- 1. c\n  2. d\n", []),
    "nothing: quoted": (">- a\n> - b\n", []),
    "nothing: text at the margin": ("1. a\n\nb\n\n- c\n", []),
    "nothing: a region that is generated": (
        (
            "<!-- START doctoc generated TOC please -->\n"
            "- a\n - b\n\n<!-- END doctoc generated TOC -->\n"
        ),
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), LOST.values(), ids=LOST)
def test_indentation_that_nests_nothing_is_kept_and_told(text: str, expected: list[int]) -> None:
    document = read(Source.of(text))
    found = [finding for finding in check(document) if finding.level == "lost-indentation"]
    assert [document.source.position(finding.start)[0] for finding in found] == expected
    assert laid_out(text) == text or not expected


def test_a_canonical_file_has_no_finding() -> None:
    assert not list(check(read(Source.of("# a\n\n- b\n"))))


PIECES = st.sampled_from(
    [
        *(
            "# h",
            "## h ##",
            "- a",
            "* b ",
            "  - c",
            "    - d",
            "\t- e",
            "1. f",
            "10. g",
            "   h",
            "> i",
            "> - j",
            "",
            "  ",
        ),
        *(
            "```",
            "~~~",
            "<div>",
            "</div>",
            "<!-- k -->",
            "---",
            "===",
            "| l | m |",
            "|---|---|",
            "*n* _o_",
            "`p",
            "q`  ",
        ),
        *("r\\", "书 《名》", "👩\u200d💻 s", "[t]: /u", "[^1]: v", "[^1]", "    w"),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=14).map("\n".join))
def test_edits_are_in_order_disjoint_and_touch_no_letter(text: str) -> None:
    for fix in canonical(read(Source.of(text)), {}):
        assert apply_edits(text, fix.edits) != text
        for edit in fix.edits:
            assert not set(text[edit.start : edit.end]) - set(" \t\n#*_-+=|~`")
            assert not set(edit.text) - set(" \t\n#*_-+=|~`")


@pytest.mark.skipif(not DATA, reason="AWESOMELINT_CORPUS names no folder of lists")
def test_lists_of_the_corpus_are_laid_out_once() -> None:
    from awesomelint.engine import fix
    from awesomelint.rules.config import Config, activate

    active = [rule for rule in activate(Config()) if rule.rule.id == "noncanonical-layout"]
    for path in sorted((Path(DATA) / "corpus").rglob("*.md")):
        if path.stat().st_size > 30_000:
            continue
        try:
            once = fix(Source(path.read_bytes()), active)
        except NotUtf8Error:
            continue
        assert not once.withheld, path.name
        assert not fix(once.after, active).changed, path.name
