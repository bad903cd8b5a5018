"""Titles from the network are data: written into a list they are text, and nothing else changes."""

from __future__ import annotations

from html import escape

import pytest
from cmarkgfm import markdown_to_html_with_extensions
from hypothesis import example, given, settings
from hypothesis import strategies as st

from awesomelint.curation import read
from awesomelint.curation.told import as_text, one_line
from awesomelint.engine import fix, lint
from awesomelint.model import Edit, Facts, Fix
from awesomelint.proof.change import Claim
from awesomelint.proof.prove import prove
from awesomelint.proof.view import view
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source
from awesomelint.syntax import parse

BEFORE = """# Papers

*Read* `these`, [all](https://other.invalid/) of them *soon ` <b

- https://arxiv.org/abs/1706.03762 - with *stars* and ` ticks
- [Other](https://arxiv.org/abs/1810.04805)

| a | b |
|---|---|
| https://arxiv.org/abs/1706.03763 | c |

[realm]: https://evil.invalid/ "t"
"""
IDS = ("1706.03762", "1706.03763")
HOSTILE = [
    "[x](http://evil.invalid/)", "![i](http://evil.invalid/i.png)", "Word ends\\", "Word ends\\\\",
    "A ](http://e.invalid)", "Alpha [b", "Alpha ]b",
    "[realm] of things", "[realm][realm]", "[^1] a footnote",
    "<script>alert(1)</script> of things", "A `code` of things", "An odd ` tick", "A | cell | more",
    "**Bold** and *it*", "__Bold__ and _it_", "~~gone~~ things", "A &lt;b&gt; of things",
    "AT&T and &amp; of things", "Formula $[x](y)$ set", "Formula $a|b$ and $\\ell_1$",
    "see https://evil.invalid/ now", "www.evil.invalid is here", "mail a@evil.invalid now",
    "<!-- comment --> of things", "--> of things", "\\[x\\](y) of things", "A \\\nB of things",
    "# Heading of things", "- item of things", "1. item of things", "\u3000full width\u3000",
    "标题 [一](http://evil.invalid/) 二", "\\`x\\` of things",
    "<a href='http://evil.invalid'>x</a> y",
    "a](b)[c](http://evil.invalid/", "<![CDATA[ x ]]> y", "{: .cls } of things",
]  # fmt: skip
UNWRITABLE = [
    "https://arxiv.org/abs/1706.03762",
    "<http://evil.invalid/> of things", "1706.03762", "arXiv:1706.03762",
    "paper", "\x1b]0;title\x07 of things", "\u202eesrever of things", "x\x00y of things", "", "?!",
    "long " * 400,
]  # fmt: skip


COMMON = ["A* search", "C++ and C#", "$\\ell_1$ norms", "Snakes & ladders", "What is it?", "AT&T"]


def html(text: str) -> str:
    return str(
        markdown_to_html_with_extensions(
            text, 1 << 17, ["table", "strikethrough", "autolink", "tasklist"]
        )
    )


def titled(title: str) -> str:
    """The list after `fix`, whose two papers are told to have `title`."""
    rules = [rule for rule in activate(Config()) if rule.rule.id == "missing-title"]
    facts = Facts(titles=dict.fromkeys(IDS, (title,)))
    fixed = fix(Source.of(BEFORE), rules, facts)
    again = fix(fixed.after, rules, facts)
    assert again.after.text == fixed.after.text
    return fixed.after.text


def holds_only_the_title(text: str, title: str) -> None:
    """Whether `text` renders like the list with `title` shown by both links and nothing new."""
    said = escape(" ".join(title.split()), quote=False).replace('"', "&quot;")
    expected = html(BEFORE)
    for name in IDS:
        url = f"https://arxiv.org/abs/{name}"
        if f"]({url})" not in text:
            continue  # withheld: a dollar may begin a formula that ends in the rest of the entry
        expected = expected.replace(f'<a href="{url}">{url}</a>', f'<a href="{url}">{said}</a>')
    assert html(text) == expected


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_shown_as_text(title: str) -> None:
    text = titled(title)
    assert text != BEFORE
    holds_only_the_title(text, title)
    assert text.count("\\") <= BEFORE.count("\\") + 2 * title.count("\\")


@pytest.mark.parametrize("title", UNWRITABLE)
def test_what_can_be_no_title_is_not_written(title: str) -> None:
    assert titled(title) == BEFORE


@given(
    st.text(st.sampled_from("ab *_`[]()<>!\\&;#$~|\"'-:./@^{}=中é\u200b1"), min_size=3, max_size=30)
)
@example("aaa``")
@settings(max_examples=300, deadline=None)
def test_any_title_is_text_or_is_not_written(title: str) -> None:
    text = titled(title)
    if text != BEFORE:
        holds_only_the_title(text, title)


@pytest.mark.parametrize(
    "title",
    ["A* search", "C++ and C#", "$\\ell_1$ norms", "Snakes & ladders", "What is it?", "AT&T"],
)
def test_common_titles_stay_readable(title: str) -> None:
    assert as_text(title) == title


@pytest.mark.parametrize(
    "written", ["[x](http://evil.invalid/)", "![i](http://e.invalid/)", "<b>", "*it*", "`c`", "t\\"]
)
def test_the_proof_refuses_a_title_that_is_written_as_it_came(written: str) -> None:
    """A check that forgets to spell a title safely does not get it into a file."""
    start = BEFORE.index("https://arxiv.org/abs/1706.03762")
    end = BEFORE.index(" - with")
    target = BEFORE[start:end]
    edit = Edit(start, end, f"[{written}]({target})")
    claim = Claim(
        Fix((edit,), "safe", ("entries",), "", expects=(target,), shows=(written,)), "missing-title"
    )
    after = BEFORE[:start] + edit.text + BEFORE[end:]
    assert prove(view(BEFORE, parse(BEFORE)), view(after, parse(after)), [claim])


@pytest.mark.parametrize("title", HOSTILE)
def test_a_message_holds_a_title_on_one_line(title: str) -> None:
    rules = [
        rule for rule in activate(Config()) if rule.rule.id in ("missing-title", "title-mismatch")
    ]
    text = BEFORE.replace("[Other]", "[Another Name of Many Words]")
    facts = Facts(titles=dict.fromkeys((*IDS, "1810.04805"), (title,)))
    found = lint(read(Source.of(text)), rules, facts).findings
    assert found
    for finding in found:
        assert "\n" not in finding.message
        for candidate in finding.candidates:
            assert candidate.text == one_line(title)
            (edit,) = candidate.edits
            assert (
                html(f"[{edit.text}](u)")
                == f'<p><a href="u">{escape(candidate.text, quote=False)}</a></p>\n'
            )
