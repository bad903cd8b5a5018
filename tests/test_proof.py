"""The comparer sees every damage and accepts every harmless edit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from awesomelint.model import Edit, Fix
from awesomelint.proof import Claim, View, diff, prove, view
from awesomelint.proof.blame import blame
from awesomelint.proof.bytes import prove_bytes
from awesomelint.source import apply_edits
from awesomelint.syntax import parse

CASES = Path(__file__).parents[1] / "fixtures" / "proof"
MARK = re.compile("⟦(.*?)⇒(.*?)⟧", re.DOTALL)


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        pytest.param(case, id=f"{case.get('effects', [name])[0]}: {case['case']}") for case in found
    ]


def seen(text: str) -> View:
    return view(text, parse(text))


def unmarked(marked: str) -> tuple[str, tuple[Edit, ...]]:
    """The text before, and the edits that `⟦old⇒new⟧` stand for."""
    parts: list[str] = []
    edits: list[Edit] = []
    done = length = 0
    for match in MARK.finditer(marked):
        plain = marked[done : match.start()]
        start = length + len(plain)
        edits.append(Edit(start, start + len(match[1]), match[2]))
        parts += (plain, match[1])
        length = start + len(match[1])
        done = match.end()
    return "".join((*parts, marked[done:])), tuple(edits)


def proof(text: str, *claims: Claim) -> list[str]:
    after = apply_edits(text, [edit for claim in claims for edit in claim.fix.edits])
    return [refusal.reason for refusal in prove(seen(text), seen(after), claims)]


def claim(edits: tuple[Edit, ...], *effects: Any, **more: Any) -> Claim:
    fix = Fix(
        edits,
        "safe",
        effects,
        "",
        expects=tuple(more.get("expects", ())),
        damage=more.get("damage", ""),
    )
    return Claim(fix, "rule", more.get("characters", ""))


@pytest.mark.parametrize("case", cases("layout"))
def test_each_view_sees_its_kinds_of_damage(case: dict[str, Any]) -> None:
    found = diff(seen(case["before"]), seen(case["after"]))
    assert {difference.view for difference in found} == set(case["seen"]), found


@pytest.mark.parametrize("case", cases("layout"))
def test_a_layout_fix_is_proven_when_no_view_differs(case: dict[str, Any]) -> None:
    before, after = case["before"], case["after"]
    assert bool(proof(before, claim((Edit(0, len(before), after),), "layout"))) == bool(
        case["seen"]
    )


@pytest.mark.parametrize("case", cases("effects"))
def test_a_fix_is_proven_when_it_does_what_it_declares(case: dict[str, Any]) -> None:
    text, edits = unmarked(case["marked"])
    reasons = proof(text, claim(edits, *case["effects"], **case))
    if "refused" not in case:
        assert reasons == []
    else:
        assert reasons
        assert case["refused"] in " ".join(reasons)


def test_fixes_with_different_effects_are_proven_together() -> None:
    text, edits = unmarked("- [a](/u⟦?x⇒⟧) ⟦–⇒-⟧ b https://a.example/x⟦⇒ ⟧https://b.example/y\n")
    targets = ["https://a.example/x", "https://b.example/y"]
    assert (
        proof(
            text,
            claim(edits[:1], "links"),
            claim(edits[1:2], "text"),
            claim(edits[2:], "markup", expects=targets),
        )
        == []
    )


def test_what_no_fix_covers_must_be_equal() -> None:
    text, edits = unmarked("- ⟦a⇒b⟧\n- c\n")
    after = seen("- b\n- d\n")
    assert prove(seen(text), after, [claim(edits, "text")])


def test_a_difference_names_its_block() -> None:
    before = seen("# H\n\na\n\nb  \nc\n\nd\n")
    found = diff(before, seen("# H\n\na\n\nb\nc\n\nd\n"))
    assert {before.text[difference.start : difference.end] for difference in found} == {"b  \nc"}


def test_one_bad_fix_among_many_is_blamed_alone() -> None:
    lines = [f"- word{n} ⟦x⇒{'[z]' if n == 23 else 'y'}⟧ end\n" for n in range(40)]
    text, edits = unmarked("".join(lines) + "\n[z]: /u\n")
    claims = [claim((edit,), "text") for edit in edits]
    assert blame(seen(text), seen(apply_edits(text, edits)), claims) == {23}


def test_a_bad_layout_fix_is_found_by_its_block() -> None:
    text, edits = unmarked("*  a⟦ ⇒⟧\n\nb ⟦ ⇒⟧c\n\n#⟦ ⇒⟧H\n\nd ⟦ ⇒⟧e\n")
    claims = [claim((edit,), "layout") for edit in edits]
    assert blame(seen(text), seen(apply_edits(text, edits)), claims) == {2}


def test_a_cause_far_from_its_effect_is_blamed() -> None:
    text, edits = unmarked("```\na\n⟦```\n⇒⟧\nb ⟦ ⇒⟧c\n\n# d\n\n- e\n- f\n")
    claims = [claim((edit,), "layout") for edit in edits]
    assert 0 in blame(seen(text), seen(apply_edits(text, edits)), claims)


def test_nothing_is_blamed_when_all_is_proven() -> None:
    text, edits = unmarked("a ⟦ ⇒⟧b\n")
    claims = [claim(edits, "layout")]
    assert blame(seen(text), seen(apply_edits(text, edits)), claims) == set()


@pytest.mark.parametrize(
    ("old", "new", "codec", "proven"),
    [
        ("中文".encode("gb18030"), "中文".encode(), "gb18030", True),
        ("中文".encode("gb18030"), "中".encode(), "gb18030", False),
        ("中文".encode("gb18030"), "中文".encode("gb18030"), "gb18030", False),
        (b"\xff\xfea\x00", b"a", "utf-16", True),
    ],
)
def test_recoding_is_proven_by_decoding_both(
    old: bytes, new: bytes, codec: str, proven: bool
) -> None:
    assert prove_bytes(old, new, codec) is proven


def test_markup_is_proven_by_both_parsers() -> None:
    text, edits = unmarked("- [a]⟦ ⇒⟧(https://a.example/x) - b\n")
    before, after = seen(text), seen(apply_edits(text, edits))
    mended = claim(edits, "markup", expects=["https://a.example/x"])
    assert prove(before, after, [mended]) == []
    blind = View(after.text, after.root, _html=before.html.replace("] (", "]("))
    assert prove(before, blind, [mended])
