"""The loops: phases, withdrawal, cycles, the last comparison."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from awesomelint.curation import Document, read
from awesomelint.engine import UnprovenError, fix, lint, permit
from awesomelint.engine.fix import certify
from awesomelint.engine.prover import Prover
from awesomelint.model import Edit, Finding, Fix
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from awesomelint.curation.document import Entry
    from awesomelint.curation.reader import Reader
    from awesomelint.rules import Active
    from awesomelint.syntax.nodes import Root

LIST = (
    "# Papers\n\n- [A](https://a.example.net/) - Good.\n- [B](https://b.example.net/) - Better.\n"
)


def rule_making(*edits: tuple[str, str], effect: str = "text") -> Active:
    """A rule that wants each of some words replaced, one fix a word."""
    base = next(rule for rule in activate(Config()) if rule.rule.id == "tracking-parameter")

    def check(document: Document) -> Iterator[Finding]:
        for old, new in edits:
            at = document.text.find(old)
            if at >= 0:
                made = Fix((Edit(at, at + len(old), new),), "safe", (effect,), f"{old} → {new}")  # type: ignore[arg-type]
                yield Finding(at, at + len(old), "word", fixes=(made,))

    card = base.rule._replace(effects=(effect,))  # type: ignore[arg-type]
    return base._replace(rule=card, check=check, options={})


def test_a_proven_fix_is_made_and_recorded() -> None:
    done = fix(Source.of(LIST), [rule_making(("Good", "Fine"))])
    assert "Fine." in done.after.text
    assert [(one.line, one.description) for one in done.applied] == [(3, "Good → Fine")]
    assert not done.withheld


def test_only_the_fix_whose_proof_fails_is_withdrawn() -> None:
    done = fix(Source.of(LIST), [rule_making(("Good", "**Fine**"), ("Better", "Best"))])
    assert "Good." in done.after.text
    assert "Best." in done.after.text
    assert [one.line for one in done.withheld] == [3]
    assert done.withheld[0].reason


def test_fixes_that_undo_each_other_are_named_and_hold_up_no_others() -> None:
    layout = next(rule for rule in activate(Config()) if rule.rule.id == "noncanonical-layout")
    done = fix(
        Source.of(LIST + "\n\n\nEnd. \n"), [rule_making(("Good", "Fine"), ("Fine", "Good")), layout]
    )
    assert done.after.text == LIST + "\nEnd.\n"
    assert {one.rule for one in done.withheld} == {"tracking-parameter"}
    assert "undo each other" in done.withheld[0].reason


def test_layout_that_undoes_itself_leaves_its_block_as_it_was() -> None:
    flip = rule_making(
        ("Bees", "Bees "), ("Bees ", "Bees"), ("Crows \n", "Crows\n"), effect="layout"
    )
    done = fix(Source.of("Owls\n\nBees\n\nCrows \n"), [flip])
    assert done.after.text == "Owls\n\nBees\n\nCrows\n"
    assert [(one.rule, one.line) for one in done.withheld] == [("tracking-parameter", 3)]


def test_a_promise_is_kept_and_a_refusal_is_no_promise() -> None:
    active = activate(Config())
    refused = "> [!CAUTION]  \n> Danger.\n"
    assert not lint(read(Source.of(refused)), active).findings
    assert not fix(Source.of(refused), active).changed
    both = "- a \n\n" + refused
    (promised,) = lint(read(Source.of(both)), active).findings
    assert promised.message.startswith("1 line is")
    done = fix(Source.of(both), active)
    assert done.after.text == "- a\n\n" + refused
    assert not done.left.findings


def test_a_refused_part_of_a_block_does_not_hold_up_the_others() -> None:
    text = "- _a_ and _b_\n- _c_ and d \n"
    parts = (Edit(2, 3, "*"),), (Edit(len(text) - 2, len(text) - 1, ""),)
    spoilt = Fix((*parts[0], *parts[1]), "safe", ("layout",), "", parts=parts)
    base = rule_making(effect="layout")
    wants = base._replace(
        check=lambda document: iter(
            [Finding(0, 1, "x", fixes=(spoilt,))] * (document.text == text)
        ),
    )
    done = fix(Source.of(text), [wants])
    assert done.after.text == "- _a_ and _b_\n- _c_ and d\n"


def test_suggestions_are_never_made_and_unsafe_fixes_only_when_named() -> None:
    for safety, named, made in [
        ("suggestion", True, False),
        ("unsafe", False, False),
        ("unsafe", True, True),
    ]:
        one = Fix((), safety, ("text",), "")  # type: ignore[arg-type]
        assert permit(named)("a-rule", one) is made
    assert permit(frozenset({"a-rule"}))("a-rule", Fix((), "unsafe", ("text",), ""))
    assert not permit(frozenset({"a-rule"}))("b-rule", Fix((), "unsafe", ("text",), ""))


def test_a_whole_that_is_not_the_original_is_refused() -> None:
    prover = Prover(activate(Config()), "")
    first, last = (prover.parse(Source.of(text)) for text in (LIST, LIST.replace("Good", "Bad")))
    with pytest.raises(UnprovenError, match="line 3"):
        certify(first, last)


def test_rules_without_their_facts_are_listed_as_not_run() -> None:
    found = lint(read(Source.of(LIST)), activate(Config()))
    assert found.not_run["dead-link"] == "links"


def test_findings_on_damaged_runs_wait_until_they_are_mended() -> None:
    text = "# Café\n\n- [CafÃ©s https://a.example.net/](https://b.example.net/) of zürich\n- Ã©tÃ© https://arxiv.org/abs/2301.12597\n"
    found = lint(read(Source.of(text)), activate(Config())).findings
    runs = [run for one in found for run in one.runs]
    assert runs
    for one in found:
        if one.rule not in {"mojibake", "noncanonical-layout"}:
            assert not any(run.start < one.end and one.start < run.end for run in runs)


def test_a_canonical_file_costs_one_parse_and_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# List\n\n## Tools\n\n- [One](https://example.org/one) - The first.\n"
    document = read(Source.of(text))
    for name in ("engine.prover.read", "proof.view", "proof.prove"):
        monkeypatch.setattr(f"awesomelint.{name}", None)
    fixed = fix(document.source, activate(Config()), document=document)
    assert not fixed.changed
    assert not fixed.applied


def test_a_list_is_not_read_between_a_fix_and_its_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# List\n\n" + "".join(
        f"- [Name {n}](https://example.org/{n}?utm_source=x) - What it is.\n\n\n" for n in range(4)
    )
    texts: list[str] = []
    reading = import_module("awesomelint.curation.read")
    curate: Callable[[Root, Reader], list[Entry]] = reading.read_entries

    def counted(root: Root, reader: Reader) -> list[Entry]:
        texts.append(reader.text)
        return curate(root, reader)

    monkeypatch.setattr(reading, "read_entries", counted)
    fixed = fix(Source.of(text), activate(Config()), allowed=permit(True))
    assert "utm_source" not in fixed.after.text
    assert "\n\n\n" not in fixed.after.text
    assert texts == [text, fixed.after.text]


@pytest.mark.parametrize(("unsafe", "times"), [(False, 1), (True, 2)])
def test_a_rule_whose_fixes_may_not_be_made_is_asked_what_is_left(unsafe: bool, times: int) -> None:
    asked: list[str] = []
    other = rule_making(("Better", "Best"))

    def check(document: Document) -> Iterator[Finding]:
        asked.append(document.text)
        yield from ()

    card = other.rule._replace(id="doubled-word", safety=("unsafe",))
    unasked = other._replace(rule=card, check=check)
    done = fix(Source.of(LIST), [other, unasked], allowed=permit(unsafe))
    assert len(asked) == times
    assert asked[-1] == done.after.text
