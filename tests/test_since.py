"""What a change brings: the surplus of findings, told at the member that the base lacks."""

from __future__ import annotations

import pytest

from awesomelint.linter import Linter

OLD = """\
# Papers

A list with â€œoldâ€\x9d damage.

## Vision

- [Attention Is All You Need](https://arxiv.org/abs/1706.03762) - The Transformer.
- [BERT](https://arxiv.org/abs/1810.04805) - Deep â€” bidirectional.
- [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
- 📔
- [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385v2)
- [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980?utm_source=x) - Adam.

## Language

- [Language Models are Few-Shot Learners](https://arxiv.org/abs/2005.14165) - GPT-3.
- [RoBERTa](https://arxiv.org/abs/1907.11692) - Robust.
"""
TRANSFORMER = "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)"
RESNET = "[Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)"
LINTER = Linter()


def after(*changes: tuple[str, str]) -> str:
    """`OLD` with replacements, each of which takes place."""
    text = OLD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def verdict(head: str, base: str = OLD) -> list[str]:
    """`LINE RULE` of each error and warning that the change brings."""
    found = LINTER.check(head, base=base).findings
    return [f"{f.line} {f.rule}" for f in found if f.severity in {"error", "warning"}]


def test_the_base_has_faults_of_its_own() -> None:
    assert len(verdict(OLD, "")) >= 5
    assert verdict(OLD) == []


FIRST = "- [Attention Is"
LAST = "- [RoBERTa](https://arxiv.org/abs/1907.11692) - Robust.\n"
BERT = "- [BERT](https://arxiv.org/abs/1810.04805) - Deep â€” bidirectional.\n"
CASES: dict[str, tuple[str, list[str]]] = {
    "a good entry": (
        after((FIRST, "- [GAN](https://arxiv.org/abs/1406.2661) - Nets.\n- [Attention Is")),
        [],
    ),
    "a duplicate below the old entry": (
        after(("- 📔\n", f"- {TRANSFORMER}\n- 📔\n")),
        ["10 duplicate-arxiv-id"],
    ),
    "a duplicate above the old entry": (
        after(
            (FIRST, f"- [RoBERTa](https://arxiv.org/abs/1907.11692)\n{FIRST}"),
            ("## Language\n", ""),
        ),
        ["7 duplicate-arxiv-id"],
    ),
    "a third copy at the end": (
        after(("- [Adam", f"- {RESNET}\n- [Adam")),
        ["12 duplicate-arxiv-id"],
    ),
    "a third copy at the top": (after((FIRST, f"- {RESNET}\n{FIRST}")), ["7 duplicate-arxiv-id"]),
    "two copies of one new paper": (
        after((LAST, LAST + "- [GAN](https://arxiv.org/abs/1406.2661)\n" * 2)),
        ["19 duplicate-arxiv-id"],
    ),
    "mojibake in a new entry": (
        after((LAST, LAST + "- [GAN](https://arxiv.org/abs/1406.2661) - Itâ€™s a net.\n")),
        ["18 mojibake"],
    ),
    "mojibake in an old entry that was clean": (
        after(("- Robust.", "- Itâ€™s robust.")),
        ["17 mojibake"],
    ),
    "a mended URL": (after(("abs/1810.04805", "abs/1810.04806")), []),
    "a mended URL with a tracking parameter": (after(("abs/1412.6980?", "abs/1412.6981?")), []),
    "a mended title": (
        after(("[BERT]", "[BERT: Pre-training of Deep Bidirectional Transformers]")),
        [],
    ),
    "a mended URL and title": (
        after(
            ("[BERT](https://arxiv.org/abs/1810.04805)", "[XL](https://arxiv.org/abs/1901.02860)")
        ),
        [],
    ),
    "a mended URL that makes a duplicate": (
        after(
            (
                "[RoBERTa](https://arxiv.org/abs/1907.11692)",
                "[BERT](https://arxiv.org/abs/1810.04805)",
            ),
            ("## Language\n", ""),
        ),
        ["16 duplicate-arxiv-id"],
    ),
    "a description before old damage": (after(("- Deep", "- A model: deep")), []),
    "a changed URL that was broken": (after(("?utm_source=x", "?utm_source=y")), []),
    "a second tracked URL in an entry": (
        after((" - Adam.", " - [Adam](https://a.example.org/?utm_source=z).")),
        ["12 tracking-parameter"],
    ),
    "a sorted section": (
        after(
            ("## Vision\n\n", f"## Vision\n\n{BERT}"),
            (f"The Transformer.\n{BERT}", "The Transformer.\n"),
        ),
        [],
    ),
    "a moved entry": (
        after((BERT, ""), (LAST, LAST + BERT)),
        [],
    ),
    "a copy moved away": (
        after(
            (
                "- [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)\n",
                "",
            ),
            (LAST, LAST + f"- {RESNET}\n"),
        ),
        [],
    ),
    "re-wrapped prose": (after(("A list with â€œold", "A list\nwith â€œold")), []),
    "other bullets": (OLD.replace("\n- ", "\n* "), []),
    "a renamed section": (after(("## Vision", "## Seeing")), []),
    "an empty bullet beside an old one": (after(("- 📔\n", "- 📔\n- 📔\n")), ["11 empty-bullet"]),
    "another empty bullet": (
        after((LAST, LAST + "- \n- [X](https://x.example.org)\n")),
        ["18 empty-bullet"],
    ),
    "a filled bullet": (after(("- 📔\n", "- 📔 [GAN](https://arxiv.org/abs/1406.2661)\n")), []),
    "a broken markup": (
        after((LAST, LAST + "- [GAN]（https://arxiv.org/abs/1406.2661）\n")),
        ["18 broken-link-syntax"],
    ),
    "a section that lost its entries": (
        OLD[: OLD.index("- [Language Models")],
        ["14 empty-section"],
    ),
    "an old fault mended": (after(("- 📔\n", "")), []),
    "a link whose heading is renamed": (
        after(("## Vision", "## Seeing"), ("A list", "A [list](#language)")),
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_on_a_change(name: str) -> None:
    head, expected = CASES[name]
    assert verdict(head) == expected


def test_a_renamed_heading_breaks_an_old_link() -> None:
    base = OLD.replace("A list", "A [list](#vision)")
    assert verdict(base.replace("## Vision", "## Seeing"), base) == ["3 broken-anchor"]


def test_a_comment_that_is_taken_away_brings_its_finding() -> None:
    comment = "<!-- awesomelint-disable-next-entry tracking-parameter: wanted -->\n"
    base = OLD.replace("- [Adam", comment + "- [Adam")
    assert verdict(base) == verdict(OLD, base=OLD) == []
    assert verdict(OLD, base) == ["12 tracking-parameter"]


def test_a_pair_is_told_at_the_new_entry_with_the_old_one_as_related() -> None:
    head = after((FIRST, f"- {RESNET}\n{FIRST}"))
    (finding,) = (f for f in LINTER.check(head, base=OLD).findings if f.severity == "error")
    assert (finding.line, [one.line for one in finding.related]) == (7, [10])
    assert "already listed on line 10" in finding.message


def test_a_new_file_is_all_new() -> None:
    assert verdict(OLD, base="") == [
        f"{f.line} {f.rule}"
        for f in LINTER.check(OLD).findings
        if f.severity in {"error", "warning"}
    ]
