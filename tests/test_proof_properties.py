"""Whatever is proven of random texts holds for GitHub's parser, which is asked directly."""

from __future__ import annotations

import re
from collections import Counter

from cmarkgfm import markdown_to_html_with_extensions
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.model import Edit, Effect, Fix
from awesomelint.proof import Claim, View, diff, prove, view
from awesomelint.source import Source, apply_edits
from awesomelint.syntax import parse

PIECES = (
    "a", "b ", "中", "。", "*", "**", "_", "`", "[", "]", "(",
    ")", "](/u)", "[x]", "https://a.example/b", "<", ">",
    "&amp;", "\\", "\n", "\n\n", "- ", "  - ", "# ", "|",
    "\n| a | b |\n| - | - |\n| c | d |\n", "\n[x]: /v\n", "~~",
    "!", "<b>", "</b>", "1. ", "> ", "```\n", "  \n",
    "$", "-", "=", "---\n", "<!-- c -->", "\u3000", "\t",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)
REPLACEMENTS = st.lists(st.sampled_from(PIECES), max_size=2).map("".join)
LINES = st.lists(
    st.sampled_from(
        (
            "- a",
            "- [b](/b)",
            "  - c",
            "  - d",
            "-",
            "",
            "  e",
            "* f",
            "1. g",
            "# h",
            "i",
            "> - j",
            "    k",
        )
    ),
    min_size=2,
    max_size=9,
)
TAG = re.compile(r"<[^>]+>")
SPOKEN = re.compile(r' (?:alt|title)="[^"]*"')


def seen(text: str) -> View:
    return view(text, parse(text))


def html(text: str) -> str:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    extensions = ["table", "strikethrough", "autolink", "tasklist"]
    return str(markdown_to_html_with_extensions(text, options, extensions))


def tags(text: str) -> list[str]:
    return [SPOKEN.sub("", tag) for tag in TAG.findall(html(text))]


def proven(text: str, edit: Edit, effect: Effect) -> str | None:
    """The text after the edit, if it is proven to have this effect only."""
    after = Source.of(apply_edits(text, [edit])).text
    claim = Claim(Fix((edit,), "unsafe", (effect,), ""), "rule")
    return None if prove(seen(text), seen(after), [claim]) else after


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_the_comparer_does_not_care_which_text_comes_first(one: str, other: str) -> None:
    left, right = seen(one), seen(other)
    assert bool(diff(left, right)) == bool(diff(right, left))
    assert diff(left, seen(one)) == []


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data(), REPLACEMENTS)
def test_a_proven_change_of_text_leaves_every_tag_and_destination(
    text: str, data: st.DataObject, new: str
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 3, len(text))))
    after = proven(text, Edit(start, end, new), "text")
    if after is not None and "<!--" not in text and "<b>" not in text:
        assert tags(after) == tags(text)


@settings(max_examples=300, deadline=None)
@given(LINES, st.data())
def test_a_proven_deletion_takes_one_item_and_leaves_the_others(
    lines: list[str], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(lines) - 1))
    text = "\n".join([*lines, ""])
    start = len("\n".join([*lines[:index], ""])) if index else 0
    after = proven(text, Edit(start, start + len(lines[index]) + 1, ""), "entries")
    if after is not None:
        gone = Counter(words(html(text))) - Counter(words(html(after)))
        assert gone <= Counter(re.findall("[a-k]", lines[index])[:1])
        assert html(text).count("<li") - html(after).count("<li") in {0, 1}
        assert html(text).count("<p>") - html(after).count("<p>") in {0, 1}
        assert html(text).count("<ul") == html(after).count("<ul")


def words(rendered: str) -> list[str]:
    return re.findall("[a-k]", TAG.sub("", rendered))
